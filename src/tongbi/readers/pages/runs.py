"""What every format of pages delivers: pages of positioned runs of text and the tables that their rules make; all lengths in points."""

from __future__ import annotations

import re
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as delivered: its runs in any order, those in tables small enough to stand in one cell each; `level` are its level rules."""

    number: int
    width: float
    height: float
    runs: tuple[Run, ...] = ()
    tables: tuple[Table, ...] = ()
    level: tuple[Stroke, ...] = ()
