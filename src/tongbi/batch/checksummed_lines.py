"""Checksummed lines: a batch's own records, each line behind the checksum of its text; a damaged line is ignored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from zlib import crc32


def sealed(text: str) -> bytes:
    """A line for a text without line feeds."""
    content = text.encode("utf-8")
    return _seal(content) + b" " + content + b"\n"


def opened(lines: Iterable[bytes]) -> Iterator[str | None]:
    """The text of each line, None for one that is not as it was written."""
    for line in lines:
        seal, _, content = line.removesuffix(b"\n").partition(b" ")
        yield content.decode("utf-8") if _seal(content) == seal else None


def _seal(content: bytes) -> bytes:
    return b"%08x" % crc32(content)
