"""Time phrases: which words of a text name a year, several years or a day, marked once for all that ask of what time a sentence tells.

今年 · 去年 · 2021年 · 2021年底 · 过去五年 · 五年来 · “十四五”时期 · 近三年 · 五年累计 are read by classes of words (`zh/time.toml`); each
kind of phrase is a row of the table of rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Literal

from tongbi.language import lexicon, numerals
from tongbi.language.lexicon import one_of

Kind = Literal["own", "last", "year", "day", "several"]
"""The report's own year, the year before it, a year by its number, a day of a year (年初, 2021年底), or several years."""

YEAR = r"(?:19|20)\d\d"
"""A year in digits: a regular expression."""
PLAN = r"[\"“]?十[一二三四五六]五[\"”]?"
"""A five-year plan by its number: a regular expression."""
_COUNT = rf"(?<!\d)(?:{one_of('zh/counting', 'plural')}|\d{{1,2}})"
_of = partial(one_of, "zh/time")
_LAST, _SUM, _DAY = one_of("zh/change", "against.last"), one_of("zh/counting", "sum"), _of("ends", "begins")
_SPAN = _of("since", "during")
YEARS = f"{_COUNT}年{_SPAN}?"
"""A number of years by itself: a regular expression."""
_DOING = f"(?:{one_of('zh/terms', 'doing')}|{one_of('zh/counting', 'increment')})"
# By kind, and whether the phrase looks back at (or ahead over) the whole time and not only at what its own clause tells.
_RULES: tuple[tuple[Kind, bool, str], ...] = (
    ("own", True, _of("review")),
    ("day", False, rf"(?:{YEAR})?年{_DAY}"),
    ("several", False, rf"{YEAR}年{_of('since')}"),
    ("year", False, rf"{YEAR}年度?"),
    ("last", False, rf"(?<!{_of('ahead-of')}){_LAST}(?:年?度)?{_DAY}?"),
    ("own", False, rf"{_of('own')}度?{_DAY}?(?!{_of('since')})"),
    ("several", True, rf"{_of('past', 'term')}{_COUNT}年(?!{_of('programme')}){_SPAN}?|{_of('term')}{_of('of-term', 'since')}"),
    ("several", True, rf"(?:{_COUNT}年|{PLAN}){_SPAN}|的{_COUNT}年(?=[，。；！])"),
    ("several", True, rf"\b{one_of('en/time', 'past')} {one_of('en/time', 'counts')} years\b|{one_of('en/time', 'plans')}"),
    ("several", False, rf"\b{one_of('en/time', 'counts')} years\b(?! {one_of('en/time', 'behind')})"),
    ("last", False, rf"\b{one_of('en/time', 'last_year')}\b"),
    ("own", False, rf"\b{one_of('en/time', 'own_year')}\b"),
    ("year", False, rf"(?<=\b[Ii]n )(?:fiscal )?{YEAR}\b|(?<=\b[Dd]uring )(?:fiscal )?{YEAR}\b"),
    ("several", False, rf"{_of('recent')}{_COUNT}年|(?:{PLAN}|{_COUNT}年)[^，。；\d]{{0,4}}{_SUM}"),
    ("several", False, rf"(?<![^，。；：、]){_COUNT}年(?={_DOING})(?![^，。；]*{_of('programme')})"),
)
PHRASE = f"(?:{'|'.join(pattern for _, _, pattern in _RULES)})"
"""Any phrase that names a time: a regular expression."""
_PHRASE = re.compile("|".join(f"(?P<{kind}_{at}>{pattern})" for at, (kind, _, pattern) in enumerate(_RULES)), re.IGNORECASE)
_PART = re.compile(rf"(\d{{1,2}})月?[至到—–~-]+(\d{{1,2}})月|({_of('parts')})")
_ENGLISH_HELD = re.compile(rf"\b{one_of('en/time', 'held')} (?:in |during |the )*$", re.IGNORECASE)
_HELD = (*lexicon.words("zh/change", "against.than", "against.with", "spans.from", "spans.to"), *lexicon.words("zh/particles", "from"))
OPENING = 30
"""A sentence or heading says first of what time it tells, in so many characters."""
_NUMBER = re.compile(f"({_COUNT})年")
_PLAN, _PLAN_LENGTH, _SINCE = re.compile(PLAN), 5, lexicon.words("zh/time", "since")
# A text without these names no time.
_MAYBE = re.compile(r"[年届五]|year|\b[id][nu](?:ring)? (?:fiscal )?(?:19|20)\d\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mark:
    """A phrase at `text[start:end]` that names a time. `review` is whether it opens a review of the whole of it (五年来), not only what its
    own clause tells (近三年); `held` whether something is held against it or starts from it (比2021年); `year` the number of the year where
    it has one, else None.
    """

    start: int
    end: int
    kind: Kind
    review: bool
    held: bool
    year: int | None
    length: int | None = None


def counts_years(text: str) -> bool:
    """Whether a text tells of a number of years (五年工作回顾)."""
    return _NUMBER.search(text) is not None


def part_of_year(text: str) -> tuple[str, ...]:
    """The part of a year that a text names last (1至11月: 1, 11), () for none, or where it names the whole year behind that."""
    behind = max(text.rfind(word) for word in lexicon.words("zh/time", "own")) + 1
    return next((tuple(filter(None, found)) for found in reversed(_PART.findall(text, behind))), ())


@lru_cache(maxsize=4096)
def marks(text: str) -> tuple[Mark, ...]:
    """The time phrases of a text, in order, never overlapping."""
    return tuple(_marks(text)) if _MAYBE.search(text) else ()


def _marks(text: str) -> Iterator[Mark]:
    for found in _PHRASE.finditer(text):
        kind, review, _ = _RULES[int((found.lastgroup or "").rpartition("_")[2])]
        year = re.search(YEAR, found[0])
        held = text.endswith(_HELD, 0, found.start()) or bool(_ENGLISH_HELD.search(text, max(0, found.start() - 32), found.start()))
        length = _length(found[0]) if kind == "several" else None
        yield Mark(found.start(), found.end(), kind, review, held, int(year[0]) if year else None, length)


def _length(phrase: str) -> int | None:
    """How many years a phrase of several names: by their number, or a plan's five; None where neither says it (“十四五”以来)."""
    number = _NUMBER.search(phrase)
    value = numerals.parse(number[1]) if number else None
    if value is None and _PLAN.search(phrase) and not phrase.endswith(_SINCE):
        return _PLAN_LENGTH
    return None if value is None else int(value)
