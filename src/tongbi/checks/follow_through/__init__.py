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

from tongbi.checks.follow_through.plan_matching import Pool, Scale, Sentence
from tongbi.checks.follow_through.targets import Targets, by_unit, outcome
from tongbi.language import section_phrases
from tongbi.language.lexicon import one_of
from tongbi.model import FollowKind, FollowThrough, Report, Target, Thread


def _of(*names: str) -> str:
    return one_of("zh/plans", *names)


# Of 0–1. Chosen on work reports: pairs read by eye below 0.30 shared a topic, those above told of one matter.
_TRACED, _REPEATED, _PROBLEM = 0.34, 0.42, 0.30
# What stands in one thread need be no more alike than this.
_ALIGNED = 0.2
_SHORTEST = 10
# A sentence of the review that says so tells an outcome, also where the same plan is made again.
_RESULT = re.compile(rf"{_of('result.words')}|\b{one_of('en/plans', 'result')}\b")


_Scored = Sequence[tuple[float, str]]


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
    """A report's sentences by role. What stands before the first section opens the report and is no measure; of problems and plans, what
    announces them or is rhetoric is none.
    """
    assert report.year is not None
    by_role: dict[str, list[Sentence]] = defaultdict(list)
    for unit in report.units:
        preamble = unit.section is None and report.sections
        if unit.idle is None or unit.role not in {"problem", "plan"}:
            by_role["preamble" if preamble else unit.role or "measure"] += scale.sentences(unit)
    return _Year(report, report.year, by_role)


def _plans(old: _Year, new: _Year, scale: Scale, again: Mapping[str, Sequence[str]], lag: int) -> Iterator[FollowThrough]:
    far = _far(old.report, new.year - lag)
    plans = [plan for plan in old.by_role["plan"] if len(plan.text) >= _SHORTEST and plan.unit not in far]
    measures, planned = (Pool(new.by_role[role], plans, scale) for role in ("measure", "plan"))
    told = {unit.id: unit.text for unit in new.report.units}
    traced = []
    for plan in plans:
        repeated = planned.best(plan, _REPEATED, again.get(plan.unit, ()), _ALIGNED)
        traced.append((plan, repeated, measures.best(plan, _TRACED) or ([] if repeated else measures.by_core(plan, _RESULT))))
    targets = Targets(old.report, new.report, lag)
    for plan, repeated, delivered in traced:
        answered = targets.of(plan.unit)
        answers = [(measures.score(plan, unit), unit) for unit in by_unit(answered)]
        in_table = any(one.cell for one in answered)
        done = answers or in_table or any(_RESULT.search(told[unit]) for _, unit in delivered[:1])
        kind: FollowKind = "plan-delivered"
        traces, others = delivered + answers, repeated[:1]
        if repeated and not done and (not delivered or repeated[0][0] >= delivered[0][0]):
            kind, traces, others = "plan-repeated", repeated[:1], delivered[:1]
        kind = kind if traces or in_table else "plan-untraced"
        yield _followed(plan.unit, kind, old.year, new.year, traces, others, answered)


def _followed(
    plan: str, kind: FollowKind, year: int, to_year: int, traces: _Scored, others: _Scored, answered: Sequence[Target]
) -> FollowThrough:
    """What became of a plan, by the sentences that trace it with their scores, and the targets that it sets."""
    found, also = (tuple(dict.fromkeys(unit for _, unit in units)) for units in (traces, others))
    score = max((score for score, _ in traces), default=0.0)
    return FollowThrough(plan, found, kind, year, to_year, score, also, tuple(answered), outcome(answered))


def _far(report: Report, year: int) -> set[str]:
    """The units of a report that plan for longer than `year`: by their own words, or below a heading of several years' plans."""
    below: list[bool] = []
    for section in report.sections:
        below.append(section_phrases.is_far_heading(section.heading) or (section.parent is not None and below[section.parent]))
    return {
        unit.id for unit in report.units if section_phrases.is_far(unit.text, year) or (unit.section is not None and below[unit.section])
    }


def _problems(old: _Year, new: _Year, scale: Scale, again: Mapping[str, Sequence[str]]) -> Iterator[FollowThrough]:
    problems, others = ([one for one in year.by_role["problem"] if not section_phrases.is_rhetoric(one.text)] for year in (old, new))
    pool = Pool(others, problems, scale)
    merged: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for problem in problems:
        merged[problem.unit] += pool.best(problem, _PROBLEM, again.get(problem.unit, ()))[:1]
    for unit, pairs in merged.items():
        if pairs:
            to = tuple(dict.fromkeys(other for _, other in pairs))
            yield FollowThrough(unit, to, "problem-repeated", old.year, new.year, max(pairs)[0])
