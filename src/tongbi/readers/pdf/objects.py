"""An opened PDF, and what is printed and drawn on its pages: its rules, and text that PDFium would leave out for want of a font.

A font that is not in the file is replaced by one of the machine's. Where that has none for Chinese, the characters still have
their codes and widths but no shapes, and PDFium leaves out of the page's text whatever has no extent: single characters, and all
of a turned page. A pen as wide as half the type gives them one again; nothing is drawn with it.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from tongbi.errors import InputError
from tongbi.readers.pages import ruled
from tongbi.readers.pages.geometry import SAME, Box, Matrix, after, between, point
from tongbi.readers.source_file import File

_Calls = tuple[Callable[..., int], Callable[..., Any]]
_ON_PAGE: _Calls = (pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject)
_IN_FORM: _Calls = (pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject)
_COMMANDS = {pdfium.FPDF_SEGMENT_MOVETO: "M", pdfium.FPDF_SEGMENT_LINETO: "L"}
# More are a drawing, and looking at them takes seconds; a page of Word has up to 3,000 objects, one for every character.
MOST_OBJECTS = 20_000
_MOST_PATHS = MOST_OBJECTS // 4
_FLAT = 0.01  # points, as in PDFium
_PEN = 0.5  # in type sizes
# One character of a font that the file does not hold. PDFium mends the missing table of its objects.
_PROBE = (
    b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
    b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</Font<</C<</Type/Font/Subtype/Type0"
    b"/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>]>>>>>>>>\nendobj\n"
    b"4 0 obj\n<</Length 28>>\nstream\nBT /C 16 Tf 9 9 Td<4e1a>Tj ET\nendstream\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF"
)


def opened(file: File) -> pypdfium2.PdfDocument:
    """A PDF, to be closed; InputError for a damaged or locked one, and for more pages than the limit."""
    try:
        document = pypdfium2.PdfDocument(file.raw)
    except pypdfium2.PdfiumError as error:
        if error.err_code in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}:
            raise InputError(file.path, "locked with a password", "save it without the password") from error
        raise damaged(file) from error
    try:
        file.check_pages(len(document))
    except InputError:
        document.close()
        raise
    return document


def damaged(file: File) -> InputError:
    """The error for a PDF that cannot be read."""
    return InputError(file.path, "damaged PDF", "open it in a PDF viewer and print it to a new PDF")


def of_kind(holder: Any, wanted: int, matrix: Matrix = SAME, calls: _Calls = _ON_PAGE, depth: int = 2) -> Iterator[tuple[Any, Matrix]]:
    """The objects of a kind (FPDF_PAGEOBJ_…) on a page and in its forms, each with the matrix that takes its coordinates to those shown.

    One call an object and no more: a page printed by Word has one for every character. Drawings are printed as a form in a form.
    """
    count, get = calls
    for at in range(count(holder)):
        item = get(holder, at)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == wanted:
            yield item, matrix
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth:
            yield from of_kind(item, wanted, _placed(item, matrix), _IN_FORM, depth - 1)


def _placed(item: Any, matrix: Matrix) -> Matrix:
    """The matrix of what is drawn in an object that stands where `matrix` puts it."""
    own = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, own)
    return after((own.a, own.b, own.c, own.d, own.e, own.f), matrix)


def _bounds(item: Any) -> Box | None:
    """The box of an object in its page's or form's points, None without."""
    box = [ctypes.c_float() for _ in range(4)]
    return Box(*(one.value for one in box)) if pdfium.FPDFPageObj_GetBounds(item, *box) else None


def rules(page: pypdfium2.PdfPage, matrix: Matrix) -> list[Box]:
    """The rules drawn on a page, and the coloured grounds, as shown; none of one with so many objects that it is a drawing."""
    if pdfium.FPDFPage_CountObjects(page.raw) > MOST_OBJECTS:
        return []
    paths = islice(of_kind(page.raw, pdfium.FPDF_PAGEOBJ_PATH, matrix), _MOST_PATHS)
    return [rule for path, placed in paths for rule in _rules(path, placed)]


def _rules(path: Any, matrix: Matrix) -> Iterator[Box]:
    """Most rules are paths of their own, told by their box; a box without an outline is a ground."""
    box = _bounds(path)
    if box is None:
        return
    whole = between(matrix, *box)
    if max(whole.width, whole.height) < ruled.SHORTEST:
        return
    if ruled.is_thin(whole):
        yield whole
        return
    count = pdfium.FPDFPath_CountSegments(path)
    if count < _MOST_PATHS:
        filled, stroked = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(path, filled, stroked)
        if stroked.value or not _is_one_outline(path, count):
            yield from ruled.of_path(_steps(path, _placed(path, matrix)), stroked=bool(stroked.value))
        if filled.value and not stroked.value and whole.height >= ruled.SHORTEST:
            yield whole


def _is_one_outline(path: Any, count: int) -> bool:
    """Whether a path is a single outline of straight lines: it is no thinner than its box then, and its other segments need no look."""
    kinds = (pdfium.FPDFPathSegment_GetType(pdfium.FPDFPath_GetPathSegment(path, at)) for at in range(1, count))
    return all(kind == pdfium.FPDF_SEGMENT_LINETO for kind in kinds)


def _steps(path: Any, matrix: Matrix) -> Iterator[tuple[str, tuple[float, float]]]:
    """How a path is drawn, as `of_path` takes it."""
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, at)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        place = point(matrix, x.value, y.value)
        yield _COMMANDS.get(pdfium.FPDFPathSegment_GetType(segment), ""), place
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield "C", place


def give_extent(page: pypdfium2.PdfPage) -> None:
    """Makes PDFium keep characters without shapes; before the page's text is asked for."""
    if _has_chinese_font():
        return
    for item, _ in of_kind(page.raw, pdfium.FPDF_PAGEOBJ_TEXT):
        if _is_flat(item):
            _widen(item)


@cache
def _has_chinese_font() -> bool:
    """Whether PDFium finds shapes for Chinese characters on this machine: a walk over all objects costs half as much as the text."""
    document = pypdfium2.PdfDocument(_PROBE)
    try:
        page = document[0]  # held: its objects go when it goes
        return not any(_is_flat(item) for item, _ in of_kind(page.raw, pdfium.FPDF_PAGEOBJ_TEXT))
    finally:
        document.close()


def _is_flat(item: Any) -> bool:
    box = _bounds(item)
    return box is not None and min(box.width, box.height) < _FLAT


def _widen(text: Any) -> None:
    """Measures text anew as if it were drawn with a pen; its own mode, which may tell bold type, is put back."""
    size = ctypes.c_float()
    pdfium.FPDFTextObj_GetFontSize(text, size)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(text)
    pdfium.FPDFPageObj_SetStrokeWidth(text, _PEN * size.value)
    pdfium.FPDFTextObj_SetTextRenderMode(text, pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE)
    pdfium.FPDFPageObj_Transform(text, 1, 0, 0, 1, 0, 0)
    pdfium.FPDFTextObj_SetTextRenderMode(text, mode)
