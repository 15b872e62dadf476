"""Verbs of change: which way a figure went, what it is held against, and whether an amount or the value it led to follows.

The words are data (`verbs.toml`); names, claims, checks and rows of figures all ask here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tongbi.language import lexicon
from tongbi.model import Direction

_WORDS = lexicon.table("change_verbs")
_RATES = frozenset({"%", "‰", "个百分点", "percentage points", "basis points", "倍"})
# The longest words of a step, comparison included.
_REACH = 48


def _words(*languages: str, direction: str = "", follows: str = "", noun: bool = False, held: bool | None = None) -> Iterator[str]:
    """Words of a class; `held` for those that may govern what is counted."""
    for language in languages:
        for group in _WORDS[language]:
            fits = direction in {"", group["direction"]} and (not follows or group["follows"] in {follows, "both"})
            if fits and group.get("noun", False) is noun and held in {None, group.get("object", False)}:
                yield from group["words"]


def _one_of(*words: str) -> str:
    """An alternative of words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word))) or "(?!)"


_AMOUNT = [word for word in _words("zh", follows="amount") if len(word) > 1]
_OBJECT = frozenset(_words("zh", held=True))
_SHORT = [word for word in _words("zh", follows="amount") if len(word) == 1]
_MOTION = frozenset(_words("zh", follows="value")) & frozenset(_SHORT)
_NOUNS = [*_words("zh", noun=True)]
_CHANGES = tuple(word for word in _NOUNS if word not in {*_words("zh", direction="turn", noun=True)})
_UP = frozenset(_words("zh", direction="up")) | frozenset(_words("zh", direction="up", noun=True))
_DOWN = frozenset(_words("zh", direction="down")) | frozenset(_words("zh", direction="down", noun=True))

LED_TO = f"(?:{_one_of(*_words('zh', follows='value'))})[至到为]"
"""A Chinese verb of change with 至, 到 or 为, behind which a value stands: a regular expression."""
AMOUNT = _one_of(*_AMOUNT)
"""A Chinese verb of change of two characters or more, before an amount."""

CHANGE = f"{AMOUNT}|{_one_of(*_SHORT)}"
"""Any Chinese verb of change before an amount."""

_AGAINST = _WORDS["against"]
# What was planned for the year before is no figure of it.
_PLANNED = "(?:年初)?(?:预算|预计|计划)数?"
_OF_YEAR = rf"(?:年?度)?(?:同期|同时期|同口径|年?[底末]|(?:执行|决算|实际|完成|快报)数?|{_PLANNED})?"
_LAST = rf"(?:{_one_of(*_AGAINST['last'])}){_OF_YEAR}"
_THAN = r"(?:较(?![快好大高多少为低强小长慢])|(?<![占对类])比(?![重例值率分较如]))"
COMPARING = "(?:相比较?|相较|对比|比较|比)"
"""Behind what a figure is held against: 与上年相比. A regular expression."""
_BY_NUMBER = rf"(?:19|20)\d\d年{_OF_YEAR}"
# Any other base of a comparison runs on to the verb, and holds no break, no verb and no other comparison.
_BASE = rf"(?:{_BY_NUMBER}|(?!{_LAST}|(?:19|20)\d\d年)(?:(?!{AMOUNT}|同比)[^，,。；;：:、（）()\0]){{1,12}}?)"
YEARLY = (
    rf"(?:{_one_of(*_AGAINST['same'])})(?!例)(?:{_LAST})?|[与同和]?(?:相?{_THAN}于?|相比于?|对比){_LAST}{COMPARING}?"
    rf"|[与同和]{_LAST}{COMPARING}|{_LAST}同期"
)
"""A comparison with the year before, in Chinese: a regular expression."""
_FREE = re.compile(rf"{YEARLY}|[与同和]?{_THAN}{_BY_NUMBER}{COMPARING}?")
_ANY = rf"(?:{YEARLY}|{_one_of(*_AGAINST['span'])}|[与同和]?{_THAN}{_BASE}{COMPARING}?|[与同和]{_BASE}{COMPARING})"
COMPARED = re.compile(rf"(?:{_ANY}|{_one_of(*_AGAINST['kept'])}|实际|名义)+$")
"""Comparisons at the end of a text."""
_KEPT, _ADVERB = _one_of(*_AGAINST["kept"]), _one_of(*_AGAINST["adverbs"])
_LOOSE = r"(?:了|达到?|约|近|大约|将近|接近|超过?|逾|突破|不足)*"
_STEP = re.compile(
    rf"(?P<against>(?:{_ANY})*)(?P<kept>(?:{_KEPT})?)(?:{_ADVERB})*(?P<twice>(?:{_ANY})?)(?:{_ADVERB})*"
    rf"(?:(?P<noun>{_one_of(*_NOUNS)})为?{_LOOSE}|(?P<verb>{AMOUNT}|(?<![新净至最许不太很更])(?:{_one_of(*_SHORT)})){_LOOSE}|(?P<bare>(?<=.)))$"
)
_MAYBE = re.compile(f"[{re.escape(''.join(sorted({word[-1] for word in (*_AMOUNT, *_SHORT, *_NOUNS)})))}比较]")
_IS_YEARLY, _IS_PLANNED, _YEAR = re.compile(YEARLY), re.compile(_PLANNED), re.compile(r"(?:19|20)\d\d")
_START = re.compile(r"年初|年[底末]")


@dataclass(frozen=True, slots=True)
class Step:
    """The words that make an amount of the number behind them. `start` is where they begin in the clause, `how` what the step is called
    (增长, 年均增长, 较2017年增长); `yearly` is whether it is held against the year before, None where it says against what not at all.
    """

    start: int
    how: str
    direction: Direction | None
    yearly: bool | None


@lru_cache(maxsize=4096)
def step(clause: str, unit: str, last_year: int | None = None) -> Step | None:
    """The step at the end of a Chinese clause, before a number of `unit`; None where none stands there. `last_year` is the year before the
    report's, by which a comparison may name it (较2022年).
    """
    if not _MAYBE.search(clause, max(0, len(clause) - _REACH)):
        return None
    found = _STEP.search(clause, max(0, len(clause) - _REACH))
    if found is None:
        return None
    beside, word, rate = found["against"] + found["twice"], found["noun"] or found["verb"] or "", unit in _RATES
    against = beside or "".join(_FREE.findall(clause[: found.start()]))
    yearly = _yearly(against, last_year) if against else None
    if not (_alone(word, rate) or (against if word else beside and yearly and rate)):
        return None
    base = "" if yearly or (_START.search(against) and not _IS_PLANNED.search(against)) else against
    direction: Direction | None = "up" if word in _UP else "down" if word in _DOWN else None
    return Step(found.start(), f"{base}{found['kept']}{word or '同比变化'}", direction, yearly)


def _alone(word: str, rate: bool) -> bool:
    """Whether a verb makes an amount of a number (of a rate or of a count) though nothing says against what."""
    if len(word) == 1:
        return rate and word in _MOTION
    return bool(word) and (rate or word not in _OBJECT)


def without_comparison(text: str) -> str:
    """A text without what it is held against: 较上年办结数 → 办结数."""
    return _FREE.sub("", text)


def _yearly(against: str, last_year: int | None) -> bool:
    """Whether a comparison is with the year before: by its words, or by the number of that year alone."""
    named = [int(year) for year in _YEAR.findall(against)]
    if _IS_PLANNED.search(against):
        return False
    return all(year == last_year for year in named) if named else bool(_IS_YEARLY.search(against))


def english_step(words: str, unit: str) -> Step | None:
    """The step at the end of the English words before a number of `unit`; what it is held against stands behind the number."""
    found = _ENGLISH_STEP.search(words, max(0, len(words) - _ENGLISH_REACH))
    if found is None:
        return None
    verb = re.sub(r"\s+", " ", found["verb"].lower())
    # Three schools may be set up and reduced; what is up 3 % has changed.
    if unit not in _RATES and (found["alone"] or (verb in _OBJECTS and not found["by"])):
        return None
    return Step(found.start(), verb, "up" if _ENGLISH_UP.search(verb) else "down", None)


# ── in names ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────

_EN_UP, _EN_DOWN = _one_of(*_words("en", direction="up")), _one_of(*_words("en", direction="down"))
_PARTICLES = _WORDS["particles"]
_CARRIERS = _one_of(*_PARTICLES["carriers"])
_PARTICLE = _one_of(*_PARTICLES["up"], *_PARTICLES["down"])
_CARRIED = rf"(?:{_CARRIERS})\s+(?:{_PARTICLE})|(?:{_EN_UP}|{_EN_DOWN})(?:\s+(?:{_PARTICLE}))?"
ENGLISH = rf"{_CARRIED}|{_PARTICLE}"
"""An English verb of change, without the words that may stand between it and the number: a regular expression."""
_ENGLISH_STEP = re.compile(
    rf"\b(?P<verb>{_CARRIED}|(?P<alone>{_PARTICLE}))(?P<by>\s+(?:by|of))?"
    r"(?:\s+(?:about|around|nearly|over|almost|roughly|some|more than|less than|approximately|an?|another|a further|further))*\s*$",
    re.IGNORECASE,
)
_ENGLISH_REACH, _OBJECTS = 64, frozenset(_words("en", held=True))
_ENGLISH_UP = re.compile(rf"\b(?:{_EN_UP}|{_one_of(*_PARTICLES['up'])})\b", re.IGNORECASE)
_BASES = rf"(?:[与同和]?(?:较|比)[^·]{{1,12}}?)?(?:{_KEPT})?"
NAMED = re.compile(rf"(?:·(?:[^·]*(?:{AMOUNT})|{_BASES}(?:{_one_of(*_SHORT)})|(?:{ENGLISH}))|·?(?:{_one_of(*_NOUNS)}))$", re.IGNORECASE)
"""The step at the end of a figure's name: 地区生产总值·增长, 投资增幅."""
_FALLS = re.compile(rf"(?:{_one_of(*_DOWN)}|\b(?:{_EN_DOWN}|{_one_of(*_PARTICLES['down'])}))$", re.IGNORECASE)
SAID = re.compile(rf"·|{AMOUNT}|{_one_of(*_NOUNS)}|同比|分别|(?<=·)(?:{_one_of(*_SHORT)})|{ENGLISH}", re.IGNORECASE)
"""What of a step in a name only says which way it went."""


def is_change(word: str) -> bool:
    """Whether a word is a noun of change (增幅, 年均增速)."""
    return word.endswith(_CHANGES)


def falls(name: str) -> bool:
    """Whether the step at the end of a name goes down."""
    return bool(_FALLS.search(name))
