"""Cross-reference index: a filing that has no headings of items says in a table which item stands on which pages, or under which title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tongbi.language import enumerators, lexicon
from tongbi.language.folding import fold
from tongbi.model import Block, Grid
from tongbi.report.outline.form_items import FEWEST

_DASHES = str.maketrans("–—", "--")


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of the index: its label, what it is called there and its stretches of pages, first and last."""

    label: str
    title: str
    pages: tuple[tuple[int, int], ...]


def listed(blocks: Sequence[Block | Grid], heads: Sequence[int]) -> dict[int, str]:
    """By the place of its heading the label of the item that a section is of, by its title or by the one item on its page."""
    entries = list(_entries(blocks)) if any(isinstance(block, Grid) for block in blocks) else []
    if len(entries) < FEWEST:
        return {}
    titles = {fold(entry.title).lower(): entry.label for entry in entries}
    found = {}
    for at in heads:
        block = blocks[at]
        assert isinstance(block, Block)
        label = titles.get(fold(block.text).lower().rstrip(".:")) or _on_page(entries, block.page)
        if label:
            found[at] = label
    return found


def _on_page(entries: Sequence[Entry], page: int | None) -> str:
    """The item that a page is of, "" where it is of none or of several."""
    labels = {entry.label for entry in entries for first, last in entry.pages if page is not None and first <= page <= last}
    return labels.pop() if len(labels) == 1 else ""


def _entries(blocks: Sequence[Block | Grid]) -> Iterator[Entry]:
    """The rows of tables that begin with the label of an item: title behind it, pages last."""
    for block in blocks:
        rows: dict[int, list[str]] = {}
        for cell in block.cells if isinstance(block, Grid) else ():
            if cell.text:
                rows.setdefault(cell.row, []).append(cell.text)
        for texts in rows.values():
            entry = _entry(texts)
            if entry is not None:
                yield entry


def _entry(texts: Sequence[str]) -> Entry | None:
    label = enumerators.parse(texts[0], chinese=False)
    if label is None or label.kind != "item" or len(texts) < 2:
        return None
    title = label.rest or texts[1]
    pages = _pages(texts[-1]) if len(texts) > (1 if label.rest else 2) else ()
    return Entry(label.printed, title.rstrip(" .:"), pages)


def _pages(text: str) -> tuple[tuple[int, int], ...]:
    """The stretches of pages that a cell lists: 4–10, 12; Pages 4 - 10."""
    word, _, rest = text.strip().partition(" ")
    numbers = rest if word.lower() in lexicon.words("en/headings", "paged") else text
    ends = [part.strip().partition("-") for part in numbers.translate(_DASHES).replace(" ", "").replace(";", ",").split(",")]
    found = [(int(first), int(last or first)) for first, _, last in ends if first.isdecimal() and (last or first).isdecimal()]
    return tuple((first, last) for first, last in found if first <= last)
