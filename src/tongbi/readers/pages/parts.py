"""Ruled tables over page breaks: the parts that follow each other as one table, cells and rows that the breaks tore whole again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tongbi.language.folding import han_share
from tongbi.model import Cell, Grid
from tongbi.readers.wrapping import BEGINS_PARAGRAPH, joined

_SENTENCE_ENDS = "。！？；!?;"


@dataclass(frozen=True, slots=True)
class Box:
    """A cell on its page: text, place, and where its text stands in it (as high as the cell when there is none)."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    text_top: float
    text_bottom: float

    @property
    def above(self) -> float:
        """Room above the text."""
        return self.text_top - self.top

    @property
    def below(self) -> float:
        """Room below the text."""
        return self.bottom - self.text_bottom


@dataclass(frozen=True, slots=True)
class Part:
    """A table, or the part of one that stands on one page; edges nearer than `near` are one. Places as on the page, y running down."""

    page: int
    near: float
    boxes: tuple[Box, ...]

    @property
    def left(self) -> float:
        """Of its box."""
        return min(box.left for box in self.boxes)

    @property
    def top(self) -> float:
        """Of its box."""
        return min(box.top for box in self.boxes)

    @property
    def right(self) -> float:
        """Of its box."""
        return max(box.right for box in self.boxes)

    @property
    def bottom(self) -> float:
        """Of its box."""
        return max(box.bottom for box in self.boxes)

    def edges(self) -> list[float]:
        """Of its columns, from the left."""
        return _edges([edge for box in self.boxes for edge in (box.left, box.right)], self.near)


def grids(parts: Sequence[Part]) -> Iterator[Grid]:
    """Tables with no text between, those that go on over a page break as one."""
    run: list[Part] = []
    for part in parts:
        if run and not (part.page == run[-1].page + 1 and _continues(run[-1], part)):
            yield _grid(run)
            run = []
        run.append(part)
    if run:
        yield _grid(run)


def _continues(above: Part, below: Part) -> bool:
    """Whether a table is the next part of the one before it, no text being between: the same width, columns that fit."""
    near = above.near
    if abs(above.left - below.left) > near or abs(above.right - below.right) > near:
        return False
    fewer, more = sorted((above.edges(), below.edges()), key=len)
    return all(any(abs(edge - other) <= near for other in more) for edge in fewer)


def _grid(parts: Sequence[Part]) -> Grid:
    """The parts of one table as a grid: cells torn by page breaks are one again, repeated head rows stand once."""
    edges = _edges([edge for part in parts for box in part.boxes for edge in (box.left, box.right)], parts[0].near)
    cells: list[_Placed] = []
    for part in parts:
        cells = _with(cells, _rows(part, edges))
    printed = sorted((placed.cell for placed in cells), key=lambda cell: (cell.row, cell.column))
    return Grid(tuple(printed))


@dataclass(frozen=True, slots=True)
class _Placed:
    """A cell of the grid and the box it was."""

    cell: Cell
    box: Box


def _edges(places: Sequence[float], near: float) -> list[float]:
    """Edges, those that are near each other as one."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > near:
            found.append(place)
    return found


def _index(edges: Sequence[float], place: float) -> int:
    return min(range(len(edges)), key=lambda at: abs(edges[at] - place))


def _rows(part: Part, columns: Sequence[float]) -> list[_Placed]:
    """The cells of a part, rows counted from its top."""
    rows = _edges([edge for box in part.boxes for edge in (box.top, box.bottom)], part.near)
    found = []
    for box in part.boxes:
        row, column = _index(rows, box.top), _index(columns, box.left)
        height, width = _index(rows, box.bottom) - row, _index(columns, box.right) - column
        if height > 0 and width > 0:
            found.append(_Placed(Cell(box.text, row, column, height, width), box))
    return found


def _height(cells: Sequence[_Placed]) -> int:
    return max((placed.cell.row + placed.cell.rows for placed in cells), default=0)


def _with(above: list[_Placed], below: list[_Placed]) -> list[_Placed]:
    """Two parts under each other."""
    if not above:
        return below
    below = _without_head(above, below)
    if not below:
        return above
    offset = _height(above)
    last = {placed.cell.column: placed for placed in above if placed.cell.row + placed.cell.rows == offset}
    seams = [
        (last[placed.cell.column], placed)
        for placed in below
        if placed.cell.row == 0 and placed.cell.column in last and last[placed.cell.column].cell.columns == placed.cell.columns
    ]
    torn_row = _is_torn_row(seams, sum(placed.cell.row == 0 for placed in below))
    centred = any(_is_centred(placed) for placed in [*above, *below])
    torn = seams if torn_row else [seam for seam in seams if _is_torn(*seam, centred=centred)]
    shift = offset - torn_row
    lost = {id(placed) for seam in torn for placed in seam}
    kept = [placed for placed in above if id(placed) not in lost]
    moved = [_moved(placed, shift) for placed in below if id(placed) not in lost]
    return [*kept, *(_one(upper, lower, torn_row) for upper, lower in torn), *moved]


def _moved(placed: _Placed, by: int) -> _Placed:
    return replace(placed, cell=replace(placed.cell, row=placed.cell.row + by))


def _one(upper: _Placed, lower: _Placed, overlap: int) -> _Placed:
    """A torn cell whole."""
    text = upper.cell.text + lower.cell.text
    text = joined(upper.cell.text, lower.cell.text, chinese=han_share(text) > 0.3)
    return _Placed(replace(upper.cell, text=text, rows=upper.cell.rows + lower.cell.rows - overlap), lower.box)


def _without_head(above: Sequence[_Placed], below: list[_Placed]) -> list[_Placed]:
    """The lower part without the head rows that repeat those of the upper one."""
    head = 0
    while True:
        first, again = _printed(above, head), _printed(below, head)
        if not first or first != again or not any(re.search(r"\D", text) for _, text, _, _ in first):
            break
        head += 1
    while head and any(placed.cell.row < head < placed.cell.row + placed.cell.rows for placed in below):
        head -= 1
    return [_moved(placed, -head) for placed in below if placed.cell.row >= head]


def _printed(cells: Sequence[_Placed], row: int) -> list[tuple[int, str, int, int]]:
    """What is printed in a row; nothing when all its cells are empty."""
    found = [(one.cell.column, one.cell.text, one.cell.rows, one.cell.columns) for one in cells if one.cell.row == row]
    return sorted(found) if any(text for _, text, _, _ in found) else []


def _is_torn_row(seams: Sequence[tuple[_Placed, _Placed]], width: int) -> bool:
    """Whether a page break went through a row: what stands below it only completes texts cut above it, some cells having no rest."""
    rests = [(upper, lower) for upper, lower in seams if lower.cell.text]
    if not rests or len(seams) < width or len(rests) == len(seams):
        return False
    bare = any(upper.cell.text and not lower.cell.text for upper, lower in seams)
    return bare and all(_is_cut(upper, lower) for upper, lower in rests)


def _is_cut(upper: _Placed, lower: _Placed) -> bool:
    """Whether a text breaks off at the foot of a cell and goes on at the head of the other."""
    before, after = upper.cell.text, lower.cell.text
    if not before or before[-1] in _SENTENCE_ENDS or BEGINS_PARAGRAPH.match(after):
        return False
    if re.search(r"\d$", before) or re.match(r"[\d.,%-]+$", after):
        return False
    line = (lower.box.text_bottom - lower.box.text_top) / max(1, len(after) // 40 + 1)
    return upper.box.below <= 1.5 * line


def _is_centred(placed: _Placed) -> bool:
    """Whether a cell over several rows has its text in half its height: what stands at the top of one was torn then."""
    box = placed.box
    line = box.text_bottom - box.text_top
    return placed.cell.rows > 1 and bool(box.text) and box.above > 0.5 * line and abs(box.above - box.below) < 0.5 * line


def _is_torn(upper: _Placed, lower: _Placed, *, centred: bool) -> bool:
    """Whether a page break went through a cell over several rows."""
    if upper.cell.rows == 1 and lower.cell.rows == 1:
        return False
    if not lower.cell.text or not upper.cell.text:
        return True
    line = lower.box.text_bottom - lower.box.text_top
    return centred and _is_cut(upper, lower) and lower.box.above + 0.5 * line < lower.box.below
