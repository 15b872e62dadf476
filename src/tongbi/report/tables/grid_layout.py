"""Grid of a printed table: which cell covers each place, empty rows and columns and stray signs taken out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tongbi.language import lexicon
from tongbi.model import Grid

# A sign in a column of its own (filings set $, RMB and ) apart from the number) belongs to the number after or before it.
_BEFORE, _AFTER = frozenset(lexicon.table("en/units")["money"]["signs"]), frozenset({")", "%", "）", "％", ")%"})
# Quotes and dashes of English type are no Chinese characters (shareholders’ equity).
_GAP = re.compile(r"(?<=[^\x00-\xff\u2010-\u2027])\s+|\s+(?=[^\x00-\xff\u2010-\u2027])")
# No report's table is larger; beyond it a damaged span would fill the memory.
_MOST_ROWS, _MOST_COLUMNS = 20_000, 1_000


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows of places: `texts[row][column]` is what the cell there says, `owners[row][column]` which cell it is (-1 for none).

    Two places with one owner lie in one merged cell. Every row has the same width.
    """

    texts: tuple[tuple[str, ...], ...]
    owners: tuple[tuple[int, ...], ...]

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.texts)

    @property
    def width(self) -> int:
        """Number of columns; 0 for a table without rows."""
        return len(self.texts[0]) if self.texts else 0

    def part(self, rows: Sequence[int], columns: Sequence[int] | None = None) -> Matrix:
        """Some rows and some columns (all when None), in the order given."""
        chosen = range(self.width) if columns is None else columns
        return Matrix(
            tuple(tuple(self.texts[row][column] for column in chosen) for row in rows),
            tuple(tuple(self.owners[row][column] for column in chosen) for row in rows),
        )

    def narrowed(self) -> Matrix:
        """Without columns that are empty or only the further parts of cells that begin before them."""
        turned = tuple(zip(*self.owners, strict=True))
        columns = [
            column
            for column in range(self.width)
            if any(row[column] for row in self.texts) and not (column and turned[column] == turned[column - 1] and -1 not in turned[column])
        ]
        return self.part(range(self.height), columns)

    def path(self, places: Sequence[tuple[int, int]]) -> list[str]:
        """The texts at some places, each cell once, empty ones and repetitions left out."""
        steps: list[str] = []
        last = -1
        for row, column in places:
            text, owner = self.texts[row][column], self.owners[row][column]
            if text and owner != last and (not steps or steps[-1] != text):
                steps.append(text)
            last = owner
        return steps


def lay_out(grid: Grid) -> Matrix:
    """The matrix of a printed table, without rows and columns that say nothing."""
    return _without_signs(_without_empty(_placed(grid)))


def tidy(text: str) -> str:
    """A cell's text on one line; blanks and line ends beside Chinese characters are a matter of width and go (商业 企业 → 商业企业)."""
    return _GAP.sub("", " ".join(text.split()))


def _placed(grid: Grid) -> Matrix:
    height = min(max((cell.row + max(cell.rows, 1) for cell in grid.cells), default=0), _MOST_ROWS)
    width = min(max((cell.column + max(cell.columns, 1) for cell in grid.cells), default=0), _MOST_COLUMNS)
    texts = [[""] * width for _ in range(height)]
    owners = [[-1] * width for _ in range(height)]
    for number, cell in enumerate(grid.cells):
        text = tidy(cell.text)
        for row in range(cell.row, min(cell.row + max(cell.rows, 1), height)):
            for column in range(cell.column, min(cell.column + max(cell.columns, 1), width)):
                texts[row][column], owners[row][column] = text, number
    return Matrix(tuple(map(tuple, texts)), tuple(map(tuple, owners)))


def _without_empty(matrix: Matrix) -> Matrix:
    """Without rows and columns that are empty or only the further parts of cells that begin before them."""
    rows = [row for row in range(matrix.height) if any(matrix.texts[row]) and not _repeats(matrix.owners, row)]
    return matrix.part(rows).narrowed()


def _repeats(owners: Sequence[Sequence[int]], row: int) -> bool:
    return row > 0 and owners[row] == owners[row - 1] and set(owners[row]) != {-1}


def _without_signs(matrix: Matrix) -> Matrix:
    """Columns of signs put to the numbers beside them."""
    texts = [list(row) for row in matrix.texts]
    dropped = set()
    for column in range(matrix.width):
        signs = {row[column] for row in matrix.texts} - {""}
        joins = column + 1 if signs & _BEFORE else column - 1
        alone = [row for row in range(matrix.height) if texts[row][column] in _BEFORE | _AFTER]
        others = [row for row in range(matrix.height) if texts[row][column] and row not in alone]
        spanned = all(_covers(matrix, row, column) for row in others)
        # In the first column currencies are the labels of their rows.
        if not alone or not spanned or not column or joins == matrix.width:
            continue
        for row in alone:
            sign, number = texts[row][column], texts[row][joins]
            if number not in _BEFORE | _AFTER:
                texts[row][joins] = sign + number if joins > column else number + sign
        dropped.add(column)
    kept = [column for column in range(matrix.width) if column not in dropped]
    return Matrix(tuple(map(tuple, texts)), matrix.owners).part(range(matrix.height), kept)


def _covers(matrix: Matrix, row: int, column: int) -> bool:
    """Whether the cell at a place reaches into a column beside it."""
    owners = matrix.owners[row]
    return owners[column] in owners[max(column - 1, 0) : column] + owners[column + 1 : column + 2]
