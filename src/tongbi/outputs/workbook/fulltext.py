"""The text sheet: every line of every report, in order, so that nothing is lost and every place can be jumped to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongbi.outputs.workbook.cells import HEADER_ROW, write_number, write_text
from tongbi.outputs.workbook.layout import filter_rows, fit_height, frame, freeze, head, widen

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from tongbi.outputs.workbook.desk import Desk, Line

COLUMNS = ("year-of", "line", "section-number", "node", "unit-id", "thread-number", "text")
WIDTHS = (8.0, 10.0, 8.0, 18.0, 12.0, 10.0, 110.0)
_WORDS = {"front": "line-front", "heading": "line-heading", "unit": "line-unit", "table": "line-table", "note": "line-note"}
_LOOKS = {"front": "strong", "heading": "strong", "unit": "text", "table": "text", "note": "quiet"}


def write(sheet: Worksheet, desk: Desk) -> None:
    """Write the sheet: a row a line; a line too long for a cell goes on in the rows below."""
    frame(sheet, desk.titles["text"], desk.word("workbook.text-note"), desk.pen)
    head(sheet, [desk.word(f"column.{name}") for name in COLUMNS], desk.pen)
    widen(sheet, WIDTHS)
    nodes = {
        (year, index): desk.node(section.canonical)
        for year, report in zip(desk.comparison.years, desk.comparison.reports, strict=True)
        for index, section in enumerate(report.sections)
    }
    for row, line in enumerate(desk.lines, start=HEADER_ROW + 1):
        node = nodes[line.year, line.section] if line.section is not None else ""
        _write_row(sheet, desk, row, line, node)
    freeze(sheet, 0)
    filter_rows(sheet, len(COLUMNS), HEADER_ROW + len(desk.lines))


def _write_row(sheet: Worksheet, desk: Desk, row: int, line: Line, node: str) -> None:
    kind = desk.word(f"workbook.{_WORDS[line.kind]}")
    if line.score is not None:
        kind = desk.word("workbook.recognised", line=kind, score=f"{line.score:.2f}")
    write_number(sheet, row, 1, line.year, "tag", desk.pen)
    write_text(sheet, row, 2, desk.word("workbook.continued", line=kind) if line.continued else kind, "tag", desk.pen)
    write_number(sheet, row, 3, line.section, "tag", desk.pen)
    write_text(sheet, row, 4, node, "quiet", desk.pen)
    write_text(sheet, row, 5, line.unit, "tag", desk.pen)
    thread = desk.thread_of.get(line.unit)
    write_number(sheet, row, 6, desk.thread_rows[thread] - HEADER_ROW if thread else None, "tag", desk.pen)
    write_text(sheet, row, 7, line.text, _LOOKS[line.kind], desk.pen)
    fit_height(sheet, row, [(line.text, WIDTHS[6]), (node, WIDTHS[3])])
