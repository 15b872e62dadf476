"""Threads in reading order: as the newest report tells them, what is gone behind what it followed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from tongbi.comparison.alignment import Alignment
from tongbi.model import Report, Thread


def threads(reports: Sequence[Report], aligned: Alignment, moved: Sequence[bool]) -> tuple[Thread, ...]:
    """Threads with ids in reading order; a thread belongs to the node of its newest unit. `moved[n]` is whether link `n` moved."""
    canonical = {unit.id: unit.canonical for report in reports for unit in report.units}
    lifted = {unit for link, is_moved in zip(aligned.links, moved, strict=True) if is_moved for unit in link.after}
    width = max(len(str(len(aligned.threads))), 3)
    found = []
    for number, by_year in enumerate(_reading_order(reports, aligned, lifted), 1):
        newest = next(by_year[year] for year in sorted(by_year, reverse=True) if by_year[year])
        found.append(Thread(f"t{number:0{width}d}", canonical[newest[0]], by_year))
    return tuple(found)


def _reading_order(reports: Sequence[Report], aligned: Alignment, lifted: Set[str]) -> list[Mapping[int, tuple[str, ...]]]:
    """Threads as the newest report tells them; what it no longer has follows what it followed in the last report that had it.

    What was moved is no landmark: it would draw what once stood behind it into another section.
    """
    number_of = {unit: number for number, by_year in enumerate(aligned.threads, 1) for ids in by_year.values() for unit in ids}
    moved = {number_of[unit] for unit in lifted}
    following = {0: 0}
    for report in reversed(reports):
        landmark = 0
        for unit in report.units:
            number = number_of[unit.id]
            is_new = number not in following
            if is_new:
                following[number], following[landmark] = following[landmark], number
            if is_new or number not in moved:
                landmark = number
    order = []
    current = following[0]
    while current:
        order.append(aligned.threads[current - 1])
        current = following[current]
    return order
