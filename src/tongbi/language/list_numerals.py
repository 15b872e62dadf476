"""Numerals as lists print them: 十二, 壹拾贰, xii, l."""

from __future__ import annotations

_HAN, _LEGAL = "〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_MOST = 10_000


def han(number: int) -> str:
    """十二, 一百零五, 二千; digits from 10,000 on."""
    if not 0 <= number < _MOST:
        return str(number)
    found = _counted(number, _HAN, "十百千")
    return found.removeprefix("一") if number // 10 == 1 else found


def legal(number: int) -> str:
    """壹拾贰, 壹佰零伍; digits from 10,000 on."""
    return _counted(number, _LEGAL, "拾佰仟") if 0 <= number < _MOST else str(number)


def _counted(number: int, digits: str, units: str) -> str:
    found, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            found += ("零" if gap else "") + digits[digit] + (units[place - 1] if place else "")
        gap = bool(found) and not digit
    return found or digits[0]


def digits(number: int) -> str:
    """一二 for 12: digit by digit."""
    return "".join(_HAN[int(digit)] for digit in str(number))


def letters(number: int) -> str:
    """a … z, aa, bb …; "" below 1."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""


def roman(number: int) -> str:
    """xii; "" below 1."""
    found = ""
    for value, sign in _ROMAN:
        found += sign * (number // value)
        number %= value
    return found
