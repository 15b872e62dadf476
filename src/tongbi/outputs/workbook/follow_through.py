"""The follow-through sheet: what the next report says of each plan and each problem of the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongbi.outputs.verdicts import outcome, target_said
from tongbi.outputs.workbook.cell_writer import HEADER_ROW, write_jump, write_number, write_text
from tongbi.outputs.workbook.sheet_layout import filter_rows, fit_height, frame, freeze, head, widen
from tongbi.outputs.workbook.styles import graded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from tongbi.model import FollowThrough, Unit
    from tongbi.outputs.workbook.sheet_context import Desk

COLUMNS = ("year-of", "promise", "thread-number", "follow", "targets", "similarity", "year-of", "answer", "thread-number", "also")
WIDTHS = (9.0, 56.0, 10.0, 19.0, 30.0, 10.0, 9.0, 56.0, 10.0, 40.0)
PROMISE, TARGETS, ANSWER, ALSO = 2, 5, 8, 10


def write(sheet: Worksheet, desk: Desk) -> None:
    """Write the sheet: a row a plan or problem, with what came of it and the sentences that say so."""
    found = desk.comparison.follow_through
    frame(sheet, desk.titles["follow"], desk.word("workbook.follow-note" if found else "workbook.no-follow"), desk.pen)
    head(sheet, [desk.word(f"column.{name}") for name in COLUMNS], desk.pen)
    widen(sheet, WIDTHS)
    units = desk.comparison.unit_texts()
    for row, one in enumerate(found, start=HEADER_ROW + 1):
        _write_row(sheet, desk, row, one, units)
    freeze(sheet, 1)
    filter_rows(sheet, len(COLUMNS), HEADER_ROW + len(found))


def _write_row(sheet: Worksheet, desk: Desk, row: int, one: FollowThrough, units: dict[str, Unit]) -> None:
    said, answered, also = (_texts(ids, units) for ids in ((one.from_unit,), one.to_units, one.also))
    targets = "\n".join(target_said(target, desk.language) for target in one.targets)
    write_number(sheet, row, 1, one.from_year, "tag", desk.pen)
    write_text(sheet, row, PROMISE, said, "text", desk.pen)
    write_jump(sheet, row, 3, desk.titles["changes"], desk.thread_rows[desk.thread_of[one.from_unit]], desk.pen)
    write_text(sheet, row, 4, desk.word(f"follow.{outcome(one)}"), graded(outcome(one)), desk.pen)
    write_text(sheet, row, TARGETS, targets, "text", desk.pen)
    write_number(sheet, row, 6, one.score if one.to_units else None, "share", desk.pen)
    write_number(sheet, row, 7, one.to_year, "tag", desk.pen)
    write_text(sheet, row, ANSWER, answered or "–", "text" if answered else "absent", desk.pen)
    target = desk.thread_rows[desk.thread_of[one.to_units[0]]] if one.to_units else None
    write_jump(sheet, row, 9, desk.titles["changes"], target, desk.pen)
    write_text(sheet, row, ALSO, also, "text", desk.pen)
    written = ((said, PROMISE), (targets, TARGETS), (answered, ANSWER), (also, ALSO))
    fit_height(sheet, row, [(text, WIDTHS[column - 1]) for text, column in written])


def _texts(ids: Sequence[str], units: Mapping[str, Unit]) -> str:
    return "\n".join(units[unit].text for unit in ids)
