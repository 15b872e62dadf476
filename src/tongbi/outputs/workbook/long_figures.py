"""The data sheet: the figures as one long table, a row a figure and year, plain values for pivots, Power Query and R.

Its rows are those of the long table of indicators; its head and its name do not depend on the years.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from tongbi.outputs import figure_rows, long_tables
from tongbi.outputs.labels import label
from tongbi.outputs.workbook.cell_writer import HEADER_ROW, link
from tongbi.outputs.workbook.sheet_layout import Row, freeze
from tongbi.outputs.workbook.styles import decimals_of

if TYPE_CHECKING:
    from tongbi.model import CellPlace
    from tongbi.outputs.long_tables import IndicatorRow
    from tongbi.outputs.workbook.sheet import Sheet
    from tongbi.outputs.workbook.sheet_context import Columns, Desk

COLUMNS: Columns = (
    *(("organisation", 18.0), ("year-of", 8.0), ("node", 20.0), ("indicator", 34.0), ("value", 15.0), ("unit", 10.0)),
    *(("printed-in-report", 18.0), ("previous-year", 9.0), ("previous-value", 15.0), ("difference", 15.0), ("percent", 10.0)),
    *(("planned-for", 12.0), ("met", 9.0), ("type", 8.0), ("grade", 14.0), ("place", 44.0)),
)


def write(sheet: Sheet, desk: Desk) -> None:
    """Write the sheet: a row for each figure and year that tells it; its place leads to the sentence or the cell."""
    found = list(long_tables.indicator_rows(desk.comparison, ""))
    desk.table(sheet, "data", desk.dated(desk.word("workbook.data-note")), COLUMNS, rows=len(found))
    for number, one in enumerate(found, start=HEADER_ROW + 1):
        _write_row(Row(sheet, number, desk.pen, ()), desk, one)
    freeze(sheet, 4)


def _write_row(row: Row, desk: Desk, one: IndicatorRow) -> None:
    row.word(one.organisation, "line")
    row.number(one.year)
    row.word(desk.node(one.canonical), "line")
    row.word(one.name, "line")
    _write_amount(row, one, one.value)
    row.word(one.printed_unit)
    row.word(one.printed or "", "line")
    if one.previous is None:
        row.skip(4)
    else:
        row.number(one.from_year)
        _write_amount(row, one, one.previous)
        _write_amount(row, one, one.absolute)
        row.number(None if one.percent is None else one.percent / 100, "share-fine")
    if one.planned is None and one.met is None:
        row.skip(2)
    else:
        _write_amount(row, one, one.planned)
        row.word(figure_rows.reached(one.met, desk.language))
    row.word(desk.word(f"workbook.{'target' if one.target else 'actual'}"))
    row.word(label(f"grade.{one.grade}", desk.language))
    _write_place(row, desk, one)


def _write_amount(row: Row, one: IndicatorRow, value: float | None) -> None:
    """An amount in the unit that the row is shown in."""
    shown = None if value is None else round(value / one.scale, 10)
    row.number(shown, f"value-{decimals_of(() if shown is None else (shown,))}")


def _write_place(row: Row, desk: Desk, one: IndicatorRow) -> None:
    """Where the value stands, as a link: the section of its sentence, or its table."""
    if one.unit_id:
        link(row.word(desk.section_words(one.unit_id), "place"), desk.titles["text"], desk.unit_rows[one.unit_id])
    elif one.cell_table is not None:
        place: CellPlace = (one.cell_table, one.cell_row or 0, one.cell_column or 0)
        at, column = desk.table_cells[one.year, place]
        link(row.word(desk.cell_words(one.year, place), "place"), desk.titles["tables"], at, get_column_letter(column))
