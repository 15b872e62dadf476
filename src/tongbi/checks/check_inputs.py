"""Inputs of the checks: a report's figures sentence by sentence, with the same figure of the year before beside each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tongbi.checks.counterparts import Counterparts
from tongbi.comparison.figure_series import Series
from tongbi.figures import RATES, Claim, claims, kin, placed_claims
from tongbi.figures.name_terms import terms
from tongbi.language import time_phrases
from tongbi.language.annotation import ASIDE
from tongbi.language.folding import han_share
from tongbi.language.units import converts
from tongbi.model import CellPlace, Figure, FigureKind, Report, Thread, Unit, Years

# A sentence with more of its characters in Chinese is a Chinese one.
_CHINESE = 0.1
# Kinds of figures that say how much there is or was done.
_STATES = frozenset({None, "stock", "rate"})
_STEPS = frozenset({"growth", "points", "change"})
# What a name tells of, the words by which it is reckoned, and its stage of work.
_Name = tuple[str, frozenset[str], frozenset[str]]
# Where a figure stands: its unit and its start, or its cell.
_Place = tuple[str, int] | CellPlace


@dataclass(frozen=True, slots=True)
class Reading:
    """One report for the checks. `units`, `figures` and `claims` by unit id, in order; `last` the report of the year before, or None.

    `series_of` gives the series of a figure by its place, `kin_units` the ids of last year's units in the same thread, `before_units` the
    sentence that stands before another in its section; `around` are the reports of the series by their years, `kin_after` as `kin_units` of
    the year after. `planned` are the changes that a plan states of what it sets, `by_name` the outcomes
    of one year that sentences tell, by what their names say; `known` finds a figure by what it measures.
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
    planned: Mapping[str, tuple[Claim, ...]]
    by_name: Mapping[_Name, tuple[Figure, ...]]
    known: Counterparts
    around: Mapping[int, Reading]
    kin_after: Mapping[str, tuple[str, ...]]

    @property
    def years(self) -> dict[str, str]:
        """This year and the one before as messages show them."""
        return {"year": str(self.year), "old_year": str(self.year - 1)}

    def before(self, figure: Figure) -> Figure | None:
        """The same figure in the report of the year before, or None; one in a unit that is converted is none."""
        found = self.series_of.get(figure.cell or (figure.unit_id, figure.start))
        before = None if found is None or found.related else found.by_year.get(self.year - 1)
        return before if before is None or before.dimension == figure.dimension or not converts(before.unit, figure.unit) else None

    def told_before(self, unit_id: str) -> Iterator[Figure]:
        """What last year's report tells in the sentences that this one goes on from."""
        last = self.last.figures if self.last else {}
        for unit in self.kin_units.get(unit_id, ()):
            yield from last.get(unit, ())

    def told(self, name: str, unit: str | None = None, kind: FigureKind | None = None) -> Figure | None:
        """The outcome that the report tells under a name, in a kind of unit or in any but a rate's, and of a kind where one is given; None
        where it tells none, or several that differ.
        """
        wanted = None if unit is None else kin(unit)
        found = [one for one in self.by_name.get(_name(name), ()) if (kin(one.unit) == wanted if unit else one.unit not in RATES)]
        found = [one for one in found if kind in {None, one.kind}]
        return found[0] if found and all(one.value == found[0].value for one in found) else None

    def history(self, figure: Figure) -> int | None:
        """The year before the report's own that a figure's paragraph names last before it, None where it names none: 2004年5月…变更后."""
        for text in self._before(figure):
            times = [mark.year for mark in time_phrases.marks(text) if mark.kind in {"own", "year"} and not mark.held]
            if times:
                return times[-1] if (times[-1] or self.period) < self.period else None
        return None

    def _before(self, figure: Figure) -> Iterator[str]:
        """The sentences of a figure's paragraph before it, backwards, its own as far as it."""
        unit = self.units[figure.unit_id]
        yield unit.text[: figure.start]
        at = self.before_units.get(unit.id)
        while at is not None and self.units[at].paragraph == unit.paragraph:
            yield self.units[at].text
            at = self.before_units.get(at)

    def counts(self, unit_id: str, planned: bool = False) -> list[Figure]:
        """The figures of a sentence that say a state of its year, or, `planned`, what is aimed at."""
        steps = self.steps(unit_id)
        own = [figure for figure in self.figures.get(unit_id, ()) if figure.start not in steps and figure.kind not in _STEPS]
        return [figure for figure in own if figure.qualifier not in {"previous", "range"} and (figure.qualifier == "target") is planned]

    def steps(self, unit_id: str) -> frozenset[int]:
        """Where in a sentence the figures stand that say a change, not a state."""
        return frozenset(claim.step.start for claim in self.claims.get(unit_id, ()) if claim.step)


def readings(reports: Sequence[Report], threads: Sequence[Thread], series: Sequence[Series], lag: int) -> list[Reading]:
    """The reports, oldest first, each with the one of the year before."""
    place: dict[int, dict[_Place, Series]] = defaultdict(dict)
    for one in series:
        for year, figure in one.by_year.items():
            place[year][figure.cell or (figure.unit_id, figure.start)] = one
    thread_of: dict[int, dict[str, Thread]] = defaultdict(dict)
    for thread in threads:
        for year, units in thread.by_year.items():
            thread_of[year] |= dict.fromkeys(units, thread)
    found: dict[int, Reading] = {}
    for report in reports:
        assert report.year is not None
        found[report.year] = _reading(report, report.year, thread_of[report.year], place[report.year], found, lag)
    return list(found.values())


def _reading(
    report: Report, year: int, threads: Mapping[str, Thread], series: Mapping[_Place, Series], around: Mapping[int, Reading], lag: int
) -> Reading:
    return Reading(
        report,
        year,
        year - lag,
        figures=placed_claims.by_unit(report.figures),
        claims=placed_claims.of_report(report),
        series_of=series,
        last=around.get(year - 1),
        around=around,
        kin_units={unit: thread.by_year.get(year - 1, ()) for unit, thread in threads.items()},
        kin_after={unit: thread.by_year.get(year + 1, ()) for unit, thread in threads.items()},
        units={unit.id: unit for unit in report.units},
        planned=_planned(report, year - lag),
        by_name=_by_name(report, year - lag),
        known=Counterparts(report.figures),
        before_units={unit.id: before.id for before, unit in pairwise(report.units) if before.section == unit.section},
    )


def _planned(report: Report, period: int) -> dict[str, tuple[Claim, ...]]:
    """The changes that plans state of what they set, by unit: a plan's base is the year that the report is of."""
    figures = placed_claims.by_unit(report.figures)
    found: dict[str, tuple[Claim, ...]] = {}
    for unit in report.units:
        own = figures.get(unit.id, ())
        if any(one.qualifier == "target" for one in own):
            plain = [replace(one, qualifier=None) if one.qualifier == "target" else one for one in own]
            found[unit.id] = tuple(claims(unit.text, plain, han_share(unit.text) > _CHINESE, period + 1, planned=True))
    return found


def _by_name(report: Report, period: int) -> dict[_Name, tuple[Figure, ...]]:
    """The outcomes of one year that sentences tell, by their names; steps and what only limits a noun are none."""
    found: dict[_Name, list[Figure]] = defaultdict(list)
    for one in report.figures:
        plain = one.status == "outcome" and one.kind in _STATES and one.qualifier not in {"previous", "target", "range"}
        if one.unit_id and plain and one.owner is None and one.period == Years(period, period):
            found[_name(one.name)].append(one)
    return {name: tuple(some) for name, some in found.items() if name[0]}


def _name(name: str) -> _Name:
    said = terms(name)
    return said.core, said.basis, said.stages


def between(text: str, one: Figure, other: Figure) -> str:
    """What stands between two figures of a sentence."""
    return text[one.start + len(one.text) : other.start]


def without_asides(text: str) -> str:
    """The text with brackets that hold no number masked, one for one: 其他县（市、区）27个 is one clause."""
    return ASIDE.sub(lambda aside: "·" * len(aside[0]), text)
