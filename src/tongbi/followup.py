"""Follow-through: what became of last year's plans, and which problems are named again.

A plan of year Y is held against the measures and the plans of Y+1, a problem against the problems of Y+1. Two sentences are as alike as the
weight of the word pairs they share: a pair of characters (of words in English) counts by its inverse document frequency over the
series (Spärck Jones 1972), so that 加强, 推进 and 法治, which stand everywhere, hardly count, and 咨询委员会 does. To that
comes RapidFuzz's ratio of the masked sentences. A plan that nothing is like enough is untraced.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from rapidfuzz.fuzz import ratio

from tongbi.model import FollowKind, FollowThrough, Report, Unit

# Of 0–1. Chosen on work reports: pairs read by eye below 0.30 shared a topic, those above told of one matter.
_TRACED, _REPEATED, _PROBLEM = 0.34, 0.42, 0.30
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
_OPENINGS = re.compile(
    r"^.{0,40}(?:以下|如下|短板|不足|问题|方面)[^。]{0,12}[：:]$|^各位代表|^.{0,12}重点(?:做好|抓好|推进).{0,8}工作[。：:]$"
    r"|^20\d\d年，?(?:我|全)[区市县省].{0,40}(?:将|要).{0,30}[！。]$"
)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A unit, or one of the parts 一是 … 二是 of a unit: its word pairs and what they weigh together.

    `rare` are the rarest of a plan's or a problem's, none of a measure's.
    """

    unit: str
    text: str
    grams: frozenset[str]
    whole: float
    rare: Sequence[str]


def follow_through(reports: Sequence[Report], roles: Sequence[Sequence[str]]) -> tuple[FollowThrough, ...]:
    """Every plan, and every problem that is named again, of each report but the newest; `roles[n][u]` is the role of unit u of report
    n.
    """
    if not any(role for some in roles[:-1] for role in some):
        return ()
    grams = {unit.id: _grams(unit.text) for report in reports for unit in report.units}
    frequency = Counter(chain.from_iterable(grams.values()))
    weigh = {
        gram: (math.log(len(grams) / count) + 0.1) * (_EVERYDAY_WEIGHT if gram in _EVERYDAY else 1.0) for gram, count in frequency.items()
    }
    rank = {gram: at for at, gram in enumerate(sorted(weigh, key=lambda gram: (-weigh[gram], gram)))}
    found: list[FollowThrough] = []
    sorted_out = [_by_role(report, some, grams, weigh, rank) for report, some in zip(reports, roles, strict=True)]
    for (old, mine), (new, theirs) in pairwise(zip(reports, sorted_out, strict=True)):
        assert old.year is not None
        assert new.year is not None
        found += _plans(mine["plan"], theirs[""], theirs["plan"], (old.year, new.year), weigh)
        found += _problems(mine["problem"], theirs["problem"], (old.year, new.year), weigh)
    return tuple(found)


def _by_role(
    report: Report, roles: Sequence[str], grams: Mapping[str, frozenset[str]], weigh: Mapping[str, float], rank: Mapping[str, int]
) -> dict[str, list[_Sentence]]:
    found: dict[str, list[_Sentence]] = defaultdict(list)
    for unit, role in zip(report.units, roles, strict=True):
        for text, own in _pieces(unit, role, grams[unit.id]):
            rare = sorted(own, key=rank.__getitem__)[:_RARE] if role else ()
            found[role].append(_Sentence(unit.id, text, own, math.fsum(map(weigh.__getitem__, own)), rare))
    return found


def _pieces(unit: Unit, role: str, grams: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """The unit with its pairs; a problem told in parts (一是 … 二是 …) as its parts."""
    pieces = [piece for piece in _PARTS.split(unit.text) if len(piece) >= _SHORTEST] if role == "problem" else []
    if len(pieces) < 2:
        yield unit.text, grams
    else:
        yield from ((piece, _grams(piece) & grams) for piece in pieces)


def _grams(text: str) -> frozenset[str]:
    """Pairs of characters within runs of Chinese, words of Latin text."""
    pairs = chain.from_iterable(map(str.__add__, run, run[1:]) for run in _HAN.findall(text))
    return frozenset(pairs).union(_WORD.findall(text.lower()))


def _score(one: _Sentence, other: _Sentence, weigh: Mapping[str, float]) -> float:
    """0–1: the mean of how much of the plan is told again and of the cosine of the two, lifted a little by the sentences' own likeness."""
    if not one.whole or not other.whole:
        return 0.0
    weight = math.fsum(map(weigh.__getitem__, one.grams & other.grams))
    kept, both = weight / one.whole, weight / math.sqrt(one.whole * other.whole)
    return 0.45 * kept + 0.35 * both + 0.2 * ratio(one.text, other.text) / 100


def _best(
    one: _Sentence, others: Sequence[_Sentence], index: Mapping[str, Sequence[int]], least: float, weigh: Mapping[str, float]
) -> list[tuple[float, str]]:
    """The sentences that are like enough, best first, at most two."""
    hits = Counter(chain.from_iterable(index.get(gram, ()) for gram in one.rare))
    near = [at for at, shared in hits.items() if shared > 1 or len(one.rare) < _RARE]
    scored = [(-round(_score(one, others[at], weigh), 4), others[at].unit) for at in near]
    kept = [(-minus, unit) for minus, unit in sorted(scored) if -minus >= least]
    return [pair for pair in kept if pair[0] >= _CLOSE * kept[0][0]][:_MOST] if kept else []


def _index(sentences: Sequence[_Sentence], sought: Sequence[_Sentence]) -> dict[str, list[int]]:
    """Where the rare pairs of those sought stand."""
    rare = frozenset(chain.from_iterable(one.rare for one in sought))
    found: dict[str, list[int]] = defaultdict(list)
    for at, sentence in enumerate(sentences):
        for gram in sentence.grams & rare:
            found[gram].append(at)
    return found


def _plans(
    plans: Sequence[_Sentence],
    measures: Sequence[_Sentence],
    again: Sequence[_Sentence],
    years: tuple[int, int],
    weigh: Mapping[str, float],
) -> Iterator[FollowThrough]:
    done, planned = _index(measures, plans), _index(again, plans)
    for plan in plans:
        if len(plan.text) < _SHORTEST or _OPENINGS.match(plan.text):
            continue
        delivered = _best(plan, measures, done, _TRACED, weigh)
        repeated = _best(plan, again, planned, _REPEATED, weigh)
        if repeated and (not delivered or repeated[0][0] >= delivered[0][0]):
            yield _row(plan, repeated[:1], "plan-repeated", years)
        elif delivered:
            yield _row(plan, delivered, "plan-delivered", years)
        else:
            yield _row(plan, [], "plan-untraced", years)


def _problems(
    problems: Sequence[_Sentence], again: Sequence[_Sentence], years: tuple[int, int], weigh: Mapping[str, float]
) -> Iterator[FollowThrough]:
    index = _index(again, problems)
    merged: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for problem in problems:
        if not _OPENINGS.match(problem.text):
            merged[problem.unit] += _best(problem, again, index, _PROBLEM, weigh)[:1]
    for unit, pairs in merged.items():
        if pairs:
            yield FollowThrough(unit, tuple(dict.fromkeys(other for _, other in pairs)), "problem-repeated", *years, max(pairs)[0])


def _row(plan: _Sentence, traces: Sequence[tuple[float, str]], kind: FollowKind, years: tuple[int, int]) -> FollowThrough:
    return FollowThrough(plan.unit, tuple(unit for _, unit in traces), kind, *years, traces[0][0] if traces else 0.0)
