"""Sheets too long to be held: each row is made when it is written and forgotten then; the bytes are those of a sheet that is held."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.packaging.relationship import Relationship, get_rels_path
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.dimensions import SheetDimension
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.xml.constants import PKG_REL_NS
from openpyxl.xml.functions import xmlfile

from tongbi.outputs.workbook.quick import BookWriter, SheetWriter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import IO

    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

    from tongbi.outputs.pinned import TimelessZip


@dataclass(frozen=True, slots=True)
class Filling:
    """How a sheet is filled below what stands in it already: `rows` writes a row whenever it is asked, and tells its number.

    Number of `columns` and the `last` row are known before; links lead out of the workbook.
    """

    rows: Iterator[int]
    columns: int
    last: int


class LongBookWriter(BookWriter):
    """Writes a workbook some of whose sheets, by title, are filled as they are written."""

    _archive: TimelessZip

    def __init__(self, book: Workbook, archive: TimelessZip, fillings: Mapping[str, Filling]) -> None:
        super().__init__(book, archive)
        self._fillings = fillings

    def write_worksheet(self, ws: Worksheet) -> None:
        """One sheet into the archive, and what its links lead to."""
        filling = self._fillings.get(ws.title)
        if filling is None:
            super().write_worksheet(ws)
            return
        ws._drawing = SpreadsheetDrawing()  # type: ignore[attr-defined]
        with self._archive.member(ws.path[1:]) as stream:
            writer = _LongSheetWriter(ws, stream, filling)
            writer.write()
        if writer.links:
            place: str = get_rels_path(ws.path)  # type: ignore[no-untyped-call]
            with self._archive.member(place[1:]) as stream, xmlfile(stream) as xf:
                _write_relations(xf, writer.links)
        ws._rels = ()  # type: ignore[attr-defined]  # they are written
        self.manifest.append(ws)


class _LongSheetWriter(SheetWriter):
    """Writes a sheet row by row; `links` are those written so far, as cell and target."""

    def __init__(self, ws: Worksheet, out: IO[bytes], filling: Filling) -> None:
        super().__init__(ws, out)
        self._filling = filling
        self.links: list[tuple[str, str]] = []

    def write_dimensions(self) -> None:
        """The sheet's size, as it will be."""
        self.xf.send(SheetDimension(f"A1:{get_column_letter(self._filling.columns)}{self._filling.last}").to_tree())

    def rows(self) -> Iterator[tuple[int, list[Cell | MergedCell]]]:  # type: ignore[override]
        """The rows that stand in the sheet, then those of the filling, each forgotten when the next is asked for."""
        cells = self.ws._cells
        yield from super().rows()
        cells.clear()
        for row in self._filling.rows:
            yield row, [cells[place] for place in sorted(cells)]
            cells.clear()
            self.ws.row_dimensions.pop(row, None)
            found = self.ws._hyperlinks
            self.links += [(link.ref, link.target) for link in found]
            found.clear()

    def write_hyperlinks(self) -> None:
        """The links, told by number; `_write_relations` says where they lead."""
        if self.links:
            xf: Any = self.xf.send(True)
            with xf.element("hyperlinks"):
                for number, (place, _) in enumerate(self.links, 1):
                    xf.write(Hyperlink(ref=place, id=f"rId{number}").to_tree())
            self.xf.send(None)


def _write_relations(xf: Any, links: list[tuple[str, str]]) -> None:
    with xf.element("Relationships", xmlns=PKG_REL_NS):
        for number, (_, target) in enumerate(links, 1):
            xf.write(Relationship(type="hyperlink", Target=target, TargetMode="External", Id=f"rId{number}").to_tree())
