"""What the brief says and in which order: figures, new and dropped before rewording; the largest first; each with year and section."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tongbi.language import stock_phrases
from tongbi.model import CellPlace, Change, ChangeKind, Comparison, FollowThrough, Language, Role, Section, Unit
from tongbi.outputs import headlines
from tongbi.outputs.brief.substance import directives, has_substance, is_principle, is_statement, plans, weight
from tongbi.outputs.headlines import Headline
from tongbi.outputs.labels import label, message
from tongbi.outputs.numbers import spoken
from tongbi.outputs.verdicts import outcome, target_said

_QUOTE, _WITHIN, _PLACE, _DOUBT = 76, 40, 18, 120
# Latin letters are half as wide as Chinese characters: as much is said in twice as many.
_LATIN = 2
_CLAUSE = re.compile(r"[，；：、。！？]|[,;:.!?](?=\s)")
_END = "。；;.!！?？，, "
_INNER = {"zh": str.maketrans("“”", "‘’"), "en": str.maketrans('“”"', "‘’'")}
# So alike, 0–1, two statements are before the brief says that one is the other told again: wrong pairs are the least alike.
_SURE = 0.6
# One problem is told in no more clauses than these.
_MOST_CLAUSES = 4
_ONE_SIDED: tuple[ChangeKind, ChangeKind] = ("added", "dropped")


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of the brief without its full stop, and in brackets where it was taken from ("" for doubts, which name their place)."""

    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the brief: its name, its title and its statements, most important first."""

    name: str
    title: str
    points: tuple[Statement, ...]


def say(name: str, language: Language, /, **values: object) -> str:
    """A phrase of the brief."""
    return label(f"brief.{name}", language, **values)


def shortened(text: str, language: Language, longest: int = _QUOTE) -> str:
    """A text in one line without its full stop, cut where it is longer than so many Chinese characters: after a clause, if half fits."""
    line = " ".join(text.split()).rstrip(_END)
    room = longest * (_LATIN if language == "en" else 1)
    if len(line) <= room:
        return line
    cut = max((mark.start() for mark in _CLAUSE.finditer(line, room // 2, room)), default=0)
    if not cut:
        cut = max(line.rfind(" ", room // 2, room), 0) if language == "en" else 0
    return line[: cut or room] + ("……" if language == "zh" else " …")


def opening(comparison: Comparison, language: Language) -> tuple[str, list[str]]:
    """The title and the paragraphs on basis and coverage."""
    old, new = comparison.years[-2:]
    title = say("title", language, organisation=comparison.organisation, old=old, new=new)
    changes = _newest(comparison)
    told = sum(len(change.to_units) for change in changes)
    files = say("comma", language).join(f"{report.year}" for report in comparison.reports)
    basis = say("basis", language, years=files, old=old, new=new, units=told)
    counts = {kind: sum(change.kind == kind for change in changes) for kind in ("figures", "reworded")}
    counts |= {kind: len(_untold(changes, kind)) for kind in _ONE_SIDED}
    counts["other"] = sum(change.kind in _ONE_SIDED and not change.untold for change in changes)
    lag = say("lag", language, year=new, before=new - comparison.lag) if comparison.lag else ""
    share = f"{100 * comparison.reused_share(new):.0f}%"
    gap = " " if language == "en" else ""
    return title, [basis + gap + say("counts", language, share=share, **counts) + (lag and gap + lag), *_coverage(comparison, language)]


def _coverage(comparison: Comparison, language: Language) -> list[str]:
    new = comparison.years[-1]
    missing = [comparison.title_of(one.canonical, language) for one in comparison.coverage if one.by_year[new] in {"missing", "empty"}]
    if not comparison.coverage:
        return []
    if not missing:
        return [say("complete", language, year=new)]
    return [say("incomplete", language, year=new, missing=say("comma", language).join(missing))]


def parts(comparison: Comparison, language: Language) -> list[Part]:
    """All parts in order; one without statements is empty."""
    sources = _Sources(comparison, language)
    newest = _newest(comparison)
    told: dict[Role, list[Change]] = {"problem": [], "plan": [], "aside": [], "measure": []}
    followed = {unit for one in comparison.follow_through for unit in (one.from_unit, *one.to_units, *one.also)}
    for change in newest:
        role = sources.role(change)
        if sources.is_idle(change) or (role != "measure" and not followed.isdisjoint((*change.from_units, *change.to_units))):
            continue
        told[role].append(change)
    measures = _of_substance(told["measure"])
    found = {
        "figures": _figures(comparison, sources, language),
        "conflicts": _conflicts(comparison, sources, language),
        "new": _quoted(_untold(measures, "added"), sources),
        "gone": _quoted(_untold(measures, "dropped"), sources),
        "problems": [
            *_followed(comparison, sources, {"problem-repeated": "repeated"}),
            *_standing(told["problem"], sources, "fresh", "solved"),
        ],
        "follow": _followed(
            comparison,
            sources,
            {"plan-short": "short", "plan-delivered": "delivered", "plan-told": "delivered", "plan-untraced": "untraced"},
        ),
        "plans": [*_planned_again(comparison, sources), *_standing(told["plan"], sources, "planned", "")],
        "reworded": _reworded(measures, sources, language),
        "doubts": _doubts(comparison, language),
    }
    return [Part(name, say(name, language), tuple(points)) for name, points in found.items()]


def _newest(comparison: Comparison) -> list[Change]:
    return [change for change in comparison.changes if change.to_year == comparison.years[-1]]


def _of_substance(changes: Sequence[Change]) -> list[Change]:
    """Without what says nothing new: dates that rolled, marks, stock phrases."""
    return [change for change in changes if not change.noise]


def _untold(changes: Sequence[Change], kind: ChangeKind) -> list[Change]:
    """Those added or dropped of which the other year tells nothing."""
    return [change for change in changes if change.kind == kind and change.untold]


class _Sources:
    """Where statements stand: year and heading."""

    def __init__(self, comparison: Comparison, language: Language) -> None:
        self._units = comparison.unit_texts()
        self._year = {unit.id: report for report in comparison.reports for unit in report.units}
        self._tables = {(report.year, at): table for report in comparison.reports for at, table in enumerate(report.tables)}
        self._directives = directives(unit.text for unit in self._units.values())
        self._spoken = {
            report.units[at].id for report in comparison.reports for at in stock_phrases.oratory([unit.text for unit in report.units])
        }
        self.language = language

    def text(self, ids: Sequence[str]) -> str:
        return (" " if self.language == "en" else "").join(self._units[unit].text for unit in ids)

    def plans(self, text: str) -> bool:
        """Whether a text of a plan says what will be done."""
        return plans(text, self._directives)

    def role(self, change: Change) -> Role:
        """Whether a change is one of measures, of problems, of plans or of a glossary."""
        return self._units[(change.to_units or change.from_units)[0]].role or "measure"

    def is_idle(self, change: Change) -> bool:
        """Whether it is rhetoric, or a plan for years to come."""
        units = [self._units[unit] for unit in change.to_units or change.from_units]
        return all(unit.id in self._spoken or stock_phrases.is_rhetoric(unit.text) for unit in units) or (
            self.role(change) == "plan" and all(map(self._is_far, units))
        )

    def _is_far(self, unit: Unit) -> bool:
        report = self._year[unit.id]
        return stock_phrases.is_far_heading(self._heading(unit, report.sections)) or stock_phrases.is_far(unit.text, report.year or 0)

    def of_place(self, where: str | CellPlace, year: int) -> str:
        """（2024年“收到和处理政府信息公开申请情况”表）"""
        if isinstance(where, str):
            return self.of(where)
        return say("source-table", self.language, year=year, table=self._inner(self._tables[year, where[0]].name))

    def of(self, unit: str) -> str:
        """（2024年“（二）优化法治化营商环境”）"""
        report = self._year[unit]
        heading = self._heading(self._units[unit], report.sections)
        name = "source" if heading else "source-preamble"
        return say(name, self.language, year=report.year, heading=self._inner(heading))

    def _inner(self, text: str) -> str:
        return shortened(text, self.language, _PLACE).translate(_INNER[self.language])

    @staticmethod
    def _heading(unit: Unit, sections: Sequence[Section]) -> str:
        return "" if unit.section is None else sections[unit.section].printed.rstrip("。：:")


def _quoted(changes: Sequence[Change], sources: _Sources) -> list[Statement]:
    """Statements of substance as they stand, those that tell of something done first, then those with figures, then the longer ones."""
    told = {id(change): sources.text(change.to_units or change.from_units) for change in changes}
    found = [change for change in changes if has_substance(told[id(change)])]
    ranked = sorted(found, key=lambda change: (*weight(told[id(change)]), change.thread))
    return [
        Statement(shortened(told[id(change)], sources.language), sources.of((change.to_units or change.from_units)[0])) for change in ranked
    ]


def _figures(comparison: Comparison, sources: _Sources, language: Language) -> list[Statement]:
    """The headlines, each with the place its newest value was taken from."""
    found = []
    for one in headlines.of(comparison):
        name, told = headlines.said(one, language, comparison.lag)
        text = label("headline.line", language, name=shortened(name, language, _WITHIN), told=told + _caution(one, comparison, language))
        found.append(Statement(text, sources.of_place(one.indicator.where[one.after.year], one.after.year)))
    return found


def _caution(one: Headline, comparison: Comparison, language: Language) -> str:
    """What to heed about a headline: values far apart, or one of them among the numbers that do not fit together."""
    if one.doubtful:
        return say("far-apart", language)
    places = {place for place in one.indicator.where.values() if isinstance(place, str)}
    near = [conflict for conflict in comparison.conflicts if conflict.severity == "conflict" and not places.isdisjoint(conflict.units)]
    values = [told.value for told in (one.before, one.after) if told]
    for value in (spoken(value, language) for value in values) if near else ():
        told = re.compile(rf"(?<![\d.,]){re.escape(value)}(?![\d.,])")
        if any(told.search(message(conflict, language)) for conflict in near):
            return say("disputed", language)
    return ""


def _reworded(changes: Sequence[Change], sources: _Sources, language: Language) -> list[Statement]:
    """Rewordings of which it is sure and whose change is within what is shown, the furthest first, as old and new."""
    found = [
        change
        for change in changes
        if change.kind in {"reworded", "split", "merged"} and change.similarity >= _SURE and _shows_change(change)
    ]
    ranked = sorted(found, key=lambda change: (change.similarity, change.thread))
    return [
        Statement(
            say("from-to", language, old=_within(sources, change.from_units), new=_within(sources, change.to_units)),
            sources.of(change.to_units[0]),
        )
        for change in ranked
    ]


def _shows_change(change: Change) -> bool:
    """Whether what differs begins within what is quoted of both years."""
    same = (
        next((len(edit.before) for edit in change.edits if edit.op == "equal"), 0) if change.edits and change.edits[0].op == "equal" else 0
    )
    return same < _WITHIN // 2


def _within(sources: _Sources, ids: Sequence[str]) -> str:
    """A text to stand within quotation marks."""
    return shortened(sources.text(ids), sources.language, _WITHIN).translate(_INNER[sources.language])


def _standing(changes: Sequence[Change], sources: _Sources, fresh: str, gone: str) -> list[Statement]:
    """Problems or plans: those that are new, then those no longer told; "" leaves a sort out."""
    return [
        Statement(say(name, sources.language, text=shortened(text, sources.language), year=change.from_year), sources.of(ids[0]))
        for name, kind in zip((fresh, gone), _ONE_SIDED, strict=True)
        if name
        for change in _untold(changes, kind)
        if is_statement(text := sources.text(ids := change.to_units or change.from_units))
        and not is_principle(text)
        and (sources.role(change) != "plan" or sources.plans(text))
    ]


def _newest_followed(comparison: Comparison, sources: _Sources) -> list[FollowThrough]:
    """What the newest report says of the plans and problems of the one before; that it says nothing only where it tells them nowhere.

    Those with figures come first, then those whose answer is surest, then the longer ones.
    """
    gone = {unit for change in _untold(_newest(comparison), "dropped") for unit in change.from_units}
    told = [one for one in comparison.follow_through if one.to_year == comparison.years[-1] and (one.to_units or one.from_unit in gone)]
    said = {one.from_unit: sources.text((one.from_unit,)) for one in told}
    return sorted(
        (one for one in told if is_statement(said[one.from_unit]) and (one.to_units or sources.plans(said[one.from_unit]))),
        key=lambda one: (not re.search(r"\d", said[one.from_unit]), -one.score, -len(said[one.from_unit]), one.from_unit),
    )


def _followed(comparison: Comparison, sources: _Sources, sorts: Mapping[str, str]) -> list[Statement]:
    """What came of plans or problems, sort by sort: outcome → phrase."""
    newest = _newest_followed(comparison, sources)
    return [
        _answer(one, one.to_units, name, sources)
        for sort, name in sorts.items()
        for one in newest
        if outcome(one) == sort and (one.kind != "problem-repeated" or _remains(one, sources))
    ]


def _remains(one: FollowThrough, sources: _Sources) -> bool:
    """Whether a problem is told again as a whole: of a list of problems, some of which are new, it is not said that they remain."""
    is_list = len(_CLAUSE.findall(sources.text(one.to_units))) > _MOST_CLAUSES
    return one.score >= _SURE or not is_list


def _planned_again(comparison: Comparison, sources: _Sources) -> list[Statement]:
    """Plans of the year before that are made again, whether or not the review tells of them; one that takes up several once."""
    found: dict[tuple[str, ...], FollowThrough] = {}
    for one in _newest_followed(comparison, sources):
        again = one.to_units if one.kind == "plan-repeated" else one.also
        # What is planned under another number was not planned so before.
        if again and _numbers(sources.text(again)) <= _numbers(sources.text((one.from_unit,))):
            found.setdefault(again, one)
    return [_answer(one, again, "planned-again", sources) for again, one in found.items()]


def _numbers(text: str) -> set[str]:
    """The numbers of a text as printed, years aside."""
    return {found for found in re.findall(r"\d[\d.,]*", text) if not re.fullmatch(r"(?:19|20)\d\d", found)}


def _answer(one: FollowThrough, units: Sequence[str], phrase: str, sources: _Sources) -> Statement:
    told = units or (one.from_unit,)
    missed = [target_said(target, sources.language) for target in one.targets if target.met is False]
    return Statement(
        say(
            phrase,
            sources.language,
            year=one.from_year,
            plan=_within(sources, (one.from_unit,)),
            targets=say("comma", sources.language).join(missed),
            text=shortened(sources.text(told), sources.language),
        ),
        sources.of(told[0]),
    )


def _conflicts(comparison: Comparison, sources: _Sources, language: Language) -> list[Statement]:
    """Numbers that do not fit together, the newest first, without those that may both be right."""
    found = [one for one in reversed(comparison.conflicts) if one.severity == "conflict"]
    return [
        Statement(message(one, language), sources.of(one.units[0]) if one.units else sources.of_place(one.cells[0][1:], one.cells[0][0]))
        for one in sorted(found, key=lambda one: -one.year)
    ]


def _doubts(comparison: Comparison, language: Language) -> list[Statement]:
    own = [
        Statement(say("doubt", language, year=report.year, text=shortened(message(finding, language), language, _DOUBT)))
        for report in comparison.reports
        for finding in report.findings
    ]
    return [*own, *(Statement(shortened(message(finding, language), language, _DOUBT)) for finding in comparison.findings)]
