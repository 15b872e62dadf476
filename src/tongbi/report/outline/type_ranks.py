"""Headings by their type, in every format that tells one: paragraphs set larger or bolder than the text, and the rank of each such type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tongbi.language import enumerators, lexicon, sentences
from tongbi.model import SAME_SIZE, Block, Grid

_NO_HEADING = ".。；;，,、：:…"
_CONTENTS = frozenset(lexicon.words("zh/labels", "contents"))
# A size, to a tenth of the text's, and whether bold.
_Type = tuple[float, bool]


def ranked(blocks: Sequence[Block | Grid], chinese: bool) -> tuple[Block | Grid, ...]:
    """The blocks with the heading level of their type, from 1; as they are where styles or tags tell levels.

    A type that heads is larger than the text, or in English bold. Several paragraphs have it, as no title has, and most of what is set in
    it stands above text of a smaller type or a table. All that is set in it heads then, and a single line of nearly this type above text,
    too.
    """
    texts = [block for block in blocks if isinstance(block, Block)]
    if sum(block.outline is not None for block in texts) > 1:
        return tuple(blocks)
    bold_tells = sum(len(block.text) * (block.bold or -1) for block in texts) < 0
    types = [_type(block, chinese, bold_tells) if isinstance(block, Block) else None for block in blocks]
    heading = _heading(types, blocks, Counter((round(one.size, 1), bold_tells and one.bold) for one in texts))
    order = sorted(set(heading.values()), reverse=True)
    ranks = {one: order.index(other) + 1 for one, other in heading.items()}
    return tuple(
        replace(block, outline=ranks[one]) if isinstance(block, Block) and one in ranks and at + 1 < len(blocks) else block
        for at, (block, one) in enumerate(zip(blocks, types, strict=True))
    )


def _heading(types: Sequence[_Type | None], blocks: Sequence[Block | Grid], spread: Counter[_Type]) -> dict[_Type, _Type]:
    """The types that head, each with the one whose rank it has; `spread` counts the paragraphs of each type, whatever they say."""
    following = zip(pairwise(types), pairwise(blocks), strict=True)
    heads = Counter(one for (one, other), (block, below) in following if one and _heads(one, other, block, below))
    several = {one: one for one, count in heads.items() if count > 1 and 2 * count > spread[one]}
    alone = [one for one, other in pairwise(types) if one and heads[one] and spread[one] == 1 and other is None]
    near = {one: other for one in alone for other in several if one[1] == other[1] and 1 / SAME_SIZE < one[0] / other[0] < SAME_SIZE}
    return near | several


def _heads(one: _Type, other: _Type | None, block: Block | Grid, below: Block | Grid) -> bool:
    """Whether a paragraph of a type stands above a table, or on one page above text or a smaller type."""
    if isinstance(block, Grid) or isinstance(below, Grid):
        return True
    return other is None or (other < one and block.page_at(len(block.text)) == below.page)


def _type(block: Block, chinese: bool, bold_tells: bool) -> _Type | None:
    """The type of a paragraph that may be a heading; None for one that is none."""
    text, bold = block.text, bold_tells and block.bold
    row = "\t" in text and enumerators.heading(text, chinese) is None
    if text[0].islower() or row or not any(map(str.isalpha, text)) or "".join(text.lower().split()) in _CONTENTS:
        return None
    if text.rstrip("".join(sentences.CLOSE))[-1:] in _NO_HEADING or sentences.first_end(text, chinese) < len(text):
        return None
    larger = block.size >= SAME_SIZE
    return (round(block.size, 1), bold) if larger or (bold and not chinese and SAME_SIZE * block.size > 1) else None
