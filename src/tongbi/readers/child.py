"""Apart: readers in native libraries at work in a process of their own, so that one which aborts or never returns costs its file alone.

PDFium ends its process when it is refused memory, and Python cannot interrupt it. The process is a plain child of this one, kept for the
next file; it takes a pickled file on its standard input, answers with a pickled document or error, and ends with this process.
"""

from __future__ import annotations

import atexit
import faulthandler
import os
import pickle
import signal
import struct
import subprocess
import sys
import threading
import traceback
from contextlib import suppress
from importlib import import_module
from multiprocessing import parent_process
from pathlib import Path
from typing import IO, Any

from tongbi import bounds
from tongbi.errors import InputError

_GRACE = 10  # seconds beyond the limit, for a library that does not return
_LENGTH = struct.Struct("<Q")
_START = "import sys; sys.path[:] = {path!r}; from tongbi.readers import child; child.serve()"
_lock = threading.Lock()
_children: dict[int, subprocess.Popen[bytes]] = {}  # by the process they belong to: a fork must not use its parent's


def read(module: str, file: Any) -> Any:
    """What `read` of a module makes of a file, in another process; in this one where it is itself a worker that may be lost.

    Errors as the reader's own; InputError when its process died.
    """
    if parent_process() is not None:
        return import_module(module).read(file)
    with _lock:
        answer = _asked(module, file)
    if isinstance(answer, BaseException):
        raise answer
    return answer


def _asked(module: str, file: Any) -> Any:
    child = _child()
    try:
        _send(child.stdin, (module, file))
        answer = _receive(child.stdout)
    except (OSError, EOFError, struct.error):
        _end(child)
        reason = f"damaged, or reading it takes more than {file.limits.max_memory} MB or {file.limits.max_seconds} seconds"
        return InputError(file.path, f"{reason} (its reader broke off)", "save it again in its own program, or print it to a new PDF")
    except BaseException:  # an interrupt, or time is up: the answer would be taken for the next file's
        _end(child)
        raise
    return answer


def _child() -> subprocess.Popen[bytes]:
    """The process at work for this one."""
    found = _children.get(os.getpid())
    if found is None or found.poll() is not None:
        command = [sys.executable, "-c", _START.format(path=sys.path)]
        found = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        _children[os.getpid()] = found
    return found


def _end(child: subprocess.Popen[bytes]) -> None:
    _children.pop(os.getpid(), None)
    child.kill()
    for stream in (child.stdin, child.stdout):
        if stream is not None:
            with suppress(OSError):
                stream.close()
    child.wait()


@atexit.register
def _end_all() -> None:
    child = _children.get(os.getpid())
    if child is not None:
        _end(child)


def _send(stream: IO[bytes] | None, value: Any) -> None:
    if stream is None:
        raise EOFError
    content = pickle.dumps(value)
    stream.write(_LENGTH.pack(len(content)))
    stream.write(content)
    stream.flush()


def _receive(stream: IO[bytes] | None) -> Any:
    if stream is None:
        raise EOFError
    (length,) = _LENGTH.unpack(stream.read(_LENGTH.size))
    return pickle.loads(stream.read(length))


# ── in the other process ──────────────────────────────────────────────────────────────────────────────────────────────────────


def serve() -> None:
    """Reads files until there are no more; what a library prints goes nowhere."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process of a terminal; the first one answers
    bounds.collect_seldom()
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, suppress(EOFError, OSError, struct.error):
        while True:
            module, file = _receive(sys.stdin.buffer)
            faulthandler.dump_traceback_later(file.limits.max_seconds + _GRACE, exit=True, file=nowhere)
            answer = _answer(module, file)
            faulthandler.cancel_dump_traceback_later()
            _send(out, answer)


def _answer(module: str, file: Any) -> Any:
    """A document, or the error that was met; a bug brings its traceback along as a note."""
    try:
        with bounds.held(file.path, file.limits):
            return import_module(module).read(file)
    except InputError as error:
        return error
    except Exception as error:
        told = RuntimeError(f"{type(error).__name__}: {error}")
        told.add_note(traceback.format_exc())
        return told
