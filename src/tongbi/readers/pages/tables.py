"""Pages with ruled tables: pieces of text go into the cells they stand in; tables that go on over a page break become one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from tongbi.model import Block, Grid
from tongbi.readers import pages
from tongbi.readers.pages import lines, parts, ruled
from tongbi.readers.pages.lines import Line, Page
from tongbi.readers.pages.parts import Part
from tongbi.readers.pages.ruled import Box, Rule, Ruled


def page(number: int, size: tuple[float, float], pieces: Sequence[Line], rules: Sequence[Rule], near: float) -> Page:
    """A page's lines and tables from the top; `size` is its width and height, edges nearer than `near` are one."""
    tables = ruled.find(rules, near)
    inside: list[dict[Box, list[Line]]] = [{} for _ in tables]
    outside: list[Line] = []
    for piece in pieces:
        place = ((piece.left + piece.right) / 2, piece.middle)
        at, box = next(((at, box) for at, table in enumerate(tables) if (box := table.box_at(*place))), (0, None))
        if box is None:
            outside.append(piece)
        else:
            inside[at].setdefault(box, []).append(piece)
    placed: list[tuple[float, Line | Part]] = [(line.middle, line) for line in lines.lines(outside)]
    for table, cells in zip(tables, inside, strict=True):
        if cells:
            placed.append((table.rows[0], Part(number, near, tuple(_box(table, box, cells.get(box, [])) for box in table.boxes))))
    placed.sort(key=lambda one: one[0])
    return Page(number, *size, tuple(part for _, part in placed))


def _box(table: Ruled, box: Box, pieces: Sequence[Line]) -> parts.Box:
    text = ""
    found = lines.lines(pieces)
    for line in found:
        text = pages.joined(text, line.text)
    top, bottom = table.rows[box.row], table.rows[box.row + box.rows]
    left, right = table.columns[box.column], table.columns[box.column + box.columns]
    text_top, text_bottom = min((line.top for line in found), default=top), max((line.bottom for line in found), default=bottom)
    return parts.Box(text, left, top, right, bottom, text_top, text_bottom)


def whole(blocks: Sequence[Block | Part]) -> list[Block | Grid]:
    """Paragraphs and whole tables."""
    found: list[Block | Grid] = []
    for is_table, run in groupby(blocks, key=lambda block: isinstance(block, Part)):
        if is_table:
            found += parts.grids([part for part in run if isinstance(part, Part)])
        else:
            found += (block for block in run if isinstance(block, Block))
    return found
