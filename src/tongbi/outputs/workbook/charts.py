"""The charts sheet: a native chart for each of the figures that lead, drawn from their rows of the overview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from tongbi.outputs.workbook import chart_builder, overview
from tongbi.outputs.workbook.cell_writer import HEADER_ROW, write_text
from tongbi.outputs.workbook.sheet_layout import frame, widen

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from tongbi.outputs.workbook.sheet_context import Desk

# Charts beside each other, columns and rows of the sheet for each, its size in centimetres, which is a little less than they take.
ACROSS, COLUMNS_EACH, ROWS_EACH, SIZE = 4, 3, 12, (8.2, 6.4)
BLUE = "7FA6D6"


def write(sheet: Worksheet, desk: Desk) -> None:
    """Write the sheet: four charts beside each other, the weightiest figures first; negative values start their own scale."""
    chosen = [(row, one) for row, one in enumerate(desk.headlines[: overview.MOST_HEADLINES], overview.HEADLINES_ROW + 2) if one.before]
    frame(sheet, desk.titles["charts"], desk.dated(desk.word("workbook.charts-note" if chosen else "workbook.no-charts")), desk.pen)
    widen(sheet, [14.0] * (ACROSS * COLUMNS_EACH))
    sheet.page_setup.fitToHeight = 1
    if not chosen:
        write_text(sheet, HEADER_ROW, 1, "–", "note", desk.pen)
        return
    source = sheet.parent[desk.titles["overview"]]  # type: ignore[index]  # a sheet always has its workbook
    last = len(desk.comparison.years) + 1
    for place, (row, headline) in enumerate(chosen):
        below = min(headline.indicator.values.values()) < 0
        layers = [(headline.indicator.name, BLUE, row)]
        chart = chart_builder.columns(
            headline.title(desk.language), source, layers, (overview.HEADLINES_ROW + 1, 2, last), SIZE, below=below
        )
        across, down = place % ACROSS, place // ACROSS
        sheet.add_chart(chart, f"{get_column_letter(1 + across * COLUMNS_EACH)}{HEADER_ROW + 1 + down * ROWS_EACH}")
