"""The statements sheet: income, balance sheet, cash flow and equity and tables of parts line by line, each year beside the last."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from tongbi.outputs.figure_rows import is_blurred, line_notes, line_step
from tongbi.outputs.numbers import RATES
from tongbi.outputs.workbook import cell_writer
from tongbi.outputs.workbook.cell_writer import HEADER_ROW, link
from tongbi.outputs.workbook.indicators import NARROWEST, SIGN, difference_formula, percent_formula
from tongbi.outputs.workbook.sheet_layout import Row, freeze, number_width
from tongbi.outputs.workbook.styles import decimals_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tongbi.model import StatementLine
    from tongbi.outputs.workbook.sheet import Sheet
    from tongbi.outputs.workbook.sheet_context import Desk, YearBlock

FRONT: tuple[YearBlock, ...] = (("statement-line", "", 56.0), ("unit", "", 14.0))
BACK: tuple[YearBlock, ...] = (("percent", "later", 10.0), ("note", "", 44.0), ("concept", "", 40.0))
FIRST_ROW, FIRST_VALUE = HEADER_ROW + 2, 3


def write(sheet: Sheet, desk: Desk) -> None:
    """Write the sheet: a heading a statement, a row a line in the newest filing's order, values as numbers with live differences."""
    declared = any(report.facts for report in desk.comparison.reports)
    note = desk.word(f"workbook.statements-{'note' if declared else 'printed'}")
    lines = [line for one in desk.comparison.statements for line in one.lines]
    wide = max([NARROWEST, *(number_width(line.shown(value), _decimals(line)) for line in lines for value in line.values.values())])
    blocks = (*FRONT, ("value", "every", wide), ("difference", "later", wide + SIGN), *(BACK if declared else BACK[:-1]))
    _, widths = desk.year_table(sheet, "statements", note, blocks)
    number, note_of = FIRST_ROW, line_notes(desk.comparison, desk.language)
    for one in desk.comparison.statements:
        title = one.en if desk.language == "en" else one.zh
        sheet.put(number, 1, cell_writer.text(f"{title} ({one.name})" if one.name else title, "block", desk.pen))
        for line in one.lines:
            number += 1
            with Row(sheet, number, desk.pen, widths) as row:
                _write_line(row, desk, line, note_of(line))
        number += 2
    freeze(sheet, 1, header_rows=2)


def _write_line(row: Row, desk: Desk, line: StatementLine, note: str) -> None:
    years = desk.comparison.years
    row.text(line.label, "strong" if line.is_heading else "text")
    row.word(line.printed_unit or line.unit)
    shown = {year: line.shown(value) for year, value in line.values.items()}
    decimals = _decimals(line)
    for year in years:
        cell = row.number(shown.get(year), f"value-{decimals}")
        if year in line.where and (year, line.where[year]) in desk.table_cells:
            at, column = desk.table_cells[year, line.where[year]]
            link(cell, desk.titles["tables"], at, get_column_letter(column))
    _write_changes(row, desk, line, shown)
    row.text(note, "quiet")
    if line.concept:
        row.text(line.concept, "quiet")


def _write_changes(row: Row, desk: Desk, line: StatementLine, shown: Mapping[int, float]) -> None:
    """The changes from year to year, then those in per cent, from the values that are `shown`."""
    years = desk.comparison.years
    cells = [f"{get_column_letter(FIRST_VALUE + place)}{row.at}" for place in range(len(years))]
    told = [line_step(line, shown[old], shown[new]) if {old, new} <= shown.keys() else (None, None) for old, new in pairwise(years)]
    # From the amount of one year to that of the next: of what is printed as deducted the signs are turned.
    pairs = [(new, old) if line.deducted else (old, new) for old, new in pairwise(cells)]
    for pair, (step, _) in zip(pairs, told, strict=True):
        row.formula(difference_formula(*pair), step, f"delta-{_decimals(line)}")
    for pair, (step, moved), base in zip(pairs, told, cells, strict=False):
        if line.unit in RATES:
            row.number(None)
        elif step and is_blurred(line, step, moved):
            row.word(desk.word("row.not-meaningful"))
        else:
            row.formula(percent_formula(*pair, base=base), moved, "percent")


def _decimals(line: StatementLine) -> int:
    return decimals_of(map(line.shown, line.values.values()))
