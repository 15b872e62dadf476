"""File selection: which files of a folder tree are read as reports, and why the others are not."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tongbi import locations, outputs, readers
from tongbi.errors import InputError, UsageError
from tongbi.readers import zip_archive

_LEFT_OUT = re.compile(
    r"^(?:\.|~\$|readme|licen[cs]e|changelog|说明|notes?\.)|\.(?:json|toml|ya?ml|xlsx?|csv|tsv|parquet|py|bak|tmp|part|log|ini|db)$",
    re.IGNORECASE,
)
# A batch that reads a folder into which one was written before must not take its outputs for reports.
_ROLLUP = {"index.html", "index.xlsx"}
# A zip that holds one of these is a document itself.
_DOCUMENTS = {form.member for form in readers.FORMATS} - {""}
_HIDDEN = (".", "__MACOSX")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Refused:
    """A file or folder that was not read: `failed` is a loss, `skipped` is not."""

    path: Path
    state: Literal["failed", "skipped"]
    reason: str


def find(folder: Path, target: Path, max_size: int) -> tuple[tuple[Path, ...], tuple[Refused, ...]]:
    """The reports below a folder and in its zips, and what was refused, both in natural order.

    `target` holds the outputs and is not entered; `max_size` bounds the zips as `readers.archive` says.
    UsageError when the folder is none or has no report in it.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder}: no such folder; give a folder of reports")
    taken: list[Path] = []
    refused: list[Refused] = []
    for part in _below(folder, target, max_size) if locations.is_local(folder) else _stored(folder, target, max_size):
        if isinstance(part, Refused):
            refused.append(part)
        else:
            taken.append(part)
    if not taken and not any(one.state == "failed" for one in refused):
        raise UsageError(f"{folder}: no reports in it; give a folder of reports")
    return tuple(sorted(taken, key=_order)), tuple(sorted(refused, key=lambda one: _order(one.path)))


def listed(folder: Path, max_size: int) -> Iterator[Path]:
    """The path of every file below a folder and in its zips, read or not."""
    here = (Path(parent, name) for parent, _, names in os.walk(folder) for name in names)
    for path in here if locations.is_local(folder) else (folder / name for name in locations.names_below(folder)):
        yield path
        if zip_archive.is_named(path):
            yield from (one.path if isinstance(one, Refused) else one for one in _packed(path, max_size))


def _below(folder: Path, target: Path, max_size: int) -> Iterator[Path | Refused]:
    """The reports below a folder on this machine, and what is refused."""
    root = folder.resolve()
    for one in _walk(folder, target.resolve() if locations.is_local(target) else None):
        yield from _parts(one, root, max_size)


def _stored(folder: Path, target: Path, max_size: int) -> Iterator[Path | Refused]:
    """The reports below a folder in an object store, and what is refused: there are no links."""
    for name in locations.names_below(folder):
        path = folder / name
        if any(part.startswith(_HIDDEN) for part in name.split("/")) or target in path.parents:
            continue
        if _is_left_out(path):
            yield Refused(path, "skipped", "not a report by its name")
        elif zip_archive.is_named(path):
            yield from _packed(path, max_size)
        else:
            yield path


def _parts(one: Path | Refused, root: Path, max_size: int) -> Iterable[Path | Refused]:
    """What a file that was met comes to: itself, the files in it, or why it is not read."""
    found = one if isinstance(one, Refused) else _refusal(one, root) or one
    return _packed(found, max_size) if not isinstance(found, Refused) and zip_archive.is_named(found) else (found,)


def _packed(path: Path, max_size: int) -> Iterator[Path | Refused]:
    """The files in a zip, those that are no reports refused; a document that is a zip by its name alone as it is."""
    try:
        members = zip_archive.members(path, max_size)
    except InputError as error:
        yield Refused(path, "failed", f"{error.reason}; {error.advice}")
        return
    if _DOCUMENTS & {one.entry.filename for one in members}:
        yield path
        return
    seen: set[Path] = set()
    for one in members:
        if any(part.startswith(_HIDDEN) for part in one.path.relative_to(path).parts):
            continue
        yield _refused_member(one, seen) or one.path
        seen.add(one.path)


def _refused_member(one: zip_archive.Member, seen: Collection[Path]) -> Refused | None:
    """Why a file in a zip is not read, None when it is."""
    if _is_left_out(one.path):
        return Refused(one.path, "skipped", "not a report by its name")
    if zip_archive.is_named(one.path):
        return Refused(one.path, "failed", "a zip within a zip; unpack the outer one")
    if one.locked:
        return Refused(one.path, "failed", "locked with a password; unpack it with the password")
    if one.path in seen:
        return Refused(one.path, "failed", "its name is there twice in the zip; rename one")
    return None


def printable(path: Path) -> str:
    """A path as text; bytes in it that are no characters where the system is at home are shown as �."""
    return str(path).encode("utf-8", sys.getfilesystemencodeerrors()).decode("utf-8", "replace")


def natural(path: str) -> str:
    """A sort key by which 2.txt comes before 10.txt: numbers after their lengths, and before all else."""
    return _NUMBER.sub(lambda found: f"\0{chr(len(str(int(found[0]))))}{int(found[0])}", path)


def _order(path: Path) -> tuple[str, str]:
    # 01.txt and 1.txt are alike as numbers.
    return natural(str(path)), str(path)


def _walk(folder: Path, out: Path | None) -> Iterator[Path | Refused]:
    """Files below a folder; folders that are links or cannot be opened are refused, hidden ones and the outputs' are passed over."""
    closed: list[OSError] = []
    for parent, folders, names in os.walk(folder, onerror=closed.append):
        for name in list(folders):
            path = Path(parent, name)
            if path.is_symlink():
                yield Refused(path, "skipped", "a link to a folder")
            elif not name.startswith(".") and path.resolve() != out:
                continue
            folders.remove(name)
        yield from (Path(parent, name) for name in names)
    for error in closed:
        yield Refused(Path(str(error.filename)), "failed", f"{(error.strerror or 'cannot be opened').lower()}; check your permission")


def _is_left_out(path: Path) -> bool:
    return bool(_LEFT_OUT.search(path.name)) or path.name in _ROLLUP or outputs.is_output(path.name)


def _refusal(path: Path, root: Path) -> Refused | None:
    """Why a file is not read, None when it is."""
    if path.is_symlink() and not path.resolve().is_relative_to(root):
        return Refused(path, "skipped", "a link out of the folder")
    if _is_left_out(path):
        return Refused(path, "skipped", "not a report by its name")
    if not path.is_file():
        # Reading from a pipe would wait for ever.
        return Refused(path, "failed", "no regular file; put the report itself there")
    if printable(path) != str(path):
        return Refused(path, "failed", "its name is not UTF-8; rename it")
    return None
