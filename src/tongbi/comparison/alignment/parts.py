"""Splits and merges: what is left over joins a link as a part where it covers what the link leaves open on the other side."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from tongbi.comparison.alignment import points
from tongbi.comparison.alignment.items import Item, Link, joined

_COVER = 0.2
_NEAR = 2
_ROUNDS = 4


def with_parts(
    before: Sequence[Item], after: Sequence[Item], chosen: Mapping[int, int], by_context: frozenset[int], weights: Mapping[str, float]
) -> list[Link]:
    """The links, each with the free neighbours that cover what it leaves open on the other side."""
    lefts = {i: [i] for i in chosen}
    rights = {i: [j] for i, j in chosen.items()}
    free_before = set(range(len(before))) - set(chosen)
    free_after = set(range(len(after))) - set(chosen.values())
    for _ in range(_ROUNDS):
        offers = [
            (cover, i, side, extra)
            for i in chosen
            for side, extra, cover in (
                *((1, j, cover) for j, cover in _offers(after, rights[i], free_after, before[i], weights) if len(lefts[i]) == 1),
                *((0, k, cover) for k, cover in _offers(before, lefts[i], free_before, after[chosen[i]], weights) if len(rights[i]) == 1),
            )
        ]
        if not offers:
            break
        for _, i, side, extra in sorted(offers, key=lambda offer: (-offer[0], *offer[1:])):
            if side == 1 and extra in free_after and len(lefts[i]) == 1:
                rights[i].append(extra)
                free_after.discard(extra)
            elif side == 0 and extra in free_before and len(rights[i]) == 1:
                lefts[i].append(extra)
                free_before.discard(extra)
    return [
        joined([before[k] for k in sorted(lefts[i])], [after[j] for j in sorted(rights[i])], in_context=i in by_context)
        for i in sorted(chosen)
    ]


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
    found = dict(points.near(whole, [items[at] for at in parts], near))
    for at, item in near.items():
        own = item.bigrams - taken
        cover = math.fsum(map(weights.__getitem__, own & left)) / max(math.fsum(map(weights.__getitem__, own)), 1e-9)
        if cover >= _COVER:
            found[at] = max(cover, found.get(at, 0.0))
    return sorted(found.items())
