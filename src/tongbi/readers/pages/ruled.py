"""Ruling lines → tables: the cells that level and upright rules make, merged cells among them. All lengths in points, y running down."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from tongbi.readers.pages.geometry import Box, around, spanned

# Rules are drawn up to 3 thick, a row of the smallest type is 8 high; edges as near as a rule is thick are one.
NEAR, SHORTEST = 3.0, 8.0
_ASLANT = NEAR / 3  # a stroke may rise this much and be level
# More rules are a drawing, more cells a pattern: the largest tables of annual reports have 300 rules and 600 cells on a page.
_MOST_RULES = 2_000
_MOST_CELLS = 2 * _MOST_RULES


class Stroke(NamedTuple):
    """A rule of either direction: where it runs (y of a level one, x of an upright one), and from where to where.

    `ground`: it is the edge of a coloured ground.
    """

    at: float
    begin: float
    end: float
    ground: bool = False

    def meets(self, other: Stroke) -> bool:
        """Whether it touches or crosses one of the other direction."""
        return self.begin - NEAR <= other.at <= self.end + NEAR and other.begin - NEAR <= self.at <= other.end + NEAR


class Table(NamedTuple):
    """A table's place, and its cells from the top and from the left."""

    box: Box
    cells: tuple[Box, ...]

    def cell_at(self, x: float, y: float) -> Box | None:
        """The cell that holds a point; None outside the table."""
        if self.box.holds(x, y):
            for cell in self.cells:
                left, top, right, bottom = cell
                if left <= x < right and top <= y < bottom:
                    return cell
        return None


def of_path(steps: Iterable[tuple[str, tuple[float, float]]], *, stroked: bool) -> Iterator[Box]:
    """The rules of a drawn path: its thin parts, and where its outline is drawn (`stroked`) the straight pieces of the others.

    A step is M (the pen moves to a place), L (a line is drawn to it), C (to the place moved to last) or another letter for a curve.
    """
    for points in _outlines(steps):
        thin = is_thin(spanned(points))
        pieces = list(map(spanned, pairwise(points))) if stroked or thin else []
        found = [around(pieces)] if thin and pieces else [piece for piece in pieces if is_thin(piece, _ASLANT)]
        yield from (rule for rule in found if max(rule.width, rule.height) >= SHORTEST)


def _outlines(steps: Iterable[tuple[str, tuple[float, float]]]) -> Iterator[list[tuple[float, float]]]:
    """The corners of a path's straight parts."""
    points: list[tuple[float, float]] = []
    start = (0.0, 0.0)
    for command, place in steps:
        if command not in {"L", "C"} and points:
            yield points
            points = []
        start = place if command == "M" else start
        points.append(start if command == "C" else place)
    if points:
        yield points


def is_thin(rule: Box, most: float = NEAR) -> bool:
    """Whether a box is a rule by its thickness."""
    left, top, right, bottom = rule
    return right - left <= most or bottom - top <= most


def find(drawn: Sequence[Box]) -> tuple[Table, ...]:
    """The tables that the rules among what is drawn make, from the top; a lone frame and a column of boxes are none."""
    rules = [rule for rule in drawn if is_thin(rule)]
    level = joined([Stroke((rule.top + rule.bottom) / 2, rule.left, rule.right) for rule in rules if rule.width >= rule.height])
    upright = joined([Stroke((rule.left + rule.right) / 2, rule.top, rule.bottom) for rule in rules if rule.width < rule.height])
    if len(level) + len(upright) > _MOST_RULES:
        return ()
    tables = [table for group in _meeting(level, upright) if (table := _table(*group)) is not None]
    return tuple(sorted(tables, key=lambda table: (table.box.top, table.box.left)))


def level_strokes(drawn: Sequence[Box], tables: Sequence[Table] = ()) -> list[Stroke]:
    """The level rules outside some tables, pieces of one rule put together, and the upper and lower edges of grounds, from the top."""
    outside = [one for one in drawn if not any(table.box.touches(*one) for table in tables)]
    found = [Stroke((one.top + one.bottom) / 2, one.left, one.right) for one in outside if is_thin(one) and one.width >= one.height]
    return joined([*found, *(Stroke(at, one.left, one.right, True) for one in outside if not is_thin(one) for at in (one.top, one.bottom))])


def joined(strokes: Sequence[Stroke]) -> list[Stroke]:
    """Strokes of one direction, those that run at one place and overlap or follow each other as one."""
    found: list[Stroke] = []
    places = clustered([stroke.at for stroke in strokes])
    for stroke in sorted(Stroke(places[stroke.at], *stroke[1:]) for stroke in strokes):
        if found and found[-1].at == stroke.at and stroke.begin <= found[-1].end + NEAR:
            found[-1] = found[-1]._replace(end=max(found[-1].end, stroke.end))
        else:
            found.append(stroke)
    return found


def clustered(places: Iterable[float]) -> dict[float, float]:
    """Each place with the middle of those that follow it more nearly than rules are thick."""
    groups: list[list[float]] = []
    for place in sorted(set(places)):
        if groups and place - groups[-1][-1] <= NEAR:
            groups[-1].append(place)
        else:
            groups.append([place])
    return {place: sum(group) / len(group) for group in groups for place in group}


def _meeting(level: Sequence[Stroke], upright: Sequence[Stroke]) -> list[tuple[set[Stroke], list[Stroke]]]:
    """Level and upright strokes that touch each other, in groups."""
    groups: list[tuple[set[Stroke], list[Stroke]]] = []
    for one in upright:
        held = {stroke for stroke in level if one.meets(stroke)}
        touched = [group for group in groups if held & group[0]]
        groups = [group for group in groups if not held & group[0]]
        groups.append((held.union(*(group[0] for group in touched)), [one, *(other for group in touched for other in group[1])]))
    return groups


def _table(level: Collection[Stroke], upright: Collection[Stroke]) -> Table | None:
    """The table of a group of strokes; where most of one direction run on beyond those of the other, it is open at that side."""
    if not level:
        return None
    rows, columns = _edges(level, upright), _edges(upright, level)
    if len(rows) < 2 or len(columns) < 3 or len(rows) * len(columns) > _MOST_CELLS:
        return None
    below = {(row, column) for stroke in level for row, column in _along(stroke, rows, columns)}
    beside = {(row, column) for stroke in upright for column, row in _along(stroke, columns, rows)}
    found = tuple(cells(rows, columns, below, beside))
    return Table(around(found), found) if len(found) > 1 else None


def _edges(strokes: Collection[Stroke], across: Collection[Stroke]) -> list[float]:
    """Where strokes of one direction run, and where most of those across them begin and end if that is further out."""
    places = sorted({stroke.at for stroke in strokes})
    begin, end = median(stroke.begin for stroke in across), median(stroke.end for stroke in across)
    return [*([begin] if begin < places[0] - SHORTEST else []), *places, *([end] if end > places[-1] + SHORTEST else [])]


def _along(stroke: Stroke, own: Sequence[float], other: Sequence[float]) -> Iterator[tuple[int, int]]:
    """The index of the edge that a stroke runs on, with that of each step of the other direction whose middle it passes."""
    edge = bisect_right(own, stroke.at) - 1
    for step, (begin, end) in enumerate(pairwise(other)):
        if stroke.begin <= (begin + end) / 2 <= stroke.end:
            yield edge, step


def cells(rows: Sequence[float], columns: Sequence[float], below: set[tuple[int, int]], beside: set[tuple[int, int]]) -> Iterator[Box]:
    """The cells: each goes on to the right and downwards until a rule ends it. `below` and `beside` name an edge and a step along it."""
    taken: set[tuple[int, int]] = set()
    for row in range(len(rows) - 1):
        for column in range(len(columns) - 1):
            if (row, column) in taken:
                continue
            right = column + 1
            while right < len(columns) - 1 and (row, right) not in taken and (row, right) not in beside:
                right += 1
            foot = row + 1
            while foot < len(rows) - 1 and not any((foot, at) in below for at in range(column, right)):
                foot += 1
            taken |= {(down, along) for down in range(row, foot) for along in range(column, right)}
            yield Box(columns[column], rows[row], columns[right], rows[foot])
