"""What is quoted of two texts that are held against each other: the words around what they share, so that a reader sees it in both."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from rapidfuzz.distance import Indel

from tongbi.language.folding import fold
from tongbi.model import Change

_CLAUSE_BEGINS = re.compile(r"(?<=[，；：。！？])|(?<=[,;:.!?])\s+")
_SAYING = re.compile(r"[^\W_]")
# Letters that two texts share in one run at least, so that they are seen to be of one thing.
_LEAST = 4
_CUT = "… "


def windows(change: Change, shown: Callable[[str], str]) -> tuple[int, int] | None:
    """Where the quotes of the older and the newer text begin; None where quotes would not show what both texts are about and what differs.

    `shown` is a text as it is quoted from its beginning.
    """
    old, new = ("".join(getattr(edit, side) for edit in change.edits) for side in ("before", "after"))
    runs = [run for run in _shared(change) if run[2] >= _LEAST]
    if not runs:
        return None
    before, after, size = max(runs, key=lambda run: run[2])
    begins = _begin(old, before, size, shown), _begin(new, after, size, shown)
    one, other = (fold(shown(text[begin:])) for text, begin in zip((old, new), begins, strict=True))
    return None if one == other else begins


def begins(one: str, other: str, shown: Callable[[str], str], shown_other: Callable[[str], str]) -> tuple[int, int]:
    """Where the quotes of two texts begin so that the longest run of characters that both have is within them; 0 where none is long."""
    blocks = [block for block in Indel.opcodes(one, other) if block.tag == "equal" and block.src_end - block.src_start >= _LEAST]
    if not blocks:
        return 0, 0
    run = max(blocks, key=lambda block: block.src_end - block.src_start)
    size = run.src_end - run.src_start
    return _begin(one, run.src_start, size, shown), _begin(other, run.dest_start, size, shown_other)


def _shared(change: Change) -> Iterator[tuple[int, int, int]]:
    """The runs of characters that both texts have: where they begin in either, and how many letters and digits they are."""
    before = after = 0
    for edit in change.edits:
        if edit.op == "equal":
            yield before, after, len(_SAYING.findall(edit.before))
        before += len(edit.before)
        after += len(edit.after)


def _begin(text: str, run: int, size: int, shown: Callable[[str], str]) -> int:
    """Where the quote begins: with the text, or if the run would not be in it, with the clause that the run begins in."""
    if run + size <= len(shown(text).rstrip(_CUT)):
        return 0
    return max((found.end() for found in _CLAUSE_BEGINS.finditer(text, 0, run + 1) if found.end() <= run), default=0)
