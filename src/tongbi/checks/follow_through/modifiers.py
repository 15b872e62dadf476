"""Modifiers: the nouns that tell one thing from another of its kind, and what of a clause a sentence says with another one in their place.

打响“晚霞”品牌 is not told by 打响“山货”品牌, however much the two share; what a sentence leaves out, or says in short (公卫 for
公共卫生), is no other thing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from functools import lru_cache
from itertools import pairwise

from tongbi.checks.follow_through.word_pairs import ACTS
from tongbi.language.parts_of_speech import tagged

# Tags of nouns, abbreviations and places; of what they stand before also verbs (文物普查).
_NOUNS, _HEADS = ("n", "j", "s", "vn"), ("n", "j", "s", "v", "l")
_QUOTES = frozenset("“”‘’《》 ·")


@lru_cache(maxsize=8192)
def modifiers(text: str) -> Mapping[str, Set[str]]:
    """What stands right before each word of a text that names a thing or an act: nouns, "" for no noun."""
    found: dict[str, set[str]] = defaultdict(set)
    before = ""
    for word, tag in tagged(text):
        if word not in _QUOTES:
            told = len(word) > 1 and word not in ACTS
            if told and tag.startswith(_HEADS):
                found[word].add(before)
            before = word if told and tag.startswith(_NOUNS) else ""
    return found


def replaced(clause: str, plan: str, text: str, weights: Sequence[tuple[str, int]]) -> float:
    """The share, by weight, of a clause's words that a text says another noun in place of, wherever it says what they stand before, and of
    what they stand before; `plan` is the sentence of the clause, of whose own words none is another.
    """
    told, heavy = modifiers(text), dict(weights)
    lost = {
        word
        for head, befores in modifiers(clause).items()
        for one in befores
        if one in heavy and one not in text and all(_is_other(one, other, plan) for other in told.get(head, [""]))
        for word in (one, head)
    }
    return sum(heavy.get(word, 0) for word in lost) / max(1, sum(heavy.values()))


def _is_other(one: str, other: str, plan: str) -> bool:
    """Whether another noun stands in the place of one, which is neither the plan's own nor the same in short."""
    return bool(other) and other not in plan and not _alike(one, other)


def _alike(one: str, other: str) -> bool:
    """Whether one of two nouns may be the other in short, or both share a word of two characters."""
    short, long = sorted((one, other), key=len)
    return {*short} <= {*long} or any(pair in long for pair in map("".join, pairwise(short)))
