"""The long tables (see `long_tables`) as CSV for Excel, Power Query and R: UTF-8 with its mark, a head, comma, quoted where need be.

The same rows give the same bytes. Nothing stands for null, TRUE and FALSE for truth values. A text that Excel would take for a formula has
an apostrophe before it.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import fields
from io import TextIOWrapper
from typing import Any, BinaryIO, Self

from tongbi.model import Comparison
from tongbi.outputs import long_tables
from tongbi.outputs.invalid_characters import FORMULA_START, visible


def render(comparison: Comparison) -> dict[str, bytes]:
    """Both tables of one comparison by the names of their files."""
    return long_tables.written(comparison, Writer, file_of)


def file_of(table: str) -> str:
    """The name of a table's file."""
    return f"{table}.csv"


def made_of(_: BinaryIO) -> str:
    """What the file says it was made of: nothing, for a CSV has no place for it."""
    return ""


class Writer:
    """A table on its way into a stream, its head first. `made_of` is not kept."""

    def __init__(self, stream: BinaryIO, table: str, made_of: str = "") -> None:
        self._text = TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
        self._rows = csv.writer(self._text)
        self._rows.writerow(one.name for one in fields(long_tables.TABLES[table]))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._text.detach()  # the stream is its opener's to close

    def add(self, columns: Mapping[str, list[Any]]) -> None:
        """Adds the rows of a series."""
        self._rows.writerows([_said(value) for value in row] for row in zip(*columns.values(), strict=True))


def _said(value: object) -> object:
    if isinstance(value, str):
        return f"'{visible(value)}" if value[:1] in FORMULA_START else visible(value)
    if isinstance(value, bool):
        return str(value).upper()
    return int(value) if isinstance(value, float) and value.is_integer() else value
