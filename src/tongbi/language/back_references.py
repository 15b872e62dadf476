"""Back references: whether a statement says what it is about only together with the sentence before it (The increase is …, 上述项目 …)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import dropwhile, pairwise, takewhile

from tongbi.language import english_clause, lexicon

_BACK = lexicon.words("zh/particles", "pointing")
_POINTING, _OPENING = (frozenset(lexicon.words("en/clause", name)) for name in ("pointing", "opening"))
_PREPOSITIONS = frozenset(lexicon.words("en/clause", "prepositions"))
_MARKS = ",;:.()"


def points_back(text: str) -> bool:
    """Whether a statement goes on about what was told before it: near its beginning by a word that points back, by a subject with "the" and
    without more to it (In May, the stay was lifted), or by "these" with a noun that it does not tell itself.
    """
    words = [word.strip(_MARKS) for word in text.lower().split()]
    first = words[:6]
    behind = any(word == "that" and one in _PREPOSITIONS for one, word in pairwise(first))  # that is a conjunction elsewhere
    if behind or not _POINTING.isdisjoint(first) or not _OPENING.isdisjoint(first[:1]) or text.startswith(_BACK):
        return True
    return _has_known_subject(text) or any(not _told(noun, words[:at]) for at, noun in _these(words))


def _has_known_subject(text: str) -> bool:
    """Whether a sentence opens, or goes on behind a first circumstance, with "the" and nouns in small letters, of nothing and no name."""
    if ", the " not in f", {text.lower()}":
        return False
    parsed = english_clause.parse(text, ())
    if parsed and parsed[0].tag in {"preposition", "aside"}:
        parsed = [*dropwhile(lambda word: word.text != ",", parsed)][1:]
    nouns = [*parsed[1:2], *takewhile(lambda word: not word.text.endswith("ed"), parsed[2:])]
    nouns = [*takewhile(lambda word: word.tag == "noun", nouns)]
    behind = parsed[len(nouns) + 1 : len(nouns) + 2]
    complete = bool(behind) and behind[0].tag in {"preposition", "relative"}
    return bool(nouns) and parsed[0].text.lower() == "the" and not complete and all(word.text.islower() for word in nouns)


def _these(words: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The words behind each "these", with their places."""
    yield from ((at + 1, noun) for at, (one, noun) in enumerate(pairwise(words)) if one == "these")


def _told(noun: str, words: Sequence[str]) -> bool:
    """Whether some words have a noun, as one or as several."""
    return lexicon.without_s(noun) in map(lexicon.without_s, words)
