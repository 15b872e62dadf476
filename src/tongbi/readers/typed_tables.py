"""Tables typed in plain text: lines of cells parted by tabs or by bars (| ¦ ∣ ｜ │), with and without rules of dashes between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from tongbi.language import enumerators
from tongbi.model import Block, Cell, Document, Finding, Grid

LINE_END = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_BAR = re.compile(r"(?<!\\)[|¦｜￨∣│┃❘❙⎪⏐]")
# What a line that only rules off is made of, dashes at the least: | :--- | ---: | · +----+ · ├──┼──┤
_DASHES = frozenset("-=─━—")
_CORNERS = frozenset("+┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛")
_RULE = _DASHES | _CORNERS | frozenset("|¦｜￨∣│┃❘❙⎪⏐: \u3000")
# Labels that number the rows of a table as often as sections.
_COUNTING = frozenset({"number", "arab", "arab-paren", "circled", "roman"})


def taken_out(text: str) -> tuple[str, dict[str, Grid]]:
    """The text with a line of its own in the place of each table, and the tables by those lines.

    A table is two lines or more, each with a tab inside; or rows parted by bars.
    """
    kept: list[str] = []
    grids: dict[str, Grid] = {}
    for lines, grid in _parted(LINE_END.split(text)):
        if grid is None:
            kept += lines
            continue
        # No text holds a tab between these: they name the table by its place.
        line = f"\ue000\t{len(grids)}\t\ue000"
        grids[line] = grid
        kept += ["", line, ""]
    return "\n".join(kept), grids


def in_blocks(document: Document) -> Document:
    """A document with the tables that came as paragraphs with bars, and a finding on such paragraphs that make none."""
    if not any(isinstance(block, Block) and _BAR.search(block.text) for block in document.blocks):
        return document
    made: list[Block | Grid] = []
    left = 0
    for is_text, run in groupby(document.blocks, key=lambda block: isinstance(block, Block)):
        blocks = list(run)
        if not is_text:
            made += blocks
            continue
        for lines, grid in _parted([block.text for block in blocks if isinstance(block, Block)], tabs=False):
            left += grid is None and sum(map(_was_row, lines))
            made += [grid] if grid else blocks[: len(lines)]
            blocks = blocks[len(lines) :]
    doubts = (Finding("bars-left", "", {"count": str(left)}),) if left else ()
    return replace(document, blocks=tuple(made), findings=(*document.findings, *doubts))


def _was_row(line: str) -> bool:
    """Whether a line has so many bars that it was a row; two may part the links of a page."""
    return len(_BAR.findall(line)) > 2


def _parted(lines: Sequence[str], *, tabs: bool = True) -> Iterator[tuple[Sequence[str], Grid | None]]:
    """Lines in runs, each with the table it is, if it is one."""
    run: list[str] = []
    sort = ""
    for line in lines:
        barred = bool(_BAR.search(line)) or (_is_rule(line) and (sort == "bar" or not _CORNERS.isdisjoint(line)))
        own = "tab" if tabs and _is_tabbed(line) else "bar" if barred else ""
        goes_on = sort == "bar" and not line.strip()  # a blank line between rows
        if own != sort and not goes_on:
            yield run, _grid(run, sort)
            run, sort = [], own
        run.append(line)
    yield run, _grid(run, sort)


def _is_tabbed(line: str) -> bool:
    """Whether a line has cells: a tab that stands elsewhere than behind the label of a section."""
    if "\t" not in line.strip():
        return False
    label = enumerators.heading(line, chinese=True)
    return label is None or label.kind in _COUNTING


def _is_rule(line: str) -> bool:
    return _RULE.issuperset(line) and not _DASHES.isdisjoint(line)


def _grid(lines: Sequence[str], sort: str) -> Grid | None:
    """The table of lines of a sort; None for one line, and for lines that only hold a bar."""
    rows = [[cell.strip() for cell in line.split("\t")] for line in lines] if sort == "tab" else _barred(lines) if sort else []
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return None
    return Grid(tuple(_cells(rows) if sort == "tab" else _with_banners(rows)))


def _with_banners(rows: Sequence[Sequence[str]]) -> Iterator[Cell]:
    """The cells of rows; a text alone above words beside each other is the name of a table, which is as wide as the widest."""
    width = max(map(len, rows))
    begin = 0
    for at, texts in enumerate(rows):
        if not any(texts[1:]) and _is_head(rows[at + 1 :][:1]):
            yield from _cells(rows[begin:at], begin, width)
            yield Cell(texts[0], at, 0, 1, width)
            begin = at + 1
    yield from _cells(rows[begin:], begin, width)


def _is_head(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a row holds words beside each other, as one below the name of a table does."""
    filled = [text for text in rows[0] if text] if rows else []
    return len(filled) > 1 and all(any(map(str.isalpha, text)) for text in filled)


def _barred(lines: Sequence[str]) -> list[list[str]]:
    """The rows of lines with bars; none where these end no cells: a rule is among them, or each begins or ends with a bar, or all have as
    many.
    """
    filled = [line.strip() for line in lines if line.strip()]
    if any(_BAR.fullmatch(line) for line in filled):
        return _listed(filled)
    rows = [line for line in filled if not _is_rule(line)]
    framed = all(_BAR.match(line) or _BAR.match(line[-1]) for line in rows)
    even = len({len(_BAR.findall(line)) for line in rows}) == 1 and len(_BAR.findall(rows[0])) > 1 if rows else False
    return [_split(line) for line in rows] if len(rows) < len(filled) or framed or even else []


def _listed(lines: Sequence[str]) -> list[list[str]]:
    """Rows of lines with a cell each: a lone bar begins a row, others end their cells."""
    rows: list[list[str]] = []
    for line in lines:
        if _BAR.fullmatch(line):
            rows.append([])
        elif rows:
            rows[-1] += _split(line)
    return [row for row in rows if row]


def _split(line: str) -> list[str]:
    """The cells of a row; bars at its ends are its frame."""
    cells = [cell.strip() for cell in _BAR.split(line)]
    return cells[not cells[0] : len(cells) - (not cells[-1])]


def _cells(rows: Sequence[Sequence[str]], first: int = 0, width: int = 0) -> Iterator[Cell]:
    """The cells of rows, counted from the `first`; the last column that is filled goes on to the `width`.

    Words that stand in neighbouring places again and again were one cell over all of them.
    """
    filled = max((at + 1 for texts in rows for at, text in enumerate(texts) if text), default=0) if width else max(map(len, rows))
    for row, texts in enumerate(rows, first):
        column = 0
        for text, same in groupby(texts[:filled]):
            places = len(list(same))
            wider = max(width - filled, 0) if column + places == filled else 0
            if places > 1 and any(map(str.isalpha, text)):
                yield Cell(text, row, column, 1, places + wider)
            else:
                yield from (Cell(text, row, column + place) for place in range(places - 1))
                yield Cell(text, row, column + places - 1, 1, 1 + wider)
            column += places
