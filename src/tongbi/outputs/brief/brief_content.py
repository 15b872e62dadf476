"""What the brief says and in which order: figures, plans, new and dropped before rewording; the largest first; each with its source."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rapidfuzz.fuzz import ratio

from tongbi.language import lexicon
from tongbi.language.lexicon import one_of
from tongbi.model import Change, ChangeKind, Comparison, DisclosureSort, FollowThrough, Language, Role, Target
from tongbi.outputs import disclosures, headlines, verdicts
from tongbi.outputs.brief import excerpts
from tongbi.outputs.brief.excerpts import CLAUSE, END, WITHIN, share_told, shared, shortened
from tongbi.outputs.brief.rewordings import reworded
from tongbi.outputs.brief.sources import SURE, Sources, say
from tongbi.outputs.brief.statements import Part, Statement
from tongbi.outputs.headlines import Headline
from tongbi.outputs.labels import label, message
from tongbi.outputs.numbers import spoken
from tongbi.outputs.verdicts import newest_changes, outcome, untold

# Chinese characters at most: of a heading or table a statement is from, of a doubt.
_DOUBT = 120
# A number with the word behind it that bounds it: 6%以上 is another plan than 6%左右.
_BOUNDS = lexicon.any_of(word for words in lexicon.table("zh/numbers")["behind"].values() for word in words)
_NUMBER, _YEAR = re.compile(rf"\d[\d.,]*(?:[^\d，。；、]{{0,3}}{_BOUNDS})?"), re.compile(r"(?:19|20)\d\d")
# Clauses in which one problem is told at most: more are a list of problems.
_MOST_CLAUSES = 4
# Characters of a part of a list at least: 等等 is none.
_LEAST_PART = 4
# The share of a text that the other tells from which it is mostly the same.
_SAME = 0.5
# So many characters of a plan say more than a slogan.
_LONG = 20
# A problem that says of itself that it remains is none that is new.
_REMAINS = re.compile(rf"{one_of('zh/statements', 'remains')}|\b{one_of('en/statements', 'remains')}\b", re.IGNORECASE)
# The parts of a list of problems: what leads to them, what parts them, and how each is counted.
_LEAD, _PARTS, _BETWEEN_PARTS = re.compile(r"^[^：:]*[：:]\s*(?=\S)"), re.compile("[；;]"), "；"
_COUNT = re.compile(rf"^\s*{one_of('zh/plans', 'part.digits')}+{one_of('zh/plans', 'part.mark')}")
_STAGES = [lexicon.words("zh/terms", f"stages.{name}") for name in ("begun", "ended")]
# What the brief says of plans that were not missed, by what became of them.
_FATES = {"plan-delivered": "delivered", "plan-part": "in-part", "plan-told": "delivered"}
_ONE_SIDED: tuple[ChangeKind, ChangeKind] = ("added", "dropped")


def parts(comparison: Comparison, language: Language) -> list[Part]:
    """All parts in order; one without statements is empty."""
    sources = Sources(comparison, language)
    by_role = _by_role(comparison, sources)
    answers = _Answers(comparison, sources)
    measures = [change for change in by_role["measure"] if not change.noise]
    found = {
        "figures": _figures(comparison, sources),
        "factors": _disclosed(comparison, "factor", sources),
        "notes": _disclosed(comparison, "note", sources),
        "conflicts": _conflicts(comparison, sources),
        "follow": [*answers.of({"plan-short": "short"}), *answers.of(_FATES)],
        "new": _quoted(untold(measures, "added"), sources),
        "gone": _quoted(untold(measures, "dropped"), sources),
        "problems": [*answers.of({"problem-repeated": "repeated"}), *_standing(by_role["problem"], sources, "fresh", "solved")],
        "plans": [*answers.planned_again(), *_standing(by_role["plan"], sources, "planned", "")],
        "reworded": reworded(measures, sources),
        "doubts": _doubts(comparison, language),
    }
    rest = {"follow": verdicts.untraced_newest(comparison, language)}
    leading = {"figures": 0, "follow": len(answers.of({"plan-short": "short"})) or 1}
    return [
        Part(name, say(verdicts.called(name, comparison), language), tuple(dict.fromkeys(points)), rest.get(name, ""), leading.get(name, 2))
        for name, points in found.items()
    ]


def _by_role(comparison: Comparison, sources: Sources) -> dict[Role, list[Change]]:
    """The newest changes that are worth telling, as problems, plans, asides and measures; without the plans and problems followed up."""
    followed = {unit for one in comparison.follow_through for unit in (one.from_unit, *one.to_units, *one.also)}
    found: dict[Role, list[Change]] = {"problem": [], "plan": [], "aside": [], "measure": []}
    for change in newest_changes(comparison):
        role = sources.role(change)
        if change.weight and (role == "measure" or followed.isdisjoint((*change.from_units, *change.to_units))):
            found[role].append(change)
    return found


def _quoted(changes: Sequence[Change], sources: Sources) -> list[Statement]:
    """Statements as they stand, what leads first; those that hang on what stands before them with that."""
    told = sources.ranked(changes)
    return [
        Statement(excerpts.behind(one.before, sources.text(one.ids), sources.told, one.at, one.after), sources.of(one.ids[0]))
        for one in told
    ]


def _figures(comparison: Comparison, sources: Sources) -> list[Statement]:
    """The headlines, each with the place its newest value was taken from."""
    found = []
    for one in headlines.of(comparison):
        name, told = headlines.said(one, sources.language, comparison.lag)
        told += caution(one, comparison, sources.language)
        text = label("headline.line", sources.language, name=shortened(name, sources.told, WITHIN), told=told)
        found.append(Statement(text, sources.of_place(one.indicator.where[one.after.year], one.after.year)))
    return found


def caution(one: Headline, comparison: Comparison, language: Language) -> str:
    """What to heed about a headline: values far apart, or one of them among the numbers that do not fit together."""
    if one.doubtful:
        return say("far-apart", language)
    places = {place if isinstance(place, str) else (year, *place) for year, place in one.indicator.where.items()}
    near = [
        conflict
        for conflict in comparison.conflicts
        if conflict.severity == "conflict" and not places.isdisjoint((*conflict.units, *conflict.cells))
    ]
    values = "|".join(re.escape(spoken(value.value, language)) for value in (one.before, one.after) if value)
    printed = re.compile(rf"(?<![\d.,])(?:{values})(?![\d.,])")
    return say("disputed", language) if any(printed.search(message(conflict, language)) for conflict in near) else ""


def _standing(changes: Sequence[Change], sources: Sources, fresh: str, gone: str) -> list[Statement]:
    """Problems or plans: those that are new, then those no longer told; "" leaves a sort out."""
    return [
        Statement(say(name, sources.language, text=sources.quoted(ids), year=change.from_year), sources.of(ids[0]))
        for name, kind in zip((fresh, gone), _ONE_SIDED, strict=True)
        if name
        for change in untold(changes, kind)
        if (ids := change.to_units or change.from_units) and not (name == "fresh" and _REMAINS.search(sources.text(ids)))
    ]


class _Answers:
    """What the newest report says of the plans and problems of the one before.

    Those of which most targets are answered come first, then others with figures, the surest before others, then the longer ones; behind
    them what is answered by a sentence on several years.
    """

    def __init__(self, comparison: Comparison, sources: Sources) -> None:
        told = (one for one in comparison.follow_through if one.to_year == comparison.years[-1] and one.weight and one.to_units)
        self._found = sorted(told, key=lambda one: self._rank(sources.text((one.from_unit,)), one, sources))
        self._sources = sources

    @staticmethod
    def _rank(text: str, one: FollowThrough, sources: Sources) -> tuple[bool, int, bool, float, int, str]:
        """Where an answer stands, the smallest first."""
        answered = sum(target.reached is not None for target in one.targets)
        return sources.spans(one.to_units), -answered, not sources.has_figure(one.from_unit), -one.score, -len(text), one.from_unit

    def of(self, phrases: Mapping[str, str]) -> list[Statement]:
        """What came of plans or problems of some sorts: outcome → phrase. What sets targets is told of by these, whether in part or not."""
        return [
            self._statement(one, one.to_units, "delivered" if one.targets and phrases[fate] == "in-part" else phrases[fate])
            for one in self._found
            if (fate := outcome(one)) in phrases and (one.kind != "problem-repeated" or self._remaining(one))
        ]

    def planned_again(self) -> list[Statement]:
        """Plans of the year before that are made again, whether or not the review tells of them; one that takes up several once.

        What is planned for the most part as before comes first, with numbers before without, in the report's order; of what is like an
        older plan in less, or of another stage of the work, both are told. What is less like a plan that was delivered is none made again.
        """
        found: dict[tuple[str, ...], FollowThrough] = {}
        for one in self._found:
            again = one.to_units if one.kind == "plan-repeated" else one.also
            # What is planned under another number was not planned so before.
            if again and self._numbers(again) <= self._numbers((one.from_unit,)):
                found.setdefault(again, one)
        told = {again: share_told(self._sources.text(again), self._sources.text((one.from_unit,))) for again, one in found.items()}
        kept = [again for again, one in found.items() if one.kind == "plan-repeated" or told[again] >= _SAME]
        ranked = sorted(kept, key=lambda again: (*self._order(again, told[again]), self._sources.place(again[0])))
        same = {again for again, one in found.items() if told[again] >= _SAME and self._is_same(again, (one.from_unit,))}
        return [self._statement(found[again], again, "planned-again" if again in same else "planned-like") for again in ranked]

    def _order(self, again: Sequence[str], told: float) -> tuple[bool, bool, bool]:
        """What is told the same for the most part first, with numbers before without, of some length before slogans."""
        return told < _SAME, not self._numbers(again), told * len(self._sources.text(again)) < _LONG

    def _remaining(self, one: FollowThrough) -> str:
        """What of a problem is told again: of a list of problems the parts that are like one of before, "" where none is for sure."""
        old, new = (_parts(self._sources.text(ids)) for ids in ((one.from_unit,), one.to_units))
        if len(old) == len(new) == 1:
            whole = self._sources.text(one.to_units)
            return whole if one.score >= SURE or len(CLAUSE.findall(whole)) <= _MOST_CLAUSES else ""
        return _BETWEEN_PARTS.join(part for part in new if any(ratio(part, other) >= 100 * SURE for other in old))

    def _numbers(self, ids: Sequence[str]) -> set[str]:
        """The numbers of a text as printed, years aside."""
        return {found for found in _NUMBER.findall(self._sources.text(ids)) if not _YEAR.fullmatch(found)}

    def _is_same(self, again: Sequence[str], before: Sequence[str]) -> bool:
        """Whether a plan says no more than the one before it: no clause that is another, and nothing to be ended that was to be begun."""
        new, old = self._sources.text(again), self._sources.text(before)
        clauses = (clause for clause in CLAUSE.split(new) if len(clause.strip()) >= _LEAST_PART)
        return all(share_told(clause, old) >= _SAME for clause in clauses) and all(
            lexicon.holds(new, words) == lexicon.holds(old, words) for words in _STAGES
        )

    def _statement(self, one: FollowThrough, units: Sequence[str], phrase: str) -> Statement:
        sources = self._sources
        missed = [_missed(target, sources.language) for target in one.targets if target.met is False]
        planned, told = (0, 0) if phrase == "planned-again" else self._answered(one, units)
        text = shortened(self._remaining(one), sources.told) if one.kind == "problem-repeated" else sources.quoted(units, told)
        values = {"plan": sources.inner((one.from_unit,), planned), "text": text}
        targets = say("semicolon", sources.language).join(missed)
        if phrase == "short" and not missed:
            phrase = "short-said"
        elif phrase == "delivered" and one.targets and sources.spans(units):
            phrase = "delivered-over-years"
        return Statement(say(phrase, sources.language, year=one.from_year, targets=targets, **values), sources.of(units[0]))

    def _answered(self, one: FollowThrough, units: Sequence[str]) -> tuple[int, int]:
        """Where in a plan stands what is answered, and where in `units` the answer: a target that was missed before others, else what both
        have in common.
        """
        answered = sorted((target for target in one.targets if target.unit_id in units), key=lambda target: target.met is not False)
        if not answered:
            plan, text = self._sources.text((one.from_unit,)), self._sources.text(units)
            return shared(plan, text, self._sources.told) or (0, 0)
        before = units[: list(units).index(answered[0].unit_id or "")]
        start = len(self._sources.text(before)) + (len(before) > 0 and self._sources.told == "en")
        return self._sources.planned_at(one, answered[0]), start + (answered[0].start or 0)


def _missed(target: Target, language: Language) -> str:
    """安排新建高标准农田9万亩，实为8.1万亩"""
    unit = target.unit if language == "zh" or target.unit == "%" else f" {target.unit}"
    reached = "–" if target.reached is None else spoken(target.reached, language) + unit
    return say(
        "missed",
        language,
        name="".join(target.name.split("·")) if language == "zh" else target.name,
        planned=spoken(target.planned, language) + unit,
        reached=reached,
    )


def _parts(text: str) -> list[str]:
    """The parts of a list of problems, without the words that admit and announce it and their counts (二是)."""
    return [_COUNT.sub("", part).strip(END) for part in _PARTS.split(_LEAD.sub("", text)) if len(part.strip(END)) >= _LEAST_PART]


def _disclosed(comparison: Comparison, sort: DisclosureSort, sources: Sources) -> list[Statement]:
    told = disclosures.newest(disclosures.of(comparison), comparison, sort)
    return [
        Statement(one.line(sources.language, lambda text: sources.within(text, len(text))), sources.under(one.year, one.above))
        for one in told
    ]


def _conflicts(comparison: Comparison, sources: Sources) -> list[Statement]:
    """Numbers that do not fit together, the newest first, without those that may both be right."""
    found = [one for one in reversed(comparison.conflicts) if one.severity == "conflict"]
    return [
        Statement(
            message(one, sources.language), sources.of(one.units[0]) if one.units else sources.of_place(one.cells[0][1:], one.cells[0][0])
        )
        for one in sorted(found, key=lambda one: -one.year)
    ]


def _doubts(comparison: Comparison, language: Language) -> list[Statement]:
    """What a reader must know of the reading: what was left out as no part of a report, or mended, is none of it."""
    own = [
        say("doubt", language, year=report.year, text=shortened(message(finding, language), language, _DOUBT))
        for report in comparison.reports
        for finding in report.findings
        if finding.code not in verdicts.READING_NOTES
    ]
    series = [shortened(message(one, language), language, _DOUBT) for one in comparison.findings if one.code != verdicts.OF_LENGTHS]
    return [Statement(text) for text in (*own, *series)]
