"""Shared wording: the pairs of reports of different organisations, of one kind and year, that are most alike by their fingerprints.

Pairs are looked for in bands, each at a time: two sketches that agree in one of 64 bands of two numbers are set beside each other, which
finds half of the pairs at 0.1 alike and nine in ten at 0.2 (Leskovec et al., Mining of Massive Datasets, 3.4).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from tongbi.batch import text_fingerprints

MOST_PAIRS = 100
LEAST_ALIKE = 0.1
"""Below this, what two reports share is what all reports of the kind say."""
_BAND = 2
_MOST_IN_BAND = 200
_AT_ONCE = 4096  # pairs, so that comparing them takes some MB
_Numbers = np.ndarray[Any, np.dtype[np.integer[Any]]]
_Shares = np.ndarray[Any, np.dtype[np.floating[Any]]]


class Pair(NamedTuple):
    """Two bodies' reports of a kind on one year; `first` and `second` are their series by number. Pairs are told in this order."""

    unlike: float
    age: int
    one: str
    other: str
    kind: str
    first: int
    second: int

    @property
    def likeness(self) -> float:
        """The share of their wording that is the same."""
        return -self.unlike

    @property
    def year(self) -> int:
        """The year that both report on."""
        return -self.age


class Wording:
    """The sketches of one kind and year, half a KB each."""

    def __init__(self) -> None:
        self._series = array("L")
        self._sketches = bytearray()

    def add(self, series: int, sketch: str) -> None:
        """One report's sketch, with the number of its series; one without a sketch is like nothing."""
        if sketch:
            self._series.append(series)
            self._sketches += text_fingerprints.unpacked(sketch).tobytes()

    def pairs(self) -> Iterator[tuple[_Numbers, _Numbers, _Shares]]:
        """Pairs of series that may be alike, by their numbers, and how much they are; a pair may come several times."""
        found = np.frombuffer(self._sketches, dtype="<u4").reshape(-1, text_fingerprints.ORDERS)
        series = np.frombuffer(self._series, dtype=self._series.typecode)
        for band in range(0, text_fingerprints.ORDERS, _BAND):
            for first, second in _agreeing(found[:, band : band + _BAND]):
                yield series[first], series[second], (found[first] == found[second]).mean(axis=1)


def most_alike(worded: Mapping[tuple[str, int], Wording], organisations: Sequence[str]) -> list[Pair]:
    """The pairs that are most alike, over all kinds and years."""
    best: set[Pair] = set()
    least = LEAST_ALIKE
    for (kind, year), wording in worded.items():
        for firsts, seconds, shares in wording.pairs():
            for at in np.flatnonzero(shares >= least).tolist():
                first, second = int(firsts[at]), int(seconds[at])
                best.add(Pair(-float(shares[at]), -year, organisations[first], organisations[second], kind, first, second))
            if len(best) > MOST_PAIRS:
                best = set(sorted(best)[:MOST_PAIRS])
                least = max(best).likeness
    return sorted(best)


def _agreeing(band: _Numbers) -> Iterator[tuple[_Numbers, _Numbers]]:
    """The places of rows that are the same, in pairs, the lower place first; of more than 200 such rows, the first 200."""
    order = np.lexsort(band.T)
    same = (band[order[1:]] == band[order[:-1]]).all(axis=1)
    starts = np.maximum.accumulate(np.where(np.concatenate([[False], same]), 0, np.arange(len(order))))
    rank = np.arange(len(order)) - starts
    for step in range(1, min(_MOST_IN_BAND, rank.max(initial=0) + 1)):
        later = np.flatnonzero((rank >= step) & (rank < _MOST_IN_BAND))
        for begin in range(0, len(later), _AT_ONCE):
            chosen = later[begin : begin + _AT_ONCE]
            yield order[chosen - step], order[chosen]
