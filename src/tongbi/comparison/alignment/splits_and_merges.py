"""Splits and merges: what is left over joins a link as a part where it covers what the link leaves open on the other side."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tongbi.comparison.alignment import enumerated_points
from tongbi.comparison.alignment.units_and_links import Item, Link, joined

_COVER = 0.2
_NEAR = 2
_ROUNDS = 4


def with_parts(
    before: Sequence[Item], after: Sequence[Item], chosen: Mapping[int, int], by_context: frozenset[int], weights: Mapping[str, float]
) -> list[Link]:
    """The links, each with the free neighbours that cover what it leaves open on the other side."""
    lefts, rights = {i: [i] for i in chosen}, {i: [j] for i, j in chosen.items()}
    free_before, free_after = set(range(len(before))) - set(chosen), set(range(len(after))) - set(chosen.values())
    for _ in range(_ROUNDS):
        later = {i: _offers(after, rights[i], free_after, before[i], weights) for i in chosen if len(lefts[i]) == 1}
        earlier = {i: _offers(before, lefts[i], free_before, after[chosen[i]], weights) for i in chosen if len(rights[i]) == 1}
        sides = ((1, later), (0, earlier))  # only one side of a link has several parts
        offers = [_Offer(cover, i, side, part) for side, by_link in sides for i, found in by_link.items() for part, cover in found]
        for one in sorted(offers, key=lambda offer: (-offer.cover, *offer[1:])):
            grows, other, free = (rights, lefts, free_after) if one.side else (lefts, rights, free_before)
            if one.part in free and len(other[one.link]) == 1:
                grows[one.link].append(one.part)
                free.discard(one.part)
        if not offers:
            break
    return [
        joined([before[k] for k in sorted(lefts[i])], [after[j] for j in sorted(rights[i])], in_context=i in by_context)
        for i in sorted(chosen)
    ]


class _Offer(NamedTuple):
    """A free unit that covers so much of what a link leaves open; `side` is 1 for a unit of the later year, 0 for one of the earlier."""

    cover: float
    link: int
    side: int
    part: int


def _offers(
    items: Sequence[Item], parts: Sequence[int], free: set[int], whole: Item, weights: Mapping[str, float]
) -> list[tuple[int, float]]:
    """Free units near the parts with the share of their own bigrams, by weight, that the whole has and the parts have not.

    By weight, since any two plans share 深入实施 and 战略. A unit that tells a point of the whole is a part too.
    """
    home = items[parts[0]]
    near = {
        at: items[at]
        for part in parts
        for at in range(part - _NEAR, part + _NEAR + 1)
        if at in free and items[at].section == home.section and items[at].role == home.role
    }
    if not near:
        return []
    taken = frozenset().union(*(items[at].bigrams for at in parts))
    left = whole.bigrams - taken
    found = dict(enumerated_points.near(whole, [items[at] for at in parts], near))
    for at, item in near.items():
        own = item.bigrams - taken
        cover = math.fsum(map(weights.__getitem__, own & left)) / max(math.fsum(map(weights.__getitem__, own)), 1e-9)
        if cover >= _COVER:
            found[at] = max(cover, found.get(at, 0.0))
    return sorted(found.items())
