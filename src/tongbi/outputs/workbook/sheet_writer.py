"""Sheets as XML: their cells as they hold them, long sheets row by row; all else by openpyxl.

openpyxl writes a formula or its value, never both: a previewer that does not calculate then shows an empty column. It has no public face
for another writer of sheets: `worksheet._writer` and what that and a sheet hand to each other are private.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.dimensions import SheetDimension
from openpyxl.xml.constants import REL_NS

from tongbi.outputs.workbook.sheet import Jump, Stretch

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import IO

    from tongbi.outputs.workbook.sheet import Content, Sheet


@dataclass(frozen=True, slots=True)
class Filling:
    """The rows of a sheet too long to be held: `rows` writes a row whenever it is asked, and yields its number.

    They stand below what the sheet holds already. The number of `columns` and the `last` row are known before; links lead out of the
    workbook.
    """

    rows: Iterator[int]
    columns: int
    last: int


class SheetWriter(WorksheetWriter):
    """Writes one sheet. `targets` are the places outside the workbook that links lead to: number n is the relation `rIdn` of the sheet."""

    ws: Any  # a `Sheet`; much of what is asked of it is not in the stubs
    xf: Any
    out: Any

    def __init__(self, sheet: Sheet, out: IO[bytes], filling: Filling | None = None) -> None:
        super().__init__(sheet, out)
        self._filling = filling
        self._letters = ["", *map(get_column_letter, range(1, sheet.max_column + 1 if filling is None else filling.columns + 1))]

    @property
    def targets(self) -> list[str]:
        """What the links lead to outside the workbook, in the order of their numbers."""
        return [link for _, link in self._links() if isinstance(link, str)]

    def write_dimensions(self) -> None:
        """The sheet's size, as it will be."""
        if self._filling is None:
            super().write_dimensions()
        else:
            self.xf.send(SheetDimension(f"A1:{get_column_letter(self._filling.columns)}{self._filling.last}").to_tree())

    def rows(self) -> Iterator[str]:  # type: ignore[override]
        """The rows that the sheet holds as XML, then those of the filling, each forgotten when the next is asked for."""
        written, shapes = self.ws.written, self.ws.shapes
        for number in sorted({row for row, cells in written.items() if cells} | shapes.keys()):
            yield self._row(number, written.get(number, {}))
        if self._filling is not None:
            written.clear()
            for number in self._filling.rows:
                yield self._row(number, written[number])
                written.clear()
                shapes.pop(number, None)

    def write_rows(self) -> None:
        """All rows, each with its height, its folding and its cells."""
        xf = self.xf.send(True)
        with xf.element("sheetData"):
            xf.flush()  # what follows goes past it
            rows = self.rows()
            while some := "".join(itertools.islice(rows, 100)):  # compressed at once
                self.out.write(some.encode())
        self.xf.send(None)

    def _row(self, number: int, cells: Mapping[int, Content | Stretch]) -> str:
        """A row as XML."""
        shape, letters = self.ws.shapes.get(number), self._letters
        told = []
        for column, content in sorted(cells.items()):
            if isinstance(content, Stretch):
                columns = letters[column : column + len(content.cells) * content.times]
                told += [f'<c r="{letter}{number}"{one}' for letter, one in zip(columns, content.cells * content.times, strict=True)]
            elif content:
                told.append(f'<c r="{letters[column]}{number}"{content}')
        return f'<row r="{number}"{shape.attributes() if shape else ""}>{"".join(told)}</row>'

    def _links(self) -> Iterator[tuple[str, Jump | str]]:
        """The links with their places, in the order of these."""
        return ((f"{self._letters[column]}{row}", link) for (row, column), link in sorted(self.ws.links.items()))

    def write_hyperlinks(self) -> None:
        """The links: to a place in the workbook, or by number to one of the `targets`."""
        if self.ws.links:
            xf: Any = self.xf.send(True)
            with xf.element("hyperlinks"):
                xf.flush()  # what follows goes past it
                self.out.write("".join(itertools.starmap(_link, enumerate(self._links(), 1))).encode())
            self.xf.send(None)


def _link(number: int, told: tuple[str, Jump | str]) -> str:
    place, link = told
    if isinstance(link, str):
        return f'<hyperlink ref="{place}" r:id="rId{number}" xmlns:r="{REL_NS}"/>'
    hint = f" tooltip={quoteattr(link.tooltip)}" if link.tooltip else ""
    return f'<hyperlink ref="{place}" location={quoteattr(link.location)}{hint}/>'
