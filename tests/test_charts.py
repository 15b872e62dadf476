"""Charts of the page: columns or a line, gaps as gaps, negatives below zero, plans as marks, labels that can be read."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from tongbi.model import Comparison, Indicator, Target
from tongbi.outputs import figure_charts, headlines
from tongbi.outputs.page import small_charts

EMPTY = Comparison("某区", "generic", "zh", (2000,), (), (), (), (), (), (), ())


def drawn(values: dict[int, float], plans: dict[int, float] | None = None, unit: str = "件") -> small_charts.Graph:
    """The chart of a figure told from 2000 on."""
    years = tuple(range(2000, max(values) + 1))
    targets = {year: Target("办案", unit, plan, values.get(year), None, None) for year, plan in (plans or {}).items()}
    one = Indicator("办案", unit, None, values, {}, (), targets=targets)
    comparison = replace(EMPTY, years=years, indicators=(one,), headlines=(0,))
    (graph,) = small_charts.of(comparison, headlines.of(comparison), "zh")
    return graph


@pytest.mark.parametrize(("years", "line"), [(2, False), (7, False), (8, True), (26, True)])
def test_so_many_years_are_a_line(years: int, line: bool) -> None:
    graph = drawn({2000 + at: 10.0 + at for at in range(years)})
    assert bool(graph.lines) == bool(graph.steps) == line
    assert 3 <= len(graph.steps or (1, 2, 3)) <= 6
    assert len(graph.feet) <= 7
    assert graph.feet[-1][1] == str(1999 + years)


def test_a_line_is_broken_where_a_year_tells_nothing_and_says_its_ends_and_extremes() -> None:
    graph = drawn({year: value for year, value in zip(range(2000, 2012), (5, 6, 9, 7, 0, 6, 6, 0, 2, 4, 4, 6), strict=True) if value})
    assert [len(run.split()) for run in graph.lines] == [4, 2, 4]
    assert {mark.year: mark.label for mark in graph.marks if mark.label} == {2000: "5", 2002: "9", 2008: "2", 2011: "6"}
    alone = drawn({2000: 1.0, 2005: 2.0, 2009: 3.0})
    assert [mark.alone for mark in alone.marks] == [True] * 3


@pytest.mark.parametrize("years", [4, 10])
def test_negative_values_stand_below_zero(years: int) -> None:
    graph = drawn({2000 + at: float(at - 2) for at in range(years)}, unit="%")
    tops = {mark.year: mark.y for mark in graph.marks}
    assert tops[2000] > graph.zero > tops[2003]
    assert graph.zero == tops[2002]


def test_plans_are_marks_and_no_value_is_hidden_by_one() -> None:
    graph = drawn({2000: 5.0, 2001: 5.2, 2002: 5.1}, {2001: 5.5, 2002: 5.5})
    assert len(graph.plans) == 2
    assert all(mark.label_y < y for mark, (_, y) in zip(graph.marks[1:], graph.plans, strict=True))


def test_labels_do_not_lie_on_each_other() -> None:
    graph = drawn({2000 + at: 1000.0 + (at > 20) + (at > 23) for at in range(26)})
    told = [mark for mark in graph.marks if mark.label]
    assert {2000, 2025} <= {mark.year for mark in told}
    boxes = [(mark.label_x, mark.label_y, 3 * len(mark.label)) for mark in told]
    assert all(abs(x - u) >= w + v or abs(y - z) >= 12 for (x, y, w), (u, z, v) in combinations(boxes, 2))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((0.0, 10.0), (0, 5, 10)),
        ((8.9, 134.9), (0, 50, 100, 150)),
        ((95.1, 95.6), (95, 95.2, 95.4, 95.6)),
        ((-3.0, 4.0), (-5, -2.5, 0, 2.5, 5)),
        ((7.0, 7.0), (5, 7.5)),
    ],
)
def test_scales_are_round_and_hold_all_values(values: tuple[float, ...], expected: tuple[float, ...]) -> None:
    found = figure_charts.ticks(values)
    assert found[0] <= min(values) <= max(values) <= found[-1]
    assert len(found) <= 6
    assert found == expected


def test_a_chart_begins_with_the_first_year_that_tells_the_figure() -> None:
    assert drawn({2018: 3.0, 2020: 5.0}).plot.years == [2018, 2019, 2020]
