"""A workbook as a file: the same workbook gives the same bytes, whenever and wherever it is written."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO
from zipfile import ZIP_DEFLATED

from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.packaging.core import DocumentProperties
from openpyxl.packaging.relationship import Relationship, get_rels_path
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.constants import PKG_REL_NS
from openpyxl.xml.functions import xmlfile

from tongbi.outputs.reproducible_zip import FIRST_DAY, TimelessZip
from tongbi.outputs.workbook.sheet_writer import Filling, SheetWriter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from openpyxl import Workbook


PINNED = datetime(*FIRST_DAY)
"""The date of a workbook whose sources tell none."""


def to_bytes(book: Workbook, title: str, made: datetime = PINNED) -> bytes:
    """The workbook's file; `title` goes into its properties, as does `made`, its date."""
    stream = BytesIO()
    to_stream(book, title, stream, {}, made)
    return stream.getvalue()


def to_stream(book: Workbook, title: str, stream: BinaryIO, fillings: Mapping[str, Filling], made: datetime = PINNED) -> None:
    """The workbook's file into a stream; sheets named in `fillings` (by title) are filled as they are written."""
    book.properties = DocumentProperties(creator="tongbi", title=title, created=made, modified=made)
    # `Workbook.save` writes the hour of saving into the file; its writer alone does not.
    _BookWriter(book, TimelessZip(stream, "w", ZIP_DEFLATED), fillings).save()


def _drawing(charts: Sequence[Any], images: Sequence[Any]) -> SpreadsheetDrawing:
    """A sheet's drawings, each chart with its own words for those who do not see it; openpyxl has no place for them."""
    drawing: Any = SpreadsheetDrawing()
    framed = drawing._chart_frame

    def described(number: int) -> Any:
        frame = framed(number)
        frame.nvGraphicFramePr.cNvPr.descr = charts[number - 1].words
        return frame

    drawing.charts, drawing.images, drawing._chart_frame = charts, images, described
    return drawing  # type: ignore[no-any-return]


class _BookWriter(ExcelWriter):
    """Writes a workbook whose sheets are written by `SheetWriter`."""

    def __init__(self, book: Workbook, archive: TimelessZip, fillings: Mapping[str, Filling]) -> None:
        super().__init__(book, archive)
        self._zip, self._fillings = archive, fillings

    def write_worksheet(self, ws: Any) -> None:
        """One sheet into the archive; without openpyxl's temporary file for each, a tenth of a small workbook's time."""
        ws._drawing = _drawing(ws._charts, ws._images)
        with self._zip.member(ws.path[1:]) as stream:
            writer: Any = SheetWriter(ws, stream, self._fillings.get(ws.title))
            writer.write()
        ws.written.clear()
        ws._rels = writer._rels
        if writer.targets:
            self._write_targets(get_rels_path(ws.path)[1:], writer.targets)  # type: ignore[no-untyped-call]
        self.manifest.append(ws)

    def _write_targets(self, path: str, targets: list[str]) -> None:
        with self._zip.member(path) as stream, xmlfile(stream) as xf, xf.element("Relationships", xmlns=PKG_REL_NS):
            for number, target in enumerate(targets, 1):
                xf.write(Relationship(type="hyperlink", Target=target, TargetMode="External", Id=f"rId{number}").to_tree())
