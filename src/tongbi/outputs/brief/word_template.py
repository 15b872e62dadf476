"""The default Word template, made here so that it can be read: A4, a title, numbered parts, statements with sources, page numbers.

Word takes one face at a time; what stands in for a face that a machine lacks is named in the font table.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from lxml import etree

from tongbi.outputs import labels

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docx.document import Document as WordDocument
    from docx.styles.style import ParagraphStyle

    from tongbi.model import Language

GREY = RGBColor(0x59, 0x59, 0x59)
LATIN = "Times New Roman"


# Style, text, text in small grey behind it.
PARAGRAPHS = (
    ("Title", "{{ title }}", ""),
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
def default(language: Language) -> bytes:
    """The template as a .docx with docxtpl's tags, made once in a process."""
    document = Document()
    _slim(document)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = Mm(34), Mm(32), Mm(26), Mm(26)
    faces = labels.faces()[language]
    for name, face in faces.items():
        _set(document.styles[name], face, indent=name == "Normal" and language == "zh")
    for style, text, source in PARAGRAPHS:
        paragraph = document.add_paragraph(text, style)
        if source:
            run = paragraph.add_run(source)
            run.font.size, run.font.color.rgb = Pt(faces["Normal"]["size"] - 3), GREY
            run.bold = False
            if style == "Normal":
                paragraph.add_run("{{ stop }}")
    _number_pages(document)
    _name_stand_ins(document)
    document.core_properties.title = "{{ title|truncate(250, true, '…', 0) }}"  # Word allows 255
    document.core_properties.author = document.core_properties.last_modified_by = "tongbi"
    document.core_properties.comments = ""
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


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
    if style.name == "Title":
        form.alignment, form.space_after = WD_ALIGN_PARAGRAPH.CENTER, Pt(12)
        for rule in style.element.pPr.findall(qn("w:pBdr")):  # python-docx's own template draws a line under titles
            style.element.pPr.remove(rule)
    if style.name == "Heading 1":
        form.space_before, form.keep_with_next = Pt(4), True
    if indent:
        form.first_line_indent = Pt(2 * face["size"])


def _number_pages(document: WordDocument) -> None:
    """— 1 — in the middle of the foot."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.first_line_indent = Pt(0)
    for kind, text in (("", "— "), ("begin", ""), ("", " PAGE "), ("end", ""), ("", " —")):
        run = paragraph.add_run()
        run.font.size = Pt(10.5)
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
