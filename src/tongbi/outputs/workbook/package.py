"""A workbook as bytes: the same workbook gives the same bytes, whenever and wherever it is written."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO
from zipfile import ZIP_DEFLATED

from openpyxl.packaging.core import DocumentProperties

from tongbi.outputs.pinned import FIRST_DAY, TimelessZip
from tongbi.outputs.workbook.long import Filling, LongBookWriter
from tongbi.outputs.workbook.quick import BookWriter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openpyxl import Workbook


def to_bytes(book: Workbook, title: str) -> bytes:
    """The workbook's file; `title` goes into its properties. Its times say nothing: they are always the same."""
    stream = BytesIO()
    # `Workbook.save` writes the hour of saving into the file; its writer alone does not.
    BookWriter(_titled(book, title), TimelessZip(stream, "w", ZIP_DEFLATED)).save()
    return stream.getvalue()


def to_stream(book: Workbook, title: str, stream: BinaryIO, fillings: Mapping[str, Filling]) -> None:
    """The workbook's file into a stream, those of its sheets that are named filled as they are written."""
    LongBookWriter(_titled(book, title), TimelessZip(stream, "w", ZIP_DEFLATED), fillings).save()


def _titled(book: Workbook, title: str) -> Workbook:
    """The workbook with its properties, in which no time is told."""
    book.properties = DocumentProperties(creator="tongbi", title=title, created=datetime(*FIRST_DAY), modified=datetime(*FIRST_DAY))
    return book
