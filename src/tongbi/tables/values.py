"""What the text of a table's cell is: a number with its unit, words, or nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from tongbi.model import Value
from tongbi.text import fold

_NUMBER = re.compile(
    r"(?P<sign>[-−–+])?(?P<currency>[$€£¥])?(?P<open>\()?(?P<inner>[$€£¥])?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<close>\))?"
    r"(?P<unit>%|‰|个百分点|[万亿]{0,2}[元件个次人名份条项户家场吨篇期部]{0,2})?(?P<late>\))?"
)
_YEAR = re.compile(r"(?:19|20)\d\d(?:\s*年.{0,8}|[-—–~至]\d{2,4}年?)?")
_CURRENCIES = frozenset("$€£¥")
_MONEY = frozenset(
    {
        "",
        "dollars",
        "dollar",
        "amounts",
        "figures",
        "u.s",
        "usd",
        "are",
        "presented",
        "stated",
        "expressed",
        "shown",
        "reported",
        "millions",
    }
)
SCALES = frozenset({"thousand", "million", "billion", "trillion"})
_HAN_SCALE = re.compile(r"^(?:十万|百万|千万|万亿|[十百千万亿])(?=.)")
_DASHES = frozenset({"-", "--", "—", "——", "–", "―", "/", "\\", "－", "N/A", "n/a", "无"})
# 编制单位 and 填报单位 name a body; 单位, 金额单位 and 计量单位 a unit.
_SAID = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|计量|金额|货币|数量|币种及)单位\s*(?:均?为|[：:])\s*(?:人民币)?([^（）()，,；;。\s]{1,8})(?=[（）()，,；;。\s]|$)"
)
_ENGLISH = re.compile(r"(?:\b([a-z]+)\s+|^|[(,]\s*)in\s+(thousand|million|billion|trillion)s?\b(?:\s+of\s+([a-z.]+))?", re.IGNORECASE)
# A line that states a scale is short; a longer one is a sentence that happens to hold the words.
_STATES = 100
# What a scale that is stated for a whole table does not reach: what is told for one of something, rates, and what is counted singly.
_OWN_SCALE = re.compile(
    r"^[%％]|[%％‰]\s*[)）]?$|[(（][%％]|\bper\b|\b(?:ratio|multiple|yield)\b|每|元[/／]|[率比]$|占比|比例|比重|倍数", re.IGNORECASE
)
_COUNTED = re.compile(r"^(?:number|count) of\b|\b(?:stores|employees|headcount|associates)\b|[人户家]数|数量", re.IGNORECASE)
_BRACKETED = re.compile(r"[（(]\s*((?:[万亿]{0,2}(?:元|件|个|次|人|名|份|条|项|户|家|场|吨|公里|平方米|人次|件次|宗|起))|%|‰|％)\s*[)）]$")


def value(text: str) -> tuple[Value, str]:
    """The value of a cell and the unit printed with it ("" for none): 1,234 → 1234.0, 96.1% → (96.1, "%"), 空 → its words, "" → None.

    A number in brackets is negative, as accounts print it.
    """
    folded = fold(text)
    if not folded:
        return None, ""
    found = _NUMBER.fullmatch(folded)
    if not found or bool(found["open"]) != bool(found["close"] or found["late"]):
        return text.strip(), ""
    number = float(found["digits"].replace(",", ""))
    negative = found["open"] is not None or (found["sign"] or "") in {"-", "−", "–"}
    return (-number if negative else number), found["currency"] or found["inner"] or found["unit"] or ""


def is_value(text: str) -> bool:
    """Whether a cell's text is a number or stands where one would: a dash."""
    return fold(text).lstrip("$€£¥") in _DASHES or (not is_year(text) and isinstance(value(text)[0], float))


def is_year(text: str) -> bool:
    """Whether a cell names a year or a span of years: that is a label, though it is all digits."""
    return bool(_YEAR.fullmatch(unicodedata.normalize("NFKC", text).strip()))


def unit_said(text: str) -> str:
    """The unit that a line or a label states (单位：万元 · 处理数量（件） · in millions → million · $); "" for none."""
    found = _SAID.search(text)
    if found:
        return found[1]
    scale = _scale(text)
    if scale:
        counted = (scale[3] or "").lower()
        return scale[2].lower() if counted in _MONEY else f"{scale[2].lower()} {counted}"
    bracketed = _BRACKETED.search(text)
    if bracketed:
        return fold(bracketed[1])
    return "%" if text.lstrip().startswith("%") else text.strip() if text.strip() in _CURRENCIES else ""


def _scale(text: str) -> re.Match[str] | None:
    """The scale that a line states; none where it states two, for it does not say here which cells have which."""
    found = [*_ENGLISH.finditer(text)] if len(text) <= _STATES else []
    return found[0] if len({one[2].lower() for one in found}) == 1 else None


def scope_said(text: str) -> str:
    """What alone a stated scale is of (shares in thousands → share); "" for all amounts."""
    scale = _scale(text)
    what = (scale[1] or "").lower() if scale else ""
    return "" if what in _MONEY else what.rstrip("s")


def said_for(unit: str, labels: Sequence[str], scope: str = "") -> str:
    """A unit stated for a whole table as it holds for a cell with these labels: without its scale for what has none (per share, 每股收益),
    and for what is not of its `scope`.
    """
    scale, _, counted = unit.partition(" ")
    if scope and not any(scope in label.lower() for label in labels):
        return ""
    if any(map(_OWN_SCALE.search, labels)) or (scale in SCALES and not scope and any(map(_COUNTED.search, labels))):
        return counted if scale in SCALES else _HAN_SCALE.sub("", unit)
    return unit


def joined(said: str, closer: str) -> str:
    """The unit of a cell by one that is said from farther off and one from nearer: $ in a table of millions → million $."""
    scale = said.partition(" ")[0]
    return f"{scale} {closer}" if scale in SCALES and closer in _CURRENCIES else closer or said
