"""Enumerated points: a sentence with points (一是 …；二是 …) is aligned point by point, and linked to what its points are linked to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from tongbi.comparison.alignment.assignment import Group, join_parts, one_to_one
from tongbi.comparison.alignment.terms import terms_of
from tongbi.comparison.alignment.units_and_links import CLAUSE, Item, length
from tongbi.language import lexicon
from tongbi.language.enumerators import HAN, NUMERAL, ORDINAL

# In a pattern, where the marks are narrow and 1. is 0.; 要 as in 一要抓学习，二要抓落实.
_MARKER = re.compile(
    r"(?:^|(?<=[:;,。]))"
    rf"(?:其?{NUMERAL}(?:{lexicon.one_of('zh/labels', 'point', 'remark')}|,)|{ORDINAL}{NUMERAL},|[(（]?[0{HAN}]{{1,2}}[)）、.]"
    rf"|{lexicon.one_of('zh/labels', 'ordinal')},)"
)
_SHORTEST = 6
# A list is told again where more than so much of it is; one point of many is no list.
_TOLD = 0.4


@dataclass(frozen=True, slots=True)
class Told:
    """Units point by point: the points, or units without any, and for each the place of its unit."""

    pieces: Sequence[Item]
    homes: Sequence[int]


def told(items: Sequence[Item]) -> Told:
    """The units, those with points as one item a point."""
    parted = [_points(item.pattern) for item in items]
    points = [piece for piece, *others in parted for piece in (piece, *others) if others]
    terms = iter(terms_of(points, once=True))
    pieces, homes = [], []
    for at, (item, (whole, *others)) in enumerate(zip(items, parted, strict=True)):
        found = [_piece(item, piece, next(terms)) for piece in (whole, *others)] if others else [item]
        pieces += found
        homes += [at] * len(found)
    return Told(pieces, homes)


def _piece(item: Item, piece: str, terms: np.ndarray) -> Item:
    return replace(item, pattern=piece, length=length(piece), terms=terms, opening=CLAUSE.split(piece, maxsplit=1)[0])


@lru_cache(maxsize=8192)
def _points(pattern: str) -> tuple[str, ...]:
    """The pieces between markers, without what announces them (存在以下不足：); the pattern where it has no points."""
    found = [piece for piece in _MARKER.split(pattern) if len(piece) >= _SHORTEST and not piece.endswith(":")]
    return tuple(found) if len(found) > 1 else (pattern,)


def of_units(groups: Sequence[Group], before: Told, after: Told) -> list[Group]:
    """The groups of points as groups of their units: what most of a list is linked to is linked to the list."""
    if all(len({*side.homes}) == len(side.homes) for side in (before, after)):
        return [*groups]
    pairs = [(old, new, group.likelihood) for group in groups for old in group.old for new in group.new]
    whole = [_sizes(side, range(len(side.pieces))) for side in (before, after)]
    linked = _sizes(before, {old for old, _, _ in pairs}), _sizes(after, {new for _, new, _ in pairs})
    likely: dict[tuple[int, int], float] = {}
    shared: Counter[tuple[int, int]] = Counter()
    for old, new, likelihood in pairs:
        units = before.homes[old], after.homes[new]
        if all(has[at] > _TOLD * of[at] for has, of, at in zip(linked, whole, units, strict=True)):
            likely[units] = max(likelihood, likely.get(units, 0.0))
            shared[units] += min(before.pieces[old].length, after.pieces[new].length)
    offers = [(float(size), *units) for units, size in shared.items()]
    found = one_to_one(offers, 0.0)
    join_parts(found, offers, 0.0)
    return [replace(group, likelihood=likely[group.old[0], group.new[0]]) for group in found.values()]


def _sizes(side: Told, places: Iterable[int]) -> Counter[int]:
    """How long some of the points are together, by unit."""
    found: Counter[int] = Counter()
    for at in places:
        found[side.homes[at]] += side.pieces[at].length
    return found
