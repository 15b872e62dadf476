"""The tables sheet: every table through the years, its rows and columns by label, each year beside the last, changed cells marked."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import TYPE_CHECKING

from tongbi.outputs.workbook.cells import HEADER_ROW, link, write_number, write_text
from tongbi.outputs.workbook.layout import fit_height, frame, head, merge, widen
from tongbi.outputs.workbook.styles import decimals_of
from tongbi.outputs.workbook.table_layout import FIRST_VALUE, HEAD_ROWS, STEP, Block, block, first_rows

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from tongbi.model import Value
    from tongbi.outputs.workbook.desk import Desk

GROUP_WIDTH, ROW_WIDTH, UNIT_WIDTH, VALUE_WIDTH = 40.0, 34.0, 8.0, 12.0


def write(sheet: Worksheet, desk: Desk) -> None:
    """Write the sheet: a block a table, in it a row a line, and for each line across a cell a year."""
    threads = desk.comparison.tables
    frame(sheet, desk.titles["tables"], desk.word("workbook.tables-note" if threads else "workbook.no-tables"), desk.pen)
    head(sheet, [desk.word(f"column.{name}") for name in ("table-group", "table-row", "unit")], desk.pen, lines=1)
    laid = [block(thread) for thread in threads]
    most = max((len(one.across) * len(one.years) for one in laid), default=0)
    widen(sheet, [GROUP_WIDTH, ROW_WIDTH, UNIT_WIDTH] + [VALUE_WIDTH] * most)
    for one, row in zip(laid, first_rows(threads), strict=True):
        _write_name(sheet, desk, one, row)
        _write_heads(sheet, desk, one, row + 1)
        for place in range(len(one.down)):
            _write_row(sheet, desk, one, place, row + HEAD_ROWS + place)
    sheet.freeze_panes = f"D{HEADER_ROW + 1}"
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"


def _write_name(sheet: Worksheet, desk: Desk, one: Block, row: int) -> None:
    write_text(sheet, row, 1, one.thread.name, "block", desk.pen)
    for column, year in enumerate(one.years, start=FIRST_VALUE):
        cell = write_text(sheet, row, column, desk.word("column.year", year=year), "link", desk.pen)
        link(cell, desk.titles["text"], desk.table_rows[year, one.thread.by_year[year] or 0])


def _write_heads(sheet: Worksheet, desk: Desk, one: Block, row: int) -> None:
    for at, column in product((row, row + 1), (1, 2, 3)):
        write_text(sheet, at, column, "", "head", desk.pen)
    for place, line in enumerate(one.across):
        first = FIRST_VALUE + place * len(one.years)
        for column, year in enumerate(one.years, start=first):
            write_text(sheet, row, column, "" if column > first else line.label.replace("/", STEP), "head", desk.pen)
            write_number(sheet, row + 1, column, year, "head", desk.pen)
        if len(one.years) > 1:
            merge(sheet, row, first, first + len(one.years) - 1)
    fit_height(sheet, row, [(line.label.replace("/", STEP), VALUE_WIDTH * len(one.years)) for line in one.across])


def _write_row(sheet: Worksheet, desk: Desk, one: Block, place: int, row: int) -> None:
    years = one.years
    group, _, label = one.down[place].label.rpartition("/")
    group = group.replace("/", STEP)
    write_text(sheet, row, 1, group, "quiet", desk.pen)
    write_text(sheet, row, 2, label, "strong" if not group else "text", desk.pen)
    write_text(sheet, row, 3, _unit(desk, one, place), "tag", desk.pen)
    shown = [(group, GROUP_WIDTH), (label, ROW_WIDTH)]
    for across, values in enumerate(one.values[place]):
        before: int | None = None
        for column, year in enumerate(years, start=FIRST_VALUE + across * len(years)):
            if year not in values:
                write_text(sheet, row, column, "–", "absent", desk.pen)
                continue
            text = _write_value(sheet, desk, row, column, values[year], changed=before is not None and _differs(values, before, year))
            shown.append((text, VALUE_WIDTH))
            before = year
    fit_height(sheet, row, shown)


def _write_value(sheet: Worksheet, desk: Desk, row: int, column: int, value: Value, *, changed: bool) -> str:
    if isinstance(value, str):
        write_text(sheet, row, column, value, "changed-text" if changed else "text", desk.pen)
        return value
    decimals = decimals_of([] if value is None else [value])
    write_number(sheet, row, column, value, f"{'changed' if changed else 'value'}-{decimals}", desk.pen)
    return ""


def _differs(values: Mapping[int, Value], before: int, after: int) -> bool:
    return values[before] != values[after]


def _unit(desk: Desk, one: Block, place: int) -> str:
    """What the newest year that has the line counts in, said once for all its cells."""
    line = one.down[place]
    year = max(year for year, at in line.by_year.items() if at is not None)
    units = desk.comparison.report(year).tables[one.thread.by_year[year] or 0].units
    at = line.by_year[year] or 0
    found = [row[at] for row in units if at < len(row)] if one.turned else units[at] if units else ()
    return "、".join(dict.fromkeys(filter(None, found)))
