"""Plan matching: how alike a plan and a sentence of the next report are.

Two sentences are as alike as the weight of the word pairs they share: a pair of characters (of words in English) counts by its inverse
document frequency over the series (Spärck Jones 1972), so that 加强, 推进 and 法治, which stand everywhere, hardly count, and 咨询委员会
does. To that comes RapidFuzz's ratio of the masked sentences.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from itertools import chain

from rapidfuzz.fuzz import ratio

from tongbi.language.lexicon import holds, one_of, words
from tongbi.model import Report, Unit

# A second trace is kept when it is nearly as good as the best.
_CLOSE, _MOST = 0.85, 2
# Only sentences that share two of a plan's rarest pairs are looked at.
_RARE = 16
# No more sentences than these are looked at for a plan, so that time grows with the length of the reports and not with its square; the
# plans of a pair of provincial reports have 14 each.
_LOOKED_AT = 64
_SHORTEST = 10
# Pairs that stand in every report of every body weigh so much of what their series gives them: a short series has few sentences to learn
# from.
_EVERYDAY_WEIGHT = 0.3
_EVERYDAY = frozenset(words("zh/plans", "everyday.words"))
_PARTS = re.compile(f"{one_of('zh/plans', 'part.digits')}+{one_of('zh/plans', 'part.mark')}")
_CLAUSE = re.compile("[，,；;：:。！!]")
# What invokes guidance or adds an aim is not what a plan is about: 深入学习贯彻…精神，研究出台行动方案，增强群众获得感.
_GUIDANCE, _AIMS = words("zh/plans", "guidance"), words("zh/plans", "aims")
# A plan is told again by its core alone where one clause has so much of it, by so much more than any other sentence has; a core has at
# least so many pairs.
_CORE_KEPT, _CORE_AHEAD, _LEAST_CORE = 0.55, 0.15, 6
_HAN = re.compile(r"[\u3400-\u9fff]+")
_WORD = re.compile(r"[a-z]{3,}")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A unit, or one of the parts 一是 … 二是 of a unit: its word pairs and what they weigh together.

    `rare` are the rarest of a plan's or a problem's, none of a measure's; `core` are those of the weightiest clause in which a plan says
    what is to be done.
    """

    unit: str
    text: str
    grams: frozenset[str]
    whole: float
    rare: Sequence[str]
    core: frozenset[str]


class Scale:
    """What word pairs weigh in a series of reports, and by it how alike two sentences are."""

    def __init__(self, reports: Sequence[Report]) -> None:
        self._grams = {unit.id: _grams(unit.text) for report in reports for unit in report.units}
        frequency = Counter(chain.from_iterable(self._grams.values()))
        self._weigh = {
            gram: (math.log(len(self._grams) / count) + 0.1) * (_EVERYDAY_WEIGHT if gram in _EVERYDAY else 1.0)
            for gram, count in frequency.items()
        }
        self._rank = {gram: at for at, gram in enumerate(sorted(self._weigh, key=lambda gram: (-self._weigh[gram], gram)))}

    def sentences(self, unit: Unit) -> Iterator[Sentence]:
        """The unit as a sentence; a problem told in parts (一是 … 二是 …) as its parts."""
        pieces = [piece for piece in _PARTS.split(unit.text) if len(piece) >= _SHORTEST] if unit.role == "problem" else []
        whole = self._grams[unit.id]
        for text, grams in ((piece, _grams(piece) & whole) for piece in pieces) if len(pieces) > 1 else ((unit.text, whole),):
            rare = sorted(grams, key=self._rank.__getitem__)[:_RARE] if unit.role in {"problem", "plan"} else ()
            acting = _acting(text) if unit.role == "plan" else ()
            core = next((clause & grams for clause in acting if len(clause & grams) >= _LEAST_CORE), frozenset())
            yield Sentence(unit.id, text, grams, self._weight(grams), rare, core)

    def score(self, one: Sentence, other: Sentence) -> float:
        """0–1: the mean of how much of the plan is told again and of the cosine of the two, lifted a little by the ratio of the texts."""
        if not one.whole or not other.whole:
            return 0.0
        weight = self._weight(one.grams & other.grams)
        kept, both = weight / one.whole, weight / math.sqrt(one.whole * other.whole)
        return round(0.45 * kept + 0.35 * both + 0.2 * ratio(one.text, other.text) / 100, 4)

    def core_kept(self, one: Sentence, other: Sentence) -> float:
        """0–1: how much of a plan's core one clause of another sentence tells again."""
        shared = max((self._weight(one.core & clause) for clause in _clauses(other.text)), default=0.0)
        return shared / self._weight(one.core) if one.core else 0.0

    def _weight(self, grams: frozenset[str]) -> float:
        return math.fsum(map(self._weigh.__getitem__, grams))


class Pool:
    """Sentences of one report in which the plans or problems of the one before are sought."""

    def __init__(self, sentences: Sequence[Sentence], sought: Sequence[Sentence], scale: Scale) -> None:
        self._sentences, self._scale = sentences, scale
        self._by_unit = {one.unit: one for one in sentences}
        rare = frozenset(chain.from_iterable((*one.rare, *one.core) for one in sought))
        self._where: dict[str, list[int]] = defaultdict(list)
        for at, sentence in enumerate(sentences):
            for gram in sentence.grams & rare:
                self._where[gram].append(at)

    def _sharing(self, grams: Collection[str], least: int) -> list[Sentence]:
        """The sentences that share so many of some pairs, those that share most where there are very many."""
        hits = Counter(chain.from_iterable(self._where.get(gram, ()) for gram in sorted(grams)))
        near = [(shared, at) for at, shared in hits.items() if shared >= least]
        if len(near) > _LOOKED_AT:
            near = nlargest(_LOOKED_AT, near, key=lambda one: (one[0], -one[1]))
        return [self._sentences[at] for _, at in near]

    def best(self, one: Sentence, least: float, known: Sequence[str] = (), least_known: float = 0.0) -> list[tuple[float, str]]:
        """The sentences that are like enough, best first, at most two, with their scores; `known` are units that need be no more alike
        than `least_known`.
        """
        scored = [(-self._scale.score(one, other), other.unit) for other in self._sharing(one.rare, 2 if len(one.rare) == _RARE else 1)]
        scored += [(-self.score(one, unit), unit) for unit in known if unit in self._by_unit]
        kept = [(-minus, unit) for minus, unit in sorted(set(scored)) if -minus >= least or (unit in known and -minus >= least_known)]
        return [pair for pair in kept if pair[0] >= _CLOSE * kept[0][0]][:_MOST] if kept else []

    def by_core(self, one: Sentence, result: re.Pattern[str]) -> list[tuple[float, str]]:
        """The one sentence that tells a plan's core again, and a result, and is far ahead of all others, with its score."""
        scored = sorted(((self._scale.core_kept(one, other), other.unit) for other in self._sharing(one.core, 2)), reverse=True)
        second = scored[1][0] if len(scored) > 1 else 0.0
        if not scored or scored[0][0] < max(_CORE_KEPT, second + _CORE_AHEAD) or not result.search(self._by_unit[scored[0][1]].text):
            return []
        return [(self.score(one, scored[0][1]), scored[0][1])]

    def score(self, one: Sentence, unit: str) -> float:
        """How alike a sentence is to one of the pool, 0–1."""
        return self._scale.score(one, self._by_unit[unit])


@lru_cache(maxsize=4096)
def _clauses(text: str) -> tuple[frozenset[str], ...]:
    """The pairs of a sentence clause by clause."""
    return tuple(_grams(clause) for clause in _CLAUSE.split(text))


def _acting(text: str) -> Iterator[frozenset[str]]:
    """The pairs of the clauses in which a plan says what is to be done: those that neither guide it nor say what for."""
    for clause in _CLAUSE.split(text):
        if not (holds(clause, _GUIDANCE) or clause.startswith(_AIMS)):
            yield _grams(clause)


def _grams(text: str) -> frozenset[str]:
    """Pairs of characters within runs of Chinese, words of Latin text."""
    pairs = chain.from_iterable(map(str.__add__, run, run[1:]) for run in _HAN.findall(text))
    return frozenset(pairs).union(_WORD.findall(text.lower()))
