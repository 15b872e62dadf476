"""The overview sheet: what changed at a glance, year by year, and the way into the other sheets."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, get_args

from openpyxl.chart import BarChart, Reference, Series
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.utils import get_column_letter

from tongbi.model import ChangeKind
from tongbi.renderers.workbook.cells import link, write_number, write_text
from tongbi.renderers.workbook.layout import fit_height, frame, head, widen
from tongbi.renderers.workbook.styles import KIND_FILLS
from tongbi.text import fold

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from tongbi.renderers.workbook.desk import Desk, SheetName

KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)
OUTLINE, GRID = "9AA5B1", "E4E7EB"
LABEL_WIDTH, YEAR_WIDTH = 30.0, 20.0
CONTENTS: dict[SheetName, str] = {
    "sections": "about-sections",
    "changes": "about-changes",
    "indicators": "about-indicators",
    "tables": "about-tables",
    "text": "about-text",
    "sources": "about-sources",
}


def write(sheet: Worksheet, desk: Desk) -> None:
    """Write the sheet from top to bottom: reports, changes, required contents, the other sheets."""
    comparison = desk.comparison
    frame(sheet, desk.heading(), desk.word("workbook.overview-note", count=len(comparison.reports)), desk.pen)
    widen(sheet, [LABEL_WIDTH] + [YEAR_WIDTH] * len(comparison.years))
    sheet.page_setup.fitToHeight = 1
    row = _write_reports(sheet, desk, 4)
    if len(comparison.years) > 1:
        row = _write_changes(sheet, desk, row + 1)
    if comparison.coverage:
        row = _write_coverage(sheet, desk, row + 1)
    _write_contents(sheet, desk, row + 1)


def _block(sheet: Worksheet, desk: Desk, row: int, title: str) -> int:
    """Write a block's title and its head with the years; the first row below."""
    write_text(sheet, row, 1, title, "block", desk.pen)
    sheet.row_dimensions[row].height = 22
    head(sheet, ["", *(desk.word("column.year", year=year) for year in desk.comparison.years)], desk.pen, row=row + 1, lines=1)
    return row + 2


def _write_reports(sheet: Worksheet, desk: Desk, row: int) -> int:
    comparison = desk.comparison
    row = _block(sheet, desk, row, desk.word("workbook.reports"))
    write_text(sheet, row, 1, desk.word("column.title"), "text", desk.pen)
    titles = [report.title for report in comparison.reports]
    for column, title in enumerate(titles, start=2):
        write_text(sheet, row, column, title, "text", desk.pen)
    fit_height(sheet, row, [(title, YEAR_WIDTH) for title in titles])
    found = Counter(year for year, _ in desk.findings())
    measured = {
        "count-characters": [len(fold(report.text())) for report in comparison.reports],
        "count-units": [len(report.units) for report in comparison.reports],
        "count-sections": [len(report.sections) for report in comparison.reports],
        "count-indicators": [sum(year in indicator.values for indicator in comparison.indicators) for year in comparison.years],
        "count-findings": [found[year] for year in comparison.years],
    }
    for name, numbers in measured.items():
        row += 1
        write_text(sheet, row, 1, desk.word(f"workbook.{name}"), "text", desk.pen)
        for column, number in enumerate(numbers, start=2):
            write_number(sheet, row, column, number, "number", desk.pen)
    return row + 1


def _write_changes(sheet: Worksheet, desk: Desk, row: int) -> int:
    comparison = desk.comparison
    row = first = _block(sheet, desk, row, desk.word("workbook.changes"))
    counts = Counter((change.kind, change.to_year) for change in comparison.changes)
    moved = Counter(change.to_year for change in comparison.changes if change.moved)
    for kind in KINDS:
        write_text(sheet, row, 1, desk.word(f"kind.{kind}"), f"kind-{kind}", desk.pen)
        for column, year in enumerate(comparison.years[1:], start=3):
            write_number(sheet, row, column, counts[kind, year], "number", desk.pen)
        row += 1
    write_text(sheet, row, 1, desk.word("workbook.among-them-moved"), "text", desk.pen)
    write_text(sheet, row + 1, 1, desk.word("workbook.reused"), "strong", desk.pen)
    for column, year in enumerate(comparison.years[1:], start=3):
        write_number(sheet, row, column, moved[year], "number", desk.pen)
        write_number(sheet, row + 1, column, comparison.reused_share(year), "share-right", desk.pen)
    for blank in range(first, row + 2):
        write_text(sheet, blank, 2, "–", "absent", desk.pen)
    _draw(sheet, desk, first)
    return row + 2


def _draw(sheet: Worksheet, desk: Desk, first: int) -> None:
    """A stacked column a year beside the table, in the colours of the kinds."""
    years = len(desk.comparison.years)
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap = "col", "stacked", 100
    chart.height, chart.width = 8.5, 15
    chart.x_axis.delete = chart.y_axis.delete = False  # newer versions of Excel hide an axis that does not say so
    chart.y_axis.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill=GRID)))
    for step, kind in enumerate(KINDS):
        values = Reference(sheet, min_col=3, max_col=years + 1, min_row=first + step)
        series = Series(values, title=desk.word(f"kind.{kind}"))
        series.graphicalProperties.solidFill = KIND_FILLS[kind]
        series.graphicalProperties.line.solidFill = OUTLINE
        chart.append(series)
    chart.set_categories(Reference(sheet, min_col=3, max_col=years + 1, min_row=first - 1))
    sheet.add_chart(chart, f"{get_column_letter(years + 3)}4")


def _write_coverage(sheet: Worksheet, desk: Desk, row: int) -> int:
    row = _block(sheet, desk, row, desk.word("workbook.coverage"))
    for coverage in desk.comparison.coverage:
        title = desk.node(coverage.canonical)
        write_text(sheet, row, 1, title, "text", desk.pen)
        for column, year in enumerate(desk.comparison.years, start=2):
            presence = coverage.by_year[year]
            write_text(sheet, row, column, desk.word(f"workbook.{presence}"), f"is-{presence}", desk.pen)
        fit_height(sheet, row, [(title, LABEL_WIDTH)])
        row += 1
    return row


def _write_contents(sheet: Worksheet, desk: Desk, row: int) -> None:
    write_text(sheet, row, 1, desk.word("workbook.contents"), "block", desk.pen)
    sheet.row_dimensions[row].height = 22
    for step, (name, about) in enumerate(CONTENTS.items(), start=1):
        link(write_text(sheet, row + step, 1, desk.titles[name], "link", desk.pen), desk.titles[name], 1)
        write_text(sheet, row + step, 2, desk.word(f"workbook.{about}"), "note", desk.pen)
