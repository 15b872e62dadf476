"""Promises: the clauses in which a plan says what will be done, and the sentences that may tell what became of it.

A plan promises by clause: each is traced for itself, and what guides it or says what for is none. What is weighed of a clause are its word
pairs: a pair of characters (of English text a word) counts by its inverse document frequency over the series (Spärck Jones 1972), so that
加强, 推进 and 法治, which stand everywhere, hardly count, and 咨询委员会 does.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy as np

from tongbi.language.lexicon import any_of, holds, one_of, words
from tongbi.language.parts_of_speech import tagged
from tongbi.model import Report, Unit

# A clause with fewer characters says nothing for itself; a part of a problem with fewer is none.
_LEAST_CLAUSE, _SHORTEST = 4, 8
# Pairs that stand in every report of every body weigh so much of what their series gives them: a short series has few sentences to learn
# from.
_EVERYDAY_WEIGHT = 0.3
_EVERYDAY = frozenset(words("zh/plans", "everyday.verbs", "everyday.nouns"))
_PARTS = re.compile(f"{one_of('zh/plans', 'part.digits')}+{one_of('zh/plans', 'part.mark')}")
_CLAUSE = re.compile(r"(?<=[：:])(?!\d)|[，；;。！!?？]|,(?!\d)")
# What invokes guidance or adds an aim is not what a plan is about: 深入学习贯彻…精神，研究出台行动方案，增强群众获得感.
_GUIDING, _GUIDANCE = words("zh/plans", "guidance.verbs"), words("zh/plans", "guidance.words")
_AIMS = words("zh/plans", "aims")
_SORTS = ("papers", "bodies", "works", "actions")
_BEGUN, _DONE = (
    {sort: (*words("zh/plans", f"{stage}.{sort}"), *words("en/plans", f"{stage}.{sort}")) for sort in _SORTS} for stage in ("begun", "done")
)
# Every word for a sort of work, wherever it stands; and the sorts that each sets up, and tells to be done.
_WORK = re.compile(f"(?=({any_of(chain.from_iterable((*_BEGUN.values(), *_DONE.values())))}))")
_SORTS_OF = [
    {word: {sort for sort in _SORTS if word in stage[sort]} for word in chain.from_iterable(stage.values())} for stage in (_BEGUN, _DONE)
]
_ACTS = frozenset((*words("zh/plans", "everyday.verbs"), *chain.from_iterable(_BEGUN.values())))
# Tags of words that say what is spoken of: nouns, verbs, names, and what tells one thing from another.
_CONTENT = ("n", "j", "l", "s", "v", "b", "k", "eng", "t", "z", "i")
_VERBS = re.compile(any_of(_ACTS), re.IGNORECASE)
_NOUNS = re.compile(one_of("zh/plans", "everyday.nouns"))
_RUN = re.compile(r"[a-z\u3400-\u9fff]+")
# Weights are whole numbers, so that sums are exact in any order: thousandths.
_UNIT = 1000


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: its word pairs in order, those of its object, which is what is left without verbs and everyday words, the sorts of work
    that its verbs set up, or tell to be done, and the names in it (《…》, “…”) and whether it
    has a number.
    """

    text: str
    runs: Sequence[str]
    bare: frozenset[str]
    begun: frozenset[str]
    done: frozenset[str]
    names: frozenset[str]
    counts: bool
    is_aim: bool
    is_guide: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A unit, or one of the parts 一是 … 二是 … of a problem, and its clauses, without those that guide where others act."""

    unit: str
    text: str
    clauses: Sequence[Clause]


class Scale:
    """What word pairs weigh in a series of reports, in thousandths of the natural logarithm; `most` is the weight of what stands once."""

    def __init__(self, reports: Sequence[Report]) -> None:
        found = [{*_pairs(unit.text)} for report in reports for unit in report.units]
        often = Counter(chain.from_iterable(found))
        self.most = self._weight(len(found) or 1, 1)
        self._numbers = {pair: number for number, pair in enumerate(often)}
        told = (int(self._weight(len(found), count) * (_EVERYDAY_WEIGHT if pair in _EVERYDAY else 1.0)) for pair, count in often.items())
        self.weights = np.array([*told, self.most], np.int64)
        self._by_pair: dict[str, int] = dict(zip(self._numbers, self.weights.tolist(), strict=False))
        """By the number of a pair; the last is what a pair weighs that stands in no whole sentence, but in a part of one."""

    @staticmethod
    def _weight(sentences: int, count: int) -> int:
        return int(_UNIT * (math.log(sentences / count) + 0.1))

    def heaviest(self, pairs: Iterable[str]) -> int:
        """What the heaviest of some pairs weighs."""
        return max(self._by_pair.get(pair, self.most) for pair in pairs)

    def numbers(self, pairs: Iterable[str]) -> np.ndarray:
        """The number of each pair."""
        last = len(self._numbers)
        return np.array([self._numbers.get(pair, last) for pair in pairs], np.int64)


def sentences(unit: Unit) -> Iterator[Sentence]:
    """The unit as a sentence; a problem told in parts (一是 … 二是 …) as its parts."""
    pieces = [piece for piece in _PARTS.split(unit.text) if len(piece) >= _SHORTEST] if unit.role == "problem" else []
    for text in pieces if len(pieces) > 1 else (unit.text,):
        clauses = [*_clauses(text)]
        yield Sentence(unit.id, text, [one for one in clauses if not one.is_guide] or clauses)


def promised(sentence: Sentence) -> list[int]:
    """Which clauses of a plan promise something: those that do not guide or announce others, and no aims beside others."""
    acting = [number for number, one in enumerate(sentence.clauses) if not one.is_guide and not one.text.endswith(("：", ":"))]
    return [number for number in acting if not sentence.clauses[number].is_aim] or acting


def content(clause: str) -> list[tuple[str, tuple[str, ...]]]:
    """The words of a clause that say what it is about, with their word pairs: no verbs that stand everywhere, and none of one character."""
    told = ((word, _pairs(word)) for word, tag in tagged(clause) if tag.startswith(_CONTENT) and word not in _ACTS)
    return [(word, pairs) for word, pairs in told if pairs]


def _clauses(text: str) -> Iterator[Clause]:
    for clause in _CLAUSE.split(text):
        parts = _VERBS.split(clause.lower())
        runs = _in_runs(parts)
        if len(clause) < _LEAST_CLAUSE or not runs:
            continue
        bare = frozenset(_in_runs(chain.from_iterable(map(_NOUNS.split, parts)))) or frozenset(runs)
        work = {*_WORK.findall(clause.lower())}
        begun, done = (frozenset(chain.from_iterable(sorts.get(word, ()) for word in work)) for sorts in _SORTS_OF)
        counts = any(map(str.isdigit, clause))
        yield Clause(clause, runs, bare, begun, done, _names(clause), counts, clause.startswith(_AIMS), not counts and _guides(clause))


def _names(clause: str) -> frozenset[str]:
    """What is named between 《…》 or “…”."""
    one_sign = clause.replace("“", "《").replace("”", "》")
    return frozenset(name.partition("》")[0] for name in one_sign.split("《")[1:])


def _guides(clause: str) -> bool:
    """Whether a clause that counts nothing invokes guidance: a guiding verb stands before what guides."""
    return any(holds(clause.rpartition(word)[0], _GUIDING) for word in _GUIDANCE if word in clause)


@lru_cache(maxsize=8192)
def _pairs(text: str) -> tuple[str, ...]:
    """Pairs of characters within runs of Chinese, none across the edge of a verb, and words of Latin text, in order."""
    return _in_runs(_VERBS.split(text.lower()))


def _in_runs(pieces: Iterable[str]) -> tuple[str, ...]:
    """The pairs of pieces of a text in small letters, in order."""
    runs = chain.from_iterable(map(_RUN.findall, pieces))
    return tuple(chain.from_iterable([run] * (len(run) > 2) if run.isascii() else map(str.__add__, run, run[1:]) for run in runs))
