"""The charts sheet: a native chart for each of the figures that lead, drawn from their rows of the overview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from tongbi.outputs.workbook import chart_builder, overview
from tongbi.outputs.workbook.cell_writer import HEADER_ROW, write_text
from tongbi.outputs.workbook.sheet_layout import frame, widen

if TYPE_CHECKING:
    from openpyxl.chart import BarChart, LineChart
    from openpyxl.worksheet.worksheet import Worksheet

    from tongbi.outputs.headlines import Headline
    from tongbi.outputs.workbook.sheet_context import Desk

# Charts beside each other, columns and rows of the sheet for each, its size in centimetres, which is a little less than they take.
ACROSS, COLUMNS_EACH, ROWS_EACH, SIZE = 4, 3, 12, (8.2, 6.4)
# Many years are drawn as a line, over the room of two charts.
WIDE = (2 * SIZE[0], SIZE[1])
BLUE = "7FA6D6"


def write(sheet: Worksheet, desk: Desk) -> None:
    """Write the sheet: the weightiest figures first, four charts beside each other, two where there are many years."""
    chosen = [(row, one) for row, one in enumerate(desk.headlines[: overview.MOST_HEADLINES], overview.HEADLINES_ROW + 2) if one.before]
    frame(sheet, desk.titles["charts"], desk.dated(desk.word("workbook.charts-note" if chosen else "workbook.no-charts")), desk.pen)
    widen(sheet, [14.0] * (ACROSS * COLUMNS_EACH))
    sheet.page_setup.fitToHeight = 1
    if not chosen:
        write_text(sheet, HEADER_ROW, 1, "–", "note", desk.pen)
        return
    source = sheet.parent[desk.titles["overview"]]  # type: ignore[index]  # a sheet always has its workbook
    room = 2 if len(desk.comparison.years) > overview.MOST_YEARS else 1
    for place, (row, headline) in enumerate(chosen):
        across, down = place * room % ACROSS, place * room // ACROSS
        chart = _chart(desk, source, row, headline)
        sheet.add_chart(chart, f"{get_column_letter(1 + across * COLUMNS_EACH)}{HEADER_ROW + 1 + down * ROWS_EACH}")


def _chart(desk: Desk, source: Worksheet, row: int, headline: Headline) -> BarChart | LineChart:
    """The chart of a headline from its row of the overview; negative values start their own scale."""
    below, layer = min(headline.indicator.values.values()) < 0, (headline.indicator.name, BLUE, row)
    title, area = headline.title(desk.language), (overview.HEADLINES_ROW + 1, 2, len(desk.comparison.years) + 1)
    if len(desk.comparison.years) > overview.MOST_YEARS:
        return chart_builder.line(title, source, layer, area, WIDE, below=below)
    return chart_builder.columns(title, source, [layer], area, SIZE, below=below)
