"""Inputs of the checks: a report's figures sentence by sentence, with the same figure of the year before beside each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tongbi.comparison.figure_series import Series
from tongbi.figures import Claim, placed_claims
from tongbi.language.annotation import ASIDE
from tongbi.model import CellPlace, Figure, Report, Thread, Unit

# Where a figure stands: its unit and its start, or its cell.
_Place = tuple[str, int] | CellPlace


@dataclass(frozen=True, slots=True)
class Reading:
    """One report for the checks. `units`, `figures` and `claims` by unit id, in order; `last` the report of the year before, or None.

    `series_of` gives the series of a figure by its place, `kin_units` the ids of last year's units in the same thread, `before_units` the
    sentence that stands before another in its section.
    """

    report: Report
    year: int
    period: int
    figures: Mapping[str, tuple[Figure, ...]]
    claims: Mapping[str, tuple[Claim, ...]]
    series_of: Mapping[_Place, Series]
    last: Reading | None
    kin_units: Mapping[str, tuple[str, ...]]
    units: Mapping[str, Unit]
    before_units: Mapping[str, str]

    @property
    def years(self) -> dict[str, str]:
        """This year and the one before as messages show them."""
        return {"year": str(self.year), "old_year": str(self.year - 1)}

    def before(self, figure: Figure) -> Figure | None:
        """The same figure in the report of the year before, or None."""
        found = self.series_of.get(figure.cell or (figure.unit_id, figure.start))
        return found.by_year.get(self.year - 1) if found else None

    def told_before(self, unit_id: str) -> Iterator[Figure]:
        """What last year's report tells in the sentences that this one goes on from."""
        last = self.last.figures if self.last else {}
        for unit in self.kin_units.get(unit_id, ()):
            yield from last.get(unit, ())

    def steps(self, unit_id: str) -> frozenset[int]:
        """Where in a sentence the figures stand that say a change, not a state."""
        return frozenset(claim.step.start for claim in self.claims.get(unit_id, ()) if claim.step)


def readings(reports: Sequence[Report], threads: Sequence[Thread], series: Sequence[Series], lag: int) -> list[Reading]:
    """The reports, oldest first, each with the one of the year before."""
    place: dict[int, dict[_Place, Series]] = defaultdict(dict)
    for one in series:
        for year, figure in one.by_year.items():
            place[year][figure.cell or (figure.unit_id, figure.start)] = one
    found: list[Reading] = []
    for report in reports:
        assert report.year is not None
        last = found[-1] if found and found[-1].year == report.year - 1 else None
        found.append(_reading(report, report.year, threads, place[report.year], last, lag))
    return found


def _reading(
    report: Report, year: int, threads: Sequence[Thread], series: Mapping[_Place, Series], last: Reading | None, lag: int
) -> Reading:
    return Reading(
        report,
        year,
        year - lag,
        figures=placed_claims.by_unit(report.figures),
        claims=placed_claims.of_report(report),
        series_of=series,
        last=last,
        kin_units={unit: thread.by_year.get(year - 1, ()) for thread in threads for unit in thread.by_year.get(year, ())},
        units={unit.id: unit for unit in report.units},
        before_units={unit.id: before.id for before, unit in pairwise(report.units) if before.section == unit.section},
    )


def without_asides(text: str) -> str:
    """The text with brackets that hold no number masked, one for one: 其他县（市、区）27个 is one clause."""
    return ASIDE.sub(lambda aside: "·" * len(aside[0]), text)
