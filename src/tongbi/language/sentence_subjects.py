"""Sentence subjects: the names in Latin script that stand in the subject of a sentence, behind a first circumstance and before the verb."""

from __future__ import annotations

from itertools import dropwhile, takewhile

from tongbi.language import english_clause
from tongbi.language.folding import has_han

_ENDS = frozenset({"verb", "auxiliary", "relative"})


def names(text: str) -> tuple[str, ...]:
    """The words with a capital letter in the subject of an English sentence, dates apart: In May 2024, the Trust for Locks sold … has Trust
    and Locks; nothing of one in Chinese.
    """
    if has_han(text):
        return ()
    parsed = english_clause.parse(text, ())
    if parsed and parsed[0].tag in {"preposition", "aside"}:
        parsed = [*dropwhile(lambda word: word.text != ",", parsed)][1:] or parsed
    subject = takewhile(lambda word: word.tag not in _ENDS and not (word.text.islower() and word.text.endswith("ed")), parsed)
    return tuple(word.text for word in subject if word.tag == "noun" and word.text[:1].isupper() and word.text[1:])
