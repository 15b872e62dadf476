"""Words of change: which way a figure went, what it is compared with, and whether an amount or the value it led to follows the verb.

The words are data (`zh/change.toml`, `en/change.toml`); here is how they follow each other. Names, stated changes, checks and rows of
figures all ask here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tongbi.language import lexicon, units
from tongbi.language.lexicon import any_of, one_of
from tongbi.language.numerals import PLAIN as NUMERALS
from tongbi.model import Direction

_ZH, _EN = "zh/change", "en/change"
# The longest words of a step, comparison included.
_REACH = 48


def _verbs(topic: str, direction: str = "", follows: str = "", noun: bool = False, held: bool | None = None) -> Iterator[str]:
    """Words of a class; `held` for those that may govern what is counted."""
    for group in lexicon.table(topic)["verbs"]:
        fits = direction in {"", group["direction"]} and (not follows or group["follows"] in {follows, "both"})
        if fits and group.get("noun", False) is noun and held in {None, group.get("object", False)}:
            yield from group["words"]
            yield from (form for lemma in group.get("lemmas", ()) for form in lexicon.inflected(lemma))


_AMOUNT = [word for word in _verbs(_ZH, follows="amount") if len(word) > 1]
_SHORT = [word for word in _verbs(_ZH, follows="amount") if len(word) == 1]
_OBJECT = frozenset(_verbs(_ZH, held=True))
_MOTION = frozenset(_verbs(_ZH, follows="value")) & frozenset(_SHORT)
_NOUNS = [*_verbs(_ZH, noun=True)]
_UNSAID = [*_verbs(_ZH, direction="turn", noun=True)]
UNSAID = _UNSAID[0]
"""What a change is called where no verb says which way."""
_CHANGES = tuple(word for word in _NOUNS if word not in _UNSAID)
_UP = frozenset((*_verbs(_ZH, direction="up"), *_verbs(_ZH, direction="up", noun=True)))
_DOWN = frozenset((*_verbs(_ZH, direction="down"), *_verbs(_ZH, direction="down", noun=True)))

AMOUNT = any_of(_AMOUNT)
"""A Chinese verb of change of two characters or more, before an amount."""
CHANGE = any_of([*_AMOUNT, *_SHORT])
"""Any Chinese verb of change before an amount."""
LED_TO = f"{any_of(_verbs(_ZH, follows='value'))}{one_of(_ZH, 'spans.to')}"
"""A Chinese verb of change with 至, 到 or 为, behind which a value stands: a regular expression."""
LEADS_TO = re.compile(rf"[^，。；]{{0,6}}?{LED_TO}|[^，。；、\d]{{0,8}}?[至到](?=\s*(?:了|约|近)?\s*[\d{NUMERALS}])")
"""Between the two ends of a change (从36%提升至52%): a verb that leads to a value, or any with 至 or 到 right before a number."""
_NO_FROM, _TO = lexicon.words(_ZH, "spans.no-from"), one_of(_ZH, "spans.to")
_NOT_BEHIND, _NOT_BEFORE = ("".join({word[at] for word in _NO_FROM if word[1 - at] in "由从"}) for at in (0, 1))
STARTS_FROM = re.compile(
    rf"(?<![{_NOT_BEHIND}])[由从](?![{_NOT_BEFORE}])(?:\d{{4}}年(?:底|末)?)?(?:(?!{_TO})[^，,。；;：:、（）()\d\0]){{0,10}}$"
)
"""The words of a clause from which a change starts: 由, 从去年的, 由每人每月."""
ENGLISH_ORIGIN = re.compile(rf"\b{one_of(_EN, 'spans.reached')}\s+(?:about |nearly |some )?$", re.IGNORECASE)
"""Before an English value that something changed to; behind it may stand from what: to $540 million from $500 million."""
FROM_ORIGIN = re.compile(rf"[^.;]{{0,24}}\b{one_of(_EN, 'spans.origin')} $", re.IGNORECASE)
ENGLISH_STARTS = re.compile(
    rf"\b{one_of(_EN, 'spans.origin')}\s+(?:an average of |about |nearly |some |the |{one_of(_EN, 'against.last')} year's )*$",
    re.IGNORECASE,
)
ENGLISH_LEADS_TO = re.compile(
    rf"(?: (?!to\b)[\w-]+){{0,7}} to (?:about |nearly |an average of |over |more than )*(?:{units.currency()}\s?)?\d", re.IGNORECASE
)
"""Before and behind an English value that something changed from: from 45.9% to 52.6%, from 1.8 billion yuan in 2006 to 30.6 billion."""
COMPARED_TO = re.compile(rf"{one_of(_EN, 'spans.from')} $", re.IGNORECASE)
"""What an English amount is held against stands behind it."""

_LED_UP, _LED_DOWN = (re.compile(f"{any_of(_verbs(_ZH, direction=way, follows='value'))}{_TO}") for way in ("up", "down"))

_YEAR = r"(?:19|20)\d\d"
_PLANNED = rf"(?:年初)?{one_of(_ZH, 'against.planned')}数?"
_OF_YEAR = rf"(?:年?度)?(?:{one_of(_ZH, 'against.same-time')}|年?[底末]|{one_of(_ZH, 'against.of')}|{_PLANNED})?"
_LAST = rf"{one_of(_ZH, 'against.last')}{_OF_YEAR}"
_THAN = rf"(?!{one_of(_ZH, 'against.no-than')})(?<!{one_of(_ZH, 'against.than-behind')}){one_of(_ZH, 'against.than')}"
COMPARING = one_of(_ZH, "against.compared")
"""Behind what a figure is held against: 与上年相比. A regular expression."""
_WITH = one_of(_ZH, "against.with")
_BY_NUMBER = rf"{_YEAR}年{_OF_YEAR}"
# Any other base of a comparison runs on to the verb, and holds no break, no verb and no other comparison.
_SAME, _SPAN = one_of(_ZH, "against.year-ago"), one_of(_ZH, "against.span")
# 同比 and 环比 lead in no other base: 同比减收.
_OTHER = rf"(?<!{_SAME})(?<!{_SPAN})(?!{_LAST}|{_YEAR}年)"
_BASE = rf"(?:{_BY_NUMBER}|{_OTHER}(?:(?!{AMOUNT}|{_SAME})[^，,。；;：:、（）()\0]){{1,12}}?)"
_IN, _GROUND = one_of("zh/particles", "in"), rf"的?{one_of(_ZH, 'against.ground')}"
YEARLY = rf"(?:{_SAME}(?!例)(?:{_LAST})?|{_WITH}?{_THAN}{_LAST}{COMPARING}?|{_WITH}{_LAST}{COMPARING}|{_LAST}同期|{_IN}{_LAST}{_GROUND})"
"""A comparison with the year before, in Chinese: a regular expression."""
HELD_AGAINST = re.compile(rf"(?:{_WITH}|{_THAN})(?:{_LAST}|(?P<year>{_YEAR})年{_OF_YEAR})(?P<of>的)?[约近]?$")
"""The words of a clause before a value that another is held against: 较上年的, 与2022年的; `year` where it is named."""
_A_YEAR = rf"(?:{_LAST}|{_BY_NUMBER})"
_ADDED_TO = re.compile(rf"({_IN}{_A_YEAR}){one_of(_ZH, 'told.doing')}?的?$")
_NO_BASE = rf"(?!{COMPARING}|{_GROUND})"
OF_A_YEAR = re.compile(rf"(?<![比较从由自])({_YEAR})年(?:底|末|同期)?{_NO_BASE}{one_of(_ZH, 'told.doing')}?的?[^，,。；、\d]{{0,6}}$")
"""The words before a value that is of another year: 在2022年设立26个, where nothing is held against it (比2022年, 从2022年的)."""
OF_YEAR_AT_BEGINNING = re.compile(rf"(?:^|[，,；;。：:])在?{_YEAR}年度?(?!{_GROUND})[^，,；;。：:、（）()的\d]{{1,16}}$")
"""A year that opens the clause of a value (2021年收到建议94件), with no words between that say which thing is meant (2021年启动的)."""
AIMED = re.compile(rf"(?:^|[，,；;。：:]){one_of('zh/numbers', 'aims.verbs')}")
"""A clause that tells of what is aimed at: 力争达到."""
_COMES_OVER = one_of("zh/carry_over", "carried")
OF_LAST_YEAR = re.compile(rf"(?<![比较从由自与]){one_of(_ZH, 'told.last')}(?:同期)?{_NO_BASE}的?(?!{_COMES_OVER})[^，,。；、\d]{{0,4}}$")
"""The same of the year before by its word: 去年的2.1%."""
BASE_YEAR = re.compile(rf"(?:{one_of(_ZH, 'spans.from')}|自|{_WITH}|{_THAN})({_YEAR})年")
"""The year that a change is from: 从2017年的."""
_YEARS = rf"{YEARLY}|{_WITH}?{_THAN}{_BY_NUMBER}{COMPARING}?|{_IN}{_BY_NUMBER}{_GROUND}"
_FREE = re.compile(_YEARS)
_AGAINST = rf"(?:{_YEARS}|{_SPAN}|{_WITH}?{_THAN}{_BASE}{COMPARING}?|{_WITH}{_BASE}{COMPARING})"
_KEPT, _ADVERB = one_of(_ZH, "manner.kept"), one_of(_ZH, "manner.adverbs")
COMPARED = re.compile(rf"(?:{_AGAINST}|{_KEPT}|{one_of(_ZH, 'manner.nominal')})+$")
"""Comparisons at the end of a text."""
_LOOSE = f"{one_of(_ZH, 'manner.loose')}*"
_STEP = re.compile(
    rf"(?P<against>{_AGAINST}*)(?P<kept>{_KEPT}?){_ADVERB}*(?P<twice>{_AGAINST}?){_ADVERB}*"
    rf"(?:(?P<noun>{any_of(_NOUNS)})为?{_LOOSE}|(?P<verb>{AMOUNT}|(?<![新至最许不太很更]){any_of(_SHORT)}){_LOOSE}|(?P<bare>(?<=.)))$"
)
# What may be done more or less, and any verb of change between a comparison and a rate.
_DONE = re.compile(rf"(?P<against>{_AGAINST}){_ADVERB}*(?P<verb>{one_of(_ZH, 'way.more', 'way.fewer')})[\u4e00-\u9fff]{{1,3}}$")
_WHATEVER = re.compile(rf"(?P<against>{_YEARS}|{_SPAN}){_ADVERB}*(?P<verb>[\u4e00-\u9fff]{{1,4}}?){_LOOSE}$")
_MAYBE = re.compile(f"[{re.escape(''.join(sorted({word[-1] for word in (*_AMOUNT, *_SHORT, *_NOUNS)})))}比较]")
_IS_YEARLY, _IS_PLANNED, _NUMBERED = re.compile(YEARLY), re.compile(_PLANNED), re.compile(_YEAR)


@dataclass(frozen=True, slots=True)
class Step:
    """The words that make an amount of the number behind them.

    `start` is where they begin in the clause; `against` what the change is held against, as printed, "" where it does not say; `manner` and
    `verb` how it went (年均, 增长); `direction` which way, None where no verb says so.
    """

    start: int
    against: str
    manner: str
    verb: str
    direction: Direction | None

    def yearly(self, last_year: int | None, *, planned: bool = False) -> bool | None:
        """Whether the change is from the year before: by its words, or by the number of that year alone; None where it does not say.

        `last_year` is the year before the report's, None where that is not known; with `planned` what was planned for it is a base too.
        """
        if not self.against:
            return None
        named = [int(year) for year in _NUMBERED.findall(self.against)]
        if _IS_PLANNED.search(self.against) and not planned:
            return False
        return all(year == last_year for year in named) if named else bool(_IS_YEARLY.search(self.against))

    @property
    def within_the_year(self) -> bool:
        """Whether the change is from the day at which the year began: 较年初, not 较年初预算."""
        return lexicon.holds(self.against, lexicon.words(_ZH, "against.start")) and not _IS_PLANNED.search(self.against)

    def called(self, last_year: int | None) -> str:
        """What the step is called: 增长, 年均增长, 较2017年增长; a change from last year without what it is held against."""
        return f"{'' if self.yearly(last_year) or self.within_the_year else self.against}{self.manner}{self.verb}"


def base(before: str, behind: str) -> str:
    """The words that hold what follows against the value between the words `before` and `behind`, "" for none: 较上年的 and, where it is
    在上年…的基础上, 在上年.
    """
    held = HELD_AGAINST.search(before)
    on_ground = held is None and behind.removeprefix("的").startswith(lexicon.words(_ZH, "against.ground"))
    ground = _ADDED_TO.search(before) if on_ground else None
    return held[0].removesuffix("的") if held else ground[1] if ground else ""


@lru_cache(maxsize=4096)
def step(clause: str, unit: str, based: bool = False) -> Step | None:
    """The step at the end of a Chinese clause, before a number of `unit`; None where none stands there. `based`: the value that it is held
    against stands in its clause.
    """
    begin = max(0, len(clause) - _REACH)
    known = _known(clause, begin, unit) if _MAYBE.search(clause, begin) else None
    framed = _framed(clause, begin, based or _is_rate(unit))
    # The last character of a verb that no lexicon has may be a verb of its own: 与上年相比蹿高.
    part = known and framed and framed.start < known.start and len(known.verb) == 1
    return framed if part else known or framed


def _known(clause: str, begin: int, unit: str) -> Step | None:
    """The step by a verb of the lexicon."""
    found = _STEP.search(clause, begin)
    if found is None:
        return None
    beside, word, rate = found["against"] + found["twice"], found["noun"] or found["verb"] or "", _is_rate(unit)
    against = beside or "".join(_FREE.findall(clause[: found.start()]))
    if not (_alone(word, rate) or (against if word else _FREE.search(beside) and rate)):
        return None
    direction: Direction | None = "up" if word in _UP else "down" if word in _DOWN else None
    return Step(found.start(), against, found["kept"], word or UNSAID, direction)


def _framed(clause: str, begin: int, any_verb: bool) -> Step | None:
    """The step by what stands between a comparison and the number: 比上年多支出, and, with `any_verb`, any that says which way."""
    done = _DONE.search(clause, begin)
    if done:
        return Step(done.start(), done["against"], "", done["verb"], "up" if done["verb"] in lexicon.words(_ZH, "way.more") else "down")
    found = _WHATEVER.search(clause, begin) if any_verb else None
    if found is None:
        return None
    up, down = (any(sign in found["verb"] for sign in lexicon.words(_ZH, f"way.{way}")) for way in ("up", "down"))
    up = up or found["verb"] in lexicon.words("zh/counting", "increment")
    return Step(found.start(), found["against"], "", found["verb"], "up" if up else "down") if up != down else None


def _is_rate(unit: str) -> bool:
    return units.sort(unit) in {"share", "points", "times"}


def _alone(word: str, rate: bool) -> bool:
    """Whether a verb makes an amount of a number (of a rate or of a count) though nothing says against what."""
    if len(word) == 1:
        return rate and word in _MOTION
    return bool(word) and (rate or word not in _OBJECT)


def way_to(words: str) -> Direction | None:
    """Which way a change went by the words between its two ends (提升至); None where no verb says so, or two verbs say both."""
    up, down = _LED_UP.search(words), _LED_DOWN.search(words)
    if up and down:  # 少增至 holds 增至
        inside = up.end() == down.end() and up.start() != down.start()
        return None if not inside else "up" if up.start() < down.start() else "down"
    return "up" if up else "down" if down else None


def without_comparison(text: str) -> str:
    """A text without what it is held against: 较上年办结数 → 办结数."""
    return _FREE.sub("", text)


# ── English ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────

_EN_UP, _EN_DOWN = any_of(_verbs(_EN, direction="up")), any_of(_verbs(_EN, direction="down"))
_PARTICLE = one_of(_EN, "particles.up", "particles.down")
_CARRIED = rf"(?:{one_of(_EN, 'particles.carriers')}\s+{_PARTICLE}|(?:{_EN_UP}|{_EN_DOWN})(?:\s+{_PARTICLE})?)"
ENGLISH = rf"(?:{_CARRIED}|{_PARTICLE})"
"""An English verb of change, without the words that may stand between it and the number: a regular expression."""
ENGLISH_YEARLY = (
    rf"(?:{one_of(_EN, 'against.with')} (?:the )?{one_of(_EN, 'against.last')} (?:fiscal )?year|{one_of(_EN, 'against.year-ago')})"
)
"""A comparison with the year before, in English: a regular expression."""
ENGLISH_BASE = re.compile(
    rf"\b{one_of('en/time', 'against', 'begins')} (?:{one_of('en/time', 'opens', 'inside')} )*(?P<year>{_YEAR})(?:[-–/](?P<last>\d\d)\b)?",
    re.IGNORECASE,
)
"""The year that an English change is held against or begins in, a fiscal one by both its years: compared with 2019-20, since 2015."""
_ENGLISH_STEP = re.compile(
    rf"\b(?P<verb>{_CARRIED}|(?P<alone>{_PARTICLE}))(?P<by>\s+(?:by|of))?(?:\s+{one_of(_EN, 'manner.loose')})*\s*$", re.IGNORECASE
)
_ENGLISH_BEHIND = re.compile(
    rf"\s+(?P<way>{one_of(_EN, 'particles.above', 'particles.below', 'particles.up', 'particles.down')})\b(?P<than>\s+(?:\w+\s+)?than\b)?",
    re.IGNORECASE,
)
ENGLISH_OBJECTS = frozenset(_verbs(_EN, held=True))
"""Verbs of change that may govern what is counted."""
_ENGLISH_REACH = 64
_ENGLISH_UP = re.compile(rf"\b(?:{_EN_UP}|{one_of(_EN, 'particles.up')})\b", re.IGNORECASE)


def english_step(words: str, unit: str) -> Step | None:
    """The step at the end of the English words before a number of `unit`; what it is held against stands behind the number."""
    found = _ENGLISH_STEP.search(words, max(0, len(words) - _ENGLISH_REACH))
    if found is None:
        return None
    verb = re.sub(r"\s+", " ", found["verb"].lower())
    # Three schools may be set up and reduced; what is up 3 % has changed, what makes up 3 % has not.
    if words[: found.end("verb")].lower().endswith(lexicon.words("en/clause", "verbs.share-words")):
        return None
    if not _is_rate(unit) and (found["alone"] or (verb in ENGLISH_OBJECTS and not found["by"])):
        return None
    return Step(found.start(), "", "", verb, "up" if _ENGLISH_UP.search(verb) else "down")


def english_step_behind(words: str, unit: str) -> Step | None:
    """The step that the English words behind a number of `unit` make it the amount of: 3.6% higher than last year, 35 more than in 2022."""
    found = _ENGLISH_BEHIND.match(words)
    if found is None or not (_is_rate(unit) or found["than"]):
        return None
    up = found["way"].lower() in lexicon.words(_EN, "particles.above", "particles.up")
    return Step(0, "", "", found["way"].lower(), "up" if up else "down")


# ── in names ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────

_BASES = rf"(?:{_WITH}?[较比][^·]{{1,12}}?)?{_KEPT}?"
NAMED = re.compile(rf"(?:·(?:[^·]*{AMOUNT}|{_BASES}{any_of(_SHORT)}|{ENGLISH})|·?{any_of(_NOUNS)})$", re.IGNORECASE)
"""The step at the end of a figure's name: 地区生产总值·增长, 投资增幅."""
_FALLS = re.compile(rf"(?:{any_of(_DOWN)}|\b(?:{_EN_DOWN}|{one_of(_EN, 'particles.down')}))$", re.IGNORECASE)
SAID = re.compile(rf"·|{AMOUNT}|{any_of(_NOUNS)}|{_SAME}|分别|(?<=·){any_of(_SHORT)}|{ENGLISH}", re.IGNORECASE)
"""What of a step in a name only says which way it went."""


def is_change(word: str) -> bool:
    """Whether a word is a noun of change (增幅, 年均增速)."""
    return word.endswith(_CHANGES)


def falls(name: str) -> bool:
    """Whether the step at the end of a name goes down."""
    return bool(_FALLS.search(name))
