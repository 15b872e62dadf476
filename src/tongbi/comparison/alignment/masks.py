"""Masks: a unit's text with everything taken out that may change without the wording changing.

Numbers, dates, years, ordinals of years, words of approximation and the organisation's own name become placeholders, so that a
figures-only update scores as equal and a year roll is no change of wording.
"""

from __future__ import annotations

import re
from functools import lru_cache, partial
from zlib import crc32

from tongbi.language import dates, lexicon
from tongbi.language.folding import nfkc, one_quote

_WORDS = partial(lexicon.one_of, "zh/tokens")
_HAN = f"[{''.join(lexicon.words('zh/tokens', 'digits'))}]"
_BEFORE = lexicon.words("zh/tokens", "about", "total")
_MORE, _LARGE = _WORDS("over"), _WORDS("magnitudes")
# $254 million and $1.7 billion are two numbers of one wording; blanks are gone where this is asked for.
_SCALE = f"(?:{_LARGE}|{lexicon.any_of(lexicon.table('en/amounts')['scales'])})"
# The first character is asked for at once: most places hold none of these.
_NUMBER = re.compile(
    rf"(?=[\d{''.join(word[0] for word in _BEFORE)}]|{_HAN})"
    rf"(?:{lexicon.any_of(_BEFORE)}*(?:\d[\d,.]*\d|\d)(?:[—–~-](?:\d[\d,.]*\d|\d))?{_SCALE}?{_MORE}?{_LARGE}?"
    rf"|{_WORDS('about')}*{_HAN}{{1,40}}{_MORE}?(?={_WORDS('measures', 'spoken')})|百分之{_HAN}+|{_HAN}{{1,8}}分之{_HAN}+)"
)
_DATE = re.compile(dates.PRINTED)
_GOVERNMENTS = lexicon.words("zh/naming", "relative.government")
_SUFFIXES = re.compile(f"{lexicon.one_of('zh/naming', 'relative.government', 'places.sure', 'places.short')}$")
_UPPER = re.compile(f"^.*?{lexicon.one_of('zh/naming', 'places.upper')}(?=..)")


# Blanks part words only between Latin letters; elsewhere they come and go with the typesetting.
_BLANKS = re.compile(r"\s(?:\s*(?![A-Za-z])|(?<![A-Za-z]\s)\s*)")
_WORD = re.compile(r"([A-Za-z]+(?:['’-][A-Za-z]+)* ?)")
# 乡镇(街道), 县(市、区), 村(社区): one word, though it is as long as two.
_AREAS = re.compile(rf"{_WORDS('listed')}\([^()\d]{{1,8}}\)")
# Latin words that carry no meaning of their own; two sentences share them by chance.
_SMALL_WORDS = frozenset(lexicon.words("en/tokens", "small"))
FIRST_WORD, _WORD_SPACE = "\U000f0000", 0xFFFD
# So many texts are held, more than two long reports have: they are asked for in order, and again from the start.
_HELD = 32_768


def own_names(organisation: str) -> tuple[str, ...]:
    """The forms in which a report names its own organisation, longest first: 柳州市柳南区 → 柳州市柳南区, 柳南区, 柳南."""
    whole = _folded(organisation)
    place = whole.removesuffix(_GOVERNMENTS[0])
    last = _UPPER.sub("", place)
    names = {whole, place, last, _SUFFIXES.sub("", last)}
    return tuple(sorted((name for name in names if len(name) >= 2), key=lambda name: (-len(name), name)))


def mask(text: str, names: tuple[str, ...] = ()) -> str:
    """The masked form of a text: folded, dates as `D`, numbers as `0`, own names as `@`."""
    masked = _folded(text)
    for name in names:
        masked = masked.replace(name, "@")
    masked = _NUMBER.sub("0", _DATE.sub("D", masked))
    for word in lexicon.words("zh/tokens", "roughly"):
        masked = masked.replace(f"0{word}", "0")
    return masked


@lru_cache(maxsize=_HELD)
def unit_mask(text: str, names: tuple[str, ...] = ()) -> str:
    """The masked form of a unit's text, kept for a while: links, changes, stock phrases and their counts ask for it anew."""
    return mask(text, names)


@lru_cache(maxsize=_HELD)
def unit_pattern(text: str, names: tuple[str, ...] = ()) -> str:
    """The pattern of a unit's text, kept as its masked form is: links and what is told elsewhere ask for it."""
    return pattern(unit_mask(text, names))


def pattern(masked: str) -> str:
    """The form that is scored: each Latin word of meaning is one character, as each Chinese character is, and small words are left out.

    So is each kind of area, lest any two sentences about 乡镇（街道） are alike.

    Letters of an alphabet are too few to tell sentences apart: any two English sentences share half of their letters in order.
    """
    parts = _WORD.split(_AREAS.sub(_one, masked))
    parts[1::2] = map(_word, parts[1::2])
    return "".join(parts)


@lru_cache(maxsize=_HELD)
def _word(printed: str) -> str:
    word = printed.strip().lower()
    return "" if word in _SMALL_WORDS else _character(word)


def _one(found: re.Match[str]) -> str:
    return _character(found[0])


def _character(word: str) -> str:
    return chr(ord(FIRST_WORD) + crc32(word.encode()) % _WORD_SPACE)


def _folded(text: str) -> str:
    """NFKC with one kind of quotation mark, without blanks but those between Latin words."""
    return _BLANKS.sub("", one_quote(nfkc(text)))
