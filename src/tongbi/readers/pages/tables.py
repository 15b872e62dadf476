"""Ruled tables: cells filled with the runs in them, and tables over page breaks, the cells and rows that the breaks tore whole again."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from tongbi.language.folding import han_share
from tongbi.model import Cell, Grid
from tongbi.readers.pages import open_tables, undrawn_rows
from tongbi.readers.pages.geometry import Box, around
from tongbi.readers.pages.lines import pieces, rows, text_of
from tongbi.readers.pages.printed_rows import is_value
from tongbi.readers.pages.ruled import NEAR, Table, clustered
from tongbi.readers.pages.runs import Run, Sheet
from tongbi.readers.wrapping import BEGINS_PARAGRAPH, SENTENCE_ENDS, joined

_UNTORN = re.compile(r"[\d.,%-]+$")
_LINE = 40  # characters: the longest line of a cell
# Room in lines of text: a cell's text ends at its foot within one and a half, and stands at its head or in its middle within a half.
_HEAD = 0.5
_FOOT = 1 + _HEAD
# Heights of a line that are left at the end of one that is full: a character, one that may not begin a line, and the cell's own margin.
_LINE_END = 2 * _FOOT


class Filled(NamedTuple):
    """A cell on its page: its text, its place, and that of its text (the same when there is none)."""

    text: str
    place: Box
    print: Box

    @property
    def above(self) -> float:
        """Room above the text."""
        return self.print.top - self.place.top

    @property
    def below(self) -> float:
        """Room below the text."""
        return self.place.bottom - self.print.bottom


@dataclass(frozen=True, slots=True)
class Part:
    """A table, or the part of one that stands on one page.

    `whole` is the table that the file declares this to be a part of; it has no cells if it began before.
    """

    page: int
    boxes: tuple[Filled, ...]
    whole: Grid | None = None

    @property
    def place(self) -> Box:
        """The box around it."""
        return around(box.place for box in self.boxes)

    def edges(self) -> list[float]:
        """Of its columns, from the left."""
        return _edges(edge for box in self.boxes for edge in (box.place.left, box.place.right))


class _Placed(NamedTuple):
    """A cell of the grid and the box it was."""

    cell: Cell
    box: Filled


def filled(sheet: Sheet) -> tuple[list[Part], list[Run]]:
    """A page's tables from the top, empty ones being none, and the runs outside them."""
    parts, outside = list[Part](), list(sheet.runs)
    for table in sheet.tables:
        inside, rest = _inside(table, outside)
        if any(len(runs) > 1 and any(is_value(run.text) for run in runs) for runs in inside.values()):
            whole = undrawn_rows.parted(open_tables.within(table, inside), outside)
            inside, rest = (inside, rest) if whole == table else _inside(whole, outside)
        framed = _framed(inside, sheet)
        if framed:
            outside = [*rest, *pieces(framed)]
        elif are_filled(list(inside.values())):
            boxes = (Filled(text_of(runs), place, around(runs) if runs else place) for place, runs in inside.items())
            parts.append(Part(sheet.number, tuple(boxes)))
            outside = rest
    return parts, outside


def _inside(table: Table, runs: Sequence[Run]) -> tuple[dict[Box, list[Run]], list[Run]]:
    """The runs in each cell of a table, and those outside it."""
    inside: dict[Box, list[Run]] = {cell: [] for cell in table.cells}
    rest: list[Run] = []
    for run in runs:
        cell = table.cell_at(*run.centre)
        (rest if cell is None else inside[cell]).append(run)
    return inside, rest


def _framed(inside: dict[Box, list[Run]], sheet: Sheet) -> list[Run]:
    """The text of a page with a frame around it: of a table whose one cell with text is larger than half the page; none of any other."""
    cells = [cell for cell, runs in inside.items() if runs]
    alone = len(cells) == 1 and 2 * cells[0].width > sheet.width and 2 * cells[0].height > sheet.height
    return inside[cells[0]] if alone else []


def are_filled(cells: Sequence[Sequence[Run]]) -> bool:
    """Whether cells are those of a table: of two alone each has one line, for boxes of prose beside each other are a layout."""
    return any(cells) and (len(cells) > 2 or all(len(list(rows(runs))) == 1 for runs in cells))


def grids(parts: Sequence[Part]) -> Iterator[Grid]:
    """Tables with no text between, those that go on over a page break as one."""
    run: list[Part] = []
    for part in parts:
        if run and not (part.page == run[-1].page + 1 and _continues(run[-1], part)):
            yield _grid(run)
            run = []
        if part.whole is None:
            run.append(part)
        elif part.whole.cells:
            yield part.whole
    if run:
        yield _grid(run)


def _continues(above: Part, below: Part) -> bool:
    """Whether a table is the next part of the one before it, no text being between: the same width, columns that fit."""
    if below.whole or abs(above.place.left - below.place.left) > NEAR or abs(above.place.right - below.place.right) > NEAR:
        return False
    fewer, more = sorted((above.edges(), below.edges()), key=len)
    return all(any(abs(edge - other) <= NEAR for other in more) for edge in fewer)


def _grid(parts: Sequence[Part]) -> Grid:
    """The parts of one table as a grid: cells torn by page breaks are one again, repeated head rows stand once."""
    columns = _edges(edge for part in parts for edge in part.edges())
    cells: list[_Placed] = []
    for part in parts:
        cells = _with(cells, _rows(part, columns))
    return Grid(tuple(sorted((placed.cell for placed in cells), key=lambda cell: (cell.row, cell.column))))


def _edges(places: Iterable[float]) -> list[float]:
    """Edges, those that are near each other as one."""
    return sorted(set(clustered(places).values()))


def _index(edges: Sequence[float], place: float) -> int:
    after = bisect_left(edges, place)
    return after - 1 if after == len(edges) or (after and place - edges[after - 1] <= edges[after] - place) else after


def _rows(part: Part, columns: Sequence[float]) -> list[_Placed]:
    """The cells of a part, rows counted from its top."""
    levels = _edges(edge for box in part.boxes for edge in (box.place.top, box.place.bottom))
    found = []
    for box in part.boxes:
        row, column = _index(levels, box.place.top), _index(columns, box.place.left)
        height, width = _index(levels, box.place.bottom) - row, _index(columns, box.place.right) - column
        if height > 0 and width > 0:
            found.append(_Placed(Cell(box.text, row, column, height, width), box))
    return found


def _with(above: list[_Placed], below: list[_Placed]) -> list[_Placed]:
    """Two parts under each other."""
    below = _without_head(above, below)
    offset = max((cell.row + cell.rows for cell, _ in above), default=0)
    last = {placed.cell.column: placed for placed in above if placed.cell.row + placed.cell.rows == offset}
    seams = [
        (last[placed.cell.column], placed)
        for placed in below
        if placed.cell.row == 0 and placed.cell.column in last and last[placed.cell.column].cell.columns == placed.cell.columns
    ]
    torn_row = _is_torn_row(seams, sum(placed.cell.row == 0 for placed in below))
    centred = any(_is_centred(placed) for placed in [*above, *below])
    torn = seams if torn_row else [seam for seam in seams if _is_torn(*seam, centred=centred)]
    lost = {id(placed) for seam in torn for placed in seam}
    kept = [placed for placed in above if id(placed) not in lost]
    moved = [_moved(placed, offset - torn_row) for placed in below if id(placed) not in lost]
    return [*kept, *(_one(upper, lower, torn_row) for upper, lower in torn), *moved]


def _moved(placed: _Placed, by: int) -> _Placed:
    return placed._replace(cell=replace(placed.cell, row=placed.cell.row + by)) if by else placed


def _one(upper: _Placed, lower: _Placed, overlap: int) -> _Placed:
    """A torn cell whole."""
    chinese = han_share(upper.cell.text + lower.cell.text) > 0.3
    text = joined(upper.cell.text, lower.cell.text, chinese=chinese)
    return _Placed(replace(upper.cell, text=text, rows=upper.cell.rows + lower.cell.rows - overlap), lower.box)


def _without_head(above: Sequence[_Placed], below: list[_Placed]) -> list[_Placed]:
    """The lower part without the head rows that repeat those of the upper one."""
    head = 0
    while (first := _printed(above, head)) and first == _printed(below, head) and any(re.search(r"\D", text) for _, text, _, _ in first):
        head += 1
    while head and any(cell.row < head < cell.row + cell.rows for cell, _ in below):
        head -= 1
    return [_moved(placed, -head) for placed in below if placed.cell.row >= head]


def _printed(cells: Sequence[_Placed], row: int) -> list[tuple[int, str, int, int]]:
    """What is printed in a row; nothing when all its cells are empty."""
    found = [(cell.column, cell.text, cell.rows, cell.columns) for cell, _ in cells if cell.row == row]
    return sorted(found) if any(text for _, text, _, _ in found) else []


def _is_torn_row(seams: Sequence[tuple[_Placed, _Placed]], width: int) -> bool:
    """Whether a page break went through a row: what stands below it only completes texts cut above it, some cells having no rest."""
    rests = [(upper, lower) for upper, lower in seams if lower.cell.text]
    if not rests or len(seams) < width or len(rests) == len(seams):
        return False
    whole = [upper.cell.text for upper, lower in seams if upper.cell.text and not lower.cell.text]
    # Below a row of numbers a label alone is a row without numbers, but for one that had no room: 购建固定资产…支付的 | 现金.
    counted = all(map(is_value, whole))
    return bool(whole) and all(_is_cut(upper, lower) and (not counted or _is_full(upper, lower)) for upper, lower in rests)


def _is_cut(upper: _Placed, lower: _Placed) -> bool:
    """Whether a text breaks off at the foot of a cell and goes on at the head of the other."""
    before, after = upper.cell.text, lower.cell.text
    if before in {"", after} or before[-1] in SENTENCE_ENDS or before[-1].isdecimal():
        return False
    if BEGINS_PARAGRAPH.match(after) or _UNTORN.match(after):
        return False
    return upper.box.below <= _FOOT * lower.box.print.height / (len(after) // _LINE + 1)


def _is_full(upper: _Placed, lower: _Placed) -> bool:
    """Whether the line that may break off had no room for the word that the other cell begins with."""
    line, word = min(one.box.print.height for one in (upper, lower)), lower.cell.text.split()[0]
    room = _LINE_END * line + (0 if han_share(word) else len(word) * line / 2)
    return upper.box.place.right - upper.box.print.right <= room


def _is_centred(placed: _Placed) -> bool:
    """Whether a cell over several rows has its text in half its height: what stands at the top of one was torn then."""
    box, least = placed.box, _HEAD * placed.box.print.height
    return placed.cell.rows > 1 and bool(box.text) and box.above > least and abs(box.above - box.below) < least


def _is_torn(upper: _Placed, lower: _Placed, *, centred: bool) -> bool:
    """Whether a page break went through a cell over several rows."""
    if upper.cell.rows == 1 and lower.cell.rows == 1:
        return False
    if not lower.cell.text or not upper.cell.text:
        return True
    return centred and _is_cut(upper, lower) and lower.box.above + _HEAD * lower.box.print.height < lower.box.below
