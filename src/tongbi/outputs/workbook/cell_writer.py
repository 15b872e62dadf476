"""What goes into a cell, and how: the one way in for text, and its sisters for numbers, formulas and links.

A report's text is foreign: it may start with `=`, hold control characters or be longer than a cell. Everything that is not a
number or a formula of ours therefore passes `write_text`. Looks are openpyxl's style arrays, made once by `styles` and shared.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, cast

from openpyxl.cell.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import quote_sheetname

from tongbi.outputs.invalid_characters import FORMULA_START, visible
from tongbi.outputs.workbook.sheet_writer import Computed, Jump, Stretch

if TYPE_CHECKING:
    from openpyxl.cell.text import InlineFont
    from openpyxl.worksheet.worksheet import Worksheet

Mark = Literal["plain", "deleted", "inserted"]
Run = tuple[Mark, str]

HEADER_ROW = 3
"""Every sheet: title in row 1, note in row 2, column heads in row 3, rows below."""

LIMIT = 32_767
"""Characters a cell can hold, counted as Excel counts them: in UTF-16, so that an emoji is two."""

TOOLTIP_LIMIT = 250  # Excel refuses more than 255

# Excel reads _x0041_ in a string as "A"; the underscore itself is written as _x005F_.
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True, slots=True)
class Pen:
    """What writing needs to know: looks by name, fonts of the redline marks, and the note put where a text is cut ({count} left out)."""

    looks: Mapping[str, StyleArray]
    fonts: Mapping[Mark, InlineFont]
    cut: str

    def look(self, name: str) -> StyleArray:
        """A look by its name; KeyError for an unknown one."""
        return self.looks[name]


@lru_cache(maxsize=8192)  # most cells say what others do
def clean(text: str) -> str:
    """The text as a cell can hold it: control characters as their pictures, what cannot be written at all as �; nothing vanishes."""
    text = visible(text)
    return _ESCAPE_LIKE.sub("_x005F_", text) if "_x" in text else text


def pieces(text: str, limit: int = LIMIT) -> list[str]:
    """The text in pieces that each fit a cell, joined again the same text; one piece ("") for an empty text."""
    found = []
    while True:
        first = _beginning(text, limit)
        found.append(first)
        text = text[len(first) :]
        if not text:
            return found


def write_text(sheet: Worksheet, row: int, column: int, text: str | Sequence[Run], look: str, pen: Pen) -> Cell:
    """Put text, or marked runs of text, into a cell as text, whatever it looks like. Too long a text ends in the pen's note of the cut."""
    if isinstance(text, str) and len(text) * 7 <= LIMIT:
        return _cell(sheet, row, column, clean(text), "s", _as_text(pen.look(look), text))
    given: Sequence[Run] = [("plain", text)] if isinstance(text, str) else text
    runs = _fitting([run for run in given if run[1]], pen.cut)
    style = _as_text(pen.look(look), runs[0][1]) if runs else pen.look(look)
    if all(mark == "plain" for mark, _ in runs):
        return _cell(sheet, row, column, "".join([clean(words) for _, words in runs]), "s", style)
    return _cell(sheet, row, column, CellRichText([_block(mark, clean(words), pen) for mark, words in runs]), "s", style)


def write_number(sheet: Worksheet, row: int, column: int, value: float | None, look: str, pen: Pen) -> Cell:
    """Put a number into a cell; None leaves it empty but dressed."""
    whole = int(value) if value is not None and float(value).is_integer() else value
    return _cell(sheet, row, column, whole, "n", pen.look(look))


def write_formula(sheet: Worksheet, row: int, column: int, formula: str, shown: float | None, look: str, pen: Pen) -> Cell:
    """Put a formula of ours (with its `=`) into a cell, and what it comes to, None for nothing; never called with words of a report."""
    return _cell(sheet, row, column, Computed(formula, shown), "f", pen.look(look))


def write_stretch(sheet: Worksheet, row: int, column: int, words: Sequence[tuple[str, str]], times: int, pen: Pen) -> None:
    """Put words of ours with their looks into the next cells of a row, so many times over."""
    dressed = tuple((text, pen.look(look)) for text, look in words)
    _cell(sheet, row, column, Stretch(dressed, times), "s", dressed[0][1])


def link(cell: Cell, sheet: str, row: int, column: str = "A", tooltip: str = "") -> None:
    """Make a cell jump to a row of a sheet of this workbook, showing `tooltip` meanwhile."""
    hint = clean(tooltip)
    hint = hint if len(hint) <= TOOLTIP_LIMIT else hint[: TOOLTIP_LIMIT - 1] + "…"
    held: Any = cell
    held._hyperlink = Jump(f"{quote_sheetname(sheet)}!{column}{row}", hint)


def cells_of(sheet: Worksheet) -> Iterable[Cell]:
    """Every cell of a sheet that was written, in no order."""
    held: Any = sheet
    return cast("Iterable[Cell]", held._cells.values())


def write_jump(sheet: Worksheet, row: int, column: int, target: str, target_row: int | None, pen: Pen) -> None:
    """Write the number of a row of another sheet, counted below its header, as a link to it; None leaves the cell empty."""
    number = None if target_row is None else target_row - HEADER_ROW
    cell = write_number(sheet, row, column, number, "jump", pen)
    if target_row is not None:
        link(cell, target, target_row)


def _cell(sheet: Worksheet, row: int, column: int, value: object, kind: Literal["s", "n", "f"], style: StyleArray) -> Cell:
    """A cell of the sheet, new or as it was, with a value of a known kind and a style that it shares.

    Past openpyxl's public face: it guesses the kind ("=…" a formula, "#N/A" an error), and with its ways to a cell, to a new one and to its
    value a workbook takes 1.3 times as long, with a named style for each cell 1.6 times (tests/benchmarks/workbook.py).
    """
    held: Any = sheet
    cell: Any = held._cells.get((row, column))
    if cell is None:
        cell = held._cells[row, column] = Cell.__new__(Cell)
        cell.parent, cell.row, cell.column, cell._hyperlink, cell._comment = sheet, row, column, None, None
    elif not isinstance(cell, Cell):
        raise TypeError(f"{sheet.title}!{cell.coordinate} lies inside a merged range")
    cell._value, cell.data_type, cell._style = value, kind, style
    written: Cell = cell
    return written


def _as_text(style: StyleArray, text: str) -> StyleArray:
    """The style for a text: Excel would make a formula of one that looks like it as soon as somebody edits the cell."""
    if text[:1] in FORMULA_START:
        style = StyleArray(style)
        style.quotePrefix = 1
    return style


def _block(mark: Mark, words: str, pen: Pen) -> str | TextBlock:
    return words if mark == "plain" else TextBlock(pen.fonts[mark], words)


def _cost(text: str) -> int:
    """Length as the writer and Excel see it, whichever is longer: UTF-16 units, and six more for each escaped underscore."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2 + 6 * len(_ESCAPE_LIKE.findall(text))


def _beginning(text: str, room: int) -> str:
    """The longest beginning that costs no more than `room`."""
    if len(text) * 7 <= room or _cost(text) <= room:
        return text
    return text[: bisect_right(range(1, len(text) + 1), room, key=lambda length: _cost(text[:length]))]


def _fitting(runs: Sequence[Run], note: str) -> Sequence[Run]:
    """The runs, cut where a cell is full, with the note of how many characters are left out."""
    if sum(len(words) for _, words in runs) * 7 <= LIMIT or sum(_cost(words) for _, words in runs) <= LIMIT:
        return runs
    total = sum(len(words) for _, words in runs)
    room = LIMIT - len(note.format(count=total)) - 1
    kept: list[Run] = []
    for mark, words in runs:
        first = _beginning(words, room)
        kept.append((mark, first))
        room -= _cost(first)
        if len(first) < len(words):
            break
    left_out = total - sum(len(words) for _, words in kept)
    return [*(run for run in kept if run[1]), ("plain", note.format(count=left_out))]
