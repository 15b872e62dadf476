"""A workbook as bytes: the same workbook gives the same bytes, whenever and wherever it is written."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED

from openpyxl.packaging.core import DocumentProperties

from tongbi.renderers.pinned import FIRST_DAY, TimelessZip
from tongbi.renderers.workbook.quick import BookWriter

if TYPE_CHECKING:
    from openpyxl import Workbook


def to_bytes(book: Workbook, title: str) -> bytes:
    """The workbook's file; `title` goes into its properties. Its times say nothing: they are always the same."""
    book.properties = DocumentProperties(creator="tongbi", title=title, created=datetime(*FIRST_DAY), modified=datetime(*FIRST_DAY))
    stream = BytesIO()
    # `Workbook.save` writes the hour of saving into the file; its writer alone does not.
    BookWriter(book, TimelessZip(stream, "w", ZIP_DEFLATED)).save()
    return stream.getvalue()
