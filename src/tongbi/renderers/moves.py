"""Which figures moved most between the two newest years: one ranking for workbook, page, brief and roll-up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import log, log10
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tongbi.model import Comparison, Indicator

# What is a share already is compared by its difference; said in percentage points, unless it is per mille.
POINTS = frozenset({"%", "个百分点", "percentage points"})
RATES = POINTS | {"‰"}
# A figure that moved by less than this share, or a rate that moved by less than a point, is no news.
NEWS_PERCENT, NEWS_POINTS = 5.0, 1.0
# Numbers so many times apart are more often two things by one name, or a slip of a unit, than a move.
FAR_APART = 30.0
# So many percentage points weigh as much as a doubling of a number of one digit.
_POINTS = 7.0


@dataclass(frozen=True)
class Move:
    """A figure told in both of the newest years, which are `old` and `new`."""

    indicator: Indicator
    old: int
    new: int

    @property
    def before(self) -> float:
        """The older value."""
        return self.indicator.values[self.old]

    @property
    def after(self) -> float:
        """The newer value."""
        return self.indicator.values[self.new]

    @property
    def is_rate(self) -> bool:
        """Whether it moved by points, not by per cent."""
        return self.indicator.unit in RATES

    @property
    def doubtful(self) -> bool:
        """Whether the two values are so far apart that somebody should look at both before it is told."""
        low, high = sorted((abs(self.before), abs(self.after)))
        return low > 0 and high / low >= FAR_APART

    @cached_property
    def size(self) -> float:
        """How far it moved: points for rates, else per cent of the old value, 0 or more; a move from 0 counts as 100."""
        step = abs(self.after - self.before)
        if self.is_rate:
            return step
        return 100 * step / abs(self.before) if self.before else 100.0 * bool(step)

    @cached_property
    def weight(self) -> float:
        """Its rank, 0 or more: the logarithm of the ratio, so that halving and doubling are alike, times the digits of the larger number.

        2 → 4 is no news, 467,000 → 923,000 is; 1 is added to both, so that a figure may come from 0.
        """
        if self.is_rate:
            return self.size / _POINTS
        before, after = abs(self.before) + 1, abs(self.after) + 1
        # From a loss to a gain it moved by both.
        ratio = after / before if self.before * self.after >= 0 else before + after
        return abs(log(ratio)) * log10(1 + max(before, after))


def largest(comparison: Comparison, most: int | None = None) -> list[Move]:
    """The figures that moved, the largest moves first; at most so many, all where `most` is None.

    Targets are left out, and so is a step (比上年多3项): that a step grew is no news. Nor is it that a growth did (同比增长), where what
    grew is told itself.
    """
    if len(comparison.years) < 2:
        return []
    old, new = comparison.years[-2:]
    told = [one for one in comparison.indicators if not one.target and old in one.values and new in one.values and len(one.name) > 1]
    levels = {one.name for one in told if not one.growth}
    found = [Move(one, old, new) for one in told if not one.growth or (one.unit in RATES and one.name.rpartition("·")[0] not in levels)]
    news = [move for move in found if move.size >= (NEWS_POINTS if move.is_rate else NEWS_PERCENT)]
    ranked = sorted(news, key=lambda move: (-move.weight, move.indicator.name))
    # A row of a table often tells one number twice, as its only part and as the total: the total stands behind it.
    once = list({_told(move): move for move in reversed(ranked)}.values())[::-1]
    texts = {(move.before, move.after, move.indicator.unit) for move in once if not _in_table(move)}
    return [move for move in once if not _in_table(move) or (move.before, move.after, move.indicator.unit) not in texts][:most]


def _told(move: Move) -> object:
    """What makes two moves the same news: row and values in a table, else the figure itself."""
    place = move.indicator.where.get(move.new, "")
    return (*place[:2], move.before, move.after) if isinstance(place, tuple) else id(move.indicator)


def _in_table(move: Move) -> bool:
    """Whether only a table tells it in the newer year: what the text tells in the same words of numbers is told there."""
    return isinstance(move.indicator.where.get(move.new, ""), tuple)
