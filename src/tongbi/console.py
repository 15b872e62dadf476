"""The console: what is printed on standard output and standard error. What goes into a file or a pipe is UTF-8 whatever the system speaks.

Names of files and texts of reports are foreign: on a terminal their control characters are shown, never obeyed.
"""

from __future__ import annotations

import errno
import io
import os
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TextIO

import click

from tongbi.errors import OutputError
from tongbi.outputs.invalid_characters import visible

# C1 controls, which terminals obey as they do ESC, and what turns the direction of writing.
_OBEYED = re.compile("[\x80-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def prepare() -> None:
    """Sets the streams up; call it once, before anything is printed."""
    for descriptor in (0, 1, 2):  # a file that is opened must not take the place of a stream that was closed
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="backslashreplace")
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def tell(text: object, end: str = "\n") -> None:
    """Prints on standard output. Once its reader has gone away nothing is printed any more; OutputError when it is full or closed."""
    stream = _open()
    try:
        stream.write((_shown(str(text)) if stream.isatty() else str(text)) + end)
        stream.flush()
    except (OSError, ValueError) as error:
        _gone_or_refused(error)


def note(text: object) -> None:
    """Prints a line on standard error, come what may."""
    with suppress(OSError, ValueError):
        click.echo(_shown(str(text)).replace("\n", "\u240a"), err=True)


def check() -> None:
    """OutputError when standard output is closed or does not take what was printed."""
    try:
        _open().flush()
    except (OSError, ValueError) as error:
        _gone_or_refused(error)


def answered(run: Callable[..., Any], *args: Any, **extra: Any) -> Any:
    """What a command returns that click runs: click prints help and version itself, and exits with 1 when their reader has gone away."""
    try:
        return run(*args, **extra)
    except SystemExit:
        _mute()
        return 0
    except OSError as error:
        if error.filename is not None:
            raise
        raise _refused(error) from error


def _gone_or_refused(error: Exception) -> None:
    """Keeps still where the reader of a pipe has gone away, which Windows calls an invalid argument; else raises OutputError."""
    gone = isinstance(error, BrokenPipeError) or (sys.platform == "win32" and getattr(error, "errno", 0) == errno.EINVAL)
    if not gone:
        raise _refused(error) from error
    _mute()


def _refused(error: Exception | None = None) -> OutputError:
    """The error of a standard output that takes nothing."""
    _mute()
    reason = getattr(error, "strerror", None) or "closed"
    return OutputError(f"standard output: {reason.lower()}; send it to a file on a disk with room, or to {os.devnull}")


def _mute() -> None:
    """Drops what is printed from now on and what is still held back: Python would complain of it at the end."""
    with suppress(AttributeError, OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _open() -> TextIO:
    """Standard output; OutputError when it was closed before the tool was started."""
    if sys.stdout is None:
        raise _refused()
    return sys.stdout


def _shown(text: str) -> str:
    return _OBEYED.sub("\ufffd", visible(text))
