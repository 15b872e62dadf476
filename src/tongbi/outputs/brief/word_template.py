"""The Word templates that come with the tool, made here so that they can be read: a title, numbered parts, statements with sources, a
table on a page of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor

from tongbi.outputs import word_document
from tongbi.outputs.labels import label
from tongbi.outputs.paper import Page, Sheet, ems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as WordDocument
    from docx.table import Table

    from tongbi.model import Language

GREY = RGBColor(0x59, 0x59, 0x59)
STYLES = ("Title", "Heading 1", word_document.BODY)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a template is set: its page, and whether it has lines for whom it goes to and who sends it."""

    page: Page = field(default_factory=Page)
    official: bool = False

    @property
    def spared(self) -> int:
        """Lines of the body for whom it goes to and who sends it."""
        return 5 if self.official else 0


DEFAULT = Layout()
LAYOUTS = {"gongwen": Layout(Page("gongwen", (37, 35, 28, 26), both_sides=True), official=True)}
"""Layouts by the name that `--template` takes. `gongwen`: as Chinese offices set theirs, GB/T 9704-2012 (A4, 22 lines of 28 characters)."""

# Style, text, text in small grey behind it.
_OPENING = (("Title", "{{ title_lines }}", ""),)
_BODY = (
    ("Normal", "{%p for line in lead %}", ""),
    ("Normal", "{{ line }}", ""),
    ("Normal", "{%p endfor %}", ""),
    ("Normal", "{%p for part in parts %}", ""),
    ("Heading 1", "{{ part.title }}", "{{ part.more }}"),
    ("Normal", "{%p for point in part.points %}", ""),
    ("Normal", "{{ point.text }}", "{{ point.source }}"),
    *[("Normal", "{%p endfor %}", "")] * 2,
    ("Normal", "{%p if close %}", ""),
    ("Normal", "{{ close }}", ""),
    ("Normal", "{%p endif %}", ""),
)


@cache
def shipped(language: Language, layout: Layout = DEFAULT, columns: int = 4) -> bytes:
    """A template as a .docx with docxtpl's tags, made once in a process; `columns` are those of its table."""
    document = word_document.blank(language, STYLES, layout.page)
    faces = Sheet(layout.page, language).faces
    size, smaller = faces["Normal"]["size"], faces["Source"]["size"]
    _write(document, _OPENING, smaller)
    if layout.official:
        document.add_paragraph(label("brief.recipient", language)).paragraph_format.first_line_indent = Pt(0)
    _write(document, _BODY, smaller)
    if layout.official:
        _sign(document, language, size)
    _append_table(document, columns, faces["Cell"]["size"])
    document.core_properties.title = "{{ title|truncate(250, true, '…', 0) }}"  # Word allows 255
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _write(document: WordDocument, paragraphs: Sequence[tuple[str, str, str]], size: float) -> None:
    for style, text, source in paragraphs:
        paragraph = document.add_paragraph(text, style)
        if source:
            run = paragraph.add_run(source)
            run.font.size, run.font.color.rgb = Pt(size), GREY
            run.bold = False
            if style == "Normal":
                paragraph.add_run("{{ stop }}")


def _sign(document: WordDocument, language: Language, size: float) -> None:
    """Lines for who sends it and the date, at the right: the date four characters from the margin, the name in its middle."""
    for name, characters in (("signature", 3), ("date", 4)):
        paragraph = document.add_paragraph(label(f"brief.{name}", language))
        form = paragraph.paragraph_format
        form.alignment, form.right_indent, form.first_line_indent = WD_ALIGN_PARAGRAPH.RIGHT, Pt(characters * size), Pt(0)
        form.space_before = Pt(2 * size if name == "signature" else 0)


def lines_of(title: str, organisation: str, sheet: Sheet) -> str:
    """A title that one line does not hold, broken behind the organisation that it begins with: a line of an official title ends where
    its sense does (GB/T 9704-2012, 7.3.1).
    """
    behind = title.removeprefix(organisation).lstrip(": ")
    if len(behind) == len(title) or sheet.title_lines(title) == 1:
        return title
    return f"{title.removesuffix(behind).rstrip()}\n{behind}"


def fit(document: WordDocument, sheet: Sheet) -> None:
    """Give the columns of the table their widths: each as its texts need, the first what the others leave, a fifth of all at least."""
    table, size = document.tables[-1], sheet.faces["Cell"]["size"]
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    needed = [size * (1 + max(map(ems, texts))) for texts in zip(*cells, strict=True)]
    room = sum(column.width or 0 for column in table.columns) / Pt(1)
    first = min(needed[0], max(room - sum(needed[1:]), room / 5))
    wider = (room - first) / sum(needed[1:])
    for at, width in enumerate((first, *(wider * one for one in needed[1:]))):
        for cell in (table.columns[at], *(row.cells[at] for row in table.rows)):
            cell.width = Pt(width)


def _append_table(document: WordDocument, columns: int, size: float) -> None:
    """The table on a page of its own."""
    document.add_paragraph("{%p if appendix %}")
    document.add_paragraph("{{ appendix.title }}", "Heading 1").paragraph_format.page_break_before = True
    table = document.add_table(4, columns)
    table.autofit = False
    head, row = ([f"{{{{ {name}[{at}] }}}}" for at in range(columns)] for name in ("appendix.head", "row"))
    _fill(table, size, (head, ["{%tr for row in appendix.rows %}"], row, ["{%tr endfor %}"]))
    _rule(table)
    document.add_paragraph("{%p endif %}")


def _fill(table: Table, size: float, rows: Sequence[Sequence[str]]) -> None:
    for cells, texts in zip(table.rows, rows, strict=True):
        for at, cell in enumerate(cells.cells):
            paragraph = cell.paragraphs[0]
            paragraph.add_run("".join(texts[at : at + 1])).font.size = Pt(size)
            form = paragraph.paragraph_format
            form.first_line_indent, form.space_after, form.line_spacing = Pt(0), Pt(0), 1.15
            form.alignment = WD_ALIGN_PARAGRAPH.RIGHT if at else WD_ALIGN_PARAGRAPH.LEFT


def _rule(table: Table) -> None:
    """Rules above, below and under the head, which comes again on every page."""
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell in table.rows[0].cells:
        rule = f'<w:tcBorders {nsdecls("w")}><w:bottom w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:tcBorders>'
        cell._tc.get_or_add_tcPr().append(parse_xml(rule))
    edges = "".join(f'<w:{edge} w:val="single" w:sz="12" w:space="0" w:color="000000"/>' for edge in ("top", "bottom"))
    table._tbl.tblPr.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{edges}</w:tblBorders>"))
