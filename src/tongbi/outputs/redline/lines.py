"""Lines of the table old | new | note: what changed between two years in the order of the redline, below the headings it stands under."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from tongbi.language import sentences, text_diff
from tongbi.model import Change, Comparison, Edit, Indicator, Language, Table, Unit
from tongbi.outputs.headlines import few
from tongbi.outputs.labels import label
from tongbi.outputs.numbers import POINTS, signed
from tongbi.outputs.redline import tables, twins
from tongbi.outputs.redline.merging import Step
from tongbi.outputs.redline.pieces import cut
from tongbi.outputs.redline.tables import Row

Look = Literal["", "gone", "come", "head"]
Words = tuple[tuple[str, Look], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line: the older text and the newer one in parts with their looks, and what is to be said of it; of a heading its level, else 0."""

    old: Words
    new: Words
    note: str = ""
    level: int = 0


def of(comparison: Comparison, steps: Sequence[Step], old: int, new: int, language: Language) -> Iterator[Line]:
    """The lines: headings that changed, statements that did or moved, rows of tables, each below the headings that it stands under."""
    desk = _Desk.of(comparison, old, new, language)
    above: list[Line] = []
    told: set[int] = set()
    for step in steps:
        heading = desk.heading(step)
        if heading:
            above = [*(one for one in above if one.level < heading.level), heading]
        lines = desk.table(step) if step.piece.table else desk.statement(step, told)
        if lines or (heading and heading.note):
            yield from above
            yield from lines
            above = []


@dataclass(frozen=True, slots=True)
class _Desk:
    """What lines are made from: units by id, the change that leads to a unit or drops it, the figures that stand in one, and the places of
    the sections that go on in both years.
    """

    comparison: Comparison
    years: tuple[int, int]
    language: Language
    units: Mapping[str, Unit]
    changes: Mapping[str, Change]
    figures: Mapping[str, Sequence[Indicator]]
    lasting: Set[tuple[int, int | None]]

    @classmethod
    def of(cls, comparison: Comparison, old: int, new: int, language: Language) -> _Desk:
        """The desk of two neighbouring years."""
        changes = [one for one in comparison.changes if one.to_year == new]
        by_unit = {unit: one for one in changes for unit in one.to_units or one.from_units}
        figures: dict[str, list[Indicator]] = defaultdict(list)
        for one in comparison.indicators:
            where = one.where.get(new)
            if isinstance(where, str) and any((step.from_year, step.to_year) == (old, new) for step in one.change):
                figures[where].append(one)
        lasting = {*twins.headings(comparison, comparison.report(old), comparison.report(new))}
        return cls(comparison, (old, new), language, comparison.unit_texts(), by_unit, figures, lasting)

    def heading(self, step: Step) -> Line | None:
        """The line of a heading that ends with a step, None for what is none; one that moved counts in its new place."""
        names = [piece.source if piece and piece.style else None for piece in (step.old, step.new)]
        places = [name[1] if isinstance(name, tuple) and name[0] == "heading" else None for name in names]
        if places == [None, None] or (step.move and not step.new):
            return None
        found = [
            None if at is None else self.comparison.report(year).sections[int(at)] for at, year in zip(places, self.years, strict=True)
        ]
        old, new = (one.printed if one else "" for one in found)
        note = "" if old == new or step.move else "heading-changed" if old and new else "heading-added" if new else "heading-dropped"
        level = next(one.level for one in reversed(found) if one)
        return Line(*_parts(text_diff.edits(old, new)), label(f"redline.{note}", self.language) if note else "", level)

    def statement(self, step: Step, told: set[int]) -> list[Line]:
        """The line of a statement that begins with a step, where it changed and none was told of it yet."""
        change = self.changes.get(str(step.piece.source))
        if change is None or id(change) in told or (change.kind == "unchanged" and not change.moved):
            return []
        beside = self.changes[change.beside.units[0]] if change.beside else None
        told |= {id(change), id(beside)}
        if change.kind == "dropped" and beside:
            change, beside = beside, change
        old = self._words(beside or change, "gone") if change.from_year == self.years[0] else ()
        return [Line(old, self._words(change, "come"), self._note(change, beside))]

    def _words(self, change: Change, look: Look) -> Words:
        """The older (`gone`) or the newer (`come`) text of a change with what is printed before it, sentences parted as in print."""
        texts = [[self.units[unit] for unit in ids] for ids in (change.from_units, change.to_units)]
        side = int(look == "come")
        edits = (
            change.edits if change.from_year == self.years[0] else text_diff.edits("", sentences.joined([unit.text for unit in texts[1]]))
        )
        if change.from_year != self.years[0]:
            texts[0] = []
        pieces = cut([unit.text for unit in texts[0]], [unit.text for unit in texts[1]], edits, ())[side]
        leads = [units[0].lead if units else None for units in texts]
        found: list[tuple[str, Look]] = [(leads[side] or "", "" if leads[0] == leads[1] else look)]
        for number, parts in enumerate(pieces):
            found.append((" " if number and self.comparison.report(self.years[side]).language == "en" else "", ""))
            found += [(piece.text, look if piece.key is None else "") for piece in parts]
        return tuple((text, one) for text, one in found if text)

    def _note(self, change: Change, beside: Change | None) -> str:
        """What is said of a change: its kind, where it stood, what says nothing new, figures that moved."""
        language = self.language
        if change.from_year != self.years[0]:
            return label("redline.last-seen", language, year=change.from_year)
        told = [label("kind.possible" if beside else f"kind.{change.kind}", language)]
        if change.kind == "unchanged":
            told = []
        if change.moved:
            section, home = (self.units[ids[0]].section for ids in (change.from_units, change.to_units))
            stays = section is None or (section, home) in self.lasting
            place = "" if section is None or stays else self.comparison.report(change.from_year).sections[section].printed
            told.append(label("page.moved-from", language, heading=place) if place else label("kind.moved", language))
        if change.noise:
            told.append(label(f"noise.{change.noise}", language))
        elif change.kind in {"added", "dropped"} and not change.untold and not beside:
            told.append(label("redline.elsewhere", language))
        figures = [one for unit in change.to_units for one in self.figures.get(unit, ())]
        told += list(filter(None, map(self._moved, figures)))[:3]
        return label("row.stop", language).join(told)

    def _moved(self, one: Indicator) -> str:
        """生产总值 +5.2%, 受理投诉 +3件; "" where it stayed."""
        step = next(step for step in one.change if (step.from_year, step.to_year) == self.years)
        if not step.absolute:
            return ""
        if step.percent is not None and not few(one.values[step.from_year], one.unit):
            return f"{one.name} {signed(step.percent)}%"
        size = signed(one.shown(step.absolute), 2)
        unit = label("page.points", self.language, points=size) if one.unit in POINTS else f"{size}{one.shown_unit}"
        return f"{one.name} {unit}"

    def table(self, step: Step) -> list[Line]:
        """The rows of a table that changed, came or went; of one with other columns all rows of both years."""
        old, new = (piece.table if piece else None for piece in (step.old, step.new))
        rows = tables.paired(old, new)
        if rows is None:
            before, after = tables.paired(old, None) or [], tables.paired(None, new) or []
            rows = [(one[0] if one else None, other[1] if other else None) for one, other in zip_longest(before, after)]
        name = label("redline.of-table", self.language, name=(new or old or Table(None, "", (), (), ())).name)
        sides = [_cells(before, after) for before, after in rows]
        return [Line(before, after, name) for before, after in sides if before != after]


def _parts(edits: Sequence[Edit]) -> tuple[Words, Words]:
    """Both texts in parts: what is in one alone is gone, or has come."""
    old: list[tuple[str, Look]] = [(edit.before, "" if edit.op == "equal" else "gone") for edit in edits if edit.before]
    new: list[tuple[str, Look]] = [(edit.after, "" if edit.op == "equal" else "come") for edit in edits if edit.after]
    return tuple(old), tuple(new)


def _cells(before: Row | None, after: Row | None) -> tuple[Words, Words]:
    """The cells of a row in both years, those that differ marked."""
    sides: list[Words] = []
    looks: tuple[Look, Look] = "gone", "come"
    for row, other, look in zip((before, after), (after, before), looks, strict=True):
        same = [bool(other and place < len(other) and other[place].text == slot.text) for place, slot in enumerate(row or ())]
        told: list[tuple[str, Look]] = [(slot.text, "" if kept else look) for slot, kept in zip(row or (), same, strict=True) if slot.text]
        bar: tuple[str, Look] = (" | ", "")
        sides.append(tuple(part for place, one in enumerate(told) for part in ((bar, one) if place else (one,))))
    return sides[0], sides[1]
