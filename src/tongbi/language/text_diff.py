"""Text diff: two texts → edits that an editor would have made; they rebuild both texts exactly.

Tokens are compared, not characters: a number with its unit is one token, a Chinese word one (rjieba), a Latin word one. Equal
islands too small to read between two edits are absorbed, and texts with little in common are shown as old and new.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import Indel

from tongbi.language import lexicon
from tongbi.language.folding import has_han
from tongbi.language.parts_of_speech import words_of
from tongbi.model import Edit, EditOp

_OVER, _LARGE, _MEASURE = (lexicon.one_of("zh/tokens", name) for name in ("over", "magnitudes", "measures"))
_NUMBER = rf"(?:\d[\d,，.．]*\d|\d)(?:[%％‰]|{_LARGE}?{_OVER}?{_MEASURE}?)"
_LETTER = r"(?![\u3400-\u9fff])[^\W\d_]"
# PM2.5, 5G and R&D are words; so is a Latin word with its marks, but not the Chinese characters that it stands among.
_WORD = rf"(?:{_LETTER})(?:(?![\u3400-\u9fff])[\w'’&-])*(?:\.\d+)*"
_TOKEN = re.compile(rf"{_NUMBER}|{_WORD}|[\u3400-\u9fff]+|\s+|.", re.DOTALL)
# A rewrite leaves less than this share of both texts standing: shown as old and new.
_REWRITE = 0.25
# An equal island of at most this many characters between two edits of at least twice its length is absorbed.
_ISLAND = 2
_CLAUSE_MARKS = "，。；、：！？,;:"


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[str, ...]:
    """The text's tokens; joined they give the text."""
    found: list[str] = []
    for token in _TOKEN.findall(text):
        if len(token) > 1 and has_han(token[0]):
            found += words_of(token)
        else:
            found.append(token)
    return tuple(found)


def edits(before: str, after: str) -> tuple[Edit, ...]:
    """The edit script from one text to another: neighbouring steps differ in `op`, and a deletion next to an insertion is one `replace`.

    Joining all `before` gives the old text, joining all `after` the new one.
    """
    if before == after:
        return (Edit("equal", before, after),) if before else ()
    old, new = tokens(before), tokens(after)
    steps = [
        (op.tag == "equal", "".join(old[op.src_start : op.src_end]), "".join(new[op.dest_start : op.dest_end]))
        for op in Indel.opcodes(old, new)
    ]
    kept = sum(len(text) for equal, text, _ in steps if equal)
    if 2 * kept < _REWRITE * (len(before) + len(after)):
        return (_edit(before, after),)
    return _merged(_joined(_settled(_absorb(_joined(steps)))))


def _edit(before: str, after: str) -> Edit:
    op: EditOp = "replace" if before and after else "delete" if before else "insert"
    return Edit(op, before, after)


Step = tuple[bool, str, str]


def _joined(steps: Sequence[Step]) -> list[Step]:
    """Neighbouring steps of one kind made one, so that equal and changed steps alternate."""
    found: list[Step] = []
    for equal, before, after in steps:
        if found and found[-1][0] == equal:
            found[-1] = equal, found[-1][1] + before, found[-1][2] + after
        else:
            found.append((equal, before, after))
    return found


def _absorb(steps: Sequence[Step]) -> list[Step]:
    """Small equal islands between two larger edits become part of them."""
    found: list[Step] = []
    for at, (equal, before, after) in enumerate(steps):
        inner = 0 < at < len(steps) - 1
        if equal and inner and len(before) <= _ISLAND and before not in _CLAUSE_MARKS and not before[0].isdigit():
            sides = [max(len(steps[near][1]), len(steps[near][2])) for near in (at - 1, at + 1)]
            equal = min(sides) < 2 * len(before)
        found.append((equal, before, after))
    return _joined(found)


def _settled(steps: Sequence[Step]) -> list[Step]:
    """Words cut differently on the two sides may come to the same text (全年|全年 and 全|年全|年): that is no change."""
    return [(equal or before == after, before, after) for equal, before, after in steps]


def _merged(steps: Sequence[Step]) -> tuple[Edit, ...]:
    return tuple(Edit("equal", before, after) if equal else _edit(before, after) for equal, before, after in steps)
