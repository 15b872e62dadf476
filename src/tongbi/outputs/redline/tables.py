"""Tables of the redline: rows that came and went, and the words that changed in a cell; a table with other columns is set anew.

Rows are one by the places of their cells and by what stands first in them; between those, by their order where there are as many.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tongbi.language import text_diff
from tongbi.model import Cell, Table
from tongbi.outputs.paper import UPRIGHT, ems
from tongbi.outputs.redline.marks import Mark, Marker, element
from tongbi.outputs.redline.twins import aligned

STYLE = "Cell"
_SIGNS = str.maketrans("", "", " \u00a0()（）$€£¥%,.+-—–−*")
_LONG = "administration"  # a word as long as this one is not parted
_RULES = ("top", "left", "bottom", "right", "insideH", "insideV")


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell in one row: its text, the columns it spans, and whether it begins (`restart`) or goes on with a cell over several rows."""

    text: str
    column: int
    columns: int
    merged: str = ""

    @property
    def shape(self) -> tuple[int, int, str]:
        """Where it stands."""
        return self.column, self.columns, self.merged


Row = tuple[Slot, ...]
Rows = list[tuple[Row | None, Row | None]]


def drawn(old: Table | None, new: Table | None, marker: Marker) -> list[Any]:
    """A table as Word's; where the newer one has other columns, both, the older one deleted."""
    found = paired(old, new)
    if found is None:
        return [*drawn(old, None, marker), apart(marker, "del"), *drawn(None, new, marker)]
    return [_table(found, marker)]


def paired(old: Table | None, new: Table | None) -> Rows | None:
    """The rows of both years in one order, None where the newer table has other columns."""
    before, after = (_rows(table) if table else [] for table in (old, new))
    return _paired(before, after) if old and new else [*((row, None) for row in before), *((None, row) for row in after)]


def apart(marker: Marker, mark: Mark = "") -> Any:
    """An empty paragraph: Word makes one table of two that touch."""
    return element("p", marker.end(STYLE, mark))


def _rows(table: Table) -> list[Row]:
    """The rows, each over all columns: cells over several rows go on in them, and where there is none stands an empty one."""
    at = {
        (row, column): cell
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    }
    height, width = (1 + max(place[side] for place in at) for side in (0, 1))
    return [tuple(_slots(at, row, width)) for row in range(height)]


def _slots(at: dict[tuple[int, int], Cell], row: int, width: int) -> list[Slot]:
    found: list[Slot] = []
    for column in range(width):
        if found and column < found[-1].column + found[-1].columns:
            continue
        cell = at.get((row, column), Cell("", row, column))
        merged = "" if cell.rows == 1 else "restart" if cell.row == row else "continue"
        found.append(Slot(cell.text if cell.row == row else "", column, cell.columns, merged))
    return found


def _paired(old: Sequence[Row], new: Sequence[Row]) -> Rows | None:
    """The rows of both years in one order, None where the columns are others or a row in a cell over several came or went."""
    if _width(old) != _width(new):
        return None
    keys = [[(*(slot.shape for slot in row), row[0].text) for row in rows] for rows in (old, new)]
    found: Rows = []
    here = there = 0
    for one, other in (*aligned(*keys), (len(old), len(new))):
        alike = one < len(old) and [slot.shape for slot in old[one]] == [slot.shape for slot in new[other]]
        if alike or one == len(old):
            found += [(row, None) for row in old[here:one]] + [(None, row) for row in new[there:other]]
            found += [(old[one], new[other])] if alike else []
            here, there = one + 1, other + 1
    torn = any(slot.merged for before, after in found for slot in (before or after or ()) if not before or not after)
    return None if torn else found


def _width(rows: Sequence[Row]) -> int:
    return max(slot.column + slot.columns for slot in rows[0])


def _table(rows: Rows, marker: Marker) -> Any:
    widths = _widths(rows)
    made = element(
        "tbl",
        element(
            "tblPr",
            element("tblW", w=sum(widths), type="dxa"),
            element("jc", val="center"),
            element("tblBorders", *(element(side, val="single", sz=4, space=0, color="808080") for side in _RULES)),
            element("tblLayout", type="fixed"),
            element("tblCellMar", *(element(side, w=60, type="dxa") for side in ("left", "right"))),
        ),
        element("tblGrid", *(element("gridCol", w=width) for width in widths)),
    )
    made.extend(_row(before, after, widths, marker) for before, after in rows)
    return made


def _widths(rows: Rows) -> list[int]:
    """The columns' widths: room for the figures and the words of each, then for both figures of a cell in one line, then for what the
    longest text lacks, as far as there is any; a column with nothing in it is a gap, as pages have them beside the signs of currencies.
    """
    columns, room = _width([before or after or () for before, after in rows]), UPRIGHT.room
    wanted = [[_wide("")] * columns for _ in range(3)]
    for before, after in rows:
        for place, slot in enumerate(after or before or ()):
            old = before[place].text if before and after and before[place].text != slot.text else ""
            both = old + slot.text
            if slot.columns == 1 and both:
                words = [old, slot.text] if _is_figure(slot.text) else both.split()
                word = min(max(map(_wide, words)), _wide(_LONG))
                for found, wide in zip(wanted, (word, _wide(both) if _is_figure(slot.text) else word, _wide(both)), strict=True):
                    found[slot.column] = max(found[slot.column], min(wide, room // 2))
    least, *more = wanted
    widths = [round(width * min(1.0, room / sum(least))) for width in least]
    for found in more:
        lacks = [one - width for one, width in zip(found, widths, strict=True)]
        share = min(1.0, max(room - sum(widths), 0) / (sum(lacks) or 1))
        widths = [width + int(lack * share) for width, lack in zip(widths, lacks, strict=True)]
    return [width * room // sum(widths) for width in widths]


def _wide(text: str) -> int:
    """The width of a cell that has a text in one line, in twentieths of a point, with what is free on either side."""
    return round(210 * ems(text)) + 130


def _row(before: Row | None, after: Row | None, widths: Sequence[int], marker: Marker) -> Any:
    mark: Mark = "" if before and after else "ins" if after else "del"
    made = element("tr", element("trPr", element("cantSplit"), *([marker.mark(mark)] if mark else [])))
    for place, slot in enumerate(after or before or ()):
        width = sum(widths[slot.column : slot.column + slot.columns])
        look = element("tcPr", element("tcW", w=width, type="dxa"))
        if slot.columns > 1:
            look.append(element("gridSpan", val=slot.columns))
        if slot.merged:
            look.append(element("vMerge", val=slot.merged))
        look.append(element("vAlign", val="center"))
        paragraph = element("p", marker.end(STYLE, mark, right=_is_figure(slot.text)))
        paragraph.extend(_words(slot.text if mark else before[place].text if before else "", slot.text, mark, marker))
        made.append(element("tc", look, paragraph))
    return made


def _is_figure(text: str) -> bool:
    return text.translate(_SIGNS).isdecimal()


def _words(before: str, after: str, mark: Mark, marker: Marker) -> list[Any]:
    """The runs of a cell."""
    if mark or before == after:
        return [marker.run(after, mark)] if after else []
    found = []
    for edit in text_diff.edits(before, after):
        told: tuple[tuple[str, Mark], ...] = ((edit.before, "del"), (edit.after, "ins"))
        found += [marker.run(text, one) for text, one in (((edit.after, ""),) if edit.op == "equal" else told) if text]
    return found
