"""The long tables (see `long_tables`) as Parquet, packed with Zstandard: written row group by row group, however many series there are.

The same rows give the same bytes. The files' own metadata tell the version of the tool and of the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from types import NoneType
from typing import Any, BinaryIO, Self, get_args, get_type_hints

import pyarrow as pa
import pyarrow.parquet as pq

from tongbi.model import Comparison
from tongbi.outputs import long_tables
from tongbi.version import __version__

_TYPES = {str: pa.string(), int: pa.int32(), float: pa.float64(), bool: pa.bool_()}
# Sentences pay for no dictionary; of all else it takes off an eighth.
_PLAIN = {"text"}
# A row group ends before the series with which it would grow beyond these: readers skip the groups that a filter leaves out.
MOST_ROWS, _MOST_BYTES = 1 << 16, 64 << 20
_MADE_OF = "tongbi.made_of"


def render(comparison: Comparison) -> dict[str, bytes]:
    """Both tables of one comparison by the names of their files."""
    return long_tables.written(comparison, Writer, file_of)


def file_of(table: str) -> str:
    """The name of a table's file."""
    return f"{table}.parquet"


def made_of(stream: BinaryIO) -> str:
    """What the file says it was made of (see `Writer`), "" where it says nothing or is no such file."""
    try:
        found: Mapping[bytes, bytes] = pq.read_metadata(stream).metadata or {}
    except (pa.ArrowException, OSError):
        return ""
    return found.get(_MADE_OF.encode(), b"").decode()


class Writer:
    """A table on its way into a stream; what it holds is a row group. `made_of` is kept in the file as it is."""

    def __init__(self, stream: BinaryIO, table: str, made_of: str = "") -> None:
        about = {"tongbi.version": __version__, "tongbi.table": table, "tongbi.table_version": str(long_tables.VERSION), _MADE_OF: made_of}
        self._schema = schema(table).with_metadata({key: value for key, value in about.items() if value})
        alike = [name for name in self._schema.names if name not in _PLAIN and not pa.types.is_boolean(self._schema.field(name).type)]
        self._file = pq.ParquetWriter(stream, self._schema, compression="zstd", use_dictionary=alike)
        self._waiting: list[Any] = []
        self._rows = self._bytes = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._flush()
        self._file.close()

    def add(self, columns: Mapping[str, list[Any]]) -> None:
        """Adds the rows of a series."""
        rows = pa.table(dict(columns), schema=self._schema)
        if self._rows + len(rows) > MOST_ROWS or self._bytes + rows.nbytes > _MOST_BYTES:
            self._flush()
        self._waiting.append(rows)
        self._rows += len(rows)
        self._bytes += rows.nbytes

    def _flush(self) -> None:
        if self._waiting:
            self._file.write_table(pa.concat_tables(self._waiting), row_group_size=MOST_ROWS)
        self._waiting, self._rows, self._bytes = [], 0, 0


def schema(table: str) -> Any:
    """A table's columns and their types: UTF-8, whole numbers of 32 bits, floats of 64, truth values; null where the record has none."""
    kind = long_tables.TABLES[table]
    hints = get_type_hints(kind)
    return pa.schema([_field(one.name, hints[one.name]) for one in fields(kind)])


def _field(name: str, hint: Any) -> Any:
    kinds: Iterable[type] = get_args(hint) or (hint,)
    return pa.field(name, _TYPES[next(kind for kind in kinds if kind is not NoneType)], nullable=NoneType in kinds)
