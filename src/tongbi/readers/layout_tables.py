"""Layout tables: tables that only lay text out in columns, frames and lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_LONG, _MOST = 200, 0.7
_FEW = 2
# What stands alone in the first cell of a list that is set as a table.
_MARK = re.compile(r"[•●·■◆▪○◦o*–—-]|[（(]?(?:\d{1,2}|[A-Za-z]|[ivxIVX]{1,4})[）).]|[①-⑳]|\*{1,3}")
_LABEL = re.compile(r"(?i:item\s+\d{1,2}[A-C]?[.:]?|part\s+[IVX]{1,4}[.:]?)")


@dataclass(frozen=True, slots=True)
class Printed:
    """A cell's text, how many paragraphs it holds and whether a table is among them."""

    text: str
    paragraphs: int
    nested: bool


def lays_out(rows: Sequence[Sequence[Printed]]) -> bool:
    """Whether a table only lays out the page: a table within, one cell a row, or one that holds nearly all text, as paragraphs."""
    cells = [cell for row in rows for cell in row]
    if any(cell.nested for cell in cells) or all(sum(bool(cell.text) for cell in row) <= 1 for row in rows):
        return True
    longest = max(cells, key=lambda cell: len(cell.text))
    total = sum(len(cell.text) for cell in cells)
    prose = [cell for cell in cells if cell.paragraphs >= _FEW and len(cell.text) >= _LONG]
    columns = len(rows) == 1 and len(prose) >= _FEW
    return columns or (longest in prose and len(longest.text) >= _MOST * total)


def is_list(rows: Sequence[Sequence[Printed]]) -> bool:
    """Whether a table only sets marks (•, (1), Item 1.) before paragraphs."""
    filled = [[cell.text for cell in row if cell.text] for row in rows]
    filled = [texts for texts in filled if texts]
    if len(filled) == 1 and is_label(filled[0][0]):
        return True
    return all(len(texts) == _FEW and _MARK.fullmatch(texts[0]) and not _MARK.fullmatch(texts[1]) for texts in filled)


def is_label(text: str) -> bool:
    """Whether a text is the label of an item or a part and nothing else (Item 1A)."""
    return _LABEL.fullmatch(text.strip()) is not None
