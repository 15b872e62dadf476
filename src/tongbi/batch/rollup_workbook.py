"""The roll-up as a workbook: series, figures that changed most, the same figures of several organisations, shared wording, what is left."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from jinja2.filters import do_urlencode
from openpyxl import Workbook

from tongbi.batch.rollup import node_title
from tongbi.outputs.labels import faces, label
from tongbi.outputs.numbers import POINTS
from tongbi.outputs.workbook import cell_writer
from tongbi.outputs.workbook.cell_writer import HEADER_ROW, Pen
from tongbi.outputs.workbook.sheet import add
from tongbi.outputs.workbook.sheet_layout import filter_rows, fit_height, frame, freeze, head, scale_shares, widen
from tongbi.outputs.workbook.sheet_writer import Filling
from tongbi.outputs.workbook.styles import decimals_of, make_pen
from tongbi.outputs.workbook.workbook_file import to_stream

if TYPE_CHECKING:
    from tongbi.batch.rollup import Matrix, Moved, Rollup, Row
    from tongbi.model import Language
    from tongbi.outputs.workbook.sheet import Sheet

FIRST_ROW = HEADER_ROW + 1
NAME_WIDTH, KIND_WIDTH, YEAR_WIDTH, NUMBER_WIDTH, STEP_WIDTH, TEXT_WIDTH = 34.0, 22.0, 9.0, 12.0, 17.0, 48.0


@dataclass(frozen=True, slots=True)
class _Desk:
    rollup: Rollup
    language: Language
    pen: Pen

    def word(self, key: str, **values: object) -> str:
        return label(key, self.language, **values)

    def words(self, *keys: str) -> list[str]:
        return [self.word(key) for key in keys]


def write(rollup: Rollup, language: Language, stream: BinaryIO) -> None:
    """The roll-up as .xlsx into a stream; the same roll-up gives the same bytes. Sheets that grow with the batch are written row by row."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheets = {name: add(book, label(f"batch.{name}", language)) for name in _SHEETS}
    desk = _Desk(rollup, language, make_pen(book, language, faces()["workbook"]["zh"]))
    fillings: dict[str, Filling] = {}
    for name, (fill, note) in _SHEETS.items():
        frame(sheets[name], label(f"batch.{name}", language), label(f"batch.{note}", language) if note else "", desk.pen)
        filling = fill(sheets[name], desk)
        if filling is not None:
            fillings[sheets[name].title] = filling
    book.calculation.fullCalcOnLoad = True
    to_stream(book, label("batch.title", language), stream, fillings)


def _series(sheet: Sheet, desk: _Desk) -> Filling:
    """A row a series; for each year the share reused and the required contents present."""
    years = desk.rollup.years
    counts = desk.rollup.rows[0].counts if desk.rollup.rows else ()
    titles = desk.words("batch.organisation", "batch.kind")
    titles += [desk.word("batch.reused-in", year=year) for year in years] + [desk.word("batch.present-in", year=year) for year in years]
    titles += desk.words("batch.missing", "batch.conflicts", "batch.findings", *(f"kind.{kind}" for kind, _ in counts), "batch.files")
    head(sheet, titles, desk.pen)
    widths = [NAME_WIDTH, KIND_WIDTH, *[YEAR_WIDTH] * (2 * len(years)), KIND_WIDTH, *[YEAR_WIDTH] * (2 + len(counts)), TEXT_WIDTH]
    widen(sheet, widths)
    last = HEADER_ROW + len(desk.rollup.rows)
    for column in range(3, 3 + len(years)):
        scale_shares(sheet, column, FIRST_ROW, last)
    freeze(sheet, 1)
    filter_rows(sheet, len(titles), last)
    return Filling(_series_rows(sheet, desk, len(titles)), len(titles), last)


def _series_rows(sheet: Sheet, desk: _Desk, last_column: int) -> Iterator[int]:
    years = desk.rollup.years
    for at, row in enumerate(desk.rollup.rows, start=FIRST_ROW):
        _body(sheet, desk, at, 1, row)
        sheet.put(at, 2, cell_writer.text(row.kind, "quiet", desk.pen))
        for column, year in enumerate(years, start=3):
            sheet.put(at, column, cell_writer.number(row.reused.get(year), "share", desk.pen))
            told = f"{row.present[year]}/{row.required[year]}" if row.required.get(year) else ""
            sheet.put(at, column + len(years), cell_writer.text(told or ("●" if year in row.years else "–"), "tag", desk.pen))
        column = 3 + 2 * len(years)
        missing = "\n".join(node_title(row.kind, one, desk.language) for one in row.missing)
        sheet.put(at, column, cell_writer.text(missing, "is-missing" if missing else "tag", desk.pen))
        for step, count in enumerate((row.conflicts, row.findings, *(count for _, count in row.counts)), start=1):
            sheet.put(at, column + step, cell_writer.number(count, "number", desk.pen))
        files = "\n".join(row.files)
        sheet.put(at, last_column, cell_writer.text(files, "quiet", desk.pen))
        fit_height(sheet, at, [(row.organisation, NAME_WIDTH), (missing, KIND_WIDTH), (files, TEXT_WIDTH)])
        yield at


def _moves(sheet: Sheet, desk: _Desk) -> None:
    titles = desk.words("batch.organisation", "page.indicator", "page.unit", "column.year-before", "column.previous", "column.year-of")
    titles += desk.words("column.current", "column.difference", "column.percent")
    head(sheet, titles, desk.pen, lines=1)
    widen(sheet, [NAME_WIDTH, NAME_WIDTH, *[NUMBER_WIDTH] * 4, STEP_WIDTH, STEP_WIDTH, NUMBER_WIDTH])
    for at, one in enumerate(desk.rollup.moves, start=FIRST_ROW):
        _move(sheet, desk, at, one)
    freeze(sheet, 1)
    filter_rows(sheet, len(titles), HEADER_ROW + len(desk.rollup.moves))


def _move(sheet: Sheet, desk: _Desk, at: int, one: Moved) -> None:
    step = one.step
    name = step.name + (f" · {desk.word('page.far-apart')}" if step.doubtful else "")
    decimals = decimals_of((step.before, step.after))
    _body(sheet, desk, at, 1, one.row)
    sheet.put(at, 2, cell_writer.text(name, "text", desk.pen))
    sheet.put(at, 3, cell_writer.text(step.unit, "tag", desk.pen))
    for column, (year, value) in zip((4, 6), ((step.old, step.before), (step.new, step.after)), strict=True):
        sheet.put(at, column, cell_writer.number(year, "tag", desk.pen))
        sheet.put(at, column + 1, cell_writer.number(value, f"value-{decimals}", desk.pen))
    look = f"{'points' if step.unit in POINTS else 'delta'}-{decimals}"
    sheet.put(at, 8, cell_writer.formula(f"=G{at}-E{at}", step.after - step.before, look, desk.pen))
    sheet.put(at, 9, cell_writer.number(None if step.is_rate else step.change / 100, "percent", desk.pen))
    fit_height(sheet, at, [(one.row.organisation, NAME_WIDTH), (name, NAME_WIDTH)])


def _figures(sheet: Sheet, desk: _Desk) -> None:
    """A block for each kind and year: a row a figure, a column a body."""
    most = max((len(matrix.bodies) for matrix in desk.rollup.matrices), default=0)
    widen(sheet, [NAME_WIDTH, YEAR_WIDTH, *[NUMBER_WIDTH + 2] * most])
    at = HEADER_ROW
    for matrix in desk.rollup.matrices:
        at = _matrix(sheet, desk, at, matrix) + 2
    sheet.freeze_panes = f"B{FIRST_ROW}"


def _matrix(sheet: Sheet, desk: _Desk, at: int, matrix: Matrix) -> int:
    """Write a block; the row below it."""
    sheet.put(at, 1, cell_writer.text(desk.word("batch.matrix", kind=matrix.kind, year=matrix.year), "block", desk.pen))
    if matrix.left or matrix.left_lines:
        told = desk.word("batch.matrix-cut", bodies=len(matrix.bodies), lines=len(matrix.lines))
        sheet.put(at, 3, cell_writer.text(told, "note", desk.pen))
    head(sheet, [*desk.words("page.indicator", "page.unit"), *(row.organisation for row in matrix.bodies)], desk.pen, row=at + 1, lines=3)
    for below, line in enumerate(matrix.lines, start=at + 2):
        sheet.put(below, 1, cell_writer.text(line.name, "strong", desk.pen))
        sheet.put(below, 2, cell_writer.text(line.unit, "tag", desk.pen))
        look = f"value-{decimals_of([value for value in line.values if value is not None])}"
        for column, value in enumerate(line.values, start=3):
            sheet.put(below, column, cell_writer.number(value, look, desk.pen))
        fit_height(sheet, below, [(line.name, NAME_WIDTH)])
    return at + 2 + len(matrix.lines)


def _alike(sheet: Sheet, desk: _Desk) -> None:
    titles = desk.words("page.report", "batch.kind", "batch.organisation", "batch.organisation", "batch.likeness")
    head(sheet, titles, desk.pen, lines=1)
    widen(sheet, [YEAR_WIDTH, KIND_WIDTH, NAME_WIDTH, NAME_WIDTH, NUMBER_WIDTH])
    for at, one in enumerate(desk.rollup.alike, start=FIRST_ROW):
        sheet.put(at, 1, cell_writer.number(one.year, "tag", desk.pen))
        sheet.put(at, 2, cell_writer.text(one.kind, "quiet", desk.pen))
        _body(sheet, desk, at, 3, one.first)
        _body(sheet, desk, at, 4, one.second)
        sheet.put(at, 5, cell_writer.number(one.likeness, "share", desk.pen))
        fit_height(sheet, at, [(one.first.organisation, NAME_WIDTH), (one.second.organisation, NAME_WIDTH)])
    freeze(sheet, 1)
    filter_rows(sheet, len(titles), HEADER_ROW + len(desk.rollup.alike))


def _others(sheet: Sheet, desk: _Desk) -> Filling:
    """What is not done: a row a file or a series, with the reason."""
    titles = desk.words("batch.state", "batch.file", "batch.organisation", "batch.years", "batch.reason")
    head(sheet, titles, desk.pen, lines=1)
    widths = (KIND_WIDTH, TEXT_WIDTH, NAME_WIDTH, KIND_WIDTH, TEXT_WIDTH)
    widen(sheet, widths)
    last = HEADER_ROW + sum(map(len, desk.rollup.others.values()))
    freeze(sheet, 1)
    filter_rows(sheet, len(titles), last)
    return Filling(_others_rows(sheet, desk, widths), len(titles), last)


def _others_rows(sheet: Sheet, desk: _Desk, widths: Sequence[float]) -> Iterator[int]:
    told = ((state, one) for state, found in desk.rollup.others.items() for one in found)
    for at, (state, one) in enumerate(told, start=FIRST_ROW):
        years = ", ".join(map(str, one.years))
        texts = (desk.word(f"batch.{state}"), "\n".join(one.files), one.organisation, years, one.reason)
        for column, text in enumerate(texts, start=1):
            sheet.put(at, column, cell_writer.text(text, "is-missing" if column == 1 and state == "failed" else "text", desk.pen))
        fit_height(sheet, at, zip(texts, widths, strict=True))
        yield at


def _body(sheet: Sheet, desk: _Desk, at: int, column: int, row: Row) -> None:
    """A body's name, which opens its workbook or, without one, its page."""
    file = next((name for name in ("comparison.xlsx", "comparison.html") if name in row.outputs), None)
    sheet.put(at, column, cell_writer.text(row.organisation, "link" if file else "text", desk.pen))
    if file:
        sheet.links[at, column] = f"{do_urlencode(row.folder)}/{file}"


# Sheet, which is also the name of its title → what writes it or tells how it is filled, the note below its title.
_SHEETS: dict[str, tuple[Callable[[Sheet, _Desk], Filling | None], str]] = {
    "done": (_series, "done-note"),
    "moves": (_moves, ""),
    "figures": (_figures, ""),
    "alike": (_alike, "alike-note"),
    "others": (_others, ""),
}
