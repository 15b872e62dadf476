"""What work on a report may take of time and memory, and what becomes of what goes wrong in a library that reads it.

Time is held by an interrupt, which Python lets through between two of its own steps: a call into a native library (PDFium, an
XML or HTML parser) has to return first. What never returns is ended by the batch's workers, which end a process that is overdue.

Memory is held by the system's limit on a process's data (`RLIMIT_DATA`, setrlimit(2); since Linux 4.7 it counts all private memory),
LibreOffice's included. Where there is none (Windows, macOS) memory is not held, nor in other threads than the main one, since the
limit is the whole process's. PDFium ends the process when it is refused memory.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any

from tongbi.config import Limits
from tongbi.errors import InputError, OutOfBounds

_resource: Any = import_module("resource") if sys.platform == "linux" else None
_XML_NO_MEMORY = 2  # XML_ERR_NO_MEMORY, libxml/xmlerror.h
_AGAIN = 0.5  # seconds: an interrupt that comes while an object is being destroyed is lost, and has to come again
_AGAIN_SAVED = "open it in its own program and save it again"
_OURS = __name__.partition(".")[0]
_STATM = Path("/proc/self/statm")
_DATA = 5  # its column with pages of data, proc(5)


def collect_seldom() -> None:
    """Has cycles of objects looked for less often in this process: a comparison makes many objects and few cycles, and the default
    looks a hundred times as often as pays, for a tenth of all time."""
    gc.set_threshold(100_000, 10, 10)


class _OverdueError(BaseException):
    """Time is up. No Exception, so that no reader's own net holds it."""


@contextmanager
def within(path: Path, limits: Limits) -> Iterator[None]:
    """Bounds work on a report to `limits.max_seconds` and `limits.max_memory`; InputError about `path` when it takes more."""
    try:
        with _unheard(), _memory(limits.max_memory), _time(limits.max_seconds):
            yield
    except _OverdueError:
        reason = f"reading it took longer than {limits.max_seconds} seconds"
        raise InputError(path, reason, "check that it is a report, or allow more with --max-seconds") from None
    except Exception as error:
        if not _is_memory(_cause(error)):
            raise
        advice = "check that it is a report, or allow more with --max-memory"
        raise InputError(path, f"needs more than {limits.max_memory} MB of memory", advice) from error


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
    try:
        with _unheard(), _memory(megabytes), _time(seconds):
            yield
    except _OverdueError:
        raise OutOfBounds(f"took longer than {seconds} seconds; allow more with --max-seconds") from None
    except Exception as error:
        if _is_memory(error):
            raise OutOfBounds(f"needs more than {megabytes} MB of memory; allow more with --max-memory") from error
        raise


def _cause(error: Exception) -> BaseException | None:
    """What is the matter: of an InputError, what it was raised for."""
    return error.__cause__ if isinstance(error, InputError) else error


def _is_memory(error: BaseException | None) -> bool:
    """Whether an error says that memory was refused: libxml2 and C++ libraries have errors of their own for it."""
    told_by_xml = type(error).__name__ == "XMLSyntaxError" and getattr(error, "code", None) == _XML_NO_MEMORY
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
def _unheard() -> Iterator[None]:
    """Keeps what runs out while an object is being destroyed off standard error: the next step of the reading will meet it."""
    before = sys.unraisablehook

    def hear(met: sys.UnraisableHookArgs) -> None:
        if not isinstance(met.exc_value, _OverdueError | MemoryError | RecursionError):
            before(met)

    sys.unraisablehook = hear
    try:
        yield
    finally:
        sys.unraisablehook = before


# ── time ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@contextmanager
def _time(seconds: int) -> Iterator[None]:
    """Raises _OverdueError within after so many seconds: by an alarm where the system has one, in other threads by one of Python's own."""
    alarmed = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    with _alarm(seconds) if alarmed else _watch(seconds):
        yield


@contextmanager
def _alarm(seconds: int) -> Iterator[None]:
    def ring(_: int, frame: FrameType | None) -> None:
        # Raised on the way out of a bounded block, where nothing of ours would catch it any more, it would end the run.
        if frame is None or frame.f_globals.get("__name__") not in {__name__, contextlib.__name__}:
            raise _OverdueError

    handler = signal.signal(signal.SIGALRM, ring)
    begin = time.monotonic()
    left, again = signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
    try:
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    finally:  # once more, for an alarm that came in between
        # A block around this one has had this one's time too.
        signal.setitimer(signal.ITIMER_REAL, max(left - (time.monotonic() - begin), _AGAIN) if left else 0, again)
        signal.signal(signal.SIGALRM, handler)


@contextmanager
def _watch(seconds: int) -> Iterator[None]:
    """Without an alarm: another thread waits, and has the interpreter raise the error in this one (CPython alone can)."""
    done = threading.Event()
    reading = ctypes.c_ulong(threading.get_ident())

    def wait() -> None:
        if done.wait(seconds):
            return
        while not done.wait(_AGAIN):
            ctypes.pythonapi.PyThreadState_SetAsyncExc(reading, ctypes.py_object(_OverdueError))

    waiting = threading.Thread(target=wait, daemon=True)
    waiting.start()
    try:
        yield
    finally:
        done.set()
        waiting.join()
        ctypes.pythonapi.PyThreadState_SetAsyncExc(reading, None)  # one that was raised and not met yet


# ── memory ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@contextmanager
def _memory(most: int) -> Iterator[None]:
    """Has requests for more than so many MB beyond what the process has now fail; the limit is as before afterwards."""
    used = _used()
    if used is None or threading.current_thread() is not threading.main_thread():
        yield
        return
    soft, hard = _resource.getrlimit(_resource.RLIMIT_DATA)
    wanted = used + (most << 20)
    known = [limit for limit in (soft, hard) if limit != _resource.RLIM_INFINITY]
    _resource.setrlimit(_resource.RLIMIT_DATA, (min([wanted, *known]), hard))
    try:
        yield
    finally:
        with contextlib.suppress(ValueError, OSError):
            _resource.setrlimit(_resource.RLIMIT_DATA, (soft, hard))


def _used() -> int | None:
    """Bytes of data that this process has; None where the system does not tell."""
    if _resource is None:
        return None
    try:
        return int(_STATM.read_text(encoding="ascii").split()[_DATA]) * int(_resource.getpagesize())
    except (OSError, ValueError, IndexError):
        return None
