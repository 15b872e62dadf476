"""A heading as it is compared: folded, cut into clauses, each clause without years, topic words, filler and leading verbs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from tongbi.language.folding import fold_quotes, simplified

_YEAR = re.compile(r"(?:19|20)\d\d年?(?:度)?(?:以来|和今年以来)?")
_MARKS = re.compile(r"[\"'()\[\]《》<>·—、-]")
# 、 parts the members of one subject (科学化、民主化、法治化), not clauses.
_STOPS = re.compile(r"[,;:。.!?]+")
# A blank between two Chinese phrases is a comma; between the letters of a spaced-out heading (总 体 情 况) it is nothing.
_BLANK = re.compile(r"(?<=[\u4e00-\u9fff]{4})\s+(?=[\u4e00-\u9fff]{4})")
_FILLER = re.compile(
    r"^(?:关于|本|全|各)+(?=.{4})|^(?:的|中|工作)+(?=.{2})|(?:的?有关|有关|工作|情况|方面|的)+$|着力|持续|不断|进一步|切实|深入|全面|扎实|积极|纵深|大力|全力|稳步|有序|有效|努力|的(?=.)"
)
# Any of these may open a clause without changing what it is about: 加强、强化、健全组织领导 are one heading.
_VERBS = re.compile(
    r"^(?:加强|强化|健全|完善|推进|推动|推行|深化|提升|提高|落实|优化|坚持|坚定|规范(?!性)|严格|严守|严把|严密|严肃|狠抓|聚焦|突出|围绕|加大|加快"
    r"|抓[好实严细牢紧]|做[好实强细优]|注重|建立|构建|创新|开展|压实|压紧|夯实|筑牢|打造|营造|增强|维护|实现|促进|充分发挥|发挥|贯彻|履行|建设|实施|巩固|拓展)+(?=.{4})"
)
_LEAST = 2


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a heading between stops: `text` folded, `key` without what says nothing of its subject."""

    text: str
    key: str


def clauses(heading: str, topic: Sequence[str]) -> tuple[Clause, ...]:
    """The clauses of a heading in order, at least one; the whole heading's key is `key(heading, topic)`."""
    parts = [part for part in _STOPS.split(_folded(_BLANK.sub(",", heading))) if part] or [""]
    return tuple(Clause(_MARKS.sub("", part), key(part, tuple(topic))) for part in parts)


@lru_cache(maxsize=8192)
def key(text: str, topic: tuple[str, ...]) -> str:
    """The core of a heading, a clause or an alias; two with the same key are one heading."""
    whole = _STOPS.sub("", _MARKS.sub("", _folded(text)))
    bare = _without(topic, _FILLER.sub("", whole)) or whole
    bare = _FILLER.sub("", bare) or bare
    return _VERBS.sub("", bare)


def plain(text: str) -> str:
    """The form in which cues are looked for."""
    return _MARKS.sub("", _folded(text))


def _folded(text: str) -> str:
    return _YEAR.sub("", simplified(fold_quotes(text)).lower())


def _without(topic: tuple[str, ...], text: str) -> str:
    """The text without the words that every heading of its kind may hold, unless too little is left."""
    for word in topic:
        left = text.replace(word, "")
        if len(left) >= _LEAST:
            text = left
    return text
