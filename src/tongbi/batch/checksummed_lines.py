"""Checksummed lines: a batch's own records, each line behind the checksum of its text; a damaged line is ignored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from zlib import crc32

_SEAL = 9  # eight digits and a blank


def sealed(text: str) -> bytes:
    """A line for a text without line feeds."""
    content = text.encode("utf-8")
    return _seal(content) + content + b"\n"


def opened(lines: Iterable[bytes]) -> Iterator[str | None]:
    """The text of each line, None for one that is not as it was written. Objects of versions before 2 have no seal and are let through."""
    for line in lines:
        whole = line.removesuffix(b"\n")
        seal, content = whole[:_SEAL], whole[_SEAL:]
        if whole.startswith(b'{"'):
            yield whole.decode("utf-8", "replace")
        else:
            yield content.decode("utf-8") if _seal(content) == seal else None


def _seal(content: bytes) -> bytes:
    return b"%08x " % crc32(content)
