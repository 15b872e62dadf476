"""Numerals: 1,234 · １２３４ · 3.5亿 · 2万5千 · 33.3 billion · 二十六 · 两亿三千万 · 廿五 · 壹佰 · 三分之二 · 十八点六万 · 六成 → a number.

One parser for all: labels of sections, figures of sentences, cells. Numbers are reckoned in decimals, so that they are exact as printed.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from tongbi.language import lexicon
from tongbi.language.folding import fold, nfkc

MAGNITUDES = {
    "": 1, "十": 10, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12,
    "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "lakh": 10**5, "lakhs": 10**5, "crore": 10**7, "crores": 10**7, "lakh crore": 10**12, "lakh crores": 10**12,
}  # fmt: skip
"""What stands behind a number to make it larger, in Chinese and English."""
LIMIT = 10**30
"""Every number read is smaller than this: a longer row of digits counts nothing."""

PLAIN = "零〇一二两俩三四五六七八九十百千万亿廿卅卌"
"""The characters of Chinese numerals, those of cheques apart."""
FORMAL = "壹贰叁肆伍陆柒捌玖拾佰仟"
HAN = rf"(?:(?<![{PLAIN}])[{PLAIN}]{{1,40}}|(?<![{FORMAL}零万亿])(?=[零万亿]{{0,4}}[{FORMAL}])[{FORMAL}零万亿]{{2,40}})"
"""What a Chinese numeral is made of, as a regular expression; it begins where the run of such characters does, and a longer run is none."""
_READ = str.maketrans({"〇": "零", "两": "二", "俩": "二", "廿": "二十", "卅": "三十", "卌": "四十"}) | str.maketrans(
    "壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千"
)
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")}
_LARGE = (("万亿", 10**12), ("亿", 10**8), ("万", 10**4))
_DIGIT = "[一二三四五六七八九]"
_SECTION = re.compile(rf"(?:({_DIGIT})?千)?(?:零?({_DIGIT})?百)?(?:零?({_DIGIT})?十)?(零?)({_DIGIT})?")
# The last digit counts hundreds after 千 and tens after 百: 两千三 is 2300.
_SHORT = re.compile(rf"(.*{_DIGIT}(?:[百千万亿]))({_DIGIT})")
_SIZE = {"百": 10, "千": 100, "万": 1000, "亿": 10**7}
_MAGNITUDE = "|".join(sorted(filter(None, MAGNITUDES), key=len, reverse=True))
_ARABIC = re.compile(rf"([-−]?)(\d[\d,]*(?:\.\d+)?)({_MAGNITUDE})?")
_MIXED = re.compile(r"(?:\d+(?:\.\d+)?(?:万亿|千万|[亿万千百])){2,}")
_PART = re.compile(r"(\d+(?:\.\d+)?)(万亿|千万|[亿万千百])")
_DECIMAL = re.compile(rf"([{PLAIN}]+)点([零〇一二三四五六七八九]+)(万亿|[万亿])?")
_TENTHS = re.compile(rf"(?P<whole>\d(?:\.\d+)?|{_DIGIT})成(?P<half>半|{_DIGIT})?")
# 两三, 四五, 三五: two digits side by side are the ends of a range.
_BESIDE = re.compile("一二|二三|三四|四五|五六|六七|七八|八九|三五")
_LONGEST = 60
_LAST_DIGIT = re.compile(rf"\d(?:[\d,]*\d)?(?:\.(\d+))?[)）]?\s*({_MAGNITUDE})?[余多]?\s*(万亿|[万亿])?", re.IGNORECASE)


@lru_cache(maxsize=4096)
def parse(text: str) -> float | None:
    """The number a numeral stands for, percentages and tenths as fractions of 100; None when it is no numeral, or none below 10**30.

    百分之九十五 → 95.0, 六成 → 60.0, 三分之二 → 0.666…, 两亿三千万 → 230000000.0, 33.3 billion → 33300000000.0 (exact: decimal arithmetic).
    """
    folded = fold(text)
    value = _value(folded) if 0 < len(folded) <= _LONGEST else None
    return float(value) if value is not None and abs(value) < LIMIT else None


def is_whole(number: str) -> bool:
    """Whether a number in digits is all there by its form: 1,250,000.00, and neither 1,250,000, nor 90,000,00 nor 12."""
    digits = number.strip("()（）-−–+%％$¥€£ ")
    first, *groups = digits.partition(".")[0].split(",")
    return digits[-1:] not in {",", "."} and bool(first) and (not groups or len(first) <= 3) and all(len(group) == 3 for group in groups)


def are_several(text: str) -> bool:
    """Whether blanks part whole numbers (120 60 300), and neither the thousands of one (1 234 567) nor its torn digits (90,000,00 0.00)."""
    parts = text.split()
    numbers = [part for part in parts if part.lstrip("-−–+").replace(",", "").replace(".", "", 1).isdecimal() and part[-1].isdecimal()]
    torn = any(len(part) == 1 for part in parts) or not all(map(is_whole, numbers))
    thousands = "." not in "".join(parts[:-1]) and all(len(part.partition(".")[0]) == 3 for part in parts[1:])
    return len(numbers) == len(parts) > 1 and not torn and not thousands


def ends(text: str) -> tuple[float, float, int] | None:
    """Both ends of a numeral that names two (三四十 → 30.0, 40.0) and how many characters the first takes of it (三 of 三四十); None for
    any other.
    """
    read = text.translate(_READ)
    found = list(_BESIDE.finditer(read)) if len(read) == len(text) else []
    if len(found) != 1:
        return None
    at = found[0].start()
    low, high = parse(read[: at + 1] + read[at + 2 :]), parse(read[:at] + read[at + 1 :])
    return None if low is None or high is None else (low, high, at + 1)


def expanded(value: float, magnitude: str) -> float:
    """A number with what stands behind it: 0.57, 万 → 5700.0."""
    return float(Decimal(repr(value)) * MAGNITUDES[magnitude])


def quantum(printed: str) -> float:
    """What the last printed digit of a figure counts: 0.1 of 62.0, 1000.0 of 1.2万户, 100000.0 of €12.5m, 1.0 of 35件 and of words."""
    text = nfkc(printed)
    found = _LAST_DIGIT.search(text)
    if not found:
        return 1.0
    short = "" if text[0].isdecimal() else text[found.end() :].lower()
    magnitude = ((found[2] or "") + (found[3] or "")).lower() or lexicon.table("en/units")["money"]["short"].get(short, "")
    return float(Decimal(MAGNITUDES.get(magnitude, 1)).scaleb(-len(found[1] or "")))


def _value(text: str) -> Decimal | None:
    arabic = _ARABIC.fullmatch(text)
    if arabic:
        return Decimal(arabic[1].replace("−", "-") + arabic[2].replace(",", "")) * MAGNITUDES[arabic[3] or ""]
    if _MIXED.fullmatch(text):
        return _sum(text)
    if "分之" in text:
        return _fraction(*text.split("分之", 1))
    tenths = _TENTHS.fullmatch(text)
    if tenths:
        whole, half = _value(tenths["whole"]), Decimal(5) if tenths["half"] == "半" else _value(tenths["half"] or "零")
        return None if whole is None or half is None else whole * 10 + half
    decimal = _DECIMAL.fullmatch(text)
    if decimal:
        whole = _han(decimal[1])
        printed = "".join(str(_DIGITS[char]) for char in decimal[2].translate(_READ))
        return None if whole is None else Decimal(f"{whole}.{printed}") * MAGNITUDES[decimal[3] or ""]
    return _han(text)


def _sum(text: str) -> Decimal | None:
    """3亿5千万, 2万5千: parts in falling order, each less than the magnitude before."""
    total, above = Decimal(0), Decimal(LIMIT)
    for digits, magnitude in _PART.findall(text):
        part = Decimal(digits) * MAGNITUDES[magnitude]
        if part >= above:
            return None
        total, above = total + part, Decimal(MAGNITUDES[magnitude])
    return total


def _fraction(whole: str, part: str) -> Decimal | None:
    """三分之二 is 2/3; 百分之 and 千分之 keep the number itself, as % and ‰ do."""
    above = _value(part)
    below = _value(whole)
    if above is None or whole in {"百", "千"}:
        return above
    return above / below if below else None


def _han(text: str) -> Decimal | None:
    """Chinese numerals (二十六, 一百零八, 一万五千亿), digit by digit as well (二〇二三); None for 五六百, which is no one number."""
    read = text.translate(_READ)
    if len(read) > 1 and all(char in _DIGITS for char in read):
        return Decimal("".join(str(_DIGITS[char]) for char in read)) if len(read) > 2 or "零" in read else None
    value = _whole(read, LIMIT) if read else None
    return None if value is None else Decimal(value)


def _whole(read: str, limit: int) -> int | None:
    """The value of a numeral below `limit`: what stands before its largest magnitude times that, and what stands behind."""
    short = _SHORT.fullmatch(read)
    if short:
        size = _SIZE[short[1][-1]]
        rounded = _whole(short[1], limit)
        return None if rounded is None else rounded + _DIGITS[short[2]] * size
    for word, size in _LARGE:
        before, found, behind = read.partition(word)
        if found:
            times = _whole(before, size) if before else 1
            rest = _whole(behind.removeprefix("零"), size) if behind else 0
            value = None if times is None or rest is None else times * size + rest
            return value if value is not None and value < limit else None
    return _below_ten_thousand(read)


def _below_ten_thousand(read: str) -> int | None:
    if read == "零":
        return 0
    found = _SECTION.fullmatch(read)
    if not found or not read:
        return None
    total = 0
    for power, group, word in ((1000, 1, "千"), (100, 2, "百"), (10, 3, "十")):
        if word in read:
            total += power * (_DIGITS[found[group]] if found[group] else 1)
    return total + (_DIGITS[found[5]] if found[5] else 0) if found[5] or not found[4] else None
