"""Tense: whether an English sentence tells a quantity as something that was or as something to come, whatever its section."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from tongbi.language import english_clause
from tongbi.language.annotation import FULL_STOP
from tongbi.language.folding import since
from tongbi.language.lexicon import any_of, one_of, words
from tongbi.language.quantities import Quantity

Tense = Literal["past", "future", ""]
"""What has come about, what is to come, and what the sentence leaves to its section."""
_BEHIND = 48


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What says that something is to come, what says that it was, before a number and behind it."""
    foreseen = any_of((*english_clause.verbs("foreseen"), *words("en/clause", "aims")))
    past = any_of((*words("en/change", "irregular.past"), *words("en/clause", "verbs.past"), "was", "were"))
    regular = any_of(form for form in english_clause.changes() | english_clause.verbs("reach", "share", "doing", "keep") if form.endswith("ed"))
    coming = rf"\b(?:{one_of('en/clause', 'coming')}|{foreseen} to|(?:is|are|be) {foreseen})\b"
    return (
        re.compile(coming, re.IGNORECASE),
        re.compile(rf"(?<!be )(?<!to )\b(?:{past}|{regular})\b", re.IGNORECASE),
        re.compile(r"(?:[^,;.]{0,40}?)\b(?P<tense>was|were|will|should|shall|is to|are to)\b", re.IGNORECASE),
    )


def of(text: str, quantity: Quantity) -> Tense:
    """The tense in which a sentence tells a quantity: by the last word before it that says so in its part of the sentence, else behind it."""
    coming, past, behind = _patterns()
    before = text[since(FULL_STOP, text, quantity.start) : quantity.start]
    ahead, was = (max((found.end() for found in pattern.finditer(before)), default=-1) for pattern in (coming, past))
    if ahead >= 0 or was >= 0:
        return "future" if ahead >= 0 else "past"
    told = behind.match(text[quantity.end : quantity.end + _BEHIND])
    return "" if told is None else "past" if told["tense"].lower() in {"was", "were"} else "future"
