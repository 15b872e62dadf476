"""Paragraphs that a table or the caption of a picture parts: what floats stands behind the paragraph, which is whole again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tongbi.model import Block, Grid
from tongbi.readers import wrapping
from tongbi.readers.pages.typesetting import is_caption
from tongbi.readers.wrapping import SENTENCE_ENDS


def around(blocks: Sequence[Block | Grid]) -> list[Block | Grid]:
    """The blocks, each paragraph that ends no sentence joined with what goes on behind the tables and captions below it."""
    left = list(blocks)
    for at, block in enumerate(left):
        behind = next((other for other in range(at + 1, len(left)) if not _floats(left[other])), at)
        rest = left[behind]
        if behind > at + 1 and isinstance(block, Block) and isinstance(rest, Block) and _goes_on(block, rest):
            start = len(block.text) + 1
            pages = [(0, rest.page)] if rest.page and rest.page != block.page_at(start) else []
            turns = tuple((start + offset, page) for offset, page in (*pages, *rest.turns))
            left[at] = replace(block, text=f"{block.text} {rest.text}", turns=(*block.turns, *turns))
            left[behind] = replace(rest, text="")
    return [block for block in left if isinstance(block, Grid) or block.text]


def _floats(block: Block | Grid) -> bool:
    return isinstance(block, Grid) or not block.text or is_caption(block.text)


def _goes_on(block: Block, rest: Block) -> bool:
    alike = (block.bold, block.centred, round(block.size, 1)) == (rest.bold, rest.centred, round(rest.size, 1))
    whole = block.text[-1] in SENTENCE_ENDS or is_caption(block.text) or "\t" in block.text
    return alike and not whole and " " in block.text and wrapping.in_small_letters(rest.text)
