"""Which files of a folder tree are taken for reports, and why the others are not."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tongbi import renderers
from tongbi.errors import UsageError

_LEFT_OUT = re.compile(
    r"^(?:\.|~\$|readme|licen[cs]e|changelog|说明|notes?\.)|\.(?:json|toml|ya?ml|xlsx?|csv|tsv|py|bak|tmp|part|log|ini)$", re.IGNORECASE
)
# A batch that reads a folder into which one was written before must not take its outputs for reports.
_OUTPUTS = {name for name, _ in renderers.FORMATS.values()} | {"index.html"}


@dataclass(frozen=True, slots=True)
class Refused:
    """A file or folder that was not read: `failed` is a loss, `skipped` is not."""

    path: Path
    state: Literal["failed", "skipped"]
    reason: str


def find(folder: Path, target: Path) -> tuple[tuple[Path, ...], tuple[Refused, ...]]:
    """The reports below a folder and what was refused, both in natural order; `target` holds the outputs and is not entered.

    UsageError when the folder is none or has no report in it.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder}: no such folder; give a folder of reports")
    root = folder.resolve()
    taken: list[Path] = []
    refused: list[Refused] = []
    for one in _walk(folder, target.resolve()):
        found = one if isinstance(one, Refused) else _refusal(one, root)
        if found is None:
            assert isinstance(one, Path)
            taken.append(one)
        else:
            refused.append(found)
    if not taken and not any(one.state == "failed" for one in refused):
        raise UsageError(f"{folder}: no reports in it; give a folder of reports")
    return tuple(sorted(taken, key=_order)), tuple(sorted(refused, key=lambda one: _order(one.path)))


def printable(path: Path) -> str:
    """A path as text; bytes in it that are no UTF-8 are shown as �."""
    return os.fsencode(path).decode("utf-8", "replace")


def natural(path: str) -> list[tuple[int, int, str]]:
    """A sort key by which 2.txt comes before 10.txt."""
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in re.split(r"(\d+)", path) if part]


def _order(path: Path) -> tuple[list[tuple[int, int, str]], str]:
    # 01.txt and 1.txt are alike as numbers.
    return natural(str(path)), str(path)


def _walk(folder: Path, out: Path) -> Iterator[Path | Refused]:
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


def _refusal(path: Path, root: Path) -> Refused | None:
    """Why a file is not read, None when it is."""
    if not path.resolve().is_relative_to(root):
        return Refused(path, "skipped", "a link out of the folder")
    if _LEFT_OUT.search(path.name) or path.name in _OUTPUTS:
        return Refused(path, "skipped", "not a report by its name")
    if not path.is_file():
        # Reading from a pipe would wait for ever.
        return Refused(path, "failed", "no regular file; put the report itself there")
    if printable(path) != str(path):
        return Refused(path, "failed", "its name is not UTF-8; rename it")
    return None
