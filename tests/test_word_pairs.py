"""Word pairs as numbers say what a reader would find by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tongbi.checks.follow_through import word_pairs
from tongbi.language.lexicon import words

VERBS, NOUNS = sorted(word_pairs.ACTS, key=len), words("zh/plans", "everyday.nouns")
TEXTS = st.lists(
    st.lists(st.sampled_from([*VERBS, *NOUNS, *"咨询委员会道路网", "app", "5G", "an", "Grid", " ", "，", "2024"]), max_size=8).map("".join),
    max_size=5,
)


def by_hand(text: str, *apart: str) -> Iterator[str]:
    """The pairs of a text's Chinese runs and its Latin words, without some words and across the edge of none."""
    longest = "|".join(map(re.escape, sorted(apart, key=len, reverse=True)))
    for run in re.findall(r"[a-z\u3400-\u9fff]+", re.sub(longest, " ", text)):
        if run.isascii():
            yield from [run] * (len(run) > 2)
        else:
            yield from (run[at : at + 2] for at in range(len(run) - 1))


@given(TEXTS)
def test_pairs_are_those_of_each_text_in_order(texts: list[str]) -> None:
    home, numbers, _ = word_pairs.of_texts(texts)
    told = [(at, pair) for at, text in enumerate(texts) for pair in by_hand(text.lower(), *VERBS)]
    assert home.tolist() == [at for at, _ in told]
    named = dict(zip(numbers.tolist(), (pair for _, pair in told), strict=True))
    assert [named[one] for one in numbers.tolist()] == [pair for _, pair in told]
    assert len({*named.values()}) == len(named)


@given(TEXTS)
def test_the_object_is_what_is_left_without_everyday_nouns_or_all(texts: list[str]) -> None:
    home, _, bare = word_pairs.of_texts(texts)
    for at, text in enumerate(texts):
        small = text.lower()
        every, left = [*by_hand(small, *VERBS)], [*by_hand(re.sub("|".join(VERBS[::-1]), " ", small), *NOUNS)]
        own = home == at
        of_object = {every[place] for place in np.flatnonzero(bare[own])}
        assert of_object == ({*left} or {*every}) & {*every}
