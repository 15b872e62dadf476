"""Pages with ruled tables: pieces of text go into the cells they stand in, tables that go on over a page break become one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from tongbi.model import Block, Cell, Grid
from tongbi.readers import printed
from tongbi.readers.printed import lines, ruled
from tongbi.readers.printed.lines import Line, Page
from tongbi.readers.printed.ruled import Box, Rule


@dataclass(frozen=True, slots=True)
class Placed:
    """A page's lines and tables from the top, and the edges of the tables' columns by the tables' ids."""

    page: Page
    columns: dict[int, tuple[float, ...]]


def placed(number: int, size: tuple[float, float], pieces: Sequence[Line], rules: Sequence[Rule], near: float) -> Placed:
    """The page of given width and height; edges nearer than `near` are one."""
    tables = ruled.find(rules, near)
    inside: list[dict[Box, list[Line]]] = [{} for _ in tables]
    outside: list[Line] = []
    for piece in pieces:
        place = ((piece.left + piece.right) / 2, piece.middle)
        at, box = next(((at, box) for at, table in enumerate(tables) if (box := table.box_at(*place))), (0, None))
        if box is None:
            outside.append(piece)
        else:
            inside[at].setdefault(box, []).append(piece)
    parts: list[tuple[float, Line | Grid]] = [(line.middle, line) for line in lines.lines(outside)]
    edges = {}
    for table, cells in zip(tables, inside, strict=True):
        if cells:
            grid = Grid(tuple(_cell(box, cells.get(box, [])) for box in table.boxes))
            parts.append((table.rows[0], grid))
            edges[id(grid)] = table.columns
    parts.sort(key=lambda one: one[0])
    return Placed(Page(number, *size, tuple(part for _, part in parts)), edges)


def _cell(box: Box, pieces: Sequence[Line]) -> Cell:
    text = ""
    for line in lines.lines(pieces):
        text = printed.joined(text, line.text)
    return Cell(text, box.row, box.column, box.rows, box.columns)


def whole(blocks: Sequence[Block | Grid], columns: dict[int, tuple[float, ...]], near: float) -> list[Block | Grid]:
    """The blocks, tables being one that goes on over a page break: nothing between them, and one's columns among the other's."""
    found: list[Block | Grid] = []
    for is_table, run in groupby(blocks, key=lambda block: isinstance(block, Grid)):
        if not is_table:
            found += run
            continue
        edges: tuple[float, ...] = ()
        for grid in run:
            own = columns[id(grid)]
            finer = max(edges, own, key=len)
            above, below = _among(edges, finer, near), _among(own, finer, near)
            if above and below and isinstance(grid, Grid) and isinstance(found[-1], Grid):
                found[-1] = ruled.joined(_fitted(found[-1], above), _fitted(grid, below))
                edges = finer
            else:
                found.append(grid)
                edges = own
    return found


def _among(edges: Sequence[float], finer: Sequence[float], near: float) -> list[int]:
    """Which of a finer table's edges each edge is; [] unless all of them are there, the outer ones as the outer ones."""
    places = [min(range(len(finer)), key=lambda at: abs(finer[at] - edge)) for edge in edges]
    fits = all(abs(finer[at] - edge) <= 2 * near for at, edge in zip(places, edges, strict=True))
    return places if fits and places and places[0] == 0 and places[-1] == len(finer) - 1 and len(set(places)) == len(places) else []


def _fitted(grid: Grid, places: Sequence[int]) -> Grid:
    """A table with its columns counted as a finer one's."""
    return Grid(
        tuple(
            replace(cell, column=places[cell.column], columns=places[cell.column + cell.columns] - places[cell.column])
            for cell in grid.cells
        )
    )
