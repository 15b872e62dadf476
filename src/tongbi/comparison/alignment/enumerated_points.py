"""Enumerated points: one sentence with points (一是 …；二是 …), linked to the sentences of another year that tell one point each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from rapidfuzz.distance import Indel

from tongbi.comparison.alignment.units_and_links import Item, alike, bigrams, length
from tongbi.language import lexicon
from tongbi.language.enumerators import HAN, NUMERAL, ORDINAL

# In a pattern, where the marks are narrow and 1. is 0.; 要 as in 一要抓学习，二要抓落实.
_MARKER = re.compile(
    r"(?:^|(?<=[:;,。]))"
    rf"(?:其?{NUMERAL}(?:{lexicon.one_of('zh/labels', 'point', 'remark')}|,)|{ORDINAL}{NUMERAL},|[(（]?[0{HAN}]{{1,2}}[)）、.]"
    rf"|{lexicon.one_of('zh/labels', 'ordinal')},)"
)
_SHORTEST = 6
# Two points of the same number in one list are alike by chance up to 0.16 (points of made-up reports on the same matters).
_ALIKE = 0.2


def points(item: Item) -> tuple[Item, ...]:
    """The points that a unit is told in, with ids of their own; nothing for a unit that is told in one piece."""
    return tuple(
        replace(item, id=f"{item.id}/{at}", pattern=piece, length=length(piece), bigrams=grams)
        for at, (piece, grams) in enumerate(_pieces(item.pattern))
    )


def near(whole: Item, parts: Sequence[Item], others: Mapping[int, Item]) -> Iterator[tuple[int, float]]:
    """Of the units that might be parts of `whole` too, those that tell a point of it that no unit tells better; each with its likeness."""
    told = points(whole)
    best: dict[int, tuple[float, int]] = {}
    for at, item in others.items() if told else ():
        likeness, point = max((_likeness(point, item), -number) for number, point in enumerate(told))
        best[-point] = max(best.get(-point, (0.0, 0)), (likeness, -at))
    for point, (likeness, minus) in best.items():
        if likeness >= _ALIKE and all(_likeness(told[point], part) < likeness for part in parts):
            yield -minus, likeness


def _likeness(point: Item, item: Item) -> float:
    """How alike a point is to a unit, or to the point of it that is nearest."""
    return max(alike(point, one, Indel.normalized_similarity(point.pattern, one.pattern)) for one in points(item) or (item,))


@lru_cache(maxsize=8192)
def _pieces(pattern: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """The pieces between markers with their bigrams; what announces them (存在以下不足：) is none."""
    found = [piece for piece in _MARKER.split(pattern) if len(piece) >= _SHORTEST and not piece.endswith(":")]
    return tuple((piece, bigrams(piece)) for piece in found) if len(found) > 1 else ()
