"""A zip archive whose members all bear the same time: the same content gives the same bytes, whenever it is written."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can name."""


class TimelessZip(ZipFile):
    """Writes members without the hour of writing."""

    def writestr(
        self, zinfo_or_arcname: str | ZipInfo, data: Any, compress_type: int | None = None, compresslevel: int | None = None
    ) -> None:
        """One member from memory."""
        name = zinfo_or_arcname.filename if isinstance(zinfo_or_arcname, ZipInfo) else zinfo_or_arcname
        super().writestr(_timeless(name), data, compress_type, compresslevel)

    def member(self, name: str) -> IO[bytes]:
        """A stream for one member, to be closed before the next."""
        return self.open(_timeless(name), "w")

    def write(self, filename: Any, arcname: Any = None, compress_type: int | None = None, compresslevel: int | None = None) -> None:
        """One member from a file."""
        self.writestr(os.fspath(arcname or filename), Path(filename).read_bytes(), compress_type, compresslevel)


def _timeless(name: str) -> ZipInfo:
    member = ZipInfo(name, FIRST_DAY)
    member.compress_type = ZIP_DEFLATED
    return member


def pinned(archive: bytes) -> bytes:
    """An archive again, without its times."""
    stream = BytesIO()
    with ZipFile(BytesIO(archive)) as before, TimelessZip(stream, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, before.read(name))
    return stream.getvalue()
