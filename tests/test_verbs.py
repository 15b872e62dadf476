"""Verbs of change: every verb of the lexicon works wherever its class works, in every comparison."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongbi import figures
from tongbi.figures import Claim
from tongbi.language import change_words, lexicon
from tongbi.model import Figure, Unit

LEXICON: dict[str, Any] = {
    "zh": lexicon.table("zh/change")["verbs"],
    "en": lexicon.table("en/change")["verbs"],
    "particles": lexicon.table("en/change")["particles"],
}
YEAR = 2024


def words(language: str, follows: str, *, nouns: bool = False) -> list[tuple[str, str]]:
    """Verbs that raise or lower, each with which of the two."""
    return [
        (word, group["direction"])
        for group in LEXICON[language]
        if group["follows"] in {follows, "both"} and group["direction"] != "turn" and (nouns or not group.get("noun"))
        for word in (*group["words"], *(form for lemma in group.get("lemmas", ()) for form in lexicon.inflected(lemma)))
    ]


ZH, EN = words("zh", "amount"), words("en", "amount")
ZH_WITH_NOUNS, VALUES = words("zh", "amount", nouns=True), [one for one in words("zh", "value") if len(one[0]) > 1]
COMPARISONS = [
    "同比",
    "较上年",
    "比上年",
    "较去年同期",
    "与上年相比",
    "同去年相比",
    "比上一年度",
    "相比上年",
    "较前一年",
    "与去年同期相比",
    f"较{YEAR - 1}年",
    f"比{YEAR - 1}年",
    f"与{YEAR - 1}年相比",
]
MANNERS = ["", "大幅", "小幅", "略有", "实际", "进一步"]


def told(text: str, *, chinese: bool = True) -> tuple[list[Figure], list[Claim]]:
    found = list(figures.extract([Unit("u", text, None)], YEAR))
    return found, list(figures.claims(text, found, chinese, YEAR))


@given(st.sampled_from(ZH_WITH_NOUNS), st.sampled_from(COMPARISONS), st.sampled_from(MANNERS), st.integers(1, 99))
def test_a_rate_with_any_verb_and_comparison_is_a_step_of_what_was_counted(
    verb: tuple[str, str], against: str, manner: str, rate: int
) -> None:
    word, direction = verb
    [count, step], [claim] = told(f"全区核查燃气隐患3,052处，{against}{manner}{word}{rate}.4%。")
    assert step.name.startswith(count.name)
    assert step.name.removeprefix(count.name).lstrip("·") == word
    assert (claim.direction, claim.change, claim.unit, claim.current) == (direction, float(f"{rate}.4"), "%", count)


@given(st.sampled_from(ZH), st.sampled_from(COMPARISONS), st.sampled_from(["", "了", "约"]), st.integers(2, 400))
def test_a_count_with_any_verb_needs_a_comparison(verb: tuple[str, str], against: str, loose: str, by: int) -> None:
    word, direction = verb
    _, [claim] = told(f"登记集体合同918份，{against}{word}{loose}{by}份。")
    assert (claim.name, claim.direction, claim.change, claim.unit) == ("登记集体合同", direction, by, "份")
    assert told(f"登记集体合同918份，{word}{loose}{by}份。")[1] == []


@given(st.sampled_from(ZH), st.sampled_from(COMPARISONS))
def test_what_changed_may_stand_with_the_verb(verb: tuple[str, str], against: str) -> None:
    word, direction = verb
    [share], [claim] = told(f"电子证照应用率{against}{word}2.6个百分点。")
    assert (share.name, claim.direction) == (f"电子证照应用率·{word}", direction)
    assert (share.head, share.sign) == ("电子证照应用率", direction)


@given(
    st.sampled_from(ZH),
    st.sampled_from(["环比", "较上月", f"较{YEAR - 4}年", f"比{YEAR - 2}年", "年均", "比全国平均", "较年初", "较上年预算"]),
)
def test_what_is_held_against_another_span_or_base_is_no_yearly_change(verb: tuple[str, str], against: str) -> None:
    assert told(f"发放助学贷款417笔，{against}{verb[0]}5.5%。")[1] == []


@given(st.sampled_from(VALUES), st.sampled_from("至到"), st.sampled_from(["", "总数", "规模"]))
def test_the_value_that_a_verb_leads_to_is_one_of_the_thing(verb: tuple[str, str], to: str, measure: str) -> None:
    [value] = told(f"注册护士{measure}{verb[0]}{to}1.8万名。")[0]
    assert value.name == f"注册护士{measure}".removesuffix("规模") + ("规模" if measure == "规模" else "")


@given(st.sampled_from(VALUES), st.integers(10, 50), st.integers(51, 99))
def test_a_verb_leads_from_one_value_to_another(verb: tuple[str, str], before: int, after: int) -> None:
    old, new = (before, after) if verb[1] == "up" else (after, before)
    _, [claim] = told(f"窗口平均办件量由{old}件{verb[0]}至{new}件。")
    assert claim.previous is not None
    assert claim.current is not None
    assert (claim.previous.value, claim.current.value, claim.direction) == (old, new, verb[1])


@given(st.sampled_from(EN), st.sampled_from(["", " by", " by about"]), st.integers(1, 40))
def test_english_verbs(verb: tuple[str, str], by: str, rate: int) -> None:
    word, direction = verb
    [first, step], [claim] = told(
        f"Freight revenue was $8.1 billion; operating income {word}{by} {rate}.5 percent over the previous year.", chinese=False
    )
    assert first.name == "Freight revenue"
    assert (step.name, claim.direction, claim.change) == (f"operating income·{word}", direction, float(f"{rate}.5"))
    assert (step.head, step.sign) == ("operating income", direction)


@given(
    st.sampled_from(LEXICON["particles"]["carriers"]),
    st.sampled_from([("up", "up"), ("higher", "up"), ("down", "down"), ("lower", "down")]),
)
def test_english_particles(carrier: str, particle: tuple[str, str]) -> None:
    [step], [claim] = told(f"Same-store sales {carrier} {particle[0]} 3.1 percent.", chinese=False)
    assert (step.name, claim.direction) == (f"Same-store sales·{carrier} {particle[0]}", particle[1])


@pytest.mark.parametrize(
    ("text", "name", "direction"),
    [
        ("实现营业收入同比增长-4.4%。", "营业收入·增长", "down"),
        ("净息差同比-0.2个百分点。", "净息差·同比变化", "down"),
        ("净息差同比+0.2个百分点。", "净息差·同比变化", "up"),
    ],
)
def test_a_sign_turns_a_verb_or_stands_for_one(text: str, name: str, direction: str) -> None:
    [figure], [claim] = told(text)
    assert (figure.name, claim.direction, abs(figure.value)) == (name, direction, claim.change)


def test_a_fall_by_less_than_nothing_says_nothing() -> None:
    assert told("受理信访120件，同比下降-3.2%。")[1] == []


@pytest.mark.parametrize("text", ["至少35家单位参加。", "选派最多12名干部。", "全年新增38个站点。", "加快16个码头建设。", "精简7个科室。"])
def test_a_verb_that_governs_what_is_counted_is_no_step(text: str) -> None:
    [figure], said = told(text)
    assert figure.sign is None
    assert said == []


@pytest.mark.parametrize(("text", "change"), [("受理量同比翻番。", 100), ("受理量较上年翻了两番，共12件。", 300)])
def test_how_often_a_figure_doubled(text: str, change: float) -> None:
    assert [claim.change for claim in told(text)[1]] == [change]


@given(st.sampled_from(ZH + [(word, direction) for word, direction in EN]))
def test_every_verb_has_its_direction_in_names(verb: tuple[str, str]) -> None:
    assert change_words.falls(f"甲·{verb[0]}") is (verb[1] == "down")


@pytest.mark.parametrize("against", ["同比", "环比", "较上年", "比去年同期", "与上年相比"])
@pytest.mark.parametrize(
    ("verb", "direction"),
    [
        ("减收", "down"),
        ("减产", "down"),
        ("减亏", "down"),
        ("降本", "down"),
        ("增收", "up"),
        ("增产", "up"),
        ("递升", "up"),
        ("扩产", "up"),
    ],
)
def test_a_verb_that_no_list_has_says_which_way_behind_every_comparison(against: str, verb: str, direction: str) -> None:
    step = change_words.step(f"渔获{against}{verb}", "%")
    assert step is not None
    assert (step.verb, step.direction, step.against) == (verb, direction, against)
