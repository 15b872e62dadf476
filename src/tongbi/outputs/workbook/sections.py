"""The sections sheet: the section tree by year, with headings as printed, lengths, and how much of each was kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongbi.language.folding import fold
from tongbi.outputs.workbook.cells import HEADER_ROW, link, write_jump, write_number, write_text
from tongbi.outputs.workbook.layout import fit_height, frame, freeze, head_blocks, scale_shares, widen
from tongbi.outputs.workbook.styles import LEVELS

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from tongbi.model import Report, SectionRow
    from tongbi.outputs.workbook.desk import Desk

FIRST_ROW = HEADER_ROW + 2
FIRST_YEAR = 4
TITLE_WIDTH, NODE_WIDTH, HEADING_WIDTH, NUMBER_WIDTH = 34.0, 20.0, 30.0, 8.5


def write(sheet: Worksheet, desk: Desk) -> None:
    """Write the sheet: a row a section, and for each year its heading, its length and its likeness to the year before."""
    years = desk.comparison.years
    frame(sheet, desk.titles["sections"], desk.word("workbook.sections-note"), desk.pen)
    every = [desk.word("column.year", year=year) for year in years]
    blocks = [
        (desk.word("column.section"), [""]),
        (desk.word("column.node"), [""]),
        (desk.word("column.thread-number"), [""]),
        (desk.word("column.heading"), every),
        (desk.word("column.characters"), every),
        (desk.word("column.similarity-before"), every[1:]),
        (desk.word("column.reused"), every[1:]),
    ]
    columns = head_blocks(sheet, blocks, desk.pen)
    later = len(years) - 1
    widen(sheet, [TITLE_WIDTH, NODE_WIDTH, NUMBER_WIDTH] + [HEADING_WIDTH] * len(years) + [NUMBER_WIDTH] * (len(years) + 2 * later))
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
    write_text(sheet, row, 1, section.title, f"level-{min(max(section.level, 1), LEVELS)}", desk.pen)
    write_text(sheet, row, 2, node, "quiet", desk.pen)
    first = next((desk.thread_rows[thread.id] for thread in desk.threads if thread.canonical == section.canonical), None)
    write_jump(sheet, row, 3, desk.titles["changes"], first if section.canonical else None, desk.pen)
    shown = [(section.title, TITLE_WIDTH - 2 * section.level), (node, NODE_WIDTH)]
    lengths_from, ratios_from = FIRST_YEAR + len(years), FIRST_YEAR + 2 * len(years)
    for place, (year, report) in enumerate(zip(years, desk.comparison.reports, strict=True)):
        index = section.by_year.get(year)
        if index is None:
            write_text(sheet, row, FIRST_YEAR + place, "–", "absent", desk.pen)
            write_text(sheet, row, lengths_from + place, "", "absent", desk.pen)
            continue
        heading = report.sections[index].printed
        write_text(sheet, row, FIRST_YEAR + place, heading, "text", desk.pen)
        # The number bears the link, not the heading: LibreOffice does not wrap a text that is one.
        length = write_number(sheet, row, lengths_from + place, lengths[year][index], "jump", desk.pen)
        link(length, desk.titles["text"], desk.section_rows[year, index])
        shown.append((heading, HEADING_WIDTH))
    for place, year in enumerate(years[1:]):
        measured = section.similarity.get(year, {}) if _has_text(section, lengths, year) else {}
        write_number(sheet, row, ratios_from + place, measured.get("ratio"), "share", desk.pen)
        write_number(sheet, row, ratios_from + len(years) - 1 + place, measured.get("reused"), "share", desk.pen)
    fit_height(sheet, row, shown)


def _has_text(section: SectionRow, lengths: dict[int, list[int]], year: int) -> bool:
    """Whether there are sentences to be alike: a section may hold a table alone."""
    index = section.by_year.get(year)
    return index is not None and lengths[year][index] > 0
