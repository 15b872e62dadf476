"""Rows between two rules: cells that hold several lines of numbers side by side are parted where no rule was drawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tongbi.language import numerals
from tongbi.readers.pages import printed_rows
from tongbi.readers.pages.geometry import Box
from tongbi.readers.pages.printed_rows import Line
from tongbi.readers.pages.ruled import NEAR, Table
from tongbi.readers.pages.runs import Run


def parted(table: Table, runs: Sequence[Run]) -> Table:
    """The table with its rows as its numbers stand in them."""
    bands: dict[tuple[float, float], list[Box]] = defaultdict(list)
    for cell in table.cells:
        bands[cell.top, cell.bottom].append(cell)
    inside = [run for run in runs if table.box.holds(*run.centre) and printed_rows.is_number(run.text)]
    cells: list[Box] = []
    for (top, bottom), band in bands.items():
        values = [run for run in inside if top <= run.middle < bottom and run.size * 2 < bottom - top]
        several = len({round(run.baseline / NEAR) for run in values}) > 1 and len(band) > 1
        cells += _parted(band, [run for run in runs if top <= run.middle < bottom]) if several else band
    return Table(table.box, tuple(sorted(cells, key=lambda cell: (cell.top, cell.left))))


def _parted(band: Sequence[Box], runs: Sequence[Run]) -> Iterator[Box]:
    cells = sorted(band, key=lambda cell: cell.left)
    columns = [(cell.left, cell.right) for cell in cells]
    held = [run for run in runs if any(cell.holds(*run.centre) for cell in band)]
    rows = list(printed_rows.grouped(printed_rows.in_cells(held, cells), columns, []))
    apart = all(any(printed_rows.both_filled(upper, line, columns) for line in lower) for upper, lower in pairwise(rows))
    if not (apart and all(map(_is_row, rows))) or (len(rows) == 2 and any(_goes_on(cell, held) for cell in band)):
        yield from band
        return
    edges = [(max(line.bottom for line in upper) + min(line.top for line in lower)) / 2 for upper, lower in pairwise(rows)]
    for cell in band:
        yield from [cell] if _is_whole(cell, held, len(rows)) else _rows(cell, edges)


def _is_row(row: Sequence[Line]) -> bool:
    """Whether lines hold whole numbers and a label."""
    values = [run.text for line in row for run in line.values]
    return (
        0 < len(values) < sum(len(line.texts) for line in row)
        and all(map(numerals.is_whole, values))
        and all(map(printed_rows.is_number, values))
    )


def _goes_on(cell: Box, runs: Sequence[Run]) -> bool:
    """Whether two numbers below each other may be one: 2318450 and .75, 231845 and 0.75; 456.6 and 0 where others beside have two
    decimals.
    """
    values = [run for run in sorted(runs, key=lambda run: run.top) if printed_rows.is_value(run.text)]
    own = [run.text for run in values if cell.holds(*run.centre)]
    if len(own) < 2:
        return False
    beside = {_decimals(run.text) for run in values if not cell.holds(*run.centre)}
    ended = own[-1].isdigit() and _decimals(own[0]) not in beside and _decimals(own[0] + own[-1]) in beside
    return ended or ("." in own[-1] and "." not in own[0])


def _decimals(number: str) -> int:
    """How many digits stand behind the point of a number."""
    return sum(map(str.isdigit, number.partition(".")[2]))


def _is_whole(cell: Box, runs: Sequence[Run], rows: int) -> bool:
    """Whether a cell beside several rows holds one label for them all."""
    own = [run for run in runs if cell.holds(*run.centre)]
    return (
        rows > 1
        and len(own) == 1
        and not printed_rows.is_value(own[0].text)
        and abs(own[0].middle - (cell.top + cell.bottom) / 2) < own[0].size / 2
    )


def _rows(cell: Box, edges: Sequence[float]) -> Iterator[Box]:
    for top, bottom in pairwise([cell.top, *edges, cell.bottom]):
        yield Box(cell.left, top, cell.right, bottom)
