"""Spool: values kept in a temporary file and read back one at a time, at 8 bytes of memory each."""

from __future__ import annotations

import pickle
import tempfile
from array import array
from collections.abc import Sequence
from typing import TypeVar, cast, overload

Item = TypeVar("Item")


class Spool(Sequence[Item]):
    """A sequence on disk that only grows; it is gone with its last reference. Items must be picklable."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - it is open as long as this is there
        self._starts = array("Q")

    def append(self, item: Item) -> int:
        """Lays down an item; its place in the sequence."""
        self._starts.append(self._file.seek(0, 2))
        pickle.dump(item, self._file, pickle.HIGHEST_PROTOCOL)
        return len(self._starts) - 1

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, at: int) -> Item: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Item]: ...
    def __getitem__(self, at: int | slice) -> Item | Sequence[Item]:
        """One item, or several, read."""
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        self._file.seek(self._starts[at])
        return cast("Item", pickle.load(self._file))
