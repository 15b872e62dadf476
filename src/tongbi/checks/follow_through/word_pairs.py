"""Word pairs as numbers: neighbouring characters in runs of Chinese, none across the edge of a verb, and words of Latin text by
their roots.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import chain

import numpy as np

from tongbi.language.lexicon import any_of, root, words

SORTS = ("papers", "bodies", "works", "actions")
"""Sorts of work, by the verbs that set it up (`BEGUN`) and those that tell of it when it is done (`DONE`)."""
BEGUN, DONE = (
    {sort: (*words("zh/plans", f"{stage}.{sort}"), *words("en/plans", f"{stage}.{sort}")) for sort in SORTS} for stage in ("begun", "done")
)
ACTS = frozenset((*words("zh/plans", "everyday.verbs"), *chain.from_iterable(BEGUN.values())))
NOUNS = frozenset(words("zh/plans", "everyday.nouns"))
"""Verbs and nouns that stand everywhere."""
# In texts in small letters.
_VERBS, _NOUNS = re.compile(any_of(map(str.lower, ACTS))), re.compile(any_of(NOUNS))
_HAN, _LATIN = "\u3400\u9fff", "az"


def of_texts(texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The word pairs of some texts in order: the place of the text of each, the number of each, and whether it is of the text's object:
    of what is left without verbs and everyday words, or of all where that leaves nothing.
    """
    small = [text.lower() for text in texts]
    home = np.repeat(np.arange(len(small)), np.array([len(text) + 1 for text in small], np.int64))
    whole = _VERBS.sub(_blank, "\0".join([*small, ""]))
    told, left = _by_place(whole), _by_place(_NOUNS.sub(_blank, whole))
    places = np.flatnonzero(told)
    is_empty = np.bincount(home[left != 0], minlength=len(small)) == 0
    return home[places], told[places], (told == left)[places] | is_empty[home[places]]


def _blank(found: re.Match[str]) -> str:
    return "\0" * len(found[0])


def _by_place(text: str) -> np.ndarray:
    """The number of the pair, or of the word, that begins at each place of a text in small letters; 0 where none does."""
    letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
    han = _between(letters, _HAN)
    spoken = han | _between(letters, _LATIN)
    edges = np.flatnonzero(np.diff(spoken, prepend=False, append=False))
    starts, ends = edges[::2], edges[1::2]
    seen = np.append(0, np.cumsum(han))
    is_latin = seen[starts] == seen[ends]
    is_paired = spoken.copy()
    is_paired[spoken] = np.repeat(~is_latin, ends - starts)
    is_paired[ends - 1] = False
    found = np.zeros(len(letters), np.int64)
    found[is_paired] = letters[is_paired] << 21 | letters[1:][is_paired[:-1]]
    is_word = is_latin & (ends > starts + 2)
    found[starts[is_word]] = [
        _of_word(text[start:end]) for start, end in zip(starts[is_word].tolist(), ends[is_word].tolist(), strict=True)
    ]
    return found


def _between(letters: np.ndarray, ends: str) -> np.ndarray:
    first, last = map(ord, ends)
    found: np.ndarray = (letters >= first) & (letters <= last)
    return found


@lru_cache(maxsize=32_768)
def _of_word(word: str) -> int:
    """The number of a word in any of its forms, which is no pair's: pairs are below 2 ** 42."""
    return 1 << 62 | int.from_bytes(blake2b(root(word).encode(), digest_size=7).digest(), "big")
