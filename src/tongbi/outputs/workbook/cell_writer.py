"""What goes into a cell, and how: the one way in for text, and its sisters for numbers, formulas and links.

A report's text is foreign: it may start with `=`, hold control characters or be longer than a cell. Everything that is not a
number or a formula of ours therefore passes `text`. Looks are styles of the workbook, made once by `styles` and shared.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple
from xml.sax.saxutils import escape

from openpyxl.cell.cell import Cell
from openpyxl.compat import safe_string
from openpyxl.utils import quote_sheetname

from tongbi.outputs.invalid_characters import FORMULA_START, visible
from tongbi.outputs.workbook.sheet import Jump

if TYPE_CHECKING:
    from tongbi.outputs.workbook.sheet import Content, Place

Mark = Literal["plain", "deleted", "inserted"]
Run = tuple[Mark, str]

HEADER_ROW = 3
"""Every sheet: title in row 1, note in row 2, column heads in row 3, rows below."""

LIMIT = 32_767
"""Characters a cell can hold, counted as Excel counts them: in UTF-16, so that an emoji is two."""

TOOLTIP_LIMIT = 250  # Excel refuses more than 255

# Excel reads _x0041_ in a string as "A"; the underscore itself is written as _x005F_.
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class Look(NamedTuple):
    """How a cell looks, as the attribute of its style; and how one does whose text looks like a formula, of which Excel would make one as
    soon as somebody edits the cell.
    """

    plain: str
    quoted: str


@dataclass(frozen=True, slots=True)
class Pen:
    """What writing needs to know: looks by name, fonts of the redline marks as XML, and the note put where a text is cut ({count} left
    out).
    """

    looks: Mapping[str, Look]
    fonts: Mapping[Mark, str]
    cut: str


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


def text(words: str | Sequence[Run], look: str, pen: Pen) -> Content:
    """A cell of text, or of marked runs of text, whatever it looks like. Too long a text ends in the pen's note of the cut."""
    if isinstance(words, str) and len(words) * 7 <= LIMIT:
        return _plain(words, pen.looks[look])
    given: Sequence[Run] = [("plain", words)] if isinstance(words, str) else words
    runs = _fitting([run for run in given if run[1]], pen.cut)
    if all(mark == "plain" for mark, _ in runs):
        return _plain("".join([said for _, said in runs]), pen.looks[look])
    marked = "".join([f"<r>{pen.fonts.get(mark, '')}{_said(clean(said))}</r>" for mark, said in runs])
    return f'{_style(runs[0][1], pen.looks[look])} t="inlineStr"><is>{marked}</is></c>'


def number(value: float | None, look: str, pen: Pen) -> Content:
    """A cell with a number; None leaves it empty but dressed."""
    if value is None:
        return f'{pen.looks[look].plain} t="n"/>'
    return f'{pen.looks[look].plain} t="n"><v>{int(value) if float(value).is_integer() else safe_string(value)}</v></c>'


def formula(words: str, shown: float | None, look: str, pen: Pen) -> Content:
    """A cell with a formula of ours (with its `=`), and what it comes to, None for an empty text; never called with words of a report."""
    kind, value = (' t="str"', "") if shown is None else ("", repr(shown))
    return f"{pen.looks[look].plain}{kind}><f>{escape(words[1:])}</f><v>{value}</v></c>"


def surround(place: Place, words: Iterable[str]) -> None:
    """Show words of ours before the number of a cell and behind it: its style, with another format."""
    sheet, row, column = place
    _, style, rest = str(sheet.written[row][column]).split('"', 2)
    held: Any = Cell(sheet, row, column)  # thrown away
    held._style = copy(held.parent.parent._cell_styles[int(style)])
    held.number_format = held.number_format.join(f'"{word}"' for word in words)
    sheet.put(row, column, f' s="{held.style_id}"{rest}')


def link(place: Place, title: str, row: int, column: str = "A", tooltip: str = "") -> None:
    """Make a cell jump to a row of the sheet of that title in this workbook, showing `tooltip` meanwhile."""
    hint = clean(tooltip)
    hint = hint if len(hint) <= TOOLTIP_LIMIT else hint[: TOOLTIP_LIMIT - 1] + "…"
    sheet, *at = place
    sheet.links[at[0], at[1]] = Jump(f"{quote_sheetname(title)}!{column}{row}", hint)


@lru_cache(maxsize=8192)  # most cells say what others do
def _plain(words: str, look: Look) -> Content:
    """A cell of one text that fits."""
    return f'{_style(words, look)} t="inlineStr"' + (f"><is>{_said(clean(words))}</is></c>" if words else "/>")


def _style(words: str, look: Look) -> str:
    return look.quoted if words[:1] in FORMULA_START else look.plain


def _said(words: str) -> str:
    space = "" if words == words.strip() else ' xml:space="preserve"'
    return f"<t{space}>{escape(words)}</t>"


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
