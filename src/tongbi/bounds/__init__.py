"""Bounds: how much time and memory work on a report may take, and what becomes of what goes wrong in a library that reads it.

They hold in a child process (see `child`): its parent ends it when it is overdue, and the system refuses it memory (`RLIMIT_DATA`,
setrlimit(2), Linux alone; since Linux 4.7 it counts all private memory), LibreOffice included. PDFium ends the process when it is refused
memory.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any

from tongbi.bounds import child
from tongbi.bounds.child import Bound
from tongbi.config import Limits
from tongbi.errors import InputError, OutOfBounds

_resource: Any = import_module("resource") if sys.platform == "linux" else None
# XML_ERR_NO_MEMORY, libxml/xmlerror.h; XML_ERR_INTERNAL_ERROR or none where there was no room to log it.
_XML_NO_MEMORY = {2, 1, None}
_AGAIN_SAVED = "open it in its own program and save it again"
_OURS = __name__.partition(".")[0]
_STATM = Path("/proc/self/statm")
_DATA = 5  # its column with pages of data, proc(5)


@contextmanager
def within(path: Path, limits: Limits) -> Iterator[None]:
    """Bounds work on a report to `limits.max_seconds` and `limits.max_memory`; InputError about `path` when it takes more."""
    check = "check that it is a report, or allow more with"
    late = InputError(path, f"reading it took longer than {limits.max_seconds} seconds", f"{check} --max-seconds")
    large = InputError(path, f"needs more than {limits.max_memory} MB of memory", f"{check} --max-memory")
    reason = f"damaged, or reading it takes more than {limits.max_memory} MB (its reader broke off)"
    died = InputError(path, reason, "save it again in its own program, or print it to a new PDF")
    with _bounded(Bound(limits.max_seconds, late, died), limits.max_memory, large):
        yield


@contextmanager
def held(path: Path, limits: Limits) -> Iterator[None]:
    """Bounds what a file's reader does as `within` does; depth that runs out is an InputError as well, and so is an exception that
    comes out of a library: its reader did not foresee it. One raised in our own code is a bug and passes.
    """
    with within(path, limits):
        try:
            yield
        except Exception as error:
            if _is_memory(_cause(error)):
                raise
            if isinstance(_cause(error), RecursionError):
                raise InputError(path, "its parts are nested without end", _AGAIN_SAVED) from error
            if isinstance(error, InputError) or not _is_foreign(error):
                raise
            raise InputError(path, f"damaged ({type(error).__name__})", _AGAIN_SAVED) from error


@contextmanager
def task(seconds: int, megabytes: int) -> Iterator[None]:
    """Bounds a piece of work to so many seconds and MB; OutOfBounds when it takes more. Other errors pass."""
    late = OutOfBounds(f"took longer than {seconds} seconds; allow more with --max-seconds")
    large = OutOfBounds(f"needs more than {megabytes} MB of memory; allow more with --max-memory")
    with _bounded(Bound(seconds, late, child.DIED), megabytes, large):
        yield


@contextmanager
def _bounded(bound: Bound, megabytes: int, large: Exception) -> Iterator[None]:
    if not child.is_one():  # nobody watches
        yield
        return
    child.tell(bound)
    try:
        with _memory(megabytes):
            yield
    except Exception as error:
        if _is_memory(_cause(error)):
            raise large from error
        raise
    finally:
        child.tell(None)


def _cause(error: Exception) -> BaseException | None:
    """What is the matter: of an InputError, what it was raised for."""
    return error.__cause__ if isinstance(error, InputError) else error


def _is_memory(error: BaseException | None) -> bool:
    """Whether an error says that memory was refused: libxml2 and C++ libraries have errors of their own for it."""
    told_by_xml = type(error).__name__ == "XMLSyntaxError" and getattr(error, "code", None) in _XML_NO_MEMORY
    return isinstance(error, MemoryError) or told_by_xml or "bad_alloc" in str(error)


def _is_foreign(error: Exception) -> bool:
    """Whether an exception is of a library's own kind, or was raised outside this package."""
    if type(error).__module__.partition(".")[0] not in {"builtins", _OURS}:
        return True
    trace: TracebackType | None = error.__traceback__
    name = ""
    while trace is not None:
        name = trace.tb_frame.f_globals.get("__name__", "")
        trace = trace.tb_next
    return name.partition(".")[0] != _OURS


@contextmanager
def _memory(most: int) -> Iterator[None]:
    """Has requests for more than so many MB beyond what the process has now fail; the limit is as before afterwards."""
    if _resource is None:
        yield
        return
    used = int(_STATM.read_text(encoding="ascii").split()[_DATA]) * int(_resource.getpagesize())
    soft, hard = _resource.getrlimit(_resource.RLIMIT_DATA)
    known = [limit for limit in (soft, hard) if limit != _resource.RLIM_INFINITY]
    _resource.setrlimit(_resource.RLIMIT_DATA, (min([used + (most << 20), *known]), hard))
    try:
        yield
    finally:
        _resource.setrlimit(_resource.RLIMIT_DATA, (soft, hard))
