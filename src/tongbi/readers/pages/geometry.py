"""Places on a page: turning, moving and scaling them. A matrix (a, b, c, d, e, f) takes x, y to a·x + c·y + e, b·x + d·y + f."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

Matrix = tuple[float, float, float, float, float, float]
SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_SIDES = attrgetter("left", "top", "right", "bottom")
_QUARTERS = {0: (1.0, 0.0), 90: (0.0, 1.0), 180: (-1.0, 0.0), 270: (0.0, -1.0)}


class Box(NamedTuple):
    """What a thing takes up on a page; top and bottom as y runs."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    def parted(self, number: int) -> list[Box]:
        """So many boxes of one width side by side, which make it up."""
        step = self.width / number
        return (
            [Box(self.left + at * step, self.top, self.left + (at + 1) * step, self.bottom) for at in range(number)]
            if number > 1
            else [self]
        )

    def holds(self, x: float, y: float) -> bool:
        """Whether a point is in it, or on its left or upper edge."""
        return self.left <= x < self.right and self.top <= y < self.bottom

    def touches(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Whether it has a point in common with another box."""
        return self.left <= right and left <= self.right and self.top <= bottom and top <= self.bottom


def around(placed: Iterable[Any]) -> Box:
    """The box around several things that have the sides of a box, one at least."""
    left, top, right, bottom = zip(*map(_SIDES, placed), strict=True)
    return Box(min(left), min(top), max(right), max(bottom))


def spanned(points: Sequence[tuple[float, float]]) -> Box:
    """The box around several points, one at least."""
    x, y = zip(*points, strict=True)
    return Box(min(x), min(y), max(x), max(y))


def point(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Where a place comes to stand."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def between(matrix: Matrix, x0: float, y0: float, x1: float, y1: float) -> Box:
    """The box with two opposite corners, where they come to stand."""
    return spanned((point(matrix, x0, y0), point(matrix, x1, y1)))


def after(first: Matrix, second: Matrix) -> Matrix:
    """Both matrices, one after the other."""
    a, b, c, d, e, f = first
    turned = (second[0], second[1], second[2], second[3], 0.0, 0.0)
    return (*point(turned, a, b), *point(turned, c, d), *point(second, e, f))


def upright(paper: tuple[float, float, float, float], turn: int, *, up: bool = False, scale: float = 1.0) -> tuple[Matrix, float, float]:
    """The matrix that turns a page clockwise by quarters (0, 90, 180, 270) and puts its corner at the origin; its width and height then.

    `paper` gives two opposite corners; `up`: y runs up from its foot, as in PDF.
    """
    cos, sin = _QUARTERS[turn]
    turned = after((scale, 0.0, 0.0, -scale if up else scale, 0.0, 0.0), (cos, sin, -sin, cos, 0.0, 0.0))
    box = between(turned, *paper)
    return after(turned, (1.0, 0.0, 0.0, 1.0, -box.left, -box.top)), box.width, box.height
