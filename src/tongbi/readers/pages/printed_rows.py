"""Rows of a table without upright rules: the lines of a page as texts beside each other, and which lines are one row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from tongbi.language import numerals, periods
from tongbi.readers.pages import lines
from tongbi.readers.pages.geometry import Box
from tongbi.readers.pages.ruled import NEAR
from tongbi.readers.pages.runs import Run
from tongbi.readers.wrapping import ATOM

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

    def at(self, begins: Sequence[float]) -> Line:
        """The line parted at narrow gaps, and where its runs stand apart at all and begin at one of some places."""
        parts: list[list[Run]] = []
        for run in self.runs:
            gap = (run.left - parts[-1][-1].right) / run.size if parts else lines.APART
            begin = gap > lines.LATIN_BLANK and any(abs(run.left - place) <= NEAR for place in begins)
            parts += [[run]] if begin or gap > lines.NARROW else []
            parts[-1] += [] if parts[-1][-1] is run else [run]
        return Line(tuple(lines.one(part) for part in parts), self.runs) if self.runs else self

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
        """Where its first text stands."""
        return self.texts[0].baseline

    @cached_property
    def size(self) -> float:
        """Its largest type."""
        return max(run.size for run in self.texts)

    @cached_property
    def values(self) -> tuple[Run, ...]:
        """Its texts that are numbers."""
        return tuple(run for run in self.texts if is_value(run.text))


def is_value(text: str) -> bool:
    """Whether a text is a number by most of its characters, or a dash that stands for one; a period (2023, 2023年) is a label."""
    digits = sum(char.isdecimal() for char in text)
    if not digits:
        return bool(text.strip()) and not any(map(str.isalnum, text))
    return 2 * digits >= len(text) and not periods.is_period(text)


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
    return Line(tuple(lines.one(part) for part in lines.parted(row, apart)), tuple(row))


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
    steps = [below.baseline - above.baseline for above, below in pairwise(zone)]
    apart = [step for step, line in zip(steps, zone, strict=False) if step >= line.size]
    tight = min(apart, default=0.0) * 5 / 4  # a line further off than the nearest ones by more begins a row of its own
    even = all(step <= tight for step in apart)
    row = [zone[0]]
    for (above, below), step in zip(pairwise(zone), steps, strict=True):
        near = step < min(above.size, below.size) or (step <= tight and not even) or sum(map(_is_beside, zone)) <= 1
        if _is_torn(above, below, columns) or (near and _goes_on(row, below, columns)):
            row.append(below)
        else:
            yield row
            row = [below]
    yield row


def _is_torn(above: Line, below: Line, columns: Columns) -> bool:
    """Whether a number breaks off at the end of a line, and a text stands below it."""
    torn = {place(run, columns) for run in above.values if not numerals.is_whole(run.text)}
    return not torn.isdisjoint(place(run, columns) for run in below.texts)


def _goes_on(row: Sequence[Line], below: Line, columns: Columns) -> bool:
    """Whether a line may be of a row: each of its texts stands in a column that is empty so far, or whose last line had no room for it."""
    if both_filled(row, below, columns):
        return False
    for run in below.texts:
        at = place(run, columns)
        above = [other for line in row for other in line.texts if place(other, columns) == at and other.baseline < run.baseline]
        atom = ATOM.match(run.text)
        needed = (lines.width_of(atom[0]) + 1) * run.size if atom else 0.0
        if above and above[-1].right - above[-1].left + needed < columns[at[1]][1] - columns[at[0]][0]:
            return False
    return True


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
