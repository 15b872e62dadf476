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
from tongbi.outputs.workbook.cell_writer import HEADER_ROW, link
from tongbi.outputs.workbook.sheet_layout import Row, filter_rows, fold, freeze
from tongbi.outputs.workbook.styles import decimals_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from tongbi.model import Indicator
    from tongbi.outputs.workbook.sheet_context import Desk

FIRST_ROW = HEADER_ROW + 2
BLOCKS = (
    *(("indicator", "", 30.0), ("unit", "", 8.0), ("type", "", 8.0), ("node", "", 18.0)),
    *(
        ("value", "every", 13.0),
        ("difference", "later", 15.0),
        ("percent", "later", 11.0),
        ("thread-number", "", 9.0),
        ("source", "", 60.0),
    ),
)
FIRST_VALUE = 1 + [name for name, _, _ in BLOCKS].index("value")
RISE, FALL = "1A56DB", "B45309"  # neither is good or bad: not green and red
PERCENT = "%"
EXCERPT = 60  # characters shown of a long sentence on either side of a value
CLAUSE = re.compile(r"[，；。;!?！？\n]|, |\. ")


def write(sheet: Worksheet, desk: Desk) -> None:
    """Write the sheet: a row an indicator, values by year, difference and percent against the last year that has a value.

    A prescribed table has many cells that are 0 in every year: their rows are folded away.
    """
    found = desk.comparison.indicators
    widths = desk.year_table(sheet, "indicators", desk.dated(desk.word("workbook.indicators-note")), BLOCKS)
    texts = {unit: one.text for unit, one in desk.comparison.unit_texts().items()}
    for number, indicator in enumerate(found, start=FIRST_ROW):
        with Row(sheet, number, desk.pen, widths) as row:
            _write_row(row, desk, indicator, texts)
    fold(sheet, (not any(one.values.values()) for one in found), FIRST_ROW)
    last = FIRST_ROW + len(found) - 1
    freeze(sheet, 1, header_rows=2)
    filter_rows(sheet, len(widths), last, row=HEADER_ROW + 1)
    _colour_direction(sheet, FIRST_VALUE + len(desk.comparison.years), len(widths) - 2, last)


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


def _write_row(row: Row, desk: Desk, indicator: Indicator, texts: dict[str, str]) -> None:
    row.text(indicator.name, "strong")
    row.word(indicator.unit)
    kind = "target" if indicator.target else "actual"
    row.word(desk.word(f"workbook.{kind}"), "target" if indicator.target else "tag")
    row.text(desk.node(indicator.canonical), "quiet")
    _write_values(row, desk, indicator, texts)
    _write_steps(row, desk, indicator)
    _write_source(row, desk, indicator, texts)


def _write_values(row: Row, desk: Desk, indicator: Indicator, texts: dict[str, str]) -> None:
    for year in desk.comparison.years:
        cell = row.number(indicator.values.get(year), value_look(indicator))
        place = indicator.where.get(year, "")
        if isinstance(place, tuple):
            table_row, table_column = desk.table_cells[year, place]
            link(cell, desk.titles["tables"], table_row, get_column_letter(table_column))
        elif place in desk.unit_rows and year in indicator.values:
            link(cell, desk.titles["text"], desk.unit_rows[place], tooltip=texts[place])


def _write_steps(row: Row, desk: Desk, indicator: Indicator) -> None:
    """Differences, then percents by year; where the comparison reaches over a gap, so do the formulas."""
    years, values = desk.comparison.years, indicator.values
    cells = {year: f"{get_column_letter(FIRST_VALUE + place)}{row.at}" for place, year in enumerate(years)}
    pairs = {later: earlier for earlier, later in pairwise(years)} | {change.to_year: change.from_year for change in indicator.change}
    steps = [(old, new, values[new] - values[old] if old in values and new in values else None) for new, old in sorted(pairs.items())]
    look = f"{'points' if indicator.unit in POINTS else 'delta'}-{decimals_of(values.values())}"
    for old, new, step in steps:
        row.formula(difference_formula(cells[old], cells[new]), step, look)
    for old, new, step in steps:
        if indicator.growth or indicator.unit in RATES:
            row.word("")
        else:
            share = step / abs(values[old]) if step is not None and values[old] else None
            row.formula(percent_formula(cells[old], cells[new]), share, "percent")


def _write_source(row: Row, desk: Desk, indicator: Indicator, texts: dict[str, str]) -> None:
    """Write the newest sentence or table the indicator stands in, a sentence with a link to its row in Changes."""
    year = next((year for year in reversed(desk.comparison.years) if year in indicator.where), None)
    place = "" if year is None else indicator.where[year]
    if isinstance(place, tuple):
        row.word("")
        row.text(desk.word("workbook.of-table", table=desk.comparison.report(year or 0).tables[place[0]].name), "quiet")
    else:
        row.jump(desk.titles["changes"], desk.thread_row(place))
        start = desk.figure_starts.get((place, indicator.values.get(year or 0)), 0)
        row.text(excerpt(texts[place], start) if place in texts else place, "quiet")


def excerpt(text: str, start: int) -> str:
    """The clause of a sentence around the place `start`, whole where the sentence is short; … stands for what is left out."""
    if len(text) <= 2 * EXCERPT:
        return text
    first = max((mark.end() for mark in CLAUSE.finditer(text, 0, start)), default=0)
    first = max(first, start - EXCERPT)
    last = next((mark.end() for mark in CLAUSE.finditer(text, start)), len(text))
    last = min(last, start + EXCERPT)
    return ("…" if first else "") + text[first:last] + ("…" if last < len(text) else "")


def _colour_direction(sheet: Worksheet, first_column: int, last_column: int, last_row: int) -> None:
    if last_column < first_column or last_row < FIRST_ROW:
        return
    area = f"{get_column_letter(first_column)}{FIRST_ROW}:{get_column_letter(last_column)}{last_row}"
    sheet.conditional_formatting.add(area, _rule("greaterThan", RISE))
    sheet.conditional_formatting.add(area, _rule("lessThan", FALL))


def _rule(operator: Literal["greaterThan", "lessThan"], colour: str) -> Rule:
    return Rule(type="cellIs", operator=operator, formula=["0"], dxf=DifferentialStyle(font=Font(color=colour)))
