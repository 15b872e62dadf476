"""Written files: what a batch has written, as its own records list it. Only that is ever deleted or replaced; the rest is the user's.

A file is the batch's own while it has the bytes that were written: a workbook that someone has added notes to is theirs from then on.
Where an output has to be written in the place of such a file, the file is kept beside it.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from tongbi import locations, outputs

_KEPT = ".bak"


@dataclass(frozen=True, slots=True)
class Listed:
    """What a record lists, by path below the batch's folder: sizes in bytes, and hashes where files may be met by a user."""

    sizes: Mapping[str, int] = field(default_factory=dict)
    hashes: Mapping[str, str] = field(default_factory=dict)

    def owns(self, target: Path, name: str) -> bool:
        """Whether a file lies there as it was written."""
        if name not in self.sizes:
            return False
        try:
            path = target / name
            return path.stat().st_size == self.sizes[name] and (name not in self.hashes or hash_of(path) == self.hashes[name])
        except OSError:
            return False


def hash_of(path: Path) -> str:
    """The hash of a file's bytes; OSError when it cannot be read."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def measured(target: Path, paths: Iterable[Path]) -> Listed:
    """The sizes and hashes of files that were just written."""
    named = {path.relative_to(target).as_posix(): path for path in paths}
    return Listed({name: path.stat().st_size for name, path in named.items()}, {name: hash_of(path) for name, path in named.items()})


def delete(target: Path, names: Iterable[str], listed: Listed) -> None:
    """Deletes those files that are the batch's own."""
    for name in names:
        if listed.owns(target, name):
            with contextlib.suppress(OSError):
                (target / name).unlink()


@contextmanager
def room(target: Path, names: Iterable[str], listed: Listed) -> Iterator[list[Path]]:
    """Room for outputs of these names: what is there and is not the batch's own is renamed to `NAME.bak` meanwhile.

    When the block is left, a renamed file with nothing in it that the new one has not (the same bytes, or the first of them) is deleted,
    one in whose place nothing was written is renamed back, and the others are in the list: they are kept.
    """
    kept: list[Path] = []
    with outputs.written(target):
        foreign = [target / name for name in names if (target / name).is_file() and not listed.owns(target, name)]
        renamed = {path: path.rename(_beside(path)) for path in foreign}
    try:
        yield kept
    finally:
        with outputs.written(target):
            kept += [old for path, old in renamed.items() if not _settled(path, old)]


def _settled(path: Path, old: Path) -> bool:
    """Whether a renamed file need not be kept: it went back to its place, or all its bytes are in the new one and it is deleted."""
    if not path.exists():
        old.rename(path)
    elif old.stat().st_size <= path.stat().st_size and path.read_bytes().startswith(old.read_bytes()):
        old.unlink()
    else:
        return False
    return True


def _beside(path: Path) -> Path:
    """A name beside a file that is free."""
    names = (path.with_name(f"{path.name}{f'.{number}' if number else ''}{_KEPT}") for number in count())
    return next(name for name in names if not name.exists())


def sweep(folder: Path) -> None:
    """Deletes what a killed run left half-written in a folder, known by its name (`outputs.BESIDE`)."""
    for path in folder.glob(f".*.{'?' * 8}{outputs.BESIDE}") if locations.is_local(folder) else ():
        with contextlib.suppress(OSError):
            path.unlink()
