"""Tables: printed tables → labelled ones, prescribed forms recognised by their labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tongbi.model import PlacedGrid, Table
from tongbi.schema import StandardTable
from tongbi.tables import labels, standard, values
from tongbi.tables.matrix import lay_out
from tongbi.tables.restored import restored

__all__ = ["label", "restored"]


def label(placed: Sequence[PlacedGrid], known: Sequence[StandardTable]) -> tuple[Table, ...]:
    """Every printed table as labelled ones, in order; `known` are the schema's prescribed tables."""
    return tuple(table for one in placed for table in _tables(one, known))


def _tables(placed: PlacedGrid, known: Sequence[StandardTable]) -> list[Table]:
    matrix = lay_out(placed.grid)
    name = next((line for line in reversed(placed.caption) if not values.unit_said(line)), "")
    unit = next(filter(None, map(values.unit_said, (*placed.caption, *placed.notes))), "")
    parts = labels.parts(matrix) if matrix.height and placed.grid.placed else []
    found = [standard.recognised(_table(part, placed, part.banner or name or placed.heading, unit), known) for part in parts]
    first = found[0] if found else Table(placed.section, name or placed.heading, (), (), (), paragraph=placed.paragraph)
    return [replace(first, caption=placed.caption, notes=placed.notes, cells=placed.grid.cells), *found[1:]]


def _table(part: labels.Part, placed: PlacedGrid, name: str, unit: str) -> Table:
    found = labels.labels(part)
    own = next(filter(None, (values.unit_said(remark) for remark in (*found.remarks, part.banner))), unit)
    parsed = [[values.value(text) for text in part.matrix.texts[row][part.side :]] for row in found.row_places]
    by_row = [row_unit or values.unit_said(path) for path, row_unit in zip(found.rows, found.row_units, strict=True)]
    by_column = [values.unit_said(path) for path in found.columns]
    return Table(
        section=placed.section,
        name=name,
        rows=found.rows,
        columns=found.columns,
        values=tuple(tuple(value for value, _ in row) for row in parsed),
        units=tuple(
            tuple(printed or across or down or own for (_, printed), down in zip(row, by_column, strict=True))
            for row, across in zip(parsed, by_row, strict=True)
        ),
        paragraph=placed.paragraph,
    )
