"""A heading as it is compared: folded, cut into clauses, each clause without years, topic words, filler and leading verbs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from tongbi.language import dates, lexicon
from tongbi.language.folding import fold_quotes, simplified

_WORDS = partial(lexicon.one_of, "zh/headings")
_YEAR = re.compile(rf"{dates.FULL_YEAR}{_WORDS('said.since')}?")
_MARKS = str.maketrans(dict.fromkeys("\"'()[]《》<>·—、-"))
# 、 parts the members of one subject (科学化、民主化、法治化), not clauses.
_STOPS = re.compile(r"[,;:。.!?]+")
_FILLER = re.compile(
    rf"^{_WORDS('said.first')}+(?=.{{4}})|^{_WORDS('said.inner')}+(?=.{{2}})|{_WORDS('said.last')}+$|{_WORDS('said.manner')}|{_WORDS('said.of')}(?=.)"
)
_VERBS = re.compile(rf"^(?:{_WORDS('said.verbs')}(?!{_WORDS('said.kinds')}))+(?=.{{4}})")
_LEAST = 2


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a heading between stops: `text` folded, `key` without what says nothing of its subject; whether it says by what means
    (以科技为支撑).
    """

    text: str
    key: str
    means: bool = False


def clauses(heading: str, topic: Sequence[str]) -> tuple[Clause, ...]:
    """The clauses of a heading, at least one, in order but means last; the whole heading's key is `key(heading, topic)`."""
    parts = sorted([part for part in _STOPS.split(_folded(heading)) if part] or [""], key=_is_means)
    return tuple(Clause(part.translate(_MARKS), key(part, tuple(topic)), _is_means(part)) for part in parts)


def _is_means(clause: str) -> bool:
    return clause.startswith(lexicon.words("zh/headings", "said.by")) and lexicon.has(clause[2:], "zh/headings", "said.as")


@lru_cache(maxsize=8192)
def key(text: str, topic: tuple[str, ...]) -> str:
    """The core of a heading, a clause or an alias; two with the same key are one heading."""
    whole = _STOPS.sub("", _folded(text).translate(_MARKS))
    bare = _without(topic, _FILLER.sub("", whole)) or whole
    bare = _FILLER.sub("", bare) or bare
    return _VERBS.sub("", bare)


def plain(text: str) -> str:
    """The form in which cues are looked for."""
    return _folded(text).translate(_MARKS)


def _folded(text: str) -> str:
    return _YEAR.sub("", simplified(fold_quotes(text)).lower())


def _without(topic: tuple[str, ...], text: str) -> str:
    """The text without the words that every heading of its kind may hold, unless too little is left."""
    for word in topic:
        left = text.replace(word, "")
        if len(left) >= _LEAST:
            text = left
    return text
