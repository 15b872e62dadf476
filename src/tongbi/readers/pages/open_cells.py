"""Cells of a table without upright rules: edges between its columns' texts and its rows, labels over several of them merged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from tongbi.readers.pages import ruled
from tongbi.readers.pages.geometry import Box, around
from tongbi.readers.pages.printed_rows import Columns, Line, place
from tongbi.readers.pages.ruled import NEAR, Stroke, Table
from tongbi.readers.pages.runs import Run

Row = Sequence[Line]
# The first and the last of the columns that a text stands over.
Span = tuple[int, int]


def table(head: Sequence[Row], body: Sequence[Row], columns: Columns, level: Sequence[Stroke], above: Table | None) -> Table:
    """The table whose head and body have these rows; `level` are the level rules of its page.

    `above` is a table that this one may go on with: where its columns fit, it has the same edges.
    """
    rows = [*head, *body]
    edges = _row_edges(rows, level)
    spans = [*_head_spans(head, columns, level, edges), *([place(run, columns) for line in row for run in line.texts] for row in body)]
    texts = [{at for first, last in row for at in range(first, last + 1)} for row in spans]
    crossed = {(number, at) for number, row in enumerate(spans) for first, last in row for at in range(first + 1, last + 1)}
    beside = {(number, at) for at in range(len(columns) + 1) for number in range(len(rows))} - crossed
    sides = _column_edges(columns, _within(level, edges), above)
    below = {
        (number, at)
        for number in range(1, len(rows))
        for at in (_parted(texts[:number], texts[number]) if number < len(head) else _ruled(texts, number, edges, sides, level))
    }
    if head:
        below |= {(len(head), at) for at in range(len(columns))}
    cells = tuple(ruled.cells(edges, sides, below, beside))
    return Table(around(cells), cells)


def _parted(above: Sequence[set[int]], own: set[int]) -> set[int]:
    """The columns of a row of a head with a text in it and one above."""
    return own & set().union(*above)


def _ruled(texts: Sequence[set[int]], number: int, edges: Sequence[float], sides: Sequence[float], level: Sequence[Stroke]) -> set[int]:
    """The columns that a rule parts above a row of the body; all of them where there is none, or where texts stand on both sides."""
    everywhere = set(range(len(sides) - 1))
    here = [one for one in level if abs(one.at - edges[number]) <= NEAR and one.begin < sides[-1] and one.end > sides[0]]
    drawn = {at for at in everywhere if any(one.begin <= (sides[at] + sides[at + 1]) / 2 <= one.end for one in here)}
    return drawn | (texts[number - 1] & texts[number]) if drawn else everywhere


def _row_edges(rows: Sequence[Row], level: Sequence[Stroke]) -> list[float]:
    """Where rows meet: at the rule between them, or half-way; labels of a head that begin beside the row above tell nothing."""
    found = [min(line.top for line in rows[0])]
    for upper, beside in pairwise(rows):
        lower = _under(upper, beside)
        bottom, top = max(line.bottom for line in upper), min(line.top for line in lower)
        ends, begins = max(_middle(line) for line in upper), min(_middle(line) for line in lower)
        drawn = [one.at for one in level if ends < one.at < begins]
        found.append(drawn[-1] if drawn else (bottom + top) / 2)
    return [*found, max(line.bottom for line in rows[-1])]


def _middle(line: Line) -> float:
    return (line.top + line.bottom) / 2


def _within(level: Sequence[Stroke], edges: Sequence[float]) -> list[Stroke]:
    return [one for one in level if edges[0] - NEAR <= one.at <= edges[-1] + NEAR]


def _column_edges(columns: Columns, level: Sequence[Stroke], above: Table | None) -> list[float]:
    """Where columns meet, half-way between their texts, and the table's sides; those of the table above where its columns fit."""
    if above:
        edges = sorted({edge for cell in above.cells for edge in (cell.left, cell.right)})
        if len(edges) == len(columns) + 1 and all(_fits(column, *ends) for column, ends in zip(columns, pairwise(edges), strict=True)):
            return edges
    left = min([columns[0][0], *(one.begin for one in level)])
    right = max([columns[-1][1], *(one.end for one in level)])
    return [left, *((one[1] + other[0]) / 2 for one, other in pairwise(columns)), right]


def _fits(column: tuple[float, float], begin: float, end: float) -> bool:
    """Whether most of a column stands between two edges, which are by the texts of another page."""
    return begin - ruled.SHORTEST < (column[0] + column[1]) / 2 < end + ruled.SHORTEST


# ── heads of several rows ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _head_spans(head: Sequence[Row], columns: Columns, level: Sequence[Stroke], edges: Sequence[float]) -> list[list[Span]]:
    """Which columns the texts of a head stand over, by row."""
    found: list[list[Span]] = []
    placed: list[tuple[Run, Span]] = []
    for number in reversed(range(len(head))):
        texts = [run for line in head[number] for run in line.texts]
        rules = [one for one in level if abs(one.at - edges[number + 1]) <= NEAR]
        next_row = {id(run) for line in _under(head[number], head[number + 1]) for run in line.texts} if number + 1 < len(head) else set()
        below = [(run, span) for run, span in placed if id(run) in next_row]
        free = {at for run, (first, last) in placed if run.top > _baseline(head[number]) for at in range(first, last + 1)}
        lone = _lone(texts[0], below, columns, rules) if len(texts) == 1 else None
        own = [lone] if lone else _spans(texts, columns, rules, free)
        placed += zip(texts, own, strict=True)
        found.insert(0, own)
    return found


def _lone(run: Run, below: Sequence[tuple[Run, Span]], columns: Columns, rules: Sequence[Stroke]) -> Span | None:
    """The columns of a text alone in its row: those of the texts below it in whose middle it stands, else those without the first one."""
    ends = amid(run, [one for one, _ in below])
    if ends:
        return below[ends[0]][1][0], below[ends[1]][1][1]
    drawn = any(one.begin <= run.left and run.right <= one.end for one in rules)
    ends = None if drawn else amid(run, [Box(left, 0, right, 0) for left, right in columns[1:]])
    return (ends[0] + 1, ends[1] + 1) if ends else None


def _under(upper: Row, lower: Row) -> Row:
    """The lines of a row that begin below the one above; all where none does. Labels of a head may begin beside it."""
    return [line for line in lower if line.top > _baseline(upper)] or lower


def _baseline(row: Row) -> float:
    return max(line.baseline for line in row)


def amid(run: Run, below: Sequence[Run | Box]) -> tuple[int, int] | None:
    """The outermost two of the texts of a row, by number, in the middle over which a text stands; None where it does not."""
    pairs = [
        (one, other)
        for one, other in combinations(range(len(below)), 2)
        if abs((below[one].left + below[other].right) / 2 - run.centre[0]) < run.size / 2
    ]
    return max(pairs, key=lambda pair: pair[1] - pair[0], default=None)


def _spans(texts: Sequence[Run], columns: Columns, rules: Sequence[Stroke], under: set[int]) -> list[Span]:
    """The columns of each text of a row: those over the rule below it, its own where nothing else stands below, or the nearest share."""
    if len(texts) == len(columns):
        return [(at, at) for at in range(len(columns))]
    found: dict[int, Span] = {}
    for at, run in enumerate(texts):
        whole = [one for one in rules if one.begin - NEAR <= run.left and run.right <= one.end + NEAR]
        drawn = next((one for one in whole if [other for other in texts if one.begin <= other.centre[0] <= one.end] == [run]), None)
        covered = [number for number, (left, right) in enumerate(columns) if drawn and drawn.begin <= (left + right) / 2 <= drawn.end]
        first, last = place(run, columns)
        if covered and len(covered) < len(columns):
            found[at] = (covered[0], covered[-1])
        elif not under & set(range(first, last + 1)):
            found[at] = (first, last)
    taken = {column for first, last in found.values() for column in range(first, last + 1)}
    free = [column for column in sorted(under) if column not in taken]
    rest = [at for at in range(len(texts)) if at not in found]
    found |= zip(rest, _shared([texts[at] for at in rest], columns, free), strict=True)
    return [found[at] for at in range(len(texts))]


def _shared(texts: Sequence[Run], columns: Columns, free: Sequence[int]) -> list[Span]:
    """Neighbouring columns for each text, so that the texts stand as nearly as can be in the middle above them."""
    best: dict[int, tuple[float, list[Span]]] = {0: (0.0, [])}
    for run in texts:
        offers: dict[int, tuple[float, list[Span]]] = {}
        for end, (cost, spans) in best.items():
            for last, span, further in _offers(run, columns, free, end):
                if last not in offers or cost + further < offers[last][0]:
                    offers[last] = (cost + further, [*spans, span])
        best = offers
    return min(best.values())[1] if best else [place(run, columns) for run in texts]


def _offers(run: Run, columns: Columns, free: Sequence[int], begin: int) -> Iterator[tuple[int, Span, float]]:
    """Spans of the free columns from number `begin` on: where each ends, and how far its middle is from a text's, or the place where it
    begins from that of a text that is set to the left; a wide one is cheaper.
    """
    for first in range(begin, len(free)):
        for last in range(first, len(free)):
            if free[last] - free[first] == last - first:
                left, right = columns[free[first]][0], columns[free[last]][1]
                off = min(abs((left + right) / 2 - run.centre[0]), abs(left - run.left))
                yield last + 1, (free[first], free[last]), off - run.size * (last - first + 1) / 2
