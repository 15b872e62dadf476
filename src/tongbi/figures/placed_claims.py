"""Placed claims: the changes that a report states, kept with the places of their figures and read back by the checks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tongbi.figures.basis import of_several_years
from tongbi.figures.claimed_changes import Claim, claims
from tongbi.language.folding import han_share
from tongbi.language.quantity import flat
from tongbi.model import Figure, PlacedClaim, Report, Unit


def by_unit(figures: Sequence[Figure]) -> dict[str, tuple[Figure, ...]]:
    """The figures of sentences by their unit, in order."""
    found: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.unit_id:
            found[figure.unit_id].append(figure)
    return {unit: tuple(some) for unit, some in found.items()}


def placed(units: Sequence[Unit], figures: Sequence[Figure], period: int | None) -> tuple[PlacedClaim, ...]:
    """The changes that the units state of their figures; `period` is the year that the figures are of."""
    known = by_unit(figures)
    return tuple(
        _placed(unit.id, claim) for unit in units for claim in claims(unit.text, known.get(unit.id, ()), han_share(unit.text) > 0.1, period)
    )


def _placed(unit: str, claim: Claim) -> PlacedClaim:
    previous, current, by = (figure.start if figure else None for figure in (claim.previous, claim.current, claim.step))
    return PlacedClaim(
        unit, claim.name, previous, current, by, claim.change, claim.unit, claim.direction, claim.start, claim.real, claim.base
    )


def of_report(report: Report) -> dict[str, tuple[Claim, ...]]:
    """The claims of a report with their figures, by unit."""
    figures = {(figure.unit_id, figure.start): figure for figure in report.figures}
    found: dict[str, list[Claim]] = defaultdict(list)
    for one in report.claims:
        found[one.unit_id].append(_resolved(one, figures))
    return {unit: tuple(some) for unit, some in found.items()}


def told_again(report: Report, period: int) -> Iterator[tuple[tuple[str, int], float]]:
    """The figures beside which the report tells the value of the year before `period` again, by unit and place, with that value."""
    figures = {(figure.unit_id, figure.start): figure for figure in report.figures}
    one_year = {unit.id: flat(unit.text) for unit in report.units if not unit.spanning}
    for one in report.claims:
        if one.previous is None or one.current is None or one.unit_id not in one_year:
            continue
        before = figures[one.unit_id, one.previous]
        of_year = before.period is None or before.period.last == period - 1
        if one.base == period - 1 or (of_year and one.base is None and not of_several_years(one_year[one.unit_id], one.start)):
            yield (one.unit_id, one.current), before.value


def _resolved(one: PlacedClaim, figures: Mapping[tuple[str, int], Figure]) -> Claim:
    previous, current, by = (None if start is None else figures[one.unit_id, start] for start in (one.previous, one.current, one.step))
    if previous and current:
        previous = replace(previous, unit=current.unit, dimension=current.dimension)
    return Claim(one.name, previous, current, by, one.change, one.unit, one.direction, one.start, one.real, one.base)
