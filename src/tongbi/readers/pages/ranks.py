"""Headings by their type: which paragraphs are set larger or bolder than the text, and the rank that each such type has among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tongbi.model import Grid
from tongbi.readers.pages.margins import CLOSING, SAME_SIZE, Set
from tongbi.readers.pages.typesetting import Style
from tongbi.readers.typed_contents import leads_to_page

_Type = tuple[float, bool]
_NO_HEADING = ".。；;，,、：:"


def outlines(blocks: Sequence[list[Set] | Grid], known: Style, size: float) -> list[int | None]:
    """The heading level of each block by its type, from 1; None for text and tables. `size` is that of most of the text.

    A type that heads is larger than the text, or in English bold; several paragraphs have it, as no title has, and what is set in it stands
    above text of a smaller type or a table.
    """
    types = [None if isinstance(block, Grid) else _type(block, known, size) for block in blocks]
    found = [one if one and _heads(one, types[at], blocks[at - 1], blocks[at]) else None for at, one in enumerate(types[:-1], 1)]
    heads = sorted((one for one, count in Counter(found).items() if one and count > 1), reverse=True)
    return [heads.index(one) + 1 if one in heads else None for one in (*found, None)][: len(blocks)]


def _heads(one: _Type, other: _Type | None, block: list[Set] | Grid, below: list[Set] | Grid) -> bool:
    """Whether a paragraph of a type stands above text or a table, or on one page with a smaller type; contents are nothing to head."""
    if isinstance(block, Grid) or isinstance(below, Grid):
        return True
    beside = other is None or (other < one and block[-1].line.page == below[0].line.page)
    return beside and not leads_to_page(below[0].line.text)


def _type(paragraph: Sequence[Set], known: Style, size: float) -> _Type | None:
    """The type of a paragraph that may be a heading; None for one that is none."""
    line = paragraph[0].line
    text = paragraph[-1].line.text.rstrip(CLOSING)
    if len(paragraph) > 3 or text[-1:] in _NO_HEADING or not any(char.isalpha() for char in line.text) or line.text[0].islower():
        return None
    if any("\t" in one.line.text or leads_to_page(one.line.text) for one in paragraph):
        return None
    bold = known.bold_tells and all(one.line.bold for one in paragraph)
    larger = line.size >= SAME_SIZE * size
    return (round(2 * line.size) / 2, bold) if larger or (bold and not known.chinese and SAME_SIZE * line.size > size) else None
