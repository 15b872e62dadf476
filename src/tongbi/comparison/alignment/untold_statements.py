"""What a year tells: whether it tells a statement of another year at all, in whatever role and place.

Two statements are as alike as the weight of the pairs of characters (of words in Latin script) that they share, whole or clause by clause;
a pair weighs the more the seldomer it is in both years. The whole report is asked: its sentences, headings and the labels of its tables.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain

import numpy as np

from tongbi.comparison.alignment.terms import terms_of
from tongbi.comparison.alignment.units_and_links import CLAUSE

_POWER = 1.5
# Chosen on a pair of work reports of which all links are known, to be silent rather than wrong: 57 of 61 statements so called untold were,
# 46 of 53 on another pair. A statement is untold where it has something of its own, as much as `_OWN` pairs that stand in no other
# statement; where no other shares more than `_SHARED` of that much with it, nor more than `_MOST` such pairs; and where of its clauses no
# more than `_TOLD` is told on the average.
_OWN, _SHARED, _MOST, _TOLD = 5, 0.15, 3, 0.22


@lru_cache(maxsize=8192)
def grams(pattern: str) -> frozenset[int]:
    """The terms of a pattern (see `terms`)."""
    return frozenset(terms_of([pattern])[0].tolist())


def gram_weights(patterns: Iterable[str]) -> dict[int, float]:
    """What a pair weighs by how many of the statements have it."""
    told = [grams(pattern) for pattern in patterns]
    count = Counter(chain.from_iterable(told))
    weights = {often: math.log(len(told) / often) ** _POWER for often in {*count.values()}}
    return {gram: weights[often] for gram, often in count.items()}


class Told:
    """What a report tells, by the pairs of characters: the places of the patterns that have each."""

    def __init__(self, patterns: Sequence[str]) -> None:
        """`patterns` are those of its units, headings and tables."""
        self.count = len(patterns)
        self.places: dict[int, list[int]] = defaultdict(list)
        for at, pattern in enumerate(patterns):
            for gram in grams(pattern):
                self.places[gram].append(at)
        self.places.default_factory = None


class Telling:
    """One year's report, to be asked for what it tells of the statements of another."""

    def __init__(self, told: Told, known: Mapping[int, float]) -> None:
        """`told` is what the year tells, `known` the weights of both years' pairs."""
        self._told, self._known = told, known
        # What a pair weighs that stands in one statement alone.
        self._alone = max(known.values(), default=0.0)

    def _weight(self, pairs: Iterable[int]) -> float:
        return math.fsum(self._known.get(gram, 0.0) for gram in pairs)

    def _shared(self, pairs: Iterable[int]) -> np.ndarray:
        """The weight that each unit and label shares."""
        met = [(places, self._known.get(gram, 0.0)) for gram in sorted(pairs) if (places := self._told.places.get(gram))]
        if not met:
            return np.zeros(self._told.count)
        heavy = np.repeat([weight for _, weight in met], [len(places) for places, _ in met])
        return np.bincount(np.fromiter(chain.from_iterable(places for places, _ in met), int, len(heavy)), heavy, self._told.count)

    def lacks(self, pattern: str) -> bool:
        """Whether the year does not tell a statement, as far as its words show: False too for one that says too little to know."""
        pairs = grams(pattern)
        shared = self._shared(pairs)
        own = self._weight(gram for gram in pairs if gram not in self._told.places)
        enough = own > 0 and own >= _OWN * self._alone
        if not enough or shared.max(initial=0.0) > min(_SHARED * own, _MOST * self._alone):
            return False
        clauses = [one for clause in CLAUSE.split(pattern) if (one := grams(clause))]
        told = math.fsum(float(self._shared(one).max(initial=0.0)) for one in clauses)
        return told <= _TOLD * math.fsum(map(self._weight, clauses))
