"""Small charts: a column chart for each figure, as numbers that the template puts into SVG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tongbi.outputs.numbers import plain, short

if TYPE_CHECKING:
    from tongbi.model import Indicator, Language
    from tongbi.outputs.headlines import Headline

MOST = 24
WIDTH, HEIGHT, GROUND, TOP = 240, 96, 78, 18
# With more years than this only the first and the last value are said, and the first and the last year. Labels stand so far from the edge
# and from each other; a character of one takes so much.
_MOST_LABELS, _EDGE, _APART, _CHARACTER = 9, 16, 44, 6
_GAP = 0.3
"""Share of a year's place left free between two columns."""


@dataclass(frozen=True, slots=True)
class Column:
    """A year's column in units of the view box: its left edge, top, width, height and middle; `label` is the value, "–" for none, "" where
    it is not said; `foot` is the year, "" where that is not.
    """

    year: int
    label: str
    foot: str
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """Where the labels are centred."""
        return round(min(max(self.x + self.width / 2, _EDGE), WIDTH - _EDGE), 1)


@dataclass(frozen=True, slots=True)
class Graph:
    """A figure's chart: the headline it shows, its columns, and the same in words for those who do not see it."""

    headline: Headline
    columns: tuple[Column, ...]
    words: str


def of(found: Sequence[Headline], years: Sequence[int], language: Language) -> tuple[Graph, ...]:
    """The charts of the headlines that have more than one value, over all years."""
    drawn = [one for one in found if one.before][:MOST]
    return tuple(Graph(one, *_drawn(one.indicator, years, language)) for one in drawn)


def _drawn(one: Indicator, years: Sequence[int], language: Language) -> tuple[tuple[Column, ...], str]:
    shown = {year: one.shown(value) for year, value in one.values.items()}
    columns = tuple(_column(one, shown, year, years, language) for year in years)
    words = "，" if language == "zh" else ", "
    told = {year: f"{plain(shown[year])}{gap(one)}{one.shown_unit}" if year in shown else "–" for year in years}
    return columns, words.join(f"{year}: {value}" for year, value in told.items())


def gap(one: Indicator) -> str:
    """What stands between a number and its unit: a blank before a word of English."""
    return " " if one.shown_unit[:1].isascii() and one.shown_unit[:1].isalpha() else ""


def _label(one: Indicator, value: float, room: float, language: Language) -> str:
    """A value as there is room for it: whole, else in four figures; 万 and million are said of what is not counted in them already."""
    whole = plain(value)
    if len(whole) * _CHARACTER <= max(room, _APART):
        return whole
    return short(value, language) if one.scale == 1 else plain(float(f"{value:.4g}"))


def _column(one: Indicator, values: Mapping[int, float], year: int, years: Sequence[int], language: Language) -> Column:
    """Columns stand on the ground line; the highest reaches the top. Of negative values the size is drawn, the label has the sign."""
    room = WIDTH / len(years)
    x, width = room * (years.index(year) + _GAP / 2), room * (1 - _GAP)
    few = len(years) <= _MOST_LABELS
    foot = str(year) if few or year in {years[0], years[-1]} else ""
    if year not in values:
        return Column(year, "–" if few else "", foot, round(x, 1), GROUND, round(width, 1), 0)
    highest = max(map(abs, values.values())) or 1
    height = round((GROUND - TOP) * abs(values[year]) / highest, 1)
    first, last = min(values), max(values)
    said = few or year == last or (year == first and (years.index(last) - years.index(first)) * room > _APART)
    label = _label(one, values[year], room, language) if said else ""
    return Column(year, label, foot, round(x, 1), round(GROUND - height, 1), round(width, 1), height)
