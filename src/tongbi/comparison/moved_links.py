"""Moved links: which of them lead to another section, or past their neighbours, as seen within each pair of years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from tongbi.comparison import alignment
from tongbi.comparison.alignment import Link, Place, Row
from tongbi.model import Report, Unit


def moves(reports: Sequence[Report], links: Sequence[Link], rows: Sequence[Row]) -> list[bool]:
    """Whether each link moved, judged within its pair of years."""
    units = {unit.id: unit for report in reports for unit in report.units}
    order = {unit.id: place for report in reports for place, unit in enumerate(report.units)}
    row_of: dict[tuple[int | None, int], int] = {
        (year, index): number for number, row in enumerate(rows) for year, index in row.by_year.items() if index is not None
    }
    also: dict[tuple[int | None, int | None], tuple[str, ...]] = {
        (report.year, index): section.also for report in reports for index, section in enumerate(report.sections)
    }
    home = {unit.id: _home(unit, report, row_of) for report in reports for unit in report.units}
    successors = _successions(reports, links)
    result = [False] * len(links)
    pairs: dict[tuple[int, int], list[int]] = defaultdict(list)
    for at, link in enumerate(links):
        pairs[link.from_year, link.to_year].append(at)
    for (old, new), group in pairs.items():
        places = []
        for at in group:
            before, after = units[links[at].before[0]], units[links[at].after[0]]
            home_before, home_after = home[before.id], home[after.id]
            stays = home_before in also.get((new, after.section), ()) or home_after in also.get((old, before.section), ())
            if stays or (old, before.section, new, after.section) in successors:
                home_after = home_before
            weight = sum(len(units[unit].text) for unit in links[at].after)
            places.append(Place(home_before, home_after, before.section, after.section, order[before.id], order[after.id], weight))
        for at, is_moved in zip(group, alignment.moved(places), strict=True):
            result[at] = is_moved
    return result


def _home(unit: Unit, report: Report, row_of: Mapping[tuple[int | None, int], int]) -> str:
    """The canonical node of a unit's section; without one, the section's row in the matrix."""
    if unit.section is None:
        return "preamble"
    return report.sections[unit.section].canonical or f"row {row_of[report.year, unit.section]}"


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
