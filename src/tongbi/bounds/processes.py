"""Processes that serve this one over two pipes: forked from it, or a new interpreter; and the messages in the pipes."""

from __future__ import annotations

import os
import pickle
import signal
import struct
import subprocess
import sys
import warnings
from collections.abc import Callable, Container
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

_LENGTH = struct.Struct("<Q")
_START = "import sys; sys.path[:] = {path!r}; from {module} import {name}; {name}(sys.stdin.buffer, sys.stdout.fileno(), {room!r})"
_OPEN = Path("/proc/self/fd")  # Linux
Serve = Callable[[IO[bytes], int, str], object]
"""Works until its parent is gone: the stream of requests, the descriptor for answers, a folder for temporary files."""


class Forked:
    """A forked process, with what `subprocess` offers for one that it started."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._is_over = False

    def poll(self) -> int | None:
        """None as long as it runs."""
        with suppress(ChildProcessError):  # another thread has waited for it
            return 0 if self._is_over or os.waitpid(self.pid, os.WNOHANG)[0] == self.pid else None
        self._is_over = True
        return 0

    def wait(self) -> None:
        """Returns when it is over."""
        if not self._is_over:
            with suppress(ChildProcessError):
                os.waitpid(self.pid, 0)
        self._is_over = True

    def kill(self) -> None:
        """Ends it."""
        os.kill(self.pid, signal.SIGKILL)


Process = Forked | subprocess.Popen[bytes]
Ends = tuple[Process, IO[bytes], IO[bytes]]


def forked(serve: Serve, room: str) -> Ends:
    """A copy of this process that serves, and this process's ends of the pipes; what else this one has open the copy lets go."""
    (requests, to_child), (from_child, answers) = os.pipe(), os.pipe()
    process = fork()
    if process is None:
        try:
            _let_go({0, 1, 2, requests, answers})
            serve(os.fdopen(requests, "rb"), answers, room)
        finally:
            os._exit(1)
    os.close(requests)
    os.close(answers)
    return process, os.fdopen(to_child, "wb"), os.fdopen(from_child, "rb")


def fork() -> Forked | None:
    """A copy of this process; None in the copy."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of threads that libraries keep, which are safe to leave behind
        pid = os.fork()
    return Forked(pid) if pid else None


def _let_go(kept: Container[int]) -> None:
    """Has all open descriptors but those kept lead nowhere: whoever waits for the end of a pipe would wait for this process as well.

    They stay open, since objects of the parent that know them by number are still here, and may close them.
    """
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in [int(one.name) for one in _OPEN.iterdir()]:
        if number not in kept and number != nowhere:
            os.dup2(nowhere, number, inheritable=False)


def started(serve: Serve, room: str) -> Ends:
    """A new interpreter that serves, and this process's ends of the pipes."""
    command = [sys.executable, "-c", _START.format(path=sys.path, module=serve.__module__, name=serve.__qualname__, room=room)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdin is not None
    assert process.stdout is not None
    return process, process.stdin, process.stdout


def send(stream: IO[bytes], value: Any) -> None:
    """Sends a message."""
    content = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(content)) + content)
    stream.flush()


def received(stream: IO[bytes]) -> bytes:
    """The next message; EOFError when there is none any more."""
    head = stream.read(_LENGTH.size)
    content = stream.read(_LENGTH.unpack(head)[0]) if len(head) == _LENGTH.size else b""
    if not content:
        raise EOFError
    return content
