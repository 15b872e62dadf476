"""The checks sheet: numbers that do not fit together, and below them every change that a text states itself, held against the values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from tongbi.outputs import verdicts
from tongbi.outputs.labels import message
from tongbi.outputs.numbers import POINTS
from tongbi.outputs.workbook.cells import HEADER_ROW, link, write_formula, write_jump, write_number, write_text
from tongbi.outputs.workbook.layout import fit_height, frame, head, widen
from tongbi.outputs.workbook.styles import decimals_of, graded

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from tongbi.model import Conflict, StatedChange, Unit
    from tongbi.outputs.workbook.desk import Desk

CONFLICT_COLUMNS = ("year-of", "verdict", "check", "expected", "found", "difference", "unit", "message", "thread-number", "text")
STATED_COLUMNS = ("year-of", "verdict", "direction", "previous", "current", "stated", "unit", "indicator", "thread-number", "text")
WIDTHS = (9.0, 18.0, 17.0, 13.0, 13.0, 16.0, 10.0, 46.0, 10.0, 62.0)
MESSAGE, PLACE, TEXT = 8, 9, 10


def write(sheet: Worksheet, desk: Desk) -> None:
    """Write the sheet: a row a conflict, then a row a stated change, those that do not fit first."""
    comparison = desk.comparison
    frame(sheet, desk.titles["checks"], desk.word("workbook.checks-note"), desk.pen)
    widen(sheet, WIDTHS)
    units = comparison.unit_texts()
    row = _head(sheet, desk, HEADER_ROW, CONFLICT_COLUMNS)
    for conflict in verdicts.conflicts(comparison):
        _write_conflict(sheet, desk, row, conflict, units)
        row += 1
    if not comparison.conflicts:
        write_text(sheet, row, 1, desk.word("workbook.no-conflicts"), "note", desk.pen)
        row += 1
    write_text(sheet, row + 1, 1, desk.word("workbook.stated"), "block", desk.pen)
    row = _head(sheet, desk, row + 2, STATED_COLUMNS)
    for stated in verdicts.stated(comparison):
        _write_stated(sheet, desk, row, stated, units)
        row += 1
    if not comparison.stated_changes:
        write_text(sheet, row, 1, desk.word("workbook.no-stated"), "note", desk.pen)
    sheet.freeze_panes = f"C{HEADER_ROW + 1}"


def _head(sheet: Worksheet, desk: Desk, row: int, columns: tuple[str, ...]) -> int:
    """Write column heads; the first row below."""
    head(sheet, [desk.word(f"column.{name}") for name in columns], desk.pen, row=row)
    return row + 1


def _write_conflict(sheet: Worksheet, desk: Desk, row: int, one: Conflict, units: dict[str, Unit]) -> None:
    said = message(one, desk.language)
    write_number(sheet, row, 1, one.year, "tag", desk.pen)
    write_text(sheet, row, 2, desk.word(f"severity.{one.severity}"), graded(one.severity), desk.pen)
    write_text(sheet, row, 3, desk.word(f"check.{one.kind}"), "tag", desk.pen)
    decimals = decimals_of((one.expected, one.found))
    for column, value in enumerate((one.expected, one.found), start=4):
        write_number(sheet, row, column, value, f"value-{decimals}", desk.pen)
    before, after = (f"{get_column_letter(column)}{row}" for column in (4, 5))
    look = f"{'points' if one.unit in POINTS else 'delta'}-{decimals}"
    write_formula(sheet, row, 6, f"={after}-{before}", one.found - one.expected, look, desk.pen)
    write_text(sheet, row, 7, one.unit, "tag", desk.pen)
    write_text(sheet, row, MESSAGE, said, "text", desk.pen)
    text = _write_place(sheet, desk, row, one, units)
    fit_height(sheet, row, [(said, WIDTHS[MESSAGE - 1]), (text, WIDTHS[TEXT - 1])])


def _write_place(sheet: Worksheet, desk: Desk, row: int, one: Conflict, units: dict[str, Unit]) -> str:
    """Write where a conflict's numbers stand: a jump to the first place, then sentences and table cells in words; those words."""
    told = [units[unit].text for unit in one.units]
    told += [desk.cell_words(year, (table, line, column)) for year, table, line, column in one.cells]
    if one.units:
        _write_thread(sheet, desk, row, one.units[0])
    else:
        cell = write_text(sheet, row, PLACE, desk.word("workbook.line-table") if one.cells else "", "jump", desk.pen)
        if one.cells:
            year, *place = one.cells[0]
            at, column = desk.table_cells[year, (place[0], place[1], place[2])]
            link(cell, desk.titles["tables"], at, get_column_letter(column))
    text = "\n".join(told)
    write_text(sheet, row, TEXT, text, "quiet", desk.pen)
    return text


def _write_stated(sheet: Worksheet, desk: Desk, row: int, one: StatedChange, units: dict[str, Unit]) -> None:
    verdict = verdicts.VERDICTS[one.agrees]
    write_number(sheet, row, 1, one.year, "tag", desk.pen)
    write_text(sheet, row, 2, desk.word(f"verdict.{verdict}"), graded(verdict), desk.pen)
    direction = desk.word(f"direction.{one.direction}") if one.direction else ""
    if one.previous_year is not None and one.previous_year != one.year - 1:
        direction += desk.word("workbook.against", year=one.previous_year - desk.comparison.lag)
    write_text(sheet, row, 3, direction, "tag", desk.pen)
    values = [value for value in (one.previous, one.current) if value is not None]
    for column, value in enumerate((one.previous, one.current), start=4):
        write_number(sheet, row, column, value, f"value-{decimals_of(values)}", desk.pen)
    step = "" if one.change is None else f"{desk.number(one.change)} {one.change_unit}".strip()
    write_text(sheet, row, 6, step, "tag", desk.pen)
    write_text(sheet, row, 7, one.unit, "tag", desk.pen)
    write_text(sheet, row, MESSAGE, one.name, "strong", desk.pen)
    _write_thread(sheet, desk, row, one.unit_id)
    text = units[one.unit_id].text
    write_text(sheet, row, TEXT, text, "quiet", desk.pen)
    fit_height(sheet, row, [(one.name, WIDTHS[MESSAGE - 1]), (text, WIDTHS[TEXT - 1]), (step, WIDTHS[5])])


def _write_thread(sheet: Worksheet, desk: Desk, row: int, unit: str) -> None:
    write_jump(sheet, row, PLACE, desk.titles["changes"], desk.thread_rows[desk.thread_of[unit]], desk.pen)
