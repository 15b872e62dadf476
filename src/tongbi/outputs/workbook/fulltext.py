"""The text sheet: every line of every report, in order, so that nothing is lost and every place can be jumped to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongbi.outputs.workbook.cell_writer import HEADER_ROW
from tongbi.outputs.workbook.sheet_layout import freeze

if TYPE_CHECKING:
    from tongbi.outputs.workbook.sheet import Sheet
    from tongbi.outputs.workbook.sheet_context import Desk, Line

COLUMNS = (
    *(("year-of", 8.0), ("line", 10.0), ("section-number", 8.0), ("node", 18.0), ("unit-id", 12.0), ("thread-number", 10.0)),
    *(("place", 14.0), ("text", 110.0)),
)
_WORDS = {"front": "line-front", "heading": "line-heading", "unit": "line-unit", "table": "line-table", "note": "line-note"}
_LOOKS = {"front": "strong", "heading": "strong", "unit": "text", "table": "text", "note": "quiet"}


def write(sheet: Sheet, desk: Desk) -> None:
    """Write the sheet: a row a line; a line too long for a cell goes on in the rows below."""
    desk.table(sheet, "text", desk.word("workbook.text-note"), COLUMNS, rows=len(desk.lines))
    for number, line in enumerate(desk.lines, start=HEADER_ROW + 1):
        section = None if line.section is None else desk.comparison.report(line.year).sections[line.section]
        thread = desk.thread_row(line.unit)
        with desk.row(sheet, number, COLUMNS) as row:
            row.number(line.year)
            row.word(_kind(desk, line))
            row.number(line.section)
            row.text(desk.node(section.canonical) if section else "", "quiet")
            row.word(line.unit)
            row.number(thread and thread - HEADER_ROW)
            row.text(desk.places.said(line.unit) if line.unit else "", "quiet")
            row.text(line.text, _LOOKS[line.kind])
    freeze(sheet, 0)


def _kind(desk: Desk, line: Line) -> str:
    kind = desk.word(f"workbook.{_WORDS[line.kind]}")
    if line.score is not None:
        kind = desk.word("workbook.recognised", line=kind, score=f"{line.score:.2f}")
    return desk.word("workbook.continued", line=kind) if line.continued else kind
