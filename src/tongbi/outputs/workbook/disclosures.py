"""The sheet of risk factors and notes: what became of each from year to year, with the shares of its text that are new and gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongbi.outputs import disclosures
from tongbi.outputs.workbook.cell_writer import HEADER_ROW, link
from tongbi.outputs.workbook.sheet_layout import freeze

if TYPE_CHECKING:
    from tongbi.outputs.disclosures import Told
    from tongbi.outputs.workbook.sheet import Sheet
    from tongbi.outputs.workbook.sheet_context import Columns, Desk
    from tongbi.outputs.workbook.sheet_layout import Row

COLUMNS: Columns = (
    *(("sort", 21.0), ("year-before", 9.0), ("year-of", 9.0), ("became", 14.0), ("heading", 70.0), ("heading-before", 70.0)),
    *(("words-before", 10.0), ("words-after", 10.0), ("difference", 11.0), ("share-new", 11.0), ("share-gone", 11.0)),
)


def write(sheet: Sheet, desk: Desk) -> None:
    """Write the sheet: a row a disclosure and pair of years, in the order of the newer report, to be filtered by what became of it."""
    told = disclosures.of(desk.comparison)
    desk.table(sheet, "disclosures", desk.word("workbook.disclosures-note"), COLUMNS, rows=len(told))
    for number, one in enumerate(told, start=HEADER_ROW + 1):
        with desk.row(sheet, number, COLUMNS) as row:
            _write_row(row, desk, one)
    freeze(sheet, 4)


def _write_row(row: Row, desk: Desk, told: Told) -> None:
    one = told.disclosure
    row.word(desk.word(f"disclosure.{one.sort}"))
    row.numbers((one.from_year, one.to_year))
    row.word(disclosures.said(one.kind, desk.language))
    row.said(told.after)
    row.said(told.before)
    for year, section, count in ((one.from_year, one.before, one.words_before), (one.to_year, one.after, one.words_after)):
        cell = row.number(count, "jump")
        if section is not None and (year, section) in desk.section_rows:
            link(cell, desk.titles["text"], desk.section_rows[year, section])
    row.formula(f"=H{row.at}-G{row.at}", one.words_after - one.words_before, "delta-0")
    row.numbers((one.new if one.after is not None else None, one.gone if one.before is not None else None), "share-fine")
