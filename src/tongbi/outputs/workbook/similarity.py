"""The measures sheet: how similar each report and each part of it is to the year before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongbi.outputs.verdicts import MEASURES, UNLIKE
from tongbi.outputs.workbook.cell_writer import HEADER_ROW
from tongbi.outputs.workbook.sheet_layout import freeze, scale_shares

if TYPE_CHECKING:
    from tongbi.outputs.workbook.sheet import Sheet
    from tongbi.outputs.workbook.sheet_context import Desk

COLUMNS = (("year-before", 9.0), ("year-of", 9.0), ("part", 44.0), *((f"measure.{name}", 13.0) for name in MEASURES))


def write(sheet: Sheet, desk: Desk) -> None:
    """Write the sheet: a row a pair of years and a part, the whole report first."""
    found = desk.comparison.measures
    desk.table(sheet, "measures", desk.word("workbook.measures-note"), COLUMNS, rows=len(found))
    for number, one in enumerate(found, start=HEADER_ROW + 1):
        part = desk.part(one.canonical, one.section)
        with desk.row(sheet, number, COLUMNS) as row:
            row.numbers((one.from_year, one.to_year))
            row.text(part or desk.word("workbook.whole-report"), "text" if part else "strong")
            row.numbers((getattr(one, name) for name in MEASURES), "share-fine")
    last = HEADER_ROW + len(found)
    for column, (name, _) in enumerate(COLUMNS, start=1):
        if name.startswith("measure.") and name.removeprefix("measure.") not in UNLIKE:
            scale_shares(sheet, column, HEADER_ROW + 1, last)
    freeze(sheet, 3)
