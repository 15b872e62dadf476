"""Moves within a section: the smallest set of links that have to be lifted out so that the others stand in the same order in both years.

The heaviest increasing run of links (by characters of text) stays where it is. Of the others those moved that stand beyond two of it or
more: two neighbours that change places are no move to a reader.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where a link's first units stand: the section on both sides, the order within the report, and the weight of its text."""

    section_before: int | None
    section_after: int | None
    order_before: int
    order_after: int
    weight: int


def moved(places: Sequence[Place]) -> list[bool]:
    """For each link whether it moved past others within its pair of sections."""
    result = [False] * len(places)
    groups: dict[tuple[int | None, int | None], list[int]] = defaultdict(list)
    for at, place in enumerate(places):
        groups[place.section_before, place.section_after].append(at)
    for group in groups.values():
        stay = _heaviest_increasing(sorted(group, key=lambda at: places[at].order_before), places)
        before, after = sorted(places[at].order_before for at in stay), sorted(places[at].order_after for at in stay)
        for at in group:
            beyond = bisect_left(before, places[at].order_before) - bisect_left(after, places[at].order_after)
            result[at] = abs(beyond) >= 2
    return result


def _heaviest_increasing(group: Sequence[int], places: Sequence[Place]) -> set[int]:
    """The links of the heaviest run that increases in both years (a maximum-weight increasing subsequence in n log n)."""
    tops: list[int] = []  # order_after of the ends of the best runs so far, increasing with their weight
    best: list[tuple[int, int]] = []  # (weight, link) beside each top
    previous: dict[int, int | None] = {}
    for at in group:
        place = places[at]
        slot = bisect_left(tops, place.order_after)
        weight = place.weight + (best[slot - 1][0] if slot else 0)
        previous[at] = best[slot - 1][1] if slot else None
        while slot < len(tops) and best[slot][0] <= weight:
            del tops[slot], best[slot]
        if slot == len(tops) or tops[slot] > place.order_after:
            tops.insert(slot, place.order_after)
            best.insert(slot, (weight, at))
    stay: set[int] = set()
    at_end: int | None = best[-1][1] if best else None
    while at_end is not None:
        stay.add(at_end)
        at_end = previous[at_end]
    return stay
