"""The Word templates that come with the tool, made here so that they can be read: A4, a title, numbered parts, statements with sources, a
table on a page of its own, page numbers.

Word takes one face at a time; what stands in for a face that a machine lacks is named in the font table.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Mm, Pt, RGBColor
from lxml import etree

from tongbi.outputs import labels
from tongbi.outputs.labels import label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from docx.document import Document as WordDocument
    from docx.styles.style import ParagraphStyle
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    from tongbi.model import Language

GREY = RGBColor(0x59, 0x59, 0x59)
LATIN = "Times New Roman"


@dataclass(frozen=True, slots=True)
class Layout:
    """How a template is set: its `faces` in faces.toml, "" for those of the language; margins in mm (top, bottom, left, right); whether
    it has lines for whom it goes to and who sends it; the shares of its table's width that the first and the last column have.
    """

    faces: str = ""
    margins: tuple[int, int, int, int] = (34, 32, 26, 26)
    official: bool = False
    first: float = 0.28
    last: float = 0.18


DEFAULT = Layout()
LAYOUTS = {"gongwen": Layout("gongwen", (37, 35, 28, 26), official=True)}
"""Layouts by the name that `--template` takes. `gongwen`: as Chinese offices set theirs, GB/T 9704-2012 (A4, 22 lines of 28 characters)."""

# Style, text, text in small grey behind it.
_OPENING = (("Title", "{{ title }}", ""),)
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


# What python-docx's own template has for others, 850 KB of XML: these parts, and styles that no paragraph here is set in.
_UNUSED = {"thumbnail", "numbering", "customXml", "stylesWithEffects"}
_STYLES = {"Title", "TitleChar", "Heading1", "Heading1Char", "Footer", "FooterChar"}


@cache
def shipped(language: Language, layout: Layout = DEFAULT, columns: int = 4) -> bytes:
    """A template as a .docx with docxtpl's tags, made once in a process; `columns` are those of its table."""
    document = Document()
    _slim(document)
    _lay_out(document, language, layout)
    size = document.styles["Normal"].font.size.pt
    _write(document, _OPENING, size)
    if layout.official:
        document.add_paragraph(label("brief.recipient", language)).paragraph_format.first_line_indent = Pt(0)
    _write(document, _BODY, size)
    if layout.official:
        _sign(document, language, size)
    _append_table(document, layout, columns)
    _number_pages(document, both_sides=layout.official)
    _name_stand_ins(document)
    document.core_properties.title = "{{ title|truncate(250, true, '…', 0) }}"  # Word allows 255
    document.core_properties.author = document.core_properties.last_modified_by = "tongbi"
    document.core_properties.comments = ""
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _lay_out(document: WordDocument, language: Language, layout: Layout) -> None:
    """Sets the page and the styles."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = map(Mm, layout.margins)
    for name, face in labels.faces()[layout.faces or language].items():
        _set(document.styles[name], face, indent=name == "Normal" and language == "zh")


def _write(document: WordDocument, paragraphs: Sequence[tuple[str, str, str]], size: float) -> None:
    for style, text, source in paragraphs:
        paragraph = document.add_paragraph(text, style)
        if source:
            run = paragraph.add_run(source)
            run.font.size, run.font.color.rgb = Pt(size - 3), GREY
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


def _append_table(document: WordDocument, layout: Layout, columns: int) -> None:
    """The table on a page of its own."""
    document.add_paragraph("{%p if appendix %}")
    document.add_paragraph("{{ appendix.title }}", "Heading 1").paragraph_format.page_break_before = True
    table = document.add_table(4, columns)
    table.autofit = False
    room = sum(column.width or 0 for column in table.columns)
    shares = [layout.first, *[(1 - layout.first - layout.last) / (columns - 2)] * (columns - 2), layout.last]
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Emu(int(room * share))
    head, row = ([f"{{{{ {name}[{at}] }}}}" for at in range(columns)] for name in ("appendix.head", "row"))
    _fill(table, (head, ["{%tr for row in appendix.rows %}"], row, ["{%tr endfor %}"]))
    _rule(table)
    document.add_paragraph("{%p endif %}")


def _fill(table: Table, rows: Sequence[Sequence[str]]) -> None:
    for cells, texts in zip(table.rows, rows, strict=True):
        for at, cell in enumerate(cells.cells):
            cell.width = table.columns[at].width or 0
            paragraph = cell.paragraphs[0]
            paragraph.add_run("".join(texts[at : at + 1])).font.size = Pt(10.5)
            form = paragraph.paragraph_format
            form.first_line_indent, form.line_spacing = Pt(0), 1.15
            form.alignment = WD_ALIGN_PARAGRAPH.RIGHT if at else WD_ALIGN_PARAGRAPH.LEFT


def _rule(table: Table) -> None:
    """Rules above, below and under the head, which comes again on every page."""
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell in table.rows[0].cells:
        rule = f'<w:tcBorders {nsdecls("w")}><w:bottom w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:tcBorders>'
        cell._tc.get_or_add_tcPr().append(parse_xml(rule))
    edges = "".join(f'<w:{edge} w:val="single" w:sz="12" w:space="0" w:color="000000"/>' for edge in ("top", "bottom"))
    table._tbl.tblPr.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{edges}</w:tblBorders>"))


def _slim(document: WordDocument) -> None:
    for owner in (document.part, document.part.package):
        for key in [key for key, one in owner.rels.items() if one.reltype.rsplit("/", 1)[-1] in _UNUSED]:
            del owner.rels[key]
    styles = document.styles.element
    for style in list(styles.style_lst):
        if style.styleId not in _STYLES and not style.get(qn("w:default")):
            styles.remove(style)


def _set(style: ParagraphStyle, face: Mapping[str, Any], *, indent: bool) -> None:
    style.font.name, style.font.size, style.font.bold = LATIN, Pt(face["size"]), face["bold"]
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), face["chinese"])
    language = OxmlElement("w:lang")  # without it punctuation is drawn as in Taiwan, in the middle of its square
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    style.element.rPr.append(language)
    form = style.paragraph_format
    form.line_spacing, form.space_before, form.space_after = Pt(face["line"]), Pt(0), Pt(0)
    if style.name == "Title":  # the indent of the text would push it out of the middle
        form.alignment, form.space_after, form.first_line_indent = WD_ALIGN_PARAGRAPH.CENTER, Pt(12), Pt(0)
        for rule in style.element.pPr.findall(qn("w:pBdr")):  # python-docx's own template draws a line under titles
            style.element.pPr.remove(rule)
    if style.name == "Heading 1":
        form.space_before, form.keep_with_next = Pt(4), True
    if indent:
        form.first_line_indent = Pt(2 * face["size"])


def _number_pages(document: WordDocument, *, both_sides: bool) -> None:
    """— 1 — at the foot: in the middle, or a character from the outer edge of pages printed on both sides."""
    section, size = document.sections[0], Pt(14 if both_sides else 10.5)
    document.settings.odd_and_even_pages_header_footer = both_sides
    feet = [(section.footer, WD_ALIGN_PARAGRAPH.RIGHT if both_sides else WD_ALIGN_PARAGRAPH.CENTER)]
    feet += [(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)] if both_sides else []
    for foot, side in feet:
        paragraph = foot.paragraphs[0]
        form = paragraph.paragraph_format
        form.alignment, form.first_line_indent = side, Pt(0)
        form.left_indent = form.right_indent = size if both_sides else Pt(0)
        _number(paragraph, size)


def _number(paragraph: Paragraph, size: Pt) -> None:
    for kind, text in (("", "— "), ("begin", ""), ("", " PAGE "), ("end", ""), ("", " —")):
        run = paragraph.add_run()
        run.font.size = size
        if kind:
            mark: Any = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        elif text == " PAGE ":
            code: Any = OxmlElement("w:instrText")
            code.text = text
            run._r.append(code)
        else:
            run.text = text


def _name_stand_ins(document: WordDocument) -> None:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{one["others"]}"/><w:family w:val="{one["family"]}"/></w:font>'
        for name, one in labels.faces()["stand-ins"].items()
    )
    table = parse_xml(f"<w:fonts {nsdecls('w')}>{fonts}</w:fonts>")
    for part in document.part.package.iter_parts():
        if part.partname == "/word/fontTable.xml":
            part._blob = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + etree.tostring(table, encoding="utf-8")
