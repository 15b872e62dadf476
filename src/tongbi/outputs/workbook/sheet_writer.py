"""Sheets as XML: their cells written as text, formulas with their values, long sheets row by row; all else by openpyxl.

openpyxl writes a formula or its value, never both: a previewer that does not calculate then shows an empty column. It makes an element of
XML for each cell as well, with which a workbook takes 1.5 times as long (tests/benchmarks/workbook.py). It has no public face for another
writer of sheets: `worksheet._writer` and what that and a sheet hand to each other are private.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.compat import safe_string
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.dimensions import SheetDimension
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.xml.constants import REL_NS
from openpyxl.xml.functions import tostring

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.worksheet.worksheet import Worksheet


class Computed(ArrayFormula):
    """A formula (with its `=`) and what it comes to, None where it comes to an empty text. openpyxl takes an `ArrayFormula` as it is."""

    def __init__(self, formula: str, shown: float | None) -> None:
        super().__init__("", formula)
        self.shown = shown


@dataclass(frozen=True, slots=True)
class Jump:
    """A link of a cell to a place in its workbook, and what is shown meanwhile; openpyxl's own is made in ten times the time."""

    location: str
    tooltip: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A few words with their styles, cell by cell, so many times over: a row's part for years that tell nothing of it."""

    words: tuple[tuple[str, StyleArray], ...]
    times: int


@dataclass(slots=True)
class RowShape:
    """How high a row is, and how it is folded: what openpyxl keeps of a row, with its attributes, made in a tenth of the time."""

    height: float | None = None
    hidden: bool = False
    outlineLevel: int = 0  # noqa: N815 - as openpyxl calls it
    collapsed: bool = False

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """The attributes of the row in the sheet."""
        told = ("hidden", self.hidden), ("outlineLevel", self.outlineLevel), ("collapsed", self.collapsed), ("ht", self.height)
        yield from ((name, safe_string(value)) for name, value in told if value)
        if self.height is not None:
            yield "customHeight", "1"


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
    """Writes one sheet. It knows the values of our cells only: text, rich text, numbers and `Computed`.

    `targets` are the places outside the workbook that links lead to: number n is the relation `rIdn` of the sheet.
    """

    ws: Any  # much of what is asked of it is not in the stubs
    xf: Any
    out: Any

    def __init__(self, sheet: Worksheet, out: IO[bytes], filling: Filling | None = None) -> None:
        super().__init__(sheet, out)
        self._filling = filling
        self._fonts: dict[int, str] = {}
        self._styles: dict[bytes, str] = {}
        self._links: list[tuple[str, Jump | str]] = []
        self._letters = ["", *map(get_column_letter, range(1, sheet.max_column + 1 if filling is None else filling.columns + 1))]

    @property
    def targets(self) -> list[str]:
        """What the links lead to outside the workbook, in the order of their numbers."""
        return [link for _, link in self._links if isinstance(link, str)]

    def write_dimensions(self) -> None:
        """The sheet's size, as it will be."""
        if self._filling is None:
            super().write_dimensions()
        else:
            self.xf.send(SheetDimension(f"A1:{get_column_letter(self._filling.columns)}{self._filling.last}").to_tree())

    def rows(self) -> Iterator[tuple[int, list[Cell | MergedCell]]]:  # type: ignore[override]
        """The rows that the sheet holds, then those of the filling, each forgotten when the next is asked for."""
        yield from super().rows()
        if self._filling is not None:
            cells = self.ws._cells
            cells.clear()
            for row in self._filling.rows:
                yield row, [cells[place] for place in sorted(cells)]
                cells.clear()
                self.ws.row_dimensions.pop(row, None)

    def write_rows(self) -> None:
        """All rows, each with its height, its folding and its cells."""
        xf = self.xf.send(True)
        with xf.element("sheetData"):
            xf.flush()  # what follows goes past it
            rows = itertools.starmap(self._row, self.rows())
            while some := "".join(itertools.islice(rows, 100)):  # compressed at once
                self.out.write(some.encode())
        self.xf.send(None)

    def _row(self, number: int, cells: list[Cell | MergedCell]) -> str:
        """A row as XML."""
        shape = self.ws.row_dimensions.get(number)
        attributes = "".join([f' {name}="{value}"' for name, value in shape]) if shape else ""
        return f'<row r="{number}"{attributes}>{"".join(map(self._cell, cells))}</row>'

    def _cell(self, cell: Any) -> str:
        """A cell as XML. Its properties are passed by: to ask them of every cell makes a workbook 1.2 times as long."""
        value = cell._value
        if isinstance(value, Stretch):
            return self._stretched(cell, value)
        place, link = f"{self._letters[cell.column]}{cell.row}", cell._hyperlink
        if link:
            self._links.append((place, link if isinstance(link, Jump) else link.target))
        start = f'<c r="{place}"{self._style(cell)}'
        if value is None:
            return f'{start} t="n"/>' if cell.has_style else ""
        if isinstance(value, str):
            return f'{start} t="inlineStr"><is>{_text(value)}</is></c>' if value else f'{start} t="inlineStr"/>'
        if isinstance(value, Computed):
            kind, shown = (' t="str"', "") if value.shown is None else ("", repr(value.shown))
            return f"{start}{kind}><f>{escape(str(value.text)[1:])}</f><v>{shown}</v></c>"
        if isinstance(value, CellRichText):
            return f'{start} t="inlineStr"><is>{"".join(map(self._run, value))}</is></c>'
        return f'{start} t="n"><v>{value if isinstance(value, int) else safe_string(value)}</v></c>'

    def _stretched(self, first: Any, stretch: Stretch) -> str:
        """The cells of a stretch as XML; `first` is the one that holds it."""
        said = []
        for words, style in stretch.words:
            first._style = style
            told = f' t="inlineStr"><is>{_text(words)}</is></c>' if words else ' t="n"/>'
            said.append(f'{first.row}"{self._style(first)}{told}')
        letters = self._letters[first.column : first.column + len(said) * stretch.times]
        return "".join([f'<c r="{letter}{rest}' for letter, rest in zip(letters, said * stretch.times, strict=True)])

    def _style(self, cell: Any) -> str:
        """The attribute for a cell's style, kept by its content: to ask `style_id` of every cell makes a workbook 1.1 times as long."""
        looks = cell._style.tobytes()
        if looks not in self._styles:
            self._styles[looks] = f' s="{cell.style_id}"' if cell.has_style else ""
        return self._styles[looks]

    def _run(self, run: str | TextBlock) -> str:
        """A run of rich text; its font is made XML once."""
        if isinstance(run, str):
            return f"<r>{_text(run)}</r>"
        font: Any = run.font
        if id(font) not in self._fonts:
            markup: Any = tostring(font.to_tree("rPr"))  # bytes, whatever the stubs say
            self._fonts[id(font)] = markup.decode()
        return f"<r>{self._fonts[id(font)]}{_text(run.text)}</r>"

    def write_hyperlinks(self) -> None:
        """The links: to a place in the workbook, or by number to one of the `targets`."""
        if self._links:
            xf: Any = self.xf.send(True)
            with xf.element("hyperlinks"):
                xf.flush()  # what follows goes past it
                self.out.write("".join(itertools.starmap(_link, enumerate(self._links, 1))).encode())
            self.xf.send(None)


def _link(number: int, told: tuple[str, Jump | str]) -> str:
    place, link = told
    if isinstance(link, str):
        return f'<hyperlink ref="{place}" r:id="rId{number}" xmlns:r="{REL_NS}"/>'
    hint = f" tooltip={quoteattr(link.tooltip)}" if link.tooltip else ""
    return f'<hyperlink ref="{place}" location={quoteattr(link.location)}{hint}/>'


@lru_cache(maxsize=8192)  # most cells say what others do
def _text(text: str) -> str:
    space = "" if text == text.strip() else ' xml:space="preserve"'
    return f"<t{space}>{escape(text)}</t>"
