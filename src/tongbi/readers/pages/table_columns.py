"""Columns of a table without upright rules: the white that its lines share parts them, whichever way their texts are aligned."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise, takewhile

from tongbi.readers.pages import open_cells
from tongbi.readers.pages.geometry import Box, around
from tongbi.readers.pages.printed_rows import Columns, Line, is_value
from tongbi.readers.pages.ruled import NEAR, Table
from tongbi.readers.pages.runs import Run

_Made = list[tuple[float, float]]


def found(block: Sequence[Line]) -> Columns:
    """Where the texts of each column begin and end, from the left.

    The lines with most values tell first. A text over one column makes it wider; one over several (a group's name, a label of a head) tells
    nothing; one beside all of them is a column more where its neighbours are filled in its line, or where other lines have texts below it.
    The lowest labels of a head, as many as there are columns, have them in order; one more than they are heads a column without texts.
    """
    filled = sorted([line for line in block if line.values] or block, key=lambda line: -len(line.texts))
    head = list(takewhile(lambda line: line not in filled, block))
    made: _Made = [(run.left, run.right) for run in filled[0].texts]
    labels = Line(tuple(_lowest(head, made)), ())
    rows = [*filled, labels, *(line for line in block if line not in filled and line not in head)]
    made = _in_order(made, labels.texts) or made
    made = _wider(made, [run for line in rows for run in line.texts])
    for line in rows:
        for run in (run for run in line.texts if not _over(run, made)):
            if _is_column(run, line, made, filled):
                made = sorted([*made, (run.left, run.right)])
            else:
                at = _beside(run, line, made)
                made[at] = (min(made[at][0], run.left), max(made[at][1], run.right))
    return _under_labels(made, labels, filled)


def _under_labels(columns: _Made, labels: Line, filled: Sequence[Line]) -> _Made:
    """Columns right of the labels, neighbours as one that no line fills both of where a head has not a label for each.

    So dashes stand beside the numbers of their column.
    """
    if not labels.texts:
        return columns
    places = [{at for run in line.texts for at in _over(run, columns)} for line in (labels, *filled)]
    made = columns[:2]
    for at, column in enumerate(columns[2:], 2):
        if any({at - 1, at} <= own for own in places):
            made.append(column)
        else:
            made[-1] = (made[-1][0], column[1])
    return made


def _lowest(head: Sequence[Line], columns: Columns) -> list[Run]:
    """The labels of a head with no other below them, from the left; one whose columns have some, or in the middle over several, has."""
    found: list[Run] = []
    for line in reversed(head):
        above = [run for run in line.texts if not any(run.left < one.right and run.right > one.left for one in found)]
        headed = {at for run in found for at in _over(run, columns)}
        own = [run for run in above if not {*_over(run, columns)} <= headed or not open_cells.amid(run, found)]
        found = sorted([*found, *own], key=lambda run: run.left)
    return found


def _beside(run: Run, line: Line, columns: Columns) -> int:
    """The column next to a text beside all of them: one that has no other text in the line, the nearer of two."""
    after = sum(right <= run.left for _, right in columns)
    filled = {at for text in line.texts for at in _over(text, columns)}
    near = [at for at in (after - 1, after) if 0 <= at < len(columns)]
    return min(near, key=lambda at: (at in filled, max(columns[at][0] - run.right, run.left - columns[at][1])))


def of(above: Table, block: Sequence[Line]) -> Columns:
    """The columns of a table that lines go on with: each text stands in one that no other of its line has; none where they do not.

    A label that reaches into the next column is over several, or long, and tells nothing.
    """
    edges = sorted({edge for cell in above.cells for edge in (cell.left, cell.right)})
    inside: dict[int, list[Run]] = {}
    for line in block:
        places = [bisect_right(edges, run.centre[0]) for run in line.texts]
        if len(set(places)) < len(places) or not all(0 < at < len(edges) for at in places):
            return ()
        for at, run in zip(places, line.texts, strict=True):
            if edges[at - 1] - NEAR <= run.left and run.right <= edges[at] + NEAR:
                inside.setdefault(at, []).append(run)
            elif is_value(run.text):
                return ()
    ends = ((around(inside[at]) if at in inside else Box(edges[at - 1], 0.0, edges[at], 0.0)) for at in range(1, len(edges)))
    return [(box.left, box.right) for box in ends]


def _over(run: Run, columns: Columns) -> list[int]:
    return [at for at, (left, right) in enumerate(columns) if run.left < right and run.right > left]


def _wider(columns: _Made, texts: Sequence[Run]) -> _Made:
    """Columns with each text that stands over one of them."""
    made = list(columns)
    for run in texts:
        over = _over(run, made)
        if len(over) == 1:
            made[over[0]] = (min(made[over[0]][0], run.left), max(made[over[0]][1], run.right))
    return made


def _in_order(columns: _Made, texts: Sequence[Run]) -> _Made:
    """Columns made wider by a line with a text for each; none where they overlap then."""
    if len(texts) != len(columns):
        return []
    made = [(min(left, run.left), max(right, run.right)) for (left, right), run in zip(columns, texts, strict=True)]
    return made if all(one[1] < other[0] for one, other in pairwise(made)) else []


def _is_column(run: Run, line: Line, columns: Columns, filled: Sequence[Line]) -> bool:
    """Whether a text beside all columns stands in one of its own: left of them all, beside texts in both next to it, or above others."""
    after = sum(right <= run.left for _, right in columns)
    if not after:
        return True
    beside = {at for text in line.texts for at in _over(text, columns)}
    alike = [any(not _over(text, columns) and text.left < run.right and text.right > run.left for text in one.texts) for one in filled]
    return {after - 1, after} & set(range(len(columns))) <= beside or sum(alike) > 1
