"""Headings printed again where a page goes on (NOTES TO FINANCIAL STATEMENTS (Continued), 二、主要工作（续）): no sections of their own."""

from __future__ import annotations

from collections.abc import Mapping

from tongbi.language import lexicon
from tongbi.language.folding import fold
from tongbi.model import Block

_WORDS = (*lexicon.words("en/headings", "continued"), *lexicon.words("zh/headings", "continued"))
_BEFORE, _BEHIND = "(（[,:—–-", ".:：)）]"


def again(lines: Mapping[int, Block]) -> set[int]:
    """The lines that say, with a mark behind, that one before them is continued."""
    told: set[str] = set()
    found = set()
    for at, line in lines.items():
        bare = line.text.rstrip(_BEHIND + " ").lower()
        before = next((bare.removesuffix(word) for word in _WORDS if bare.endswith(word)), "")
        heading = before.rstrip(_BEFORE + " ")
        if before and len(heading) < len(before.rstrip()) and fold(heading) in told:
            found.add(at)
        told.add(fold(bare))
    return found
