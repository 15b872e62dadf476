"""The overview sheet: what changed at a glance, year by year, and the way into the other sheets."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, get_args

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.pagebreak import Break

from tongbi.language.folding import fold
from tongbi.model import ChangeKind
from tongbi.outputs import verdicts
from tongbi.outputs.numbers import POINTS
from tongbi.outputs.workbook import drawing, indicators
from tongbi.outputs.workbook.cells import link, write_formula, write_number, write_text
from tongbi.outputs.workbook.layout import fit_height, frame, head, widen
from tongbi.outputs.workbook.styles import KIND_FILLS, decimals_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from tongbi.outputs.headlines import Headline
    from tongbi.outputs.workbook.desk import Desk, SheetName

KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)
LABEL_WIDTH, YEAR_WIDTH, STEP_WIDTH = 34.0, 20.0, 16.0
MOST_HEADLINES = 12
HEADLINES_ROW = 4
GREEN = "8CC9A1"
CHART_ROWS = 15
CHART_SIZE = (15.0, 8.0)  # centimetres
CONTENTS: dict[SheetName, str] = {
    "sections": "about-sections",
    "changes": "about-changes",
    "indicators": "about-indicators",
    "charts": "about-charts",
    "tables": "about-tables",
    "checks": "about-checks",
    "follow": "about-follow",
    "measures": "about-measures",
    "text": "about-text",
    "sources": "about-sources",
}

AUDITED: dict[str, SheetName] = {
    "severity.conflict": "checks",
    "severity.info": "checks",
    "verdict.disagrees": "checks",
    **{f"follow.{kind}": "follow" for kind in verdicts.OUTCOMES},
}


def write(sheet: Worksheet, desk: Desk) -> None:
    """Write the sheet from top to bottom: the figures that lead, reports, changes, checks, required contents, the other sheets."""
    comparison = desk.comparison
    frame(sheet, desk.heading(), desk.dated(desk.word("workbook.overview-note", count=len(comparison.reports))), desk.pen)
    widen(sheet, [LABEL_WIDTH] + [YEAR_WIDTH] * len(comparison.years) + [STEP_WIDTH, STEP_WIDTH, 3.0])
    row = _write_headlines(sheet, desk) + 1 if desk.headlines else HEADLINES_ROW
    row = _write_reports(sheet, desk, row)
    if len(comparison.years) > 1:
        row = _write_changes(sheet, desk, row + 1)
    if len(comparison.years) > 1:
        sheet.row_breaks.append(Break(id=row))  # a page of print for what changed, one for the rest: no block is torn
        row = _write_audit(sheet, desk, row + 1)
    if comparison.coverage:
        row = _write_coverage(sheet, desk, row + 1)
    _write_contents(sheet, desk, row + 1)


def _block(sheet: Worksheet, desk: Desk, row: int, title: str) -> int:
    """Write a block's title and its head with the years; the first row below."""
    write_text(sheet, row, 1, title, "block", desk.pen)
    sheet.row_dimensions[row].height = 22
    head(sheet, ["", *(desk.word("column.year", year=year) for year in desk.comparison.years)], desk.pen, row=row + 1, lines=1)
    return row + 2


def _write_reports(sheet: Worksheet, desk: Desk, row: int) -> int:
    comparison = desk.comparison
    row = _block(sheet, desk, row, desk.word("workbook.reports"))
    write_text(sheet, row, 1, desk.word("column.title"), "text", desk.pen)
    titles = [report.title for report in comparison.reports]
    for column, title in enumerate(titles, start=2):
        write_text(sheet, row, column, title, "text", desk.pen)
    fit_height(sheet, row, [(title, YEAR_WIDTH) for title in titles])
    found = Counter(year for year, _ in desk.findings())
    measured = {
        "count-characters": [len(fold(report.text())) for report in comparison.reports],
        "count-units": [len(report.units) for report in comparison.reports],
        "count-sections": [len(report.sections) for report in comparison.reports],
        "count-indicators": [sum(year in indicator.values for indicator in comparison.indicators) for year in comparison.years],
        "count-findings": [found[year] for year in comparison.years],
    }
    for name, numbers in measured.items():
        row += 1
        write_text(sheet, row, 1, desk.word(f"workbook.{name}"), "text", desk.pen)
        for column, number in enumerate(numbers, start=2):
            write_number(sheet, row, column, number, "number", desk.pen)
    return row + 1


def _write_changes(sheet: Worksheet, desk: Desk, row: int) -> int:
    comparison = desk.comparison
    row = first = _block(sheet, desk, row, desk.word("workbook.changes"))
    counts = Counter((change.kind, change.to_year) for change in comparison.changes)
    moved = Counter(change.to_year for change in comparison.changes if change.moved)
    untold = Counter(change.to_year for change in comparison.changes if change.untold)
    for kind in KINDS:
        write_text(sheet, row, 1, desk.word(f"kind.{kind}"), f"kind-{kind}", desk.pen)
        for column, year in enumerate(comparison.years[1:], start=3):
            write_number(sheet, row, column, counts[kind, year], "number", desk.pen)
        row += 1
    for name, told in (("workbook.among-them-moved", moved), ("page.untold", untold)):
        write_text(sheet, row, 1, desk.word(name), "text", desk.pen)
        for column, year in enumerate(comparison.years[1:], start=3):
            write_number(sheet, row, column, told[year], "number", desk.pen)
        row += 1
    write_text(sheet, row, 1, desk.word("workbook.reused"), "strong", desk.pen)
    for column, year in enumerate(comparison.years[1:], start=3):
        write_number(sheet, row, column, comparison.reused_share(year), "share-right", desk.pen)
    for blank in range(first, row + 1):
        write_text(sheet, blank, 2, "–", "absent", desk.pen)
    _draw(sheet, desk, first, row)
    return row + 1


def _draw(sheet: Worksheet, desk: Desk, first: int, last: int) -> None:
    """Beside the tables: a stacked column a year in the colours of the kinds, and below it the share told again, which is the last row."""
    years = len(desk.comparison.years)
    kinds = [(desk.word(f"kind.{kind}"), KIND_FILLS[kind], first + step) for step, kind in enumerate(KINDS)]
    reused = [(desk.word("workbook.reused"), GREEN, last)]
    for place, (title, layers) in enumerate((("workbook.changes", kinds), ("workbook.reused", reused))):
        chart = drawing.columns(desk.word(title), sheet, layers, first - 1, (3, years + 1), CHART_SIZE, shares=layers is reused)
        sheet.add_chart(chart, f"{get_column_letter(years + 5)}{4 + place * CHART_ROWS}")


def _write_headlines(sheet: Worksheet, desk: Desk) -> int:
    """The figures that lead through the years, each in the unit it is printed in and with a link to its row among the indicators."""
    years = desk.comparison.years
    row = _block(sheet, desk, HEADLINES_ROW, desk.word("headline.title"))
    head(sheet, [desk.word("column.difference"), desk.word("column.percent")], desk.pen, row=row - 1, lines=1, first=len(years) + 2)
    rows = indicators.rows(desk)
    for headline in desk.headlines[:MOST_HEADLINES]:
        notes = [desk.word(f"qualifier.{one}").strip() for one in headline.bounds]
        notes += [desk.word("page.far-apart")] if headline.doubtful else []
        name = " · ".join([headline.title(desk.language), *notes])
        source = rows[id(headline.indicator)]
        link(write_text(sheet, row, 1, name, "link", desk.pen), desk.titles["indicators"], source)
        _write_headline(sheet, desk, row, headline, source)
        fit_height(sheet, row, [(name, LABEL_WIDTH)])
        row += 1
    return row


def _write_headline(sheet: Worksheet, desk: Desk, row: int, headline: Headline, source: int) -> None:
    """The values of a headline from their cells among the indicators, and their change where one may be printed."""
    one, years = headline.indicator, desk.comparison.years
    values = {year: round(value / headline.scale, 6) for year, value in one.values.items()}
    decimals = decimals_of(values.values())
    look, scale = (
        f"{'rate' if one.unit == indicators.PERCENT else 'value'}-{decimals}",
        f"/{headline.scale:.0f}" if headline.scale > 1 else "",
    )
    cells = {year: f"{get_column_letter(column)}{row}" for column, year in enumerate(years, start=2)}
    for place, year in enumerate(years):
        if year not in values:
            write_number(sheet, row, place + 2, None, look, desk.pen)
            continue
        cell = f"{quote_sheetname(desk.titles['indicators'])}!{get_column_letter(indicators.FIRST_VALUE + place)}{source}"
        write_formula(sheet, row, place + 2, f"={cell}{scale}", values[year], look, desk.pen)
    changes = (f"{'points' if one.unit in POINTS else 'delta'}-{decimals}", headline.difference), ("percent", headline.percent)
    for column, (step, change) in enumerate(changes, start=len(years) + 2):
        if change is None or headline.before is None:
            write_number(sheet, row, column, None, step, desk.pen)
            continue
        old, new = cells[headline.before.year], cells[headline.after.year]
        formula = f"={new}-{old}" if step != "percent" else f"=({new}-{old})/{old}"
        write_formula(sheet, row, column, formula, change / (headline.scale if step != "percent" else 100), step, desk.pen)


def _write_audit(sheet: Worksheet, desk: Desk, row: int) -> int:
    """By year: numbers that do not fit, stated changes that do not hold, and what came of the plans and problems of the year before."""
    comparison = desk.comparison
    row = _block(sheet, desk, row, desk.word("workbook.audit"))
    counts: Counter[tuple[str, int]] = Counter((f"severity.{one.severity}", one.year) for one in comparison.conflicts)
    counts.update((f"verdict.{verdicts.VERDICTS[one.agrees]}", one.year) for one in comparison.stated_changes if one.agrees is False)
    counts.update((f"follow.{verdicts.outcome(one)}", one.to_year) for one in comparison.follow_through)
    for key, sheet_name in AUDITED.items():
        cell = write_text(sheet, row, 1, f"{desk.titles[sheet_name]} · {desk.word(key)}", "link", desk.pen)
        link(cell, desk.titles[sheet_name], 1)
        for column, year in enumerate(comparison.years, start=2):
            write_number(sheet, row, column, counts[key, year], "number", desk.pen)
        row += 1
    return row


def _write_coverage(sheet: Worksheet, desk: Desk, row: int) -> int:
    row = _block(sheet, desk, row, desk.word("workbook.coverage"))
    for coverage in desk.comparison.coverage:
        title = desk.node(coverage.canonical)
        write_text(sheet, row, 1, title, "text", desk.pen)
        for column, year in enumerate(desk.comparison.years, start=2):
            presence = coverage.by_year[year]
            write_text(sheet, row, column, desk.word(f"workbook.{presence}"), f"is-{presence}", desk.pen)
        fit_height(sheet, row, [(title, LABEL_WIDTH)])
        row += 1
    return row


def _write_contents(sheet: Worksheet, desk: Desk, row: int) -> None:
    write_text(sheet, row, 1, desk.word("workbook.contents"), "block", desk.pen)
    sheet.row_dimensions[row].height = 22
    for step, (name, about) in enumerate(CONTENTS.items(), start=1):
        link(write_text(sheet, row + step, 1, desk.titles[name], "link", desk.pen), desk.titles[name], 1)
        write_text(sheet, row + step, 2, desk.word(f"workbook.{about}"), "note", desk.pen)
