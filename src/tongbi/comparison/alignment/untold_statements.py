"""What a year tells: whether it tells a statement of another year at all, in whatever role and place.

Two statements are as alike as the weight of the pairs of characters (of words in Latin script) that they share, whole or clause by clause;
a pair weighs the more the seldomer it is in both years. The whole report is asked: its sentences, headings and the labels of its tables.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tongbi.comparison.alignment.terms import ALMOST, AT_ONCE, in_order, terms_of
from tongbi.comparison.alignment.units_and_links import CLAUSE

_POWER = 1.5
# Chosen on a pair of work reports of which all links are known, to be silent rather than wrong: 57 of 61 statements so called untold were,
# 46 of 53 on another pair. A statement is untold where it has something of its own, as much as `_OWN` pairs that stand in no other
# statement; where no other shares more than `_SHARED` of that much with it, nor more than `_MOST` such pairs; and where of its clauses no
# more than `_TOLD` is told on the average.
_OWN, _SHARED, _MOST, _TOLD = 5, 0.15, 3, 0.22


@dataclass(frozen=True, slots=True, eq=False)
class Entries:
    """Terms of some texts, each with the place of its text."""

    terms: np.ndarray
    texts: np.ndarray
    count: int

    @classmethod
    def of(cls, patterns: Sequence[str]) -> Entries:
        """The terms (see `terms`) of patterns, text by text in ascending order, none twice in one."""
        texts = terms_of(patterns, once=True)
        return cls(np.concatenate([*texts, np.empty(0, np.int64)]), np.repeat(np.arange(len(texts)), [*map(len, texts)]), len(texts))

    def among(self, first: int, until: int) -> Entries:
        """Those of the texts from `first` on, before `until`."""
        start, end = np.searchsorted(self.texts, (first, until))
        return Entries(self.terms[start:end], self.texts[start:end] - first, until - first)


class Weights:
    """What a pair weighs by how many of the statements of two years have it; 0 for one that none has."""

    def __init__(self, *years: Entries) -> None:
        self._known, often = np.unique(np.concatenate([one.terms for one in years]), return_counts=True)
        count = sum(one.count for one in years)
        by_count = {one: math.log(count / one) ** _POWER for one in {*often.tolist()}}
        self._weights = np.array([*(by_count[one] for one in often.tolist()), 0.0])
        self.alone = float(self._weights.max())
        """What a pair weighs that stands in one statement alone."""

    def of(self, terms: np.ndarray) -> np.ndarray:
        """The weight of each term."""
        at = np.searchsorted(self._known, terms)
        return self._weights[np.where(np.append(self._known, -1)[at] == terms, at, -1)]


class Telling:
    """One year's report, to be asked for what it tells of the statements of another."""

    def __init__(self, told: Entries, weights: Weights) -> None:
        """`told` is what the year tells in its sentences, headings and tables, `weights` are those of both years."""
        order = in_order(told.terms)
        self._terms, self._texts, self._count = told.terms[order], told.texts[order], told.count
        self._weights = weights

    def lacks(self, patterns: Sequence[str]) -> list[bool]:
        """Whether the year does not tell each statement, as far as its words show: False too for one that says too little to know."""
        asked = Entries.of(patterns)
        own = self._sums(asked, np.searchsorted(self._terms, asked.terms) == np.searchsorted(self._terms, asked.terms, "right"))
        alone = self._weights.alone
        kept = np.flatnonzero((own > 0) & (own >= _OWN * alone * ALMOST))
        most = self._most_shared(Entries.of([patterns[at] for at in kept.tolist()]))
        kept = kept[most <= np.minimum(_SHARED * own[kept], _MOST * alone)]
        clauses = [(at, clause) for at in kept.tolist() for clause in CLAUSE.split(patterns[at])]
        home, parts = np.array([at for at, _ in clauses], np.int64), Entries.of([clause for _, clause in clauses])
        told, whole = (np.bincount(home, of_clause, len(patterns)) for of_clause in (self._most_shared(parts), self._sums(parts)))
        lacking = {*kept[told[kept] <= _TOLD * whole[kept]].tolist()}
        return [at in lacking for at in range(len(patterns))]

    def _sums(self, asked: Entries, among: np.ndarray | bool = True) -> np.ndarray:
        """The weight of each text, of those of its terms that are `among` some."""
        return np.bincount(asked.texts, self._weights.of(asked.terms) * among, asked.count)

    def _most_shared(self, asked: Entries) -> np.ndarray:
        """The most weight that a statement, heading or label of the year shares with each text."""
        step = max(AT_ONCE // max(self._count, 1), 1)
        blocks = [asked.among(first, min(first + step, asked.count)) for first in range(0, asked.count, step)]
        return np.concatenate([np.empty(0), *map(self._most_of, blocks)])

    def _most_of(self, asked: Entries) -> np.ndarray:
        first = np.searchsorted(self._terms, asked.terms)
        often = np.searchsorted(self._terms, asked.terms, "right") - first
        met = np.repeat(first - np.cumsum(often) + often, often) + np.arange(int(often.sum()))
        cells = np.repeat(asked.texts * self._count, often) + self._texts[met]
        table = np.bincount(cells, np.repeat(self._weights.of(asked.terms), often), asked.count * self._count)
        most: np.ndarray = table.reshape(asked.count, self._count).max(axis=1, initial=0.0)
        return most
