"""Terms of texts: pairs of neighbouring characters and Latin words, as numbers, and which texts of two years share the rare ones."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from tongbi.comparison.alignment.masks import FIRST_WORD

# Common terms tell less than by their inverse document frequency alone; chosen on real pairs (1 and 2 find fewer links).
_POWER = 1.5
# A code point takes so many bits, a term of two letters twice as many.
_LETTER = sys.maxunicode.bit_length()
_TERM = 2 * _LETTER
_LAST_TERM = (1 << _TERM) - 1
AT_ONCE = 250_000
"""So many products of two terms, or cells of a table, are held at once: few enough to stay near the processor."""
# A term that so many pairs of texts share is not looked up: it tells little, and its pairs grow with the square of the length.
_COMMON = 40_000
ALMOST = 1 - 1e-9
"""What rounding may take away."""
# How much of the smaller text the other one has counts so much beside how much the two share (Dice), for who is looked at.
_COVERED = 0.2


def terms_of(patterns: Sequence[str], *, once: bool = False) -> list[np.ndarray]:
    """The terms of each pattern in ascending order, as often as they stand there or each `once`: Latin words, and each two characters of
    which neither is a digit or a mark.
    """
    letters = np.frombuffer("\0".join(patterns).encode("utf-32-le"), np.uint32).astype(np.int64)
    words, spoken = letters >= ord(FIRST_WORD), _is_spoken(letters)
    home = np.repeat(np.arange(len(patterns)), np.array([len(pattern) + 1 for pattern in patterns], np.int64))[: len(letters)]
    both = np.flatnonzero(spoken[:-1] & spoken[1:])
    terms = np.concatenate([letters[both] << _LETTER | letters[both + 1], letters[words]])
    placed = np.concatenate([home[both], home[words]]) << _TERM | terms
    placed = distinct(placed) if once else np.sort(placed)
    ends = np.searchsorted(placed, np.arange(len(patterns) + 1) << _TERM).tolist()
    terms = placed & _LAST_TERM
    return [terms[start:end] for start, end in pairwise(ends)]


def counted(texts: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The terms of texts, text by text in ascending order, none twice: the place of its text, the term, and how often it stands there."""
    number = np.repeat(np.arange(len(texts)), [len(terms) for terms in texts])
    placed, often = np.unique(number << _TERM | np.concatenate([*texts, np.empty(0, np.int64)]), return_counts=True)
    return placed >> _TERM, placed & _LAST_TERM, often


def _is_spoken(letters: np.ndarray) -> np.ndarray:
    """Which of some code points are letters or Latin words."""
    known = distinct(letters)
    table = np.zeros(int(known.max(initial=0)) + 1, bool)
    table[known] = [letter >= FIRST_WORD or letter.isalpha() for letter in map(chr, known.tolist())]
    found: np.ndarray = table[letters]
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """Texts by their terms: each entry a term by its number and the text that has it, sorted by text; `roles` and `sizes` by text."""

    terms: np.ndarray
    texts: np.ndarray
    roles: np.ndarray
    sizes: np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """Pairs of texts that have something in common: their places, and the weight of the terms that both have."""

    rows: np.ndarray
    columns: np.ndarray
    weights: np.ndarray


class Weights:
    """What each term tells: log((N + 1) / n) ** 1.5 where n of all N texts have it (inverse document frequency, Spärck Jones 1972)."""

    def __init__(self, texts: Sequence[np.ndarray]) -> None:
        """`texts` are the terms of each text, no term twice."""
        self._known, often = np.unique(np.concatenate([*texts, np.empty(0, np.int64)]), return_counts=True)
        self.by_term = np.log((len(texts) + 1) / often) ** _POWER
        self.alone = float(np.log(len(texts) + 1) ** _POWER)
        """What a term weighs that one text alone has."""

    def telling(self) -> dict[int, float]:
        """What each term weighs."""
        return dict(zip(self._known.tolist(), self.by_term.tolist(), strict=True))

    def of(self, texts: Sequence[np.ndarray], roles: Sequence[int]) -> Texts:
        """Texts out of those that were weighed."""
        lengths = [len(one) for one in texts]
        terms = np.searchsorted(self._known, np.concatenate([*texts, np.empty(0, np.int64)]))
        number = np.repeat(np.arange(len(texts)), lengths)
        return Texts(terms, number, np.array(roles, np.int64), np.bincount(number, self.by_term[terms], len(texts)))

    def shared(self, old: Texts, new: Texts, least: float, most: int) -> Shared:
        """The pairs of texts of one role that share most: at least `least` (see `_likeness`), and among the `most` best of either text."""
        parts = list(self._blocks(old, new, least))
        rows, columns, weights, likeness = (np.concatenate(one) for one in zip(*parts, strict=True)) if parts else (np.empty(0, int),) * 4
        kept = best(rows, likeness, most) | best(columns, likeness, most)
        return Shared(rows[kept], columns[kept], weights[kept])

    def _blocks(self, old: Texts, new: Texts, least: float) -> Iterator[tuple[np.ndarray, ...]]:
        """Rows, columns, shared weight and likeness of the pairs that are like enough, by blocks of rows."""
        width, roles = len(new.sizes), 1 + int(max(old.roles.max(initial=0), new.roles.max(initial=0)))
        keys, asked = new.terms * roles + new.roles[new.texts], old.terms * roles + old.roles[old.texts]
        order = np.argsort(keys, kind="stable")
        keys, places = keys[order], new.texts[order]
        first = np.searchsorted(keys, asked)
        meeting = np.searchsorted(keys, asked, "right") - first
        often = np.bincount(old.terms, minlength=len(self.by_term)) * np.bincount(new.terms, minlength=len(self.by_term))
        meeting[often[old.terms] > _COMMON] = 0
        for entries in _split(old.texts, np.bincount(old.texts, meeting + 1, len(old.sizes)), width):
            times, low = meeting[entries], int(old.texts[entries.start])
            height = int(old.texts[entries.stop - 1]) - low + 1
            left = np.repeat(np.arange(entries.start, entries.stop), times)
            right = np.arange(len(left)) + np.repeat(first[entries] - np.cumsum(times) + times, times)
            cells = (old.texts[left] - low) * width + places[right]
            table = np.bincount(cells, self.by_term[old.terms[left]], height * width)
            meet = np.flatnonzero(table > 0)
            weights, (rows, columns) = table[meet], np.divmod(meet, width)
            likeness = _likeness(weights, old.sizes[low + rows], new.sizes[columns])
            kept = likeness >= least
            yield rows[kept] + low, columns[kept], weights[kept], likeness[kept]


def dice(shared: np.ndarray, old: np.ndarray, new: np.ndarray) -> np.ndarray:
    """What two texts share of what both weigh, 0–1 (Dice)."""
    found: np.ndarray = 2 * shared / np.maximum(old + new, 1e-9)
    return found


def covered(shared: np.ndarray, old: np.ndarray, new: np.ndarray) -> np.ndarray:
    """What two texts share of what the smaller one weighs, 0–1."""
    found: np.ndarray = shared / np.maximum(np.minimum(old, new), 1e-9)
    return found


def _likeness(shared: np.ndarray, old: np.ndarray, new: np.ndarray) -> np.ndarray:
    """By what pairs are chosen to be looked at."""
    return dice(shared, old, new) + _COVERED * covered(shared, old, new)


def best(groups: np.ndarray, likeness: np.ndarray, most: int) -> np.ndarray:
    """Whether each pair is among the `most` of its group that are most like; of equal ones the first are."""
    level = np.rint(likeness * 1e9).astype(np.int64)
    top = int(level.max(initial=0))
    order = in_order(groups * (top + 1) + top - level)
    kept = np.empty(len(groups), bool)
    kept[order] = np.arange(len(groups)) - np.searchsorted(groups[order], groups[order]) < most
    return kept


def in_order(numbers: np.ndarray) -> np.ndarray:
    """The places of whole numbers in ascending order, of equal ones the first first: a stable sort, in a third of its time."""
    order = np.argsort(numbers)
    equal = np.cumsum(np.diff(numbers[order], prepend=0) != 0)
    found: np.ndarray = np.sort(equal * len(numbers) + order) % max(len(numbers), 1)
    return found


def distinct(numbers: np.ndarray) -> np.ndarray:
    """Whole numbers in ascending order, none twice; sorted, which takes a fraction of the time that the table behind `np.unique` takes."""
    found = np.sort(numbers)
    kept: np.ndarray = found[np.diff(found, prepend=found[:1] - 1) != 0]
    return kept


def _split(texts: np.ndarray, work: np.ndarray, width: int) -> Iterator[slice]:
    """The entries by blocks of whole texts, none with much more work or more cells than are held at once."""
    each = np.cumsum(np.maximum(work, width))
    blocks = (each // AT_ONCE)[texts]
    ends = [*(np.flatnonzero(np.diff(blocks)) + 1).tolist(), len(texts)]
    start = 0
    for end in ends:
        if end > start:
            yield slice(start, end)
        start = end
