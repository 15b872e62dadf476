"""Follow-through: what became of last year's plans, and which problems are named again.

Each clause of a plan of year Y is held against the measures and the plans of Y+1 by its words and by the figures it sets, a problem against
the problems of Y+1. What is likely enough to trace it does; a plan of which no clause is traced is untraced. What guides, closes or looks
further than a year is no plan to follow.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, dropwhile, pairwise, takewhile

from tongbi.checks.follow_through.evidence import pairs
from tongbi.checks.follow_through.promises import Scale, Sentence, sentences
from tongbi.checks.follow_through.said import Said
from tongbi.checks.follow_through.stated_verdicts import stated
from tongbi.checks.follow_through.targets import Targets, outcome, settled
from tongbi.checks.follow_through.traces import Sort, bar, traced
from tongbi.language import dates, section_phrases, time_phrases
from tongbi.model import FollowKind, FollowThrough, Report, Target, Thread, Unit
from tongbi.model.mapped import Mapped

# A sentence of fewer characters plans nothing; and no more sentences than these trace one clause.
_SHORTEST, _MOST = 8, 2
_ROLES = ("measure", "plan", "problem")
_Scored = list[tuple[float, str]]


@dataclass(frozen=True, slots=True)
class _Year:
    """A report's sentences by role, and the year that its plans are for."""

    report: Report
    year: int
    by_role: Mapping[str, Sequence[Sentence]]


def follow_through(
    reports: Sequence[Report], threads: Sequence[Thread] = (), lag: int = 0, mapped: Mapped = map
) -> tuple[FollowThrough, ...]:
    """Every plan, and every problem that is named again, of each report but the newest.

    What stands in one of the `threads` is told again, however it is worded; `lag` is how far before its name the year lies that a report
    reviews; `mapped` does what is done to each pair of years.
    """
    if not any(unit.role in {"problem", "plan"} for report in reports[:-1] for unit in report.units):
        return ()
    scale = Scale(reports)
    together = aligned(threads)
    years = [_year(report) for report in reports]

    def followed(pair: tuple[_Year, _Year]) -> list[FollowThrough]:
        known = again(*pair, together)
        return [*_plans(*pair, scale, known, lag), *_problems(*pair, scale, known)]

    return tuple(chain.from_iterable(mapped(followed, [*pairwise(years)])))


def aligned(threads: Sequence[Thread]) -> Mapping[str, Thread]:
    """The thread of each unit."""
    return {unit: thread for thread in threads for units in thread.by_year.values() for unit in units}


def again(old: _Year, new: _Year, together: Mapping[str, Thread]) -> Mapping[str, Sequence[str]]:
    """The units of the newer report that alignment holds together with each of the older."""
    return {unit.id: thread.by_year[new.year] for unit in old.report.units if (thread := together.get(unit.id))}


def _year(report: Report) -> _Year:
    """A report's sentences by role. What opens the report is no measure, and what announces others or is rhetoric tells nothing."""
    assert report.year is not None
    by_role: dict[str, list[Unit]] = defaultdict(list)
    opening = _opening(report)
    for unit in report.units:
        if unit.idle is None and unit.id not in opening:
            by_role[unit.role or "measure"].append(unit)
    return _Year(report, report.year, {role: sentences(by_role[role]) for role in _ROLES})


def _opening(report: Report) -> set[str]:
    """The units that open a report: those before its first section, and of the first paragraph below its headings, where that looks back on
    the year (一年来，…各项工作取得新成效), those before the first that tells a number or gives a name.
    """
    behind = dropwhile(lambda unit: unit.section is None, report.units) if report.sections else iter(())
    first = next(behind, None)
    found = {unit.id for unit in takewhile(lambda unit: unit.section is None, report.units)} if report.sections else set()
    if first and not first.point and any(mark.start == 0 for mark in time_phrases.marks(first.text)):
        paragraph = takewhile(lambda unit: unit.paragraph == first.paragraph, chain([first], behind))
        found |= {unit.id for unit in takewhile(lambda unit: not dates.has_figure(unit.text) and "《" not in unit.text, paragraph)}
    return found


def _plans(old: _Year, new: _Year, scale: Scale, known: Mapping[str, Sequence[str]], lag: int) -> Iterator[FollowThrough]:
    plans = plans_of(old.report, old.by_role["plan"], new.year - lag)
    planned = Said(plans, scale)
    delivered = _traces(planned, new.by_role["measure"], scale, "delivered", known)
    repeated = _traces(planned, new.by_role["plan"], scale, "again", known)
    targets = Targets(old.report, new.report, lag, delivered.of)
    done = {one.unit for one in new.by_role["measure"] if any(clause.works[1] for clause in one.clauses)}
    verdicts = stated(plans, [*new.by_role["measure"], *new.by_role["problem"]])
    counted = {(one.unit_id, one.unit) for one in new.report.figures}
    halves = _halves(planned, delivered, repeated, targets)
    for plan in dict.fromkeys(plan.unit for plan in plans):
        answered, answers = targets.of(plan), targets.traces(plan)
        reached, says = verdicts.get(plan, (None, ""))
        said = [(bar("delivered", "told"), says)] if says else []
        told, anew = said + delivered.of[plan] + answers, repeated.of[plan]
        in_table = any(one.cell for one in answered)
        likely = max(told, default=(0.0, ""))
        says_so = likely[1] in done or any((likely[1], one.unit) in counted for one in answered)
        is_told = answers or in_table or says or likely[0] >= bar("delivered", "done" if says_so else "told")
        if anew and not is_told and max(anew) >= likely:
            yield _followed(plan, "plan-repeated", (old.year, new.year), anew, told, answered)
        else:
            kind: FollowKind = "plan-delivered" if told or in_table else "plan-untraced"
            one = _followed(plan, kind, (old.year, new.year), told, anew, answered)
            yield replace(one, outcome=settled(one, reached, half=plan in halves))


def _halves(planned: Said, delivered: _Traces, repeated: _Traces, targets: Targets) -> set[str]:
    """The plans of which the review tells one clause, and nothing like another that sets a target or is planned again."""
    found: Mapping[str, set[bool]] = defaultdict(set)
    for row in planned.promised.tolist():
        plan, likely = planned.sentences[planned.whole[row]].unit, delivered.best.get(row, 0.0)
        sets = targets.left_open(plan, planned.clauses[row].text)
        if likely >= bar("delivered"):
            found[plan].add(True)
        elif delivered.own.get(row, 0.0) < bar("delivered", "none") and (sets or repeated.best.get(row, 0.0) >= bar("again")):
            found[plan].add(False)
    return {plan for plan, told in found.items() if len(told) > 1}


def plans_of(report: Report, plans: Sequence[Sentence], year: int) -> list[Sentence]:
    """The sentences of a report that plan something for `year`: those that are no slogans, and look no further."""
    far = _far(report, year)
    return [plan for plan in plans if len(plan.text) >= _SHORTEST and plan.unit not in far]


@dataclass(frozen=True, slots=True)
class _Traces:
    """The sentences that trace some plans or problems, by their unit, with their likelihoods: of each clause the likeliest; and by the
    number of a clause the likelihood of its likeliest sentence (`best`), that among those that trace no other of its unit better.
    """

    of: Mapping[str, _Scored]
    best: Mapping[int, float]
    own: Mapping[int, float]


def _traces(sought: Said, pool: Sequence[Sentence], scale: Scale, sort: Sort, known: Mapping[str, Sequence[str]]) -> _Traces:
    new = Said(pool, scale)
    held = pairs(sought, new, known)
    by_clause: Mapping[int, list[tuple[float, str]]] = defaultdict(list)
    for row, at, likely in zip(held.rows.tolist(), held.at.tolist(), traced(held, sort).tolist(), strict=True):
        by_clause[row].append((-likely, new.sentences[at].unit))
    found: Mapping[str, list[tuple[float, str]]] = defaultdict(list)
    for row, told in sorted(by_clause.items()):
        best = [(-minus, unit) for minus, unit in sorted(told)[:_MOST] if -minus >= bar(sort)]
        found[sought.sentences[sought.whole[row]].unit] += best
    likeliest: dict[tuple[int, str], tuple[float, int]] = {}
    for row, told in by_clause.items():
        for minus, unit in told:
            whole = int(sought.whole[row]), unit
            likeliest[whole] = max(likeliest.get(whole, (0.0, row)), (-minus, row))
    own: dict[int, float] = defaultdict(float)
    for likely, row in likeliest.values():
        own[row] = max(own[row], likely)
    return _Traces(found, {row: -min(told)[0] for row, told in by_clause.items()}, own)


def _followed(
    plan: str, kind: FollowKind, years: tuple[int, int], traces: _Scored, others: _Scored, answered: Sequence[Target]
) -> FollowThrough:
    """What became of a plan, by the sentences that trace it with their likelihoods, and the targets that it sets."""
    found, also = (tuple(dict.fromkeys(unit for _, unit in units)) for units in (traces, others))
    score = round(max((likely for likely, _ in traces), default=0.0), 4)
    return FollowThrough(plan, found, kind, *years, score, also, tuple(answered), outcome(answered))


def _far(report: Report, year: int) -> set[str]:
    """The units of a report that plan for longer than `year`: by their own words, or below a heading of several years' plans."""
    below: list[bool] = []
    for section in report.sections:
        below.append(section_phrases.is_far_heading(section.heading) or (section.parent is not None and below[section.parent]))
    return {
        unit.id for unit in report.units if section_phrases.is_far(unit.text, year) or (unit.section is not None and below[unit.section])
    }


def _problems(old: _Year, new: _Year, scale: Scale, known: Mapping[str, Sequence[str]]) -> Iterator[FollowThrough]:
    problems, others = problems_of(old.by_role["problem"]), problems_of(new.by_role["problem"])
    for unit, told in _traces(Said(problems, scale), others, scale, "named", known).of.items():
        if told:
            yield _followed(unit, "problem-repeated", (old.year, new.year), told, [], ())


def problems_of(problems: Sequence[Sentence]) -> list[Sentence]:
    """The sentences, or parts of one, that name a problem and are no rhetoric."""
    return [one for one in problems if not section_phrases.is_rhetoric(one.text)]
