"""Evidence: the sentences that share most with each clause of the report before, and what is weighed of the two."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress

import numpy as np
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import cpdist

from tongbi.checks.follow_through.modifiers import replaced
from tongbi.checks.follow_through.promises import Clause
from tongbi.checks.follow_through.said import Said, spread
from tongbi.comparison.alignment.terms import AT_ONCE, distinct

WEIGHED = (
    "object", "words", "weight", "size", "lost", "sentence", "letters", "completed", "numbers", "aim", "names", "threaded",
)  # fmt: skip
"""What the first step weighs of a clause and a sentence: how much of the clause's object stands in the sentence, by word pairs and by whole
words (0–1); what the clause shares with the one of the sentence that shares most, what its object weighs, and the heaviest run of it that
the sentence lacks (in pairs of the rarest by four, 0–2); how alike the objects of both sentences are, and the letters of both clauses
(0–1); whether a verb tells that the clause's work is done; whether there are numbers or an aim; how many of the clause's names the sentence
has (0–1); whether alignment holds both together."""
# A pair that stands in more clauses than these finds none, so that time grows with the length of the reports and not with its square; and
# no more of the sentences that a clause finds are weighed.
_EVERYWHERE, _LOOKED_AT = 64, 10
_HEAVY, _MOST = 4.0, 2.0


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Clauses beside sentences, by their numbers, and what is weighed of each (pairs × `WEIGHED`)."""

    old: Said
    new: Said
    rows: np.ndarray
    at: np.ndarray
    weighed: np.ndarray

    def replaced(self, among: np.ndarray) -> np.ndarray:
        """How much of its clause each of some pairs, by their places, says of another thing (0–1, see `modifiers`)."""
        found = np.zeros(len(among))
        for turn, (row, at) in enumerate(zip(self.rows[among].tolist(), self.at[among].tolist(), strict=True)):
            plan, told = self.old.sentences[self.old.whole[row]], self.new.sentences[at]
            found[turn] = replaced(self.old.clauses[row].text, plan.text, told.text, self.old.words[row])
        return found


def pairs(old: Said, new: Said, known: Mapping[str, Sequence[str]]) -> Pairs:
    """Every promising clause beside the sentences that share most with it, and those that are `known` to go with its unit."""
    rows, width = old.promised, len(new.sentences) + 1
    together = _threaded(rows, old, new, known)
    cells = distinct(np.concatenate([_near(rows, old, new), together]))
    found, at = np.divmod(cells, width)
    return Pairs(old, new, found, at, _Beside(old, new, found, at).weighed(np.isin(cells, together)))


def _near(rows: np.ndarray, old: Said, new: Said) -> np.ndarray:
    """The sentences that share most with each clause, by weight, the first of equal ones: cells of a table of clauses and sentences."""
    width, (first, sentences) = len(new.sentences) + 1, new.meeting(_EVERYWHERE)
    step, found = max(1, AT_ONCE // width), [np.empty(0, np.int64)]
    for block in (rows[start : start + step] for start in range(0, len(rows), step)):
        row, places = spread(old.starts[block], old.starts[block + 1])
        row, pairs = row[old.fresh[places]], old.pairs[places[old.fresh[places]]]
        which, at = spread(first[pairs], first[pairs + 1])
        shared = np.bincount(row[which] * width + sentences[at], old.by_number[pairs[which]], len(block) * width)
        cells = np.flatnonzero(shared > 0)  # of whether: of numbers it takes four times as long
        weights = shared[cells].astype(np.int64)
        heavier = int(weights.max(initial=0)) + 1
        order = np.sort((cells // width * heavier + heavier - 1 - weights) * width + cells % width)
        row = order // (heavier * width)
        kept = np.arange(len(row)) - np.searchsorted(row, row) < _LOOKED_AT
        found.append(block[row[kept]] * width + order[kept] % width)
    return np.concatenate(found)


def _threaded(rows: np.ndarray, old: Said, new: Said, known: Mapping[str, Sequence[str]]) -> np.ndarray:
    """The cells of clauses and sentences that alignment holds together."""
    at: dict[str, list[int]] = {}
    for number, sentence in enumerate(new.sentences):
        if sentence.clauses:
            at.setdefault(sentence.unit, []).append(number)
    units = [[place for unit in known.get(sentence.unit, ()) for place in at.get(unit, ())] for sentence in old.sentences]
    width = len(new.sentences) + 1
    return np.array([row * width + place for row in rows.tolist() for place in units[old.whole[row]]], np.int64)


class _Beside:
    """Clauses of one report beside sentences of the other."""

    def __init__(self, old: Said, new: Said, rows: np.ndarray, at: np.ndarray) -> None:
        self._old, self._new, self._rows, self._at = old, new, rows, at
        self._which, self._places = spread(old.starts[rows], old.starts[rows + 1])
        self._held, self._holding = new.holding(old.pairs[self._places], at[self._which])
        self._best, self._shared = self._best_clauses()

    def weighed(self, threaded: np.ndarray) -> np.ndarray:
        """What is weighed (see `WEIGHED`), a row a pair."""
        old, new = self._old, self._new
        size, found = self._sums(np.ones(len(self._held), bool)), self._sums(self._held)
        behind = np.minimum(self._best + 1, new.first[self._at + 1] - 1)
        begun = _by_clause(old.clauses, self._rows, lambda clause: clause.works[0])
        done = _by_clause(new.clauses, np.append(self._best, behind), lambda clause: clause.works[1])
        counts = _by_clause(new.clauses, np.append(self._best, behind), lambda clause: clause.counts)
        texts = [old.clauses[row].text for row in self._rows.tolist()], [new.clauses[one].text for one in self._best.tolist()]
        columns = (
            found / np.maximum(size, 1),
            self._words(),
            *(np.minimum(one / (_HEAVY * old.most), _MOST) for one in (self._shared, size, self._lost())),
            self._alike(),
            cpdist(*texts, scorer=ratio, dtype=np.float64) / 100,
            begun[self._rows] & (done[self._best] | done[behind]) != 0,
            counts[self._best] | counts[behind],
            _by_clause(old.clauses, self._rows, lambda clause: clause.is_aim)[self._rows],
            self._names(),
            threaded,
        )
        return np.stack([np.asarray(one, float) for one in columns], axis=1)

    def _best_clauses(self) -> tuple[np.ndarray, np.ndarray]:
        """The clause of each sentence that shares most, the first of equal ones, and the weight of what it shares."""
        old, new = self._old, self._new
        kept = np.flatnonzero(self._held & old.fresh[self._places])
        which, clauses = new.clauses_from(self._holding[kept], self._at[self._which[kept]])
        first = new.first[self._at]
        starts = np.cumsum(np.append(0, new.first[self._at + 1] - first))
        pair = self._which[kept[which]]
        shared = np.bincount(starts[pair] + clauses - first[pair], old.weights[self._places[kept[which]]], int(starts[-1]))
        most = np.maximum.reduceat(np.append(shared, 0), starts)[:-1]
        best = np.flatnonzero(shared == np.repeat(most, np.diff(starts)))
        return first + best[np.searchsorted(best, starts[:-1])] - starts[:-1], most

    def _sums(self, among: np.ndarray) -> np.ndarray:
        """The weight of those of the object's pairs that are among some, of each pair."""
        counted = among & self._old.bare[self._places] & self._old.fresh[self._places]
        return np.bincount(self._which, self._old.weights[self._places] * counted, len(self._rows))

    def _lost(self) -> np.ndarray:
        """The weight of the heaviest run of the object's pairs that the sentence lacks."""
        lost = self._old.bare[self._places] & ~self._held
        starts = np.flatnonzero(~lost | (np.diff(self._which, prepend=-1) != 0))
        heaviest = np.zeros(len(self._rows), np.int64)
        if len(starts):
            np.maximum.at(heaviest, self._which[starts], np.add.reduceat(self._old.weights[self._places] * lost, starts))
        return heaviest

    def _words(self) -> list[float]:
        """The share, by weight, of the clause's words that stand in the sentence."""
        words = {row: [*zip(*told, strict=True)] or [(), ()] for row, told in self._old.words.items()}
        whole = {row: max(1, sum(weights)) for row, (_, weights) in words.items()}
        return [sum(compress(words[row][1], map(text.__contains__, words[row][0]))) / whole[row] for row, text in self._texts()]

    def _names(self) -> list[float]:
        """The share of the clause's names that stand in the sentence."""
        named = {row: names for row in self._old.words if (names := self._old.clauses[row].names)}
        return [sum([name in text for name in named[row]]) / len(named[row]) if row in named else 0.0 for row, text in self._texts()]

    def _texts(self) -> Iterator[tuple[int, str]]:
        """The clause, and the text of the sentence, of each pair."""
        return ((row, self._new.sentences[at].text) for row, at in zip(self._rows.tolist(), self._at.tolist(), strict=True))

    def _alike(self) -> np.ndarray:
        """How alike the objects of both sentences are: what they share of the geometric mean of both, 0–1."""
        old, new, width = self._old, self._new, len(self._old.by_number)
        cells, back = np.unique(old.whole[self._rows] * (len(new.sentences) + 1) + self._at, return_inverse=True)
        whole, at = np.divmod(cells, len(new.sentences) + 1)
        (first, mine), (others, theirs) = old.objects(), new.objects()
        sums = [np.diff(np.append(0, np.cumsum(old.by_number[pairs]))[ends]) for ends, pairs in ((first, mine), (others, theirs))]
        known = np.zeros(width, bool)
        known[theirs] = True
        first, mine = np.append(0, np.cumsum(known[mine]))[first], mine[known[mine]]
        which, places = spread(first[whole], first[whole + 1])
        told = np.append(np.repeat(np.arange(len(new.sentences)), np.diff(others)) * width + theirs, -1)
        asked = at[which] * width + mine[places]
        held = told[np.searchsorted(told[:-1], asked)] == asked
        shared = np.bincount(which, old.by_number[mine[places]] * held, len(cells))
        found: np.ndarray = (shared / np.maximum(np.sqrt(sums[0][whole] * sums[1][at]), 1.0))[back]
        return found


def _by_clause(clauses: Sequence[Clause], numbers: np.ndarray, told: Callable[[Clause], int]) -> np.ndarray:
    """What is told of some clauses, by their numbers; 0 for the others."""
    found = np.zeros(len(clauses), np.int64)
    asked = distinct(numbers)
    found[asked] = [told(clauses[number]) for number in asked.tolist()]
    return found
