"""The indicators sheet: figures by year as numbers, with live formulas for what changed between neighbouring years."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter

from tongbi.outputs.numbers import POINTS, RATES
from tongbi.outputs.workbook.cells import HEADER_ROW, link, write_formula, write_jump, write_number, write_text
from tongbi.outputs.workbook.layout import filter_rows, fit_height, fold, frame, freeze, head_blocks, widen
from tongbi.outputs.workbook.styles import decimals_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from tongbi.model import Indicator, Unit
    from tongbi.outputs.workbook.desk import Desk

YEARS_ROW = HEADER_ROW + 1
FIRST_ROW = HEADER_ROW + 2
FIRST_VALUE = 5
NAME_WIDTH, NODE_WIDTH, SOURCE_WIDTH = 30.0, 18.0, 60.0
RISE, FALL = "1A56DB", "B45309"  # neither is good or bad: not green and red
PERCENT = "%"
EXCERPT = 60
CLAUSE = re.compile(r"[，；。;!?！？\n]|, |\. ")


def write(sheet: Worksheet, desk: Desk) -> None:
    """Write the sheet: a row an indicator, values by year, difference and percent against the last year that has a value.

    A prescribed table has many cells that are 0 in every year: their rows are folded away.
    """
    years = desk.comparison.years
    frame(sheet, desk.titles["indicators"], desk.dated(desk.word("workbook.indicators-note")), desk.pen)
    every = [desk.word("column.year", year=year) for year in years]
    single = [desk.word(f"column.{name}") for name in ("indicator", "unit", "type", "node")]
    blocks = [(title, [""]) for title in single]
    blocks += [(desk.word("column.value"), every), (desk.word("column.difference"), every[1:]), (desk.word("column.percent"), every[1:])]
    blocks += [(desk.word(f"column.{name}"), [""]) for name in ("thread-number", "source")]
    columns = head_blocks(sheet, blocks, desk.pen)
    later = len(years) - 1
    widen(sheet, [NAME_WIDTH, 8, 8, NODE_WIDTH] + [13] * len(years) + [15] * later + [11] * later + [9, SOURCE_WIDTH])
    units = desk.comparison.unit_texts()
    for row, indicator in enumerate(desk.comparison.indicators, start=FIRST_ROW):
        _write_row(sheet, desk, row, indicator, units)
    fold(sheet, (not any(one.values.values()) for one in desk.comparison.indicators), FIRST_ROW)
    last = FIRST_ROW + len(desk.comparison.indicators) - 1
    freeze(sheet, 1, header_rows=2)
    filter_rows(sheet, columns, last, row=HEADER_ROW + 1)
    _colour_direction(sheet, FIRST_VALUE + len(years), columns - 2, last)


def rows(desk: Desk) -> dict[int, int]:
    """The row of each indicator, by its identity."""
    return {id(one): row for row, one in enumerate(desk.comparison.indicators, start=FIRST_ROW)}


def value_look(indicator: Indicator) -> str:
    """The look of an indicator's values: so many decimals as they have, a percentage with its sign."""
    return f"{'rate' if indicator.unit == PERCENT else 'value'}-{decimals_of(indicator.values.values())}"


def difference_formula(before: str, after: str) -> str:
    """Difference of two cells, empty unless both hold numbers."""
    return f'=IF(COUNT({before},{after})=2,{after}-{before},"")'


def percent_formula(before: str, after: str) -> str:
    """Change as a share of the earlier value, empty unless both cells hold numbers and the earlier is not 0."""
    return f'=IF(COUNT({before},{after})=2,IF({before}=0,"",({after}-{before})/ABS({before})),"")'


def _write_row(sheet: Worksheet, desk: Desk, row: int, indicator: Indicator, units: dict[str, Unit]) -> None:
    node = desk.node(indicator.canonical)
    write_text(sheet, row, 1, indicator.name, "strong", desk.pen)
    write_text(sheet, row, 2, indicator.unit, "tag", desk.pen)
    kind = "target" if indicator.target else "actual"
    write_text(sheet, row, 3, desk.word(f"workbook.{kind}"), "target" if indicator.target else "tag", desk.pen)
    write_text(sheet, row, 4, node, "quiet", desk.pen)
    _write_values(sheet, desk, row, indicator, units)
    _write_formulas(sheet, desk, row, indicator)
    source = _write_source(sheet, desk, row, indicator, units)
    fit_height(sheet, row, [(indicator.name, NAME_WIDTH), (node, NODE_WIDTH), (source, SOURCE_WIDTH)])


def _write_values(sheet: Worksheet, desk: Desk, row: int, indicator: Indicator, units: dict[str, Unit]) -> None:
    look = value_look(indicator)
    for column, year in enumerate(desk.comparison.years, start=FIRST_VALUE):
        cell = write_number(sheet, row, column, indicator.values.get(year), look, desk.pen)
        place = indicator.where.get(year, "")
        if isinstance(place, tuple):
            table_row, table_column = desk.table_cells[year, place]
            link(cell, desk.titles["tables"], table_row, get_column_letter(table_column))
        elif place in desk.unit_rows and year in indicator.values:
            link(cell, desk.titles["text"], desk.unit_rows[place], tooltip=units[place].text)


def _write_formulas(sheet: Worksheet, desk: Desk, row: int, indicator: Indicator) -> None:
    """Difference and percent by year; where the comparison reaches over a gap, so does the formula."""
    years, values, decimals = desk.comparison.years, indicator.values, decimals_of(indicator.values.values())
    cells = {year: f"{get_column_letter(FIRST_VALUE + place)}{row}" for place, year in enumerate(years)}
    compared_with = {later: earlier for earlier, later in pairwise(years)}
    compared_with |= {change.to_year: change.from_year for change in indicator.change}
    for place, year in enumerate(years[1:]):
        old = compared_with[year]
        before, after = cells[old], cells[year]
        step = values[year] - values[old] if old in values and year in values else None
        column = FIRST_VALUE + len(years) + place
        look = f"{'points' if indicator.unit in POINTS else 'delta'}-{decimals}"
        write_formula(sheet, row, column, difference_formula(before, after), step, look, desk.pen)
        if indicator.growth or indicator.unit in RATES:
            write_text(sheet, row, column + len(years) - 1, "", "tag", desk.pen)
        else:
            share = step / abs(values[old]) if step is not None and values[old] else None
            write_formula(sheet, row, column + len(years) - 1, percent_formula(before, after), share, "percent", desk.pen)


def _write_source(sheet: Worksheet, desk: Desk, row: int, indicator: Indicator, units: dict[str, Unit]) -> str:
    """Write the newest sentence or table the indicator stands in, a sentence with a link to its row in Changes; the text as shown."""
    column = FIRST_VALUE + 3 * len(desk.comparison.years) - 2
    year = next((year for year in reversed(desk.comparison.years) if year in indicator.where), None)
    newest = "" if year is None else indicator.where[year]
    if isinstance(newest, tuple):
        write_text(sheet, row, column, "", "tag", desk.pen)
        text = desk.word("workbook.of-table", table=desk.comparison.report(year or 0).tables[newest[0]].name)
    else:
        thread = desk.thread_of.get(newest)
        write_jump(sheet, row, column, desk.titles["changes"], desk.thread_rows[thread] if thread else None, desk.pen)
        text = excerpt(units[newest].text, _start(desk, indicator, year, newest)) if newest in units else newest
    write_text(sheet, row, column + 1, text, "quiet", desk.pen)
    return text


def excerpt(text: str, start: int) -> str:
    """The clause of a sentence around the place `start`, whole where the sentence is short; … stands for what is left out."""
    if len(text) <= 2 * EXCERPT:
        return text
    first = max((mark.end() for mark in CLAUSE.finditer(text, 0, start)), default=0)
    first = max(first, start - EXCERPT)
    last = next((mark.end() for mark in CLAUSE.finditer(text, start)), len(text))
    last = min(last, start + EXCERPT)
    return ("…" if first else "") + text[first:last] + ("…" if last < len(text) else "")


def _start(desk: Desk, indicator: Indicator, year: int | None, unit: str) -> int:
    """Where in its sentence an indicator's newest value is printed."""
    return desk.figure_starts.get((unit, indicator.values.get(year or 0)), 0)


def _colour_direction(sheet: Worksheet, first_column: int, last_column: int, last_row: int) -> None:
    if last_column < first_column or last_row < FIRST_ROW:
        return
    area = f"{get_column_letter(first_column)}{FIRST_ROW}:{get_column_letter(last_column)}{last_row}"
    sheet.conditional_formatting.add(area, _rule("greaterThan", RISE))
    sheet.conditional_formatting.add(area, _rule("lessThan", FALL))


def _rule(operator: Literal["greaterThan", "lessThan"], colour: str) -> Rule:
    return Rule(type="cellIs", operator=operator, formula=["0"], dxf=DifferentialStyle(font=Font(color=colour)))
