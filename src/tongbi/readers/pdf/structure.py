"""What a tagged PDF (as Word, browsers and office programs write them) declares of its tables: the cell of each piece of its content.

Such files number the pieces of content of a page and keep a tree of what they are: Table, TR, TD. Cells without content may stand in the
tree or not.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from tongbi.readers.pages.runs import Key, Mark
from tongbi.readers.pdf.objects import MOST_OBJECTS


class Place(NamedTuple):
    """Where a piece of content stands: in which cell, of those in a row, and in which of its paragraphs (as in `Marked`)."""

    mark: Mark
    cells: frozenset[int] = frozenset()
    paragraph: Key = ()


_OUTSIDE = Place(Mark((), ()))
_TABLE, _ROW, _PARAGRAPH, _CELL, _HEAD = (name.encode("utf-16-le") for name in ("Table", "TR", "P", "TD", "TH"))


def places(page: pypdfium2.PdfPage) -> dict[int, Place]:
    """Where each piece of content of a page stands that is in a table, by its number; empty for a page without tags."""
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return {}
    try:
        return dict(_found(tree))
    finally:
        pdfium.FPDF_StructTree_Close(tree)


def _found(tree: Any) -> Iterator[tuple[int, Place]]:
    """Numbers of content with their places; of a tree that is larger than any page's only the beginning."""
    roots = [pdfium.FPDF_StructTree_GetChildAtIndex(tree, at) for at in range(pdfium.FPDF_StructTree_CountChildren(tree))]
    waiting: list[tuple[Any, Key, Place]] = [(root, (at,), _OUTSIDE) for at, root in enumerate(roots) if root]
    seen = 0
    while waiting and seen < MOST_OBJECTS:
        element, key, around = waiting.pop()
        seen += 1
        numbers = [
            pdfium.FPDF_StructElement_GetChildMarkedContentID(element, at) for at in range(pdfium.FPDF_StructElement_CountChildren(element))
        ]
        own = _place(element, key, around, numbers)
        for at, number in enumerate(numbers):
            if number < 0:
                child = pdfium.FPDF_StructElement_GetChildAtIndex(element, at)
                waiting += [(child, (*key, at), own)] if child else []
            elif own.mark.at >= 0:
                yield number, own


def _place(element: Any, key: Key, around: Place, numbers: Sequence[int]) -> Place:
    """What stands in an element, by what stands around it; `numbers` are those of its children that are content, less than 0 for others."""
    kind, mark = _kind(element), around.mark
    if kind == _TABLE:
        return Place(Mark(key, ()))
    if kind == _ROW and mark.table and mark.at < 0:
        return Place(Mark(mark.table, key), frozenset(at for at, number in enumerate(numbers) if number < 0))
    if kind in {_CELL, _HEAD} and mark.row and mark.at < 0:
        cell = mark._replace(at=key[-1], rows=_span(element, b"RowSpan"), columns=_span(element, b"ColSpan"))
        return around._replace(mark=cell)
    return around._replace(paragraph=key) if kind == _PARAGRAPH else around


def _kind(element: Any) -> bytes:
    """The type of an element in UTF-16, of one with a longer name than a table's the beginning."""
    name = ctypes.create_string_buffer(len(_TABLE) + 2)
    length = pdfium.FPDF_StructElement_GetType(element, name, len(name))
    return name.raw[: length - 2] if 0 < length <= len(name) else b""


def _span(element: Any, name: bytes, most: int = 1_000) -> int:
    """Over how many rows or columns a cell stands, `most` being more than any does."""
    found = ctypes.c_float()
    for at in range(pdfium.FPDF_StructElement_GetAttributeCount(element)):
        value = pdfium.FPDF_StructElement_Attr_GetValue(pdfium.FPDF_StructElement_GetAttributeAtIndex(element, at), name)
        if value and pdfium.FPDF_StructElement_Attr_GetNumberValue(value, found):
            return int(min(max(1.0, found.value), most))
    return 1
