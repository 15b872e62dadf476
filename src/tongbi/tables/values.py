"""What the text of a table's cell is: a number with its unit, words, or nothing."""

from __future__ import annotations

import re
import unicodedata

from tongbi.model import Value
from tongbi.text import fold

_NUMBER = re.compile(
    r"(?P<sign>[-−–+])?(?P<open>\()?(?P<currency>[$€£¥])?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<close>\))?"
    r"(?P<unit>%|‰|个百分点|[万亿]{0,2}[元件个次人名份条项户家场吨篇期部]{0,2})?(?P<late>\))?"
)
_YEAR = re.compile(r"(?:19|20)\d\d(?:\s*年.{0,8}|[-—–~至]\d{2,4}年?)?")
_DASHES = frozenset({"-", "--", "—", "——", "–", "―", "/", "\\", "－", "N/A", "n/a", "无"})
_SAID = re.compile(r"[（(]?\s*(?:计量)?单位\s*[：:]\s*([^（）()，,；;。\s]{1,8})|\(\s*in\s+(\w+(?:\s+of\s+[\w.]+)?)[^)]*\)", re.IGNORECASE)
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
    return (-number if negative else number), found["currency"] or found["unit"] or ""


def is_value(text: str) -> bool:
    """Whether a cell's text is a number or stands where one would: a dash."""
    return fold(text) in _DASHES or (not is_year(text) and isinstance(value(text)[0], float))


def is_year(text: str) -> bool:
    """Whether a cell names a year or a span of years: that is a label, though it is all digits."""
    return bool(_YEAR.fullmatch(unicodedata.normalize("NFKC", text).strip()))


def unit_said(text: str) -> str:
    """The unit that a line or a label states (单位：万元 · 处理数量（件） · (in millions)); "" for none."""
    found = _SAID.search(text)
    if found:
        return found[1] or found[2]
    bracketed = _BRACKETED.search(text)
    return fold(bracketed[1]) if bracketed else ""
