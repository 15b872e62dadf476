"""What the charts of page and workbook share: values and plans by year, column or line, scale, labels, words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import TYPE_CHECKING

from tongbi.outputs import headlines
from tongbi.outputs.labels import label
from tongbi.outputs.numbers import plain

if TYPE_CHECKING:
    from tongbi.model import Comparison, Indicator, Language
    from tongbi.outputs.headlines import Headline

LINE_FROM = 8
"""So many years are a line; fewer are columns, each with its value."""


@dataclass(frozen=True, slots=True)
class Plot:
    """A figure as it is drawn over the `years`, from the first that tells it on: its values and the plans for it by year, in the unit it
    is shown in.

    `name` and `told`, what became of it, are the chart's title; `words` say all values, for those who do not see them. `ticks` are the
    steps of the scale, the first and the last its ends; `labelled` are the years whose values are said.
    """

    headline: Headline
    years: Sequence[int]
    values: Mapping[int, float]
    targets: Mapping[int, float]
    name: str
    told: str
    words: str

    @property
    def is_line(self) -> bool:
        """Whether it is drawn as a line."""
        return len(self.years) >= LINE_FROM

    @property
    def ticks(self) -> tuple[float, ...]:
        """The steps of its scale; columns have their values and need none, but they stand on 0."""
        held = [*self.values.values(), *self.targets.values()]
        return ticks(held) if self.is_line else (min(0.0, *held), max(0.0, *held))

    @property
    def labelled(self) -> Set[int]:
        """All years that have a value, of a line the ends and the extremes."""
        if not self.is_line:
            return self.values.keys()
        told = sorted(self.values)
        return {told[0], told[-1], min(told, key=self.values.__getitem__), max(told, key=self.values.__getitem__)}

    @property
    def runs(self) -> list[list[int]]:
        """The years that have a value, those parted by a year without one apart."""
        found: list[list[int]] = []
        for year, before in zip(self.years, (None, *self.years), strict=False):
            if year in self.values:
                if before not in self.values:
                    found.append([])
                found[-1].append(year)
        return found


def drawn(comparison: Comparison, found: Sequence[Headline], language: Language) -> list[Plot]:
    """The plots of the headlines that have something to hold their newest value against."""
    return [_plot(comparison, one, language) for one in found if one.before]


def _plot(comparison: Comparison, headline: Headline, language: Language) -> Plot:
    one = headline.indicator
    years = [year for year in comparison.years if year >= min(one.values)]
    values = {year: one.shown(value) for year, value in one.values.items() if year in years}
    plans = {year: one.shown(plan.planned) for year, plan in one.targets.items() if plan.unit == one.unit and year in years}
    name, told = headlines.said(headline, language, comparison.lag)
    words = [f"{year}: {_amount(values[year], one) if year in values else '–'}" for year in years]
    words += [f"{year} {label('page.target', language)}: {_amount(plan, one)}" for year, plan in sorted(plans.items())]
    return Plot(headline, years, values, plans, name, told, label("figure.comma", language).join(words))


def _amount(value: float, one: Indicator) -> str:
    """A value with its unit, a blank before a word of English."""
    gap = " " if one.shown_unit[:1].isascii() and one.shown_unit[:1].isalpha() else ""
    return f"{plain(value)}{gap}{one.shown_unit}"


def ticks(values: Sequence[float], parts: int = 3) -> tuple[float, ...]:
    """The steps of a scale around the values, in so many parts and one or two more where it takes them to be round; from 0 unless the
    values are far from it.
    """
    low, high = min(values), max(values)
    if 2 * abs(high - low) > max(abs(high), abs(low)):
        low, high = min(low, 0.0), max(high, 0.0)
    rough = (high - low or abs(high) or 1.0) / parts
    power = 10.0 ** floor(log10(rough))
    step = next(size * power for size in (1, 2, 2.5, 5, 10) if size * power >= rough * (1 - 1e-9))
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return tuple(round(number * step, 10) for number in range(first, max(last, first + 1) + 1))
