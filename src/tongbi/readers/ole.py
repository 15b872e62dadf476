"""OLE2 compound files ([MS-CFB]): the names of the streams in one, and how a stream begins. Just enough to tell what a file is."""

from __future__ import annotations

import struct
from dataclasses import dataclass

_HEADER = 512
_IN_HEADER = 109  # sectors of the allocation table that the header itself names
_ENTRY = 128
_STREAM, _ROOT = 2, 5
_LAST = 0xFFFFFFFA  # from here on, numbers of sectors mean something else
_MOST = 65_536  # entries of the directory; real files have some tens


@dataclass(frozen=True, slots=True)
class Compound:
    """The streams of a file by name, each with its first sector and its size; sectors by number."""

    raw: bytes
    sector: int
    table: tuple[int, ...]
    streams: dict[str, tuple[int, int]]

    def begin(self, name: str) -> bytes:
        """The first sector of a stream; b"" for one that is missing, empty or kept among the small ones (less than 4 KB)."""
        start, size = self.streams.get(name, (_LAST, 0))
        return _sector(self.raw, start, self.sector)[:size] if size >= 4096 else b""


def opened(raw: bytes) -> Compound | None:
    """A compound file; None for one that is damaged so that its directory cannot be read."""
    try:
        (shift,) = struct.unpack_from("<H", raw, 0x1E)
        (directory,) = struct.unpack_from("<I", raw, 0x30)
        if shift not in {9, 12}:
            return None
        sector = 1 << shift
        table = _table(raw, sector)
        return Compound(raw, sector, table, _streams(b"".join(_chain(raw, directory, sector, table))))
    except (struct.error, ValueError):
        return None


def _sector(raw: bytes, number: int, size: int) -> bytes:
    start = size * (number + 1) if size > _HEADER else _HEADER + size * number
    return raw[start : start + size] if number < _LAST else b""


def _table(raw: bytes, sector: int) -> tuple[int, ...]:
    """The allocation table: for each sector the one that follows it."""
    parts = list(struct.unpack_from(f"<{_IN_HEADER}I", raw, 0x4C))
    (further,) = struct.unpack_from("<I", raw, 0x44)
    most = len(raw) // sector + 1
    while further < _LAST and len(parts) <= most:  # files beyond 7 MB name more sectors of the table in sectors of their own
        *more, further = struct.unpack(f"<{sector // 4}I", _sector(raw, further, sector))
        parts += more
    found: list[int] = []
    for part in parts[:most]:
        held = _sector(raw, part, sector)
        if len(held) == sector:
            found += struct.unpack(f"<{sector // 4}I", held)
    return tuple(found)


def _chain(raw: bytes, start: int, sector: int, table: tuple[int, ...]) -> list[bytes]:
    """The sectors of the directory, in order."""
    found: list[bytes] = []
    seen: set[int] = set()
    while start < len(table) and start not in seen and len(found) * sector < _MOST * _ENTRY:
        seen.add(start)
        found.append(_sector(raw, start, sector))
        start = table[start]
    return found


def _streams(directory: bytes) -> dict[str, tuple[int, int]]:
    found = {}
    rooted = False
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        length, kind = struct.unpack_from("<HB", directory, at + 64)
        start, size = struct.unpack_from("<II", directory, at + 116)
        rooted = rooted or kind == _ROOT
        if kind == _STREAM and 2 < length <= 64:
            found[directory[at : at + length - 2].decode("utf-16-le", "replace")] = (start, size)
    if not rooted:
        raise ValueError("a directory without a root")
    return found
