"""The package of a Word document: opened with python-docx, its footnotes and numberings beside its body."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml

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
_OTHER = re.compile(b"|".join(pattern for pattern, _ in _SAME))


def opened(raw: bytes) -> Any:
    """The document; errors as python-docx raises them, of any kind for a damaged one."""
    return docx.Document(BytesIO(_as_usual(raw)))


def part(document: Any, kind: str) -> Any | None:
    """The root of a part that the document refers to (`FOOTNOTES`, `ENDNOTES`, `NUMBERING`); None for one that is missing."""
    try:
        found = document.part.part_related_by(getattr(RELATIONSHIP_TYPE, kind))
    except KeyError:
        return None
    return found.element if hasattr(found, "element") else parse_xml(found.blob)


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
