"""What openpyxl does not do as we need it: cells written as text, links and run fonts that write themselves, formulas with their values.

Its general serialiser makes an element of XML for each cell, link and font: more than half the time of a workbook. It writes a formula
or a value, never both: a previewer that does not calculate then shows an empty column.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.compat import safe_string
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.functions import Element, tostring

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.worksheet.worksheet import Worksheet


class Jump(Hyperlink):
    """A link to a place in the same workbook (`location`), with a hint shown meanwhile."""

    def __init__(self, ref: str, location: str, tooltip: str | None) -> None:
        # Past the descriptors, which check the type of each: they took as long as everything else about a link.
        vars(self).update(ref=ref, location=location, tooltip=tooltip, target=None)

    def to_tree(self, tagname: str | None = None, idx: object = None, namespace: str | None = None) -> Any:
        """The link's element, only with what a jump has."""
        attributes = {"ref": self.ref, "location": self.location, "tooltip": self.tooltip}
        return Element("hyperlink", {name: value for name, value in attributes.items() if value})


class Tall(RowDimension):
    """A row with a height in points and, set later, its folding; it has no look of its own."""

    def __init__(self, sheet: Worksheet, row: int, height: float) -> None:
        self.parent, self._style = sheet, None
        vars(self).update(index=row, ht=height, hidden=False, outlineLevel=0, collapsed=False)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """What is said of the row in the file."""
        said = {"hidden": self.hidden, "outlineLevel": self.outlineLevel, "collapsed": self.collapsed, "ht": self.ht, "customHeight": True}
        return ((name, safe_string(value)) for name, value in said.items() if value)


class RunFont(InlineFont):
    """The font of many runs of rich text, as `markup` written once; a change after that would not be seen."""

    def __init__(self, font: InlineFont) -> None:
        super().__init__()
        # Asked of the font itself: a subclass loses its parent's list of elements.
        markup: Any = tostring(font.to_tree("rPr"))  # bytes, whatever the stubs say
        self.markup: str = markup.decode()


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
    """Writes a sheet's rows as text. It knows the values of our cells only: text, rich text in `RunFont`, numbers and `Computed`."""

    ws: Any  # much of what is asked of it is not in the stubs
    xf: Any
    out: Any

    def write_rows(self) -> None:
        """All rows, each with its height, its folding and its dressed cells."""
        xf = self.xf.send(True)
        with xf.element("sheetData"):
            xf.flush()  # what follows goes past it
            styles: dict[bytes, str] = {}  # by what the style arrays hold: those of a long sheet come and go
            for number, row in self.rows():
                attributes = "".join([f' {name}="{value}"' for name, value in dict(self.ws.row_dimensions.get(number, {})).items()])
                cells = "".join([self._cell(cell, styles) for cell in row])
                self.out.write(f'<row r="{number}"{attributes}>{cells}</row>'.encode())
        self.xf.send(None)

    def _cell(self, cell: Any, styles: dict[bytes, str]) -> str:
        looks = cell._style.tobytes() if cell._style else b""
        style = styles.get(looks)
        if style is None:
            style = styles[looks] = f' s="{cell.style_id}"' if cell.has_style else ""
        if cell.hyperlink:
            self.ws._hyperlinks.append(cell.hyperlink)
        start, value = f'<c r="{get_column_letter(cell.column)}{cell.row}"{style}', cell._value
        if value is None:
            return f'{start} t="n"/>' if style else ""
        if isinstance(value, Computed):
            kind, shown = (' t="str"', "") if value.shown is None else ("", repr(value.shown))
            return f"{start}{kind}><f>{escape(value[1:])}</f><v>{shown}</v></c>"
        if isinstance(value, CellRichText):
            return f'{start} t="inlineStr"><is>{"".join(map(_run, value))}</is></c>'
        if isinstance(value, str):
            return f'{start} t="inlineStr"><is>{_text(value)}</is></c>' if value else f'{start} t="inlineStr"/>'
        return f'{start} t="n"><v>{safe_string(value)}</v></c>'


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


def _run(run: str | TextBlock) -> str:
    if isinstance(run, str):
        return f"<r>{_text(run)}</r>"
    font: Any = run.font
    return f"<r>{font.markup}{_text(run.text)}</r>"


def _text(text: str) -> str:
    space = "" if text == text.strip() else ' xml:space="preserve"'
    return f"<t{space}>{escape(text)}</t>"
