"""Split heads: a table's head that stands alone, at the foot of a page, above the rows with which the next page begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tongbi.model import Grid, PlacedGrid
from tongbi.report.tables import header_labels
from tongbi.report.tables.grid_layout import lay_out


def parts_of(placed: PlacedGrid) -> list[header_labels.Part]:
    """The tables that a printed one is; none where it is kept as printed."""
    matrix = lay_out(placed.grid)
    return header_labels.parts(matrix) if matrix.height and placed.grid.placed else []


def joined(placed: Sequence[PlacedGrid]) -> Iterator[tuple[PlacedGrid, list[header_labels.Part]]]:
    """Printed tables with the tables that they are; one without any that stands right above one of as many columns without labels is its
    head, where it gives each of them one.
    """
    head: PlacedGrid | None = None
    for one in placed:
        parts = parts_of(one)
        whole = head and _below(head, one, parts)
        if head and not whole:
            yield head, []
        head = None
        if whole:
            yield whole
        elif parts:
            yield one, parts
        else:
            head = one
    if head:
        yield head, []


def _below(head: PlacedGrid, one: PlacedGrid, parts: Sequence[header_labels.Part]) -> tuple[PlacedGrid, list[header_labels.Part]] | None:
    """A table with the head above it; None where it is none of its."""
    beside = head.section == one.section and head.paragraph + 1 == one.paragraph and not one.caption and _width(head) == _width(one)
    if not beside or any(map(any, (header_labels.labels(part).columns for part in parts))):
        return None
    height, count = max(cell.row + cell.rows for cell in head.grid.cells), len(head.grid.cells)
    cells = (*head.grid.cells, *(replace(cell, row=cell.row + height) for cell in one.grid.cells))
    grid = Grid(cells, one.grid.placed, {**head.grid.facts, **{at + count: facts for at, facts in one.grid.facts.items()}})
    whole = replace(one, grid=grid, heading=head.heading, caption=head.caption)
    found = parts_of(whole)
    return (whole, found) if found and all(map(all, (header_labels.labels(part).columns for part in found))) else None


def _width(placed: PlacedGrid) -> int:
    """How many columns a printed table has; 0 where its cells do not stand in any."""
    return max((cell.column + cell.columns for cell in placed.grid.cells), default=0) if placed.grid.placed else 0
