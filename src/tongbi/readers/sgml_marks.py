"""Filings in plain text, as they were until about 2000: marks of pages and tables taken out, the tables as rows with bars.

Source: EDGAR Filer Manual, volume II, on ASCII documents: <PAGE>, <TABLE>, <CAPTION>, <S>, <C>, <FN>.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_PAGE, _TABLE, _END = "<PAGE>", "<TABLE>", "</TABLE>"
_OTHERS = frozenset(("<CAPTION>", "<S>", "<C>", "<FN>", "</FN>", _PAGE))
_CELL = re.compile(r"(?:\$ *)?\S+(?: \S+)*")
_RULED = frozenset("-=_ ")


def without(text: str) -> str:
    """A text without such marks and the page numbers above them; the same text where no page or table is marked."""
    if _PAGE not in text and _END not in text:
        return text
    kept: list[str] = []
    table: list[str] | None = None
    for line in text.split("\n"):
        marks = set(line.split())
        if _PAGE in marks:
            _drop_number(kept)
        if _TABLE in marks:
            table = []
        elif _END in marks and table is not None:
            kept += ["", *_barred(table), ""]
            table = None
        elif not marks or not marks <= _OTHERS:
            (kept if table is None else table).append(line)
    return "\n".join([*kept, *(table or ())])


def _drop_number(lines: list[str]) -> None:
    """Takes out the number of a page at its foot."""
    while lines and not lines[-1].strip():
        lines.pop()
    if lines and lines[-1].strip(" -").isdecimal():
        lines.pop()


def _barred(lines: Sequence[str]) -> Iterator[str]:
    """The rows of a table, their cells between bars; a row that fits no columns (a caption, a head over several) as it is."""
    rows = [[*_CELL.finditer(line)] for line in lines]
    most = max(map(len, rows), default=0)
    full = [row for row in rows if len(row) == most]
    ends = [sorted(cell.end() for cell in column)[len(full) // 2] for column in zip(*full, strict=True)][1:]
    begin = min((row[1].start() for row in full if most > 1), default=0)
    for line, row in zip(lines, rows, strict=True):
        if not _RULED.issuperset(line.rstrip()):
            cells = _cells(row, ends, begin)
            yield f"| {' | '.join(cells)} |" if cells else line


def _cells(row: Sequence[re.Match[str]], ends: Sequence[int], begin: int) -> list[str]:
    """A row's label and values, each value in the column whose values end where it does; none where two would stand in one."""
    labelled = row[0].end() < begin
    values = row[1:] if labelled else row
    placed = {min(range(len(ends)), key=lambda column: abs(ends[column] - cell.end())): cell[0] for cell in values} if ends else {}
    is_head = not labelled and len(values) < len(ends) and not any(map(str.isdigit, row[0].string))
    if len(placed) < len(values) or not ends or is_head:
        return []
    label = row[0][0].rstrip(" .") if labelled else ""
    return [label, *(placed.get(column, "") for column in range(len(ends)))]
