"""Figures of tables: a number, named by the labels of its row and column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from tongbi import numerals
from tongbi.model import Figure, Table
from tongbi.text import ENUMERATOR

_UNIT = re.compile(r"[（(](?:计量)?单位[：:][^（）()]*[)）]|[（(](?:[万亿]?元|件|个|次|人|%|％)[)）]$")
_SCALED = re.compile(r"(十万|百万|千万|万亿|[万亿])(.+)")
# As long as this is no value of a cell but what is listed (Certificate of Incorporation).
_WORDS = 12


def of_tables(tables: Sequence[Table]) -> Iterator[Figure]:
    """The numbers of the tables, in order; 万 and 亿 of the unit are expanded."""
    for at, table in enumerate(tables):
        for row, values in enumerate(table.values):
            for column, value in enumerate(values):
                if isinstance(value, float) and not _lists(table, row):
                    yield _figure(table, (at, row, column), value)


def _lists(table: Table, row: int) -> bool:
    """Whether a row lists something told in words: without a label, its number is that of an exhibit or a page, and no quantity."""
    texts = [value for value in table.values[row] if isinstance(value, str)]
    return not table.rows[row] and max(map(len, texts), default=0) >= _WORDS


def _figure(table: Table, cell: tuple[int, int, int], value: float) -> Figure:
    _, row, column = cell
    unit = table.units[row][column]
    scaled = _SCALED.fullmatch(unit)
    if scaled:
        value, expanded = round(value * numerals.MAGNITUDES[scaled[1]], 6), scaled[2]
    else:
        expanded = unit
    return Figure("", _name(table, row, column), value, expanded, f"{table.values[row][column]:.15g}{unit}", 0, None, cell)


def _name(table: Table, row: int, column: int) -> str:
    """The steps of both labels without enumerators, a step said twice in a row once (总计 of 总计); the table's name where there are none.

    其他 of 法人或其他组织/其他 stays apart from 法人或其他组织 as a whole.
    """
    steps = [step for path in (table.rows[row], table.columns[column]) for step in path.split("/")]
    bare = [_UNIT.sub("", ENUMERATOR.sub("", step)).strip() for step in steps]
    return "·".join(step for step, _ in groupby(filter(None, bare))) or table.name
