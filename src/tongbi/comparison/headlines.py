"""Headlines: the rows of figures that brief, page and overview lead with, the weightiest first.

Wrong pairs move most, so a list by size of move collects the errors at its top. Here certainty comes first: only rows leads whose names
say the same in both years and say what is measured, whose values are of one year each, and whose growth fits what the text states.
The schema's core figures go before all others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import log, log10

from tongbi.comparison.figure_series import Series
from tongbi.figures.basis import RATES
from tongbi.figures.name_terms import is_head_alone, terms
from tongbi.language.lexicon import one_of
from tongbi.model import Indicator, StatedChange
from tongbi.report.schema import CoreFigure, Schema

# So many rows at most.
_MOST = 24
# A core of fewer letters is a head without what it is of (投资, 项目, 学位) unless the schema names it.
_TELLING = 4
# A growth that the text states may differ so far from that between the two reports: in points, and as a share of it. Revisions, constant
# prices and rounding explain less; another figure under the same name is further off.
_POINTS, _SHARE = 5.0, 0.5
# What the name of a rate ends with; a thing alone (先进制造业 56.2%) does not say what share is meant.
_RATE = re.compile(rf"{one_of('zh/terms', 'rates')}$|\b{one_of('en/terms', 'rates')}\b", re.IGNORECASE)
# More points than a rate moves in a year: a digit was lost (普及率9%, then 97%).
_LEAP_OF_RATE = 40.0
# Points of a rate that weigh as much as a doubling.
_DOUBLING = 7.0


def leading(
    found: Sequence[Series], rows: Sequence[Indicator], stated: Sequence[StatedChange], years: Sequence[int], known: Schema
) -> tuple[int, ...]:
    """Indices of the rows that lead, weightiest first, at most 24.

    `rows` are the table of the series `found`, in their order, `years` those of the reports, oldest first.

    A core figure that the newest two reports do not both tell leads with its last known values.
    """
    newest = years[-2:]
    core = _Core(known.figures)
    ranked: list[tuple[tuple[int, int, float, str], int]] = []
    for at, (one, row) in enumerate(zip(found, rows, strict=True)):
        rank, target = core.rank(one)
        if one.several or (one.target and not target) or not _leads(one, row, newest, rank is not None) or not _fits(row, stated):
            continue
        place = (len(known.figures), 0) if rank is None else rank
        ranked.append(((*place, -_weight(row), row.name), at))
    return tuple(_one_a_thing(sorted(ranked), found))[:_MOST]


class _Core:
    """The schema's core figures, by what their names tell."""

    def __init__(self, figures: Sequence[CoreFigure]) -> None:
        self._named = {terms(name).key: (number, one) for number, one in reversed([*enumerate(figures)]) for name in one.names}

    def rank(self, one: Series) -> tuple[tuple[int, int] | None, bool]:
        """The number of the core figure that a series is of, with 0 for an outcome and 1 for a target, or None; and whether its target
        may lead.
        """
        number, figure = self._named.get(terms(one.last.head or "").key, (None, None))
        return (None, False) if number is None or figure is None else ((number, int(one.target)), figure.target)


def _leads(one: Series, row: Indicator, newest: Sequence[int], core: bool) -> bool:
    """Whether the reports of the newest two years tell it by one name that says what is measured; for a core figure, of any two years."""
    years = [year for year in newest if year in one.by_year]
    if len(years) < 2 and core:
        years = sorted(one.by_year)[-2:]
    if len(years) < 2 or any(year in row.retold for year in years):
        return False
    old, new = (terms(one.by_year[year].head or "") for year in years)
    # 目标5%左右 and 4.5%—5%, 以上 and 以内 are no two values of which one is more.
    bounds = {one.bounds[year] for year in years} if one.target else {""}
    if len(bounds) > 1 or "range" in bounds:
        return False
    if old.key != new.key or one.by_year[years[0]].unit != one.by_year[years[1]].unit:
        return False
    return core or (
        not is_head_alone(new)
        and sum(new.letters.values()) >= _TELLING
        and (row.unit not in RATES or row.growth or bool(_RATE.search(row.name)))
    )


def _fits(row: Indicator, stated: Sequence[StatedChange]) -> bool:
    """Whether the growth between the newest two values is about what the text states of it, where it does."""
    if len(row.values) < 2 or row.growth:
        return True
    (_, old), (year, new) = sorted(row.values.items())[-2:]
    if row.unit in RATES or not old:
        return abs(new - old) <= _LEAP_OF_RATE or row.unit not in RATES
    growth = 100 * (new / old - 1)
    for claim in stated:
        if (claim.unit_id, claim.current, claim.change_unit) == (row.where[year], new, "%") and claim.change is not None:
            said = -claim.change if claim.direction == "down" else claim.change
            return abs(growth - said) <= max(_POINTS, _SHARE * abs(said))
    return True


def _weight(row: Indicator) -> float:
    """How weighty a row is, 0 or more: the digits of its newest value and how far it moved; what is moved further than twofold weighs no
    more for it.
    """
    old, new = (abs(value) for _, value in sorted(row.values.items())[-2:]) if len(row.values) > 1 else (1.0, 1.0)
    moved = abs(new - old) / _DOUBLING if row.unit in RATES else abs(log((new + 1) / (old + 1), 2))
    return log10(1 + new) * (0.0 if row.unit in RATES else 1.0) + min(moved, 1.0)


def _one_a_thing(ranked: Sequence[tuple[object, int]], found: Sequence[Series]) -> Iterator[int]:
    """The best row of each thing: a core with or without a step, outcome or target, leads once each."""
    seen: set[object] = set()
    for _, at in ranked:
        last = found[at].last
        thing = terms(last.head or "").key, last.sign is not None, found[at].target, last.unit in RATES
        if thing not in seen:
            seen.add(thing)
            yield at
