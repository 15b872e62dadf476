"""Small charts: a column chart for each figure, as numbers that the template puts into SVG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tongbi.outputs.numbers import short, spoken

if TYPE_CHECKING:
    from tongbi.model import Indicator, Language
    from tongbi.outputs.headlines import Headline

MOST = 24
WIDTH, HEIGHT, GROUND, TOP = 240, 96, 78, 18
_GAP = 0.3
"""Share of a year's place left free between two columns."""


@dataclass(frozen=True, slots=True)
class Column:
    """A year's column in units of the view box: its left edge, top, width, height and middle; `label` is the value, "–" for none."""

    year: int
    label: str
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """Where the labels are centred."""
        return round(self.x + self.width / 2, 1)


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
    columns = tuple(_column(one.values, year, place, len(years), language) for place, year in enumerate(years))
    words = "，" if language == "zh" else ", "
    told = {year: f"{spoken(one.values[year], language)}{one.unit}" if year in one.values else "–" for year in years}
    return columns, words.join(f"{year}: {value}" for year, value in told.items())


def _column(values: Mapping[int, float], year: int, place: int, places: int, language: Language) -> Column:
    """Columns stand on the ground line; the highest reaches the top. Of negative values the size is drawn, the label has the sign."""
    room = WIDTH / places
    x, width = room * (place + _GAP / 2), room * (1 - _GAP)
    if year not in values:
        return Column(year, "–", round(x, 1), GROUND, round(width, 1), 0)
    highest = max(map(abs, values.values())) or 1
    height = round((GROUND - TOP) * abs(values[year]) / highest, 1)
    return Column(year, short(values[year], language), round(x, 1), round(GROUND - height, 1), round(width, 1), height)
