"""Tied figures: every number that the reports' sentences print, with the checks that it stands in and what it is tied to there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tongbi.model import Check, Comparison, Figure, FigurePlace

Standing = Literal["agrees", "differs", "untied"]


@dataclass(frozen=True, slots=True)
class Tied:
    """A printed number of a year's report with its checks; `others` are the figures of the first one, without it, as printed."""

    year: int
    figure: Figure
    checks: tuple[Check, ...]
    others: tuple[str, ...]

    @property
    def standing(self) -> Standing:
        """What came of its checks: one that differs says so."""
        if not self.checks:
            return "untied"
        return "differs" if any(one.verdict == "differs" for one in self.checks) else "agrees"

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of its checks, each once."""
        return tuple(dict.fromkeys(one.kind for one in self.checks))


def of(comparison: Comparison) -> Iterator[Tied]:
    """The figures of all sentences, year by year in reading order."""
    figures = {_place(year, one): one for year, report in _reports(comparison) for one in report}
    made: Mapping[FigurePlace, list[Check]] = defaultdict(list)
    for check in comparison.checks:
        for place in dict.fromkeys((*check.figures, *check.against)):
            made[place].append(check)
    for year, report in _reports(comparison):
        for one in report:
            if one.unit_id:
                place = _place(year, one)
                checks = tuple(sorted(made.get(place, ()), key=lambda check: check.verdict != "differs"))
                yield Tied(year, one, checks, tuple(_others(checks[:1], place, figures)))


def _reports(comparison: Comparison) -> Iterator[tuple[int, Sequence[Figure]]]:
    for year, report in zip(comparison.years, comparison.reports, strict=True):
        yield year, report.figures


def _place(year: int, one: Figure) -> FigurePlace:
    return FigurePlace(year, cell=one.cell) if one.cell else FigurePlace(year, one.unit_id, one.start)


def _others(checks: Sequence[Check], own: FigurePlace, figures: Mapping[FigurePlace, Figure]) -> Iterator[str]:
    """The other figures of a check, each with its name and, where it is of another year's report, that year."""
    for place in (place for check in checks for place in (*check.figures, *check.against) if place != own):
        one = figures.get(place)
        if one is not None:
            year = "" if place.year == own.year else f"{place.year}: "
            yield f"{year}{one.name} {one.text}"
