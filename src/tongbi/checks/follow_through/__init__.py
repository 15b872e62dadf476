"""Follow-through: what became of last year's plans, and which problems are named again.

A plan of year Y is held against the measures and the plans of Y+1 by its words and by the figures it sets, a problem against the problems
of Y+1. A plan that nothing is like enough is untraced. What guides, closes or looks further than a year is no plan to follow.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tongbi.checks.follow_through.likeness import Pool, Scale, Sentence
from tongbi.checks.follow_through.targets import Targets, by_unit, outcome
from tongbi.language import stock_phrases
from tongbi.model import FollowKind, FollowThrough, Report, Thread

# Of 0–1. Chosen on work reports: pairs read by eye below 0.30 shared a topic, those above told of one matter.
_TRACED, _REPEATED, _PROBLEM = 0.34, 0.42, 0.30
# What stands in one thread need be no more alike than this.
_ALIGNED = 0.2
_SHORTEST = 10
_OPENINGS = re.compile(
    r"^.{0,40}(?:以下|如下|短板|不足|问题|方面)[^。]{0,12}[：:]$|^各位代表|^.{0,12}重点(?:做好|抓好|推进).{0,8}工作[。：:]$"
    r"|.*(?:以下|如下)(?:几个|几点|几方面|[一二两三四五六]个)?(?:方面|问题|不足|短板)[。：:]?$"
    r"|^(?:究其原因|[产造][生成]?.{0,4}(?:上述|以上|这些).{0,8}原因|(?:上述|以上|这些).{0,8}原因)"
    r"|^20\d\d年，?(?:我|全)[区市县省].{0,40}(?:将|要).{0,30}[！。]$"
)
# A sentence of the review that says so tells an outcome, also where the same plan is made again.
_RESULT = re.compile(
    r"建成|竣工|完工|开工|投用|投入(?:使用|运[行营])|投产|通车|获批|印发|出台|挂牌|落地|完成|落成|收官|启用|揭牌|组建|编制"
    r"|\b(?:completed|opened|launched|issued|established|built)\b"
)


@dataclass(frozen=True, slots=True)
class _Year:
    """A report's sentences by role, and the year that its plans are for."""

    report: Report
    year: int
    by_role: Mapping[str, Sequence[Sentence]]


def follow_through(reports: Sequence[Report], threads: Sequence[Thread] = (), lag: int = 0) -> tuple[FollowThrough, ...]:
    """Every plan, and every problem that is named again, of each report but the newest.

    What stands in one of the `threads` is told again, however it is worded; `lag` is how far before its name the year lies that a report
    reviews.
    """
    if not any(unit.role in {"problem", "plan"} for report in reports[:-1] for unit in report.units):
        return ()
    scale = Scale(reports)
    aligned = {unit: thread for thread in threads for units in thread.by_year.values() for unit in units}
    years = [_year(report, scale) for report in reports]
    found: list[FollowThrough] = []
    for old, new in pairwise(years):
        again = {unit.id: thread.by_year[new.year] for unit in old.report.units if (thread := aligned.get(unit.id))}
        found += _plans(old, new, scale, again, lag)
        found += _problems(old, new, scale, again)
    return tuple(found)


def _year(report: Report, scale: Scale) -> _Year:
    assert report.year is not None
    by_role: dict[str, list[Sentence]] = defaultdict(list)
    for unit in report.units:
        by_role[unit.role or "measure"] += scale.sentences(unit)
    return _Year(report, report.year, by_role)


def _plans(old: _Year, new: _Year, scale: Scale, again: Mapping[str, Sequence[str]], lag: int) -> Iterator[FollowThrough]:
    far = _far(old.report, new.year - lag)
    plans = [plan for plan in old.by_role["plan"] if len(plan.text) >= _SHORTEST and plan.unit not in far and not _is_idle(plan.text)]
    measures = Pool(new.by_role["measure"], plans, scale)
    planned = Pool(new.by_role["plan"], plans, scale)
    targets = Targets(old.report, new.report, lag)
    told = {unit.id: unit.text for unit in new.report.units}
    for plan in plans:
        delivered = measures.best(plan, _TRACED)
        repeated = planned.best(plan, _REPEATED, again.get(plan.unit, ()), _ALIGNED)
        answered = targets.of(plan.unit, [unit for _, unit in delivered])
        answers = by_unit(answered)
        kind: FollowKind
        done = answers or any(_RESULT.search(told[unit]) for _, unit in delivered[:1])
        if repeated and not done and (not delivered or repeated[0][0] >= delivered[0][0]):
            kind, traces, others = "plan-repeated", repeated[:1], delivered[:1]
        else:
            kind, traces, others = "plan-delivered", delivered + [(measures.score(plan, unit), unit) for unit in answers], repeated[:1]
        yield FollowThrough(
            plan.unit,
            tuple(dict.fromkeys(unit for _, unit in traces)),
            kind if traces else "plan-untraced",
            old.year,
            new.year,
            max((score for score, _ in traces), default=0.0),
            tuple(unit for _, unit in others),
            answered,
            outcome(answered),
        )


def _far(report: Report, year: int) -> set[str]:
    """The units of a report that plan for longer than `year`: by their own words, or below a heading of several years' plans."""
    below: list[bool] = []
    for section in report.sections:
        below.append(stock_phrases.is_far_heading(section.heading) or (section.parent is not None and below[section.parent]))
    return {unit.id for unit in report.units if stock_phrases.is_far(unit.text, year) or (unit.section is not None and below[unit.section])}


def _is_idle(text: str) -> bool:
    return bool(_OPENINGS.match(text)) or stock_phrases.is_rhetoric(text)


def _problems(old: _Year, new: _Year, scale: Scale, again: Mapping[str, Sequence[str]]) -> Iterator[FollowThrough]:
    problems = [problem for problem in old.by_role["problem"] if not _is_idle(problem.text)]
    pool = Pool([problem for problem in new.by_role["problem"] if not _is_idle(problem.text)], problems, scale)
    merged: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for problem in problems:
        merged[problem.unit] += pool.best(problem, _PROBLEM, again.get(problem.unit, ()))[:1]
    for unit, pairs in merged.items():
        if pairs:
            to = tuple(dict.fromkeys(other for _, other in pairs))
            yield FollowThrough(unit, to, "problem-repeated", old.year, new.year, max(pairs)[0])
