"""The checks sheet: numbers that do not fit together, below them every change that a text states itself, then every printed number with
what it is tied to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break

from tongbi.outputs import tied_figures, verdicts
from tongbi.outputs.labels import message
from tongbi.outputs.numbers import POINTS, in_scale
from tongbi.outputs.workbook import cell_writer
from tongbi.outputs.workbook.cell_writer import HEADER_ROW, link
from tongbi.outputs.workbook.sheet_layout import frame, tabulate, widen
from tongbi.outputs.workbook.styles import decimals_of, graded

if TYPE_CHECKING:
    from tongbi.model import Comparison, Conflict, StatedChange
    from tongbi.outputs.tied_figures import Tied
    from tongbi.outputs.workbook.sheet import Sheet
    from tongbi.outputs.workbook.sheet_context import Columns, Desk
    from tongbi.outputs.workbook.sheet_layout import Row

CONFLICTS = (
    *(("year-of", 9.0), ("verdict", 18.0), ("check", 17.0), ("expected", 13.0), ("found", 13.0), ("difference", 16.0), ("unit", 10.0)),
    *(("message", 46.0), ("thread-number", 10.0), ("text", 62.0)),
)
STATED = tuple(
    (name, width)
    for name, (_, width) in zip(
        ("year-of", "verdict", "direction", "previous", "current", "stated", "unit", "indicator", "thread-number", "text"),
        CONFLICTS,
        strict=True,
    )
)

# In the columns of the blocks above, so that each keeps its width.
TIED = tuple(
    (name, width)
    for name, (_, width) in zip(
        ("year-of", "verdict", "check", "expected", "found", "printed", "unit", "indicator", "unit-id", "tied-to"),
        CONFLICTS,
        strict=True,
    )
)


def write(sheet: Sheet, desk: Desk) -> None:
    """Write the sheet: a row a conflict, then a row a stated change, those that do not fit first, then a row a printed number."""
    comparison = desk.comparison
    frame(sheet, desk.titles["checks"], desk.word("workbook.checks-note"), desk.pen)
    widen(sheet, [width for _, width in CONFLICTS])
    texts = {unit: one.text for unit, one in comparison.unit_texts().items()}
    conflicts, stated = verdicts.conflicts(comparison), verdicts.stated(comparison)
    _heads(sheet, desk, "Checks", CONFLICTS, HEADER_ROW, len(conflicts))
    for number, conflict in enumerate(conflicts, start=HEADER_ROW + 1):
        with desk.row(sheet, number, CONFLICTS) as row:
            _write_conflict(row, desk, conflict, texts)
    if not conflicts:
        sheet.put(HEADER_ROW + 1, 1, cell_writer.text(desk.word("workbook.no-conflicts"), "note", desk.pen))
    below = stated_row(comparison)
    sheet.put(below - 2, 1, cell_writer.text(desk.word("workbook.stated"), "block", desk.pen))
    _heads(sheet, desk, "Stated", STATED, below - 1, len(stated))
    for number, one in enumerate(stated, start=below):
        with desk.row(sheet, number, STATED) as row:
            _write_stated(row, desk, one, texts)
    if not stated:
        sheet.put(below, 1, cell_writer.text(desk.word("workbook.no-stated"), "note", desk.pen))
    _write_tied_block(sheet, desk, below + 2 + max(len(stated), 1))
    sheet.freeze_panes = f"C{HEADER_ROW + 1}"


def stated_row(comparison: Comparison) -> int:
    """The row of the first change that a text states: below the conflicts, an empty row, a title and the heads."""
    return HEADER_ROW + 1 + max(len(comparison.conflicts), 1) + 3


def _heads(sheet: Sheet, desk: Desk, name: str, columns: Columns, row: int, rows: int) -> None:
    """The heads of a block, its rows a table of Excel by this name where there are any."""
    desk.heads(sheet, columns, row=row)
    if rows:
        tabulate(sheet, name, desk.titles_of(columns), row + rows, row=row)


def _write_tied_block(sheet: Sheet, desk: Desk, first: int) -> None:
    """Write every number that a sentence prints, from a row on: a title, the heads, a row a number."""
    tied = [*tied_figures.of(desk.comparison)]
    checked, wrong = (sum(one.standing in some for one in tied) for some in ({"agrees", "differs"}, {"differs"}))
    title = desk.word("workbook.tied", count=len(tied), checked=checked, wrong=wrong)
    sheet.row_breaks.append(Break(id=first - 1))  # heads that end a page of print would have no rows
    sheet.put(first, 1, cell_writer.text(title, "block", desk.pen))
    _heads(sheet, desk, "Numbers", TIED, first + 1, len(tied))
    for number, one in enumerate(tied, start=first + 2):
        with desk.row(sheet, number, TIED) as row:
            _write_tied(row, desk, one)


def _write_tied(row: Row, desk: Desk, one: Tied) -> None:
    row.number(one.year)
    row.word(desk.word(f"tied.{one.standing}"), graded(one.standing))
    row.word(" ".join(desk.word(f"check.{kind}") for kind in one.kinds))
    values: tuple[float | None, ...] = (one.checks[0].expected, one.checks[0].found) if one.checks else (None, None)
    values, unit = in_scale(values, one.checks[0].unit if one.checks else one.figure.unit, desk.language)
    row.numbers(values, f"value-{decimals_of([value for value in values if value is not None])}")
    row.word(one.figure.text)
    row.word(unit if one.checks else one.figure.unit)
    row.text(one.figure.name)
    link(row.word(one.figure.unit_id, "jump"), desk.titles["text"], desk.unit_rows[one.figure.unit_id])
    row.text("\n".join(one.others), "quiet")


def _write_conflict(row: Row, desk: Desk, one: Conflict, texts: dict[str, str]) -> None:
    (expected, found), unit = in_scale((one.expected, one.found), one.unit, desk.language)
    decimals = decimals_of(value for value in (expected, found) if value is not None)
    row.number(one.year)
    row.word(desk.word(f"severity.{one.severity}"), graded(one.severity))
    row.word(desk.word(f"check.{one.kind}"))
    row.numbers((expected, found), f"value-{decimals}")
    before, after = (f"{get_column_letter(row.column - back)}{row.at}" for back in (2, 1))
    row.formula(f"={after}-{before}", (found or 0.0) - (expected or 0.0), f"{'points' if one.unit in POINTS else 'delta'}-{decimals}")
    row.word(unit)
    row.text(message(one, desk.language))
    _write_place(row, desk, one)
    places = [desk.cell_words(year, (table, line, column)) for year, table, line, column in one.cells]
    row.text("\n".join([*(desk.quoted(unit, texts[unit]) for unit in one.units), *places]), "quiet")


def _write_place(row: Row, desk: Desk, one: Conflict) -> None:
    """Write a jump to the first place where a conflict's numbers stand."""
    if one.units:
        row.jump(desk.titles["changes"], desk.thread_row(one.units[0]))
        return
    cell = row.word(desk.word("workbook.line-table") if one.cells else "", "jump")
    if one.cells:
        year, table, line, column = one.cells[0]
        at, across = desk.table_cells[year, (table, line, column)]
        link(cell, desk.titles["tables"], at, get_column_letter(across))


def _write_stated(row: Row, desk: Desk, one: StatedChange, texts: dict[str, str]) -> None:
    verdict = verdicts.VERDICTS[one.agrees]
    row.number(one.year)
    row.word(desk.word(f"verdict.{verdict}"), graded(verdict))
    direction = desk.word(f"direction.{one.direction}") if one.direction else ""
    if one.previous_year is not None and one.previous_year != one.year - 1:
        direction += desk.word("workbook.against", year=one.previous_year - desk.comparison.lag)
    row.word(direction)
    values, unit = in_scale((one.previous, one.current), one.unit, desk.language)
    row.numbers(values, f"value-{decimals_of([value for value in values if value is not None])}")
    row.text("" if one.change is None else f"{desk.number(one.change)} {one.change_unit}".strip(), "tag")
    row.word(unit)
    row.text(one.name, "strong")
    row.jump(desk.titles["changes"], desk.thread_row(one.unit_id))
    row.text(desk.quoted(one.unit_id, texts[one.unit_id]), "quiet")
