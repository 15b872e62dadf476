"""Sources: what the statements of a brief are quoted from, and how the place of each is told."""

from __future__ import annotations

from collections.abc import Sequence

from tongbi.model import CellPlace, Change, Comparison, FollowThrough, Language, Role, Target
from tongbi.outputs import leading_changes
from tongbi.outputs.brief.excerpts import CLAUSE, END, QUOTE, WITHIN, excerpt, shortened
from tongbi.outputs.labels import label
from tongbi.outputs.leading_changes import Leading
from tongbi.outputs.places import Places

SURE = 0.6
"""Likeness, 0–1, from which the brief says that one statement is the other told again: wrong pairs are the least alike."""
INNER = {"zh": str.maketrans("“”", "‘’"), "en": str.maketrans('“”"', "‘’'")}


def say(name: str, language: Language, /, **values: object) -> str:
    """A phrase of the brief."""
    return label(f"brief.{name}", language, **values)


class Sources:
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
        """The sentences as one text; what is told twice in the same words stands once."""
        return (" " if self.told == "en" else "").join(dict.fromkeys(self._units[unit].text for unit in ids))

    def quoted(self, ids: Sequence[str], at: int = 0) -> str:
        """A text as a statement, of a longer one the part that holds the character `at`."""
        return excerpt(self.text(ids), self.told, at)

    def inner(self, ids: Sequence[str], at: int = 0) -> str:
        """A text to stand within quotation marks, of a longer one the part that holds the character `at`."""
        return excerpt(self.text(ids), self.told, at, WITHIN).translate(INNER[self.language])

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
        """（2024年“（二）优化法治化营商环境”，第3页第2段）, or 第2段 below the heading where there are no pages."""
        report, section = self._reports[unit], self._units[unit].section
        heading = "" if section is None else report.sections[section].printed.rstrip("。：:")
        return self.under(report.year, heading, self._printed.said(unit))

    def under(self, year: int | None, heading: str, place: str = "") -> str:
        """（2024年“（二）优化法治化营商环境”，第3页第2段）"""
        said = say("source-place", self.language, place=place) if place else ""
        return say("source" if heading else "source-preamble", self.language, year=year, heading=self._whole(heading), place=said)

    def _whole(self, text: str) -> str:
        """A heading whole, in one line, to stand within quotation marks."""
        return " ".join(text.split()).translate(INNER[self.language])

    def within(self, text: str, longest: int = QUOTE) -> str:
        """A text in one line to stand within quotation marks, shortened."""
        return shortened(text, self.told, longest).translate(INNER[self.language])
