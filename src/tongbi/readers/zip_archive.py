"""Reports in a zip file, read in place: nothing is unpacked onto the disk, and one file at a time into memory. Of a zip in an object
store the parts that are needed are fetched.

A file in a zip goes by the zip's path and its own name: `reports.zip/2023.docx`. Names lead nowhere: they only tell files apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo, is_zipfile
from zlib import error as ZlibError  # noqa: N812 - zlib names its one error so

from tongbi import locations
from tongbi.errors import InputError
from tongbi.readers import encodings

_UTF8 = 0x800  # the flag for names in UTF-8, APPNOTE.TXT 4.4.4; without it zipfile reads them as code page 437
_LOCKED = 0x1
_DAMAGED = ("damaged zip", "unpack it, or pack it again")
# A zip may hold many reports: in all, and packed, so many times what one file may.
_FILES = 10
_MOST = 2_000
# Texts and office files pack to a tenth or so, never to less than a hundredth; small files need no check.
_RATIO, _SMALL = 100, 16 << 20
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_ERRORS = (BadZipFile, LargeZipFile, ZlibError, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a zip: its path, as messages call it, and its entry in the zip's directory."""

    path: Path
    entry: ZipInfo

    @property
    def locked(self) -> bool:
        """Whether a password locks it."""
        return bool(self.entry.flag_bits & _LOCKED)


def members(path: Path, max_size: int) -> tuple[Member, ...]:
    """The files in a zip, in its order.

    InputError for one that is damaged, and for one that unpacks to more than ten times `max_size` MB or a hundred times its own size.
    """
    most = _FILES * max_size
    try:
        size = path.stat().st_size
        if size > most << 20:
            raise InputError(path, f"larger than {most} MB", "part it, or allow more with --max-size")
        with path.open("rb") as stream, ZipFile(stream) as package:
            entries = [entry for entry in package.infolist() if entry.orig_filename[-1:] not in {"/", "\\"}]
    except _ERRORS as error:
        raise InputError(path, *_DAMAGED) from error
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > most << 20 or len(entries) > _MOST:
        raise InputError(path, f"unpacks to more than {most} MB or {_MOST} files", "part it, or allow more with --max-size")
    if unpacked > max(_SMALL, _RATIO * size):
        raise InputError(path, f"unpacks to more than {_RATIO} times its size", "check that it holds reports")
    return tuple(Member(_within(path, name), entry) for entry, name in zip(entries, _names(entries), strict=True))


def holder(path: Path) -> Path | None:
    """The zip that a path leads into, None when there is none; in an object store, where looking costs, one that is called so."""
    parents = [parent for parent in path.parents if locations.is_local(path) or is_named(parent)]
    return next((parent for parent in parents if parent.is_file() and _is_zip(parent)), None)


def is_named(path: Path) -> bool:
    """Whether a file is a zip by its name."""
    return path.suffix.lower() == ".zip"


def _is_zip(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return is_zipfile(stream)
    except OSError:
        return False


def contents(path: Path, package: Path, max_size: int) -> bytes:
    """The bytes of a file in a zip, up to one more than `max_size` MB; InputError for one that is missing, locked or damaged."""
    found = next((one for one in members(package, max_size) if one.path == path), None)
    if found is None:
        raise InputError(path, "no such file in the zip", "check its name; `tongbi batch` lists them all")
    if found.locked:
        raise InputError(path, "locked with a password", "unpack it with the password")
    try:
        with package.open("rb") as whole, ZipFile(whole) as opened, opened.open(found.entry) as stream:
            return stream.read((max_size << 20) + 1)
    except _ERRORS as error:
        raise InputError(path, "damaged within the zip", "unpack it, or pack it again") from error


def _names(entries: list[ZipInfo]) -> list[str]:
    """The names of files; those that are not marked as UTF-8 in the one encoding that all of them are most likely in.

    Windows packs Chinese names in the code page of the system (GBK, Big5), other programs in UTF-8 without saying so.
    """
    plain = b"\n".join(_raw(entry) for entry in entries if not entry.flag_bits & _UTF8)
    decoded = encodings.decode(plain) if plain else None
    encoding = decoded.encoding if decoded else "gb18030"
    return [entry.orig_filename if entry.flag_bits & _UTF8 else _raw(entry).decode(encoding, "replace") for entry in entries]


def _raw(entry: ZipInfo) -> bytes:
    return entry.orig_filename.encode("cp437", "replace")


def _within(path: Path, name: str) -> Path:
    """A name below its zip, whatever it points at: drives, roots and ways upward taken off, controls shown as �."""
    parts = re.split(r"[\\/]+", re.sub(r"^[A-Za-z]:", "", name))
    return path.joinpath(*(_CONTROL.sub("\ufffd", part) for part in parts if part.strip(" .")))
