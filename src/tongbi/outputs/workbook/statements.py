"""The statements sheet: income, balance sheet, cash flow and equity and tables of parts line by line, each year beside the last."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from tongbi.outputs import table_notes, verdicts
from tongbi.outputs.figure_rows import is_blurred, line_notes, line_step
from tongbi.outputs.numbers import RATES
from tongbi.outputs.workbook import cell_writer
from tongbi.outputs.workbook.cell_writer import HEADER_ROW, link
from tongbi.outputs.workbook.indicators import NARROWEST, SIGN, difference_formula, percent_formula
from tongbi.outputs.workbook.sheet_layout import Row, freeze, number_width
from tongbi.outputs.workbook.styles import decimals_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tongbi.model import Statement, StatementLine
    from tongbi.outputs.workbook.sheet import Sheet
    from tongbi.outputs.workbook.sheet_context import Desk, YearBlock

FRONT: tuple[YearBlock, ...] = (("statement-line", "", 56.0), ("unit", "", 14.0))
BACK: tuple[YearBlock, ...] = (("percent", "later", 10.0), ("note", "", 44.0), ("concept", "", 40.0))
FIRST_ROW, FIRST_VALUE = HEADER_ROW + 2, 3


def write(sheet: Sheet, desk: Desk) -> None:
    """Write the sheet: a heading a statement, a row a line in the newest filing's order, values as numbers with live differences."""
    declared = any(report.facts for report in desk.comparison.reports)
    note = desk.word(f"workbook.statements-{'note' if declared else 'printed'}")
    note = (" " if desk.language == "en" else "").join([*verdicts.on_lengths(desk.comparison, desk.language), note])
    lines = [line for one in desk.comparison.statements for line in one.lines]
    wide = max([NARROWEST, *(number_width(line.shown(value), decimals(line)) for line in lines for value in line.values.values())])
    blocks = (*FRONT, ("value", "every", wide), ("difference", "later", wide + SIGN), *(BACK if declared else BACK[:-1]))
    _, widths = desk.year_table(sheet, "statements", note, blocks)
    note_of, footnote = line_notes(desk.comparison, desk.language), table_notes.of_lines(desk.comparison)
    for number, one in placed(desk.comparison.statements):
        title = one.en if desk.language == "en" else one.zh
        sheet.put(number, 1, cell_writer.text(f"{title} ({one.name})" if one.name else title, "block", desk.pen))
        for at, line in enumerate(one.lines, number + 1):
            with Row(sheet, at, desk.pen, widths) as row:
                _write_line(row, desk, line, desk.word("row.stop").join(filter(None, (note_of(line), footnote(line)))))
    freeze(sheet, 1, header_rows=2)


def placed(told: Sequence[Statement]) -> Iterator[tuple[int, Statement]]:
    """The statements with the rows of their titles; below each stand its lines, and an empty row."""
    number = FIRST_ROW
    for one in told:
        yield number, one
        number += len(one.lines) + 2


def _write_line(row: Row, desk: Desk, line: StatementLine, note: str) -> None:
    years = desk.comparison.years
    row.text(line.label, "strong" if line.is_heading else "text")
    row.word(line.printed_unit or line.unit)
    shown = {year: line.shown(value) for year, value in line.values.items()}
    look = f"value-{decimals(line)}"
    for year in years:
        cell = row.number(shown.get(year), look)
        if year in line.where and (year, line.where[year]) in desk.table_cells:
            at, column = desk.table_cells[year, line.where[year]]
            link(cell, desk.titles["tables"], at, get_column_letter(column))
    write_changes(row, desk.word("row.not-meaningful"), line, shown, desk.comparison.years, FIRST_VALUE)
    row.text(note, "quiet")
    if line.concept:
        row.text(line.concept, "quiet")


def write_changes(row: Row, blurred: str, line: StatementLine, shown: Mapping[int, float], years: Sequence[int], column: int) -> None:
    """The changes from year to year, then those in per cent, from the values that are `shown` from a `column` on; `blurred` stands for one
    that no percentage tells.
    """
    cells = [f"{get_column_letter(column + place)}{row.at}" for place in range(len(years))]
    told = [line_step(line, shown[old], shown[new]) if {old, new} <= shown.keys() else (None, None) for old, new in pairwise(years)]
    # From the amount of one year to that of the next: of what is printed as deducted the signs are turned.
    pairs = [(new, old) if line.deducted else (old, new) for old, new in pairwise(cells)]
    for pair, (step, _) in zip(pairs, told, strict=True):
        row.formula(difference_formula(*pair), step, f"delta-{decimals(line)}")
    for pair, (step, moved), base in zip(pairs, told, cells, strict=False):
        if line.unit in RATES:
            row.number(None)
        elif step and is_blurred(line, step, moved):
            row.word(blurred)
        else:
            row.formula(percent_formula(*pair, base=base), moved, "percent")


def decimals(line: StatementLine) -> int:
    """As many as the most exact of a line's values has."""
    return decimals_of(map(line.shown, line.values.values()))
