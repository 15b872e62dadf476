"""Printed values: a row's value of each year as its report prints it, with its unit and what bounds it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tongbi.language import lexicon
from tongbi.language.folding import nfkc
from tongbi.outputs import figure_rows
from tongbi.outputs.numbers import RATES, plain

if TYPE_CHECKING:
    from tongbi.model import Comparison, Figure, Indicator

BOUNDS = frozenset({"at-least", "at-most", "more-than", "less-than"})
"""The qualifiers of a number that is only the end of a range (超过1.7亿)."""
CURRENCIES = frozenset(lexicon.words("en/units", "money.signs"))
MONEY = CURRENCIES.union(lexicon.words("zh/units", "measure.money"), lexicon.words("en/amounts", "money"))
_SAYS_ABOUT = re.compile(lexicon.one_of("zh/numbers", "behind.approx"))
_CELL = re.compile(r"(-?[\d.]+(?:e[+-]?\d+)?)(.*)", re.DOTALL)
_SCALES = frozenset(lexicon.words("en/units", "money.large"))


@dataclass(frozen=True, slots=True)
class PrintedValue:
    """A value of a headline: the year of its report, the number, and how the report prints it with its unit.

    `printed` is "" where no report prints it so (a fall with its sign); `qualifier` as that of the figure, `range` for the lower end
    of one; `name` is what its report calls it; `says_bound` where the print has the words that bound it (5%左右), or both ends of a range.
    """

    year: int
    value: float
    unit: str
    printed: str = ""
    qualifier: str | None = None
    name: str = ""
    says_bound: bool = False

    @property
    def is_bound(self) -> bool:
        """Whether the number is only the end of a range (超过1.7亿)."""
        return self.qualifier in BOUNDS or self.is_range

    @property
    def is_range(self) -> bool:
        """Whether it is a range itself (4.5%—5%): the number is its lower end, the print has both."""
        return self.qualifier == "range"

    @property
    def loose(self) -> str | None:
        """The qualifier that is to be said with the number, None where it is exact or says so itself (300余件)."""
        says = self.says_bound or (self.qualifier == "approx" and _SAYS_ABOUT.search(self.printed))
        return self.qualifier if self.qualifier in BOUNDS | {"approx"} and not says else None


class Printed:
    """What the reports of a comparison print, by its place."""

    def __init__(self, comparison: Comparison) -> None:
        self._english = comparison.language == "en"
        self._figures: dict[tuple[object, float], list[Figure]] = defaultdict(list)
        self._texts: dict[tuple[object, int], str] = {}
        for report in comparison.reports:
            self._texts |= figure_rows.printed(report)
            for one in report.figures:
                self._figures[(report.year, one.cell) if one.cell else one.unit_id, one.value].append(one)

    def by_year(self, one: Indicator) -> dict[int, PrintedValue]:
        """A row's values, oldest first."""
        cells = frozenset(year for year, place in one.where.items() if isinstance(place, tuple))
        return _alike({year: self._value(one, year) for year in sorted(one.values)}, cells)

    def _value(self, one: Indicator, year: int) -> PrintedValue:
        place, value = one.where.get(year, ""), one.values[year]
        found = self._figures.get(((year, place) if isinstance(place, tuple) else place, value), ())
        if not found:
            return PrintedValue(year, value, one.unit)
        figure = min(found, key=lambda figure: (figure.name != one.name, figure.unit != one.unit))
        if figure.upto is not None or figure.bound:
            said, bound = nfkc(self._texts[figure.unit_id, figure.start]).strip(), "range" if figure.upto else figure.bound
            says_bound = bound == "range" or said != nfkc(figure.text).strip()
            return PrintedValue(year, value, figure.unit, said, bound, figure.name, says_bound)
        printed = _cell(figure) if figure.cell else self._text(figure, one.name)
        return PrintedValue(year, value, figure.unit, printed, figure.qualifier, figure.name)

    def _text(self, figure: Figure, name: str) -> str:
        """A figure in one line as printed; "" where that does not say its sign or its unit.

        An English unit that the name says is not said again (passengers: 3.9 million); behind money stands a word of something else.
        """
        words = nfkc(figure.text).split()
        if words[0] in CURRENCIES:
            words[:2] = ["".join(words[:2])]  # US$ 2.97 trillion
        if figure.unit not in "".join(words) or (figure.value < 0 and words[0][:1] not in {"-", "−", "("}):
            return ""
        if not self._english:
            return "".join(words)
        amount = 2 if words[1:2] and words[1] in _SCALES else 1
        alone = not figure.unit or figure.unit in words[0] or set(words[amount:]) <= set(name.split())
        return " ".join(words[:amount] if alone else words)


def _alike(by_year: Mapping[int, PrintedValue], cells: Set[int]) -> dict[int, PrintedValue]:
    """The values, with the decimals of the most exact one: rates (24.0% beside 23.7%), and money in the `cells` of some years
    (191,890,297.00元 beside 149,297,632.85元).
    """
    decimals = max((len(plain(told.value).partition(".")[2]) for told in by_year.values() if not told.is_range), default=0)
    found = dict(by_year)
    for year, told in by_year.items():
        alike = told.unit in (RATES | MONEY if year in cells else RATES)
        if alike and told.printed == f"{plain(told.value)}{told.unit}":
            found[year] = replace(told, printed=f"{told.value:,.{decimals}f}{told.unit}")
    return found


def _cell(figure: Figure) -> str:
    """A cell's number with thousands parted, the mark of a currency before it and its unit behind ($159,514 million, 3,655.9万元)."""
    number, unit = _CELL.fullmatch(figure.text).groups()  # type: ignore[union-attr]  # made by `figures.of_tables`
    value, words = float(number), unit.split()
    front = "".join(word for word in words if word in CURRENCIES)
    behind = " ".join(word for word in words if word not in CURRENCIES)
    gap = " " if behind[:1].isalpha() and behind.isascii() else ""
    cents = (behind in MONEY if behind else front) and not value.is_integer()
    shown = f"{abs(value):,.2f}" if cents and round(value, 2) == value else plain(abs(value))
    return ("−" if value < 0 else "") + front + shown + gap + behind
