"""The charts sheet: a native chart for each of the figures that lead, and below them the cells they are drawn from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.pagebreak import Break

from tongbi.outputs import figure_charts
from tongbi.outputs.workbook import cell_writer, chart_builder, indicators
from tongbi.outputs.workbook.cell_writer import HEADER_ROW
from tongbi.outputs.workbook.chart_builder import Layer
from tongbi.outputs.workbook.sheet_layout import LINE_POINTS, Row, frame, head, widen
from tongbi.outputs.workbook.styles import decimals_of, digits

if TYPE_CHECKING:
    from tongbi.model import Comparison
    from tongbi.outputs.figure_charts import Plot
    from tongbi.outputs.workbook.sheet import Sheet
    from tongbi.outputs.workbook.sheet_context import Desk

MOST = 12
"""As many figures lead: a screen shows them above the reports."""
# Charts beside each other, as many rows of them on a page; rows of the sheet for each; width of a column, and centimetres a digit of it.
ACROSS, ROWS_EACH, COLUMN_WIDTH, DIGIT = 3, 12, 11.0, 0.19


def chosen(comparison: Comparison) -> bool:
    """Whether a figure that leads has a value of the newest year and one before it."""
    found = (comparison.indicators[at] for at in comparison.headlines)
    return any(comparison.years[-1] in one.values and len(one.values) > 1 for one in found)


def write(sheet: Sheet, desk: Desk) -> None:
    """Write the sheet: the weightiest figures first, three charts beside each other, then a row a year with the values and the plans."""
    plots = figure_charts.drawn(desk.comparison, desk.headlines, desk.language)[:MOST]
    frame(sheet, desk.titles["charts"], desk.dated(desk.word("workbook.charts-note")), desk.pen)
    columns = 1 + sum(1 + bool(plot.targets) for plot in plots)
    each = max(5, -(-columns // ACROSS))
    widen(sheet, [COLUMN_WIDTH] * (ACROSS * each))
    rows = -(-len(plots) // ACROSS)
    block = HEADER_ROW + 1 + rows * ROWS_EACH
    sheet.put(block, 1, cell_writer.text(desk.word("workbook.chart-cells"), "block", desk.pen))
    years = Layer("", "", (block + 2, 1), (block + 1 + len(desk.comparison.years), 1))
    layers = _write_cells(sheet, desk, plots, years)
    size = (each * COLUMN_WIDTH * DIGIT, ROWS_EACH * LINE_POINTS / 72 * 2.54)  # a row is taller than its line, so that they stand apart
    for place, (plot, (values, plans)) in enumerate(zip(plots, layers, strict=True)):
        gone = len(desk.comparison.years) - len(plot.years)
        chart = chart_builder.figure(plot, sheet, years.later(gone), values.later(gone), plans and plans.later(gone), size)
        sheet.add_chart(chart, f"{get_column_letter(1 + place % ACROSS * each)}{HEADER_ROW + 1 + place // ACROSS * ROWS_EACH}")
    for row in range(ACROSS, rows + 1, ACROSS):
        sheet.row_breaks.append(Break(id=HEADER_ROW + row * ROWS_EACH))


def _write_cells(sheet: Sheet, desk: Desk, plots: list[Plot], years: Layer) -> list[tuple[Layer, Layer | None]]:
    """Write a row a year with each figure's value from its cell among the indicators, and beside it what was planned; where they stand."""
    titles, layers = [desk.word("column.year-of")], []
    (first, _), (last, _) = years.first, years.last
    for plot in plots:
        found: list[Layer | None] = []
        for title in (plot.headline.title(desk.language), desk.word("column.planned-for") if plot.targets else None):
            if title:
                titles.append(title)
            found.append(Layer(title, chart_builder.MUTED, (first, len(titles)), (last, len(titles))) if title else None)
        layers.append((found[0], found[1]))
    head(sheet, titles, desk.pen, row=first - 1, lines=3)
    sources = indicators.rows(desk)
    for at, year in enumerate(desk.comparison.years):
        row = Row(sheet, first + at, desk.pen, ())
        row.number(year)
        for plot in plots:
            _write_value(row, desk, plot, year, f"{get_column_letter(indicators.FIRST_VALUE + at)}{sources[id(plot.headline.indicator)]}")
    return layers  # type: ignore[return-value]  # the first of each two is there


def _write_value(row: Row, desk: Desk, plot: Plot, year: int, source: str) -> None:
    value, one = plot.values.get(year), plot.headline.indicator
    look = f"value-{digits(one, value)}"
    if value is None:
        row.number(None, look)
    else:
        row.formula(f"={quote_sheetname(desk.titles['indicators'])}!{source}", value, look)
    if plot.targets:
        plan = plot.targets.get(year)
        row.number(plan, f"value-{decimals_of(() if plan is None else (plan,))}")
