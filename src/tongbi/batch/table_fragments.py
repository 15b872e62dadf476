"""Fragments of the long tables: each series' rows as its worker leaves them, and the files they are joined into.

A part lies packed in `.tongbi/parts/`. Joining holds one of them and a row group; nothing but the joining as Parquet needs pyarrow.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from types import ModuleType

from tongbi import outputs
from tongbi.batch import catalogue
from tongbi.batch.catalogue import OWN
from tongbi.errors import OutputError
from tongbi.model import Comparison
from tongbi.outputs import long_tables

_ENDING = ".json.z"


def folder_of(target: Path) -> Path:
    """Where parts are kept."""
    return target / OWN / "parts"


def place_of(target: Path, folder: str) -> Path:
    """Where the part of a series is kept, by its folder."""
    return folder_of(target) / f"{folder}{_ENDING}"


def lay_by(target: Path, folder: str, comparison: Comparison) -> Path:
    """Keeps the rows of a series; OutputError when the disk refuses."""
    content = json.dumps(long_tables.columns(comparison, folder), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return outputs.replace(place_of(target, folder), zlib.compress(content.encode("utf-8"), 1))


def paths(target: Path, formats: Sequence[str] | None) -> dict[Path, tuple[str, ModuleType]]:
    """The files of the tables over all series in the formats that are of tables, each with its table and its format's module."""
    modules = [import_module(outputs.TABLES[name]) for name in outputs.checked(formats) if name in outputs.TABLES]
    return {target / module.file_of(table): (table, module) for module in modules for table in long_tables.TABLES}


def join(target: Path, formats: Sequence[str] | None, series: Sequence[tuple[str, str]], anew: bool) -> tuple[Path, ...]:
    """The tables over the series that are done, given in order by folder and key, beside the index; returns their paths.

    Files that say that they were made of the same are left as they are, unless they shall be made `anew`.
    """
    digest, files = catalogue.digest(catalogue.tool(), long_tables.VERSION, series), paths(target, formats)
    if not anew and all(_said(path, module) == digest for path, (_, module) in files.items()):
        return tuple(files)
    with ExitStack() as opened:
        writers = [
            (table, opened.enter_context(module.Writer(opened.enter_context(outputs.replacing(path)), table, digest)))
            for path, (table, module) in files.items()
        ]
        for folder, _ in series:
            columns = _laid_by(place_of(target, folder))
            for table, writer in writers:
                writer.add(columns[table])
    return tuple(files)


def _said(path: Path, module: ModuleType) -> str:
    """What a file of an earlier run says that it was made of; "" where there is none."""
    try:
        with path.open("rb") as stream:
            return str(module.made_of(stream))
    except OSError:
        return ""


def is_sound(target: Path, folder: str) -> bool:
    """Whether the part of a series, where there is one, is as it was written."""
    try:
        zlib.decompress(place_of(target, folder).read_bytes())
    except FileNotFoundError:
        return True
    except (OSError, zlib.error):
        return False
    return True


def _laid_by(place: Path) -> long_tables.Columns:
    try:
        found: long_tables.Columns = json.loads(zlib.decompress(place.read_bytes()))
    except (OSError, ValueError, zlib.error) as error:
        raise OutputError(f"{place}: missing or damaged; run again") from error
    return found
