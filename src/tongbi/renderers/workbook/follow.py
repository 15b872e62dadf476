"""The follow-through sheet: what the next report says of each plan and each problem of the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongbi.renderers.workbook.cells import HEADER_ROW, write_jump, write_number, write_text
from tongbi.renderers.workbook.layout import filter_rows, fit_height, frame, freeze, head, widen
from tongbi.renderers.workbook.styles import graded

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from tongbi.model import FollowThrough, Unit
    from tongbi.renderers.workbook.desk import Desk

COLUMNS = ("year-of", "promise", "thread-number", "follow", "similarity", "year-of", "answer", "thread-number")
WIDTHS = (9.0, 56.0, 10.0, 19.0, 10.0, 9.0, 56.0, 10.0)
PROMISE, ANSWER = 2, 7


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
    said, answered = units[one.from_unit].text, "\n".join(units[unit].text for unit in one.to_units)
    write_number(sheet, row, 1, one.from_year, "tag", desk.pen)
    write_text(sheet, row, PROMISE, said, "text", desk.pen)
    write_jump(sheet, row, 3, desk.titles["changes"], desk.thread_rows[desk.thread_of[one.from_unit]], desk.pen)
    write_text(sheet, row, 4, desk.word(f"follow.{one.kind}"), graded(one.kind), desk.pen)
    write_number(sheet, row, 5, one.score if one.to_units else None, "share", desk.pen)
    write_number(sheet, row, 6, one.to_year, "tag", desk.pen)
    write_text(sheet, row, ANSWER, answered or "–", "text" if answered else "absent", desk.pen)
    target = desk.thread_rows[desk.thread_of[one.to_units[0]]] if one.to_units else None
    write_jump(sheet, row, 8, desk.titles["changes"], target, desk.pen)
    fit_height(sheet, row, [(said, WIDTHS[PROMISE - 1]), (answered, WIDTHS[ANSWER - 1])])
