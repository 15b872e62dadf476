"""The package of a Word document, be it one XML file: opened with python-docx, its footnotes and numberings beside its body."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from lxml import etree

# What Word's strict form calls otherwise, and documents that may hold macros or are templates: the same to a reader.
_SAME = (
    (rb"http://purl\.oclc\.org/ooxml/(wordprocessingml|drawingml|schemaLibrary)/", rb"http://schemas.openxmlformats.org/\1/2006/"),
    (rb"http://purl\.oclc\.org/ooxml/officeDocument/", rb"http://schemas.openxmlformats.org/officeDocument/2006/"),
    (
        rb"application/(?:vnd\.ms-word\.(?:document|template)\.macroEnabled(?:Template)?|"
        rb"vnd\.openxmlformats-officedocument\.wordprocessingml\.template)\.main\+xml",
        rb"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    ),
)
_FLAT = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_OTHER = re.compile(b"|".join(pattern for pattern, _ in _SAME))


def opened(raw: bytes) -> Any:
    """The document; errors as python-docx raises them, of any kind for a damaged one."""
    return docx.Document(BytesIO(_as_usual(raw if raw.startswith(b"PK") else _zipped(raw))))


def _zipped(raw: bytes) -> bytes:
    """A package that was written as one XML file (flat OPC) in the form of a zip; pictures and the like are empty."""
    stream = BytesIO()
    types = ""
    with ZipFile(stream, "w", ZIP_DEFLATED) as made:
        for one in parse_xml(raw).iterchildren(f"{_FLAT}part"):
            content = next((data[0] for data in one.iterchildren(f"{_FLAT}xmlData") if len(data)), None)
            name = one.get(f"{_FLAT}name")
            made.writestr(name.lstrip("/"), b"" if content is None else etree.tostring(content, encoding="UTF-8", xml_declaration=True))
            types += f"<Override PartName={quoteattr(name)} ContentType={quoteattr(one.get(f'{_FLAT}contentType'))}/>"
        made.writestr("[Content_Types].xml", f'<Types xmlns="{_TYPES}">{types}</Types>')
    return stream.getvalue()


def part(document: Any, kind: str) -> Any | None:
    """The root of a part that the document refers to (`FOOTNOTES`, `ENDNOTES`, `NUMBERING`); None for one that is missing."""
    try:
        found = document.part.part_related_by(getattr(RELATIONSHIP_TYPE, kind))
    except KeyError:
        return None
    return found.element if hasattr(found, "element") else parse_xml(found.blob)


def properties(document: Any) -> dict[str, str]:
    """What the package says of itself: `company`, `author`, `title`, as far as it does."""
    own = None
    try:
        own = document.core_properties
        told = parse_xml(document.part.package.part_related_by(RELATIONSHIP_TYPE.EXTENDED_PROPERTIES).blob)
        company = next((node.text or "" for node in told.iter("{*}Company")), "")
    except (AttributeError, KeyError, etree.XMLSyntaxError):  # AttributeError: its core properties are of another kind
        company = ""
    found = {"company": company, "author": getattr(own, "author", ""), "title": getattr(own, "title", "")}
    return {name: value.strip() for name, value in found.items() if value.strip()}


def _as_usual(raw: bytes) -> bytes:
    """The package in the transitional form that python-docx knows; the same bytes for one that is."""
    with ZipFile(BytesIO(raw)) as package:
        types = package.read("[Content_Types].xml")
        if not _OTHER.search(types) and not _OTHER.search(package.read("word/document.xml")[:4096]):
            return raw
        stream = BytesIO()
        with ZipFile(stream, "w", ZIP_DEFLATED) as made:
            for entry in package.infolist():
                member = package.read(entry)
                if entry.filename.endswith((".xml", ".rels")):
                    for pattern, usual in _SAME:
                        member = re.sub(pattern, usual, member)
                made.writestr(entry.filename, member)
    return stream.getvalue()
