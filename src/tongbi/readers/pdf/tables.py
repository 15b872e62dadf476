"""Ruled tables of a page: the cells that its rules make, filled with its characters."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import islice
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from tongbi.language.folding import han_share
from tongbi.readers.pages.parts import Box, Part
from tongbi.readers.pdf import objects
from tongbi.readers.pdf.text import Char, Line, keeps_blank
from tongbi.readers.wrapping import joined

# In points: rules are drawn up to 3 thick and tables have none shorter than 8; edges this near are one.
_THIN, _SHORTEST, _SAME_EDGE = 3.0, 8.0, 3.0
# More are a drawing, and looking for tables in it takes minutes; a page of Word has up to 3,000 objects.
_MOST_RULES, _MOST_OBJECTS = 5_000, 20_000


# ── on one page ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


def has_rules(page: pypdfium2.PdfPage) -> bool:
    """Whether a page has rules enough for a table: two level ones and two upright ones, or a drawing that may hold them."""
    if pdfium.FPDFPage_CountObjects(page.raw) > _MOST_OBJECTS:
        return False
    level = upright = 0
    for left, bottom, right, top in _paths(page):
        wide, high = right - left, top - bottom
        level += wide >= _SHORTEST and high <= _THIN
        upright += high >= _SHORTEST and wide <= _THIN
        if wide > _SHORTEST and high > _SHORTEST:
            level, upright = level + 1, upright + 1
        if level >= 2 and upright >= 2:
            return True
    return False


def _paths(page: pypdfium2.PdfPage) -> Iterator[tuple[float, float, float, float]]:
    """The boxes of what is drawn with lines on a page, in forms too (in their own coordinates, which does for lengths)."""
    for item in islice(objects.of_kind(page, pdfium.FPDF_PAGEOBJ_PATH), _MOST_RULES):
        box = objects.bounds(item)
        if box is not None:
            yield box


def find(raw: bytes, pages: Sequence[int], chars: dict[int, Sequence[Char]]) -> list[Part]:
    """The tables of the pages given (from 0), their cells filled with the pages' characters; ImportError without the extra."""
    import pdfplumber

    # What it has to say of fonts and colours of a damaged file is of no use to a reader of reports, and would go to the terminal.
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    found: list[Part] = []
    with pdfplumber.open(BytesIO(raw), pages=[page + 1 for page in pages]) as document:
        for number, page in zip(pages, document.pages, strict=True):
            found += _on_page(page, number, chars[number])
            page.close()
    return found


def _on_page(page: Any, number: int, chars: Sequence[Char]) -> list[Part]:
    """The tables of a page, from the top; frames around text and empty ones are none."""
    rules = page.filter(_is_rule)
    if len(rules.edges) > _MOST_RULES:
        return []
    found = []
    for table in rules.find_tables():
        x, y = page.bbox[:2]
        boxes = _filled([(left - x, top - y, right - x, bottom - y) for left, top, right, bottom in table.cells], chars)
        part = Part(number, _SAME_EDGE, boxes)
        columns = len(part.edges()) - 1 if boxes else 0
        if len(boxes) > 2 and columns > 1 and any(box.text for box in boxes):
            found.append(part)
    return sorted(found, key=lambda ruled: (ruled.top, ruled.left))


def _is_rule(item: dict[str, Any]) -> bool:
    """Whether a drawn thing is a rule or a frame: the coloured ground of a cell is neither."""
    kind = item.get("object_type")
    if kind in {"rect", "curve"}:
        return bool(item.get("stroke")) or item["width"] <= _THIN or item["height"] <= _THIN
    return kind == "line"


def _filled(cells: Sequence[tuple[float, float, float, float]], chars: Sequence[Char]) -> tuple[Box, ...]:
    """Cells with the characters whose middle lies in them."""
    within: list[list[Char]] = [[] for _ in cells]
    for char in chars:
        x, y = (char.left + char.right) / 2, (char.top + char.bottom) / 2
        for (left, top, right, bottom), held in zip(cells, within, strict=True):
            if left <= x < right and top <= y < bottom:
                held.append(char)
                break
    return tuple(_box(place, held) for place, held in zip(cells, within, strict=True))


def _box(place: tuple[float, float, float, float], chars: Sequence[Char]) -> Box:
    left, top, right, bottom = place
    text_top = min((char.top for char in chars), default=top)
    text_bottom = max((char.bottom for char in chars), default=bottom)
    return Box(_text(chars), left, top, right, bottom, text_top, text_bottom)


def _text(chars: Sequence[Char]) -> str:
    """The text of a cell: its lines from the top, joined as those of a paragraph."""
    lines: list[list[Char]] = []
    for char in sorted(chars, key=lambda char: (char.top + char.bottom) / 2):
        middle = (char.top + char.bottom) / 2
        if lines and middle - (lines[-1][0].top + lines[-1][0].bottom) / 2 <= 0.5 * (char.bottom - char.top):
            lines[-1].append(char)
        else:
            lines.append([char])
    chinese = han_share("".join(char.text for char in chars)) > 0.3
    text = ""
    for line in lines:
        text = joined(text, _line(sorted(line, key=lambda char: char.left)), chinese=chinese)
    return text


def _line(chars: Sequence[Char]) -> str:
    """The characters of a line, blanks where gaps show them."""
    texts = [char.text for char in chars]
    found = texts[0]
    for at in range(1, len(chars)):
        size = chars[at].bottom - chars[at].top
        gap = (chars[at].left - chars[at - 1].right) / size
        if gap > 0.12 and keeps_blank("".join(texts[max(0, at - 2) : at]), "".join(texts[at : at + 2]), gap):
            found += " "
        found += texts[at]
    return found


def holds(part: Part, line: Line) -> bool:
    """Whether a line begins or ends within a cell."""
    ends = (line.left + min(2.0, line.right - line.left), line.right - min(2.0, line.right - line.left))
    return any(box.left <= x <= box.right and box.top <= line.middle <= box.bottom for x in ends for box in part.boxes)
