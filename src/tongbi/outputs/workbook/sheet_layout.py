"""A sheet's frame: its title and note, header row, widths, frozen panes, heights that fit, and A4 landscape print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from itertools import accumulate
from math import ceil
from typing import TYPE_CHECKING

from openpyxl.formatting.rule import ColorScale, FormatObject, Rule
from openpyxl.styles import Color
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

from tongbi.outputs.workbook import cell_writer
from tongbi.outputs.workbook.cell_writer import HEADER_ROW
from tongbi.outputs.workbook.sheet import Stretch
from tongbi.outputs.workbook.styles import SIZE

if TYPE_CHECKING:
    from tongbi.outputs.workbook.cell_writer import Pen, Run
    from tongbi.outputs.workbook.sheet import Content, Place, Sheet
LINE_POINTS = SIZE * 1.45
PADDING = 3.5  # points of a row beside its lines
MOST_POINTS = 409.0  # Excel's limit for a row
# A wrapped line ends before a word, or before a mark that may not begin a line: what that costs on average, in columns.
RAGGED = 2
A4_WIDTH = 130.0  # digits beside each other on A4 landscape
PAGE_WIDTH = 220.0  # as many as are still read there, made smaller
LATIN = 0.92  # English sentences in Arial: 0.86 of a digit a character on average
SHARE_COLOURS = ((0, "F4B183"), (0.6, "FFF1C9"), (1, "D5F0DC"))


# A title, the heads of the columns below it, none where it heads a single one, and the width of each.
Block = tuple[str, Sequence[str], float]


def frame(sheet: Sheet, title: str, note: str, pen: Pen) -> None:
    """Write the title and the note, and lay the sheet out for A4 landscape, one page wide."""
    sheet.put(1, 1, cell_writer.text(title, "title", pen))
    sheet.put(2, 1, cell_writer.text(note, "lead", pen))
    sheet.note = note
    sheet.shapes[1].height = 28
    sheet.shapes[2].height = LINE_POINTS
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom, sheet.page_margins.footer = 0.5, 0.75, 0.35
    sheet.sheet_format.defaultRowHeight = LINE_POINTS + PADDING
    sheet.sheet_format.customHeight = True
    footer = HeaderFooterItem()
    footer.center.text, footer.center.size = "&A  ·  &P / &N", 8
    sheet.HeaderFooter.oddFooter = footer


def head(sheet: Sheet, titles: Sequence[str], pen: Pen, row: int = HEADER_ROW, lines: int = 2, first: int = 1) -> None:
    """Write a row of column heads from the column `first` on, tall enough for so many lines."""
    for column, title in enumerate(titles, start=first):
        _write_head(sheet, row, column, title, pen)
    sheet.shapes[row].height = lines * LINE_POINTS + 5


def head_blocks(sheet: Sheet, blocks: Sequence[Block], pen: Pen) -> list[float]:
    """Write column heads on two floors, the title of several columns over theirs, that of a single one below, and set the widths; all of
    these.
    """
    widths: list[float] = []
    for title, below, width in blocks:
        first = len(widths) + 1
        for column, words in enumerate(below or [title], start=first):
            sheet.put(HEADER_ROW, column, cell_writer.text(title if below and column == first else "", "head", pen))
            _write_head(sheet, HEADER_ROW + 1, column, words, pen)
        if len(below) > 1:
            merge(sheet, HEADER_ROW, first, first + len(below) - 1)
        widths += [width] * max(len(below), 1)
    lines = max((lines_needed(words, width + RAGGED) for title, below, width in blocks for words in below or [title]), default=1)
    sheet.shapes[HEADER_ROW].height = LINE_POINTS + 5
    sheet.shapes[HEADER_ROW + 1].height = lines * LINE_POINTS + 5
    widen(sheet, widths)
    return widths


def merge(sheet: Sheet, row: int, first: int, last: int) -> None:
    """Make one cell of the dressed cells of a row, of which the first alone says something.

    openpyxl's own way makes them anew and finds them borders, which takes a fifteenth of a workbook's time.
    """
    sheet.merged_cells.add(f"{get_column_letter(first)}{row}:{get_column_letter(last)}{row}")


def _write_head(sheet: Sheet, row: int, column: int, title: str, pen: Pen) -> None:
    if title.isdecimal():  # a bare year: as text, Excel would mark it as a number stored wrongly
        sheet.put(row, column, cell_writer.number(int(title), "head", pen))
    else:
        sheet.put(row, column, cell_writer.text(title, "head", pen))


def freeze(sheet: Sheet, columns: int, header_rows: int = 1) -> None:
    """Keep the first `columns` columns and the header in view, and the header on every printed page."""
    last = HEADER_ROW + header_rows - 1
    sheet.freeze_panes = f"{get_column_letter(columns + 1)}{last + 1}"
    sheet.print_title_rows = f"{HEADER_ROW}:{last}"


def scale_shares(sheet: Sheet, column: int, first_row: int, last_row: int) -> None:
    """Colour a column of shares 0–1: warm where little is left, green where all is."""
    letter = get_column_letter(column)
    scale = ColorScale(cfvo=[FormatObject("num", step) for step, _ in SHARE_COLOURS], color=[Color(colour) for _, colour in SHARE_COLOURS])
    rule = Rule(type="colorScale", colorScale=scale)
    sheet.conditional_formatting.add(f"{letter}{first_row}:{letter}{max(first_row, last_row)}", rule)


def filter_rows(sheet: Sheet, columns: int, last_row: int, row: int = HEADER_ROW) -> None:
    """Switch the autofilter on over the header and the rows below it."""
    sheet.auto_filter.ref = f"A{row}:{get_column_letter(columns)}{max(last_row, row)}"


def tabulate(sheet: Sheet, name: str, titles: Sequence[str], last_row: int, row: int = HEADER_ROW) -> None:
    """Make the rows below the heads in `row` a table of Excel with this name, which pivots, Power Query and R know it by; with its own
    filters. The titles are those that the heads say, each once; a table has a row at least.
    """
    area = f"A{row}:{get_column_letter(len(titles))}{max(last_row, row + 1)}"
    table = Table(displayName=name, ref=area, autoFilter=AutoFilter(ref=area), tableStyleInfo=TableStyleInfo(name="TableStyleLight1"))
    table.tableColumns = [TableColumn(id=number, name=title) for number, title in enumerate(titles, 1)]
    sheet.add_table(table)


def paginate(sheet: Sheet, widths: Sequence[float], blocks: Sequence[int], repeated: int = 1) -> None:
    """Print a sheet that one page cannot show legibly over pages side by side, the first `repeated` columns on each of them.

    Blocks are torn where one alone is wider than a page, the pages are as few and as evenly filled as they can be; `blocks` are how many
    columns each has, those that are repeated among the first. Folded columns are not printed.
    """
    shown = _shown(sheet, widths)
    if sum(shown) <= PAGE_WIDTH:
        return
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=False)
    sheet.page_setup.scale = round(100 * A4_WIDTH / PAGE_WIDTH)
    sheet.print_title_cols = f"A:{get_column_letter(repeated)}"
    for column in _page_ends(shown[repeated:], PAGE_WIDTH - sum(shown[:repeated]), {end - repeated for end in accumulate(blocks)}):
        sheet.col_breaks.append(Break(id=column + repeated))


def _page_ends(widths: Sequence[float], room: float, ends: Set[int]) -> tuple[int, ...]:
    """After how many columns each page but the last one ends: fewest torn blocks, then fewest pages, then the most even ones."""
    best: list[tuple[int, int, float, tuple[int, ...]]] = [(0, 0, 0.0, ())]
    for end in range(1, len(widths) + 1):
        ways = []
        for start, (torn, pages, empty, before) in enumerate(best):
            width = sum(widths[start:end])
            if width <= room or start == end - 1:
                ways.append((torn + (start > 0 and start not in ends), pages + 1, empty + (room - width) ** 2, (*before, start)))
        best.append(min(ways))
    return best[-1][3][1:]


def _shown(sheet: Sheet, widths: Sequence[float]) -> list[float]:
    """The widths with 0 for each folded column."""
    return [0.0 if sheet.column_dimensions[get_column_letter(at)].hidden else width for at, width in enumerate(widths, 1)]


def fold_columns(sheet: Sheet, columns: Iterable[int]) -> None:
    """Group and hide columns; the one after each group carries its handle."""
    folded = sorted(columns)
    for column in folded:
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.outlineLevel, dimension.hidden = 1, True
    for column in {column + 1 for column in folded}.difference(folded):
        sheet.column_dimensions[get_column_letter(column)].collapsed = True


def fold(sheet: Sheet, folds: Iterable[bool], first_row: int) -> None:
    """Group and hide the rows marked True, counted from `first_row`; the row after each group carries its handle."""
    within = False
    for row, folded in enumerate((*folds, False), start=first_row):
        if folded:
            sheet.shapes[row].outlineLevel = 1
            sheet.shapes[row].hidden = True
            sheet.sheet_format.outlineLevelRow = 1  # without it Excel shows no handles
        elif within:
            sheet.shapes[row].collapsed = True
        within = folded


def widen(sheet: Sheet, widths: Sequence[float]) -> None:
    """Set the widths of the columns from A on, in digits of the normal font, and lay the note over as many as a screen shows."""
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    shown = _shown(sheet, widths)
    over = sum(total <= A4_WIDTH for total in accumulate(shown))
    if over > 1:
        merge(sheet, 2, 1, over)
        lines = lines_needed(sheet.note, sum(shown[:over]))
        sheet.shapes[2].height = lines * LINE_POINTS


class Row:
    """A row of a sheet, written from left to right; at the end of its block it is made as tall as its texts need."""

    def __init__(self, sheet: Sheet, number: int, pen: Pen, widths: Sequence[float], first: int = 1) -> None:
        self.sheet, self.at, self.column = sheet, number, first
        self._pen, self._widths, self._lines = pen, widths, 1
        self._cells = sheet.written[number]

    def __enter__(self) -> Row:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            _make_room(self.sheet, self.at, self._lines)

    def put(self, content: Content) -> Place:
        """The next cell."""
        column = self.column
        self._cells[column] = content
        self.column = column + 1
        return self.sheet, self.at, column

    def text(self, words: str | Sequence[Run], look: str = "text", until: int = 0) -> Place:
        """The next cell: a text, or marked runs of one, that wraps; one cell with those up to the column `until` where that is another."""
        said = words if isinstance(words, str) else "".join([run[1] for run in words])
        first, last = self.column, max(self.column, until)
        self._lines = max(self._lines, lines_needed(said, sum(self._widths[first - 1 : last])))
        place = self.put(cell_writer.text(words, look, self._pen))
        if last > first:
            self.words([""] * (last - first), look)
            merge(self.sheet, self.at, first, last)
        return place

    def said(self, words: str, look: str = "text") -> Place:
        """The next cell: a text, a dash where there is none."""
        return self.text(words, look) if words else self.word("–", "absent")

    def word(self, word: str, look: str = "tag") -> Place:
        """The next cell: a word that needs no second line."""
        return self.put(cell_writer.text(word, look, self._pen))

    def words(self, words: Iterable[str], look: str = "tag") -> None:
        """The next cells, a word each."""
        for word in words:
            self.word(word, look)

    def stretch(self, words: Sequence[tuple[str, str]], times: int) -> None:
        """The next cells: these words with their looks, so many times over; "" leaves a cell empty but dressed."""
        if times:
            pen = self._pen
            cells = tuple(cell_writer.text(word, look, pen) if word else cell_writer.number(None, look, pen) for word, look in words)
            self._cells[self.column] = Stretch(cells, times)
            self.column += len(words) * times

    def skip(self, cells: int) -> None:
        """Leave the next cells out: they are bare."""
        self.column += cells

    def number(self, value: float | None, look: str = "tag") -> Place:
        """The next cell: a number, or nothing."""
        return self.put(cell_writer.number(value, look, self._pen))

    def numbers(self, values: Iterable[float | None], look: str = "tag") -> None:
        """The next cells, a number each."""
        for value in values:
            self.number(value, look)

    def formula(self, formula: str, shown: float | None, look: str) -> Place:
        """The next cell: a formula and what it comes to."""
        return self.put(cell_writer.formula(formula, shown, look, self._pen))

    def jump(self, title: str, row: int | None) -> None:
        """The next cell: the number of a row of another sheet, counted below its header, as a link to it; None leaves it empty."""
        place = self.number(None if row is None else row - HEADER_ROW, "jump")
        if row is not None:
            cell_writer.link(place, title, row)


def fit_height(sheet: Sheet, row: int, texts: Iterable[tuple[str, float]]) -> None:
    """Make a row as tall as the tallest of its (text, column width) cells."""
    _make_room(sheet, row, max((lines_needed(text, width) for text, width in texts), default=1))


def _make_room(sheet: Sheet, row: int, lines: int) -> None:
    """Make a row as tall as so many lines: rich text is not fitted by the programs themselves."""
    if lines > 1:  # one line is the sheet's default height
        sheet.shapes[row].height = min(MOST_POINTS, lines * LINE_POINTS + PADDING)


def lines_needed(text: str, width: float) -> int:
    """Lines a text takes in a column of `width` digits, 1 or more; a Chinese character is two digits wide."""
    room = max(width - RAGGED, 2)
    if 2 * len(text) <= room and "\n" not in text:
        return 1
    return sum(max(1, ceil(display_width(line) / room)) for line in text.split("\n"))


def number_width(value: float, decimals: int) -> float:
    """Width of a number with thousands parted, in digits, with the room that a cell keeps free beside it."""
    return len(f"{value:,.{decimals}f}") + 1.5


def display_width(text: str) -> float:
    """Width of a text in digits: two for a Chinese character, a little less than one for a Latin letter."""
    # UTF-8 spends one byte on ASCII and three on Chinese: half the difference is the number of wide characters, without a scan.
    wide = (len(text.encode("utf-8", "replace")) - len(text)) // 2
    return 2 * wide + LATIN * (len(text) - wide)
