"""Numerals: 1,234 · １２３４ · 3.5亿 · 2万5千 · 二十六 · 两千三百 · 三分之二 · 百分之九十五 · 十八点六万 · 六成 → a number."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from tongbi.text import fold

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
MAGNITUDES = {"": 1, "十": 10, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}
MAGNITUDES |= {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_ARABIC = re.compile(r"(\d[\d,]*(?:\.\d+)?)(十万|百万|千万|万亿|[十百千万亿]?)")
_DECIMAL = re.compile(r"([零一二两三四五六七八九十百千万亿]+)点([零一二三四五六七八九]+)([万亿]?)")
_ABOUT = re.compile(r"[一二两三四五六七八九]{2}")
_MIXED = re.compile(r"(\d+[万亿])(\d{1,4}(?:千万|千|万))")


def parse(text: str) -> float | None:
    """The number a numeral stands for, percentages and tenths as fractions of 100; None when it is no numeral.

    百分之九十五 → 95.0, 六成 → 60.0, 三分之二 → 0.666…, 212.456万 → 2124560.0 (exact: decimal arithmetic).
    """
    folded = fold(text)
    arabic = _ARABIC.fullmatch(folded)
    if arabic:
        return _arabic(arabic[1], arabic[2])
    mixed = _MIXED.fullmatch(folded)
    if mixed:
        return (parse(mixed[1]) or 0) + (parse(mixed[2]) or 0)
    if "分之" in folded:
        return _fraction(*folded.split("分之", 1))
    if folded.endswith("成") and len(folded) > 1:
        tenths = parse(folded[:-1])
        return None if tenths is None else tenths * 10
    return _han(folded)


def _arabic(digits: str, magnitude: str) -> float | None:
    try:
        return float(Decimal(digits.replace(",", "")) * MAGNITUDES[magnitude])
    except InvalidOperation:
        return None


def _fraction(whole: str, part: str) -> float | None:
    """三分之二 is 2/3; 百分之 and 千分之 keep the number itself, as % and ‰ do."""
    above, below = parse(part), parse(whole) if whole not in {"百", "千", "万"} else None
    if whole in {"百", "千"}:
        return above
    return above / below if above is not None and below else None


def _han(text: str) -> float | None:
    """Chinese numerals up to 亿: 二十六, 一百零八, 两千三百, 1 to 99,999,999,999; digit by digit (二〇二三) and decimals (十八点六万) as
    well. None for 五六百, which is no one number.
    """
    decimal = _DECIMAL.fullmatch(text)
    if decimal:
        whole = _han(decimal[1])
        printed = "".join(str(_DIGITS[char]) for char in decimal[2])
        return None if whole is None else _arabic(f"{whole:.0f}.{printed}", decimal[3])
    if not text or any(char not in _DIGITS and char not in _SMALL and char not in _LARGE for char in text):
        return None
    if all(char in _DIGITS for char in text):
        return float(int("".join(str(_DIGITS[char]) for char in text)))
    total = section = digit = 0
    if _ABOUT.search(text):
        return None
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _SMALL:
            section += (digit or 1) * _SMALL[char]
            digit = 0
        else:
            total = (total + section + digit) * _LARGE[char]
            section = digit = 0
    return float(total + section + digit)
