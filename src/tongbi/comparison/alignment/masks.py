"""Masks: a unit's text with everything taken out that may change without the wording changing.

Numbers, dates, years, ordinals of years, words of approximation and the organisation's own name become placeholders, so that a
figures-only update scores as equal and a year roll is no change of wording.
"""

from __future__ import annotations

import re
from functools import lru_cache
from zlib import crc32

from tongbi.language.folding import nfkc, one_quote

_HAN_DIGITS = "〇零一二两三四五六七八九十百千"
_MEASURES = (
    "件|次|场|个|项|条|家|名|人|期|份|起|部|户|宗|类|批|例|篇|万|亿|元|年|月|日|天|届|处|所|支|套|种|台|座|轮|站|班|门|册|则|辆|倍|成"
    "|小时|分钟|季度|社区|村|镇|余|多"
)
# The first character is asked for at once: most places hold none of these.
_NUMBER = re.compile(
    rf"(?=[\d约近超逾达共累{_HAN_DIGITS}])"
    r"(?:(?:约|近|超过?|逾|达到?|共计?|累计)*(?:\d[\d,.]*\d|\d)(?:[—–~-](?:\d[\d,.]*\d|\d))?(?:万亿|[万亿千])?(?:余|多)?(?:万亿|[万亿])?"
    rf"|(?:约|近|超过?|逾)*[{_HAN_DIGITS}]{{1,40}}(?:余|多)?(?=(?:{_MEASURES}))|百分之[{_HAN_DIGITS}]+|[{_HAN_DIGITS}]{{1,8}}分之[{_HAN_DIGITS}]+)"
)
_DATE = re.compile(r"\d(?:\d{3}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:[—–~-]\d{4}年)?|\d?月(?:\d{1,2}日)?)")
_ROUGHLY = re.compile(r"0(?:左右|上下)")
_SUFFIXES = re.compile(r"(?:人民政府|政府|区|县|市|省|镇|乡|街道|自治区|自治州|州)$")


# Blanks part words only between Latin letters; elsewhere they come and go with the typesetting.
_BLANKS = re.compile(r"\s(?:\s*(?![A-Za-z])|(?<![A-Za-z]\s)\s*)")
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)* ?")
# 乡镇(街道), 县(市、区), 村(社区): one word, though it is as long as two.
_AREAS = re.compile(r"(?:乡镇|[县市区乡镇村])\([市县区州盟镇乡街道社园、]{1,8}\)")
# Latin words that carry no meaning of their own; two sentences share them by chance.
_SMALL_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a all also an and as at be been but by each for from had has have in is it its more most not of on or our per than that the "
        "their these they this those to was we were which will with would",
    )
)
_WORD_PLANE, _WORD_SPACE = 0xF0000, 0xFFFD


def own_names(organisation: str) -> tuple[str, ...]:
    """The forms in which a report names its own organisation, longest first: 柳州市柳南区 → 柳州市柳南区, 柳南区, 柳南."""
    whole = _folded(organisation)
    last = re.sub(r"^.*?[省市州盟](?=.{2,})", "", whole.removesuffix("人民政府"))
    names = {whole, whole.removesuffix("人民政府"), last, _SUFFIXES.sub("", last)}
    return tuple(sorted((name for name in names if len(name) >= 2), key=lambda name: (-len(name), name)))


def mask(text: str, names: tuple[str, ...] = ()) -> str:
    """The masked form of a text: folded, dates as `D`, numbers as `0`, own names as `@`."""
    masked = _folded(text)
    for name in names:
        masked = masked.replace(name, "@")
    masked = _NUMBER.sub("0", _DATE.sub("D", masked))
    return _ROUGHLY.sub("0", masked)


@lru_cache(maxsize=8192)
def unit_mask(text: str, names: tuple[str, ...] = ()) -> str:
    """The masked form of a unit's text, kept for a while: links, changes, stock phrases and their counts ask for it anew."""
    return mask(text, names)


def pattern(masked: str) -> str:
    """The form that is scored: each Latin word of meaning is one character, as each Chinese character is, and small words are left out.

    So is each kind of area, lest any two sentences about 乡镇（街道） are alike.

    Letters of an alphabet are too few to tell sentences apart: any two English sentences share half of their letters in order.
    """
    return _WORD.sub(_word, _AREAS.sub(_one, masked))


def _word(found: re.Match[str]) -> str:
    word = found[0].strip().lower()
    return "" if word in _SMALL_WORDS else _character(word)


def _one(found: re.Match[str]) -> str:
    return _character(found[0])


def _character(word: str) -> str:
    return chr(_WORD_PLANE + crc32(word.encode()) % _WORD_SPACE)


def _folded(text: str) -> str:
    """NFKC with one kind of quotation mark, without blanks but those between Latin words."""
    return _BLANKS.sub("", one_quote(nfkc(text)))
