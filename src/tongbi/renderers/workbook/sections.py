"""The sections sheet: the section tree by year, with headings as printed, lengths, and how much of each was kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongbi.renderers.workbook.cells import link, write_number, write_text
from tongbi.renderers.workbook.layout import HEADER_ROW, fit_height, frame, freeze, head_blocks, scale_shares, widen
from tongbi.renderers.workbook.styles import LEVELS
from tongbi.text import fold

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from tongbi.model import Report, SectionRow
    from tongbi.renderers.workbook.desk import Desk

FIRST_ROW = HEADER_ROW + 2
TITLE_WIDTH, NODE_WIDTH, HEADING_WIDTH, NUMBER_WIDTH = 34.0, 16.0, 30.0, 8.5


def write(sheet: Worksheet, desk: Desk) -> None:
    """Write the sheet: a row a section, and for each year its heading, its length and its likeness to the year before."""
    years = desk.comparison.years
    frame(sheet, desk.titles["sections"], desk.word("workbook.sections-note"), desk.pen)
    every = [desk.word("column.year", year=year) for year in years]
    blocks = [
        (desk.word("column.section"), [""]),
        (desk.word("column.node"), [""]),
        (desk.word("column.heading"), every),
        (desk.word("column.characters"), every),
        (desk.word("column.similarity-before"), every[1:]),
        (desk.word("column.reused"), every[1:]),
    ]
    columns = head_blocks(sheet, blocks, desk.pen)
    later = len(years) - 1
    widen(sheet, [TITLE_WIDTH, NODE_WIDTH] + [HEADING_WIDTH] * len(years) + [NUMBER_WIDTH] * (len(years) + 2 * later))
    lengths = {year: section_lengths(report) for year, report in zip(years, desk.comparison.reports, strict=True)}
    for row, section in enumerate(desk.comparison.sections, start=FIRST_ROW):
        _write_row(sheet, desk, row, section, lengths)
    freeze(sheet, 1, header_rows=2)
    for column in range(columns - 2 * later + 1, columns + 1):
        scale_shares(sheet, column, FIRST_ROW, FIRST_ROW + len(desk.comparison.sections) - 1)


def section_lengths(report: Report) -> list[int]:
    """Characters of each section's units without white space, those of its subsections included."""
    lengths = [0] * len(report.sections)
    for unit in report.units:
        section = unit.section
        while section is not None:
            lengths[section] += len(fold(unit.text))
            section = report.sections[section].parent
    return lengths


def _write_row(sheet: Worksheet, desk: Desk, row: int, section: SectionRow, lengths: dict[int, list[int]]) -> None:
    years, node = desk.comparison.years, desk.node(section.canonical)
    title = write_text(sheet, row, 1, section.title, f"level-{min(max(section.level, 1), LEVELS)}", desk.pen)
    target = next((desk.thread_rows[thread.id] for thread in desk.threads if thread.canonical == section.canonical), None)
    if target and section.canonical:
        link(title, desk.titles["changes"], target)
    write_text(sheet, row, 2, node, "quiet", desk.pen)
    shown = [(section.title, TITLE_WIDTH - 2 * section.level), (node, NODE_WIDTH)]
    for place, (year, report) in enumerate(zip(years, desk.comparison.reports, strict=True)):
        index = section.by_year.get(year)
        if index is None:
            write_text(sheet, row, 3 + place, "–", "absent", desk.pen)
            write_text(sheet, row, 3 + len(years) + place, "", "absent", desk.pen)
            continue
        heading = report.sections[index].printed
        link(write_text(sheet, row, 3 + place, heading, "linked", desk.pen), desk.titles["text"], desk.section_rows[year, index])
        write_number(sheet, row, 3 + len(years) + place, lengths[year][index], "number", desk.pen)
        shown.append((heading, HEADING_WIDTH))
    for place, year in enumerate(years[1:]):
        measured = section.similarity.get(year, {})
        write_number(sheet, row, 3 + 2 * len(years) + place, measured.get("ratio"), "share", desk.pen)
        write_number(sheet, row, 2 + 3 * len(years) + place, measured.get("reused"), "share", desk.pen)
    fit_height(sheet, row, shown)
