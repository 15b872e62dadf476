"""Cross-reference index: a filing that has no headings of items says in a table which item stands on which pages, or under which title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tongbi.language import enumerators, lexicon
from tongbi.language.folding import fold
from tongbi.model import Block, Grid
from tongbi.report.outline.form_items import FEWEST

_DASHES, _ITEM = str.maketrans("–—", "--"), "item"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the index: the items that its label names, what they are called there and the stretches of pages, first and last."""

    items: tuple[str, ...]
    title: str
    pages: tuple[tuple[int, int], ...]


def listed(blocks: Sequence[Block | Grid], heads: Sequence[int]) -> dict[int, str]:
    """By the place of its heading the label of the item that a section is of, by its title or by the one item on its page."""
    entries = list(_entries(blocks)) if any(isinstance(block, Grid) for block in blocks) else []
    if len(entries) < FEWEST:
        return {}
    titles = {fold(entry.title).lower(): entry.items for entry in entries}
    found = {}
    for at in heads:
        block = blocks[at]
        assert isinstance(block, Block)
        items = titles.get(fold(block.text).lower().rstrip(".:")) or _on_page(entries, block.page)
        if items:
            found[at] = items[0] if len(items) == 1 else f"Items {', '.join(item.partition(' ')[2] for item in items)}"
    return found


def heads_index(blocks: Sequence[Block | Grid]) -> set[int]:
    """The places of paragraphs directly above a table that is an index: they head no section, as those above contents do not."""
    below = ((at, grid) for at, grid in enumerate(blocks[1:]) if isinstance(grid, Grid) and isinstance(blocks[at], Block))
    return {at for at, grid in below if len(list(_entries([grid]))) >= FEWEST}


def _on_page(entries: Sequence[Entry], page: int | None) -> tuple[str, ...]:
    """The items of the one line that a page is of, of an item and its part the part; none where it is of none or of several."""
    found = {entry.items for entry in entries for first, last in entry.pages if page is not None and first <= page <= last}
    whole = {(item.partition(".")[0],) for items in found for item in items if "." in item}
    return (found - whole).pop() if len(found - whole) == 1 else ()


def _entries(blocks: Sequence[Block | Grid]) -> Iterator[Entry]:
    """The rows of tables that begin with the label of an item, or of a part of the one above: title behind it, pages last."""
    for block in blocks:
        rows: dict[int, list[str]] = {}
        for cell in block.cells if isinstance(block, Grid) else ():
            if cell.text:
                rows.setdefault(cell.row, []).append(cell.text)
        above, counts_items = "", False
        for texts in rows.values():
            counts_items = counts_items or _ITEM in " ".join(texts).lower().split()
            entry = _entry(texts, above, counts_items)
            if entry is not None:
                above = entry.items[0].partition(".")[0]
                yield entry


def _entry(texts: Sequence[str], above: str, counts_items: bool) -> Entry | None:
    """The entry of a row; below a head that says so a number alone is an item's, and below an item a letter alone is that of its part."""
    said = texts[0].strip(". ")
    label = enumerators.parse(f"{_ITEM} {said}" if counts_items and said.isdecimal() else texts[0], chinese=False)
    if above and len(said) == 1 and said.isalpha():
        label = enumerators.parse(f"{above}.{said}", chinese=False)
    if label is None or label.kind not in {"item", "sub-item"} or len(texts) < 2:
        return None
    title = label.rest or texts[1]
    pages = _pages(texts[-1]) if len(texts) > (1 if label.rest else 2) else ()
    return Entry(enumerators.items(label.printed), title.rstrip(" .:"), pages)


def _pages(text: str) -> tuple[tuple[int, int], ...]:
    """The stretches of pages that a cell lists: 4–10, 12; Pages 4 - 10."""
    word, _, rest = text.strip().partition(" ")
    numbers = rest if word.lower() in lexicon.words("en/headings", "paged") else text
    ends = [part.strip().partition("-") for part in numbers.translate(_DASHES).replace(" ", "").replace(";", ",").split(",")]
    found = [(int(first), int(last or first)) for first, _, last in ends if first.isdecimal() and (last or first).isdecimal()]
    return tuple((first, last) for first, last in found if first <= last)
