"""What the brief says and in which order: figures, plans, new and dropped before rewording; the largest first; each with its source."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rapidfuzz.fuzz import ratio

from tongbi.language import lexicon
from tongbi.language.dates import months
from tongbi.language.lexicon import one_of
from tongbi.language.parts_of_speech import names_alone
from tongbi.model import CellPlace, Change, ChangeKind, Comparison, DisclosureSort, Edit, FollowThrough, Language, Role, Target
from tongbi.outputs import disclosures, headlines, leading_changes, verdicts
from tongbi.outputs.brief import excerpts
from tongbi.outputs.brief.excerpts import CLAUSE, END, QUOTE, WITHIN, excerpt, share_told, shared, shortened
from tongbi.outputs.brief.statements import Part, Statement
from tongbi.outputs.headlines import Headline
from tongbi.outputs.labels import label, message
from tongbi.outputs.leading_changes import Leading
from tongbi.outputs.numbers import spoken
from tongbi.outputs.places import Places
from tongbi.outputs.verdicts import newest_changes, outcome, untold

# Chinese characters at most: of a heading or table a statement is from, of a doubt.
_DOUBT = 120
# A number with the word behind it that bounds it: 6%以上 is another plan than 6%左右.
_BOUNDS = lexicon.any_of(word for words in lexicon.table("zh/numbers")["behind"].values() for word in words)
_NUMBER, _YEAR = re.compile(rf"\d[\d.,]*(?:[^\d，。；、]{{0,3}}{_BOUNDS})?"), re.compile(r"(?:19|20)\d\d")
_INNER = {"zh": str.maketrans("“”", "‘’"), "en": str.maketrans('“”"', "‘’'")}
# Likeness, 0–1, from which the brief says that one statement is the other told again: wrong pairs are the least alike.
_SURE = 0.6
# Clauses in which one problem is told at most: more are a list of problems.
_MOST_CLAUSES = 4
# Characters of a part of a list at least: 等等 is none.
_LEAST_PART = 4
# The share of a text that the other tells from which it is mostly the same; and at least, of a rewording as it is quoted, for a reader to
# see that both are one.
_SAME, _SHARED = 0.5, 0.2
# So many characters of a plan say more than a slogan.
_LONG = 20
# A problem that says of itself that it remains is none that is new.
_REMAINS = re.compile(rf"{one_of('zh/statements', 'remains')}|\b{one_of('en/statements', 'remains')}\b", re.IGNORECASE)
_REWORDED = frozenset({"reworded", "split", "merged"})
# The parts of a list of problems: what leads to them, what parts them, and how each is counted.
_LEAD, _PARTS, _BETWEEN_PARTS = re.compile(r"^[^：:]*[：:]\s*(?=\S)"), re.compile("[；;]"), "；"
_COUNT = re.compile(rf"^\s*{one_of('zh/plans', 'part.digits')}+{one_of('zh/plans', 'part.mark')}")
_SMALL = frozenset(lexicon.words("en/terms", "small"))
_ONE_SIDED: tuple[ChangeKind, ChangeKind] = ("added", "dropped")


def say(name: str, language: Language, /, **values: object) -> str:
    """A phrase of the brief."""
    return label(f"brief.{name}", language, **values)


def parts(comparison: Comparison, language: Language) -> list[Part]:
    """All parts in order; one without statements is empty."""
    sources = _Sources(comparison, language)
    by_role = _by_role(comparison, sources)
    answers = _Answers(comparison, sources)
    measures = [change for change in by_role["measure"] if not change.noise]
    found = {
        "figures": _figures(comparison, sources),
        "factors": _disclosed(comparison, "factor", sources),
        "notes": _disclosed(comparison, "note", sources),
        "conflicts": _conflicts(comparison, sources),
        "follow": answers.of({"plan-short": "short", "plan-delivered": "delivered", "plan-told": "delivered"}),
        "new": _quoted(untold(measures, "added"), sources),
        "gone": _quoted(untold(measures, "dropped"), sources),
        "problems": [*answers.of({"problem-repeated": "repeated"}), *_standing(by_role["problem"], sources, "fresh", "solved")],
        "plans": [*answers.planned_again(), *_standing(by_role["plan"], sources, "planned", "")],
        "reworded": _reworded(measures, sources),
        "doubts": _doubts(comparison, language),
    }
    rest = {"follow": verdicts.untraced_newest(comparison, language)}
    return [Part(name, say(name, language), tuple(dict.fromkeys(points)), rest.get(name, "")) for name, points in found.items()]


def _by_role(comparison: Comparison, sources: _Sources) -> dict[Role, list[Change]]:
    """The newest changes that are worth telling, as problems, plans, asides and measures; without the plans and problems followed up."""
    followed = {unit for one in comparison.follow_through for unit in (one.from_unit, *one.to_units, *one.also)}
    found: dict[Role, list[Change]] = {"problem": [], "plan": [], "aside": [], "measure": []}
    for change in newest_changes(comparison):
        role = sources.role(change)
        if change.weight and (role == "measure" or followed.isdisjoint((*change.from_units, *change.to_units))):
            found[role].append(change)
    return found


class _Sources:
    """What statements are quoted from: texts, the year and the heading or table they stand in; they are told in `language`, and the texts
    themselves are in `told`.
    """

    def __init__(self, comparison: Comparison, language: Language) -> None:
        self._units = comparison.unit_texts()
        self._reports = {unit.id: report for report in comparison.reports for unit in report.units}
        self._places = {unit: place for place, unit in enumerate(self._reports)}
        self._figured = {figure.unit_id for report in comparison.reports for figure in report.figures if figure.head}
        self._comparison = comparison
        self._printed = Places(comparison, language)
        self.language, self.told = language, comparison.language

    def text(self, ids: Sequence[str]) -> str:
        return (" " if self.told == "en" else "").join(self._units[unit].text for unit in ids)

    def quoted(self, ids: Sequence[str], at: int = 0) -> str:
        """A text as a statement, of a longer one the part that holds the character `at`."""
        return excerpt(self.text(ids), self.told, at)

    def inner(self, ids: Sequence[str], at: int = 0) -> str:
        """A text to stand within quotation marks, of a longer one the part that holds the character `at`."""
        return excerpt(self.text(ids), self.told, at, WITHIN).translate(_INNER[self.language])

    def planned_at(self, one: FollowThrough, target: Target) -> int:
        """Where a plan prints the number of a target."""
        figures = self._reports[one.from_unit].figures
        found = (figure.start for figure in figures if figure.unit_id == one.from_unit and figure.value == target.planned)
        return next(found, 0)

    def place(self, unit: str) -> int:
        """Where a unit stands among those of all reports."""
        return self._places[unit]

    def is_slogan(self, change: Change) -> bool:
        """Whether both texts of a change are one clause without a number and a deed (经济发展新动能持续增强)."""
        texts = [self.text(ids).rstrip(END) for ids in (change.from_units, change.to_units)]
        return change.weight == 1 and not any(map(CLAUSE.search, texts))

    def ranked(self, changes: Sequence[Change]) -> list[Leading]:
        """What leads first."""
        return leading_changes.ranked(changes, self._comparison)

    def has_figure(self, unit: str) -> bool:
        """Whether a sentence tells a figure: of what, and how much."""
        return unit in self._figured

    def spans(self, ids: Sequence[str]) -> bool:
        """Whether a text is of several years (五年来…)."""
        return any(self._units[unit].spanning for unit in ids)

    def role(self, change: Change) -> Role:
        """Whether a change is one of measures, of problems, of plans or of a glossary."""
        return self._units[(change.to_units or change.from_units)[0]].role or "measure"

    def of_place(self, where: str | CellPlace, year: int) -> str:
        """（2024年“收到和处理政府信息公开申请情况”表）"""
        if isinstance(where, str):
            return self.of(where)
        table = self._comparison.report(year).tables[where[0]].name
        return say("source-table", self.language, year=year, table=self._whole(table))

    def of(self, unit: str) -> str:
        """（2024年“（二）优化法治化营商环境”，第3页第2段）"""
        report, section = self._reports[unit], self._units[unit].section
        heading = "" if section is None else report.sections[section].printed.rstrip("。：:")
        return self.under(report.year, heading, self._printed.said(unit) if self._units[unit].place.page else "")

    def under(self, year: int | None, heading: str, place: str = "") -> str:
        """（2024年“（二）优化法治化营商环境”，第3页第2段）"""
        said = say("source-place", self.language, place=place) if place else ""
        return say("source" if heading else "source-preamble", self.language, year=year, heading=self._whole(heading), place=said)

    def _whole(self, text: str) -> str:
        """A heading whole, in one line, to stand within quotation marks."""
        return " ".join(text.split()).translate(_INNER[self.language])

    def within(self, text: str, longest: int = QUOTE) -> str:
        """A text in one line to stand within quotation marks, shortened."""
        return shortened(text, self.told, longest).translate(_INNER[self.language])


def _quoted(changes: Sequence[Change], sources: _Sources) -> list[Statement]:
    """Statements as they stand, what leads first; those that hang on what stands before them with that."""
    told = sources.ranked(changes)
    return [Statement(excerpts.behind(one.before, sources.text(one.ids), sources.told, one.at), sources.of(one.ids[0])) for one in told]


def _figures(comparison: Comparison, sources: _Sources) -> list[Statement]:
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


def _reworded(changes: Sequence[Change], sources: _Sources) -> list[Statement]:
    """Rewordings of which it is sure and whose quotes show the change, as old and new: facts and figures first, then the furthest, and
    last what says the same in other words.
    """
    found = [change for change in changes if change.kind in _REWORDED and change.similarity >= _SURE and _is_rewording(change, sources)]
    ranked = sorted(found, key=lambda change: (is_of_style(change), -change.weight, change.similarity, change.thread))
    return [
        Statement(say("from-to", sources.language, old=pair[0], new=pair[1]), sources.of(change.to_units[0]))
        for change in ranked
        if (pair := _quoted_pair(change, sources)) is not None
    ]


def is_of_style(change: Change) -> bool:
    """Whether a change in English brings no number and no word of its own: what it puts in are small words, or words that it takes out."""
    old, new = (" ".join(edit.before if older else edit.after for edit in change.edits if edit.op != "equal") for older in (True, False))
    said = {word.strip(END + ",;:()") for word in new.lower().split()} - {word.strip(END + ",;:()") for word in old.lower().split()}
    return all(word in _SMALL or not word for word in said) if f"{old}{new}".isascii() else False


def _is_rewording(change: Change, sources: _Sources) -> bool:
    """Whether both texts tell of one thing, more than a slogan, and do not count one year against several."""
    counts = all(_NUMBER.search(sources.text(ids)) for ids in (change.from_units, change.to_units))
    apart = counts and sources.spans(change.from_units) != sources.spans(change.to_units)
    # Notes issued in November and notes issued in June are two events, however alike they are told.
    old, new = (months(sources.text(ids)) for ids in (change.from_units, change.to_units))
    apart = apart or bool(old and new and old.isdisjoint(new))
    told = any(excerpts.is_told(sources.text(ids)) for ids in (change.from_units, change.to_units))
    return told and not apart and not _is_of_another(change) and not sources.is_slogan(change)


def _is_of_another(change: Change) -> bool:
    """Whether the statements begin with different nouns before the same words, and tell so of two things (食品安全考核, 质量考核)."""
    first = change.edits[0] if change.edits else None
    return first is not None and first.op == "replace" and names_alone(first.before) and names_alone(first.after)


def _quoted_pair(change: Change, sources: _Sources) -> tuple[str, str] | None:
    """The first clauses that a change reworded, whole, of the old and the new text, of English sentences that were split or merged all of
    both; None where none are short and alike enough for a reader to see what both are about and what differs.
    """
    whole = change.kind != "reworded" and sources.told == "en"
    edits = (Edit("replace", sources.text(change.from_units), sources.text(change.to_units)),) if whole else change.edits
    for pair in excerpts.changed_clauses(edits, sources.told, QUOTE):
        old, new = (clause.translate(_INNER[sources.language]) for clause in pair)
        rolled = sources.told == "en" and excerpts.rolls(old, new, change.to_year - change.from_year)
        seen = not rolled and shared(old, new, sources.told) and share_told(old, new) >= _SHARED
        if seen and excerpts.show_change(old, new, sources.told):
            return old, new
    return None


def _standing(changes: Sequence[Change], sources: _Sources, fresh: str, gone: str) -> list[Statement]:
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

    Those with figures come first, then those whose answer is surest, then the longer ones; behind them what is answered by a sentence on
    several years.
    """

    def __init__(self, comparison: Comparison, sources: _Sources) -> None:
        told = (one for one in comparison.follow_through if one.to_year == comparison.years[-1] and one.weight and one.to_units)
        self._found = sorted(told, key=lambda one: self._rank(sources.text((one.from_unit,)), one, sources))
        self._sources = sources

    @staticmethod
    def _rank(text: str, one: FollowThrough, sources: _Sources) -> tuple[bool, bool, float, int, str]:
        """Where an answer stands, the smallest first."""
        return sources.spans(one.to_units), not sources.has_figure(one.from_unit), -one.score, -len(text), one.from_unit

    def of(self, phrases: Mapping[str, str]) -> list[Statement]:
        """What came of plans or problems, sort by sort: outcome → phrase."""
        return [
            self._statement(one, one.to_units, phrase)
            for sort, phrase in phrases.items()
            for one in self._found
            if outcome(one) == sort and (one.kind != "problem-repeated" or self._remaining(one))
        ]

    def planned_again(self) -> list[Statement]:
        """Plans of the year before that are made again, whether or not the review tells of them; one that takes up several once.

        What is planned for the most part as before comes first, with numbers before without, in the report's order; of what is like an
        older plan in less both are told.
        """
        found: dict[tuple[str, ...], FollowThrough] = {}
        for one in self._found:
            again = one.to_units if one.kind == "plan-repeated" else one.also
            # What is planned under another number was not planned so before.
            if again and self._numbers(again) <= self._numbers((one.from_unit,)):
                found.setdefault(again, one)
        told = {again: share_told(self._sources.text(again), self._sources.text((one.from_unit,))) for again, one in found.items()}
        ranked = sorted(found, key=lambda again: (*self._order(again, told[again]), self._sources.place(again[0])))
        phrases = {again: "planned-again" if share >= _SAME else "planned-like" for again, share in told.items()}
        return [self._statement(found[again], again, phrases[again]) for again in ranked]

    def _order(self, again: Sequence[str], told: float) -> tuple[bool, bool, bool]:
        """What is told the same for the most part first, with numbers before without, of some length before slogans."""
        return told < _SAME, not self._numbers(again), told * len(self._sources.text(again)) < _LONG

    def _remaining(self, one: FollowThrough) -> str:
        """What of a problem is told again: of a list of problems the parts that are like one of before, "" where none is for sure."""
        old, new = (_parts(self._sources.text(ids)) for ids in ((one.from_unit,), one.to_units))
        if len(old) == len(new) == 1:
            whole = self._sources.text(one.to_units)
            return whole if one.score >= _SURE or len(CLAUSE.findall(whole)) <= _MOST_CLAUSES else ""
        return _BETWEEN_PARTS.join(part for part in new if any(ratio(part, other) >= 100 * _SURE for other in old))

    def _numbers(self, ids: Sequence[str]) -> set[str]:
        """The numbers of a text as printed, years aside."""
        return {found for found in _NUMBER.findall(self._sources.text(ids)) if not _YEAR.fullmatch(found)}

    def _statement(self, one: FollowThrough, units: Sequence[str], phrase: str) -> Statement:
        sources = self._sources
        missed = [_missed(target, sources.language) for target in one.targets if target.met is False]
        planned, told = (0, 0) if phrase == "planned-again" else self._answered(one, units)
        text = shortened(self._remaining(one), sources.told) if one.kind == "problem-repeated" else sources.quoted(units, told)
        values = {"plan": sources.inner((one.from_unit,), planned), "text": text}
        targets = say("semicolon", sources.language).join(missed)
        if phrase == "delivered" and one.targets and sources.spans(units):
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


def _disclosed(comparison: Comparison, sort: DisclosureSort, sources: _Sources) -> list[Statement]:
    told = disclosures.newest(disclosures.of(comparison), comparison, sort)
    return [Statement(one.line(sources.language, sources.within), sources.under(one.year, one.above)) for one in told]


def _conflicts(comparison: Comparison, sources: _Sources) -> list[Statement]:
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
    return [Statement(text) for text in (*own, *(shortened(message(one, language), language, _DOUBT) for one in comparison.findings))]
