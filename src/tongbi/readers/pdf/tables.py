"""Ruled tables: the cells that the rules of a page make, tables that go on over a page break put together."""

from __future__ import annotations

import ctypes
import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import islice
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from tongbi.model import Cell, Grid
from tongbi.readers.pdf.text import Char, Line, joined, keeps_blank
from tongbi.readers.wrapping import BEGINS_PARAGRAPH
from tongbi.text import han_share

# In points: rules are drawn up to 3 thick and tables have none shorter than 8; edges this near are one.
_THIN, _SHORTEST, _SAME_EDGE = 3.0, 8.0, 3.0
# More are a drawing, and looking for tables in it takes minutes; a page of Word has up to 3,000 objects.
_MOST_RULES, _MOST_OBJECTS = 5_000, 20_000
_FORMS_DEEP = 2
_SENTENCE_ENDS = "。！？；!?;"


@dataclass(frozen=True, slots=True)
class Box:
    """A cell on its page: text, place, and where its text stands in it (as high as the cell when there is none)."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    text_top: float
    text_bottom: float

    @property
    def above(self) -> float:
        """Room above the text."""
        return self.text_top - self.top

    @property
    def below(self) -> float:
        """Room below the text."""
        return self.bottom - self.text_bottom


@dataclass(frozen=True, slots=True)
class Ruled:
    """A table, or the part of one that stands on one page."""

    page: int
    boxes: tuple[Box, ...]

    @property
    def left(self) -> float:
        """Of its box."""
        return min(box.left for box in self.boxes)

    @property
    def top(self) -> float:
        """Of its box."""
        return min(box.top for box in self.boxes)

    @property
    def right(self) -> float:
        """Of its box."""
        return max(box.right for box in self.boxes)

    @property
    def bottom(self) -> float:
        """Of its box."""
        return max(box.bottom for box in self.boxes)

    def holds(self, line: Line) -> bool:
        """Whether a line begins or ends within a cell."""
        ends = (line.left + min(2.0, line.right - line.left), line.right - min(2.0, line.right - line.left))
        return any(box.left <= x <= box.right and box.top <= line.middle <= box.bottom for x in ends for box in self.boxes)


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
    paths = _objects(page.raw, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, _FORMS_DEEP)
    for item in islice(paths, _MOST_RULES):
        box = [ctypes.c_float() for _ in range(4)]
        if pdfium.FPDFPageObj_GetBounds(item, *box):
            yield box[0].value, box[1].value, box[2].value, box[3].value


def _objects(holder: Any, count: Any, get: Any, depth: int) -> Iterator[Any]:
    """The paths of a page or a form. One call an object and no more: a page printed by Word has one for every character."""
    for at in range(count(holder)):
        item = get(holder, at)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            yield item
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth:
            yield from _objects(item, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, depth - 1)


def find(raw: bytes, pages: Sequence[int], chars: dict[int, Sequence[Char]]) -> list[Ruled]:
    """The tables of the pages given (from 0), their cells filled with the pages' characters; ImportError without the extra."""
    import pdfplumber

    # What it has to say of fonts and colours of a damaged file is of no use to a reader of reports, and would go to the terminal.
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    found: list[Ruled] = []
    with pdfplumber.open(BytesIO(raw), pages=[page + 1 for page in pages]) as document:
        for number, page in zip(pages, document.pages, strict=True):
            found += _on_page(page, number, chars[number])
            page.close()
    return found


def _on_page(page: Any, number: int, chars: Sequence[Char]) -> list[Ruled]:
    """The tables of a page, from the top; frames around text and empty ones are none."""
    rules = page.filter(_is_rule)
    if len(rules.edges) > _MOST_RULES:
        return []
    found = []
    for table in rules.find_tables():
        x, y = page.bbox[:2]
        boxes = _filled([(left - x, top - y, right - x, bottom - y) for left, top, right, bottom in table.cells], chars)
        ruled = Ruled(number, boxes)
        columns = len(_edges([edge for box in boxes for edge in (box.left, box.right)])) - 1
        if len(boxes) > 2 and columns > 1 and any(box.text for box in boxes):
            found.append(ruled)
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


# ── over page breaks ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def continues(above: Ruled, below: Ruled) -> bool:
    """Whether a table is the next part of the one before it, no text being between: the same width, columns that fit."""
    if abs(above.left - below.left) > _SAME_EDGE or abs(above.right - below.right) > _SAME_EDGE:
        return False
    columns, others = (_edges([edge for box in part.boxes for edge in (box.left, box.right)]) for part in (above, below))
    fewer, more = sorted((columns, others), key=len)
    return all(any(abs(edge - other) <= _SAME_EDGE for other in more) for edge in fewer)


def grid(parts: Sequence[Ruled]) -> Grid:
    """The parts of one table as a grid: cells torn by page breaks are one again, repeated head rows stand once."""
    edges = _edges([edge for part in parts for box in part.boxes for edge in (box.left, box.right)])
    cells: list[_Placed] = []
    for part in parts:
        cells = _with(cells, _rows(part, edges))
    printed = sorted((placed.cell for placed in cells), key=lambda cell: (cell.row, cell.column))
    return Grid(tuple(printed))


@dataclass(frozen=True, slots=True)
class _Placed:
    """A cell of the grid and the box it was."""

    cell: Cell
    box: Box


def _edges(places: Sequence[float]) -> list[float]:
    """Edges, those that are near each other as one."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _SAME_EDGE:
            found.append(place)
    return found


def _index(edges: Sequence[float], place: float) -> int:
    return min(range(len(edges)), key=lambda at: abs(edges[at] - place))


def _rows(part: Ruled, columns: Sequence[float]) -> list[_Placed]:
    """The cells of a part, rows counted from its top."""
    rows = _edges([edge for box in part.boxes for edge in (box.top, box.bottom)])
    found = []
    for box in part.boxes:
        row, column = _index(rows, box.top), _index(columns, box.left)
        height, width = _index(rows, box.bottom) - row, _index(columns, box.right) - column
        if height > 0 and width > 0:
            found.append(_Placed(Cell(box.text, row, column, height, width), box))
    return found


def _height(cells: Sequence[_Placed]) -> int:
    return max((placed.cell.row + placed.cell.rows for placed in cells), default=0)


def _with(above: list[_Placed], below: list[_Placed]) -> list[_Placed]:
    """Two parts under each other."""
    if not above:
        return below
    below = _without_head(above, below)
    if not below:
        return above
    offset = _height(above)
    last = {placed.cell.column: placed for placed in above if placed.cell.row + placed.cell.rows == offset}
    seams = [
        (last[placed.cell.column], placed)
        for placed in below
        if placed.cell.row == 0 and placed.cell.column in last and last[placed.cell.column].cell.columns == placed.cell.columns
    ]
    torn_row = _is_torn_row(seams, sum(placed.cell.row == 0 for placed in below))
    centred = any(_is_centred(placed) for placed in [*above, *below])
    torn = seams if torn_row else [seam for seam in seams if _is_torn(*seam, centred=centred)]
    shift = offset - torn_row
    lost = {id(placed) for seam in torn for placed in seam}
    kept = [placed for placed in above if id(placed) not in lost]
    moved = [_moved(placed, shift) for placed in below if id(placed) not in lost]
    return [*kept, *(_one(upper, lower, torn_row) for upper, lower in torn), *moved]


def _moved(placed: _Placed, by: int) -> _Placed:
    return replace(placed, cell=replace(placed.cell, row=placed.cell.row + by))


def _one(upper: _Placed, lower: _Placed, overlap: int) -> _Placed:
    """A torn cell whole."""
    text = upper.cell.text + lower.cell.text
    text = joined(upper.cell.text, lower.cell.text, chinese=han_share(text) > 0.3)
    return _Placed(replace(upper.cell, text=text, rows=upper.cell.rows + lower.cell.rows - overlap), lower.box)


def _without_head(above: Sequence[_Placed], below: list[_Placed]) -> list[_Placed]:
    """The lower part without the head rows that repeat those of the upper one."""
    head = 0
    while True:
        first, again = _printed(above, head), _printed(below, head)
        if not first or first != again or not any(re.search(r"\D", text) for _, text, _, _ in first):
            break
        head += 1
    while head and any(placed.cell.row < head < placed.cell.row + placed.cell.rows for placed in below):
        head -= 1
    return [_moved(placed, -head) for placed in below if placed.cell.row >= head]


def _printed(cells: Sequence[_Placed], row: int) -> list[tuple[int, str, int, int]]:
    """What is printed in a row; nothing when all its cells are empty."""
    found = [(one.cell.column, one.cell.text, one.cell.rows, one.cell.columns) for one in cells if one.cell.row == row]
    return sorted(found) if any(text for _, text, _, _ in found) else []


def _is_torn_row(seams: Sequence[tuple[_Placed, _Placed]], width: int) -> bool:
    """Whether a page break went through a row: what stands below it only completes texts cut above it, some cells having no rest."""
    rests = [(upper, lower) for upper, lower in seams if lower.cell.text]
    if not rests or len(seams) < width or len(rests) == len(seams):
        return False
    bare = any(upper.cell.text and not lower.cell.text for upper, lower in seams)
    return bare and all(_is_cut(upper, lower) for upper, lower in rests)


def _is_cut(upper: _Placed, lower: _Placed) -> bool:
    """Whether a text breaks off at the foot of a cell and goes on at the head of the other."""
    before, after = upper.cell.text, lower.cell.text
    if not before or before[-1] in _SENTENCE_ENDS or BEGINS_PARAGRAPH.match(after):
        return False
    if re.search(r"\d$", before) or re.match(r"[\d.,%-]+$", after):
        return False
    line = (lower.box.text_bottom - lower.box.text_top) / max(1, len(after) // 40 + 1)
    return upper.box.below <= 1.5 * line


def _is_centred(placed: _Placed) -> bool:
    """Whether a cell over several rows has its text in half its height: what stands at the top of one was torn then."""
    box = placed.box
    line = box.text_bottom - box.text_top
    return placed.cell.rows > 1 and bool(box.text) and box.above > 0.5 * line and abs(box.above - box.below) < 0.5 * line


def _is_torn(upper: _Placed, lower: _Placed, *, centred: bool) -> bool:
    """Whether a page break went through a cell over several rows."""
    if upper.cell.rows == 1 and lower.cell.rows == 1:
        return False
    if not lower.cell.text or not upper.cell.text:
        return True
    line = lower.box.text_bottom - lower.box.text_top
    return centred and _is_cut(upper, lower) and lower.box.above + 0.5 * line < lower.box.below
