"""Promises: the clauses in which a plan says what will be done, and the sentences that may tell what became of it.

A plan promises by clause: each is traced for itself, and what guides it or says what for is none. What is weighed of a clause are its word
pairs: a pair of characters (of English text a word) counts by its inverse document frequency over the series (Spärck Jones 1972), so that
加强, 推进 and 法治, which stand everywhere, hardly count, and 咨询委员会 does.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice, pairwise

import numpy as np

from tongbi.checks.follow_through import word_pairs
from tongbi.checks.follow_through.word_pairs import ACTS, BEGUN, DONE, SORTS
from tongbi.comparison.alignment.terms import distinct
from tongbi.language.folding import han_share
from tongbi.language.lexicon import any_of, holds, one_of, words
from tongbi.language.parts_of_speech import tagged
from tongbi.model import Report, Unit

# A clause with fewer characters says nothing for itself; a part of a problem with fewer is none.
_LEAST_CLAUSE, _SHORTEST = 4, 8
# Pairs that stand in every report of every body weigh so much of what their series gives them: a short series has few sentences to learn
# from.
_EVERYDAY_WEIGHT = 0.3
_EVERYDAY = word_pairs.of_texts(words("zh/plans", "everyday.nouns"))[1]
_PARTS = re.compile(f"{one_of('zh/plans', 'part.digits')}+{one_of('zh/plans', 'part.mark')}")
_CLAUSE = re.compile(r"(?<=[：:])(?!\d)|[，；;。！!?？]|,(?!\d)")
# What invokes guidance or adds an aim is not what a plan is about: 深入学习贯彻…精神，研究出台行动方案，增强群众获得感.
_GUIDING, _GUIDANCE = words("zh/plans", "guidance.verbs"), words("zh/plans", "guidance.words")
_AIMS = words("zh/plans", "aims")
# Every word for a sort of work, wherever it stands; and the sorts that each sets up, and tells to be done, as bits.
_WORKS = frozenset(chain.from_iterable((*BEGUN.values(), *DONE.values())))
_WORK = re.compile(rf"(?=[{''.join({word[0] for word in _WORKS})}])(?=({any_of(_WORKS)}))")
_BEGUN, _DONE = ({word: sum(1 << at for at, sort in enumerate(SORTS) if word in stage[sort]) for word in _WORKS} for stage in (BEGUN, DONE))
CONTENT = ("n", "j", "l", "s", "v", "b", "k", "eng", "t", "z", "i")
"""Tags of words that say what is spoken of: nouns, verbs, names, and what tells one thing from another."""
# Weights are whole numbers, so that sums are exact in any order: thousandths.
_UNIT = 1000


@dataclass(frozen=True, slots=True, eq=False)
class Clause:
    """A clause: its word pairs in order, and which of them are of its object, which is what is left without verbs and everyday words."""

    text: str
    pairs: np.ndarray
    bare: np.ndarray

    @property
    def works(self) -> tuple[int, int]:
        """The sorts of work that its verbs set up, and those that they tell to be done, each as a set of bits."""
        return _works(self.text)

    @property
    def names(self) -> frozenset[str]:
        """What is named between 《…》 or “…”."""
        one_sign = self.text.replace("“", "《").replace("”", "》")
        return frozenset(name.partition("》")[0] for name in one_sign.split("《")[1:])

    @property
    def counts(self) -> bool:
        """Whether it has a number."""
        return any(map(str.isdigit, self.text))

    @property
    def is_aim(self) -> bool:
        """Whether it only tells what something is to lead to."""
        return self.text.startswith(_AIMS)

    @property
    def is_guide(self) -> bool:
        """Whether it counts nothing and invokes guidance: a guiding verb stands before what guides."""
        guiding = any(holds(self.text.rpartition(word)[0], _GUIDING) for word in _GUIDANCE if word in self.text)
        return guiding and not self.counts


@lru_cache(maxsize=16_384)
def _works(clause: str) -> tuple[int, int]:
    begun, done = 0, 0
    for word in {*_WORK.findall(clause.lower())}:
        begun, done = begun | _BEGUN[word], done | _DONE[word]
    return begun, done


@dataclass(frozen=True, slots=True)
class Sentence:
    """A unit, or one of the parts 一是 … 二是 … of a problem, and its clauses, without those that guide where others act."""

    unit: str
    text: str
    clauses: Sequence[Clause]


class Scale:
    """What word pairs weigh in a series of reports, in thousandths of the natural logarithm; `most` is the weight of what stands once."""

    def __init__(self, reports: Sequence[Report]) -> None:
        texts = [unit.text for report in reports for unit in report.units]
        home, told, _ = word_pairs.of_texts(texts)
        self._known, by_place = np.unique(told, return_inverse=True)
        often = np.bincount(distinct(by_place * len(texts) + home) // max(len(texts), 1), minlength=len(self._known))
        by_count = np.array([self._weight(len(texts), count) for count in range(1, int(often.max(initial=0)) + 1)], np.int64)
        self.most = self._weight(len(texts) or 1, 1)
        weights = by_count[often - 1] * np.where(np.isin(self._known, _EVERYDAY), _EVERYDAY_WEIGHT, 1.0)
        self.weights = np.append(weights.astype(np.int64), self.most)
        """By the number of a pair; the last is what a pair weighs that stands in no whole sentence, but in a part of one."""

    @staticmethod
    def _weight(sentences: int, count: int) -> int:
        return int(_UNIT * (math.log(sentences / count) + 0.1))

    def places(self, pairs: np.ndarray) -> np.ndarray:
        """The place of each pair among the weights."""
        found = np.searchsorted(self._known, pairs)
        found[np.append(self._known, -1)[found] != pairs] = len(self._known)
        return found


def sentences(units: Sequence[Unit]) -> list[Sentence]:
    """The units as sentences; a problem told in parts (一是 … 二是 …) as its parts."""
    told = [(unit.id, text, [one for one in _CLAUSE.split(text) if len(one) >= _LEAST_CLAUSE]) for unit in units for text in _parts(unit)]
    clauses = _clauses([clause for *_, parts in told for clause in parts])
    found = []
    for unit, text, parts in told:
        every = [one for one in islice(clauses, len(parts)) if len(one.pairs)]
        if len(every) > 1 and len(every[0].pairs) == 1 and not han_share(every[0].text):
            del every[0]  # First, or However, joins and says nothing
        found.append(Sentence(unit, text, [one for one in every if not one.is_guide] or every))
    return found


def _parts(unit: Unit) -> Sequence[str]:
    pieces = [piece for piece in _PARTS.split(unit.text) if len(piece) >= _SHORTEST] if unit.role == "problem" else []
    return pieces if len(pieces) > 1 else (unit.text,)


def _clauses(texts: Sequence[str]) -> Iterator[Clause]:
    home, pairs, bare = word_pairs.of_texts(texts)
    ends = np.searchsorted(home, np.arange(len(texts) + 1)).tolist()
    return (Clause(text, pairs[start:end], bare[start:end]) for text, (start, end) in zip(texts, pairwise(ends), strict=True))


def promised(sentence: Sentence) -> list[int]:
    """Which clauses of a plan promise something: those that do not guide or announce others, and no aims beside others."""
    acting = [number for number, one in enumerate(sentence.clauses) if not one.is_guide and not one.text.endswith(("：", ":"))]
    return [number for number in acting if not sentence.clauses[number].is_aim] or acting


def content(clauses: Sequence[str], scale: Scale) -> list[list[tuple[str, int]]]:
    """The words of each clause that say what it is about, with the weight of their heaviest pairs: no verbs that stand everywhere, and none
    of one character.
    """
    told = [(at, word) for at, clause in enumerate(clauses) for word, tag in tagged(clause) if tag.startswith(CONTENT) and word not in ACTS]
    home, pairs, _ = word_pairs.of_texts([word for _, word in told])
    heaviest = np.zeros(len(told), np.int64)
    np.maximum.at(heaviest, home, scale.weights[scale.places(pairs)])
    found: list[list[tuple[str, int]]] = [[] for _ in clauses]
    for number in distinct(home).tolist():
        at, word = told[number]
        found[at].append((word, int(heaviest[number])))
    return found
