"""What a sentence's marks say: bounds, frames of change, lists and units work for every word of their class."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongbi import figures
from tongbi.figures import Claim
from tongbi.language import annotation, folding, lexicon, quantities, units
from tongbi.model import Figure, Unit

NUMBERS = "zh/numbers"
NEGATORS = st.sampled_from(lexicon.words(NUMBERS, "before.negators"))
YEAR = 2023


def bound(text: str) -> str | None:
    [quantity] = quantities.find(text, True)
    return quantity.qualifier


def stated(text: str) -> Claim:
    found: list[Figure] = list(figures.extract([Unit("u", text, None)], YEAR))
    [claim] = figures.claims(text, found, True, YEAR)
    return claim


@given(st.sampled_from(lexicon.words(NUMBERS, "before.over")), NEGATORS, st.integers(2, 900))
def test_a_bound_turns_when_it_is_negated(word: str, negator: str, number: int) -> None:
    assert bound(f"窗口排队{word}{number}分钟") == "more-than"
    assert bound(f"窗口排队{negator}{word}{number}分钟") == "at-most"


@given(st.sampled_from(lexicon.words(NUMBERS, "before.under")), NEGATORS, st.integers(2, 900))
def test_a_lower_bound_turns_too(word: str, negator: str, number: int) -> None:
    assert bound(f"林木成活{word}{number}株") == "less-than"
    assert bound(f"林木成活{negator}{word}{number}株") == "at-least"


@given(st.sampled_from(lexicon.words(NUMBERS, "before.least")), st.sampled_from(["", "开展", "走访", "公布"]), st.integers(2, 60))
def test_a_verb_may_stand_between_a_bound_and_its_number(word: str, verb: str, number: int) -> None:
    assert bound(f"各镇每季度{word}{verb}{number}次") == "at-least"


@given(
    st.sampled_from(
        [("蹿高", "up"), ("冲高", "up"), ("走升", "up"), ("抬增", "up"), ("滑低", "down"), ("走跌", "down"), ("压缩减少", "down")]
    ),
    st.sampled_from(["较上年", "比去年同期", f"较{YEAR - 1}年", "与上年相比"]),
    st.sampled_from(["%", "个百分点"]),
    st.integers(1, 60),
)
def test_what_stands_between_a_comparison_and_a_rate_is_a_verb_of_change(verb: tuple[str, str], against: str, unit: str, by: int) -> None:
    word, direction = verb
    claim = stated(f"公证预约率为41%，{against}{word}{by}{unit}。")
    assert (claim.direction, claim.change, claim.unit) == (direction, by, unit)


@given(
    st.sampled_from(["较上年的", "比去年的", f"较{YEAR - 1}年的", "比上年同期的"]),
    st.sampled_from([("增加", 1), ("多", 1), ("净增", 1), ("减少", -1), ("少", -1), ("压降", -1)]),
    st.integers(100, 900),
    st.integers(1, 90),
)
def test_a_change_from_a_value_told_with_it_has_both_ends(against: str, verb: tuple[str, int], base: int, by: int) -> None:
    word, way = verb
    claim = stated(f"全年调处山林纠纷{base + way * by}起，{against}{base}起{word}{by}起。")
    assert claim.previous is not None
    assert claim.current is not None
    assert (claim.previous.value, claim.current.value, claim.change) == (base, base + way * by, by)
    assert claim.direction == ("up" if way > 0 else "down")


@given(st.sampled_from(["充实", "补强", "归并", "浓缩", "延展"]), st.sampled_from("由从"), st.sampled_from("至到"), st.integers(20, 90))
def test_any_verb_leads_from_one_value_to_another(verb: str, start: str, to: str, before: int) -> None:
    claim = stated(f"专职调解员{start}{before}人{verb}{to}{before + 7}人。")
    assert claim.previous is not None
    assert claim.current is not None
    assert (claim.previous.value, claim.current.value) == (before, before + 7)


@pytest.mark.parametrize("word", ["幢", "棵", "盏", "顶", "艘", "尾", "匹", "座", "株"])
def test_a_measure_word_is_known_by_the_dictionary(word: str) -> None:
    [quantity] = quantities.find(f"移交物资37{word}，登记造册。", True)
    assert (quantity.unit, quantity.value) == (word, 37)


@given(st.sampled_from(["元", "吨", "千瓦时", "立方米"]), st.sampled_from("/每"), st.sampled_from(["日", "人", "平方米", "万元", "亩"]))
def test_a_unit_may_say_per_what(unit: str, mark: str, per: str) -> None:
    [quantity] = quantities.find(f"核定标准为6.5{unit}{mark}{per}。", True)
    assert quantity.unit == f"{unit}/{per}"


@given(
    st.sampled_from([("两", 2), ("三", 3), ("四", 4)]), st.sampled_from(lexicon.words("zh/units", "words.lists")), st.sampled_from("、和")
)
def test_a_numeral_that_counts_the_list_before_it_is_no_figure(numeral: tuple[str, int], unit: str, last: str) -> None:
    word, count = numeral
    members = ["源头预防", "闭环整改", "阳光运行", "群众评议"][:count]
    text = f"{'、'.join(members[:-1])}{last}{members[-1]}{word}{unit}抓手协同发力。"
    assert list(quantities.find(text, True)) == []
    assert [one.value for one in quantities.find(f"新增{word}{unit}抓手。", True)] == [count]


@given(st.sampled_from(["planning", "full-time social", "small business", ""]), st.sampled_from(["cases", "workers", "loans", "people"]))
def test_an_english_number_counts_the_plural_behind_it(sort: str, noun: str) -> None:
    [quantity] = quantities.find(f"The county handled 1,284 {sort} {noun} during the year.".replace("  ", " "), False)
    assert (quantity.value, quantity.unit) == (1284, noun)


@pytest.mark.parametrize("word", ["led", "went", "in", "remained"])
def test_a_verb_is_no_unit(word: str) -> None:
    assert [one.unit for one in quantities.find(f"Of the 930 inspections, 112 {word} further.", False) if one.value == 112] in ([], [""])


@given(st.sampled_from(["fell", "rose", "moved", "went"]), st.sampled_from(["", " in 2023"]), st.integers(10, 90))
def test_an_english_value_may_stand_behind_the_one_it_led_to(verb: str, when: str, value: int) -> None:
    text = f"Staff turnover {verb} to {value}.5%{when} from {value + 3}.1% in 2022."
    assert [one.qualifier for one in quantities.find(text, False)] == [None, "previous"]


def test_every_unit_has_one_sort() -> None:
    for unit in units.words():
        assert units.sort(unit)
        assert units.kin(units.kin(unit)) == units.kin(unit)


def test_clauses_and_lists_of_a_sentence() -> None:
    marks = annotation.annotate("收到来信120件，其中表扬31件、求助52件，分别增长6%和下降4%。", True)
    assert [marks.clause(at) for at in range(5)] == ["收到来信", "其中表扬", "求助", "分别增长", "和下降"]
    assert [step.verb if step else "" for step in marks.steps] == ["", "", "", "增长", "下降"]
    assert marks.run(3) == (3, 5)


@given(
    st.text("县区。. ，x", max_size=40), st.integers(0, 40), st.integers(0, 40), st.sampled_from([annotation.BREAK, annotation.FULL_STOP])
)
def test_words_before_a_place_begin_behind_the_last_mark(text: str, start: int, floor: int, mark: re.Pattern[str]) -> None:
    begin = max((found.end() for found in mark.finditer(text, floor, start)), default=floor)
    assert folding.since(mark, text, start, floor) == begin
