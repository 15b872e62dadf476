"""Tables: printed tables → labelled ones, prescribed forms recognised by their labels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce

from tongbi.language import periods, table_scales
from tongbi.language.periods import Own
from tongbi.model import CellPlace, Period, PlacedGrid, Table, Value
from tongbi.report.core_parts import StandardTable
from tongbi.report.tables import cell_units, cell_values, header_labels, prescribed_forms, split_heads
from tongbi.report.tables.cell_units import Stated
from tongbi.report.tables.restoration import restored

__all__ = ["Own", "facts", "label", "parted", "restored"]

Parted = Sequence[tuple[PlacedGrid, Sequence[header_labels.Part]]]
"""What is printed as one table, and the tables that it is."""
_UNKNOWN = Own()
_NOTHING = Stated()


def parted(placed: Sequence[PlacedGrid]) -> Parted:
    """Every printed table with the tables that it is; with none where it is kept as printed."""
    return [*split_heads.joined(placed)]


def label(parted: Parted, known: Sequence[StandardTable], own: Own = _UNKNOWN) -> tuple[Table, ...]:
    """Every printed table as labelled ones, in order; `known` are the schema's prescribed tables, `own` is the year of the report."""
    return tuple(table for one, parts in parted for table in _tables(one, parts, known, own))


def facts(parted: Parted) -> Iterator[tuple[CellPlace, int | None]]:
    """The cells of the labelled tables, as `label` orders them, that print a fact, each with its index."""
    at = 0
    for one, parts in parted:
        for table, part in enumerate(parts if one.grid.facts else (), at):
            for row, place in enumerate(header_labels.labels(part).row_places):
                for column, cell in enumerate(part.matrix.owners[place][part.side :]):
                    yield from (((table, row, column), fact) for fact in one.grid.facts.get(cell, ())[:1])
        at += max(len(parts), 1)


def _tables(placed: PlacedGrid, parts: Sequence[header_labels.Part], known: Sequence[StandardTable], own: Own) -> list[Table]:
    name = _name([part for line in placed.caption for part in reversed(line.split("\t"))])
    stated = _first((*placed.caption, *placed.notes))
    found = [
        prescribed_forms.recognised(_table(part, placed, _name(part.banners) or name or placed.heading, stated, own), known)
        for part in parts
    ]
    first = found[0] if found else Table(placed.section, name or placed.heading, (), (), (), paragraph=placed.paragraph)
    return [replace(first, caption=placed.caption, notes=placed.notes, cells=placed.grid.cells), *found[1:]]


def _name(lines: Sequence[str]) -> str:
    """The last of the lines above a table that names it; "" for none."""
    return next(filter(is_name, reversed(lines)), "")


def is_name(text: str) -> bool:
    """Whether what stands above a table, or in its corner, names it, and is no unit, no period and no body (编制单位：…)."""
    return not (cell_units.said(text) or periods.is_period(text) or cell_units.is_stated(text) or table_scales.is_statement(text))


def _table(part: header_labels.Part, placed: PlacedGrid, name: str, above: Stated, own: Own) -> Table:
    found = header_labels.labels(part)
    stated = _first((*found.corner, *part.banners), above)
    parsed = [[cell_values.value(text) for text in part.matrix.texts[row][part.side :]] for row in found.row_places]
    by_row = [row_unit or cell_units.said(path) for path, row_unit in zip(found.rows, found.row_units, strict=True)]
    by_column = [cell_units.stated(path) for path in found.columns]
    down = periods.of_labels([[*found.over, *path.split("/")] for path in found.columns], own, len(found.over))
    across = periods.of_labels([path.split("/") for path in found.rows], own)
    return Table(
        section=placed.section,
        name=name,
        rows=found.rows,
        columns=found.columns,
        values=tuple(tuple(value for value, _ in row) for row in parsed),
        units=tuple(
            tuple(
                reduce(cell_units.joined, (stated.holds((*row, column)), unit_down.of_row(row[-1], column), unit_across, printed))
                for (_, printed), column, unit_down in zip(line, found.columns, by_column, strict=True)
            )
            for line, row, unit_across in zip(parsed, _below_headings(found.rows, parsed), by_row, strict=True)
        ),
        paragraph=placed.paragraph,
        row_periods=across if any(across) else (),
        column_periods=_of_columns(down, across, found.columns, periods.of_caption((*part.banners, *placed.caption), own)),
    )


def _below_headings(rows: Sequence[str], values: Sequence[Sequence[tuple[Value, str]]]) -> Iterator[tuple[str, ...]]:
    """Each row's label, of one with fractions behind that of the row without values above it, where this is of one of something
    (Earnings per share: | Basic).
    """
    above = ""
    for label, line in zip(rows, values, strict=True):
        numbers = [value for value, _ in line if isinstance(value, float)]
        above = label if all(value is None for value, _ in line) else above
        is_of_one = bool(numbers) and not any(map(float.is_integer, numbers)) and cell_units.is_of_one(above)
        yield (above, label) if is_of_one else (label,)


def _first(texts: Sequence[str], default: Stated = _NOTHING) -> Stated:
    """What the first text that states a unit states."""
    return next((one for one in map(cell_units.stated, texts) if one.unit), default)


def _of_columns(
    down: Sequence[Period | None], across: Sequence[Period | None], columns: Sequence[str], above: Period | None
) -> tuple[Period | None, ...]:
    """The periods of the columns; where neither they nor the rows name one, that which is said above the table."""
    if any(one and one.sort != "change" for one in (*down, *across)) or above is None:
        return tuple(down) if any(down) else ()
    return tuple(one or replace(above, rest=column) for one, column in zip(down, columns, strict=True))
