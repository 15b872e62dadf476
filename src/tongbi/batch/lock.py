"""One run at a time on an output folder: the second one says so and stops.

The system takes the lock back when the process ends, however it ends. An object store has no such lock; there a run is alone by the
user's care.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from tongbi import locations
from tongbi.errors import OutputError, UsageError

_fcntl: Any = None if sys.platform == "win32" else import_module("fcntl")
_msvcrt: Any = import_module("msvcrt") if sys.platform == "win32" else None


@contextmanager
def held(folder: Path, name: str) -> Iterator[None]:
    """Holds `folder`/`name` as a lock; UsageError when another run has it, OutputError when it cannot be written."""
    if not locations.is_local(folder):
        yield
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / name, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise OutputError(f"{folder}: {(error.strerror or 'cannot be written').lower()}; check the folder given with -o") from error
    try:
        _take(handle, folder)
        yield
    finally:
        os.close(handle)


def _take(handle: int, folder: Path) -> None:
    try:
        if _fcntl:
            _fcntl.flock(handle, _fcntl.LOCK_EX | _fcntl.LOCK_NB)
        else:
            _msvcrt.locking(handle, _msvcrt.LK_NBLCK, 1)
    except OSError as error:
        raise UsageError(f"{folder.parent}: another run is writing there; wait for it, or give another folder with -o") from error
