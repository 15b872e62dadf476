"""The sources sheet: which files the comparison rests on, and everything found doubtful in reading and comparing them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tongbi.outputs.labels import message
from tongbi.outputs.workbook.cells import HEADER_ROW, link, write_number, write_text
from tongbi.outputs.workbook.layout import fit_height, frame, head, widen

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from tongbi.model import Finding, Report
    from tongbi.outputs.workbook.desk import Desk

SOURCE_COLUMNS = ("year-of", "title", "organisation", "metadata", "file", "format", "encoding", "sha256")
FINDING_COLUMNS = ("year-of", "where", "message", "code")
WIDTHS = (10.0, 44.0, 50.0, 44.0, 40.0, 10.0, 12.0, 36.0)


def write(sheet: Worksheet, desk: Desk) -> None:
    """Write the sheet: a row a report, below it a row a finding."""
    frame(sheet, desk.titles["sources"], desk.word("workbook.sources-note"), desk.pen)
    head(sheet, [desk.word(f"column.{name}") for name in SOURCE_COLUMNS], desk.pen, lines=1)
    widen(sheet, WIDTHS)
    row = HEADER_ROW
    for year, report in zip(desk.comparison.years, desk.comparison.reports, strict=True):
        row += 1
        _write_source(sheet, desk, row, year, report)
    row += 2
    write_text(sheet, row, 1, desk.word("workbook.findings"), "block", desk.pen)
    head(sheet, [desk.word(f"column.{name}") for name in FINDING_COLUMNS], desk.pen, row=row + 1, lines=1)
    row += 1
    findings = desk.findings()
    for place, (found_in, finding) in enumerate(findings, start=row + 1):
        _write_finding(sheet, desk, place, found_in, finding)
    if not findings:
        write_text(sheet, row + 1, 1, desk.word("workbook.no-findings"), "note", desk.pen)


def file_name(path: str) -> str:
    """The last part of a path of either kind: a workbook that is sent on need not tell where its maker keeps files."""
    return re.split(r"[\\/]", path)[-1]


def _write_source(sheet: Worksheet, desk: Desk, row: int, year: int, report: Report) -> None:
    source = report.source
    told = "\n".join(f"{name}: {value}" for name, value in report.metadata.items())
    texts = (report.title, report.organisation, told or "–", file_name(source.path), source.format, source.encoding or "–", source.sha256)
    write_number(sheet, row, 1, year, "tag", desk.pen)
    for column, text in enumerate(texts, start=2):
        write_text(sheet, row, column, text, "text", desk.pen)
    fit_height(sheet, row, zip(texts, WIDTHS[1:], strict=True))


def _write_finding(sheet: Worksheet, desk: Desk, row: int, year: int | None, finding: Finding) -> None:
    where, target = _place(desk, year, finding.where)
    texts = (where, message(finding, desk.language), finding.code)
    if year is None:
        write_text(sheet, row, 1, desk.word("workbook.whole"), "tag", desk.pen)
    else:
        write_number(sheet, row, 1, year, "tag", desk.pen)
    cells = [write_text(sheet, row, column, text, "text", desk.pen) for column, text in enumerate(texts, start=2)]
    if target:
        link(cells[0], desk.titles["text"], target)
    fit_height(sheet, row, zip(texts, WIDTHS[1:], strict=False))


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
