"""The pieces of a page in reading order: pieces of one line put together, columns one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from tongbi.readers.pdf.text import Line, merged

# Columns: this many lines on either side of a gutter, most of which fill this share of their column; so many lines may cross it.
_FEWEST = 4
_FILLED = 0.75
_CROSSING = 0.5
_DEEPEST = 2  # columns within columns: three at the most
_SAME_HEIGHT = 0.5
_SAME_EDGE = 3.0
_BEFORE = 1.0  # a gutter is taken to end this far before the right column


class Placed(Protocol):
    """Anything with a place on a page."""

    @property
    def left(self) -> float:
        """Of its box."""

    @property
    def top(self) -> float:
        """Of its box."""

    @property
    def right(self) -> float:
        """Of its box."""

    @property
    def bottom(self) -> float:
        """Of its box."""


_P = TypeVar("_P", bound=Placed)


@dataclass(frozen=True, slots=True)
class Band:
    """Lines that stand under each other: a page's whole text, or one column of it; `column` is "" for the whole `width` of the page."""

    lines: tuple[Line, ...]
    width: float
    column: str = ""


def bands(lines: Sequence[Line], width: float, usual: float | None = None, column: str = "") -> list[Band]:
    """A page's lines in reading order. Lines across all columns part what stands above them from what stands below.

    `usual` is where the gutter of other pages is: it serves a last page with too few lines to show its own.
    """
    gutter = gutter_of(lines) if len(column) < _DEEPEST else None
    if gutter is None and usual is not None and _fits(lines, usual):
        gutter = usual
    if gutter is None:
        return [Band(tuple(_in_lines(lines)), width, column)] if lines else []
    found: list[Band] = []
    for part in _parted(sorted(lines, key=lambda line: line.middle), gutter):
        if _crosses(part[0], gutter):
            found += [Band(tuple(_in_lines(part)), width, column)]
        else:
            found += bands([line for line in part if line.right <= gutter], width, None, f"{column}l")
            found += bands([line for line in part if line.left >= gutter], width, None, f"{column}r")
    return found


def _parted(lines: Sequence[Line], gutter: float) -> list[list[Line]]:
    """Lines by place, parted where those across the gutter begin and end."""
    parts: list[list[Line]] = []
    for line in lines:
        if parts and _crosses(parts[-1][-1], gutter) == _crosses(line, gutter):
            parts[-1].append(line)
        else:
            parts.append([line])
    return parts


def _crosses(line: Line, gutter: float) -> bool:
    return line.left < gutter < line.right


def gutter_of(lines: Sequence[Line]) -> float | None:
    """Where a page is parted into two columns that both look like text; None where it is not."""
    if len(lines) < 2 * _FEWEST:
        return None
    left, _, right, _ = box(lines)
    begin = Counter(round(line.left / _SAME_EDGE) for line in lines if 0.2 * (right - left) < line.left - left < 0.8 * (right - left))
    best: tuple[int, float] | None = None
    for step in sorted(step for step, count in begin.items() if count >= _FEWEST // 2):
        gutter = min(line.left for line in lines if round(line.left / _SAME_EDGE) == step) - _BEFORE
        crossing = sum(_crosses(line, gutter) for line in lines)
        if (best is None or crossing < best[0]) and crossing <= _CROSSING * len(lines) and _are_columns(lines, gutter):
            best = (crossing, gutter)
    return best[1] if best else None


def _fits(lines: Sequence[Line], gutter: float) -> bool:
    """Whether lines begin where the right column of other pages does, and few cross its gutter."""
    begin = sum(abs(line.left - gutter - _BEFORE) <= _SAME_EDGE for line in lines)
    return begin > 0 and sum(_crosses(line, gutter) for line in lines) <= _CROSSING * len(lines)


def usual_gutter(pages: Iterable[Sequence[Line]]) -> float | None:
    """Where most pages with columns have their gutter; None where there are none."""
    found = sorted(gutter for lines in pages if (gutter := gutter_of(lines)) is not None)
    return found[len(found) // 2] if found else None


def _are_columns(lines: Sequence[Line], gutter: float) -> bool:
    """Whether the lines on both sides of a gutter fill columns beside each other."""
    sides = [line for line in lines if line.right <= gutter], [line for line in lines if line.left >= gutter]
    if min(map(len, sides)) < _FEWEST:
        return False
    (_, top, _, bottom), (_, other_top, _, other_bottom) = map(box, sides)
    if min(bottom, other_bottom) - max(top, other_top) < 0.5 * min(bottom - top, other_bottom - other_top):
        return False
    return all(_is_filled(side) for side in sides)


def _is_filled(lines: Sequence[Line]) -> bool:
    """Whether most lines of a column are about as long as it is wide, as those of a table without rules are not."""
    left, _, right, _ = box(lines)
    full = sum(line.right - line.left >= _FILLED * (right - left) for line in lines)
    wide = (right - left) >= 8 * max(line.size for line in lines)
    return wide and full >= 0.5 * len(lines)


def box(placed: Sequence[_P]) -> tuple[float, float, float, float]:
    """The box around several."""
    return (
        min(one.left for one in placed),
        min(one.top for one in placed),
        max(one.right for one in placed),
        max(one.bottom for one in placed),
    )


def _in_lines(lines: Sequence[Line]) -> list[Line]:
    """Lines from top to bottom, pieces at the same height put together from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (line.baseline, line.left)):
        if rows and abs(rows[-1][0].baseline - line.baseline) <= _SAME_HEIGHT * min(rows[-1][0].size, line.size):
            rows[-1].append(line)
        else:
            rows.append([line])
    found = []
    for row in rows:
        row.sort(key=lambda line: line.left)
        whole = row[0]
        for piece in row[1:]:
            whole = merged(whole, piece)
        found.append(whole)
    return found
