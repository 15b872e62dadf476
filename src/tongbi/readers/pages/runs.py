"""What every format of pages delivers: pages of positioned runs of text and the tables that their rules make; all lengths in points."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from tongbi.readers.pages.ruled import Stroke, Table

# The CSS weight of semibold; most fonts say bold in their name alone.
BOLD_WEIGHT = 600
BOLD_NAME = re.compile(
    r"bold|black(?!let)|heavy|simhei|sthei|heiti|fzhei|fzht|xiaobiaosong|xbs|黑体|小标宋|粗|黑_|黑简|noto\S*-b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text, from one character to a whole line; its place is counted from the page's upper left corner as it is shown.

    `size` is the type's size, `level` whether it runs from left to right. `score` as in Block.
    """

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float
    baseline: float
    size: float
    bold: bool = False
    level: bool = True
    score: float | None = None

    @property
    def middle(self) -> float:
        """Half height."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> tuple[float, float]:
        """The middle of its box."""
        return (self.left + self.right) / 2, self.middle


# What leads to an element of a file's own tree: the numbers of the children on the way.
Key = tuple[int, ...]


class Mark(NamedTuple):
    """A cell that a file declares: the elements that are its table and row, which of the row's children it is (-1: none), and its spans."""

    table: Key
    row: Key
    at: int = -1
    rows: int = 1
    columns: int = 1


class Marked(NamedTuple):
    """A run that a file declares to stand in a cell, in some paragraph of it; `cells` are those children of its row that may be cells."""

    mark: Mark
    cells: frozenset[int]
    paragraph: Key
    run: Run


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as delivered: its runs in any order, those in tables small enough to stand in one cell each; `level` are its level rules.

    `marked` are the runs in tables that the file declares, and not among `runs`.
    """

    number: int
    width: float
    height: float
    runs: tuple[Run, ...] = ()
    tables: tuple[Table, ...] = ()
    level: tuple[Stroke, ...] = ()
    marked: tuple[Marked, ...] = ()
