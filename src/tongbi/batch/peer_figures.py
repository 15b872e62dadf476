"""Peer figures: the same figures at several organisations of one kind and year, and their values.

Names are counted by their hashes, which takes 12 bytes for each that there is; names and values are read again for what is shown.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from tongbi.batch.outcome import Told

MOST_BODIES = 60
"""Bodies in a matrix of figures, those with the most figures that others have too."""
MOST_LINES = 400
_AT_ONCE = 20_000  # hashes that wait to be counted
Name = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """A figure by name and unit, and its value at each of a matrix's bodies, None where it is not told."""

    name: str
    unit: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What a matrix shows: bodies by their numbers; `left` counts the bodies, `left_lines` the figures for which there is no room."""

    bodies: tuple[int, ...]
    lines: tuple[Line, ...]
    left: int
    left_lines: int


class Names:
    """How many bodies tell each figure."""

    def __init__(self) -> None:
        self._waiting = array("Q")
        self._hashes = np.empty(0, dtype=np.uint64)
        self._counts = np.empty(0, dtype=np.uint32)

    def add(self, figures: Iterable[Told]) -> None:
        """Counts one body's figures."""
        self._waiting.extend(map(_hash, _by_name(figures)))
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
        names: dict[Name, int] = {}
        ranked: list[tuple[int, int, dict[Name, float]]] = []
        sharing = 0
        for body in bodies if counts else ():
            told = {name: value for name, value in _by_name(figures(body)).items() if _hash(name) in counts}
            if told:
                sharing += 1
                ranked = sorted([*ranked, (-len(told), body, told)])[:MOST_BODIES]
                names |= {name: count for name in told if (count := counts[_hash(name)]) >= least}
                names = _most_told(names) if len(names) > 2 * MOST_LINES else names
        taken = sorted(ranked, key=lambda one: organisations[one[1]])
        lines = tuple(Line(*name, tuple(told.get(name) for _, _, told in taken)) for name in _most_told(names))
        return Table(tuple(body for _, body, _ in taken), lines, sharing - len(taken), len(counts) - len(lines))

    def _count(self) -> None:
        hashes = np.concatenate([self._hashes, np.frombuffer(self._waiting, dtype=np.uint64)])
        counts = np.concatenate([self._counts, np.ones(len(self._waiting), dtype=np.uint32)])
        self._hashes, places = np.unique(hashes, return_inverse=True)
        self._counts = np.bincount(places, counts, len(self._hashes)).astype(np.uint32)
        self._waiting = array("Q")


def _by_name(figures: Iterable[Told]) -> dict[Name, float]:
    return {(one.name, one.unit): one.value for one in figures if len(one.name) > 1}


def _hash(name: Name) -> int:
    return int.from_bytes(blake2b("\n".join(name).encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def _most_told(names: Mapping[Name, int]) -> dict[Name, int]:
    """The names that most bodies tell, these first."""
    return dict(sorted(names.items(), key=lambda one: (-one[1], one[0]))[:MOST_LINES])
