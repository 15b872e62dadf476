"""Moved links: whether each link leads to another section or past its neighbours, for each pair of years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from tongbi.comparison import alignment
from tongbi.comparison.alignment import Link, Place, Row
from tongbi.model import Report, Unit


def moves(reports: Sequence[Report], links: Sequence[Link], rows: Sequence[Row]) -> list[bool]:
    """Whether each link moved, judged within its pair of years."""
    places = _places(reports, links, rows)
    pairs: dict[tuple[int, int], list[int]] = defaultdict(list)
    for at, link in enumerate(links):
        pairs[link.from_year, link.to_year].append(at)
    result = [False] * len(links)
    for group in pairs.values():
        for at, is_moved in zip(group, alignment.moved([places[at] for at in group]), strict=True):
            result[at] = is_moved
    return result


def _places(reports: Sequence[Report], links: Sequence[Link], rows: Sequence[Row]) -> list[Place]:
    """Where the first units of each link stand; in sections of which one goes on in the other they have one home."""
    units = {unit.id: unit for report in reports for unit in report.units}
    order = {unit.id: place for report in reports for place, unit in enumerate(report.units)}
    row_of = {(year, index): number for number, row in enumerate(rows) for year, index in row.by_year.items()}
    also = {(report.year, index): section.also for report in reports for index, section in enumerate(report.sections)}
    home = {unit.id: _home(unit, report, row_of) for report in reports for unit in report.units}
    successors = _successions(reports, links)
    found = []
    for link in links:
        before, after = units[link.before[0]], units[link.after[0]]
        old, new = (link.from_year, before.section), (link.to_year, after.section)
        home_before, home_after = home[before.id], home[after.id]
        if home_before in _named_too(also, new) or home_after in _named_too(also, old) or (*old, *new) in successors:
            home_after = home_before
        weight = sum(len(units[unit].text) for unit in link.after)
        found.append(Place(home_before, home_after, before.section, after.section, order[before.id], order[after.id], weight))
    return found


def _named_too(also: Mapping[tuple[int | None, int], tuple[str, ...]], place: tuple[int, int | None]) -> tuple[str, ...]:
    """The further nodes that the heading of a year's section names; none in the preamble."""
    year, section = place
    return () if section is None else also[year, section]


def _home(unit: Unit, report: Report, row_of: Mapping[tuple[int, int | None], int]) -> str:
    """The canonical node of a unit's section; without one, the section's row in the matrix."""
    if unit.section is None:
        return "preamble"
    return report.sections[unit.section].canonical or f"row {row_of[report.year or 0, unit.section]}"


def _successions(reports: Sequence[Report], links: Sequence[Link]) -> set[tuple[int, int | None, int, int | None]]:
    """Pairs of sections of which one goes on in the other (renamed, split, merged): a third of the smaller one's links run between them."""
    section = {unit.id: unit.section for report in reports for unit in report.units}
    between: dict[tuple[int, int | None, int, int | None], int] = defaultdict(int)
    leaving: dict[tuple[int, int | None, int], int] = defaultdict(int)
    entering: dict[tuple[int, int, int | None], int] = defaultdict(int)
    for link in links:
        old, new = section[link.before[0]], section[link.after[0]]
        between[link.from_year, old, link.to_year, new] += 1
        leaving[link.from_year, old, link.to_year] += 1
        entering[link.from_year, link.to_year, new] += 1
    return {
        (a, old, b, new)
        for (a, old, b, new), count in between.items()
        if count >= 3 and count * 3 >= min(leaving[a, old, b], entering[a, b, new])
    }
