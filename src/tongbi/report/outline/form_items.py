"""The items of a form (Part I · Item 1A. Risk Factors; 第三节 管理层讨论与分析): which lines head them, and which only name them.

Items are named in tables of contents, running heads and cross references too, and a heading may stand on two lines or in a table's cells
(`Item 1.` | `Business`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from tongbi.language import enumerators, lexicon, sentences
from tongbi.language.enumerators import Label
from tongbi.language.folding import has_han
from tongbi.model import Block, Grid
from tongbi.report import schema

_ITEM = "Item "
_LONGEST, _LONGEST_TITLE, _LONGEST_HAN = 250, 200, 40
FEWEST = 5
"""So many items make a form."""
_PROSE = 60
_CONTENTS = 4
_MOST_CELLS = 3
# A title that goes on on the next line: Market for Registrant's Common Equity and Related | Stockholder Matters.
_OPEN, _CLOSES = (frozenset(lexicon.words("en/headings", name)) for name in ("open", "closing"))


@dataclass(frozen=True, slots=True)
class Form:
    """The blocks with split headings made one, and the indices of those that head a part, an item or what follows the last."""

    blocks: tuple[Block | Grid, ...]
    heads: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Named:
    """A line that names an item: its place, how many blocks it takes up, the item's number and what the line says it is called."""

    at: int
    size: int
    number: int
    title: str
    block: Block


def form(blocks: Sequence[Block | Grid], chinese: bool = False) -> Form:
    """The headings of a form's items; no heads where a text has fewer than five items."""
    blocks = blocks if chinese else [_parted(block) for block in blocks]
    named = list(_named(blocks, chinese))
    items = _ascending(_first(_without_contents(named, blocks)))
    if len(items) < FEWEST:
        return Form(tuple(blocks), frozenset())
    chosen = {one.at: one for one in items}
    heads = chosen.keys() | (set() if chinese else _parts(blocks, chosen) | _closing(blocks, max(chosen)))
    return _joined(blocks, chosen, heads)


# ── items glued to their titles ───────────────────────────────────────────────────────────────────────────────────────────────


@cache
def _first_words() -> Mapping[str, str]:
    """By each item's label and the first word of a title that a form has for it, in capitals without blanks, the item: ITEM1ARISK, 1A."""
    nodes = [node for name in schema.names() for node in schema.load(name).nodes]
    items = [(item, {node.en, *node.aliases}) for node in nodes for item in node.aliases if item.startswith(_ITEM) and "." not in item]
    return {_squeezed(item + title.split()[0]): item.removeprefix(_ITEM) for item, titles in items for title in titles if title}


def _parted(block: Block | Grid) -> Block | Grid:
    """A line with a blank behind an item's number that is glued to its title in capitals (ITEM 1ARISK FACTORS, ITEM 1BUSINESS): which
    letters are the number's tell the titles.
    """
    if not isinstance(block, Block) or not block.text.upper().startswith(_ITEM.upper()):
        return block
    word, line = block.text.split(" ")[1][:1], _squeezed(block.text)
    item = next((item for begin, item in _first_words().items() if word.isdigit() and line.startswith(begin)), "")
    before, found, rest = block.text.partition(item) if item else (block.text, "", "")
    return replace(block, text=f"{before}{found} {rest}") if rest[:1].isalpha() else block


def _squeezed(text: str) -> str:
    return "".join(filter(str.isalnum, text)).upper()


# ── lines that name an item ───────────────────────────────────────────────────────────────────────────────────────────────────


def _named(blocks: Sequence[Block | Grid], chinese: bool) -> Iterator[_Named]:
    for at, block in enumerate(blocks):
        text = _line(block)
        label = enumerators.parse(text, chinese)
        if label is None or label.kind not in {"item", "section", "sub-item"}:
            continue
        bold = isinstance(block, Grid) or block.bold
        after = "" if at + 1 == len(blocks) or _is_prose(blocks[at + 1]) else _line(blocks[at + 1])
        label = _of_item(label, after) if label.kind == "sub-item" else label
        if label is None:
            continue
        if (not label.rest or _goes_on(label.rest)) and _is_title(after, chinese):
            yield _Named(at, 2, label.number, f"{label.rest} {after}".strip(), Block(f"{text} {after}", bold=bold))
        elif not label.rest or _is_title(label.rest[: sentences.first_end(label.rest, chinese)], chinese):
            yield _Named(at, 1, label.number, label.rest, block if isinstance(block, Block) else Block(text, bold=True))


def _of_item(label: Label, after: str) -> Label | None:
    """The label of an item whose letter stands behind a full stop (Item 1.A. Risk Factors), told from that of a part (Item 3.D) by its
    title, on the same line or `after` it; None for a part.
    """
    line = _squeezed(f"{label.printed} {label.rest or after}")
    item = next((item for begin, item in _first_words().items() if line.startswith(begin)), "")
    found = enumerators.parse(f"{_ITEM}{item}", chinese=False)
    return replace(label, number=found.number) if item and found else None


def _line(block: Block | Grid) -> str:
    """The text of a paragraph, or of a table of one row that holds no more than a heading."""
    if isinstance(block, Block):
        return block.text if "\t" not in block.text else ""
    cells = [cell.text for cell in block.cells if cell.text]
    one_row = len({cell.row for cell in block.cells}) == 1
    return " ".join(cells) if one_row and len(cells) <= _MOST_CELLS else ""


def _goes_on(title: str) -> bool:
    """Whether a title ends in a comma or in a word that needs another."""
    *before, last = title.lower().replace(",", ", ").split()
    return title.endswith(",") or (bool(before) and last in _OPEN)


def _is_title(text: str, chinese: bool) -> bool:
    """Whether a text may be an item's title: short, not the middle of a sentence (Item 7 of this report), no item itself."""
    if chinese:
        return has_han(text[:1]) and len(text) <= _LONGEST_HAN and not sentences.terminal(text)
    return (
        (text[:1].isupper() or text[:1] in set("[(“‘")) and len(text) <= _LONGEST_TITLE and enumerators.parse(text, chinese=False) is None
    )


# ── which of them are headings ────────────────────────────────────────────────────────────────────────────────────────────────


def _without_contents(named: Sequence[_Named], blocks: Sequence[Block | Grid]) -> list[_Named]:
    """Without a table of contents: lines that follow one another with no text between, and are all named again later."""
    kept: list[_Named] = []
    run: list[_Named] = []
    last = {one.number: one.at for one in named}
    for place, one in enumerate(named):
        run.append(one)
        following = named[place + 1].at if place + 1 < len(named) else len(blocks)
        if place + 1 == len(named) or any(_is_prose(block) for block in blocks[one.at + one.size : following]):
            kept += [line for line in run if len(run) < _CONTENTS or last[line.number] == line.at]
            run = []
    return kept


def _is_prose(block: Block | Grid) -> bool:
    return isinstance(block, Block) and len(block.text) >= _PROSE and sentences.terminal(block.text)


def _first(named: Sequence[_Named]) -> list[_Named]:
    """The first line of each item that says what it is called; a running head or a cross reference comes later or says less.

    One that ends in a page number stands in a table of contents wherever another does not.
    """
    found: dict[int, _Named] = {}
    for one in named:
        before = found.get(one.number)
        if before is None or _weight(one) > _weight(before):
            found[one.number] = one
    return sorted(found.values(), key=lambda one: one.at)


def _weight(one: _Named) -> int:
    return 0 if not one.title else 1 if one.title[-1].isdigit() else 2


def _ascending(named: Sequence[_Named]) -> list[_Named]:
    """The longest sequence of items in the order of their numbers."""
    best: list[list[_Named]] = []
    for one in named:
        before = max((chain for chain in best if chain[-1].number < one.number), key=len, default=[])
        best.append([*before, one])
    return max(best, key=len, default=[])


def _parts(blocks: Sequence[Block | Grid], chosen: Mapping[int, _Named]) -> set[int]:
    """For each item the line of a part just above it, where nothing else stands between."""
    found = set()
    for at in chosen:
        label = enumerators.parse(_line(blocks[at - 1]), chinese=False) if at else None
        if label is not None and label.kind == "part" and len(label.rest) <= _LONGEST_TITLE:
            found.add(at - 1)
    return found


def _closing(blocks: Sequence[Block | Grid], last: int) -> set[int]:
    """Where signatures or the index of exhibits begin after the last item."""
    return {at for at in range(last + 1, len(blocks)) if _line(blocks[at]).lower().strip(" .:-") in _CLOSES}


def _joined(blocks: Sequence[Block | Grid], chosen: Mapping[int, _Named], heads: set[int]) -> Form:
    made: list[Block | Grid] = []
    found = set()
    at = 0
    while at < len(blocks):
        block = blocks[at]
        if at in heads:
            found.add(len(made))
            block = chosen[at].block if at in chosen else Block(_line(block), bold=True, centred=True)
        made.append(block)
        at += chosen[at].size if at in chosen else 1
    return Form(tuple(made), frozenset(found))
