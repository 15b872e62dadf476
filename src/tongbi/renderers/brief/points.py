"""What the brief says and in which order: figures, new and dropped before rewording; the largest first; each with year and section."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tongbi.labels import label, message
from tongbi.model import CellPlace, Change, Comparison, Language, Section, Unit
from tongbi.renderers import moves
from tongbi.renderers.moves import Move
from tongbi.renderers.numbers import spoken

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~!$])")
_QUOTE = 90
# Lines that lead to a list or say whom to call are no statements.
_NO_STATEMENT = re.compile(r"[：:]$|联系人|联系电话|^附件|^contact", re.IGNORECASE)
_INNER = str.maketrans("“”", "‘’")
_CURRENCIES = frozenset("$€£")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the brief: its title and its statements, most important first."""

    title: str
    points: tuple[str, ...]


def say(name: str, language: Language, /, **values: object) -> str:
    """A phrase of the brief."""
    return label(f"brief.{name}", language, **values)


def plain(text: str, longest: int = _QUOTE) -> str:
    """Quoted text: Markdown's marks escaped, cut with … where it is long."""
    line = " ".join(text.split())
    return _SPECIAL.sub(r"\\\1", line if len(line) <= longest else line[: longest - 1] + "…")


def opening(comparison: Comparison, language: Language) -> tuple[str, list[str]]:
    """The title and the paragraphs on basis and coverage."""
    old, new = comparison.years[-2:]
    title = say("title", language, organisation=plain(comparison.organisation), old=old, new=new)
    changes = _newest(comparison)
    told = sum(len(change.to_units) for change in changes)
    files = say("comma", language).join(f"{report.year}" for report in comparison.reports)
    basis = say("basis", language, years=files, old=old, new=new, units=told)
    counts = {kind: sum(change.kind == kind for change in changes) for kind in ("figures", "reworded", "added", "dropped")}
    share = f"{100 * comparison.reused_share(new):.0f}%"
    return title, [basis, say("counts", language, share=share, **counts), *_coverage(comparison, language)]


def _coverage(comparison: Comparison, language: Language) -> list[str]:
    new = comparison.years[-1]
    missing = [comparison.title_of(one.canonical, language) for one in comparison.coverage if one.by_year[new] != "present"]
    if not comparison.coverage:
        return []
    if not missing:
        return [say("complete", language, year=new)]
    return [say("incomplete", language, year=new, missing=say("comma", language).join(missing))]


def parts(comparison: Comparison, language: Language) -> list[Part]:
    """All parts in order; one without statements is empty."""
    sources = _Sources(comparison, language)
    roles: dict[str, Callable[[Change], bool]] = {
        "problems": lambda change: sources.node(change).startswith("problem"),
        "plans": lambda change: sources.node(change).startswith("plan"),
        "measures": lambda change: not sources.node(change).startswith(("problem", "plan")),
    }
    newest = _newest(comparison)
    added = [change for change in newest if change.kind == "added"]
    dropped = [change for change in newest if change.kind == "dropped"]
    return [
        Part(say("figures", language), tuple(_figures(comparison, sources, language))),
        Part(say("new", language), _quoted([c for c in added if roles["measures"](c)], sources)),
        Part(say("gone", language), _quoted([c for c in dropped if roles["measures"](c)], sources)),
        Part(say("reworded", language), tuple(_reworded(newest, sources, language, roles["measures"]))),
        Part(
            say("problems", language),
            (*_repeated(newest, sources, language, roles["problems"]), *_fresh(added, sources, language, roles["problems"])),
        ),
        Part(say("plans", language), _quoted([c for c in newest if c.to_units and roles["plans"](c)], sources)),
        Part(say("doubts", language), tuple(_doubts(comparison, language))),
    ]


def _newest(comparison: Comparison) -> list[Change]:
    return [change for change in comparison.changes if change.to_year == comparison.years[-1]]


class _Sources:
    """Where statements stand: year and heading."""

    def __init__(self, comparison: Comparison, language: Language) -> None:
        self._units = comparison.unit_texts()
        self._year = {unit.id: report for report in comparison.reports for unit in report.units}
        self._tables = {(report.year, at): table for report in comparison.reports for at, table in enumerate(report.tables)}
        self._language = language

    def text(self, ids: Sequence[str]) -> str:
        return "".join(self._units[unit].text for unit in ids)

    def node(self, change: Change) -> str:
        return self._units[(change.to_units or change.from_units)[0]].canonical or ""

    def of_place(self, where: str | CellPlace, year: int) -> str:
        """（2024年，“收到和处理政府信息公开申请情况”表）"""
        if isinstance(where, str):
            return self.of(where)
        return say("source-table", self._language, year=year, table=plain(self._tables[year, where[0]].name, 40))

    def of(self, unit: str) -> str:
        """（2024年，“（二）优化法治化营商环境”）"""
        report = self._year[unit]
        heading = self._heading(self._units[unit], report.sections)
        name = "source" if heading else "source-preamble"
        return say(name, self._language, year=report.year, heading=plain(heading, 40))

    @staticmethod
    def _heading(unit: Unit, sections: Sequence[Section]) -> str:
        return "" if unit.section is None else sections[unit.section].printed.rstrip("。：:")


def _quoted(changes: Sequence[Change], sources: _Sources) -> tuple[str, ...]:
    """Statements as they stand, those with figures first, then the longer ones."""
    weight = {id(change): sources.text(change.to_units or change.from_units) for change in changes}
    found = [change for change in changes if not _NO_STATEMENT.search(weight[id(change)])]
    ranked = sorted(found, key=lambda change: (not re.search(r"\d", weight[id(change)]), -len(weight[id(change)]), change.thread))
    return tuple(plain(weight[id(change)]) + sources.of((change.to_units or change.from_units)[0]) for change in ranked)


def _figures(comparison: Comparison, sources: _Sources, language: Language) -> list[str]:
    """Figures told in both of the newest years, the largest moves first."""
    return [_figure(move, language) + sources.of_place(move.indicator.where[move.new], move.new) for move in moves.largest(comparison)]


def _figure(move: Move, language: Language) -> str:
    one, up = move.indicator, move.after > move.before
    front = plain(one.unit) if one.unit in _CURRENCIES else ""
    behind = "" if front else plain(one.unit)
    if behind and language == "en" and behind != "%":
        behind = f" {behind}"
    told = {"old": front + spoken(move.before, language), "new": front + spoken(move.after, language)}
    values = {"name": plain(one.name, 40), **told, "unit": behind, "year": move.old}
    if move.is_rate:
        return say("rate-up" if up else "rate-down", language, **values, points=spoken(round(move.size, 4), language))
    if not move.before:
        return say("figure-from-none", language, **values)
    return say("figure-up" if up else "figure-down", language, **values, percent=f"{move.size:.1f}")


def _reworded(changes: Sequence[Change], sources: _Sources, language: Language, wanted: Callable[[Change], bool]) -> list[str]:
    """Rewordings, the furthest first, as old and new."""
    found = [change for change in changes if change.kind in {"reworded", "split", "merged"} and wanted(change)]
    ranked = sorted(found, key=lambda change: (change.similarity, change.thread))
    return [
        say("from-to", language, old=_within(sources, change.from_units), new=_within(sources, change.to_units))
        + sources.of(change.to_units[0])
        for change in ranked
    ]


def _within(sources: _Sources, ids: Sequence[str]) -> str:
    """A text to stand within quotation marks."""
    return plain(sources.text(ids), 60).translate(_INNER)


def _repeated(changes: Sequence[Change], sources: _Sources, language: Language, wanted: Callable[[Change], bool]) -> list[str]:
    return [
        say("repeated", language, text=plain(sources.text(change.to_units)), year=change.from_year) + sources.of(change.to_units[0])
        for change in changes
        if change.from_units and change.to_units and wanted(change)
    ]


def _fresh(changes: Sequence[Change], sources: _Sources, language: Language, wanted: Callable[[Change], bool]) -> list[str]:
    return [
        say("fresh", language, text=plain(sources.text(change.to_units))) + sources.of(change.to_units[0])
        for change in changes
        if wanted(change)
    ]


def _doubts(comparison: Comparison, language: Language) -> list[str]:
    own = [
        say("doubt", language, year=report.year, text=plain(message(finding, language), 160))
        for report in comparison.reports
        for finding in report.findings
    ]
    return [*own, *(plain(message(finding, language), 160) for finding in comparison.findings)]
