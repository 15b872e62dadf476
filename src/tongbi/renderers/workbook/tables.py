"""The tables sheet: every table through the years, its rows and columns by label, each year beside the last, changed cells marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING

from tongbi.renderers.workbook.cells import HEADER_ROW, link, write_number, write_text
from tongbi.renderers.workbook.layout import fit_height, frame, head, widen
from tongbi.renderers.workbook.styles import decimals_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from tongbi.model import CellPlace, TableThread, Value
    from tongbi.renderers.workbook.desk import Desk

GROUP_WIDTH, ROW_WIDTH, UNIT_WIDTH, VALUE_WIDTH = 30.0, 34.0, 8.0, 12.0
FIRST_VALUE = 4
HEAD_ROWS = 3
"""Rows of a table before its values: its name, its columns, the years."""
STEP = " › "


def places(threads: Sequence[TableThread]) -> dict[tuple[int, CellPlace], tuple[int, int]]:
    """Row and column on the sheet of every cell, by its year and place (table, row, column, from 0)."""
    found: dict[tuple[int, CellPlace], tuple[int, int]] = {}
    for thread, first in zip(threads, first_rows(threads), strict=True):
        years = years_of(thread)
        for (at, row), (across, column), (shift, year) in product(enumerate(thread.rows), enumerate(thread.columns), enumerate(years)):
            table, own_row, own_column = thread.by_year[year], row.by_year[year], column.by_year[year]
            if table is not None and own_row is not None and own_column is not None:
                found[year, (table, own_row, own_column)] = (first + HEAD_ROWS + at, FIRST_VALUE + across * len(years) + shift)
    return found


def first_rows(threads: Sequence[TableThread]) -> list[int]:
    """For each table the row its name stands in."""
    rows, row = [], HEADER_ROW + 1
    for thread in threads:
        rows.append(row)
        row += HEAD_ROWS + len(thread.rows) + 1
    return rows


def years_of(thread: TableThread) -> list[int]:
    """The years that have the table."""
    return [year for year, at in thread.by_year.items() if at is not None]


def write(sheet: Worksheet, desk: Desk) -> None:
    """Write the sheet: a block a table, in it a row a row, and for each column a cell a year."""
    threads = desk.comparison.tables
    frame(sheet, desk.titles["tables"], desk.word("workbook.tables-note" if threads else "workbook.no-tables"), desk.pen)
    head(sheet, [desk.word(f"column.{name}") for name in ("table-group", "table-row", "unit")], desk.pen, lines=1)
    most = max((len(thread.columns) * len(years_of(thread)) for thread in threads), default=0)
    widen(sheet, [GROUP_WIDTH, ROW_WIDTH, UNIT_WIDTH] + [VALUE_WIDTH] * most)
    for thread, row in zip(threads, first_rows(threads), strict=True):
        _write_name(sheet, desk, thread, row)
        _write_columns(sheet, desk, thread, row + 1)
        for place in range(len(thread.rows)):
            _write_row(sheet, desk, thread, place, row + HEAD_ROWS + place)
    sheet.freeze_panes = f"D{HEADER_ROW + 1}"


def _write_name(sheet: Worksheet, desk: Desk, thread: TableThread, row: int) -> None:
    write_text(sheet, row, 1, thread.name, "block", desk.pen)
    for column, year in enumerate(years_of(thread), start=FIRST_VALUE):
        cell = write_text(sheet, row, column, desk.word("column.year", year=year), "link", desk.pen)
        at = thread.by_year[year]
        link(cell, desk.titles["text"], desk.table_rows[year, at or 0])


def _write_columns(sheet: Worksheet, desk: Desk, thread: TableThread, row: int) -> None:
    years = years_of(thread)
    for column, title in enumerate(("table-group", "table-row", "unit"), start=1):
        write_text(sheet, row, column, desk.word(f"column.{title}"), "head", desk.pen)
        write_text(sheet, row + 1, column, "", "head", desk.pen)
    for place, line in enumerate(thread.columns):
        first = FIRST_VALUE + place * len(years)
        for column, year in enumerate(years, start=first):
            write_text(sheet, row, column, "" if column > first else line.label.replace("/", STEP), "head", desk.pen)
            write_number(sheet, row + 1, column, year, "head", desk.pen)
        if len(years) > 1:
            sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=first + len(years) - 1)
    fit_height(sheet, row, [(line.label.replace("/", STEP), VALUE_WIDTH * len(years)) for line in thread.columns])


def _write_row(sheet: Worksheet, desk: Desk, thread: TableThread, place: int, row: int) -> None:
    years, line = years_of(thread), thread.rows[place]
    group, _, label = line.label.rpartition("/")
    group = group.replace("/", STEP)
    write_text(sheet, row, 1, group, "quiet", desk.pen)
    write_text(sheet, row, 2, label, "strong" if not group else "text", desk.pen)
    write_text(sheet, row, 3, _unit(desk, thread, place), "tag", desk.pen)
    shown = [(group, GROUP_WIDTH), (label, ROW_WIDTH)]
    for across, values in enumerate(thread.values[place]):
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


def _unit(desk: Desk, thread: TableThread, place: int) -> str:
    """What the newest year that has the row counts in, said once for all its cells."""
    line = thread.rows[place]
    year = max(year for year, at in line.by_year.items() if at is not None)
    table = desk.comparison.report(year).tables[thread.by_year[year] or 0]
    units = table.units[line.by_year[year] or 0] if table.units else ()
    return "、".join(dict.fromkeys(filter(None, units)))
