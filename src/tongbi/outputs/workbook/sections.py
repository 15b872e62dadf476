"""The sections sheet: the section tree by year, with headings as printed, lengths, and how much of each was kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongbi.language.folding import fold
from tongbi.outputs.workbook.cell_writer import HEADER_ROW, link
from tongbi.outputs.workbook.sheet_layout import Row, freeze, scale_shares
from tongbi.outputs.workbook.styles import LEVELS

if TYPE_CHECKING:
    from tongbi.model import Report, SectionRow
    from tongbi.outputs.workbook.sheet import Sheet
    from tongbi.outputs.workbook.sheet_context import Desk

FIRST_ROW = HEADER_ROW + 2
BLOCKS = (
    *(("section", "", 34.0), ("node", "", 20.0), ("thread-number", "", 8.5)),
    *(("heading", "every", 30.0), ("characters", "every", 8.5), ("similarity-before", "later", 8.5), ("reused", "later", 8.5)),
)


def write(sheet: Sheet, desk: Desk) -> None:
    """Write the sheet: a row a section, and for each year its heading, its length and its likeness to the year before."""
    years = desk.comparison.years
    _, widths = desk.year_table(sheet, "sections", desk.word("workbook.sections-note"), BLOCKS)
    lengths = {year: section_lengths(report) for year, report in zip(years, desk.comparison.reports, strict=True)}
    for number, section in enumerate(desk.comparison.sections, start=FIRST_ROW):
        with Row(sheet, number, desk.pen, [widths[0] - 2 * section.level, *widths[1:]]) as row:
            _write_row(row, desk, section, lengths)
    freeze(sheet, 1, header_rows=2)
    for column in range(len(widths) - 2 * len(years) + 3, len(widths) + 1):
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


def _write_row(row: Row, desk: Desk, section: SectionRow, lengths: dict[int, list[int]]) -> None:
    years = desk.comparison.years
    row.text(section.title, f"level-{min(max(section.level, 1), LEVELS)}")
    row.text(desk.node(section.canonical), "quiet")
    first = next((desk.thread_rows[thread.id] for thread in desk.comparison.threads if thread.canonical == section.canonical), None)
    row.jump(desk.titles["changes"], first if section.canonical else None)
    present = {year: index for year in years if (index := section.by_year.get(year)) is not None}
    for year in years:
        row.said(desk.comparison.report(year).sections[present[year]].printed if year in present else "")
    for year in years:
        if year not in present:
            row.word("", "absent")
            continue
        # The number bears the link, not the heading: LibreOffice does not wrap a text that is one.
        length = row.number(lengths[year][present[year]], "jump")
        link(length, desk.titles["text"], desk.section_rows[year, present[year]])
    # A section may hold a table alone: it has no sentences that could be alike.
    measured = [section.similarity.get(year, {}) if year in present and lengths[year][present[year]] else {} for year in years[1:]]
    row.numbers((one.get("ratio") for one in measured), "share")
    row.numbers((one.get("reused") for one in measured), "share")
