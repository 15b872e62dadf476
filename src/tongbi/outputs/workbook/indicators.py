"""The indicators sheet: figures by year as numbers, with live formulas for what changed between neighbouring years."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter

from tongbi.outputs import figure_rows
from tongbi.outputs.numbers import POINTS, RATES, share
from tongbi.outputs.workbook import cell_writer
from tongbi.outputs.workbook.cell_writer import HEADER_ROW, link
from tongbi.outputs.workbook.sheet_layout import Row, fold, freeze, number_width, tabulate
from tongbi.outputs.workbook.styles import decimals_of, digits

if TYPE_CHECKING:
    from tongbi.model import Comparison, Indicator
    from tongbi.outputs.figure_rows import Growths, Step
    from tongbi.outputs.workbook.sheet import Place, Sheet
    from tongbi.outputs.workbook.sheet_context import Desk, YearBlock

FIRST_ROW = HEADER_ROW + 2
APART = 2
"""Rows between the comparable figures and the related ones: an empty one, and their heading."""
FRONT: tuple[YearBlock, ...] = (("indicator", "", 30.0), ("unit", "", 10.0), ("type", "", 8.0), ("grade", "", 11.0), ("node", "", 18.0))
TARGETS: tuple[YearBlock, ...] = (("planned", "", 12.0), ("met", "", 9.0))
NOTES: tuple[YearBlock, ...] = (("note", "", 24.0),)
BACK: tuple[YearBlock, ...] = (("thread-number", "", 9.0), ("source", "", 60.0))
FIRST_VALUE = len(FRONT) + 1
NARROWEST, SIGN, POINTS_SIGN = 11.0, 2, 10
RISE, FALL = "1A56DB", "B45309"  # neither is good or bad: not green and red
MET = {True: "is-present", False: "is-missing", None: "is-empty"}
PERCENT = "%"
EXCERPT = 60  # characters shown of a long sentence on either side of a value
CLAUSE = re.compile(r"[，；。;!?！？\n]|, |\. ")


@dataclass(frozen=True, slots=True)
class _Line:
    """A row before it is written: its values and steps as shown, and with how many decimals; None: as `styles.digits` has it."""

    one: Indicator
    values: Mapping[int, float]
    steps: Sequence[Step]
    decimals: int | None
    note: str

    def digits(self, value: float | None) -> int:
        return digits(self.one, value) if self.decimals is None else self.decimals

    @property
    def has_shares(self) -> bool:
        return not (self.one.growth or self.one.unit in RATES)


@dataclass(frozen=True, slots=True)
class _Context:
    """What the rows are written with, and whether there are columns of targets and of notes."""

    desk: Desk
    texts: Mapping[str, str]
    stated: Growths
    targets: bool
    notes: bool

    @property
    def behind(self) -> tuple[YearBlock, ...]:
        """The columns behind those of numbers."""
        return (*(TARGETS if self.targets else ()), *(NOTES if self.notes else ()), *BACK)


def write(sheet: Sheet, desk: Desk) -> None:
    """Write the sheet: a row an indicator, values by year, difference and percent against the last year that has a value; below them, under
    a heading of their own, the related figures, without either.

    A prescribed table has many cells that are 0 in every year: their rows are folded away.
    """
    years, stated = desk.comparison.years, figure_rows.growths(desk.comparison)
    lines = {id(one): _line(one, desk, stated) for one in desk.comparison.indicators}
    texts = {unit: one.text for unit, one in desk.comparison.unit_texts().items()}
    context = _Context(desk, texts, stated, _has_targets(desk.comparison), any(line.note for line in lines.values()))
    blocks = (*FRONT, *_number_blocks([*lines.values()]), *context.behind)
    titles, widths = desk.year_table(sheet, "indicators", desk.dated(desk.word("workbook.indicators-note")), blocks)
    for number, one in _placed(desk.comparison):
        with Row(sheet, number, desk.pen, widths) as row:
            _write_row(row, context, lines[id(one)])
    comparable, related = figure_rows.parted(desk.comparison.indicators)
    last = FIRST_ROW + len(comparable) - 1
    if related:
        sheet.put(last + APART, 1, cell_writer.text(desk.word("related.title"), "block", desk.pen))
    zeros = [[not any(one.values.values()) for one in group] for group in (comparable, related)]
    fold(sheet, [*zeros[0], *[False] * APART, *zeros[1]], FIRST_ROW)
    freeze(sheet, 1, header_rows=2)
    tabulate(sheet, "Indicators", titles, last, row=HEADER_ROW + 1)
    _colour_direction(sheet, FIRST_VALUE + len(years), FIRST_VALUE + 3 * len(years) - 3, last)


def rows(desk: Desk) -> dict[int, int]:
    """The row of each indicator, by its identity."""
    return {id(one): row for row, one in _placed(desk.comparison)}


def _has_targets(comparison: Comparison) -> bool:
    """Whether the newest report tells what came of a plan for any of the figures: two columns more."""
    return any(comparison.years[-1] in one.targets for one in comparison.indicators)


def _placed(comparison: Comparison) -> list[tuple[int, Indicator]]:
    """Every indicator with its row: the comparable ones, then the related ones below their heading."""
    comparable, related = figure_rows.parted(comparison.indicators)
    return [*enumerate(comparable, FIRST_ROW), *enumerate(related, FIRST_ROW + len(comparable) + APART)]


def difference_formula(before: str, after: str) -> str:
    """Difference of two cells, empty unless both hold numbers."""
    return f'=IF(COUNT({before},{after})=2,{after}-{before},"")'


def percent_formula(before: str, after: str, base: str = "") -> str:
    """Change as a share of the earlier value (`base` where that is another), empty unless both cells hold numbers, the earlier is not 0 and
    both are gains or losses.
    """
    base = base or before
    return f'=IF(COUNT({before},{after})=2,IF(OR({base}=0,{before}*{after}<0),"",({after}-{before})/ABS({base})),"")'


def _line(one: Indicator, desk: Desk, stated: Growths) -> _Line:
    years = desk.comparison.years
    values = {year: one.shown(value) for year, value in one.values.items()}
    note = figure_rows.note(one, years, stated, desk.language) if len(values) > 1 else ""
    return _Line(one, values, figure_rows.steps(one, years), digits(one, None) if one.scale == 1 else None, note)


def _number_blocks(lines: Sequence[_Line]) -> tuple[YearBlock, ...]:
    """The columns of numbers, as wide as the longest number in each block."""
    values = ((value, line.digits(value), line.one.unit == PERCENT) for line in lines for value in line.values.values())
    moved = [(line, step.size, step.old) for line in lines for step in line.steps if step.size]
    sizes = ((size, line.digits(size), POINTS_SIGN if line.one.unit in POINTS else SIGN) for line, size, _ in moved)
    shares = ((100 * size / old, 1, SIGN + 1) for line, size, old in moved if old and line.has_shares)
    return ("value", "every", _widest(values)), ("difference", "later", _widest(sizes)), ("percent", "later", _widest(shares))


def _widest(found: Iterable[tuple[float, int, int]]) -> float:
    """The width that the longest of the numbers takes, each given with its decimals and the signs around it."""
    widest: dict[tuple[int, int], float] = {}
    for value, decimals, signs in found:
        size = value if value >= 0 else -10 * value  # a minus takes as much as a digit
        if size > widest.get((decimals, signs), 0.0):
            widest[decimals, signs] = size
    return max([NARROWEST, *(number_width(size, decimals) + signs for (decimals, signs), size in widest.items())])


def _write_row(row: Row, context: _Context, line: _Line) -> None:
    desk, one = context.desk, line.one
    row.text(one.name, "strong")
    row.word(one.shown_unit)
    row.word(desk.word(f"workbook.{'target' if one.target else 'actual'}"), "target" if one.target else "tag")
    row.word(figure_rows.grade(one, desk.language), "tag")
    row.text(desk.node(one.canonical), "quiet")
    _write_values(row, context, line)
    _write_steps(row, context, line)
    if context.targets:
        _write_target(row, desk, one)
    if context.notes:
        row.text(line.note, "quiet")
    _write_source(row, desk, one, context.texts)


def _write_values(row: Row, context: _Context, line: _Line) -> None:
    desk, one, sort = context.desk, line.one, "rate" if line.one.unit == PERCENT else "value"
    for year in desk.comparison.years:
        value = line.values.get(year)
        cell = row.number(value, f"{sort}-{line.digits(value)}")
        bounded(cell, one, year)
        place = one.where.get(year, "")
        if isinstance(place, tuple):
            table_row, table_column = desk.table_cells[year, place]
            link(cell, desk.titles["tables"], table_row, get_column_letter(table_column))
        elif place in desk.unit_rows and value is not None:
            link(cell, desk.titles["text"], desk.unit_rows[place], tooltip=context.texts[place])


def bounded(cell: Place, one: Indicator, year: int) -> None:
    """Shows around the number of a cell what bounds it, or the upper end of a range behind it: ≥6, 20–25, 4.5%–5%."""
    before, upper = figure_rows.around(one, year)
    if before or upper:
        cell_writer.surround(cell, (before, upper + PERCENT * (one.unit == PERCENT and bool(upper))))


def _write_steps(row: Row, context: _Context, line: _Line) -> None:
    """Differences, then percents by year; where the comparison reaches over a gap, so do the formulas. Between two years that were counted
    otherwise there is no formula.
    """
    desk, one, sort = context.desk, line.one, "points" if line.one.unit in POINTS else "delta"
    cells = {year: f"{get_column_letter(FIRST_VALUE + place)}{row.at}" for place, year in enumerate(desk.comparison.years)}
    for step in line.steps:
        if step.comparable:
            formula = difference_formula(cells[step.from_year], cells[step.to_year])
            row.formula(formula, step.size, f"{sort}-{line.digits(step.size)}")
        else:
            row.word(figure_rows.mark(one, step, desk.language), "absent")
    for step in line.steps:
        if not step.comparable:
            row.word(figure_rows.growth(one, step.to_year, context.stated, desk.language), "absent")
        elif line.has_shares:
            moved = None if step.old is None or step.new is None else share(step.old, step.new)
            row.formula(percent_formula(cells[step.from_year], cells[step.to_year]), moved, "percent")
        else:
            row.word("")


def _write_target(row: Row, desk: Desk, one: Indicator) -> None:
    """What the plan set for the newest year, as a number where it counts in the row's unit, and whether it was reached."""
    target = one.targets.get(desk.comparison.years[-1])
    if target is None:
        row.words(("", ""))
        return
    if target.unit == one.unit:
        planned = one.shown(target.planned)
        row.number(planned, f"{'rate' if one.unit == PERCENT else 'value'}-{decimals_of((planned,))}")
    else:
        row.word(figure_rows.planned(one, target, desk.language))
    row.word(figure_rows.met(target, desk.language), MET[target.met])


def _write_source(row: Row, desk: Desk, indicator: Indicator, texts: Mapping[str, str]) -> None:
    """Write the newest sentence or table the indicator stands in, a sentence with a link to its row in Changes."""
    year = next((year for year in reversed(desk.comparison.years) if year in indicator.where), None)
    place = "" if year is None else indicator.where[year]
    if isinstance(place, tuple):
        row.word("")
        row.text(desk.word("workbook.of-table", table=desk.comparison.report(year or 0).tables[place[0]].name), "quiet")
    else:
        row.jump(desk.titles["changes"], desk.thread_row(place))
        start = desk.figure_starts.get((place, indicator.values.get(year or 0)), 0)
        row.text(desk.quoted(place, excerpt(texts[place], start)) if place in texts else place, "quiet")


def excerpt(text: str, start: int) -> str:
    """The clause of a sentence around the place `start`, whole where the sentence is short; … stands for what is left out."""
    if len(text) <= 2 * EXCERPT:
        return text
    first = max((mark.end() for mark in CLAUSE.finditer(text, 0, start)), default=0)
    first = max(first, start - EXCERPT)
    last = next((mark.end() for mark in CLAUSE.finditer(text, start)), len(text))
    last = min(last, start + EXCERPT)
    return ("…" if first else "") + text[first:last] + ("…" if last < len(text) else "")


def _colour_direction(sheet: Sheet, first_column: int, last_column: int, last_row: int) -> None:
    if last_column < first_column or last_row < FIRST_ROW:
        return
    area = f"{get_column_letter(first_column)}{FIRST_ROW}:{get_column_letter(last_column)}{last_row}"
    sheet.conditional_formatting.add(area, _rule("greaterThan", RISE))
    sheet.conditional_formatting.add(area, _rule("lessThan", FALL))


def _rule(operator: Literal["greaterThan", "lessThan"], colour: str) -> Rule:
    return Rule(type="cellIs", operator=operator, formula=["0"], dxf=DifferentialStyle(font=Font(color=colour)))
