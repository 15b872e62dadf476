"""The columns of a declared table: counted where all its rows have as many cells, else told by where the texts stand.

Browsers declare no empty cells. A text stands then in the one column whose neighbours' texts leave it room; where two would have it, it is
put in none: a number in the wrong column is worse than a table that is read without what is declared of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from itertools import count, pairwise, product
from math import inf
from statistics import mode
from typing import NamedTuple

from tongbi.readers.pages.ruled import NEAR
from tongbi.readers.pages.runs import Key, Mark

Sides = tuple[float, float]
# The first column of a cell and over how many it stands.
Span = tuple[int, int]
_Rows = Sequence[Sequence[Mark]]


class _Counted(NamedTuple):
    """The first column of each cell as if no empty ones were left out, and how many columns each row has then."""

    columns: dict[Mark, int]
    ends: list[int]


class _Cluster(NamedTuple):
    """Where texts over each other begin and end, and the rows that they are in."""

    left: float
    right: float
    rows: frozenset[Key]


def heights(rows: _Rows) -> dict[Mark, int]:
    """Over how many of the rows each cell stands; rows without any text are not among them."""
    keys = [row[0].row for row in rows]
    found = {mark: 1 for row in rows for mark in row}
    for mark in (mark for mark in found if mark.rows > 1):
        found[mark] = sum(key[:-1] == mark.row[:-1] and 0 <= key[-1] - mark.row[-1] < mark.rows for key in keys)
    return found


def found(rows: _Rows, among: Mapping[Key, Sequence[int]], over: Mapping[Mark, int], sides: Mapping[Mark, Sides]) -> dict[Mark, Span]:
    """The columns of each cell; of fewer cells where they cannot be told of all.

    `among`: the children of each row that are cells. `over`: how many rows each cell stands over. `sides`: where its text begins and ends,
    from the left.
    """
    counted = _counted(rows, among, over)
    clusters = _clusters(rows, sides)
    empty = any(len(row) < len(among[row[0].row]) for row in rows)
    if len(set(counted.ends)) == 1 and (empty or _stands(rows, counted, clusters, sides)):
        columns = counted.columns
    elif all(not one.rows.isdisjoint(other.rows) for one, other in pairwise(clusters)):
        return _over_clusters(rows, over, sides, counted, clusters)
    else:
        head = rows[0]
        width = sum(mark.columns for mark in head) + (clusters[0].right <= min(sides[mark][0] for mark in head))
        columns = _Places(rows, over, sides, max(width, *counted.ends), counted, clusters).columns
    return {mark: (column, mark.columns) for mark, column in columns.items()}


def _stands(rows: _Rows, counted: _Counted, clusters: Sequence[_Cluster], sides: Mapping[Mark, Sides]) -> bool:
    """Whether the texts of each counted column stand over none of another's, and those of the first over each other."""
    held: dict[int, set[int]] = {}
    for mark in (mark for row in rows for mark in row if mark.columns == 1):
        held.setdefault(_over(sides[mark], clusters)[0], set()).add(counted.columns[mark])
    return all(len(columns) == 1 for columns in held.values()) and sum(columns == {0} for columns in held.values()) <= 1


def _over(text: Sides, clusters: Sequence[_Cluster]) -> list[int]:
    """The numbers of the clusters that a text stands over."""
    return [at for at, cluster in enumerate(clusters) if text[0] < cluster.right and cluster.left < text[1]]


def _over_clusters(
    rows: _Rows, over: Mapping[Mark, int], sides: Mapping[Mark, Sides], counted: _Counted, clusters: Sequence[_Cluster]
) -> dict[Mark, Span]:
    """The columns of cells where each cluster is one, as a row has texts in it and in the next.

    Where that leaves columns out that are counted, a label over several has those that it is nearest to.
    """
    columns: dict[Mark, Span] = {}
    taken: set[tuple[int, int]] = set()
    whole = [end == len(clusters) for end in counted.ends]
    groups = {(counted.columns[mark], mark.columns) for row, full in zip(rows, whole, strict=True) if full for mark in row}
    for number, row in enumerate(rows):
        begin = int(sides[row[0]][0] >= clusters[0].right)
        share = min(1.0, (len(clusters) - begin) / sum(mark.columns for mark in row))
        for mark, after in zip(row, [*row[1:], None], strict=True):
            end = next((at for at, one in enumerate(clusters) if after and one.right > sides[after][0]), len(clusters))
            own = _over(sides[mark], clusters)[: mark.columns]
            spans = [(counted.columns[mark], mark.columns)] if whole[number] else _spans(begin, end, len(own), mark.columns, groups)
            free = [span for span in spans if {*own} <= {*range(span[0], sum(span))} and not _held(number, span[0], 1, span[1]) & taken]
            if not free:
                return columns
            columns[mark] = min(free, key=partial(_far, sides[mark], mark.columns * share, clusters))
            begin = sum(columns[mark])
            taken |= _held(number, columns[mark][0], over[mark], columns[mark][1])
    return columns


def _far(text: Sides, width: float, clusters: Sequence[_Cluster], span: Span) -> float:
    """How far some columns are from those that a text is set over, about `width` of them; half a column is as bad as its breadth."""
    pitch = (clusters[-1].right - clusters[0].left) / len(clusters)
    return _off(text, clusters[span[0] : sum(span)]) + 2 * pitch * abs(span[1] - width)


def _spans(begin: int, end: int, least: int, most: int, groups: Collection[Span]) -> Iterator[Span]:
    """Columns beside each other, from `least` to `most` of them, those that cells elsewhere stand over (`groups`) together."""
    for width in range(max(1, least), most + 1):
        for at in range(begin, end - width + 1):
            ends = [(group[0], sum(group)) for group in groups if group[1] <= most and group[0] < at + width and at < sum(group)]
            if all(at <= first and last <= at + width for first, last in ends):
                yield at, width


def _counted(rows: _Rows, among: Mapping[Key, Sequence[int]], over: Mapping[Mark, int]) -> _Counted:
    """Cells counted in each row; where a row has more than most, an empty one is the rest of a cell that a page break tore."""
    columns: dict[Mark, int] = {}
    taken: set[tuple[int, int]] = set()
    ends: list[int] = []
    for number, row in enumerate(rows):
        marks = {mark.at: mark for mark in row}
        cells = [marks.get(at) for at in among[row[0].row]]
        held = {column for line, column in taken if line == number}
        surplus = len(held) + sum(mark.columns if mark else 1 for mark in cells) - (mode(ends) if ends else inf)
        column = 0
        for mark in cells:
            if mark is None and surplus > 0 and column in held:
                surplus -= 1
            else:
                column = next(place for place in count(column) if place not in held)
                columns |= {mark: column} if mark else {}
                taken |= _held(number, column, *((over[mark], mark.columns) if mark else (1, 1)))
            column += mark.columns if mark else 1
        ends.append(max(held | {column - 1}) + 1)
    return _Counted(columns, ends)


def _held(row: int, column: int, height: int, width: int) -> set[tuple[int, int]]:
    """The places of a grid that a cell takes."""
    return {*product(range(row, row + height), range(column, column + width))}


def _clusters(rows: _Rows, sides: Mapping[Mark, Sides]) -> list[_Cluster]:
    """Texts of cells over one column that stand over each other as one, from the left; a row is in those that one of its texts is over."""
    found: list[_Cluster] = []
    wide = [mark for row in rows for mark in row if mark.columns > 1]
    for left, right, row in sorted((*sides[mark], mark.row) for marks in rows for mark in marks if mark.columns == 1):
        if found and left < found[-1].right:
            found[-1] = _Cluster(found[-1].left, max(found[-1].right, right), found[-1].rows | {row})
        else:
            found.append(_Cluster(left, right, frozenset({row})))
    for mark, over in ((mark, _over(sides[mark], found)) for mark in wide):
        for at in over if len(over) == 1 else []:
            found[at] = found[at]._replace(rows=found[at].rows | {mark.row})
    return found


def _off(text: Sides, columns: Sequence[_Cluster]) -> float:
    """How far a text is from where it would be set in some columns: at one of their sides or in their middle."""
    (left, right), begin, end = text, columns[0].left, columns[-1].right
    return min(abs(left - begin), abs(right - end), abs(left + right - begin - end) / 2)


class _Places:
    """Cells put in `width` columns: first those of full rows, then every row whose texts have one place each."""

    def __init__(
        self,
        rows: _Rows,
        over: Mapping[Mark, int],
        sides: Mapping[Mark, Sides],
        width: int,
        counted: _Counted,
        clusters: Sequence[_Cluster],
    ) -> None:
        self.columns: dict[Mark, int] = {}
        self._rows, self._over, self._sides, self._labels = rows, over, sides, clusters[0].right
        self._known: list[list[Sides]] = [[] for _ in range(width)]
        self._taken: set[tuple[int, int]] = set()
        waiting = []
        for number, row in enumerate(rows):
            if counted.ends[number] == width:
                self._settle(number, [counted.columns[mark] for mark in row])
            else:
                waiting.append(number)
        for doubtful in (False, True):
            while settled := [number for number in waiting if self._placed(number, waiting, doubtful=doubtful)]:
                waiting = [number for number in waiting if number not in settled]

    def _settle(self, number: int, starts: Sequence[int]) -> None:
        for mark, start in zip(self._rows[number], starts, strict=True):
            self.columns[mark] = start
            self._taken |= _held(number, start, self._over[mark], mark.columns)
            if mark.columns == 1:
                self._known[start].append(self._sides[mark])

    def _placed(self, number: int, waiting: Sequence[int], *, doubtful: bool) -> bool:
        """Whether the cells of a row were put in their places; `doubtful`: a label over several columns in the nearest of two."""
        row = self._rows[number]
        if any(above < number < above + self._over[mark] for above in waiting for mark in self._rows[above]):
            return False
        first, last = self._outermost(number, row, 1), self._outermost(number, row, -1)
        if len(first) < len(row) or (first != last and not (doubtful and any(mark.columns > 1 for mark in row))):
            return False
        self._settle(number, min((first, last), key=lambda starts: sum(map(self._off, row, starts))))
        return True

    def _outermost(self, number: int, row: Sequence[Mark], step: int) -> list[int]:
        """The first column of each cell of a row when all stand as far to the left (`step` 1) or right (-1) as their texts let them."""
        starts: list[int] = []
        free = [at for at in range(len(self._known)) if (number, at) not in self._taken][::step]
        for mark in row[::step]:
            start = next((at for at in free if {*range(at, at + mark.columns)}.issubset(free) and self._has_room(mark, at)), None)
            if start is None:
                return []
            starts.append(start)
            free = [at for at in free if (at >= start + mark.columns if step > 0 else at < start)]
        return starts[::step]

    def _has_room(self, mark: Mark, start: int) -> bool:
        """Whether a cell's text may stand in some columns: between what is known of the others, in the first one over its labels, and not
        beside texts that end or begin at one place.
        """
        left, right = self._sides[mark]
        before = max((end for column in self._known[:start] for _, end in column), default=-inf)
        after = min((begin for column in self._known[start + mark.columns :] for begin, _ in column), default=inf)
        if not before <= left <= right <= after or (start == 0 and mark.columns == 1 and left >= self._labels):
            return False
        first, last = self._known[start], self._known[start + mark.columns - 1]
        return not (_is_beyond(right, last) or _is_beyond(-left, [(-end, -begin) for begin, end in first]))

    def _off(self, mark: Mark, start: int) -> float:
        known = [text for column in self._known[start : start + mark.columns] for text in column] or [self._sides[mark]]
        begins, ends = zip(*known, strict=True)
        return _off(self._sides[mark], [_Cluster(min(begins), max(ends), frozenset())])


def _is_beyond(end: float, column: Sequence[Sides]) -> bool:
    """Whether a text ends beyond the place where texts of a column end together that begin apart, as numbers do."""
    furthest = max((end for _, end in column), default=inf)
    begins = [begin for begin, other in column if furthest - other <= NEAR]
    return end > furthest + NEAR and max(begins) - min(begins) > NEAR
