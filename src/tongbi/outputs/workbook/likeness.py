"""The measures sheet: how like each report and each part of it is to the year before, as the literature measures it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongbi.outputs.verdicts import MEASURES, UNLIKE
from tongbi.outputs.workbook.cells import HEADER_ROW, write_number, write_text
from tongbi.outputs.workbook.layout import filter_rows, fit_height, frame, freeze, head, scale_shares, widen

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from tongbi.outputs.workbook.desk import Desk

FIRST_MEASURE = 4
PART_WIDTH, YEAR_WIDTH, MEASURE_WIDTH = 44.0, 9.0, 13.0


def write(sheet: Worksheet, desk: Desk) -> None:
    """Write the sheet: a row a pair of years and a part, the whole report first."""
    found = desk.comparison.measures
    frame(sheet, desk.titles["measures"], desk.word("workbook.measures-note"), desk.pen)
    names = [desk.word(f"column.{name}") for name in ("year-before", "year-of", "part")]
    head(sheet, names + [desk.word(f"measure.{name}") for name in MEASURES], desk.pen)
    widen(sheet, [YEAR_WIDTH, YEAR_WIDTH, PART_WIDTH] + [MEASURE_WIDTH] * len(MEASURES))
    last = HEADER_ROW + len(found)
    for row, one in enumerate(found, start=HEADER_ROW + 1):
        part = desk.part(one.canonical, one.section)
        write_number(sheet, row, 1, one.from_year, "tag", desk.pen)
        write_number(sheet, row, 2, one.to_year, "tag", desk.pen)
        write_text(sheet, row, 3, part or desk.word("workbook.whole-report"), "text" if part else "strong", desk.pen)
        for column, name in enumerate(MEASURES, start=FIRST_MEASURE):
            write_number(sheet, row, column, getattr(one, name), "share-fine", desk.pen)
        fit_height(sheet, row, [(part, PART_WIDTH)])
    for column, name in enumerate(MEASURES, start=FIRST_MEASURE):
        if name not in UNLIKE:
            scale_shares(sheet, column, HEADER_ROW + 1, last)
    freeze(sheet, 3)
    filter_rows(sheet, FIRST_MEASURE - 1 + len(MEASURES), last)
