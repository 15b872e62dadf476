"""OFD files (GB/T 33190): characters by their place → lines, paragraphs and ruled tables.

Annotations, seals, signatures and attachments are no text of the report. Running headers and page numbers are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tongbi.errors import InputError
from tongbi.model import Document, Finding
from tongbi.readers import pages
from tongbi.readers.file import File
from tongbi.readers.ofd import content as ofd_content
from tongbi.readers.ofd import package as ofd_package
from tongbi.readers.ofd.content import Content
from tongbi.readers.ofd.package import PageParts
from tongbi.readers.pages import furniture as printed_furniture
from tongbi.readers.pages import tables as printed_tables

_SAME_EDGE = 1.0  # mm
_MOST_NAMED = 20


def read(file: File) -> Document:
    """The paragraphs and tables of an OFD file; InputError for a damaged or locked one, and for one that is nothing but pictures."""
    parts = ofd_package.Package(file).pages()
    running = _running(parts)
    contents = [ofd_content.content(page, number, running) for number, page in enumerate(parts)]
    if not any(content.pieces for content in contents) and any(content.picture for content in contents):
        raise InputError(file.path, "its pages are pictures without text", "print it to PDF, which can be read by character recognition")
    sheets = [
        printed_tables.page(number, (content.width, content.height), content.pieces, content.rules, _SAME_EDGE)
        for number, content in enumerate(contents)
    ]
    blocks, doubts = pages.blocks(printed_furniture.stripped(sheets))
    return Document(file.source("ofd"), tuple(printed_tables.whole(blocks)), (*_findings(contents), *doubts))


def _running(sheets: Sequence[PageParts]) -> frozenset[str]:
    """Templates that several pages show: what stands on them runs through the document."""
    used = Counter(one.get("TemplateID", "") for page in sheets for one in page.content.iterfind("{*}Template"))
    return frozenset(key for key, count in used.items() if count > 1)


def _findings(contents: Sequence[Content]) -> list[Finding]:
    """Pages whose text is a picture, and text that does not run level (stamps, watermarks)."""
    found = []
    pictures = [number + 1 for number, content in enumerate(contents) if content.picture and not content.pieces]
    if pictures:
        named = ", ".join(map(str, pictures[:_MOST_NAMED])) + (", …" if len(pictures) > _MOST_NAMED else "")
        found.append(Finding("pages-without-text", "", {"count": str(len(pictures)), "pages": named}))
    turned = sum(content.turned for content in contents)
    if turned:
        found.append(Finding("text-turned", "", {"count": str(turned)}))
    return found
