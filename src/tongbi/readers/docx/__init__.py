"""Word documents (.docx): paragraphs as printed, with their automatic numbers and their looks, and tables, in document order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from tongbi.errors import InputError
from tongbi.model import Block, Document, Finding, Grid
from tongbi.readers import paragraphs, pasted_web_text, type_sizes
from tongbi.readers.docx import body, numbering, package, styles
from tongbi.readers.docx.body import Paragraph, Walk
from tongbi.readers.docx.xml_names import qn
from tongbi.readers.source_file import File

_TRACKED = tuple(qn(f"w:{tag}") for tag in ("ins", "del", "moveTo", "moveFrom"))
_OTHER_FILE = qn("w:altChunk")
# A face of headings tells them only where most of the text is set in another.
_MOST = 0.5


def read(file: File) -> Document:
    """The paragraphs and tables of a Word document; InputError for a damaged one.

    Tracked insertions are read as text and deletions left out. Lines of a table of contents are left out, and counted in a finding;
    footnotes and endnotes stand apart, headers and footers out, and so is what a page printed around text pasted from it.
    """
    try:
        document = package.opened(file.raw)
        root = document.element.body
        told = package.properties(document)
        looks = styles.styles(document.styles.element)
        named = {style: own.number for style, own in looks.items() if style is not None and own.number is not None}
        walk = Walk(looks, numbering.read(package.part(document, "NUMBERING"), named), body.is_laid_out(root))
        parts = [part for part in walk.parts(root) if isinstance(part, Grid) or part.text.strip()]
        notes = body.numbered_notes(walk, {kind: package.part(document, f"{kind.upper()}S") for kind in ("footnote", "endnote")})
    except Exception as error:  # python-docx lets zip, XML and key errors of damaged files through
        raise InputError(
            file.path, f"damaged Word document ({type(error).__name__})", "open it in Word or WPS and save it again"
        ) from error
    printed = [part for part in parts if isinstance(part, Grid) or not part.looks.contents]
    findings = _findings(root, len(parts) - len(printed))
    findings += paragraphs.clean("\n".join(text for part in printed for text in _texts(part)))[1]
    blocks = list(_blocks(printed))
    article = pasted_web_text.parted(["" if isinstance(block, Grid) else block.text for block in blocks])
    kept = tuple(blocks[place] for place in article.places)
    return Document(file.source("docx"), kept, (*findings, *article.findings()), tuple(notes), article.metadata, properties=told)


def _texts(part: Paragraph | Grid) -> list[str]:
    return [cell.text for cell in part.cells] if isinstance(part, Grid) else [part.text]


def _blocks(parts: Sequence[Paragraph | Grid]) -> Iterator[Block | Grid]:
    last: dict[str, int] = {}
    own = [part for part in parts if isinstance(part, Paragraph)]
    told_by_face = sum(len(part.text) for part in own if part.looks.face) <= _MOST * sum(len(part.text) for part in own)
    usual = type_sizes.usual((one.looks.size, one.text) for one in own)
    for part in parts:
        if isinstance(part, Grid):
            yield Grid(tuple(_clean(cell) for cell in part.cells))
            continue
        text, _ = paragraphs.clean(part.text)
        looks = part.looks
        size = looks.size / usual if looks.size and usual else 1.0
        for one in paragraphs.paragraphs(text, last).texts:
            yield Block(one, looks.bold or (told_by_face and looks.face), looks.centred, looks.outline, page=part.page, size=size)


def _clean(cell: Any) -> Any:
    return type(cell)(paragraphs.clean(cell.text)[0], cell.row, cell.column, cell.rows, cell.columns)


def _findings(root: Any, contents: int) -> list[Finding]:
    """Insertions and deletions that nobody accepted, lines of contents that were left out, whole files put in by reference."""
    found = []
    if tracked := sum(1 for _ in root.iter(*_TRACKED)):
        found.append(Finding("tracked-changes", "", {"count": str(tracked)}))
    if contents:
        found.append(Finding("contents-left-out", "", {"count": str(contents)}))
    if other := sum(1 for _ in root.iter(_OTHER_FILE)):
        found.append(Finding("text-beside", "", {"count": str(other)}))
    return found
