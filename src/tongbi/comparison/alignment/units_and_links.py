"""Units and links: units as the alignment sees them, and the links between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Indel

from tongbi.model import LinkReason

# Patterns hold Latin words as characters from here on.
_WORD = re.compile("[\U000f0000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Item:
    """A unit as the aligner sees it: its masked text as a pattern (see `masks.pattern`), and how long that is (a Latin word counts 3).

    `role` is that of the section: roles never link to one another. `place` runs 0–1.
    """

    id: str
    pattern: str
    length: int
    role: str
    node: str | None
    section: int | None
    order: int
    place: float
    bigrams: frozenset[str] = field(default=frozenset(), repr=False)


@dataclass(frozen=True, slots=True)
class Link:
    """Units of one year that are units of another. `score` is the Indel ratio of the joined patterns, 0–1."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    score: float
    reason: LinkReason


def length(pattern: str) -> int:
    """The length of a pattern in Chinese characters, of which a Latin word is worth three."""
    return len(pattern) + 2 * len(_WORD.findall(pattern))


def bigrams(pattern: str) -> frozenset[str]:
    """The pairs of neighbours in a pattern, and each Latin word by itself; the pattern when it is a single character."""
    return frozenset(map(str.__add__, pattern, pattern[1:])).union(_WORD.findall(pattern)) or frozenset({pattern})


def alike(a: Item, b: Item, ratio: float) -> float:
    """The likeness of two units, 0–1: the mean of `ratio`, the Indel ratio of the patterns, and the Dice coefficient of the bigrams."""
    return (ratio + 2 * len(a.bigrams & b.bigrams) / (len(a.bigrams) + len(b.bigrams))) / 2


def joined(lefts: Sequence[Item], rights: Sequence[Item], *, in_context: bool) -> Link:
    """The link between units that stand for each other."""
    old, new = "".join(item.pattern for item in lefts), "".join(item.pattern for item in rights)
    reason: LinkReason = "masked" if old == new else "context" if in_context else "fuzzy"
    if len(lefts) > 1:
        reason = "merge"
    elif len(rights) > 1:
        reason = "split"
    ids = tuple(item.id for item in lefts), tuple(item.id for item in rights)
    return Link(*ids, float(Indel.normalized_similarity(old, new)), reason)
