"""Comparable figures: what differs in kind, period, standing, scope, side or basis is a veto; proofs, rows over gaps, assignment."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongbi import figures
from tongbi.comparison import figure_series, link_likelihood
from tongbi.comparison.figure_places import Place, placed
from tongbi.comparison.link_likelihood import Pair
from tongbi.comparison.proofs import Evidence, proof
from tongbi.figures.comparable import compared, key
from tongbi.figures.name_terms import contrary, kinship, terms
from tongbi.language import lexicon
from tongbi.model import Figure, Indicator, RelatedBy, Report, Source, Unit
from tongbi.pipeline import compare

WORDS = lexicon.table("zh/terms")
RUNNING, YEAR = "连续", 2024


def told(text: str, at: int = 0, role: str = "measure", spanning: bool = False) -> Figure:
    unit = Unit("u", text, None, role=role, spanning=spanning)  # type: ignore[arg-type]
    return [one for one in figures.extract([unit], YEAR) if one.status != "base"][at]


def verdict(old: Figure, new: Figure) -> tuple[str, RelatedBy]:
    one, other = (key(figure, terms(figure.head or ""), YEAR, "累计" in figure.name) for figure in (old, new))
    return compared(one, other)


# ── the predicate ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("old", "new", "by"),
    [
        ("新增口袋公园12个。", "口袋公园总数达到86个。", "kind"),
        ("过去五年新建口袋公园60个。", "新建口袋公园12个。", "period"),
        ("“十三五”前三年累计单位产值水耗下降9%。", "五年累计，单位产值水耗下降15%。", "period"),
        ("新建口袋公园12个。", "力争新建口袋公园15个。", "standing"),
        ("区本级收到申请96件。", "全区收到申请216件。", "scope"),
    ],
)
def test_what_differs_in_a_slot_is_related_and_no_more(old: str, new: str, by: str) -> None:
    assert verdict(told(old), told(new)) == ("related", by)
    assert verdict(told(new), told(old))[0] != "same"


def test_periods_of_one_length_are_comparable() -> None:
    assert verdict(told("五年累计新建口袋公园60个。"), told("过去五年新建口袋公园71个。")) == ("same", "")


def test_a_target_of_a_later_year_is_none_of_the_next() -> None:
    near, far = told("明年城镇化率达到60%。", role="plan"), told("到2030年城镇化率达到66%。", role="plan")
    assert verdict(near, far) == ("related", "period")


SIDES = [(one, other) for group in WORDS["contrasts"] for left, right in permutations(group, 2) for one in left for other in right]


@pytest.mark.parametrize(("one", "other"), SIDES)
def test_sides_of_a_contrast_are_two_things(one: str, other: str) -> None:
    assert contrary(terms(f"{one}·服务规模"), terms(f"{other}·服务规模"))


@pytest.mark.parametrize(("one", "other"), [(group[0], word) for group in WORDS["equivalents"] for word in group[1:]])
def test_other_words_for_one_measure_are_one(one: str, other: str) -> None:
    assert kinship(terms(f"{one}完成情况"), terms(f"{other}完成情况")) == "equal"


@pytest.mark.parametrize("reach", lexicon.words("zh/counting", "reach"))
def test_a_value_that_was_reached_is_the_same_whatever_the_verb(reach: str) -> None:
    assert verdict(told("口袋公园总数达到86个。"), told(f"口袋公园总数{reach}95个。")) == ("same", "")


# ── numbers that measure nothing, and streaks ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("noun", ["中心任务", "示范片区", "重大战略", "特色产业"])
@pytest.mark.parametrize("number", ["三", "五", "八", "十"])
def test_a_number_in_the_name_of_a_thing_measures_nothing(number: str, noun: str) -> None:
    assert told(f"聚焦{number}个{noun}，统筹各项工作。").kind == "criterion"
    assert told(f"新增{number}个{noun}，各项工作有序。").kind != "criterion"


@pytest.mark.parametrize("word", lexicon.words("zh/figure_names", "following"))
def test_a_number_that_announces_a_list_measures_nothing(word: str) -> None:
    assert told(f"重点抓好{word}12项工作：").kind == "criterion"


@pytest.mark.parametrize("goes_on", ["居全省前列", "保持零事故", "获评优秀等次", "实现双提升"])
def test_a_streak_is_called_by_what_has_been_so(goes_on: str) -> None:
    one = told(f"社会治安满意度{RUNNING}6年{goes_on}。")
    assert (one.kind, one.value, one.name) == ("streak", 6.0, f"社会治安满意度·{RUNNING}{goes_on}")
    assert proof(one, told(f"社会治安满意度{RUNNING}7年{goes_on}。"), None) == "fits"
    assert proof(one, told(f"社会治安满意度{RUNNING}9年{goes_on}。"), None) == "fails"


# ── proofs ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@given(st.floats(100, 1e9), st.floats(-60, 300))
def test_a_growth_that_fits_proves_and_one_far_off_refutes(before: float, growth: float) -> None:
    def figure(value: float) -> Figure:
        return Figure("u", "产值", value, "元", "", 0)

    old, new = figure(before), figure(before * (1 + growth / 100))
    assert proof(old, new, Evidence(growth=growth)) == "fits"
    assert proof(old, new, Evidence(growth=growth + 6 + 0.6 * abs(growth) + 0.5 * 6)) != "fits"
    assert proof(old, new, Evidence(before=before)) == "fits"
    assert proof(old, new, Evidence(before=before * 1.3)) == "fails"
    assert proof(old, new, Evidence(before=before, recounted=True)) == "anew"
    assert proof(old, new, None) == ""


def rows(folder: Path, **texts: str) -> list[Indicator]:
    for year, text in texts.items():
        (folder / f"{year[1:]}.txt").write_text(f"{year[1:]}年云浦区人民政府工作报告\n一、工作回顾\n{text}\n", encoding="utf-8")
    return list(compare(sorted(folder.iterdir())).indicators)


def test_a_stated_growth_proves_a_row(tmp_path: Path) -> None:
    (row,) = [one for one in rows(tmp_path, y2024="果蔬产量50万吨。", y2025="果蔬产量53万吨，比上年增长6%。") if len(one.values) == 2]
    assert (row.grade, row.note, len(row.change)) == ("proved", "", 1)


@pytest.mark.parametrize("word", lexicon.words("zh/change", "anew.words"))
def test_what_a_sentence_says_was_counted_anew_has_no_change(tmp_path: Path, word: str) -> None:
    found = rows(tmp_path, y2023="在册帮扶对象3180户。", y2025=f"{word}，在册帮扶对象2050户。")
    (row,) = [one for one in found if len(one.values) == 2]
    assert (row.grade, row.note, row.anew, row.change) == ("related", "anew", (2025,), ())


def test_a_growth_that_does_not_fit_says_that_it_was_counted_anew(tmp_path: Path) -> None:
    (row,) = [one for one in rows(tmp_path, y2024="果蔬产量50万吨。", y2025="果蔬产量71万吨，比上年增长6%。") if len(one.values) == 2]
    assert (row.grade, row.note, row.change) == ("related", "anew", ())


# ── rows over years ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_row_goes_on_over_a_gap_and_in_another_unit(tmp_path: Path) -> None:
    texts = {
        "y2020": "果蔬产量46万吨。", "y2021": "果蔬产量48万吨。", "y2022": "城乡面貌一新。", "y2023": "果蔬产量10.2亿斤。",
        "y2024": "果蔬产量10.6亿斤。",
    }  # fmt: skip
    (row,) = [one for one in rows(tmp_path, **texts) if len(one.values) > 1]
    assert dict(row.values) == {2020: 9.2e8, 2021: 9.6e8, 2023: 1.02e9, 2024: 1.06e9}
    assert row.unit == "斤"


def test_what_is_of_one_thing_but_not_comparable_stands_together_without_a_change(tmp_path: Path) -> None:
    (row,) = [one for one in rows(tmp_path, y2024="新增智慧农场12个。", y2025="智慧农场总数达到86个。") if len(one.values) == 2]
    assert (row.grade, row.note, row.change) == ("related", "kind", ())


@pytest.mark.parametrize("done", ["办结", "答复", "化解", "整改"])
@pytest.mark.parametrize(("old", "new"), [("征集市民线索", "听取基层反映情况"), ("走访商户困难", "汇总网点经营堵点")])
def test_the_wholes_of_parts_that_are_linked_are_linked(old: str, new: str, done: str) -> None:
    def figure(unit: str, name: str, value: float) -> Figure:
        return Figure(unit, name, value, "件", f"{value:.0f}件", 0, head=name)

    def places(year: int, head: str, *values: float) -> list[Place]:
        units = [Unit(f"{year}", f"{head}{values[0]}件，{done}{values[1]}件。", None)]
        told = tuple(figure(f"{year}", name, value) for name, value in zip((head, f"{head}·{done}"), values, strict=True))
        report = Report("甲区", year, "rule-of-law", "", "zh", Source("", "", None, ""), (), (), tuple(units), figures=told)
        return list(placed(report, [(one, "t1") for one in told], year))

    last, found = places(2023, old, 412.0, 398.0), places(2024, new, 385.0, 374.0)
    pairs = [Pair(row, at, ()) for row in range(2) for at in range(2)]
    parts = [pairs[3]]
    assert list(figure_series._wholes(pairs, parts, last, found)) == [pairs[0]]
    assert list(figure_series._wholes(pairs, [pairs[0]], last, found)) == []
    assert list(figure_series._wholes(pairs, [*parts, pairs[0]], last, found)) == []


# ── the assignment ────────────────────────────────────────────────────────────────────────────────────────────────────────────

PAIRS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.floats(0, 1)), max_size=25, unique_by=lambda one: one[:2])


@given(PAIRS, st.floats(0, 1))
def test_each_row_and_each_figure_is_linked_once_the_likeliest_first(found: Sequence[tuple[int, int, float]], least: float) -> None:
    pairs, likely = [Pair(row, at, ()) for row, at, _ in found], [one for *_, one in found]
    kept = link_likelihood.assigned(pairs, likely, least)
    assert len({pair.row for pair in kept}) == len({pair.at for pair in kept}) == len(kept)
    of = dict(zip(((pair.row, pair.at) for pair in pairs), likely, strict=True))
    for pair, one in zip(pairs, likely, strict=True):
        rivals = [of[other.row, other.at] for other in kept if other.row == pair.row or other.at == pair.at]
        assert one < least or max(rivals) >= one
