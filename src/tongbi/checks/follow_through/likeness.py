"""How alike a plan and a sentence of the next report are.

Two sentences are as alike as the weight of the word pairs they share: a pair of characters (of words in English) counts by its inverse
document frequency over the series (Spärck Jones 1972), so that 加强, 推进 and 法治, which stand everywhere, hardly count, and 咨询委员会
does. To that comes RapidFuzz's ratio of the masked sentences.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from rapidfuzz.fuzz import ratio

from tongbi.model import Report, Unit

# A second trace is kept when it is nearly as good as the best.
_CLOSE, _MOST = 0.85, 2
# Only sentences that share two of a plan's rarest pairs are looked at.
_RARE = 16
_SHORTEST = 10
# Pairs that stand in every report of every body weigh so much of what their series gives them: a short series has few sentences to learn
# from.
_EVERYDAY_WEIGHT = 0.3
_EVERYDAY = frozenset(
    re.findall(
        r"\w+",
        "加强 推进 推动 法治 建设 工作 完善 落实 提升 提高 全面 深入 持续 强化 政府 行政 进一 一步 继续 深化 健全 机制 制度 规范 开展 实施 "
        "促进 加快 不断 切实 能力 水平 管理 服务 发展 体系 组织 积极 着力 坚持 做好 基层 治理 现代 代化",
    )
)
_PARTS = re.compile(r"(?:[一二三四五六七八九十]+是|第[一二三四五六七八九十]+[，,])")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_WORD = re.compile(r"[a-z]{3,}")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A unit, or one of the parts 一是 … 二是 of a unit: its word pairs and what they weigh together.

    `rare` are the rarest of a plan's or a problem's, none of a measure's.
    """

    unit: str
    text: str
    grams: frozenset[str]
    whole: float
    rare: Sequence[str]


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
            yield Sentence(unit.id, text, grams, self._weight(grams), rare)

    def score(self, one: Sentence, other: Sentence) -> float:
        """0–1: the mean of how much of the plan is told again and of the cosine of the two, lifted a little by the ratio of the texts."""
        if not one.whole or not other.whole:
            return 0.0
        weight = self._weight(one.grams & other.grams)
        kept, both = weight / one.whole, weight / math.sqrt(one.whole * other.whole)
        return round(0.45 * kept + 0.35 * both + 0.2 * ratio(one.text, other.text) / 100, 4)

    def _weight(self, grams: frozenset[str]) -> float:
        return math.fsum(map(self._weigh.__getitem__, grams))


class Pool:
    """Sentences of one report in which the plans or problems of the one before are sought."""

    def __init__(self, sentences: Sequence[Sentence], sought: Sequence[Sentence], scale: Scale) -> None:
        self._sentences, self._scale = sentences, scale
        self._by_unit = {one.unit: one for one in sentences}
        rare = frozenset(chain.from_iterable(one.rare for one in sought))
        self._where: dict[str, list[int]] = defaultdict(list)
        for at, sentence in enumerate(sentences):
            for gram in sentence.grams & rare:
                self._where[gram].append(at)

    def best(self, one: Sentence, least: float, known: Sequence[str] = (), least_known: float = 0.0) -> list[tuple[float, str]]:
        """The sentences that are like enough, best first, at most two, with their scores; `known` are units that need be no more alike
        than `least_known`.
        """
        hits = Counter(chain.from_iterable(self._where.get(gram, ()) for gram in one.rare))
        near = [at for at, shared in hits.items() if shared > 1 or len(one.rare) < _RARE]
        scored = [(-self._scale.score(one, self._sentences[at]), self._sentences[at].unit) for at in near]
        scored += [(-self.score(one, unit), unit) for unit in known if unit in self._by_unit]
        kept = [(-minus, unit) for minus, unit in sorted(set(scored)) if -minus >= least or (unit in known and -minus >= least_known)]
        return [pair for pair in kept if pair[0] >= _CLOSE * kept[0][0]][:_MOST] if kept else []

    def score(self, one: Sentence, unit: str) -> float:
        """How alike a sentence is to one of the pool, 0–1."""
        return self._scale.score(one, self._by_unit[unit])


def _grams(text: str) -> frozenset[str]:
    """Pairs of characters within runs of Chinese, words of Latin text."""
    pairs = chain.from_iterable(map(str.__add__, run, run[1:]) for run in _HAN.findall(text))
    return frozenset(pairs).union(_WORD.findall(text.lower()))
