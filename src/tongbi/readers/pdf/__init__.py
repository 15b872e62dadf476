"""PDF files with a text layer: lines by their place on the page, paragraphs and ruled tables in reading order.

Scans go to optical character recognition; headers, footers and page numbers are left out, footnotes kept apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from itertools import groupby, islice

import pypdfium2
import pypdfium2.raw as pdfium

from tongbi.errors import InputError
from tongbi.model import Block, Document, Finding, Grid
from tongbi.readers import paragraphs
from tongbi.readers.file import File
from tongbi.readers.pages.parts import Part, grids
from tongbi.readers.pdf import furniture as pdf_furniture
from tongbi.readers.pdf import lines as pdf_lines
from tongbi.readers.pdf import order as pdf_order
from tongbi.readers.pdf import tables as pdf_tables
from tongbi.readers.pdf.order import Band
from tongbi.readers.pdf.text import Char, Line, PageText

# A page with fewer characters and something drawn on it shows its text as a picture: a stamp and a page number are text on it.
_FEWEST_CHARS = 10
# From this share of the pages on, the file is a scan, some of whose pages (a cover, an index) were made as text.
_SCANNED = 0.8
_UNREADABLE = 0.3
_LOST = re.compile("[\x00\x01\x03-\x08\x0e-\x1f\ue000-\uf8ff\ufffd]")
_SHORT_TEXT = 200
_STROKES = 200  # a page of letters drawn as shapes has thousands, one with a frame and a seal some dozens
_MOST_NAMED = 20
_DAMAGED = "open it in a PDF viewer and print it to a new PDF"


@dataclass(frozen=True, slots=True)
class _Page:
    """A page as read: its lines, its height, whether something is drawn on it but no text, characters where a table may be."""

    number: int
    lines: tuple[Line, ...]
    width: float
    height: float
    picture: bool
    ruled: bool = False
    chars: tuple[Char, ...] = ()


def read(file: File) -> Document:
    """The paragraphs, tables and footnotes of a PDF.

    InputError for a damaged or locked file, and for more pages than the limit. A file that is nothing but scans is read by optical
    character recognition.
    """
    document = _opened(file)
    try:
        pages, unreadable = _pages(document, file)
    finally:
        document.close()
    if _is_scan(pages):
        recognise: Callable[[File], Document] = import_module("tongbi.readers.ocr").read_pdf
        return recognise(file)
    tables, findings = _tables(file, pages)
    pictures = [page.number for page in pages if page.picture]
    findings = [*_on_pages("pages-without-text", pictures), *_on_pages("pages-unreadable", unreadable), *findings]
    return _document(file, pages, tables, findings)


def scanned(file: File) -> bool:
    """Whether (nearly) all pages of a PDF are pictures of text; InputError as in `read`."""
    document = _opened(file)
    try:
        return _is_scan(_pages(document, file)[0])
    finally:
        document.close()


def _opened(file: File) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(file.raw)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        if error.err_code in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}:
            raise InputError(file.path, "locked with a password", "save it without the password") from error
        raise InputError(file.path, "damaged PDF", _DAMAGED) from error
    if count > file.limits.max_pages:
        document.close()
        reason = f"{count} pages, more than {file.limits.max_pages}"
        raise InputError(file.path, reason, "check that it is a report, or allow more with --max-pages")
    return document


def _pages(document: pypdfium2.PdfDocument, file: File) -> tuple[list[_Page], list[int]]:
    """The pages, and the numbers (from 0) of those that cannot be loaded; InputError when that is all."""
    pages, unreadable = [], []
    for number in range(len(document)):
        try:
            pages.append(_page(document[number], number))
        except pypdfium2.PdfiumError:
            unreadable.append(number)
    if not pages:
        raise InputError(file.path, "damaged PDF", _DAMAGED)
    return pages, unreadable


def _page(page: pypdfium2.PdfPage, number: int) -> _Page:
    text = PageText(page, number)
    try:
        width, height = text.frame.width, text.frame.height
        if _is_blank(text.text):
            drawn = pdfium.FPDFPage_CountObjects(page.raw) > 0
            return _Page(number, tuple(text.lines()) if text.text.strip() else (), width, height, picture=drawn and _has_picture(page))
        lines = tuple(text.lines())
        ruled = _side_by_side(lines) and pdf_tables.has_rules(page)
        return _Page(number, lines, width, height, picture=False, ruled=ruled, chars=tuple(text.chars()) if ruled else ())
    finally:
        text.close()
        page.close()


def _is_blank(text: str) -> bool:
    """Whether a page has no text to speak of, or only codes without characters."""
    if len(text) > _SHORT_TEXT and not _LOST.search(text):
        return False
    printed = "".join(text.split())
    lost = len(_LOST.findall(printed))
    return len(printed) - lost < _FEWEST_CHARS or lost > _UNREADABLE * len(printed)


def _has_picture(page: pypdfium2.PdfPage) -> bool:
    """Whether a page shows a picture, or so many strokes that they are letters."""
    kinds = [item.type for item in islice(page.get_objects(max_depth=2), _STROKES)]
    return pdfium.FPDF_PAGEOBJ_IMAGE in kinds or len(kinds) == _STROKES


def _side_by_side(lines: Sequence[Line]) -> bool:
    """Whether any two pieces stand beside each other, as in a table: looking for rules costs half as much as the text does."""
    ordered = sorted(lines, key=lambda line: line.top)
    reach = ordered[0] if ordered else None
    for line in ordered[1:]:
        if reach is not None and line.top < reach.middle and line.middle < reach.bottom:
            return True
        if reach is None or line.bottom > reach.bottom:
            reach = line
    return False


def _is_scan(pages: Sequence[_Page]) -> bool:
    printed = [page for page in pages if page.picture or page.lines]
    return bool(printed) and sum(page.picture for page in printed) >= _SCANNED * len(printed)


def _on_pages(code: str, numbers: Sequence[int]) -> list[Finding]:
    if not numbers:
        return []
    named = ", ".join(str(number + 1) for number in numbers[:_MOST_NAMED])
    return [Finding(code, "", {"count": str(len(numbers)), "pages": named + (", …" if len(numbers) > _MOST_NAMED else "")})]


def _tables(file: File, pages: Sequence[_Page]) -> tuple[list[Part], list[Finding]]:
    """The ruled tables; a finding where they cannot be had: their lines are read as text then."""
    ruled = {page.number: page.chars for page in pages if page.ruled}
    if not ruled:
        return [], []
    try:
        return pdf_tables.find(file.raw, sorted(ruled), dict(ruled)), []
    except ImportError:
        return [], [Finding("tables-need-extra", "", {"extra": "pdf"})]
    except Exception:  # the other parser lets errors of any kind through for files that PDFium could mend
        return [], _on_pages("tables-unreadable", sorted(ruled))


def _document(file: File, pages: Sequence[_Page], tables: Sequence[Part], findings: list[Finding]) -> Document:
    """What was read, in order."""
    by_page = {page.number: [table for table in tables if table.page == page.number] for page in pages}
    outside = [[line for line in page.lines if not any(pdf_tables.holds(table, line) for table in by_page[page.number])] for page in pages]
    stripped = pdf_furniture.strip(outside, [page.height for page in pages])
    usual = pdf_order.usual_gutter(stripped.pages)
    parts = [
        part
        for page, lines in zip(pages, stripped.pages, strict=True)
        for part in _in_order(lines, by_page[page.number], page.width, usual)
    ]
    blocks = list(_blocks(parts))
    contents = [block for block in blocks if isinstance(block, Block) and pdf_lines.is_contents(block.text)]
    if contents:
        findings.append(Finding("contents-left-out", "", {"count": str(len(contents))}))
    left_out = set(map(id, contents))
    texts, doubts = _clean([block for block in blocks if id(block) not in left_out])
    return Document(file.source("pdf"), tuple(texts), (*findings, *doubts), stripped.notes)


def _in_order(lines: Sequence[Line], tables: Sequence[Part], width: float, usual: float | None) -> Iterator[Band | Part]:
    """A page's bands of text and its tables, from the top."""
    rest = list(lines)
    for table in tables:
        above = [line for line in rest if line.middle < table.top]
        rest = [line for line in rest if line.middle >= table.top]
        yield from pdf_order.bands(above, width, usual)
        yield table
    yield from pdf_order.bands(rest, width, usual)


def _blocks(parts: Sequence[Band | Part]) -> Iterator[Block | Grid]:
    """Paragraphs over columns and pages, and tables over pages."""
    bands = [part for part in parts if isinstance(part, Band)]
    placed = pdf_lines.placed(bands)
    lines = [line for band in bands for line in band.lines]
    style = pdf_lines.style(placed, pdf_furniture.body_size(lines))
    tells = pdf_lines.bold_tells(lines)
    by_band = {id(band): one for band, one in zip(bands, placed, strict=True)}
    for is_text, run in groupby(parts, key=lambda part: isinstance(part, Band)):
        if is_text:
            text = [line for band in run for line in by_band[id(band)]]
            yield from (pdf_lines.block(one, style, bold_tells=tells) for one in pdf_lines.paragraphs(text, style))
        else:
            yield from grids([part for part in run if isinstance(part, Part)])


def _clean(blocks: Sequence[Block | Grid]) -> tuple[list[Block | Grid], list[Finding]]:
    """Blocks without invisible characters, several sections in one parted; findings on characters lost."""
    found: list[Block | Grid] = []
    last: dict[str, int] = {}
    doubts = paragraphs.clean("".join(block.text for block in blocks if isinstance(block, Block)))[1]
    for block in blocks:
        if isinstance(block, Grid):
            found.append(Grid(tuple(replace(cell, text=paragraphs.clean(cell.text)[0]) for cell in block.cells)))
            continue
        text, _ = paragraphs.clean(block.text)
        found += [replace(block, text=one) for one in paragraphs.paragraphs(text, last).texts]
    return found, doubts
