"""Tense: whether an English sentence tells a quantity as something that was or as something to come, whatever its section."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import takewhile
from typing import Literal

from tongbi.language import english_clause, english_verbs
from tongbi.language.annotation import FULL_STOP
from tongbi.language.english_clause import Word
from tongbi.language.folding import since
from tongbi.language.lexicon import any_of, one_of, words
from tongbi.language.quantity import Quantity

Tense = Literal["past", "future", ""]
"""What has come about, what is to come, and what the sentence leaves to its section."""
_BEHIND = 48
_WAS = frozenset({"was", "were"})
_IS = frozenset({"is", "are", "has", "have", "had", "remains", "remain"})
_SMALL = frozenset(words("en/clause", "articles", "prepositions", "joining"))
# A form in -ed behind these is no past: to be raised, has to be increased.
_OPEN = frozenset({"be", "is", "are", "being", "to"})


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What says that something is to come, before a number and behind it."""
    foreseen = any_of((*english_verbs.verbs("foreseen"), *words("en/clause", "aims")))
    return (
        re.compile(rf"\b(?:{one_of('en/clause', 'coming')}|{foreseen} to|(?:is|are|be|have|has|we) {foreseen})\b", re.IGNORECASE),
        re.compile(r"(?:[^,;.]{0,40}?)\b(?P<tense>was|were|will|should|shall|is to|are to)\b", re.IGNORECASE),
    )


def of(text: str, quantity: Quantity) -> Tense:
    """The tense in which a sentence tells a quantity: by the words before it in its part of the sentence, else by those behind it."""
    coming, behind = _patterns()
    begin = since(FULL_STOP, text, quantity.start)
    if coming.search(text, begin, quantity.start):
        return "future"
    if any(begin <= at < quantity.start for at in _past(text)):
        return "past"
    told = behind.match(text[quantity.end : quantity.end + _BEHIND])
    return "" if told is None else "past" if told["tense"].lower() in _WAS else "future"


def tells(text: str) -> bool:
    """Whether an English text says nothing that is to come: its first verb has a subject and stands in the present or the past, or it is a
    bare title (Reaching the Last Mile). What asks for something (Open the hall) plans it.
    """
    if _patterns()[0].search(text):
        return False
    main = list(takewhile(lambda word: word.tag != "relative", english_clause.parse(text, ())))
    verb = next((at for at, word in enumerate(main) if word.tag in {"verb", "auxiliary"}), None)
    asks = verb == 0 and not main[0].text.endswith("ing")
    others = [word[0].isupper() for word in text.split()[1:] if word not in _SMALL]
    if not asks and text[-1:].isalpha() and others and all(others):
        return True
    ahead = verb is not None and [word.text.lower() for word in main[verb + 1 : verb + 2]] == ["to"]
    return bool(verb) and not ahead and (main[verb or 0].text.lower() in _IS or _is_past(main[verb or 0], main[(verb or 1) - 1]))


def is_past(text: str) -> bool:
    """Whether a verb of an English text tells what came about, and none what is to come."""
    return not _patterns()[0].search(text) and bool(_past(text))


@lru_cache(maxsize=1024)
def _past(text: str) -> tuple[int, ...]:
    """Where the verbs of a sentence stand that are in the past."""
    parsed = [word for word in english_clause.parse(text, ()) if word.tag not in {"adverb", "aside"}]
    return tuple(word.start for at, word in enumerate(parsed) if _is_past(word, parsed[at - 1] if at else None))


def _is_past(word: Word, before: Word | None) -> bool:
    form = word.text.lower()
    if word.tag == "auxiliary":
        return form in _WAS
    past = form.endswith("ed") or form in english_verbs.finite()
    return word.tag == "verb" and past and (before is None or before.text.lower() not in _OPEN)
