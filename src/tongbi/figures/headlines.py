"""Headlines: the rows of figures that brief, page and overview lead with, the weightiest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import log, log10

from tongbi.figures.basis import RATES
from tongbi.model import CellPlace, Indicator, Report
from tongbi.schema import Schema

# So many percentage points weigh as much as a doubling of a number of one digit.
_POINTS = 7.0
_Place = tuple[int | None, str | CellPlace, float]


def leading(indicators: Sequence[Indicator], reports: Sequence[Report], known: Schema) -> tuple[int, ...]:
    """Indices of the rows that lead, weightiest first: results (no targets) that the newest two reports tell by one name.

    `known` is the schema of the comparison; `reports` run oldest first.
    """
    names = dict(_names(reports))
    years = [report.year for report in reports if report.year is not None][-2:]
    found = [at for at, one in enumerate(indicators) if not one.target and _is_told(one, years, names)]
    return tuple(sorted(found, key=lambda at: (-_weight(indicators[at], years), indicators[at].name)))


def _names(reports: Sequence[Report]) -> Iterator[tuple[_Place, str]]:
    """What each year's report calls a value, by the place where it stands."""
    for report in reports:
        for figure in report.figures:
            yield (report.year, figure.cell or figure.unit_id, figure.value), figure.name


def _is_told(one: Indicator, years: Sequence[int], names: Mapping[_Place, str]) -> bool:
    """Whether the report of each of the years tells the row's value by one name."""
    if len(years) < 2 or not one.where.keys() >= {*years}:
        return False
    called = {names.get((year, one.where[year], one.values[year])) for year in years}
    return len(called) == 1 and None not in called


def _weight(one: Indicator, years: Sequence[int]) -> float:
    """How far it moved, 0 or more: points for rates, else the logarithm of the ratio times the digits of the larger number.

    2 → 4 is no news, 467,000 → 923,000 is; 1 is added to both, so that a figure may come from 0.
    """
    old, new = (one.values[year] for year in years)
    if one.unit in RATES:
        return abs(new - old) / _POINTS
    before, after = abs(old) + 1, abs(new) + 1
    # From a loss to a gain it moved by both.
    ratio = after / before if old * new >= 0 else before + after
    return abs(log(ratio)) * log10(1 + max(before, after))
