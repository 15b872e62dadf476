"""Core of a clause: the words before a number without time, amount and verbs of reaching."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache, partial
from itertools import accumulate

import rjieba

from tongbi.language import change_words, lexicon, quantity, time_phrases
from tongbi.language.lexicon import one_of

_LONG_ASIDE = re.compile(r"（[^（）]{5,}）|\([^()]{5,}\)")
_counting, _particles, _than = partial(one_of, "zh/counting"), partial(one_of, "zh/particles"), partial(one_of, "zh/change")
_BOUNDS = f"(?:{'|'.join(quantity.bounds_before().values())})"
_AIMS = one_of("zh/numbers", "aims.verbs", "aims.sure")
_TIME, _IN = f"(?:{time_phrases.PHRASE}|{time_phrases.YEARS})", _particles("in")
# What leads a clause in, beside words that do so alone: when, in the course of what, and as which of several.
_LEAD = re.compile(
    rf"\s+|{_IN}?{_TIME}(?:{_particles('of')}?{_than('against.ground')})?{one_of('zh/time', 'before')}?"
    rf"(?!{one_of('zh/carry_over', 'carried')})|{one_of('zh/time', 'until')}[^，]{{0,6}}"
    rf"|{_IN}[^，]{{2,20}}{_particles('frames')}|{_counting('numerals')}+{_particles('is')}"
)
_LEADING = frozenset(
    (
        *lexicon.words("zh/particles", "lead", "joins"),
        *lexicon.words("zh/counting", "sum", "there-is"),
        *lexicon.words("zh/numbers", "aims.sure"),
        *lexicon.words("zh/time", "now"),
        *(year + since for year in lexicon.words("zh/time", "own") for since in lexicon.words("zh/time", "since")),
    )
)
_NO_LEAD = lexicon.words("zh/particles", "no-lead")
_MANNER = frozenset(lexicon.words("zh/particles", "manner"))
_REGIONS, _COUNTRY = lexicon.words("zh/owners", "regions"), lexicon.words("zh/owners", "country")
# What ends the words before a number: verbs of reaching and counting, and when.
TAIL = re.compile(
    rf"(?:\s|{_particles('tail')}|{_counting('sum', 'share')}|{_counting('reach', 'to')}(?<!{_counting('no-reach')})"
    rf"|{_AIMS}|{_BOUNDS}|{_TIME}|{one_of('zh/time', 'now', 'running')}|{_counting('kept')}{_IN}|{change_words.LED_TO}"
    rf"|{_IN}[^，]{{2,20}}{_particles('amid')}"
    rf"|(?:{_counting('reach')}|{_BOUNDS}){_counting('magnitudes')}+[\u4e00-\u9fff]{{0,2}}{_counting('milestone')}?)+$"
)
_SAME_TIME = f"{_than('against.same-time')}?{_particles('of')}"
_SINCE = rf"(?:{_than('spans.from')}|{_particles('from')}){_TIME}?{_SAME_TIME}?(?:\d[\d,.]*[^\d，。]{{0,5}})?"
_AGAINST = rf"{_than('against.with')}?{_than('against.than')}{_TIME}{_SAME_TIME}"
_FROM = re.compile(f"(?:{_SINCE}|{_AGAINST})$")
_JOINING = tuple(word for word in lexicon.words("zh/particles", "joins") if word != "、")
_HALVES = re.compile("[“”《》（）()‘’]")
# As much of a clause as is looked at, in characters; runs of blanks are one.
_REACH = 160
# The longest name, in characters.
LONGEST = 22


@lru_cache(maxsize=4096)  # asked several times for one clause
def stripped(clause: str) -> str:
    """A clause without what says when, how much and since when, at most 22 characters."""
    bare, previous = " ".join(clause[-_REACH:].split()), None
    while previous != bare:
        previous = bare
        bare = TAIL.sub("", _FROM.sub("", bare)).strip()
    bare = _unquoted(unled(_LONG_ASIDE.sub("", bare)).strip(" -−–—"))
    if bare.endswith(_JOINING) and rjieba.cut(bare)[-1] in _JOINING:  # 惠及, 参与 end a clause as any verb does
        return ""  # the noun behind the number names it: 26个单位和30名个人
    return balanced(unled(_shortened(bare)) if len(bare) > LONGEST else bare)


def _unquoted(bare: str) -> str:
    """Without straight quotation marks that lost their other half, or that hold all of it: 专精特新"小巨人" is a name."""
    for mark in "\"'":
        whole = bare.startswith(mark) and bare.find(mark, 1) in {-1, len(bare) - 1}
        if bare.count(mark) % 2 or whole:
            bare = bare.replace(mark, "").strip()
    return bare


def _shortened(bare: str) -> str:
    """The last words of a long clause, cut between words."""
    kept: list[str] = []
    for word in reversed(rjieba.cut(bare)):
        if sum(map(len, kept)) + len(word) > LONGEST:
            break
        kept.insert(0, word)
    return "".join(kept)


def balanced(bare: str) -> str:
    """Without quotation marks and brackets that lost their other half."""
    for opening, closing in ("“”", "《》", "（）", "()", "‘’") if _HALVES.search(bare) else ():
        if bare.count(opening) != bare.count(closing):
            bare = bare.replace(opening, "").replace(closing, "")
    return bare


def unled(text: str) -> str:
    """Words without what leads them in: when, where, and words that join."""
    region = False
    while text:
        phrase, words = _LEAD.match(text), rjieba.cut(text, hmm=False)
        named = "" if region else _region(text, words)
        if phrase:
            text = text[phrase.end() :]
        elif _leads(words[0], text):
            text = text[len(words[0]) :]
        elif named and len(text) > len(named) + 1:
            text, region = text[len(named) :], True
        else:
            break
    return text


def _region(text: str, words: Sequence[str]) -> str:
    """The region that a text begins with, "" for none; the country only before another word that leads in (全国共…; not 全国文明城市)."""
    named = next((one for one in _REGIONS if text.startswith(one) and len(one) in accumulate(map(len, words))), "")
    return "" if named in _COUNTRY and not _LEADING.intersection(words[1:2]) else named


def _leads(word: str, text: str) -> bool:
    """Whether the first word of a text leads it in and names nothing; one of manner (扎实推进…), where twice as much follows."""
    if word in _MANNER:
        return len(text) >= 3 * len(word)
    return word in _LEADING and not text.startswith(_NO_LEAD)
