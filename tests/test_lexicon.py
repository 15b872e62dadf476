"""The lexicon: every topic holds, and one that contradicts itself says where."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from tongbi.language import lexicon


@pytest.mark.parametrize("topic", lexicon.topics())
def test_no_topic_contradicts_itself(topic: str) -> None:
    assert lexicon.table(topic)


def test_a_word_in_two_classes_that_exclude_each_other_is_named_with_its_line() -> None:
    text = 'exclusive = [["rise", "fall"]]\nrise = ["增长"]\nfall = [\n  "下降",\n  "增长",\n]\n'
    with pytest.raises(lexicon.LexiconError, match=re.escape("zh/change.toml, line 2, 5: 增长 stands in rise and in fall, which exclude")):
        lexicon.parsed("zh/change", text)


def test_a_word_twice_in_a_class_is_named_with_its_line() -> None:
    with pytest.raises(lexicon.LexiconError, match=r"line 3: 增长 stands twice in change\.rise"):
        lexicon.parsed("zh/change", '[change]\n\nrise = ["增长", "增长"]\n')


def test_longer_words_go_before_those_they_begin_with() -> None:
    assert re.match(lexicon.any_of(sorted(["增", "增长率", "增长"], key=len, reverse=True)), "增长率")[0] == "增长率"  # type: ignore[index]


@pytest.mark.parametrize("flags", [0, re.IGNORECASE])
@pytest.mark.parametrize(
    "words", [("ab", "abc", "b", "bcd", "x y"), ("Sa", "sabc", "s", "SAB"), ("增长", "增", "增长了", "降"), ("a.c", "a", "abc")]
)
def test_the_longest_word_goes_first_whichever_begin_alike(words: Sequence[str], flags: int) -> None:
    flat = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))), flags)
    pattern = re.compile(lexicon.any_of(words), flags)
    text = " ".join((*words, "abcd", "sabcSAB", "SABC sa", "增长了吗", "a.b", "abx"))
    assert pattern.findall(text) == flat.findall(text)
