"""The facts sheet: every number that the filings declare, as a tidy table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from tongbi.outputs.workbook.cell_writer import HEADER_ROW, link
from tongbi.outputs.workbook.sheet_layout import freeze
from tongbi.outputs.workbook.styles import decimals_of

if TYPE_CHECKING:
    from tongbi.outputs.workbook.sheet import Sheet
    from tongbi.outputs.workbook.sheet_context import Columns, Desk

COLUMNS: Columns = (
    *(("year-of", 8.0), ("concept", 44.0), ("statement-line", 40.0), ("dimensions", 40.0), ("value", 20.0), ("unit", 10.0)),
    *(("begin", 12.0), ("end", 12.0), ("distance", 9.0), ("exact", 9.0), ("printed", 14.0)),
)


def write(sheet: Sheet, desk: Desk) -> None:
    """Write the sheet: a row a fact, in the order of the filings; a value leads to its cell or its sentence."""
    told = [(report.year or 0, fact) for report in desk.comparison.reports for fact in report.facts]
    desk.table(sheet, "facts", desk.word("workbook.facts-note"), COLUMNS, rows=len(told))
    for number, (year, fact) in enumerate(told, start=HEADER_ROW + 1):
        with desk.row(sheet, number, COLUMNS) as row:
            row.number(year)
            row.text(fact.concept)
            row.text(fact.label)
            row.text("; ".join(fact.dimensions), "quiet")
            cell = row.number(fact.value, f"value-{decimals_of((fact.value,))}")
            if fact.cell and (year, fact.cell) in desk.table_cells:
                at, column = desk.table_cells[year, fact.cell]
                link(cell, desk.titles["tables"], at, get_column_letter(column))
            elif fact.unit_id in desk.unit_rows:
                link(cell, desk.titles["text"], desk.unit_rows[fact.unit_id])
            row.words((fact.unit, fact.begin, fact.end))
            row.numbers((fact.years, fact.decimals))
            row.word(fact.text)
    freeze(sheet, 2)
