"""PDF files with a text layer: lines by their place on the page, paragraphs and ruled tables in reading order.

Scans go to optical character recognition; headers, footers and page numbers are left out, footnotes kept apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from itertools import islice
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from tongbi.model import Document
from tongbi.readers import pages
from tongbi.readers.pages import ruled
from tongbi.readers.pages.ruled import NEAR, Table
from tongbi.readers.pages.runs import Marked, Run, Sheet
from tongbi.readers.pdf import objects, structure
from tongbi.readers.pdf.objects import damaged, opened
from tongbi.readers.pdf.structure import Place
from tongbi.readers.pdf.text import PageText, Piece
from tongbi.readers.source_file import File

# A page with fewer characters and something drawn on it shows its text as a picture: a stamp and a page number are text on it.
_FEWEST_CHARS = 10
# From this share of the pages on, the file is a scan, some of whose pages (a cover, an index) were made as text.
_SCANNED = 0.8
# Fonts without their table of characters lose nearly all of a page; a private mark now and then loses none of it.
_UNREADABLE = 0.3
_LOST = re.compile("[\x00\x01\x03-\x08\x0e-\x1f\ue000-\uf8ff\ufffd]")
_STROKES = 200  # a page of letters drawn as shapes has thousands, one with a frame and a seal some dozens


class _Page(NamedTuple):
    """A page as read, and whether something is drawn on it but no text."""

    sheet: Sheet
    picture: bool


def read(file: File) -> Document:
    """The paragraphs, tables and footnotes of a PDF.

    InputError for a damaged or locked file, and for more pages than the limit. A file that is nothing but scans is read by optical
    character recognition.
    """
    document = opened(file)
    try:
        sheets, unreadable = _pages(document, file)
        told = {name.lower(): value for name in ("Author", "Title") if (value := document.get_metadata_value(name).strip())}
    finally:
        document.close()
    if _is_scan(sheets):
        recognise: Callable[[File], Document] = import_module("tongbi.readers.ocr").read_pdf
        return recognise(file)
    found = pages.read([page.sheet for page in sheets])
    doubts = [
        *pages.on_pages("pages-without-text", [page.sheet.number for page in sheets if page.picture]),
        *pages.on_pages("pages-unreadable", unreadable),
    ]
    return Document(file.source("pdf"), found.blocks, (*doubts, *found.findings), found.notes, properties={**told, **found.properties})


def _pages(document: pypdfium2.PdfDocument, file: File) -> tuple[list[_Page], list[int]]:
    """The pages, and the numbers (from 0) of those that cannot be loaded; InputError when that is all."""
    found, unreadable = [], []
    for number in range(len(document)):
        try:
            found.append(_page(document[number], number))
        except pypdfium2.PdfiumError:
            unreadable.append(number)
    if not found:
        raise damaged(file)
    return found, unreadable


def _page(page: pypdfium2.PdfPage, number: int) -> _Page:
    text = PageText(page, number)
    try:
        blank = _is_blank(text.text)
        pieces = _pieces(text)
        marked: list[Marked] = []
        beside = not blank and _side_by_side([piece.run for piece in pieces])
        if beside and (places := structure.places(page)):
            pieces, marked = _declared(text, pieces, places)
        runs = [piece.run for piece in pieces]
        rules = objects.rules(page, text.matrix) if beside else []
        tables = ruled.find(rules)
        level = tuple(ruled.level_strokes(rules, tables))
        if tables:
            runs = [run for piece in pieces for run in (text.characters(piece) if _crosses_edge(piece.run, tables) else [piece.run])]
        picture = blank and pdfium.FPDFPage_CountObjects(page.raw) > 0 and _has_picture(page)
        return _Page(Sheet(number, text.width, text.height, tuple(runs), tables, level, tuple(marked)), picture)
    finally:
        text.close()
        page.close()


def _declared(text: PageText, pieces: Sequence[Piece], places: Mapping[int, Place]) -> tuple[list[Piece], list[Marked]]:
    """The pieces outside the tables that the file declares, and the runs in them."""
    outside, marked = list[Piece](), list[Marked]()
    for place, part in (parted for piece in pieces for parted in text.by_place(piece, places)):
        if place is None:
            outside.append(part)
        else:
            marked.append(Marked(*place, part.run))
    return outside, marked


def _pieces(text: PageText) -> list[Piece]:
    """The lines of a page, turned so that most of its text runs level."""
    pieces = text.pieces() if text.text.strip() else []
    aslant = [piece for piece in pieces if not piece.run.level]
    if 2 * sum(len(piece.places) for piece in aslant) <= sum(len(piece.places) for piece in pieces):
        return pieces
    text.make_level(max(aslant, key=lambda piece: len(piece.places)).places[0])
    return text.pieces()


def _crosses_edge(run: Run, tables: Sequence[Table]) -> bool:
    """Whether the edge of a cell goes through a run."""
    near = min(NEAR, run.right - run.left) / 2
    return any(table.cell_at(run.left + near, run.middle) is not table.cell_at(run.right - near, run.middle) for table in tables)


def _is_blank(text: str) -> bool:
    """Whether a page has no text to speak of, or only codes without characters."""
    printed = "".join(text.split())
    lost = len(_LOST.findall(printed))
    return len(printed) - lost < _FEWEST_CHARS or lost > _UNREADABLE * len(printed)


def _has_picture(page: pypdfium2.PdfPage) -> bool:
    """Whether a page shows a picture, or so many strokes that they are letters."""
    kinds = [item.type for item in islice(page.get_objects(max_depth=2), _STROKES)]
    return pdfium.FPDF_PAGEOBJ_IMAGE in kinds or len(kinds) == _STROKES


def _side_by_side(runs: Sequence[Run]) -> bool:
    """Whether any two runs stand beside each other, as in a table: looking for rules costs half as much as the text does."""
    ordered = sorted(runs, key=lambda run: run.top)
    lowest = ordered[0] if ordered else None
    for run in ordered[1:]:
        if lowest is not None and run.top < lowest.middle and run.middle < lowest.bottom:
            return True
        lowest = run if lowest is None or run.bottom > lowest.bottom else lowest
    return False


def _is_scan(found: Sequence[_Page]) -> bool:
    printed = [page for page in found if page.picture or page.sheet.runs]
    return bool(printed) and sum(page.picture for page in printed) >= _SCANNED * len(printed)
