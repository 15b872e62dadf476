"""Context of all sheets: the comparison, the language, the pen, and where on which sheet everything will stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Literal

from tongbi.model import Table
from tongbi.outputs import headlines, thread_rows
from tongbi.outputs.labels import label
from tongbi.outputs.numbers import plain
from tongbi.outputs.places import Places
from tongbi.outputs.workbook import table_layout
from tongbi.outputs.workbook.cell_writer import HEADER_ROW, pieces
from tongbi.outputs.workbook.sheet_layout import Row, fold_columns, frame, head, head_blocks, paginate, tabulate, widen

if TYPE_CHECKING:
    from tongbi.model import CellPlace, Comparison, Finding, Language, Report, Thread
    from tongbi.outputs.headlines import Headline
    from tongbi.outputs.workbook.cell_writer import Pen
    from tongbi.outputs.workbook.sheet import Sheet

SheetName = Literal[
    "overview",
    "sections",
    "changes",
    "disclosures",
    "statements",
    "indicators",
    "data",
    "charts",
    "tables",
    "checks",
    "follow",
    "measures",
    "facts",
    "text",
    "sources",
]
# Columns of a sheet from the first on: the name of the head among the labels (in the table `column` unless another is named), the width.
Columns = Sequence[tuple[str, float]]
# A head in the table `column`, for which years it has a column each ("" alone, "every", "later": all but the first), the width of each.
YearBlock = tuple[str, str, float]
# Years that are shown at once; where there are more, the older ones are folded.
RECENT = 9
LineKind = Literal["front", "heading", "unit", "table", "note"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a report as the text sheet shows it; a text too long for a cell goes on in lines that are `continued`.

    `score` is that of optical character recognition, None for text read as such.
    """

    year: int
    kind: LineKind
    section: int | None
    unit: str
    text: str
    continued: bool = False
    table: int | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """The comparison and the ground plan of its workbook. Rows are counted from 1, as Excel does.

    `joined` are the threads of each row of the changes sheet, in reading order; `thread_rows` gives a thread's row there,
    `unit_rows`, `section_rows`
    and `table_rows` (by year and index) the rows on the text sheet, `table_cells` row and
    column on the tables sheet of a year's cell; `thread_of` leads from a unit's id to its thread; `figure_starts` gives where in
    a unit's text a value is printed; `headlines` are the figures that lead, the weightiest first; `places` are those in the original.
    """

    comparison: Comparison
    language: Language
    pen: Pen
    titles: Mapping[SheetName, str]
    joined: Sequence[Sequence[Thread]]
    lines: tuple[Line, ...]
    thread_rows: Mapping[str, int]
    unit_rows: Mapping[str, int]
    section_rows: Mapping[tuple[int, int], int]
    table_rows: Mapping[tuple[int, int], int]
    table_cells: Mapping[tuple[int, CellPlace], tuple[int, int]]
    thread_of: Mapping[str, str]
    figure_starts: Mapping[tuple[str, float | None], int]
    headlines: Sequence[Headline]
    places: Places

    def word(self, key: str, **values: object) -> str:
        """A label of the catalogue in the workbook's language."""
        return label(key, self.language, **values)

    def table(self, sheet: Sheet, name: SheetName, note: str, columns: Columns, lines: int = 2, rows: int | None = None) -> None:
        """A sheet's title, note, column heads and widths; with a number of `rows`, a table of Excel of its English name."""
        frame(sheet, self.titles[name], note, self.pen)
        self.heads(sheet, columns, lines=lines)
        if rows is not None:
            tabulate(sheet, name.capitalize(), self.titles_of(columns), HEADER_ROW + rows)
        widen(sheet, [width for _, width in columns])

    def year_table(self, sheet: Sheet, name: SheetName, note: str, blocks: Sequence[YearBlock]) -> tuple[list[str], list[float]]:
        """As `table`, with heads on two floors, those of older years folded: what the lower floor says, each head once, and the widths of
        all columns.
        """
        frame(sheet, self.titles[name], note, self.pen)
        below = [self._year_heads(head, which) for head, which, _ in blocks]
        titles = [self.word(f"column.{head}") for head, *_ in blocks]
        sizes = [max(len(heads), 1) for heads in below]
        for end, heads in zip(accumulate(sizes), below, strict=True):
            fold_columns(sheet, range(end - len(heads) + 1, end - RECENT + 1))
        widths = head_blocks(sheet, [(title, heads, block[2]) for title, heads, block in zip(titles, below, blocks, strict=True)], self.pen)
        paginate(sheet, widths, sizes)
        return [words for title, heads in zip(titles, below, strict=True) for words in heads or [title]], widths

    def _year_heads(self, head: str, which: str) -> list[str]:
        """The heads of a block's years, a later one's with the year it is compared with where that is not the one before."""
        told = self.comparison.years
        over = ["", *(self.word("workbook.against", year=old) if new > old + 1 else "" for old, new in pairwise(told))]
        heads = [self.word(f"column.{head}-in", year=year) for year in told] if which else []
        return [words + gap for words, gap in zip(heads, over, strict=True)][1:] if which == "later" else heads

    def heads(self, sheet: Sheet, columns: Columns, row: int = HEADER_ROW, lines: int = 2) -> None:
        """A row of column heads."""
        head(sheet, self.titles_of(columns), self.pen, row, lines)

    def titles_of(self, columns: Columns) -> list[str]:
        """The heads of columns in words."""
        return [self.word(name if "." in name else f"column.{name}") for name, _ in columns]

    def row(self, sheet: Sheet, number: int, columns: Columns) -> Row:
        """A row of a sheet with these columns."""
        return Row(sheet, number, self.pen, [width for _, width in columns])

    def thread_row(self, unit: str) -> int | None:
        """The row of a unit's thread on the changes sheet; None for a unit that is none."""
        return self.thread_rows.get(self.thread_of.get(unit, ""))

    def dated(self, note: str) -> str:
        """A sheet's note, and what its years are where reports are named by the year after the one that they review."""
        newest, lag = self.comparison.years[-1], self.comparison.lag
        gap = " " if self.language == "en" else ""
        return note + gap + label("brief.lag", self.language, year=newest, before=newest - lag) if lag else note

    def node(self, canonical: str | None) -> str:
        """A schema node's title in the workbook's language."""
        return self.comparison.title_of(canonical, self.language)

    def number(self, value: float) -> str:
        """A number within a text."""
        return plain(value)

    def part(self, canonical: str | None, section: int | None) -> str:
        """What a measure is of: a node's title, a section's, "" for the whole report."""
        return self.comparison.sections[section].title if canonical is None and section is not None else self.node(canonical)

    def cell_words(self, year: int, place: CellPlace) -> str:
        """A table's cell in words: year, table, row and column."""
        number, row, column = place
        table = self.comparison.report(year).tables[number]
        labels = " · ".join((table.name, table.rows[row], table.columns[column])).replace("/", table_layout.STEP)
        return f"{self.word('column.year', year=year)} {labels}"

    def section_words(self, unit: str) -> str:
        """The heading that a unit stands below, if any, and its place: （二）加强执法 第3页第2段."""
        line = self.lines[self.unit_rows[unit] - HEADER_ROW - 1]
        heading = "" if line.section is None else self.comparison.report(line.year).sections[line.section].printed
        return f"{heading} {self.places.said(unit)}".strip()

    def quoted(self, unit: str, text: str) -> str:
        """Words of a unit with their place in the original behind them."""
        return label("place.quoted", self.language, text=text, place=self.places.headed(unit))

    def heading(self) -> str:
        """What the workbook is, for its first line and its properties: the organisation, or else the newest title, and the years."""
        years = self.comparison.years
        span = f"{years[0]}–{years[-1]}" if len(years) > 1 else f"{years[0]}"
        titles = (report.title for report in reversed(self.comparison.reports))
        name = self.comparison.organisation or next(filter(None, titles), "")
        return self.word("workbook.title", organisation=name, years=span)

    def findings(self) -> list[tuple[int | None, Finding]]:
        """Every finding with the year of its report, those of the comparison as a whole last, with None."""
        found: list[tuple[int | None, Finding]] = []
        for year, report in zip(self.comparison.years, self.comparison.reports, strict=True):
            found += [(year, finding) for finding in report.findings]
        return found + [(None, finding) for finding in self.comparison.findings]


def set_up(comparison: Comparison, language: Language, pen: Pen, titles: Mapping[SheetName, str]) -> Desk:
    """Lay out threads and lines and number their rows."""
    joined = thread_rows.joined(comparison)
    lines = tuple(line for year, report in zip(comparison.years, comparison.reports, strict=True) for line in report_lines(year, report))
    first = HEADER_ROW + 1
    starts = [(row, line) for row, line in enumerate(lines, start=first) if not line.continued]
    return Desk(
        comparison,
        language,
        pen,
        titles,
        joined,
        lines,
        thread_rows={thread.id: row for row, threads in enumerate(joined, start=first) for thread in threads},
        unit_rows={line.unit: row for row, line in starts if line.kind == "unit"},
        section_rows={(line.year, line.section): row for row, line in starts if line.kind == "heading" and line.section is not None},
        table_rows=_table_rows(starts, comparison),
        table_cells=table_layout.places(comparison.tables),
        thread_of={unit: thread.id for thread in comparison.threads for units in thread.by_year.values() for unit in units},
        figure_starts={(one.unit_id, one.value): one.start for report in comparison.reports for one in report.figures if one.unit_id},
        headlines=headlines.of(comparison),
        places=Places(comparison, language),
    )


def _table_rows(starts: Sequence[tuple[int, Line]], comparison: Comparison) -> dict[tuple[int, int], int]:
    """The first row of each table on the text sheet; of one that was printed as part of another, that one's."""
    first: dict[tuple[int, int], int] = {}
    for row, line in starts:
        if line.table is not None:
            first.setdefault((line.year, line.table), row)
    for year, report in zip(comparison.years, comparison.reports, strict=True):
        for number in range(len(report.tables)):
            first.setdefault((year, number), first.get((year, number - 1), HEADER_ROW + 1))
    return first


def report_lines(year: int, report: Report) -> Iterator[Line]:
    """A report's lines in the order of `Report.lines`, each with what it is; long ones in pieces."""
    numbers = {id(table): number for number, table in enumerate(report.tables)}
    for text in report.front:
        yield from _in_pieces(Line(year, "front", None, "", text))
    for section in (None, *range(len(report.sections))):
        if section is not None:
            yield from _in_pieces(
                Line(year, "heading", section, "", report.sections[section].printed, score=report.sections[section].score)
            )
        for part in report.below(section):
            if isinstance(part, Table):
                for text in part.printed():
                    yield from _in_pieces(Line(year, "table", section, "", text, table=numbers[id(part)]))
            else:
                yield from _in_pieces(Line(year, "unit", section, part.id, part.lead + part.text, score=part.score))
    for text in report.notes:
        yield from _in_pieces(Line(year, "note", None, "", text))


def _in_pieces(line: Line) -> Iterator[Line]:
    for number, piece in enumerate(pieces(line.text)):
        yield replace(line, text=piece, continued=number > 0)
