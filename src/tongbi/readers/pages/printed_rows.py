"""Rows of a table without upright rules: the lines of a page as texts beside each other, and which lines are one row."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import inf

from tongbi.language import numerals, periods
from tongbi.readers.pages import lines
from tongbi.readers.pages.geometry import Box
from tongbi.readers.pages.ruled import NEAR
from tongbi.readers.pages.runs import Run
from tongbi.readers.wrapping import ATOM

# What is set apart behind a number.
_ENDS = frozenset((")", "%", ")%", "％"))
# Where the texts of each column begin and end, from the left.
Columns = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Line:
    """What is printed on one line: its texts, parted at wide gaps, from the left, and the runs they are put together from."""

    texts: tuple[Run, ...]
    runs: tuple[Run, ...]

    @cached_property
    def narrow(self) -> Line:
        """The line parted at narrow gaps."""
        return _line(self.runs, lines.NARROW)

    def at(self, begins: Sequence[float], ends: Sequence[float] = ()) -> Line:
        """The line parted at narrow gaps, and where its runs stand apart at all and begin or end at one of some places."""
        parts: list[list[Run]] = []
        for run in self.runs:
            before = parts[-1][-1].right if parts else -inf
            edge = any(abs(run.left - at) <= NEAR for at in begins) or any(abs(before - at) <= NEAR for at in ends)
            if run.left - before > (lines.LATIN_BLANK if edge else lines.NARROW) * run.size:
                parts.append([])
            parts[-1].append(run)
        return Line(_whole([lines.one(part) for part in parts]), self.runs) if self.runs else self

    @cached_property
    def top(self) -> float:
        """Where its highest text begins."""
        return min(run.top for run in self.texts)

    @cached_property
    def bottom(self) -> float:
        """Where its lowest text ends."""
        return max(run.bottom for run in self.texts)

    @cached_property
    def baseline(self) -> float:
        """Where its lowest text stands."""
        return max(run.baseline for run in self.texts)

    @cached_property
    def size(self) -> float:
        """Its largest type."""
        return max(run.size for run in self.texts)

    def is_beside(self, below: Line) -> bool:
        """Whether a line below it is too near for a row of its own."""
        return below.baseline - self.baseline < min(self.size, below.size)

    @cached_property
    def values(self) -> tuple[Run, ...]:
        """Its texts that are numbers."""
        return tuple(run for run in self.texts if is_value(run.text))


def is_value(text: str) -> bool:
    """Whether a text is a number by most of its characters, or a dash that stands for one; a period (2023年, May 16, 2023) is a label.

    A unit in brackets (%) is the end of one; a share is a number in brackets, too: (1.8)%, 3.1 %.
    """
    closed = text.replace(" ", "")
    closed = closed.strip("()%") if closed.endswith("%") else closed
    digits = sum(char.isdecimal() for char in closed)
    if not digits:
        return closed[:1] not in {"", "(", "（"} and not any(map(str.isalnum, closed))
    return 2 * digits >= len(closed) and not periods.is_period(text)


def is_number(text: str) -> bool:
    """Whether a text is a number, with its unit or without: no piece of a date (2016年07 | 月16日)."""
    number = text.rstrip("".join(filter(str.isalpha, text)))
    return is_value(text) and len(text) - len(number) < 3 and not any(map(str.isalpha, number))


def is_level(run: Run, other: Run) -> bool:
    """Whether a text begins, ends or has its middle where another does."""
    return min(abs(run.left - other.left), abs(run.right - other.right), abs(run.centre[0] - other.centre[0])) <= NEAR


def found(rows: Iterable[Sequence[Run]], apart: float = lines.APART) -> list[Line]:
    """Rows of runs as lines, parted at gaps wider than `apart` (in type sizes)."""
    return [_line(row, apart) for row in rows]


def in_cells(runs: Sequence[Run], cells: Sequence[Box]) -> list[Line]:
    """The lines of cells beside each other, each cell's share of one as a text."""
    shares = [[[run for run in row if cell.holds(*run.centre)] for cell in cells] for row in lines.rows(runs)]
    return [Line(tuple(lines.one(share) for share in row if share), ()) for row in shares]


def _line(row: Sequence[Run], apart: float) -> Line:
    return Line(_whole([lines.one(part) for part in lines.parted(row, apart)]), tuple(row))


def _whole(texts: Sequence[Run]) -> tuple[Run, ...]:
    """The texts of a line, numbers with the signs that are set apart from them: a currency's before one, that of a share behind it."""
    made = list[Run]()
    for run in texts:
        if made and ((_is_currency(made[-1].text) and is_value(run.text)) or (run.text in _ENDS and is_value(made[-1].text))):
            made[-1] = lines.one([made[-1], run])
        else:
            made.append(run)
    return tuple(made)


def _is_currency(text: str) -> bool:
    return all(unicodedata.category(char) == "Sc" for char in text)


def grouped(body: Sequence[Line], columns: Columns, edges: Sequence[float]) -> Iterator[list[Line]]:
    """The lines of a table's body as rows: those between two rules, parted where each has its own values or stands further off."""
    zone: list[Line] = []
    for line in body:
        if zone and any(zone[-1].top + zone[-1].bottom < 2 * edge < line.top + line.bottom for edge in edges):
            yield from _rows(zone, columns)
            zone = []
        zone.append(line)
    yield from _rows(zone, columns)


def _rows(zone: Sequence[Line], columns: Columns) -> Iterator[list[Line]]:
    if not zone:
        return
    pitch = _pitch(zone, columns)
    row = [zone[0]]
    for above, below in pairwise(zone):
        near = pitch or above.is_beside(below) or sum(map(_is_beside, zone)) <= 1
        if _is_torn(row, below, columns) or (near and _goes_on(row, below, columns, pitch or inf)):
            row.append(below)
        else:
            yield row
            row = [below]
    yield row


def _pitch(zone: Sequence[Line], columns: Columns) -> float:
    """How far from each other the lines of one cell stand at the most; 0.0 where rows stand no further apart than they do."""
    last: dict[int, tuple[float, bool]] = {}
    steps: list[float] = []
    rows: list[float] = []
    for line in zone:
        found: dict[int, tuple[float, bool]] = {}
        for run in line.texts:
            whole = is_number(run.text) and numerals.is_whole(run.text)
            found |= dict.fromkeys(_across(run, columns), (run.baseline, whole))
        above = [(foot - last[at][0], whole and last[at][1]) for at, (foot, whole) in found.items() if at in last]
        steps += [min(step for step, _ in above)] if above else []
        rows += [step for step, both in above if both]
        last |= found
    least = min(steps, default=0.0) + 1
    return 0.0 if max(steps, default=0.0) <= least or min(rows, default=inf) <= least else least


def _across(run: Run, columns: Columns) -> range:
    """The numbers of the columns that a text stands in."""
    first, last = place(run, columns)
    return range(first, last + 1)


def _is_torn(row: Sequence[Line], below: Line, columns: Columns) -> bool:
    """Whether a number breaks off at the end of a row's last line, and a text stands below it."""
    numbers: dict[tuple[int, int], str] = {}
    for run in (run for line in row for run in line.values):
        at = place(run, columns)
        numbers[at] = numbers.get(at, "") + run.text
    torn = {at for run in row[-1].values if not numerals.is_whole(numbers[at := place(run, columns)])}
    return not torn.isdisjoint(place(run, columns) for run in below.texts)


def _goes_on(row: Sequence[Line], below: Line, columns: Columns, pitch: float) -> bool:
    """Whether a line may be of a row: its texts stand in columns that are empty so far, or go on with one near them that had no room."""
    if both_filled(row, below, columns):
        return False
    beside = row[-1].is_beside(below)
    for run in below.texts:
        at = place(run, columns)
        above = [(line, one) for line in row for one in line.texts if place(one, columns) == at]
        if above and (
            below.baseline - above[-1][0].baseline > pitch or _has_room(above[-1][1], run, columns[at[1]][1] - columns[at[0]][0])
        ):
            return False
        beside = beside or bool(above)
    return beside or pitch == inf


def _has_room(above: Run, below: Run, width: float) -> bool:
    """Whether the first word of a text would have stood behind another one, in a column as wide as the widest of its texts."""
    atom = ATOM.match(below.text)
    return above.right - above.left + (lines.width_of(atom[0]) + 1 if atom else 0.0) * below.size < width


def _is_beside(line: Line) -> bool:
    return len(line.texts) > 1


def both_filled(row: Sequence[Line], below: Line, columns: Columns) -> bool:
    """Whether a column has a value in both, and none that goes on from the one to the other."""
    own = {place(run, columns)[0] for run in below.values if is_number(run.text)}
    above = [run.text for line in row for run in line.values if is_number(run.text) and place(run, columns)[0] in own]
    return bool(above) and all(map(numerals.is_whole, above))


def place(run: Run, columns: Columns) -> tuple[int, int]:
    """The first and the last of the columns that a text stands in; the nearest where it stands between them."""
    over = [at for at, (left, right) in enumerate(columns) if run.left < right and run.right > left]
    if not over:
        over = [min(range(len(columns)), key=lambda at: max(columns[at][0] - run.right, run.left - columns[at][1]))]
    return over[0], over[-1]
