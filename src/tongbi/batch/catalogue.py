"""Catalogue: what is known of each report without reading it again, and the reports read in this run.

A report is known by its stamp, the hash of its bytes. What was read is kept packed in `.tongbi/read/` until the run is over, so that a
file is read once, and so that a run that was cut off goes on where it stopped.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files as resources
from itertools import chain
from pathlib import Path
from typing import Any

from tongbi import locations, outputs, readers
from tongbi.batch import checksummed_lines
from tongbi.config import Options
from tongbi.errors import InputError, UsageError
from tongbi.model import Report
from tongbi.outputs import record
from tongbi.readers import zip_archive
from tongbi.report import schema

OWN = ".tongbi"
_CATALOGUE = "reports.jsonl"
_READING = re.compile("[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Entry:
    """A report that was read: where it lies, the stamp of its bytes, what it says of itself, and the hashes of its sentences."""

    path: str
    stamp: str
    organisation: str
    kind: str
    year: int
    sentences: str = ""


def digest(*parts: object) -> str:
    """One hash over values that JSON can hold."""
    return hashlib.sha256(json.dumps(parts, ensure_ascii=True, sort_keys=True).encode()).hexdigest()


def chained(values: Iterable[object]) -> str:
    """One hash over as many such values as there are, one held at a time."""
    found = hashlib.sha256()
    for value in values:
        found.update(digest(value).encode())
    return found.hexdigest()


@cache
def tool() -> str:
    """What this version of the tool would do differently from another: its code, schemas, labels and templates, as one hash."""
    found = hashlib.sha256()
    with_names = sorted((str(path.relative_to(base)), path) for base in [Path(str(resources("tongbi")))] for path in base.rglob("*"))
    for name, path in with_names:
        if path.is_file() and path.suffix != ".pyc":
            found.update(f"{name}\0".encode() + path.read_bytes() + b"\0")
    return found.hexdigest()


def basis(options: Options) -> str:
    """Everything but the file that a reading hangs on: the tool, the options, a schema of one's own; SchemaError where that is wrong."""
    if options.schema:
        schema.load(options.schema)  # said once, not of each report
    own = schema.source(Path(options.schema)) if options.schema and options.schema.endswith(".toml") else ""
    limits = options.limits
    bounds = (limits.max_size, limits.max_pages, limits.max_seconds, limits.max_memory)
    return digest(tool(), options.organisation, dict(options.years), options.schema, own, bounds)


def stamp(path: Path, max_size: int) -> str:
    """The hash of a file's bytes; for one in a zip that of the zip, with its name. InputError when it cannot be read."""
    if not locations.is_local(path):
        package = zip_archive.holder(path)
        if package is None:
            return hashlib.sha256(readers.contents(path, max_size)).hexdigest()
    else:
        try:
            if path.stat().st_size > max_size << 20:
                raise readers.too_large(path, max_size)  # before hours are spent on a file that will not be read
            return _hash(path)
        except NotADirectoryError:
            package = zip_archive.holder(path)
        except OSError as error:
            raise InputError(path, (error.strerror or "cannot be opened").lower(), "check the path and your permission") from error
    if package is None:
        raise InputError(path, "not a directory", "check the path and your permission")
    return digest(_hash_of_zip(package, locations.state(package)), str(path.relative_to(package)))


def _hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@lru_cache(maxsize=4)
def _hash_of_zip(path: Path, _state: str) -> str:
    """The hash of a zip, once for all reports in it."""
    try:
        return _hash(path)
    except OSError as error:
        raise InputError(path, (error.strerror or "cannot be opened").lower(), "check your permission") from error


# ── on disk ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def load(target: Path, based_on: str) -> dict[str, Entry]:
    """The entries of an earlier run by path; none when there was none, or one with other options or another version of the tool."""
    try:
        with (target / OWN / _CATALOGUE).open("rb") as lines:
            texts = checksummed_lines.opened(lines)
            if next(texts, None) != based_on:
                return {}
            return {entry.path: entry for entry in (Entry(*json.loads(text)) for text in texts if text is not None)}
    except (OSError, ValueError, TypeError):
        return {}


def save(target: Path, based_on: str, entries: Iterable[Entry]) -> None:
    """Writes the entries, a line each."""
    rows = ([one.path, one.stamp, one.organisation, one.kind, one.year, one.sentences] for one in entries)
    with outputs.replacing(target / OWN / _CATALOGUE) as stream:
        stream.writelines(map(checksummed_lines.sealed, chain([based_on], (json.dumps(row, ensure_ascii=False) for row in rows))))


def place_of(target: Path, based_on: str, path: str, stamped: str) -> Path:
    """Where a reading is laid by."""
    return target / OWN / "read" / digest(based_on, path, stamped)[:32]


def lay_by(place: Path, report: Report) -> None:
    """Keeps a reading for its series; OutputError when the disk refuses."""
    outputs.replace(place, zlib.compress(record.dump_report(report).encode("utf-8"), 1), lasting=False)


def laid_by(place: Path) -> Report | None:
    """A reading that was kept; None when there is none, or a torn one."""
    try:
        return record.load_report(zlib.decompress(place.read_bytes()).decode("utf-8"))
    except (OSError, ValueError, zlib.error, UsageError):
        return None


def forget(target: Path) -> None:
    """Deletes the readings that were laid by, when a run is over."""
    folder = target / OWN / "read"
    for path in [*folder.iterdir()] if folder.is_dir() else ():
        if _READING.fullmatch(path.name):
            path.unlink(missing_ok=True)
    with contextlib.suppress(OSError):  # something else lies in it
        folder.rmdir()


def plain(entry: Entry) -> list[Any]:
    """An entry as JSON holds it, for a hash."""
    return [entry.path, entry.stamp, entry.organisation, entry.kind, entry.year]
