"""Rare words: links between units in other words, by rare words that they alone share.

Each pair of neighbouring characters weighs the logarithm of how seldom it is in both years. Two units are linked when a good part of
their weight is common to them and each is nearest to the other; in a rewritten report a smaller part will do beside units that are linked.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import chain
from typing import Protocol

import numpy as np

# `_SHARE` is of the weight of both (Dice); what is shared weighs at least as much as `_FEWEST` pairs that stand in these two alone.
# Chosen on one pair of rewritten reports of which all links are known, held on another; no link of the mutations changes by them.
_SHARE, _FEWEST = 0.24, 4
# Where a link stands no further off on both sides, both tell of one matter: of 28 links so found 26 were right and none wrong. Not so
# in a report that is carried over: there everything stands beside links, and what has none is mostly new.
_LESS_BESIDE, _BESIDE = 0.10, 3
# In more units than this share, or in more than so many, a pair is not rare.
_RARE_SHARE, _RARE = 0.02, 4


class Told(Protocol):
    """A unit by its role and its pairs of characters (see `units_and_links.Item`)."""

    @property
    def role(self) -> str:
        """Units of other roles are never linked."""

    @property
    def bigrams(self) -> frozenset[str]:
        """Pairs of characters; single ones among them are Latin words and are not counted."""


def links(
    before: Sequence[Told],
    after: Sequence[Told],
    free: tuple[Sequence[int], Sequence[int]],
    known: Mapping[str, float],
    linked: Collection[tuple[int, int]] = (),
    rewritten: float = 0.0,
) -> dict[int, int]:
    """Places in `before` → places in `after`, out of those free on either side: the pairs nearest to each other.

    `known` are the weights of the pairs of characters of all units on both sides, `linked` the places of the units that are linked
    already; `rewritten` tells how little of the report is carried over, 0–1.
    """
    old, new = free
    if not old or not new:
        return {}
    telling = _rare(known, len(before) + len(after))
    shared = _shared([before[i] for i in old], [after[j] for j in new], telling)
    share = 2 * shared / np.maximum(_sizes([before[i] for i in old], telling)[:, None] + _sizes([after[j] for j in new], telling), 1e-9)
    share[shared < _FEWEST * math.log(max(2, len(before) + len(after)) / 2)] = 0
    near, beside = _around(linked), _SHARE - _LESS_BESIDE * rewritten
    return {
        old[row]: new[column]
        for row, column in enumerate(share.argmax(axis=1).tolist())
        if share[row, column] >= (beside if (old[row], new[column]) in near else _SHARE) and share[:, column].argmax() == row
    }


def _around(linked: Collection[tuple[int, int]]) -> set[tuple[int, int]]:
    """The pairs of places beside those linked."""
    steps = range(-_BESIDE, _BESIDE + 1)
    return {(i + up, j + down) for i, j in linked for up in steps for down in steps}


def weights(items: Sequence[Told]) -> dict[str, float]:
    """How much a pair of characters tells: the logarithm of how many units there are for one that has it."""
    count = Counter(chain.from_iterable(item.bigrams for item in items))
    return {gram: math.log(len(items) / often) for gram, often in count.items()}


def _rare(known: Mapping[str, float], units: int) -> dict[str, float]:
    """The weights of pairs of characters (no Latin words) that are rare."""
    least = math.log(units / max(_RARE_SHARE * units, _RARE))
    return {gram: weight for gram, weight in known.items() if len(gram) > 1 and weight >= least}


def _sizes(items: Sequence[Told], telling: Mapping[str, float]) -> np.ndarray:
    return np.array([math.fsum(telling.get(gram, 0.0) for gram in item.bigrams) for item in items])


def _shared(old: Sequence[Told], new: Sequence[Told], telling: Mapping[str, float]) -> np.ndarray:
    """The weight that each two units share, by row and column."""
    where: dict[tuple[str, str], list[int]] = defaultdict(list)
    for column, item in enumerate(new):
        for gram in item.bigrams:
            if gram in telling:
                where[item.role, gram].append(column)
    shared = np.zeros((len(old), len(new)))
    for row, item in enumerate(old):
        met = [(places, telling[gram]) for gram in sorted(item.bigrams) if (places := where.get((item.role, gram)))]
        columns = [column for places, _ in met for column in places]
        shared[row] = np.bincount(columns, [weight for places, weight in met for _ in places], len(new)) if met else 0.0
    return shared
