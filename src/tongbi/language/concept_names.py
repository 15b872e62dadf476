"""Concept names: what a declared concept or member is called in words, and whether a label says the same."""

from __future__ import annotations

from itertools import pairwise

from tongbi.language import lexicon


def words_of(name: str) -> str:
    """A concept or `axis=member` as words, where the filing prints no label: Walmart US for wmt:WalmartUSMember."""
    local = name.rpartition("=")[2].rpartition(":")[2].removesuffix("Member")
    begins = [at for at in range(1, len(local)) if local[at].isupper() and (local[at - 1].islower() or local[at + 1 : at + 2].islower())]
    return " ".join(local[begin:end] for begin, end in pairwise([0, *begins, len(local)]))


def says(label: str, concept: str) -> bool:
    """Whether a label shares a word with what it is declared to be: Consolidated says nothing of assets."""
    own, declared = ({*map(lexicon.without_s, words.lower().split())} for words in (label, words_of(concept)))
    return not own.isdisjoint(declared)


def begins(label: str, concept: str) -> bool:
    """Whether what a label is declared to be begins with its words: Treasury Stock of TreasuryStockCommon."""
    own, declared = ([*map(lexicon.without_s, words.lower().split())] for words in (label, words_of(concept)))
    return bool(own) and declared[: len(own)] == own
