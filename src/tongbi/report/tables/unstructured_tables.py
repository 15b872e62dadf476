"""Tables that came as text without cells: their words and numbers in order, and which labels stand before which values.

A browser gives a copied table as lines of cells parted by tabs, each merged cell once; other programs give blanks for the tabs or a line
for each cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tongbi.model import Block, Grid
from tongbi.report.tables import cell_values, header_labels

_PROSE = "。；"


@dataclass(frozen=True, slots=True)
class Word:
    """A cell's text, or a piece of it between blanks, and the index of the block it stands in."""

    text: str
    block: int


@dataclass(frozen=True, slots=True)
class Line:
    """The words up to a run of values, and these; a value is "" for a cell that was left blank between tabs."""

    labels: tuple[Word, ...]
    values: tuple[Word, ...]


def stretches(blocks: Sequence[Block | Grid]) -> Iterator[list[Line]]:
    """The lines of each stretch of a document that holds neither prose nor tables with cells over several rows."""
    words: list[Word] = []
    found: list[Line] = []
    for at, block in enumerate(blocks):
        cells = by_row(block)
        if cells is None:
            yield [*found, Line(tuple(words), ())]
            words, found = [], []
        elif isinstance(block, Grid) or "\t" in block.text.strip():
            for row in cells:
                said, rest = _parted(row)
                words += [Word(text, at) for text in said]
                if rest:
                    found.append(Line(tuple(words), tuple(Word(text, at) for text in rest)))
                    words = []
        else:
            for text in cells[0]:
                if not is_value(text):
                    words += [Word(piece, at) for piece in header_labels.steps(text)]
                elif words or not found:
                    found.append(Line(tuple(words), (Word(text, at),)))
                    words = []
                else:
                    found[-1] = Line(found[-1].labels, (*found[-1].values, Word(text, at)))
    yield [*found, Line(tuple(words), ())]


def rows_of(grid: Grid) -> list[list[str]] | None:
    """The cells of a table by row, one over several columns in each of them; None where cells go over several rows."""
    rows: dict[int, list[str]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, []).extend([cell.text] * cell.columns)
    return None if any(cell.rows > 1 for cell in grid.cells) else list(rows.values())


def stands_in_columns(rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows of unequal length have their cells in their places all the same, only those at the end left out: the values begin in
    one column, and what stands above them has a label for each.
    """
    filled = [row for row in rows if any(map(is_value, row))]
    begins = {next(at for at, text in enumerate(row) if is_value(text)) for row in filled}
    if len(begins) != 1:
        return False
    (begin,) = begins
    width = max(map(len, filled))
    heads = rows[: next(at for at, row in enumerate(rows) if row in filled)]
    labelled = {at for row in heads for at, text in enumerate(row) if text}
    return all(not text or is_value(text) for row in filled for text in row[begin:]) and (not heads or labelled >= set(range(begin, width)))


def is_value(text: str) -> bool:
    """Whether a cell holds a number, be it one that could name a year, or stands where one would."""
    return cell_values.is_value(text) or isinstance(cell_values.value(text)[0], float)


def by_row(block: Block | Grid) -> list[list[str]] | None:
    """The cells of a table without cells over several rows, or the words of a line; None for prose and for other tables."""
    if isinstance(block, Grid):
        return rows_of(block)
    if "\t" in block.text.strip():
        return [[cell.strip() for cell in block.text.split("\t")]]
    return None if any(mark in block.text for mark in _PROSE) else [block.text.split()]


def _parted(cells: Sequence[str]) -> tuple[list[str], list[str]]:
    """The labels of a row of cells, and its values where it has some; a row with words behind its values has labels alone."""
    begin = next((at for at, text in enumerate(cells) if text), len(cells))
    end = next((at for at in range(begin, len(cells)) if not cells[at] or is_value(cells[at])), len(cells))
    said, rest = [step for text in cells[begin:end] for step in header_labels.steps(text)], list(cells[end:])
    if any(map(is_value, rest)) and all(not text or is_value(text) for text in rest):
        return said, rest
    return [*said, *filter(None, rest)], []
