"""Tables typed in plain text: lines of cells parted by tabs, and the rows of Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from tongbi.language import enumerators
from tongbi.model import Cell, Grid

LINE_END = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_RULE = re.compile(r"\s*\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?\s*)?\s*")
_NUMBER = re.compile(r"^[-+\d.,%()（）]*$|^[-—–/]+$")
_FEWEST_ROWS = 2
# Labels that number the rows of a table as often as sections.
_COUNTING = frozenset({"number", "arab", "arab-paren", "circled", "roman"})


def taken_out(text: str) -> tuple[str, dict[str, Grid]]:
    """The text with a line of its own in the place of each table, and the tables by those lines.

    A table is two lines or more, each with a tab inside; or Markdown's rows with their rule of dashes.
    """
    if "\t" not in text and "|" not in text:
        return text, {}
    kept: list[str] = []
    grids: dict[str, Grid] = {}
    run: list[str] = []
    for line in [*LINE_END.split(text), ""]:
        if run and not (_is_tabbed(line) if _is_tabbed(run[0]) else _is_piped(line)):
            kept += _closed(run, grids)
            run = []
        if _is_tabbed(line) or _is_piped(line):
            run.append(line)
        else:
            kept.append(line)
    return "\n".join(kept[:-1]), grids


def _is_tabbed(line: str) -> bool:
    """Whether a line has cells: a tab that stands elsewhere than behind the label of a section."""
    if "\t" not in line.strip():
        return False
    label = enumerators.heading(line, chinese=True)
    return label is None or label.kind in _COUNTING


def _is_piped(line: str) -> bool:
    return line.strip().startswith("|") and line.strip().endswith("|") and line.count("|") > 2


def _closed(run: Sequence[str], grids: dict[str, Grid]) -> list[str]:
    """A run of lines as the one that stands for its table; as it is when it is none."""
    tabbed = _is_tabbed(run[0])
    if len(run) < _FEWEST_ROWS or not (tabbed or any(map(_RULE.fullmatch, run))):
        return list(run)
    cells: Callable[[str], list[str]] = (lambda line: line.split("\t")) if tabbed else _piped
    rows = [[cell.strip() for cell in cells(line)] for line in run if tabbed or not _RULE.fullmatch(line)]
    # No text holds a tab between these: they name the table by its place.
    line = f"\ue000\t{len(grids)}\t\ue000"
    grids[line] = Grid(tuple(cell for row, texts in enumerate(rows) for cell in _cells(row, texts)))
    return ["", line, ""]


def _cells(row: int, texts: Sequence[str]) -> Iterator[Cell]:
    """A row's cells; words that stand in neighbouring places again and again were one cell over all of them."""
    column = 0
    for text, same in groupby(texts):
        places = len(list(same))
        if places > 1 and text and not _NUMBER.search(text):
            yield Cell(text, row, column, 1, places)
        else:
            yield from (Cell(text, row, column + place) for place in range(places))
        column += places


def _piped(line: str) -> list[str]:
    return re.split(r"(?<!\\)\|", line.strip()[1:-1])
