"""What the text of a table's cell is: a number with its unit, words, or nothing."""

from __future__ import annotations

import re
import unicodedata
from functools import partial

from tongbi.language import dates, lexicon, numerals
from tongbi.language.folding import fold
from tongbi.model import Value

_WORDS = partial(lexicon.one_of, "zh/tables")
_SIGNS: dict[str, str] = {fold(sign): unit for sign, unit in lexicon.table("en/units")["money"]["signs"].items()}
_MONEY = lexicon.any_of(_SIGNS)
_NUMBER = re.compile(
    rf"(?P<sign>[-−–+])?(?P<currency>{_MONEY})?(?P<open>\()?(?P<inner>{_MONEY})?"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<close>\))?"
    rf"(?P<unit>{_MONEY}|{_WORDS('unit.points')}|{_WORDS('unit.scales')}?(?:{_WORDS('unit.money', 'unit.counted')}){{0,2}})?(?P<late>\))?"
)
_YEAR = re.compile(dates.LABEL)
_DASHES = frozenset({"-", "--", "—", "——", "–", "―", "/", "\\", "－", "N/A", "n/a", *lexicon.words("zh/tables", "label.none")})
NOTHING = _DASHES.union(f"{sign}{dash}" for sign in _SIGNS for dash in _DASHES)
"""What stands in a cell in the place of a number."""


def value(text: str) -> tuple[Value, str]:
    """The value of a cell and the unit printed with it ("" for none): 1,234 → 1234.0, 96.1% → (96.1, "%"), 空 → its words, "" → None.

    A number in brackets is negative, as accounts print it; several numbers are words (120 60).
    """
    folded = fold(text)
    if not folded:
        return None, ""
    found = _NUMBER.fullmatch(folded)
    if not found or bool(found["open"]) != bool(found["close"] or found["late"]) or numerals.are_several(text):
        return text.strip(), ""
    number = numerals.parse(found["digits"])
    if number is None:
        return text.strip(), ""
    negative = found["open"] is not None or (found["sign"] or "") in {"-", "−", "–"}
    unit: str = found["currency"] or found["inner"] or found["unit"] or ""
    return (-number if negative else number), _SIGNS.get(unit, unit)


def is_value(text: str) -> bool:
    """Whether a cell's text is a number or stands where one would: a dash."""
    return fold(text) in NOTHING or (not is_year(text) and isinstance(value(text)[0], float))


def is_year(text: str) -> bool:
    """Whether a cell names a year or a span of years: that is a label, though it is all digits."""
    return bool(_YEAR.fullmatch(unicodedata.normalize("NFKC", text).strip()))
