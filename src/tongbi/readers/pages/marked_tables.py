"""Tables that a file declares on its pages (a tagged PDF does): rows and cells as declared, over page breaks too.

A table whose texts do not stand as they are declared is none: its runs are read as those outside are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise, product
from math import inf
from operator import itemgetter
from typing import NamedTuple

from tongbi.language.folding import han_share
from tongbi.model import Cell, Grid
from tongbi.readers import layout_tables
from tongbi.readers.layout_tables import Printed
from tongbi.readers.pages import marked_columns
from tongbi.readers.pages.geometry import Box, around
from tongbi.readers.pages.lines import rows as lines_of
from tongbi.readers.pages.lines import text_of
from tongbi.readers.pages.marked_columns import Sides, Span
from tongbi.readers.pages.runs import Key, Mark, Marked, Run, Sheet
from tongbi.readers.pages.tables import Filled, Part, are_filled
from tongbi.readers.wrapping import joined


class _Piece(NamedTuple):
    """What stands of a cell on one page."""

    page: int
    mark: Mark
    runs: list[Run]
    box: Box


@dataclass(frozen=True)
class _Table:
    """A declared table: its cells by row, which children of each row are cells, and the pieces, those below each other in one list."""

    rows: list[list[Mark]]
    among: dict[Key, list[int]]
    stretches: list[list[_Piece]]

    def sides(self) -> dict[Mark, Sides]:
        """Where the text of each cell begins and ends, columns of text laid over each other."""
        first, found = around(piece.box for piece in self.stretches[0]), dict[Mark, Sides]()
        for stretch in self.stretches:
            own = around(piece.box for piece in stretch)
            moved = own.left - first.left if own.left >= first.right or own.right <= first.left else 0.0
            for piece in stretch:
                left, right = piece.box.left - moved, piece.box.right - moved
                before = found.get(piece.mark, (left, right))
                found[piece.mark] = (min(before[0], left), max(before[1], right))
        return found


def settled(sheets: Sequence[Sheet]) -> tuple[list[Sheet], list[list[Part]]]:
    """The pages without what is in declared tables, and the parts of these on each page, the first with the whole table."""
    found: dict[Key, list[tuple[int, Marked]]] = defaultdict(list)
    for number, sheet in enumerate(sheets):
        for one in sheet.marked:
            found[one.mark.table].append((number, one))
    parts: list[list[Part]] = [[] for _ in sheets]
    left: list[list[Run]] = [list(sheet.runs) for sheet in sheets]
    for key, marked in found.items():
        holds_others = any(other != key and other[: len(key)] == key for other in found)
        table = None if holds_others else _table(marked)
        grid = _grid(table, marked) if table else None
        if table is None or grid is None:
            for number, one in marked:
                left[number].append(one.run)
            continue
        for at, stretch in enumerate(table.stretches):
            number = stretch[0].page
            frame = around(piece.box for piece in stretch)
            drawn = [ruled.box for ruled in sheets[number].tables if ruled.box.touches(*frame)]
            boxes = tuple(Filled("", box, box) for box in (frame, *drawn))
            part = Part(sheets[number].number, boxes, Grid(()) if at else grid)
            parts[number].append(part)
            if at:
                left[number] = _without_head(left[number], part, table.stretches[0])
    return [_without(*entry) for entry in zip(sheets, left, parts, strict=True)], parts


def _without(sheet: Sheet, runs: Sequence[Run], parts: Sequence[Part]) -> Sheet:
    """A page with the runs left, without ruled tables and rules where declared tables stand."""
    places = [part.place for part in parts]
    tables = tuple(table for table in sheet.tables if not any(table.box.touches(*place) for place in places))
    level = tuple(one for one in sheet.level if not any(place.touches(one.begin, one.at, one.end, one.at) for place in places))
    return replace(sheet, runs=tuple(runs), tables=tables, level=level, marked=())


def _without_head(runs: Sequence[Run], part: Part, first: Sequence[_Piece]) -> list[Run]:
    """Runs outside without the lines directly above a part that repeat cells of the table's first one."""
    place = part.place
    above = [run for run in runs if run.middle < place.top]
    again: set[int] = set()
    for line in reversed(list(lines_of(above))):
        if not all(any(run.text in text_of(piece.runs) for piece in first if _is_over(run, piece.box)) for run in line):
            break
        again |= set(map(id, line))
    return [run for run in runs if id(run) not in again]


def _is_over(run: Run, box: Box) -> bool:
    return run.left < box.right and box.left < run.right


def _table(marked: Sequence[tuple[int, Marked]]) -> _Table | None:
    """A table as its cells are declared; None where its rows do not stand below each other."""
    rows = [list(row) for _, row in groupby(sorted({one.mark for _, one in marked}), key=lambda mark: mark.row)]
    among: dict[Key, frozenset[int]] = {}
    for _, one in marked:
        among[one.mark.row] = among.get(one.mark.row, one.cells) & one.cells
    pages = ((page, [one for _, one in own]) for page, own in groupby(marked, key=itemgetter(0)))
    stretches = [_pieces(page, stretch) for page, own in pages for stretch in _stretches(own)]
    if not all(map(_are_rows, stretches)):
        return None
    return _Table(rows, {row: sorted(cells) for row, cells in among.items()}, stretches)


def _stretches(marked: Iterable[Marked]) -> Iterator[list[Marked]]:
    """The runs of a page, as they follow each other in the file, parted where a table goes on at the head of the next column of text."""
    stretch: list[Marked] = []
    for one in marked:
        last = stretch[-1].mark.row if stretch else one.mark.row
        if one.mark.row > last or any(one.mark == other.mark for other in stretch):
            row = min(other.run.top for other in stretch if other.mark.row == last)
            left, _, right, _ = around(other.run for other in stretch)
            if one.run.bottom <= row and one.run.left > (left + right) / 2:
                yield stretch
                stretch = []
        stretch.append(one)
    yield stretch


def _pieces(page: int, stretch: Sequence[Marked]) -> list[_Piece]:
    """The cells of a stretch, from the first row and the left."""
    runs: dict[Mark, list[Run]] = defaultdict(list)
    for one in stretch:
        runs[one.mark].append(one.run)
    return [_Piece(page, mark, runs[mark], around(runs[mark])) for mark in sorted(runs)]


def _are_rows(stretch: Sequence[_Piece]) -> bool:
    """Whether rows begin below each other and their cells, those over several rows aside, stand beside the highest of them."""
    top = -inf
    for _, group in groupby(stretch, key=lambda piece: piece.mark.row):
        row = list(group)
        boxes = [piece.box for piece in row if piece.mark.rows == 1] or [piece.box for piece in row]
        highest = max(boxes, key=lambda box: box.height)
        first = min(box.top for box in boxes)
        if first <= top or any(box.bottom <= highest.top or highest.bottom <= box.top for box in boxes):
            return False
        top = first
    return True


def _grid(table: _Table, marked: Sequence[tuple[int, Marked]]) -> Grid | None:
    """The table with the texts of its cells; None where it only lays text out; not `placed` where its columns cannot be told."""
    texts = _texts(table)
    if _lays_out(table, texts, [one for _, one in marked]):
        return None
    over = marked_columns.heights(table.rows)
    columns = marked_columns.found(table.rows, table.among, over, table.sides())
    placed = len(columns) == len(texts) and _is_ordered(table, columns)
    cells = [
        Cell(texts[mark], row, *((columns[mark][0], over[mark], columns[mark][1]) if placed else (at,)))
        for row, marks in enumerate(table.rows)
        for at, mark in enumerate(marks)
    ]
    held = [place for cell in cells for place in _held(cell)]
    if not placed or len(set(held)) < len(held):
        return Grid(tuple(cells), placed=False)
    empty = {*product(range(len(table.rows)), range(max(column for _, column in held) + 1))}.difference(held)
    return Grid(tuple(sorted([*cells, *(Cell("", *place) for place in empty)], key=lambda cell: (cell.row, cell.column))))


def _lays_out(table: _Table, texts: Mapping[Mark, str], marked: Sequence[Marked]) -> bool:
    """Whether a table only lays text out or sets marks before it, or is two boxes of prose."""
    inside: dict[Mark, list[Marked]] = defaultdict(list)
    for one in marked:
        inside[one.mark].append(one)
    printed = [[Printed(texts[mark], len({one.paragraph for one in inside[mark]}), nested=False) for mark in row] for row in table.rows]
    filled = are_filled([[one.run for one in own] for own in inside.values()])
    return not filled or layout_tables.lays_out(printed) or layout_tables.is_list(printed)


def _held(cell: Cell) -> Iterator[tuple[int, int]]:
    return product(range(cell.row, cell.row + cell.rows), range(cell.column, cell.column + cell.columns))


def _is_ordered(table: _Table, columns: Mapping[Mark, Span]) -> bool:
    """Whether the middles of all texts of a column stand left of those of the next one."""
    for stretch in table.stretches:
        middles: dict[int, list[float]] = defaultdict(list)
        for piece in stretch:
            first, width = columns[piece.mark]
            if width == 1:
                middles[first].append(piece.box.left + piece.box.width / 2)
        ordered = [middles[column] for column in sorted(middles)]
        if any(max(one) >= min(other) for one, other in pairwise(ordered)):
            return False
    return True


def _texts(table: _Table) -> dict[Mark, str]:
    """The text of each cell; one printed again (in the head of the next page) is taken once."""
    texts: dict[Mark, str] = defaultdict(str)
    for piece in (piece for stretch in table.stretches for piece in stretch):
        before, text = texts[piece.mark], text_of(piece.runs)
        texts[piece.mark] = text if before == text else joined(before, text, chinese=han_share(before + text) > 0.3)
    return texts
