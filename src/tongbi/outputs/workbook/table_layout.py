"""How tables are laid out on their sheet: which lines run down, and in which row and column each cell stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from tongbi.model import CellPlace, TableLine, TableThread, Value
from tongbi.outputs.workbook.cell_writer import HEADER_ROW

FIRST_VALUE = 4
WIDEST = 8
HEAD_ROWS = 3
"""Rows of a table before its values: its name, its columns, the years."""
STEP = " › "


@dataclass(frozen=True, slots=True)
class Block:
    """A table as it is laid out. One of few rows and many columns is turned, so that its lines run down the sheet: `down` and `across`
    are its lines as they stand there, `values[down][across]` its cells by year.
    """

    thread: TableThread
    turned: bool
    down: tuple[TableLine, ...]
    across: tuple[TableLine, ...]
    values: tuple[tuple[Mapping[int, Value], ...], ...]
    years: tuple[int, ...]


def block(thread: TableThread) -> Block:
    """The layout of a table; `years` are those that have it."""
    years = tuple(year for year, at in thread.by_year.items() if at is not None)
    turned = len(thread.columns) > WIDEST and len(thread.columns) > len(thread.rows)
    if turned:
        return Block(thread, True, thread.columns, thread.rows, tuple(zip(*thread.values, strict=True)), years)
    return Block(thread, False, thread.rows, thread.columns, thread.values, years)


def places(threads: Sequence[TableThread]) -> dict[tuple[int, CellPlace], tuple[int, int]]:
    """Row and column on the sheet of every cell, by its year and place (table, row, column, from 0)."""
    found: dict[tuple[int, CellPlace], tuple[int, int]] = {}
    for thread, first in zip(threads, first_rows(threads), strict=True):
        laid = block(thread)
        for (down, line), (across, other), (shift, year) in product(enumerate(laid.down), enumerate(laid.across), enumerate(laid.years)):
            row, column = (other, line) if laid.turned else (line, other)
            table, own_row, own_column = thread.by_year[year], row.by_year[year], column.by_year[year]
            if table is not None and own_row is not None and own_column is not None:
                found[year, (table, own_row, own_column)] = (first + HEAD_ROWS + down, FIRST_VALUE + across * len(laid.years) + shift)
    return found


def first_rows(threads: Sequence[TableThread]) -> list[int]:
    """For each table the row its name stands in."""
    rows, row = [], HEADER_ROW + 1
    for thread in threads:
        rows.append(row)
        row += HEAD_ROWS + len(block(thread).down) + 1
    return rows
