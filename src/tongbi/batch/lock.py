"""One run at a time on an output folder: the second one says so and stops.

The system takes the lock back when the process ends, however it ends. An object store has no such lock: there, the user sees to it that
one run writes at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from tongbi import locations
from tongbi.errors import OutputError, UsageError

_PATIENCE = 2  # seconds: the children of a run that was killed hold the lock until they have noticed


@contextmanager
def held(folder: Path, name: str) -> Iterator[None]:
    """Holds `folder`/`name` as a lock; UsageError when another run has it, OutputError when it cannot be written."""
    if not locations.is_local(folder):
        yield
        return
    lock = FileLock(folder / name, timeout=_PATIENCE)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise UsageError(f"{folder.parent}: another run is writing there; wait for it, or give another folder with -o") from error
    except (OSError, NotImplementedError) as error:  # NotImplementedError: a file system without locks
        reason = getattr(error, "strerror", None) or "cannot be written"
        raise OutputError(f"{folder}: {reason.lower()}; check the folder given with -o") from error
    try:
        yield
    finally:
        lock.release()
