"""A workbook as bytes: the same workbook gives the same bytes, whenever and wherever it is written."""

from __future__ import annotations

import os
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl.packaging.core import DocumentProperties

from tongbi.renderers.workbook.quick import BookWriter

if TYPE_CHECKING:
    from openpyxl import Workbook

FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can name


class _TimelessZip(ZipFile):
    """A zip archive whose members all bear the same time."""

    def writestr(
        self, zinfo_or_arcname: str | ZipInfo, data: Any, compress_type: int | None = None, compresslevel: int | None = None
    ) -> None:
        name = zinfo_or_arcname.filename if isinstance(zinfo_or_arcname, ZipInfo) else zinfo_or_arcname
        member = ZipInfo(name, FIRST_DAY)
        member.compress_type = ZIP_DEFLATED
        super().writestr(member, data, compress_type, compresslevel)

    def write(self, filename: Any, arcname: Any = None, compress_type: int | None = None, compresslevel: int | None = None) -> None:
        self.writestr(os.fspath(arcname or filename), Path(filename).read_bytes(), compress_type, compresslevel)


def to_bytes(book: Workbook, title: str) -> bytes:
    """The workbook's file; `title` goes into its properties. Its times say nothing: they are always the same."""
    book.properties = DocumentProperties(creator="tongbi", title=title, created=datetime(*FIRST_DAY), modified=datetime(*FIRST_DAY))
    stream = BytesIO()
    # `Workbook.save` writes the hour of saving into the file; its writer alone does not.
    BookWriter(book, _TimelessZip(stream, "w", ZIP_DEFLATED)).save()
    return stream.getvalue()
