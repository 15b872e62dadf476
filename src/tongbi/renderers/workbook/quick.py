"""What openpyxl does not do as we need it: links and run fonts that write themselves, and formulas that carry their values.

Its general serialiser took a third of the time of a workbook. It writes a formula or a value, never both: a previewer that does not
calculate then shows an empty column.
"""

from __future__ import annotations

from copy import deepcopy
from io import BytesIO
from typing import TYPE_CHECKING, Any

from openpyxl.cell._writer import write_cell
from openpyxl.cell.text import InlineFont
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.functions import Element

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet


class Jump(Hyperlink):
    """A link to a place in the same workbook (`location`), with a hint shown meanwhile."""

    def to_tree(self, tagname: str | None = None, idx: object = None, namespace: str | None = None) -> Any:
        """The link's element, only with what a jump has."""
        attributes = {"ref": self.ref, "location": self.location, "tooltip": self.tooltip}
        return Element("hyperlink", {name: value for name, value in attributes.items() if value})


class RunFont(InlineFont):
    """The font of many runs of rich text, written once; a change after that would not be seen."""

    def __init__(self, font: InlineFont) -> None:
        super().__init__()
        self._element = font.to_tree("rPr")  # asked of the font itself: a subclass loses its parent's list of elements

    def to_tree(self, tagname: str | None = None, idx: object = None, namespace: str | None = None) -> Any:
        """A copy of the element: one element has one parent only."""
        return deepcopy(self._element)


class Computed(str):
    """A formula with its value, None where it comes to an empty text."""

    __slots__ = ("shown",)
    shown: float | None

    def __new__(cls, formula: str, shown: float | None) -> Computed:
        """`formula` with its `=`."""
        made = super().__new__(cls, formula)
        made.shown = shown
        return made


class SheetWriter(WorksheetWriter):
    """Writes a sheet's cells, a computed one with formula and value."""

    ws: Worksheet

    def write_row(self, xf: Any, row: Iterable[Any], row_idx: int) -> None:
        """One row with its height, folding and dressed cells; our sheets have no comments."""
        attributes = {"r": f"{row_idx}", **dict(self.ws.row_dimensions.get(row_idx, {}))}
        with xf.element("row", attributes):
            for cell in row:
                if isinstance(cell._value, Computed):
                    _write_computed(xf, cell, cell._value)
                elif cell._value is not None or cell.has_style:
                    write_cell(xf, self.ws, cell, cell.has_style)


class BookWriter(ExcelWriter):
    """Writes a workbook by `SheetWriter`."""

    _archive: Any

    def write_worksheet(self, ws: Worksheet) -> None:
        """One sheet into the archive."""
        ws._drawing = SpreadsheetDrawing()  # type: ignore[attr-defined]
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images  # type: ignore[attr-defined]
        # openpyxl writes each sheet into a temporary file first; making and removing eight of them took a tenth of a workbook's time.
        content = BytesIO()
        writer = SheetWriter(ws, content)
        writer.write()
        ws._rels = writer._rels  # type: ignore[attr-defined]
        self._archive.writestr(ws.path[1:], content.getvalue())
        self.manifest.append(ws)


def _write_computed(xf: Any, cell: Cell, value: Computed) -> None:
    attributes = {"r": cell.coordinate, "s": f"{cell.style_id}"}
    if value.shown is None:
        attributes["t"] = "str"
    with xf.element("c", attributes):
        with xf.element("f"):
            xf.write(value[1:])
        with xf.element("v"):
            xf.write("" if value.shown is None else repr(value.shown))
