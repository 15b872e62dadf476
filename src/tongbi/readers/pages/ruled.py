"""Ruling lines → tables: the cells that horizontal and vertical rules make, merged cells among them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

# More rules on a page are a drawing, more cells a pattern; a whole page of a small form has some hundreds.
_MOST_RULES, _MOST_CELLS = 2_000, 4_000
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight rule, level or upright: from its left upper to its right lower end."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def level(self) -> bool:
        """Whether it runs from left to right."""
        return self.right - self.left >= self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Box:
    """A cell's place by its indexes in the table."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Ruled:
    """A table's edges from left to right and from the top down, and its cells."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    boxes: tuple[Box, ...]

    def box_at(self, x: float, y: float) -> Box | None:
        """The cell that holds a point; None outside the table."""
        column, row = bisect_right(self.columns, x) - 1, bisect_right(self.rows, y) - 1
        for box in self.boxes:
            if box.row <= row < box.row + box.rows and box.column <= column < box.column + box.columns:
                return box
        return None


def find(rules: Sequence[Rule], near: float) -> list[Ruled]:
    """The tables that rules make, from the top; a lone frame is none. Edges nearer than `near` are one."""
    if len(rules) > _MOST_RULES:
        return []
    tables = [table for group in _touching(rules, near) if (table := _table(group, near)) is not None]
    return sorted(tables, key=lambda table: table.rows[0])


def _touching(rules: Sequence[Rule], near: float) -> list[list[Rule]]:
    """Rules that touch or cross each other, in groups."""
    groups: list[list[Rule]] = []
    for rule in rules:
        joined = [group for group in groups if any(_touch(rule, other, near) for other in group)]
        groups = [group for group in groups if not any(group is one for one in joined)]
        groups.append([rule, *(other for group in joined for other in group)])
    return groups


def _touch(one: Rule, other: Rule, near: float) -> bool:
    across = one.left - near <= other.right and other.left - near <= one.right
    return across and one.top - near <= other.bottom and other.top - near <= one.bottom


def _table(rules: Sequence[Rule], near: float) -> Ruled | None:
    level, upright = [rule for rule in rules if rule.level], [rule for rule in rules if not rule.level]
    if len(level) < _FEWEST or len(upright) < _FEWEST:
        return None
    rows = _edges([(rule.top + rule.bottom) / 2 for rule in level], near)
    columns = _edges([(rule.left + rule.right) / 2 for rule in upright], near)
    if len(rows) < _FEWEST or len(columns) < _FEWEST or len(rows) * len(columns) > _MOST_CELLS:
        return None
    boxes = _boxes(_Borders(level, upright, columns, rows, near))
    return Ruled(columns, rows, boxes) if len(boxes) > 1 else None


def _edges(places: Sequence[float], near: float) -> tuple[float, ...]:
    groups: list[list[float]] = []
    for place in sorted(places):
        if groups and place - groups[-1][-1] <= near:
            groups[-1].append(place)
        else:
            groups.append([place])
    return tuple(sum(group) / len(group) for group in groups)


@dataclass(frozen=True, slots=True)
class _Borders:
    """Where rules run between the smallest cells."""

    level: Sequence[Rule]
    upright: Sequence[Rule]
    columns: tuple[float, ...]
    rows: tuple[float, ...]
    near: float

    def below(self, row: int, column: int) -> bool:
        """Whether a rule runs below a cell."""
        y, x = self.rows[row + 1], (self.columns[column] + self.columns[column + 1]) / 2
        return any(abs((rule.top + rule.bottom) / 2 - y) <= self.near and rule.left <= x <= rule.right for rule in self.level)

    def beside(self, row: int, column: int) -> bool:
        """Whether a rule runs to the right of a cell."""
        x, y = self.columns[column + 1], (self.rows[row] + self.rows[row + 1]) / 2
        return any(abs((rule.left + rule.right) / 2 - x) <= self.near and rule.top <= y <= rule.bottom for rule in self.upright)


def _boxes(borders: _Borders) -> tuple[Box, ...]:
    """The cells: each goes on to the right and downwards until a rule ends it."""
    height, width = len(borders.rows) - 1, len(borders.columns) - 1
    taken: set[tuple[int, int]] = set()
    found = []
    for row in range(height):
        for column in range(width):
            if (row, column) in taken:
                continue
            columns = 1
            while column + columns < width and (row, column + columns) not in taken and not borders.beside(row, column + columns - 1):
                columns += 1
            rows = 1
            while row + rows < height and not any(borders.below(row + rows - 1, at) for at in range(column, column + columns)):
                rows += 1
            taken |= {(row + down, column + along) for down in range(rows) for along in range(columns)}
            found.append(Box(row, column, rows, columns))
    return tuple(found)
