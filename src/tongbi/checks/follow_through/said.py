"""What sentences say by word pair: numbers of the pairs of each clause one after the other, and which clauses hold which."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from tongbi.checks.follow_through.promises import Scale, Sentence, content, promised
from tongbi.comparison.alignment.terms import distinct

Spread = tuple[np.ndarray, np.ndarray]


def spread(first: np.ndarray, until: np.ndarray) -> Spread:
    """All places from each of `first` on, before each of `until`: which of these they belong to, and the places."""
    often = until - first
    which = np.repeat(np.arange(len(first)), often)
    return which, np.arange(len(which)) + np.repeat(first - np.cumsum(often) + often, often)


def _offsets(lengths: Sequence[int]) -> np.ndarray:
    return np.cumsum([0, *lengths])


class Said:
    """Sentences: where the clauses of each begin (`first`) and the pairs of each clause (`starts`); the pairs with their weights, whether
    they are of the object (`bare`), and whether they stand in their clause for the first time (`fresh`).
    """

    def __init__(self, sentences: Sequence[Sentence], scale: Scale) -> None:
        self.sentences, self.most, self._scale = sentences, scale.most, scale
        self.clauses = [clause for sentence in sentences for clause in sentence.clauses]
        self.first = _offsets([len(sentence.clauses) for sentence in sentences])
        self.starts = _offsets([len(clause.pairs) for clause in self.clauses])
        self.whole = np.repeat(np.arange(len(sentences)), np.diff(self.first))
        self.pairs = scale.places(np.concatenate([np.empty(0, np.int64), *(clause.pairs for clause in self.clauses)]))
        self.by_number, self.weights = scale.weights, scale.weights[self.pairs]
        self._width = len(self.clauses) + 1
        clause = np.repeat(np.arange(len(self.clauses)), np.diff(self.starts))
        self._keys, firstly, back = np.unique(self.pairs * self._width + clause, return_index=True, return_inverse=True)
        self._after = np.append(self._keys, self._width * len(self.by_number))
        self.fresh = np.zeros(len(self.pairs), bool)
        self.fresh[firstly] = True
        bare = np.concatenate([np.empty(0, bool), *(clause.bare for clause in self.clauses)])
        self.bare = np.bincount(back, bare, len(self._keys))[back] > 0

    @cached_property
    def promised(self) -> np.ndarray:
        """The clauses that promise something, by number."""
        every = zip(self.first.tolist(), self.sentences, strict=False)
        return np.array([first + number for first, sentence in every for number in promised(sentence)], np.int64)

    def meeting(self, most: int) -> tuple[np.ndarray, np.ndarray]:
        """Where the sentences that hold each pair begin, and these sentences; none of a pair that more than `most` clauses hold."""
        pairs, clauses = np.divmod(self._keys, self._width)
        often = np.bincount(pairs, minlength=len(self.by_number))
        sentences = self.whole[clauses]
        kept = (often[pairs] <= most) & ((np.diff(pairs, prepend=-1) != 0) | (np.diff(sentences, prepend=-1) != 0))
        return np.searchsorted(pairs[kept], np.arange(len(often) + 1)), sentences[kept]

    def holding(self, pairs: np.ndarray, sentences: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Whether each pair stands in each sentence, and where the clauses that hold it begin (see `clauses_from`)."""
        asked = pairs * self._width
        at = np.searchsorted(self._keys, asked + self.first[sentences])
        return self._after[at] < asked + self.first[sentences + 1], at

    def clauses_from(self, places: np.ndarray, sentences: np.ndarray) -> Spread:
        """The clauses of each sentence from a place of `holding` on that hold one pair: which of the places it is, and the clause."""
        pairs = self._keys[places] // self._width
        which, held = spread(places, np.searchsorted(self._keys, pairs * self._width + self.first[sentences + 1]))
        return which, self._keys[held] % self._width

    @cached_property
    def words(self) -> dict[int, list[tuple[str, int]]]:
        """The words of each promising clause, by its number, with the weight of their heaviest pairs."""
        rows = self.promised.tolist()
        return dict(zip(rows, content([self.clauses[row].text for row in rows], self._scale), strict=True))

    def objects(self) -> Spread:
        """Where the pairs of the objects of each sentence begin, and these pairs, no pair twice."""
        width = len(self.by_number)
        whole = np.repeat(self.whole, np.diff(self.starts))[self.bare]
        whole, pairs = np.divmod(distinct(whole * width + self.pairs[self.bare]), width)
        return np.searchsorted(whole, np.arange(len(self.sentences) + 1)), pairs
