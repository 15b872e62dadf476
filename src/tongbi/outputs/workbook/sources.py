"""The sources sheet: which files the comparison rests on, and everything found doubtful in reading and comparing them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tongbi.outputs.labels import message
from tongbi.outputs.workbook import cell_writer
from tongbi.outputs.workbook.cell_writer import HEADER_ROW, link

if TYPE_CHECKING:
    from tongbi.model import Finding, Report
    from tongbi.outputs.workbook.sheet import Sheet
    from tongbi.outputs.workbook.sheet_context import Desk
    from tongbi.outputs.workbook.sheet_layout import Row

SOURCES = (
    *(("year-of", 10.0), ("title", 44.0), ("organisation", 50.0), ("metadata", 44.0), ("file", 40.0), ("format", 10.0), ("encoding", 12.0)),
    ("sha256", 36.0),
)
FINDINGS = (("year-of", 10.0), ("where", 44.0), ("message", 50.0), ("code", 44.0))


def write(sheet: Sheet, desk: Desk) -> None:
    """Write the sheet: a row a report, below it a row a finding."""
    desk.table(sheet, "sources", desk.word("workbook.sources-note"), SOURCES, lines=1)
    for number, report in enumerate(desk.comparison.reports, start=HEADER_ROW + 1):
        with desk.row(sheet, number, SOURCES) as row:
            _write_source(row, report)
    below = HEADER_ROW + len(desk.comparison.reports) + 2
    sheet.put(below, 1, cell_writer.text(desk.word("workbook.findings"), "block", desk.pen))
    desk.heads(sheet, FINDINGS, row=below + 1, lines=1)
    findings = desk.findings()
    for number, (year, finding) in enumerate(findings, start=below + 2):
        with desk.row(sheet, number, FINDINGS) as row:
            _write_finding(row, desk, year, finding)
    if not findings:
        sheet.put(below + 2, 1, cell_writer.text(desk.word("workbook.no-findings"), "note", desk.pen))


def file_name(path: str) -> str:
    """The last part of a path of either kind: a workbook that is sent on need not tell where its maker keeps files."""
    return re.split(r"[\\/]", path)[-1]


def _write_source(row: Row, report: Report) -> None:
    source = report.source
    row.number(report.year)
    metadata = "\n".join(f"{name}: {value}" for name, value in report.metadata.items())
    for text in (report.title, report.organisation, metadata or "–", file_name(source.path), source.format, source.encoding or "–"):
        row.text(text)
    row.text(source.sha256)


def _write_finding(row: Row, desk: Desk, year: int | None, finding: Finding) -> None:
    where, target = _place(desk, year, finding.where)
    if year is None:
        row.word(desk.word("workbook.whole"))
    else:
        row.number(year)
    cell = row.text(where)
    if target:
        link(cell, desk.titles["text"], target)
    row.text(message(finding, desk.language))
    row.text(finding.code)


def _place(desk: Desk, year: int | None, where: str) -> tuple[str, int | None]:
    """A finding's place in words, and its row on the text sheet where it has one."""
    kind, _, number = where.partition(" ")
    if year is not None and kind == "section" and number.isdecimal():
        row = desk.section_rows.get((year, int(number)))
        if row:
            return desk.comparison.report(year).sections[int(number)].printed, row
    if kind == "line":
        return desk.word("workbook.where-line", number=number), None
    return where, desk.unit_rows.get(where)
