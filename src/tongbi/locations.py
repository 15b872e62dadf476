"""Places: a path on this machine, or a URL of an object store (`s3://bucket/folder`, `memory://`, whatever fsspec knows).

A URL becomes a path of universal-pathlib, which has the methods of `pathlib.Path` that readers and the batch use.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from tongbi.errors import OutputError, UsageError

_LOCAL = "file://"
_MOST = 20 << 20  # bytes; a Word template with pictures may have some MB


def at(text: str) -> Path:
    """The place that a text names. UsageError when it is a URL and what opens it is not installed, or nothing is known to open it."""
    if "://" not in text:
        return Path(text)
    if text.startswith(_LOCAL):
        return Path(text.removeprefix(_LOCAL))
    try:
        from upath import UPath

        found = UPath(text)
        _ = found.fs
    except ImportError as error:
        raise UsageError(f"{text}: object stores need the extra `cloud` ({error}); pip install 'tongbi[cloud]'") from error
    except ValueError as error:
        raise UsageError(f"{text}: {error}; give a folder, or a URL as in s3://bucket/folder") from error
    return cast("Path", found)


def check_regular(path: Path) -> None:
    """OSError where something is at a place on this machine that is neither a file nor a folder: a pipe would be waited for, and a device
    has no end."""
    if is_local(path) and path.exists() and not (path.is_file() or path.is_dir()):
        raise OSError(errno.EINVAL, "is no regular file", str(path))


def small(path: Path) -> bytes:
    """The bytes of a small file on this machine: settings, a schema, a template. OSError when it is no regular file or has
    more than 20 MB."""
    check_regular(path)
    with path.open("rb") as stream:
        raw = stream.read(_MOST + 1)
    if len(raw) > _MOST:
        raise OSError(errno.EFBIG, f"is larger than {_MOST >> 20} MB")
    return raw


@contextmanager
def reached(*places: Path, advice: str = "see that the place is there, and run again") -> Iterator[None]:
    """Turns what a disk or a store refuses meanwhile into an OutputError about the places."""
    try:
        yield
    except Exception as error:
        of_a_store = [place for place in places if not is_local(place)]
        foreign = type(error).__module__.partition(".")[0] not in {"builtins", __name__.partition(".")[0]}
        if not isinstance(error, OSError | NotImplementedError | UnicodeEncodeError) and not (foreign and of_a_store):
            raise
        named = getattr(error, "filename", None) if len(places) > 1 else None
        where = named or ", ".join(map(str, of_a_store or places))
        raise OutputError(f"{where}: {_refusal(error)}; {advice}") from error


def _refusal(error: Exception) -> str:
    """What a disk or a store says, in one line."""
    if isinstance(error, NotImplementedError):  # a store that is only read from, as http://
        return "nothing can be written there"
    if isinstance(error, UnicodeEncodeError):
        return f"a name has characters that this system's file names cannot have ({error.encoding}); set LC_ALL=C.UTF-8"
    told = getattr(error, "strerror", None) or " ".join(str(error).split()).rstrip(".") or type(error).__name__
    return f"{told[:1].lower()}{told[1:]}"


def names_below(folder: Path) -> list[str]:
    """The names of all objects below a folder of an object store, relative to it."""
    store = cast("Any", folder)
    base = store.path.rstrip("/") + "/"
    return sorted(name.removeprefix(base) for name in store.fs.find(store.path))


def state(path: Path) -> str:
    """What tells a file from what it was before, without its bytes: time of change and size, of an object what its store says."""
    if is_local(path):
        status = path.stat()
        return f"{status.st_mtime_ns} {status.st_size}"
    store = cast("Any", path)
    return str(store.fs.ukey(store.path))


def is_local(path: object) -> bool:
    """Whether a path lies on this machine, not in an object store."""
    return isinstance(path, Path)


def forget(path: Path) -> None:
    """Forgets what a store's listing said, since other processes have written there."""
    if not is_local(path):
        cast("Any", path).fs.invalidate_cache()
