"""Manifest: inputs and output sizes of the last complete run, so that the next run sees at once that nothing changed.

A run that has something to do empties it before it touches an output, all but the list of what is the batch's own, and writes it after
everything else: where it says that a run went through, all is as it says but for what a user did since, and that shows in the sizes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tongbi import outputs
from tongbi.batch import checksummed_lines, outcome
from tongbi.batch.catalogue import OWN
from tongbi.batch.outcome import Outcome
from tongbi.batch.written_files import Listed

_NAME = "done.jsonl"
_VERSION = 2
_END = "end"  # the last row: where it is missing, rows are


@dataclass(frozen=True, slots=True)
class Done:
    """A series that is done: its folder, the hash of all its outputs hang on, and their sizes by path below the batch's folder."""

    folder: str
    key: str
    sizes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a run left. `digest`: of all that it hung on, "" when the next is to try again. `removed`: as in `Run`. `written`: the sizes
    of the files over all series, and `hashes` theirs. `rows`: a line for each series and each report alone, in order.
    """

    digest: str = ""
    removed: tuple[str, ...] = ()
    written: Mapping[str, int] = field(default_factory=dict)
    hashes: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[str, ...] = ()

    def read(self) -> Iterator[Done | Outcome]:
        """The rows as what they stand for."""
        for line in self.rows:
            row = json.loads(line)
            yield Done(*row) if isinstance(row, list) else outcome.load(row)


def load(target: Path) -> Manifest:
    """The manifest of the last run; an empty one where there is none, one without a digest where rows of it are damaged."""
    try:
        with (target / OWN / _NAME).open("rb") as lines:
            first, *rows = checksummed_lines.opened(lines)
        head = json.loads(first or "null")
        if head["version"] != _VERSION:
            return Manifest()
        whole = rows[-1:] == [_END] and None not in rows
        sound = tuple(row for row in rows if row not in {None, _END})
        return Manifest(head["digest"] if whole else "", tuple(head["removed"]), head["written"], head["hashes"], sound)
    except (OSError, ValueError, KeyError, TypeError):
        return Manifest()


def save(target: Path, digest: str, removed: tuple[str, ...], written: Listed, rows: Iterable[Done | Outcome]) -> None:
    """Writes the manifest."""
    head = {"version": _VERSION, "digest": digest, "removed": removed, "written": written.sizes, "hashes": written.hashes}
    with outputs.replacing(target / OWN / _NAME) as stream:
        stream.write(_line(head))
        for row in rows:
            stream.write(
                checksummed_lines.sealed(outcome.dump(row)) if isinstance(row, Outcome) else _line([row.folder, row.key, row.sizes])
            )
        stream.write(checksummed_lines.sealed(_END))


def clear(target: Path, written: Listed) -> None:
    """Takes the manifest away but for what it lists as written."""
    save(target, "", (), written, ())


def is_whole(target: Path, sizes: Mapping[str, int]) -> bool:
    """Whether files lie there in their sizes."""
    try:
        return all((target / name).stat().st_size == size for name, size in sizes.items())
    except OSError:
        return False


def _line(value: Any) -> bytes:
    return checksummed_lines.sealed(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
