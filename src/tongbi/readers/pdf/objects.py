"""What is printed and drawn on a PDF's page, and text that PDFium would leave out for want of a font.

A font that is not in the file is replaced by one of the machine's. Where that has none for Chinese, the characters still have
their codes and widths but no shapes, and PDFium leaves out of the page's text whatever has no extent: single characters, and all
of a turned page. A pen as wide as half the type gives them one again; nothing is drawn with it.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

_FORMS_DEEP = 2
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


def of_kind(page: pypdfium2.PdfPage, kind: int) -> Iterator[Any]:
    """The objects of a kind (FPDF_PAGEOBJ_…) on a page, in its forms too."""
    return _of_kind(page.raw, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, kind, _FORMS_DEEP)


def _of_kind(holder: Any, count: Callable[..., int], get: Callable[..., Any], wanted: int, depth: int) -> Iterator[Any]:
    """Those of a page or a form. One call an object and no more: a page printed by Word has one for every character."""
    for at in range(count(holder)):
        item = get(holder, at)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == wanted:
            yield item
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth:
            yield from _of_kind(item, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, wanted, depth - 1)


def bounds(item: Any) -> tuple[float, float, float, float] | None:
    """Left, bottom, right and top of an object in its page's or form's points, None without."""
    box = [ctypes.c_float() for _ in range(4)]
    return (box[0].value, box[1].value, box[2].value, box[3].value) if pdfium.FPDFPageObj_GetBounds(item, *box) else None


def give_extent(page: pypdfium2.PdfPage) -> None:
    """Makes PDFium keep characters without shapes; before the page's text is asked for."""
    if _has_chinese_font():
        return
    for item in of_kind(page, pdfium.FPDF_PAGEOBJ_TEXT):
        if _is_flat(item):
            _widen(item)


@cache
def _has_chinese_font() -> bool:
    """Whether PDFium finds shapes for Chinese characters on this machine: a walk over all objects costs half as much as the text."""
    document = pypdfium2.PdfDocument(_PROBE)
    try:
        page = document[0]  # held: its objects go when it goes
        return not any(_is_flat(item) for item in of_kind(page, pdfium.FPDF_PAGEOBJ_TEXT))
    finally:
        document.close()


def _is_flat(item: Any) -> bool:
    box = bounds(item)
    return box is not None and (box[2] - box[0] < _FLAT or box[3] - box[1] < _FLAT)


def _widen(text: Any) -> None:
    """Measures text anew as if it were drawn with a pen; its own mode, which may tell bold type, is put back."""
    size = ctypes.c_float()
    pdfium.FPDFTextObj_GetFontSize(text, size)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(text)
    pdfium.FPDFPageObj_SetStrokeWidth(text, _PEN * size.value)
    pdfium.FPDFTextObj_SetTextRenderMode(text, pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE)
    pdfium.FPDFPageObj_Transform(text, 1, 0, 0, 1, 0, 0)
    pdfium.FPDFTextObj_SetTextRenderMode(text, mode)
