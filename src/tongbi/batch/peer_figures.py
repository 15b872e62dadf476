"""Peer figures: the same figures at several organisations of one kind and year, and their values.

Two bodies tell one figure where it measures the same, whatever they call it (实现地区生产总值, GDP); what it measures is counted by its
hash, which takes 12 bytes for each that there is. Names and values are read again for what is shown.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from tongbi.batch.outcome import Told
from tongbi.language import units

MOST_BODIES = 60
"""Bodies in a matrix of figures, those with the most figures that others have too."""
MOST_LINES = 400
_AT_ONCE = 20_000  # hashes that wait to be counted
Measure = tuple[str, str]
"""What a figure measures: the telling letters of its name, with a mark for a change, and the unit that stands for its own."""


@dataclass(frozen=True, slots=True)
class Line:
    """A figure by name and unit, and its value at each of a matrix's bodies, None where it is not told."""

    name: str
    unit: str
    values: tuple[float | None, ...]

    def standing(self, body: int) -> tuple[int, int, float] | None:
        """Where a body's value stands: its rank, 1 for the largest, equal ones alike; of how many; and the share of the others that are
        lower, 0–1. None where it tells none, or nobody else does.
        """
        value = self.values[body]
        told = [one for one in self.values if one is not None]
        if value is None or len(told) < 2:
            return None
        return 1 + sum(one > value for one in told), len(told), sum(one < value for one in told) / (len(told) - 1)


@dataclass(frozen=True, slots=True)
class Table:
    """What a matrix shows: bodies by their numbers; `left` counts the bodies, `left_lines` the figures for which there is no room."""

    bodies: tuple[int, ...]
    lines: tuple[Line, ...]
    left: int
    left_lines: int


class Peers:
    """How many bodies tell each figure."""

    def __init__(self) -> None:
        self._waiting = array("Q")
        self._hashes = np.empty(0, dtype=np.uint64)
        self._counts = np.empty(0, dtype=np.uint32)

    def add(self, figures: Iterable[Told]) -> None:
        """Counts one body's figures."""
        self._waiting.extend(map(_hash, _by_measure(figures)))
        if len(self._waiting) > _AT_ONCE:
            self._count()

    def table(self, bodies: Sequence[int], figures: Callable[[int], Iterable[Told]], organisations: Sequence[str]) -> Table:
        """The bodies that share most figures in the order of their names, and the figures that most bodies tell first.

        `bodies` are those that were counted, in their order; `figures` reads those of one again.
        """
        self._count()
        several = self._counts > 1
        counts = dict(zip(self._hashes[several].tolist(), self._counts[several].tolist(), strict=True))
        least = min(sorted(counts.values(), reverse=True)[:MOST_LINES], default=0)
        measures: dict[Measure, int] = {}
        called: dict[Measure, tuple[str, str]] = {}
        ranked: list[tuple[int, int, dict[Measure, float]]] = []
        sharing = 0
        for body in bodies if counts else ():
            told = {measure: one for measure, one in _by_measure(figures(body)).items() if _hash(measure) in counts}
            if told:
                sharing += 1
                ranked = sorted([*ranked, (-len(told), body, {measure: one.value for measure, one in told.items()})])[:MOST_BODIES]
                measures |= {measure: count for measure in told if (count := counts[_hash(measure)]) >= least}
                measures = _most_told(measures) if len(measures) > 2 * MOST_LINES else measures
                called |= {measure: _shorter(called.get(measure), one) for measure, one in told.items() if measure in measures}
        taken = sorted(ranked, key=lambda one: organisations[one[1]])
        lines = tuple(Line(*called[one], tuple(told.get(one) for _, _, told in taken)) for one in _most_told(measures))
        return Table(tuple(body for _, body, _ in taken), lines, sharing - len(taken), len(counts) - len(lines))

    def _count(self) -> None:
        hashes = np.concatenate([self._hashes, np.frombuffer(self._waiting, dtype=np.uint64)])
        counts = np.concatenate([self._counts, np.ones(len(self._waiting), dtype=np.uint32)])
        self._hashes, places = np.unique(hashes, return_inverse=True)
        self._counts = np.bincount(places, counts, len(self._hashes)).astype(np.uint32)
        self._waiting = array("Q")


def _by_measure(figures: Iterable[Told]) -> dict[Measure, Told]:
    return {(one.measure, units.kin(one.unit)): one for one in figures if len(one.name) > 1}


def _shorter(known: tuple[str, str] | None, one: Told) -> tuple[str, str]:
    """What a figure is called and its unit: by the shortest name of any body."""
    own = one.name, one.unit
    return own if known is None else min(known, own, key=lambda called: (len(called[0]), called))


def _hash(measure: Measure) -> int:
    return int.from_bytes(blake2b("\n".join(measure).encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def _most_told(measures: Mapping[Measure, int]) -> dict[Measure, int]:
    """The measures that most bodies tell, these first."""
    return dict(sorted(measures.items(), key=lambda one: (-one[1], one[0]))[:MOST_LINES])
