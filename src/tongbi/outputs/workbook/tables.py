"""The tables sheet: every table through the years, its rows and columns by label, each year beside the last, changed cells marked."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from tongbi.outputs.workbook import cell_writer
from tongbi.outputs.workbook.cell_writer import HEADER_ROW, link
from tongbi.outputs.workbook.sheet_layout import RAGGED, Row, display_width, fit_height, frame, merge, number_width, widen
from tongbi.outputs.workbook.styles import decimals_of
from tongbi.outputs.workbook.table_layout import FIRST_VALUE, HEAD_ROWS, STEP, Block, block, first_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tongbi.model import Value
    from tongbi.outputs.workbook.sheet import Sheet
    from tongbi.outputs.workbook.sheet_context import Desk

COLUMNS = (("table-group", 40.0), ("table-row", 34.0), ("unit", 8.0))
NARROWEST, WIDEST_TEXT = 12.0, 26.0


def write(sheet: Sheet, desk: Desk) -> None:
    """Write the sheet: a block a table, in it a row a line, and for each line across a cell a year."""
    threads = desk.comparison.tables
    frame(sheet, desk.titles["tables"], desk.word("workbook.tables-note"), desk.pen)
    desk.heads(sheet, COLUMNS, lines=1)
    laid = [block(thread) for thread in threads]
    widths = [*(width for _, width in COLUMNS), *_value_widths(laid)]
    widen(sheet, widths)
    for one, first in zip(laid, first_rows(threads), strict=True):
        _write_name(sheet, desk, one, first)
        _write_heads(sheet, desk, one, first + 1, widths)
        for place in range(len(one.down)):
            with Row(sheet, first + HEAD_ROWS + place, desk.pen, widths) as row:
                _write_row(row, desk, one, place)
    sheet.freeze_panes = f"D{HEADER_ROW + 1}"
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"


def _value_widths(laid: Sequence[Block]) -> list[float]:
    """The width of each column of values: that of the longest number in it, or of the longest text up to a width that it is read in."""
    widths = [NARROWEST] * max((len(one.across) * len(one.years) for one in laid), default=0)
    for one in laid:
        for line in one.values:
            for at, (values, year) in enumerate(product(line, one.years)):
                value = values.get(year)
                if isinstance(value, str):
                    widths[at] = max(widths[at], min(WIDEST_TEXT, display_width(value) + RAGGED))
                elif value is not None:
                    widths[at] = max(widths[at], number_width(value, decimals_of((value,))))
    return widths


def _write_name(sheet: Sheet, desk: Desk, one: Block, row: int) -> None:
    sheet.put(row, 1, cell_writer.text(one.thread.name, "block", desk.pen))
    for column, year in enumerate(one.years, start=FIRST_VALUE):
        cell = sheet.put(row, column, cell_writer.text(desk.word("column.year", year=year), "link", desk.pen))
        link(cell, desk.titles["text"], desk.table_rows[year, one.thread.by_year[year] or 0])


def _write_heads(sheet: Sheet, desk: Desk, one: Block, at: int, widths: Sequence[float]) -> None:
    lines, years = (Row(sheet, row, desk.pen, ()) for row in (at, at + 1))
    for row in (lines, years):
        row.words([""] * len(COLUMNS), "head")
    for line in one.across:
        first = lines.column
        lines.words([line.label.replace("/", STEP), *[""] * (len(one.years) - 1)], "head")
        years.numbers(one.years, "head")
        if len(one.years) > 1:
            merge(sheet, at, first, lines.column - 1)
    starts = range(len(COLUMNS), len(widths), len(one.years))
    rooms = [sum(widths[start : start + len(one.years)]) for start in starts]
    fit_height(sheet, at, [(line.label.replace("/", STEP), room) for line, room in zip(one.across, rooms, strict=False)])


def _write_row(row: Row, desk: Desk, one: Block, place: int) -> None:
    group, _, label = one.down[place].label.rpartition("/")
    row.text(group.replace("/", STEP), "quiet")
    row.text(label, "text" if group else "strong")
    row.word(_unit(desk, one, place))
    for values in one.values[place]:
        before: int | None = None
        for year in one.years:
            if year in values:
                _write_value(row, values[year], changed=before is not None and values[before] != values[year])
                before = year
            else:
                row.word("–", "absent")


def _write_value(row: Row, value: Value, *, changed: bool) -> None:
    if isinstance(value, str):
        row.text(value, "changed-text" if changed else "text")
    else:
        row.number(value, f"{'changed' if changed else 'value'}-{decimals_of([] if value is None else [value])}")


def _unit(desk: Desk, one: Block, place: int) -> str:
    """What the newest year that has the line counts in, said once for all its cells."""
    line = one.down[place]
    year = max(year for year, at in line.by_year.items() if at is not None)
    units = desk.comparison.report(year).tables[one.thread.by_year[year] or 0].units
    at = line.by_year[year] or 0
    found = [row[at] for row in units if at < len(row)] if one.turned else units[at] if units else ()
    return "、".join(dict.fromkeys(filter(None, found)))
