"""Sheets that hold their cells as the file will: each is made XML when it is written, and no object of openpyxl's stands for it.

A series of 26 years has half a million cells. As openpyxl's, made first and written later, they have its workbook take 1.4 times as long
and a third more memory; all that is not a cell stays with openpyxl.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

if TYPE_CHECKING:
    from openpyxl import Workbook

Content = str
"""A cell as XML, from the attribute of its style on; "" for none."""


@dataclass(frozen=True, slots=True)
class Jump:
    """A link of a cell to a place in its workbook, and what is shown meanwhile; openpyxl's own is made in ten times the time."""

    location: str
    tooltip: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A few cells, so many times over: a row's part for years that tell nothing of it."""

    cells: tuple[Content, ...]
    times: int


@dataclass(slots=True)
class RowShape:
    """How high a row is, and how it is folded: what openpyxl keeps of a row, made in a tenth of the time."""

    height: float | None = None
    hidden: bool = False
    outlineLevel: int = 0  # noqa: N815 - as openpyxl calls it
    collapsed: bool = False

    def attributes(self) -> str:
        """The attributes of the row in the sheet."""
        told = ("hidden", self.hidden), ("outlineLevel", self.outlineLevel), ("collapsed", self.collapsed)
        height = "" if self.height is None else f' ht="{self.height:.16g}" customHeight="1"'
        return "".join([f' {name}="{value:d}"' for name, value in told if value]) + height


class Sheet(Worksheet):
    """A sheet whose cells stand in `written`, by row and column, and their links in `links`, to a place here or to a URL."""

    def __init__(self, book: Workbook, title: str) -> None:
        super().__init__(book, title)
        self.written: dict[int, dict[int, Content | Stretch]] = defaultdict(dict)
        self.links: dict[tuple[int, int], Jump | str] = {}
        self.shapes: dict[int, RowShape] = defaultdict(RowShape)
        self.note = ""

    def put(self, row: int, column: int, content: Content) -> Place:
        """Puts a cell at its place, new or instead of what was there; where it stands."""
        self.written[row][column] = content
        return self, row, column

    @property
    def max_column(self) -> int:
        """The last column with a cell."""
        return max(map(max, filter(None, self.written.values())), default=1)

    def calculate_dimension(self) -> str:
        """The area of all cells."""
        rows, columns = [row for row, cells in self.written.items() if cells], {*chain.from_iterable(self.written.values())}
        if not rows:
            return "A1:A1"
        return f"{get_column_letter(min(columns))}{min(rows)}:{get_column_letter(max(columns))}{max(rows)}"


Place = tuple[Sheet, int, int]
"""Where a cell stands: its sheet, row and column."""


def add(book: Workbook, title: str) -> Sheet:
    """A new sheet of a workbook, behind the others."""
    sheet = Sheet(book, title)
    book._add_sheet(sheet)  # type: ignore[attr-defined]  # openpyxl has no public way for a sheet of another class
    return sheet
