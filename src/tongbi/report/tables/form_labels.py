"""Labels of a prescribed form found in plain text: a row's before its values, the columns' before the first row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tongbi.language.enumerators import ENUMERATOR
from tongbi.language.folding import fold
from tongbi.report.core_parts import StandardTable
from tongbi.report.tables import header_labels, prescribed_forms
from tongbi.report.tables.unstructured_tables import Word

# A label may be torn into so many pieces, by blanks or by the width of its cell.
_MOST_PIECES = 8
# Below that a piece more is a word of its own (本年处理决定数量 and 行政许可: 80).
_WHOLE = 90.0
# A remark in the corner and a banner over the columns.
_MOST_BESIDE = 2
Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """Which of the form's rows is meant, its labels as printed by their depth, and how many words stand before them."""

    number: int
    said: dict[int, str]
    left: int


@dataclass(frozen=True, slots=True)
class Head:
    """The columns' labels as printed, by path; what is printed beside and above them, and how many words stand before all that."""

    said: dict[Path, str]
    beside: tuple[str, ...]
    left: int


@dataclass(frozen=True)
class Form:
    """A prescribed table and the paths of its labels, each once, in the order of reading."""

    table: StandardTable

    @cached_property
    def rows(self) -> tuple[Path, ...]:
        """The rows and what stands above them."""
        return _branches(self.table.rows)

    @cached_property
    def columns(self) -> tuple[Path, ...]:
        """The columns and what stands above them."""
        return _branches(self.table.columns)

    @cached_property
    def leaves(self) -> tuple[Path, ...]:
        """The columns that hold values."""
        return tuple(tuple(path.split("/")) for path in self.table.columns)

    def rows_in(self, words: Sequence[Word], after: int = -1) -> list[Row]:
        """The row that words end with, among those after another one, and the rows before it in them, whose values were all left blank.

        The label of a form's only row may be left out.
        """
        last = self._row(words, after, numbered=True)
        found = [last] if last else []
        while found and found[0].said:
            above = self._row(words[: found[0].left], after)
            if above is None or above.number >= found[0].number:
                break
            found.insert(0, above)
        if not found and words and after < 0 and len(self.rows) == 1 < len(self.leaves):
            return [Row(0, {}, len(words))]
        return found

    def _row(self, words: Sequence[Word], after: int, *, numbered: bool = False) -> Row | None:
        """The row that words end with; the number of its label decides where that is asked for and its words are others."""
        if not words or fold(words[-1].text) in {path[-1] for path in self.columns}:
            return None
        offers = [(score, -number) for number in range(after + 1, len(self.rows)) if (score := _taken(words, self.rows[number][-1])[0])]
        number = -max(offers)[1] if offers else self._next(words[-1].text, after) if numbered else None
        if number is None:
            return None
        path = self.rows[number]
        left = _taken(words, path[-1])[1] if offers else len(words) - 1
        said = {len(path) - 1: _joined(words[left:])}
        for depth in reversed(range(len(path) - 1)):
            score, begin = _taken(words[:left], path[depth])
            if score:
                said[depth] = _joined(words[begin:left])
                left = begin
        return Row(number, said, left)

    def _next(self, text: str, after: int) -> int | None:
        """The row that is due, if it has the number that a label begins with: 1.逾期不补正 for 1.申请人无正当理由逾期不补正、…."""
        own = ENUMERATOR.match(fold(text))
        for number in range(after + 1, len(self.rows)) if own else ():
            due = ENUMERATOR.match(fold(self.rows[number][-1]))
            if own and due and header_labels.rank(own[0]) == header_labels.rank(due[0]) and _figure(own[0]) == _figure(due[0]):
                return number
            if "/".join(self.rows[number]) in self.table.rows:
                break
        return None

    def head(self, words: Sequence[Word]) -> Head | None:
        """The labels of all columns at the end of words, in the form's order: row by row, merged cells once, or column by column."""
        for order in (sorted(self.columns, key=len), self.columns):
            said: dict[Path, str] = {}
            left = len(words)
            for path in reversed(order):
                score, begin = _taken(words[:left], path[-1])
                if score:
                    said[path] = _joined(words[begin:left])
                    left = begin
                elif path in self.leaves:
                    break
            else:
                return Head(said, *self.beside(words, left))
        return None

    def beside(self, words: Sequence[Word], end: int) -> tuple[tuple[str, ...], int]:
        """What stands before the columns' labels, themselves from word `end` on, and belongs to the table; and how many words stand before
        it.
        """
        said: list[str] = []
        for _ in range(_MOST_BESIDE):
            begins = range(max(end - _MOST_PIECES, 0), end)
            remarks = [begin for begin in begins if header_labels.is_remark(_joined(words[begin:end]))]
            known = [begin for label in self.table.beside for score, begin in [_taken(words[:end], label)] if score]
            if not (remarks or known):
                break
            begin = min(remarks + known)
            said.insert(0, _joined(words[begin:end]))
            end = begin
        return tuple(said), end


def _branches(paths: Sequence[str]) -> tuple[Path, ...]:
    """The paths and those above them, each once."""
    steps = [tuple(path.split("/")) for path in paths]
    return tuple(dict.fromkeys(path[:depth] for path in steps for depth in range(1, len(path) + 1)))


def _taken(words: Sequence[Word], label: str) -> tuple[float, int]:
    """How well the last words say a label, 0 where they do not, and how many words stand before them; pieces must say all but the whole."""
    last = len(words) - 1
    begins = range(max(last + 1 - _MOST_PIECES, 0), last + 1)
    scores = ((prescribed_forms.agreement(_joined(words[begin:]), label), begin) for begin in begins)
    return max(((score, begin) for score, begin in scores if begin == last or score >= _WHOLE), default=(0.0, 0))


def _joined(words: Sequence[Word]) -> str:
    return "".join(word.text for word in words)


def _figure(enumerator: str) -> str:
    return "".join(filter(str.isalnum, enumerator))
