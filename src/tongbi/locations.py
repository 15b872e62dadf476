"""Places: a path on this machine, or a URL of an object store (`s3://bucket/folder`, `memory://`, whatever fsspec knows).

A URL becomes a path of universal-pathlib, which has the methods of `pathlib.Path` that readers and the batch use.
"""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any, cast

from tongbi.errors import UsageError

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


def small(path: Path) -> bytes:
    """The bytes of a small file on this machine: settings, a schema, a template. OSError when it is no regular file (a pipe would be waited
    for, a device has no end) or has more than 20 MB."""
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "is no regular file")
    with path.open("rb") as stream:
        raw = stream.read(_MOST + 1)
    if len(raw) > _MOST:
        raise OSError(errno.EFBIG, f"is larger than {_MOST >> 20} MB")
    return raw


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
