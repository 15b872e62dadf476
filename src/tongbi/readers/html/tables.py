"""Tables of a page: which of them only lay it out, and the others as cells with spans that fit."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import dropwhile
from typing import Any

from tongbi.model import Cell, Grid
from tongbi.model import Printed as Facts
from tongbi.readers.layout_tables import Printed

# As in the HTML standard: no cell spans more columns. Spans over rows end with the table.
_WIDEST = 1_000
_MOST_VISITS = 1_000_000  # of spans over rows, each looked at again in each row; real tables need some thousands


@dataclass(frozen=True, slots=True)
class CellContent:
    """A cell as met: what it holds, and its spans as its attributes say."""

    items: list[Any]
    rowspan: str | None
    colspan: str | None


@dataclass(slots=True)
class Table:
    """A table being read. `layout`: it says itself that it is none."""

    layout: bool
    rows: list[list[CellContent]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Spanned(Printed):
    """A cell with its spans as its attributes say, and the facts that it prints."""

    rowspan: str | None
    colspan: str | None
    facts: Facts = ()


def grid(rows: Sequence[Sequence[Spanned]]) -> Grid:
    """A table's cells, their spans clipped to the table: rows and columns in which no cell begins are none."""
    rows = list(dropwhile(lambda row: not any(cell.text for cell in row), rows))  # filings set the widths of columns by an empty row
    placed: list[tuple[str, int, int, int, int]] = []  # text, row, column, rows, columns
    busy: list[tuple[int, int, int]] = []  # columns from and up to, and the row where they are free again
    visits = 0
    for number, row in enumerate(rows):
        visits += len(busy)
        # Beyond, a table is none that was ever printed: its cells are kept, its spans over rows are not.
        busy = sorted(one for one in busy if one[2] > number) if visits <= _MOST_VISITS else []
        taken, column = deque(busy), 0
        for cell in row:
            column = _free(taken, column)
            width = min(_span(cell.colspan), _room(taken, column))
            height = _span(cell.rowspan, len(rows)) if visits <= _MOST_VISITS else 1
            height = min(height, len(rows) - number)
            placed.append((cell.text, number, column, height, width))
            if height > 1:
                busy.append((column, column + width, number + height))
            column += width
    facts = (cell.facts for row in rows for cell in row)
    return Grid(_closed_up(placed), facts={number: told for number, told in enumerate(facts) if told})


def _free(taken: deque[tuple[int, int, int]], column: int) -> int:
    """The first free column from one on; what lies before it is taken off the list."""
    while taken and taken[0][0] <= column:
        column = max(column, taken.popleft()[1])
    return column


def _room(taken: deque[tuple[int, int, int]], column: int) -> int:
    return taken[0][0] - column if taken else _WIDEST


def _span(said: str | None, rest: int = 1) -> int:
    """A span as said, 1 for nonsense; 0 means up to the end, which is `rest`."""
    if said is None:
        return 1
    said = said.strip()
    if not said.isascii() or not said.isdecimal():
        return 1
    return min(int(said[:6]), _WIDEST) or rest


def _closed_up(placed: Sequence[tuple[str, int, int, int, int]]) -> tuple[Cell, ...]:
    """Cells with rows and columns counted anew, over those only in which a cell begins."""
    rows = sorted({row for _, row, _, _, _ in placed})
    columns = sorted({column for _, _, column, _, _ in placed})
    found = []
    for text, top, left, high, wide in placed:
        row, column = bisect_left(rows, top), bisect_left(columns, left)
        height = bisect_left(rows, top + high) - row
        width = bisect_left(columns, left + wide) - column
        found.append(Cell(text, row, column, height, width))
    return tuple(found)
