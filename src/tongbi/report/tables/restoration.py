"""Prescribed tables that came as text (see `unstructured_tables`): their cells put back to the places that the form gives them.

The form is fixed, so that labels in its order, each with as many values as there are columns, tell every cell's place. Where that does
not hold nothing is guessed: the table is kept as printed, and a finding says where it does not fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tongbi.language.folding import fold
from tongbi.model import Block, Cell, Finding, Grid
from tongbi.report.core_parts import StandardTable
from tongbi.report.tables import unstructured_tables
from tongbi.report.tables.form_labels import Form, Head, Path, Row
from tongbi.report.tables.unstructured_tables import Line, Word

Blocks = Sequence[Block | Grid]

# So many rows are a table's though the columns are not named; fewer may be anything.
_FEWEST_ROWS = 3
# So many names of columns are a table's though they are not all there, or in another order.
_FEWEST_LABELS = 3
# A row has no more labels than these before it; behind more of them another table begins.
_MOST_LABELS = 3


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of a form in a stretch of lines: its rows by the line they end in, the columns' labels, and the words before them all."""

    form: Form
    lines: Sequence[Line]
    rows: Mapping[int, Sequence[Row]]
    head: Head | None
    left: Sequence[Word]

    @property
    def own(self) -> Sequence[Word]:
        """The words of its first line that are the table's."""
        line = self.lines[min(self.rows)]
        return (*line.labels[len(self.left) :], *line.values)

    @property
    def first(self) -> int:
        """The block it begins in."""
        return self.own[0].block

    @property
    def last(self) -> int:
        """The block it ends in."""
        return self.lines[max(self.rows)].values[-1].block


@dataclass(frozen=True, slots=True)
class _Mended:
    """What stands for the blocks `first` to `last`, how many lines of a form are in them, and what kept them from being restored."""

    first: int
    last: int
    size: int
    blocks: Blocks
    doubts: tuple[Finding, ...] = ()


def restored(blocks: Blocks, known: Sequence[StandardTable]) -> tuple[tuple[Block | Grid, ...], tuple[Finding, ...]]:
    """The paragraphs and tables of a document with the prescribed tables among them that came as text, and findings on those in doubt."""
    if not known:
        return tuple(blocks), ()
    forms = [Form(table) for table in known]
    offers = [
        mended
        for lines in unstructured_tables.stretches(blocks)
        for form in forms
        for table in _tables(form, lines)
        if (mended := _mended(table, blocks))
    ]
    chosen: list[_Mended] = []
    for one in sorted(offers, key=lambda one: (bool(one.doubts), -one.size)):
        if all(one.last < other.first or other.last < one.first for other in chosen):
            chosen.append(one)
    chosen.sort(key=lambda one: one.first)
    made: list[Block | Grid] = []
    end = 0
    for one in chosen:
        made += [*blocks[end : one.first], *one.blocks]
        end = one.last + 1
    return (*made, *blocks[end:]), tuple(doubt for one in chosen for doubt in one.doubts)


def _mended(table: _Table, blocks: Blocks) -> _Mended | None:
    """What stands for a table; None for one that the document has as a table with its cells in their places."""
    first, last = table.first, table.last
    cells = [row for block in blocks[first : last + 1] for row in unstructured_tables.by_row(block) or ()]
    doubt = _misfit(table) or _torn(table, blocks)
    if (
        first == last
        and isinstance(blocks[first], Grid)
        and (len(set(map(len, cells))) == 1 or (doubt and unstructured_tables.stands_in_columns(cells)))
    ):
        return None
    if doubt:
        printed = (Cell(text, row, column) for row, texts in enumerate(cells) for column, text in enumerate(texts))
        return _Mended(first, last, len(table.rows), [Grid(tuple(printed), placed=False)], (doubt,))
    above = " ".join(word.text for word in table.left if word.block == first)
    return _Mended(first, last, len(table.rows), [*([Block(above)] if above else []), Grid(tuple(_cells(table)))])


# ── tables among the lines ────────────────────────────────────────────────────────────────────────────────────────────────────


def _tables(form: Form, lines: Sequence[Line]) -> Iterator[_Table]:
    """The tables of a form in a stretch of lines."""
    at = 0
    while at < len(lines):
        table = _table(form, lines, at)
        if table:
            yield table
        at = max(table.rows) + 1 if table else at + 1


def _table(form: Form, lines: Sequence[Line], at: int) -> _Table | None:
    """The table whose first row ends in a line; None where its labels are like the form's by chance."""
    rows = _rows(form, lines, at)
    if not rows:
        return None
    before = lines[at].labels[: rows[at][0].left]
    head = form.head(before)
    named = _named(form, before)
    enough = len(rows) >= _FEWEST_ROWS and 2 * len(rows) >= len(form.table.rows)
    if not (head or enough or len(named) >= _FEWEST_LABELS):
        return None
    return _Table(form, lines, rows, head, before[: head.left if head else form.beside(before, named[0])[1] if named else len(before)])


def _rows(form: Form, lines: Sequence[Line], at: int) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    last = -1
    for other in range(at, len(lines)):
        line = lines[other]
        rows = form.rows_in(line.labels, last) if line.values else []
        if rows:
            found[other] = rows
            last = rows[-1].number
        elif not found or _begins(form, line):
            break
    return found


def _begins(form: Form, line: Line) -> bool:
    """Whether another table of a form begins in a line."""
    rows = form.rows_in(line.labels) if line.values else []
    return bool(rows) and form.head(line.labels[: rows[0].left]) is not None


def _named(form: Form, words: Sequence[Word]) -> list[int]:
    """Which words name columns of a form, whatever stands between them."""
    columns = {path[-1] for path in form.columns}
    return [at for at, word in enumerate(words) if fold(word.text) in columns]


# ── what does not fit ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _misfit(table: _Table) -> Finding | None:
    """The first label that is none of the form's, or the first row with too many or too few values."""
    width, start, end = len(table.form.leaves), min(table.rows), max(table.rows)
    before = table.lines[start].labels[len(table.left) : table.rows[start][0].left]
    if not table.head and before:
        named = _named(table.form, before)
        return _unknown(table, next((at for at in range(named[0], len(before)) if at not in named), named[0]), before)
    for at in range(max(start - (not table.head), 0), min(end + 2, len(table.lines))):
        line, rows = table.lines[at], table.rows.get(at)
        if rows is None:
            beside = len(line.values) == width > 1 and (at < start or len(line.labels) <= _MOST_LABELS)
            if beside or start < at < end:
                return _unknown(table, -1, line.labels)
        elif at > start and rows[0].left:
            return _unknown(table, rows[0].left - 1, line.labels)
        elif len(line.values) != width:
            row = "".join(text for _, text in sorted(rows[-1].said.items()))
            told = {"table": table.form.table.zh, "row": row, "count": str(len(line.values)), "expected": str(width)}
            return Finding("table-count", "", told)
    return None


def _torn(table: _Table, blocks: Blocks) -> Finding | None:
    """What stands in one printed table with a table of the form and is none of it."""
    if table.left and table.left[-1].block == table.first and isinstance(blocks[table.first], Grid):
        return _unknown(table, -1, table.left)
    following = table.lines[max(table.rows) + 1 :][:1]
    if following and following[0].labels and following[0].labels[0].block == table.last:
        return _unknown(table, 0, following[0].labels)
    return None


def _unknown(table: _Table, at: int, words: Sequence[Word]) -> Finding:
    return Finding("table-label", "", {"table": table.form.table.zh, "label": words[at].text if words else ""})


# ── cells at their places ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _cells(table: _Table) -> list[Cell]:
    """The cells of a table by row, then column, merged as the form merges them."""
    form = table.form
    lines = [(row, table.lines[at].values if row is rows[-1] else ()) for at, rows in sorted(table.rows.items()) for row in rows]
    side = max(len(form.rows[row.number]) if row.said else 0 for row, _ in lines)
    cells = list(_head(form, table.head, side)) if table.head else []
    top = max((cell.row + cell.rows for cell in cells), default=0)
    for place, (row, values) in enumerate(lines):
        path = form.rows[row.number]
        for depth, text in row.said.items():
            lowest = depth == len(path) - 1
            down = 1 if lowest else 1 + _below(form, [one for one, _ in lines[place + 1 :]], path[: depth + 1])
            cells.append(Cell(text, top + place, depth, down, side - depth if lowest else 1))
        cells += [Cell(value.text, top + place, side + column) for column, value in enumerate(values)]
    return sorted(cells, key=lambda cell: (cell.row, cell.column))


def _below(form: Form, rows: Sequence[Row], path: Path) -> int:
    """How many rows, one after another, a label of the row above them goes on over."""
    return next((at for at, row in enumerate(rows) if form.rows[row.number][: len(path)] != path or len(path) - 1 in row.said), len(rows))


def _head(form: Form, head: Head, side: int) -> Iterator[Cell]:
    """The columns' labels: what stands in the corner, a banner over all columns, and the tree of the labels below it."""
    corner, banner = (head.beside[:1], head.beside[1:]) if side else ((), head.beside)
    top, height = len(banner), len(banner) + max(map(len, head.said))
    yield from (Cell(text, 0, 0, height, side) for text in corner)
    yield from (Cell(text, row, side, 1, len(form.leaves)) for row, text in enumerate(banner))
    for path, text in head.said.items():
        under = [at for at, leaf in enumerate(form.leaves) if leaf[: len(path)] == path]
        row = top + len(path) - 1
        yield Cell(text, row, side + under[0], height - row if path in form.leaves else 1, len(under))
