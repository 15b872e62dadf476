"""Paged filings saved as one web page: page numbers, running heads and feet and the table of contents taken out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise

from tongbi.model import Block, Grid

# A page number alone (36, F-3, iv, Page 36 of 90), or at the end of a foot (Fiscal 2024 Form 10-K 36).
_NUMBER = re.compile(r"(?:page )?(?:[a-z]{1,2}-)?(\d{1,3}|[ivxl]{1,6})(?: of \d{1,3})?")
_ITEM = re.compile(r"items?\s+\d", re.IGNORECASE)
_RULE = re.compile(r"[-—–_=*]{3,}")
_LONGEST, _MOST_CELLS = 80, 3
_ENDS, _CLOSERS, _OPENERS = ".!?:;", "”’\"')", "“‘\"'($"
# So many page numbers, or items that are listed, are those of a filing; so many lines beside page numbers are a running head.
_FEWEST, _FEWEST_HEADS = 5, 3
_MOSTLY, _SHARE_OF_PAGES = 0.6, 0.1
# All that an item may say, again and again: None. Not applicable.
_SAYS = re.compile(r"[A-Z][a-z]+(?: [a-z]+)*\.")


@dataclass(frozen=True, slots=True)
class Flowing:
    """Blocks as if printed on one page: without the lines `left_out`, `contents` lines of a table of contents, `joined` torn paragraphs."""

    blocks: tuple[Block | Grid, ...]
    left_out: tuple[str, ...] = ()
    contents: int = 0
    joined: int = 0


def without(blocks: Sequence[Block | Grid], breaks: Sequence[int] = ()) -> Flowing:
    """The blocks without page numbers, running heads and feet, rules (————) and tables of contents, torn paragraphs made whole.

    Numbers are page numbers where five or more of them ascend; a short line is running where most of its three or more occurrences stand
    beside a page number, or beside one of the `breaks`, the indices of blocks that begin a page.
    """
    lines = [_line(block) for block in blocks]
    pages = _pages(lines)
    marked = _at_breaks(lines, sorted(set(breaks)))
    if not pages and not marked:
        return Flowing(tuple(blocks))
    beside = _beside(lines, pages)
    near, told = Counter(lines[at] for at in beside), Counter(lines)
    fewest = max(_FEWEST_HEADS, _SHARE_OF_PAGES * len(pages))
    running = {line for line, count in near.items() if count >= fewest and count >= _MOSTLY * told[line] and not _SAYS.fullmatch(line)}
    # A head that is also the name on the cover stays there.
    heads = (at for at in beside if lines[at] in running)
    out = pages.union(marked, heads, (at for at, line in enumerate(lines) if _RULE.fullmatch(line)))
    names = {_name(line) for line in lines}
    # Where no line of the text names an item, what lists them is an index, the only place that says where they are.
    named = sum(bool(_ITEM.match(line)) for line in lines) >= _FEWEST
    contents = {at: _contents(block, names, items=named) for at, block in enumerate(blocks)}
    paged = _paged(blocks, lines, pages, sorted(set(breaks)))
    kept, joined = _joined([(at, block) for at, block in enumerate(paged) if at not in out and not contents.get(at)])
    return Flowing(kept, tuple(dict.fromkeys(lines[at] for at in sorted(out))), sum(contents.values()), joined)


def _paged(blocks: Sequence[Block | Grid], lines: Sequence[str], pages: frozenset[int], breaks: Sequence[int]) -> list[Block | Grid]:
    """The blocks, each paragraph with the number at the foot of its page: the next one, unless another page begins before it.

    Numbers that do not ascend are none; Roman ones number no page of the text, and a cover has none.
    """
    feet: list[tuple[int, int]] = []
    for at in sorted(pages):
        number = _parted(lines[at])[1] or 0
        roman = not number and not any(page for _, page in feet)
        counted = number and lines[at].split(" ")[-1].isdigit() and (not feet or feet[-1][1] < number <= feet[-1][1] + _FEWEST)
        if roman or counted:
            feet.append((at, number))
    found: list[Block | Grid] = []
    for at, block in enumerate(blocks):
        place = bisect_left(feet, (at, 0))
        foot, page = feet[place] if place < len(feet) else (at, 0)
        numbered = page and bisect_right(breaks, at) == bisect_right(breaks, foot)
        found.append(replace(block, page=page) if isinstance(block, Block) and numbered else block)
    return found


def _at_breaks(lines: Sequence[str], breaks: Sequence[int]) -> set[int]:
    """The lines before and after page breaks, and at the end, that many pages share, save for a number that counts with the pages."""
    shapes = [_shape(line) for line in lines] if breaks else []
    places: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for page, begin in enumerate([*breaks, len(lines)] if breaks else ()):
        for at in (begin - 2, begin - 1, begin, begin + 1):
            shared, numbers = shapes[at] if 0 <= at < len(lines) else ("", [])
            for counted in {number - page for number in numbers} or ({0} if shared else ()):
                places[shared, counted].append(at)
    told = Counter(shared for shared, _ in shapes)
    fewest = max(_FEWEST_HEADS, _SHARE_OF_PAGES * len(breaks))
    running = (
        found for (line, _), found in places.items() if len(found) >= max(fewest, _MOSTLY * told[line]) and not _SAYS.fullmatch(line)
    )
    return {at for found in running for at in found}


def _shape(line: str) -> tuple[str, list[int]]:
    """A line without the numbers that may be those of its page, and these."""
    found = [(word, _NUMBER.fullmatch(word.lower())) for word in line.split(" ")]
    numbers = [int(number[1]) for _, number in found if number and number[1].isdigit()]
    return " ".join("#" if number else word for word, number in found), numbers


def _contents(block: Block | Grid, names: Set[str], *, items: bool) -> int:
    """How many lines a table of contents has, of `items` or of what other lines name (`names`); 0 for anything else."""
    if isinstance(block, Block):
        return 0
    texts = [cell.text for cell in block.cells if items]
    listed = min(sum(bool(_ITEM.match(text)) for text in texts), sum(bool(_NUMBER.fullmatch(text.lower())) for text in texts))
    return len({cell.row for cell in block.cells if cell.text}) if listed >= _FEWEST or _lists_pages(block, names) else 0


def _lists_pages(grid: Grid, names: Set[str]) -> bool:
    """Whether most rows of a table are a name and a page number, none before the one above, and most of the names come as lines again."""
    rows: defaultdict[int, list[str]] = defaultdict(list)
    for cell in grid.cells if not grid.facts else ():
        if cell.text:
            rows[cell.row].append(cell.text)
    listed = [row for row in rows.values() if len(row) > 1 and row[-1].isdecimal() and _NUMBER.fullmatch(row[-1])]
    again = sum(_name(" ".join(row[:-1])) in names for row in listed)
    ascend = all(int(one[-1]) <= int(other[-1]) for one, other in pairwise(listed))
    return len(listed) >= max(_FEWEST, _MOSTLY * len(rows)) and ascend and again >= _MOSTLY * len(listed)


def _name(line: str) -> str:
    """What a line names, without its number before it: Note 1. Leases, 1.LEASES."""
    return line.rpartition(". ")[2].lstrip("0123456789. ").lower()


def _joined(kept: Sequence[tuple[int, Block | Grid]]) -> tuple[tuple[Block | Grid, ...], int]:
    """Blocks by their place, torn ones made whole: what is left open before a page break goes on after it."""
    made: list[Block | Grid] = []
    joined = 0
    last = -1
    for at, block in kept:
        before = made[-1] if made else None
        if isinstance(block, Block) and isinstance(before, Block) and at > last + 1 and _is_torn(before, block):
            text = f"{before.text} {block.text}"
            whole = before.type == block.type and before.set_off == len(before.text) and block.set_off == len(block.text)
            set_off = len(text) if whole else before.set_off
            turns = (*before.turns, (len(before.text) + 1, block.page)) if block.page else before.turns
            made[-1] = replace(before, text=text, facts=before.facts + block.facts, set_off=set_off, turns=turns)
            joined += 1
        else:
            made.append(block)
        last = at
    return tuple(made), joined


def _is_torn(before: Block, block: Block) -> bool:
    """Whether a paragraph before a page break goes on after it: left open, in small letters or, where it is longer than a line, as text."""
    if before.text.rstrip(_CLOSERS)[-1:] in tuple(_ENDS):
        return False
    plain = before.set_off < len(before.text) and not block.set_off and (block.text[0].isalnum() or block.text[0] in _OPENERS)
    return block.text[0].islower() or (plain and len(before.text) > _LONGEST)


def _line(block: Block | Grid) -> str:
    """The text of a short line, or of a table that is one; "" for anything else."""
    cells = [block.text] if isinstance(block, Block) else [cell.text for cell in block.cells if cell.text]
    line = " ".join(cells).strip()
    return line if len(cells) <= _MOST_CELLS and len(line) <= _LONGEST else ""


def _pages(lines: Sequence[str]) -> frozenset[int]:
    """The lines that are page numbers, or end in one after what many of them begin with; empty where too few ascend."""
    found = [(at, *_parted(line)) for at, line in enumerate(lines)]
    heads = Counter(head for _, head, number in found if number is not None)
    pages = [(at, number) for at, head, number in found if number is not None and (not head or heads[head] >= _FEWEST)]
    ascending: list[int] = []
    for _, number in pages:
        place = bisect_left(ascending, number)
        ascending[place : place + 1] = [number]
    enough = len(ascending) >= max(_FEWEST, _MOSTLY * len(pages))
    return frozenset(at for at, _ in pages) if enough else frozenset()


def _parted(line: str) -> tuple[str, int | None]:
    """What stands before a page number, and the number (0 for a Roman one); None for a line without."""
    *head, last = line.split(" ") if line else [""]
    whole = _NUMBER.fullmatch(line.lower())
    found = whole or _NUMBER.fullmatch(last.lower())
    if found is None:
        return "", None
    return "" if whole else " ".join(head), int(found[1]) if found[1].isdigit() else 0


def _beside(lines: Sequence[str], pages: frozenset[int]) -> list[int]:
    """The lines just before and after page numbers, and those after the line after."""
    near = {at + step for at in pages for step in (-1, 1, 2)}
    return [at for at in sorted(near - pages) if 0 <= at < len(lines) and lines[at]]
