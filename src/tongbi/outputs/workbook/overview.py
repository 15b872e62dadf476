"""The overview sheet: what changed at a glance, year by year, and the way into the other sheets."""

from __future__ import annotations

from collections import Counter
from itertools import zip_longest
from typing import TYPE_CHECKING, get_args

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.pagebreak import Break

from tongbi.language.folding import fold
from tongbi.model import Change, ChangeKind
from tongbi.outputs import figure_rows, headlines, leading_changes, moved_lines, verdicts
from tongbi.outputs.brief.excerpts import behind
from tongbi.outputs.figure_charts import LINE_FROM
from tongbi.outputs.numbers import POINTS
from tongbi.outputs.workbook import cell_writer, chart_builder, charts, checks, indicators, statements
from tongbi.outputs.workbook.cell_writer import HEADER_ROW, link
from tongbi.outputs.workbook.chart_builder import Layer
from tongbi.outputs.workbook.sheet_context import RECENT, SheetName
from tongbi.outputs.workbook.sheet_layout import RAGGED, Row, display_width, fold_columns, frame, head, number_width, widen
from tongbi.outputs.workbook.styles import KIND_FILLS, decimals_of, digits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from openpyxl.chart import BarChart

    from tongbi.model import Language
    from tongbi.outputs.headlines import Headline
    from tongbi.outputs.moved_lines import MovedLine
    from tongbi.outputs.workbook.sheet import Sheet
    from tongbi.outputs.workbook.sheet_context import Desk

HEADLINES_ROW = 4
# A column of a year is as wide as a title is well read in; more years than are shown at once have the charts below them.
WIDEST = 20.0
CHART_ROWS = 15
CHART_SIZE = (15.0, 8.0)  # centimetres
GREEN = "8CC9A1"
# Sheets that any comparison may lack; only filings have others.
WITHOUT: tuple[SheetName, ...] = ("indicators", "charts", "tables", "checks", "follow", "measures")
AUDITED: dict[str, SheetName] = {
    **dict.fromkeys(("severity.conflict", "severity.info", "verdict.disagrees"), "checks"),
    **{f"follow.{kind}": "follow" for kind in verdicts.OUTCOMES},
}


def write(sheet: Sheet, desk: Desk) -> None:
    """Write the sheet from top to bottom: the figures that lead, what is new and gone, the figures that moved
    most, reports, changes, checks, required contents, the other sheets.
    """
    comparison = desk.comparison
    frame(sheet, desk.heading(), desk.dated(desk.word("workbook.overview-note", count=len(comparison.reports))), desk.pen)
    page = _Page(sheet, desk)
    fold_columns(sheet, range(2, page.first_shown))
    widen(sheet, page.widths)
    _write_figures(page, "headline.title", page.leading, verdicts.on_lengths(comparison, desk.language))
    if len(comparison.years) > 1:
        _write_news(page)
        _write_figures(page, "headline.moved", page.moved)
        _write_lines(page)
    _write_reports(page)
    if len(comparison.years) > 1:
        _write_changes(page)
        sheet.row_breaks.append(Break(id=page.row - 1))  # a page of print for what changed, with the charts beside it, one for the rest
        _write_audit(page)
    if comparison.coverage:
        _write_coverage(page)
    _write_contents(page)
    _place_charts(page)


class _Page:
    """The sheet with the row that comes next."""

    def __init__(self, sheet: Sheet, desk: Desk) -> None:
        self.sheet, self.desk, self.row = sheet, desk, HEADLINES_ROW
        many = len(desk.comparison.years)
        self.leading = desk.headlines[: charts.MOST]
        # Where there are statements their lines are told: they are named and signed as printed.
        self.moved = [] if desk.comparison.statements else headlines.moved(desk.comparison, charts.MOST)
        self.lines = moved_lines.moved(desk.comparison, charts.MOST, self.leading) if many > 1 else []
        figures = [*self.leading, *self.moved]
        year = max(WIDEST if many < LINE_FROM else indicators.NARROWEST, _widest_number(figures))
        self.widths = [_widest_name([*figures, *self.lines], desk.language), *[year] * many, 16.0, 16.0, 3.0]
        self.first_shown = max(2, many - RECENT + 2)
        self.charts: list[BarChart] = []

    def block(self, title: str, years: bool = True, steps: bool = False) -> None:
        """A block's title and, below it, a head with the years, and with the steps between the last two."""
        self.sheet.put(self.row, 1, cell_writer.text(self.desk.word(title), "block", self.desk.pen))
        self.sheet.shapes[self.row].height = 22
        self.row += 1
        if years:
            heads = ["", *(self.desk.word("column.year", year=year) for year in self.desk.comparison.years)]
            heads += [self.desk.word("column.difference"), self.desk.word("column.percent")] if steps else []
            head(self.sheet, heads, self.desk.pen, row=self.row, lines=1)
            self.row += 1

    def next(self) -> Row:
        """The next row."""
        self.row += 1
        return Row(self.sheet, self.row - 1, self.desk.pen, self.widths)

    def notes(self, said: Iterable[str]) -> None:
        """Rows of a sentence each, as wide as the sheet."""
        for words in said:
            with self.next() as row:
                row.text(words, "quiet", until=len(self.widths) - 1)

    def counts(
        self, name: str, values: Iterable[float | None], label_look: str = "text", look: str = "number", rows: Sequence[int | None] = ()
    ) -> None:
        """A row of numbers by year with its name; None stands for a year that cannot have one. `rows` are those of the changes sheet that
        the numbers lead to, None for none.
        """
        with self.next() as row:
            row.text(name, label_look)
            for value, target in zip_longest(values, rows):
                if value is None:
                    row.word("–", "absent")
                elif target is None:
                    row.number(value, look)
                else:
                    link(row.number(value, "jump-right"), self.desk.titles["changes"], target)


def _widest_name(figures: Sequence[Headline | MovedLine], language: Language) -> float:
    """What the longest name of a figure takes: LibreOffice wraps no text that is a link."""
    names = (display_width(one.title(language)) for one in figures)
    return min(51.0, max(34.0, RAGGED + max(names, default=0.0)))


def _widest_number(figures: Sequence[Headline]) -> float:
    """What the longest value of a figure takes, with the sign of a percentage."""
    found = ((one.indicator.shown(value) for value in one.indicator.values.values()) for one in figures)
    return max((number_width(value, decimals_of((value,))) + 1 for values in found for value in values), default=0.0)


def _write_news(page: _Page) -> None:
    """What leads of the statements that are surely new in the newest report or gone from it, as on the page; their places lead to their
    rows.
    """
    desk, comparison = page.desk, page.desk.comparison
    told, last = comparison.unit_texts(), len(page.widths) - 1
    kinds: tuple[tuple[str, ChangeKind], ...] = (("brief.new", "added"), ("brief.gone", "dropped"))
    for title, kind in kinds:
        found = leading_changes.first(comparison, kind)
        if found:
            page.block(title, years=False)
        for one in found:
            with page.next() as row:
                place, at = row.text(desk.places.headed(one.ids[0]), "link"), desk.thread_row(one.ids[0])
                if at:
                    link(place, desk.titles["changes"], at)
                row.skip(page.first_shown - 2)
                row.text(behind(one.before, told[one.ids[0]].text, comparison.language, one.at, one.after), "text", until=last)
        page.row += bool(found)


def _write_reports(page: _Page) -> None:
    desk, comparison = page.desk, page.desk.comparison
    page.block("workbook.reports")
    with page.next() as row:
        row.word(desk.word("column.title"), "text")
        for report in comparison.reports:
            row.said(report.title)
    found = Counter(year for year, _ in desk.findings())
    page.counts(desk.word("workbook.count-characters"), [len(fold(report.text())) for report in comparison.reports])
    page.counts(desk.word("workbook.count-units"), [len(report.units) for report in comparison.reports])
    page.counts(desk.word("workbook.count-sections"), [len(report.sections) for report in comparison.reports])
    valued = [sum(year in indicator.values for indicator in comparison.indicators) for year in comparison.years]
    page.counts(desk.word("workbook.count-indicators"), valued)
    page.counts(desk.word("workbook.count-findings"), [found[year] for year in comparison.years])
    page.row += 1


def _write_changes(page: _Page) -> None:
    desk, comparison = page.desk, page.desk.comparison
    page.block("workbook.changes")
    first = page.row

    def counted(name: str, holds: Callable[[Change], bool], look: str = "text") -> None:
        told = [change for change in comparison.changes if holds(change)]
        found = Counter(change.to_year for change in told)
        shown = (change for change in told if change.kind != "unchanged" and not change.noise)  # the rows of others may be folded
        rows = [(change.to_year, desk.thread_row((change.to_units or change.from_units)[0])) for change in shown]
        first = [min((row for to, row in rows if to == year and row), default=None) for year in comparison.years[1:]]
        page.counts(desk.word(name), [None, *(found[year] for year in comparison.years[1:])], look, rows=[None, *first])

    for kind in get_args(ChangeKind):
        counted(f"kind.{kind}", lambda change, kind=kind: change.kind == kind, f"kind-{kind}")  # type: ignore[misc]
    counted("workbook.among-them-moved", lambda change: change.moved)
    counted("page.possible", lambda change: change.possible)
    counted("page.untold", verdicts.is_news)
    shares = [None, *(comparison.reused_share(year) for year in comparison.years[1:])]
    page.counts(desk.word("workbook.reused"), shares, "strong", "share-right")
    if len(comparison.years) > 2:  # of a single step the table says all
        _draw(page, first, page.row - 1)
    page.row += 1


def _draw(page: _Page, first: int, last: int) -> None:
    """Two charts: a stacked column a year in the colours of the kinds, and the share told again, which is the last row."""
    desk, end = page.desk, len(page.desk.comparison.years) + 1

    def layer(key: str, colour: str, row: int) -> Layer:
        return Layer(desk.word(key), colour, (row, 3), (row, end))

    heads = layer("column.year-of", "", first - 1)
    kinds = [layer(f"kind.{kind}", KIND_FILLS[kind], first + step) for step, kind in enumerate(get_args(ChangeKind))]
    reused = [layer("workbook.reused", GREEN, last)]
    for title, layers in (("workbook.changes", kinds), ("workbook.reused", reused)):
        words = "; ".join(layer.name for layer in layers)
        page.charts.append(chart_builder.stacked(desk.word(title), f"{desk.word(title)}: {words}", page.sheet, heads, layers, CHART_SIZE))


def _place_charts(page: _Page) -> None:
    """Put the charts beside the tables, or side by side below them where the tables are wide."""
    many = len(page.desk.comparison.years)
    for place, chart in enumerate(page.charts):
        beside = many <= RECENT
        column, row = (many + 5, HEADLINES_ROW + place * CHART_ROWS) if beside else (1 + place * (many - 4), page.row + 1)
        page.sheet.add_chart(chart, f"{get_column_letter(column)}{row}")


def _write_figures(page: _Page, title: str, figures: Sequence[Headline], notes: Sequence[str] = ()) -> None:
    """A block of figures through the years, each in the unit it is printed in and with a link to its row among the indicators, below
    `notes` on all of them.
    """
    desk = page.desk
    if not figures:
        return
    page.block(title, steps=True)
    page.notes(notes)
    rows = indicators.rows(desk)
    for headline in figures:
        beside = [desk.word(f"qualifier.{one}").strip() for one in headline.bounds]
        beside += [desk.word("page.far-apart")] if headline.doubtful else []
        if headline.reaches_back:
            beside.append(desk.word("row.over", year=headline.newest, before=headline.reaches_back))
        source = rows[id(headline.indicator)]
        with page.next() as row:
            link(row.text(" · ".join([headline.title(desk.language), *beside]), "link"), desk.titles["indicators"], source)
            _write_headline(row, desk, headline, source)
    page.row += 1


def _write_headline(row: Row, desk: Desk, headline: Headline, source: int) -> None:
    """The values of a headline from their cells among the indicators, and their change where one may be printed."""
    one, years = headline.indicator, desk.comparison.years
    values = {year: one.shown(value) for year, value in one.values.items()}
    difference = None if headline.difference is None else one.shown(headline.difference)
    sort = "rate" if one.unit == indicators.PERCENT else "value"
    cells = {year: f"{get_column_letter(column)}{row.at}" for column, year in enumerate(years, start=2)}
    for column, year in enumerate(years, start=indicators.FIRST_VALUE):
        if year in values:
            cell = f"{quote_sheetname(desk.titles['indicators'])}!{get_column_letter(column)}{source}"
            indicators.bounded(row.formula(f"={cell}", values[year], f"{sort}-{digits(one, values[year])}"), one, year)
        else:
            row.number(None, f"{sort}-0")
    step = f"{'points' if one.unit in POINTS else 'delta'}-{digits(one, difference)}"
    if headline.before is None or difference is None:
        row.number(None, step)
        row.number(None, "percent")
        return
    old, new = cells[headline.before.year], cells[headline.after.year]
    row.formula(f"={new}-{old}", difference, step)
    if headline.percent is None:
        row.number(None, "percent")
    else:
        row.formula(f"=({new}-{old})/{old}", headline.percent / 100, "percent")


def _write_lines(page: _Page) -> None:
    """The lines of statements that moved most, each with a link to its row among the statements and with what is noted there."""
    desk, comparison = page.desk, page.desk.comparison
    if not page.lines:
        return
    page.block("headline.moved-lines", steps=True)
    page.notes([desk.word("headline.moved-rule")])
    rows = {id(line): at for title, one in statements.placed(comparison.statements) for at, line in enumerate(one.lines, title + 1)}
    note_of, pair = figure_rows.line_notes(comparison, desk.language), comparison.years[-2:]
    for told in page.lines:
        line, at = told.line, rows[id(told.line)]
        shown = {year: line.shown(value) for year, value in line.values.items()}
        with page.next() as row:
            name = " · ".join(filter(None, (told.title(desk.language), note_of(line))))
            link(row.text(name, "link"), desk.titles["statements"], at)
            for column, year in enumerate(comparison.years, start=statements.FIRST_VALUE):
                cell = f"{quote_sheetname(desk.titles['statements'])}!{get_column_letter(column)}{at}"
                look = f"value-{statements.decimals(line)}"
                row.formula(f"={cell}", shown[year], look) if year in shown else row.number(None, look)
            last = {year: value for year, value in shown.items() if year in pair}
            statements.write_changes(row, desk.word("row.not-meaningful"), line, last, pair, len(comparison.years))
    page.row += 1


def _write_audit(page: _Page) -> None:
    """By year: numbers that do not fit, stated changes that do not hold, and what came of the plans and problems of the year before."""
    desk, comparison = page.desk, page.desk.comparison
    page.block("workbook.audit")
    counts: Counter[tuple[str, int]] = Counter((f"severity.{one.severity}", one.year) for one in comparison.conflicts)
    counts.update((f"verdict.{verdicts.VERDICTS[one.agrees]}", one.year) for one in comparison.stated_changes if one.agrees is False)
    counts.update((f"follow.{verdicts.outcome(one)}", one.to_year) for one in comparison.follow_through)
    firsts = _first_rows(desk)
    # Where nothing is followed, a row of zeros would read as a result.
    told = {key: name for key, name in AUDITED.items() if name != "follow" or comparison.follow_through}
    for key, name in told.items():
        with page.next() as row:
            cell = row.word(f"{desk.word(f'sheet.{name}')} · {desk.word(key)}", "link" if key in firsts else "text")
            if key in firsts:
                link(cell, desk.titles[name], firsts[key])
            row.numbers((counts[key, year] for year in comparison.years), "number")
    page.row += 1


def _first_rows(desk: Desk) -> dict[str, int]:
    """The first row of each verdict, severity and outcome on its sheet; of what is folded there, the row below that unfolds it."""
    conflicts, stated = verdicts.conflicts(desk.comparison), verdicts.stated(desk.comparison)
    answered, untraced = verdicts.answered(desk.comparison), verdicts.untraced(desk.comparison)
    handle = HEADER_ROW + 1 + len(answered) + len(untraced)
    rows = (
        *((f"severity.{one.severity}", HEADER_ROW + at) for at, one in enumerate(conflicts, 1)),
        *((f"verdict.{verdicts.VERDICTS[one.agrees]}", checks.stated_row(desk.comparison) + at) for at, one in enumerate(stated)),
        *((f"follow.{verdicts.outcome(one)}", HEADER_ROW + at) for at, one in enumerate(answered, 1)),
        *((f"follow.{verdicts.outcome(one)}", handle) for one in untraced),
    )
    return dict(reversed(rows))


def _write_coverage(page: _Page) -> None:
    desk = page.desk
    page.block("workbook.coverage")
    for coverage in desk.comparison.coverage:
        with page.next() as row:
            row.text(desk.node(coverage.canonical))
            for year in desk.comparison.years:
                row.word(desk.word(f"workbook.{coverage.by_year[year]}"), f"is-{coverage.by_year[year]}")
    page.row += 1


def _write_contents(page: _Page) -> None:
    """The other sheets, and which there are none of, for what reason."""
    desk = page.desk
    page.block("workbook.contents", years=False)
    for name, title in list(desk.titles.items())[1:]:
        with page.next() as row:
            link(row.word(title, "link"), title, 1)
            row.skip(page.first_shown - 2)
            row.word(desk.word(f"about.{name}"), "note")
    for name in (name for name in WITHOUT if name not in desk.titles):
        with page.next() as row:
            row.word(desk.word(f"sheet.{name}"), "quiet")
            row.skip(page.first_shown - 2)
            row.word(desk.word(f"workbook.no-{name}"), "note")
