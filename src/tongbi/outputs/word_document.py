"""Word documents: an empty A4 one in the faces of `faces.toml` with page numbers, which brief, redline and table are set in.

Word takes one face at a time; what stands in for a face that a machine lacks is named in the font table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from lxml import etree

from tongbi.outputs import labels
from tongbi.outputs.paper import UPRIGHT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from docx.document import Document as WordDocument
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph

    from tongbi.model import Language
    from tongbi.outputs.paper import Page

LATIN = "Times New Roman"
BODY = "Normal"
# What python-docx's own template has for others, 850 KB of XML: these parts, and styles that no paragraph here is set in.
_UNUSED = {"thumbnail", "numbering", "customXml", "stylesWithEffects"}
_FOOT = ("Footer", "FooterChar")
_CENTRED = {"Title", "Subtitle", "Caption"}


def blank(language: Language, names: Sequence[str], page: Page = UPRIGHT) -> WordDocument:
    """An empty document with the styles of these names (one that Word does not know is made); Chinese body text is indented by two
    characters.
    """
    document = Document()
    _slim(document, {name.replace(" ", "") for name in names})
    faces = labels.faces()[page.faces or language]
    for name in names:
        if name not in document.styles:
            document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles[BODY]
        _set(document.styles[name], faces[name], indent=2 * (name == BODY and language == "zh"))
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(297), Mm(210)) if page.lying else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if page.lying else WD_ORIENT.PORTRAIT
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = map(Mm, page.margins)
    _number_pages(document, both_sides=page.both_sides)
    _name_stand_ins(document)
    document.core_properties.author = document.core_properties.last_modified_by = "tongbi"
    document.core_properties.comments = ""
    return document


def _slim(document: WordDocument, kept: set[str]) -> None:
    for owner in (document.part, document.part.package):
        for key in [key for key, one in owner.rels.items() if one.reltype.rsplit("/", 1)[-1] in _UNUSED]:
            del owner.rels[key]
    styles = document.styles.element
    for style in list(styles.style_lst):
        if style.styleId.removesuffix("Char") not in kept and style.styleId not in _FOOT and not style.get(qn("w:default")):
            styles.remove(style)


def _set(style: ParagraphStyle, face: Mapping[str, Any], *, indent: int) -> None:
    style.font.name, style.font.size, style.font.bold = LATIN, Pt(face["size"]), face["bold"]
    style.font.italic = False
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
    form.line_spacing, form.space_before, form.space_after = Pt(face["line"]), Pt(face.get("before", 0)), Pt(face.get("after", 0))
    form.first_line_indent = Pt(indent * face["size"])
    if style.name in _CENTRED:
        form.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if style.name == "Title":
        for rule in style.element.pPr.findall(qn("w:pBdr")):  # python-docx's own template draws a line under titles
            style.element.pPr.remove(rule)
    if style.name.startswith("Heading"):
        form.keep_with_next = True


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
