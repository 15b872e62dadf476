"""Small charts: each figure over all years as columns or a line, as numbers that the template puts into SVG."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import TYPE_CHECKING

from tongbi.outputs import figure_charts
from tongbi.outputs.numbers import plain, short

if TYPE_CHECKING:
    from tongbi.model import Comparison, Language
    from tongbi.outputs.figure_charts import Plot
    from tongbi.outputs.headlines import Headline

MOST = 24
WIDTH, HEIGHT, GROUND, TOP = 240, 120, 100, 16
# A line stands between the numbers of its scale, which take what a label has room for, and the end of its last label; a character takes so
# much, a line of words so much.
_LEFT, _RIGHT, _CHARACTER, _LINE = 32, 18, 6, 12
_GAP = 0.3
"""Share of a year's place left free between two columns."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A year's value in units of the view box: the middle of its column or its point on the line, and its left edge, top and height as a
    column; `label` is what is said of it, "" for nothing, and `label_x`, `label_y` where. `alone`: no line leads to it.
    """

    year: int
    middle: float
    y: float
    left: float
    top: float
    height: float
    label: str
    label_x: float
    label_y: float
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Graph:
    """A figure's chart: what it shows (its title and words are the plot's), its marks, the line through them where it is one, broken where
    a year has no value, plans, the steps of the scale with their numbers, and the years that are told below.
    """

    plot: Plot
    marks: tuple[Mark, ...]
    width: float
    lines: tuple[str, ...]
    plans: tuple[tuple[float, float], ...]
    steps: tuple[tuple[float, str], ...]
    zero: float
    feet: tuple[tuple[float, str], ...]

    @property
    def headline(self) -> Headline:
        """The headline it shows."""
        return self.plot.headline


def of(comparison: Comparison, found: Sequence[Headline], language: Language) -> tuple[Graph, ...]:
    """The charts of the headlines that have a value to hold the newest against, over all years."""
    return tuple(_graph(plot, language) for plot in figure_charts.drawn(comparison, found, language)[:MOST])


def _graph(plot: Plot, language: Language) -> Graph:
    ticks, left, right = plot.ticks, _LEFT if plot.is_line else 0, _RIGHT if plot.is_line else 0
    room = (WIDTH - left - right) / len(plot.years)
    middle = {year: round(left + room * (place + 0.5), 1) for place, year in enumerate(plot.years)}
    bottom = GROUND - (_LINE if min(plot.values.values()) < 0 else 0)

    def y_of(value: float) -> float:
        return round(bottom - (bottom - TOP) * (value - ticks[0]) / ((ticks[-1] - ticks[0]) or 1), 1)

    zero, width = y_of(min(max(0.0, ticks[0]), ticks[-1])), round(room * (1 - _GAP), 1)
    marks = _told_apart([_mark(plot, year, middle[year], y_of, zero, width, language) for year in sorted(plot.values)])
    places = {mark.year: f"{mark.middle},{mark.y}" for mark in marks}
    lines = tuple(" ".join(places[year] for year in run) for run in plot.runs) if plot.is_line else ()
    plans = tuple((middle[year], y_of(value)) for year, value in sorted(plot.targets.items()))
    steps = tuple((y_of(tick), _said(plot, tick, language, 0)) for tick in ticks) if plot.is_line else ()
    every = ceil(_LEFT / room)
    feet = tuple((middle[year], str(year)) for year in plot.years[::-every][::-1])
    return Graph(plot, marks, width, lines, plans, steps, zero, feet)


def _mark(plot: Plot, year: int, middle: float, y_of: Callable[[float], float], zero: float, width: float, language: Language) -> Mark:
    """A year's mark; what is said of a column stands above the mark of its plan as well."""
    value, plan = plot.values[year], plot.targets.get(year)
    y = y_of(value)
    above = y if plot.is_line or plan is None else min(y, y_of(plan))
    label = _said(plot, value, language, width) if year in plot.labelled else ""
    half = len(label) * _CHARACTER / 2
    below = value < 0 if not plot.is_line else value == min(plot.values.values()) < max(plot.values.values()) and y < GROUND - _LINE
    label_x = min(max(middle, half), WIDTH - half)
    label_y = round(y + _LINE if below else above - _CHARACTER, 1)
    return Mark(
        year, middle, y, round(middle - width / 2, 1), min(y, zero), round(abs(zero - y), 1), label, label_x, label_y, [year] in plot.runs
    )


def _told_apart(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """The marks without labels that would lie on another's: the last one's and the first one's stay."""
    kept: list[Mark] = []
    for mark in sorted((mark for mark in marks if mark.label), key=lambda mark: mark.year not in {marks[0].year, marks[-1].year}):
        if all(_are_apart(mark, other) for other in kept):
            kept.append(mark)
    told = {mark.year for mark in kept}
    return tuple(mark if mark.year in told else replace(mark, label="") for mark in marks)


def _are_apart(one: Mark, other: Mark) -> bool:
    wide = (len(one.label) + len(other.label)) * _CHARACTER / 2
    return abs(one.label_x - other.label_x) >= wide or abs(one.label_y - other.label_y) >= _LINE


def _said(plot: Plot, value: float, language: Language, room: float = _LEFT) -> str:
    """A value as there is room for it: whole, else in four figures; 万 and million are said of what is not counted in them already."""
    whole = plain(value)
    if len(whole) * _CHARACTER <= max(room, _LEFT):
        return whole
    return short(value, language) if plot.headline.indicator.scale == 1 else plain(float(f"{value:.4g}"))
