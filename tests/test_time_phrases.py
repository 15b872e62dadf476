"""Time phrases and words of figures: every word of a class works wherever its class works."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongbi import figures
from tongbi.figures.basis import bases, of_several_years
from tongbi.figures.clause_core import stripped, unled
from tongbi.figures.figure_scope import scope
from tongbi.figures.quantity_roles import bound, limits_a_noun
from tongbi.language.lexicon import table, words
from tongbi.language.time_phrases import marks, part_of_year
from tongbi.model import Figure, Unit

YEAR = 2024
LAST, OWN, REVIEW = words("zh/change", "against.last"), words("zh/time", "own"), words("zh/time", "review")
PLURAL, PAST, SINCE = words("zh/counting", "plural"), words("zh/time", "past"), words("zh/time", "since", "during")
TO = words("zh/change", "against.than", "spans.from")


def of(*names: str) -> st.SearchStrategy[str]:
    """Any word of some classes of counting."""
    return st.sampled_from(words("zh/counting", *names))


def told(text: str) -> list[Figure]:
    return list(figures.extract([Unit("u", text, None)], YEAR))


@given(st.sampled_from([*OWN, *REVIEW, *LAST, f"{YEAR}年", f"{YEAR - 3}年"]), st.sampled_from(["", "全县", "各乡镇"]))
def test_any_word_for_one_year_is_one_mark(word: str, whose: str) -> None:
    [mark] = marks(f"{word}{whose}架设路灯640盏。")
    assert (mark.start, mark.kind in {"own", "last", "year"}, mark.review) == (0, True, word in REVIEW)


@given(st.sampled_from(PLURAL), st.sampled_from(PAST), st.sampled_from(SINCE), st.sampled_from(["间", ""]))
def test_any_number_of_years_looked_over_is_a_review(number: str, past: str, since: str, within: str) -> None:
    for phrase in (f"{past}{number}年{within}", f"{number}年{since}"):
        [mark] = marks(f"{phrase}，山塘加固稳步推进。")
        assert (mark.kind, mark.review) == ("several", True)


@given(st.sampled_from(PLURAL), st.sampled_from([*words("zh/terms", "doing"), *words("zh/counting", "increment", "sum")]))
def test_what_was_done_in_some_years_tells_of_its_own_clause(number: str, verb: str) -> None:
    [mark] = marks(f"{number}年{verb}山塘318座。")
    assert (mark.kind, mark.review) == ("several", False)


@given(st.sampled_from(PLURAL), st.sampled_from(words("zh/time", "programme")))
def test_a_plan_called_by_its_years_names_no_span(number: str, plan: str) -> None:
    assert marks(f"实施山塘加固{number}年{plan}。") == ()


@given(st.sampled_from("一二三四五六"), st.sampled_from(["“{}”", "{}"]), st.sampled_from(SINCE))
def test_any_plan_period_is_several_years(number: str, quoted: str, since: str) -> None:
    [mark] = marks(f"{quoted.format(f'十{number}五')}{since}，山塘加固稳步推进。")
    assert (mark.kind, mark.review) == ("several", True)


@given(st.sampled_from(TO), st.sampled_from([*LAST, f"{YEAR - 1}年"]))
def test_what_is_compared_with_is_held(than: str, year: str) -> None:
    assert [mark.held for mark in marks(f"山塘{than}{year}多了18座。")] == [True]


@pytest.mark.parametrize("day", [f"{YEAR}年底", f"{YEAR}年末", f"{YEAR}年初", "年末", "年初"])
def test_a_day_is_no_year(day: str) -> None:
    assert [mark.kind for mark in marks(f"{day}，山塘318座。")] == ["day"]


@given(of("increment"))
def test_any_word_of_increment_is_what_one_year_added(word: str) -> None:
    text = f"{word}山塘管护员318名。"
    assert bases(text, told(text), False) == ["added"]


@given(of("stock"))
def test_any_word_of_stock_is_what_there_is_in_all(word: str) -> None:
    text = f"山塘管护员{word}318名。"
    assert bases(text, told(text), False) == ["total"]


@given(of("standing"))
def test_cumulative_before_a_verb_of_standing_is_a_stock_and_before_another_none(word: str) -> None:
    text, other = f"累计{word}山塘318座。", "累计巡查山塘318座。"
    assert (bases(text, told(text), False), bases(other, told(other), False)) == (["total"], [""])


@given(st.sampled_from(words("zh/terms", "doing", "moving")), st.sampled_from(PLURAL))
def test_what_is_done_adds_up_over_the_years(verb: str, number: str) -> None:
    text = f"{number}年来，全县{verb}山塘318座。"
    assert bases(text, told(text), True) == ["several"]


@given(of("reach", "to"), st.sampled_from(words("zh/numbers", "before.approx", "before.over")))
def test_words_of_reaching_are_no_part_of_a_name(word: str, about: str) -> None:
    assert stripped(f"山塘管护员{word}{about}") == stripped(f"山塘管护员{about}{word}") == "山塘管护员"


@given(
    st.sampled_from([*OWN, *LAST, f"{YEAR}年", f"截至{YEAR}年底", *words("zh/time", "now")]),
    st.sampled_from(["", *words("zh/owners", "regions")]), of("sum"),
)  # fmt: skip
def test_when_where_and_how_many_in_all_lead_a_name_in(when: str, where: str, total: str) -> None:
    assert unled(f"{when}{where}{total}巡查山塘") == "巡查山塘"


@pytest.mark.parametrize(
    "name",
    [
        "均衡配置校车", "将军故居", "并网光伏", "再制造产品", "各类山塘", "约束性指标", "还贷资金", "全国性赛事", "和谐社区", "及时办结率",
        "有效投诉",
    ],
)  # fmt: skip
def test_a_word_that_only_begins_like_one_that_leads_stays(name: str) -> None:
    assert unled(name) == name


@given(
    st.sampled_from([*LAST, *words("zh/carry_over", "before")]),
    st.sampled_from(words("zh/carry_over", "carried")),
    st.sampled_from(words("zh/carry_over", "next")),
)
def test_what_came_in_and_what_goes_on_are_two_scopes(before: str, carried: str, after: str) -> None:
    text = f"收到举报216件，{before}{carried}8件，结转{after}11件。"
    assert [scope(text, one.start, one.start + len(one.text)).strip() for one in told(text)] == ["", "in", "on"]


@given(st.sampled_from(words("zh/owners", "regions")), st.sampled_from(words("zh/terms", "stages.came")))
def test_own_bodies_count_till_the_whole_region_is_named(region: str, came: str) -> None:
    text = f"县政府本级{came}举报96件；{region}{came}举报216件。"
    assert [scope(text, one.start, one.start + len(one.text)).strip() for one in told(text)] == ["own", ""]


@given(st.sampled_from(words("zh/numbers", "behind.at-least", "behind.at-most")))
def test_a_bound_that_leads_to_a_noun_measures_nothing(behind: str) -> None:
    text = f"巡查20座{behind}山塘群。"
    assert limits_a_noun(text, Figure("u", "", 20.0, "座", "20座", text.index("20座"), None))
    assert not limits_a_noun(f"巡查山塘20座{behind}。", Figure("u", "巡查山塘", 20.0, "座", "20座", 4, None))


@given(st.sampled_from(words("zh/numbers", "aims.verbs", "aims.sure")))
def test_any_word_of_aiming_bounds_a_target(word: str) -> None:
    text = f"好评率{word}达到92%。"
    assert bound(text, Figure("u", "好评率", 92.0, "%", "92%", text.index("92%"), "target")) == word


@pytest.mark.parametrize("stage", sorted(table("zh/terms")["stages"]))
def test_no_stage_has_a_word_of_doing(stage: str) -> None:
    assert set(table("zh/terms")["stages"][stage]).isdisjoint(words("zh/terms", "doing"))


@pytest.mark.parametrize(
    ("text", "several"),
    [
        ("山塘由去年的41座增加到53座。", None), ("管护力量不断充实，近四年山塘由41座增加到53座。", True), ("山塘由41座增加到53座。", None),
        ("管护力量不断充实、责任全部落实到人，六年来山塘由41座增加到53座。", True), ("“十四五”期间，山塘由41座增加到53座。", True),
        ("过去七年，管护力量不断充实；今年山塘由41座增加到53座。", False), ("管护力量充实；比2019年多，山塘由41座增加到53座。", None),
    ],
)  # fmt: skip
def test_the_nearest_span_is_whose_base_a_value_is(text: str, several: bool | None) -> None:
    assert of_several_years(text, text.index("41座")) is several


@given(st.sampled_from(["1至9月", "1—9月", "1-9月", "1月至9月", *words("zh/time", "parts")]), st.sampled_from(OWN))
def test_any_part_of_a_year_is_told_from_the_whole(part: str, whole: str) -> None:
    assert part_of_year(f"{part}，全县接诊") in {("1", "9"), (part,)}
    assert part_of_year(f"{part}铺开，{whole}接诊") == ()
