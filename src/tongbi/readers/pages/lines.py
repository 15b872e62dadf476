"""Printed pages without a text flow (OFD, scans): pieces of text by their place → the lines they stand on.

Places are in any unit, the same for all pages, y running down; type sizes are in that unit too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tongbi.readers.pages.parts import Part
from tongbi.readers.wrapping import WIDE

_PHRASE = re.compile(r"[\u4e00-\u9fff]{2}")
# Gaps in type sizes: between Latin words, between runs of one line, between what only stands beside each other.
_LATIN_BLANK, _RUN, _SPREAD = 0.12, 0.4, 1.6
_TWICE = 0.25  # bold made by printing a character twice


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of text or a whole line; `spread` when its pieces stand far apart. `score` as in Block."""

    page: int
    left: float
    right: float
    top: float
    bottom: float
    text: str
    size: float
    bold: bool = False
    score: float | None = None
    spread: bool = False

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Page:
    """A page's lines in reading order, tables between them."""

    number: int
    width: float
    height: float
    parts: tuple[Line | Part, ...]

    def lines(self) -> list[Line]:
        """Its lines without the tables."""
        return [part for part in self.parts if isinstance(part, Line)]


def lines(pieces: Sequence[Line]) -> list[Line]:
    """The lines that a page's pieces stand on, from the top; pieces printed twice are taken once."""
    rows: list[list[Line]] = []
    for piece in sorted(pieces, key=lambda one: one.middle):
        row = next((row for row in reversed(rows[-3:]) if _is_level(row[0], piece)), None)
        if row is None:
            rows.append([piece])
        else:
            row.append(piece)
    return [_line(sorted(row, key=lambda one: one.left)) for row in rows]


def _is_level(one: Line, other: Line) -> bool:
    """Whether two pieces stand on one line: smaller type may be set higher or lower within it."""
    overlap = min(one.bottom, other.bottom) - max(one.top, other.top)
    return overlap > 0.5 * min(one.bottom - one.top, other.bottom - other.top)


def _line(row: Sequence[Line]) -> Line:
    runs: list[Line] = []
    for piece in row:
        if runs and _is_twice(runs[-1], piece):
            continue
        if runs and _gap(runs[-1], piece) < _RUN:
            runs[-1] = _merged(runs[-1], piece, " " if _gap(runs[-1], piece) > _LATIN_BLANK else "")
        else:
            runs.append(piece)
    letters = len(runs) > 2 and all(len(run.text) == 1 for run in runs)  # 年 度 报 告
    found = runs[0]
    for before, run in pairwise(runs):
        apart = _gap(before, run) > _SPREAD and not letters
        phrases = _PHRASE.match(before.text[-2:]) and _PHRASE.match(run.text)
        found = _merged(found, run, " ", kept=apart or bool(phrases))
        found = replace(found, spread=found.spread or apart)
    return found


def _gap(before: Line, piece: Line) -> float:
    return (piece.left - before.right) / max(before.size, piece.size)


def _is_twice(before: Line, piece: Line) -> bool:
    near = piece.right - before.right < _TWICE * piece.size and before.right - piece.left > (1 - _TWICE) * (piece.right - piece.left)
    return near and before.text.endswith(piece.text)


def _merged(before: Line, piece: Line, blank: str, *, kept: bool = False) -> Line:
    """Two pieces as one; a blank stands only between Latin words, or where it is to be kept."""
    wide = bool(WIDE.match(before.text[-1:])) or bool(WIDE.match(piece.text))
    scores = [score for score in (before.score, piece.score) if score is not None]
    return replace(
        before if len(before.text) >= len(piece.text) else piece,
        left=before.left,
        right=max(before.right, piece.right),
        top=min(before.top, piece.top),
        bottom=max(before.bottom, piece.bottom),
        text=before.text + ("" if wide and not kept else blank) + piece.text,
        bold=before.bold and piece.bold,
        score=min(scores, default=None),
        spread=before.spread or piece.spread,
    )
