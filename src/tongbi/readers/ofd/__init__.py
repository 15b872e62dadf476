"""OFD files (GB/T 33190): characters by their place → lines, paragraphs and ruled tables.

Annotations, seals, signatures and attachments are no text of the report. Running headers and page numbers are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tongbi.errors import InputError
from tongbi.model import Document, Finding
from tongbi.readers import pages
from tongbi.readers.ofd import content as ofd_content
from tongbi.readers.ofd import package as ofd_package
from tongbi.readers.ofd.content import Content
from tongbi.readers.ofd.package import PageParts
from tongbi.readers.source_file import File


def read(file: File) -> Document:
    """The paragraphs and tables of an OFD file; InputError for a damaged or locked one, and for one that is nothing but pictures."""
    package = ofd_package.Package(file)
    parts = package.pages()
    running = _running(parts)
    contents = [ofd_content.content(page, number, running) for number, page in enumerate(parts)]
    if not any(content.sheet.runs for content in contents) and any(content.picture for content in contents):
        raise InputError(file.path, "its pages are pictures without text", "print it to PDF, which can be read by character recognition")
    found = pages.read([content.sheet for content in contents])
    beside = [Finding("text-beside", "", {"count": str(package.missing)})] if package.missing else []
    return Document(
        file.source("ofd"), found.blocks, (*beside, *_findings(contents), *found.findings), found.notes, properties=found.properties
    )


def _running(sheets: Sequence[PageParts]) -> frozenset[str]:
    """Templates that several pages show: what stands on them runs through the document."""
    used = Counter(one.get("TemplateID", "") for page in sheets for one in page.content.iterfind("{*}Template"))
    return frozenset(key for key, count in used.items() if count > 1)


def _findings(contents: Sequence[Content]) -> list[Finding]:
    """Pages whose text is a picture, and text that does not run level (stamps, watermarks)."""
    pictures = [content.sheet.number for content in contents if content.picture and not content.sheet.runs]
    turned = sum(content.turned for content in contents)
    return [*pages.on_pages("pages-without-text", pictures), *([Finding("text-turned", "", {"count": str(turned)})] if turned else [])]
