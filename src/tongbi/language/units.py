"""Units: which words a number counts or measures with, which count the same, and what dimension and size a unit of measure has."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, Literal

from tongbi.language import lexicon
from tongbi.language.folding import fold, han_share
from tongbi.language.lexicon import any_of
from tongbi.language.numerals import MAGNITUDES

Sort = Literal["count", "measure", "share", "points", "times", ""]
"""What a unit does: counts things, measures in a dimension, or gives a share, points of one, or a multiple; "" for one unknown."""
POINTS = "个百分点"
"""The unit of a difference between two shares, in Chinese."""
_NAMES = {
    "percent": "%",
    "per cent": "%",
    "％": "%",
    "percentage point": "percentage points",
    "basis point": "basis points",
    "百分点": POINTS,
}


@cache
def _table() -> Mapping[str, Any]:
    return lexicon.table("zh/units")


@cache
def _measures() -> Mapping[str, tuple[str, float]]:
    """Dimension and size of each unit of measure."""
    tables = (_table()["measure"], lexicon.table("en/units")["measure"])
    return {unit: (dimension, float(size)) for table in tables for dimension, sizes in table.items() for unit, size in sizes.items()}


@cache
def _kin() -> Mapping[str, str]:
    groups = (*_table()["counts"]["kin"], _table()["rates"]["points"])
    return {unit: group[0] for group in groups for unit in group}


@cache
def words() -> tuple[str, ...]:
    """Every Chinese unit, the longest first."""
    counts = (unit for group in _table()["counts"]["kin"] for unit in group)
    rates = (unit for group in _table()["rates"].values() for unit in group)
    measures = (unit for sizes in _table()["measure"].values() for unit in sizes)
    return tuple(sorted({*measures, *counts, *_table()["counts"]["plain"], *rates}, key=lambda unit: (-len(unit), unit)))


@cache
def sized() -> tuple[str, ...]:
    """The Chinese units that begin as a size does (千瓦时, 百分点): the 千 before 瓦时 makes no number larger."""
    return tuple(unit for unit in words() if unit[0] in MAGNITUDES)


@cache
def sort(unit: str) -> Sort:
    """What a unit does."""
    if unit in _measures():
        return "measure"
    for topic in ("zh/units", "en/units"):
        for name, units in lexicon.table(topic)["rates"].items():
            if unit in units:
                found: Sort = name
                return found
    return "count" if unit in words() else ""


def is_unit(text: str) -> bool:
    """Whether a text is a unit alone, with or without a magnitude, or for one of something (亿元, 元/人)."""
    plain = fold(text).strip("()").partition("/")[0]
    scale = max((one for one in MAGNITUDES if plain.startswith(one)), key=len, default="")
    return bool(sort(plain) or sort(plain.removeprefix(scale)))


@cache
def dimension(unit: str) -> str:
    """The dimension of a unit of measure (area, money …), "" for any other."""
    return _measures()[unit][0] if unit in _measures() else ""


def of_dimension(name: str) -> tuple[str, ...]:
    """The units of a dimension, the longest first."""
    return tuple(sorted(_table()["measure"][name], key=lambda unit: (-len(unit), unit)))


def scale(unit: str) -> float:
    """The size of a unit of measure in the first unit of its dimension (公里 → 1000.0 米); 1.0 for any other."""
    return _measures()[unit][1] if unit in _measures() else 1.0


def converts(one: str, other: str) -> bool:
    """Whether a value in one unit is one in the other by their sizes alone (吨, 斤); amounts of two currencies are none."""
    return dimension(one) == dimension(other) not in {"", "money"}


def named(printed: str) -> str:
    """The name of a unit as printed: % for percent, 个百分点 for 百分点, 微克/立方米 for 微克每立方米."""
    return _NAMES.get(printed, printed.replace("每", "/"))


def kin(unit: str) -> str:
    """The unit that stands for all that count the same (名, 人, 位 → 人)."""
    return _kin().get(unit, unit)


@lru_cache(maxsize=4096)
def loosely(one: str, other: str) -> bool:
    """Whether two units are of one kin, or may count one thing under one name (次 and 人次, 个 and 家)."""
    pair = {kin(one), kin(other)}
    return len(pair) == 1 or any(pair <= set(group) for group in _table()["counts"]["loose"])


@cache
def currency() -> str:
    """A pattern for a sign of money as it stands before an English number, the longest first: HK$, Rs., EUR."""
    signs = lexicon.words("en/units", "money.signs")
    spelled = any_of(sign for sign in signs if sign[0].isalpha())
    return rf"(?:(?<![A-Za-z]){spelled}|{any_of(sign for sign in signs if not sign[0].isalpha())})"


def is_currency(unit: str) -> bool:
    """Whether a unit is a currency by its sign: $, ₹, HK$."""
    return unit in lexicon.words("en/units", "money.signs")


def of_currency(printed: str) -> str:
    """The unit that a sign of money stands for: US$ → $, Rs. → ₹."""
    return str(lexicon.table("en/units")["money"]["signs"][printed])


@cache
def _by_case() -> Mapping[str, str]:
    rates = (unit for group in lexicon.table("en/units")["rates"].values() for unit in group)
    measures = (unit for sizes in lexicon.table("en/units")["measure"].values() for unit in sizes)
    return {unit.lower(): unit for unit in (*measures, *rates)}


def printed_as_known(printed: str) -> str:
    """An English unit as the lexicon writes it, whatever its capitals and blanks: Yuan → yuan."""
    folded = " ".join(printed.lower().split())
    return _by_case().get(folded, folded)


@cache
def may_be_negative(unit: str) -> bool:
    """Whether there may be less than nothing of what a unit measures, so that a dash before its number is a minus."""
    signed = _table()["signed"]
    english = sort(unit) == "points" or is_currency(unit)
    return unit in signed["units"] or dimension(unit) in signed["dimensions"] or english


@cache
def _printed_scales() -> tuple[tuple[str, float], ...]:
    """The words that printed numbers are counted in, the largest first."""
    words = (*lexicon.words("zh/tables", "unit.scales"), *lexicon.words("en/units", "money.large"))
    return tuple(sorted(((word, float(MAGNITUDES[word])) for word in words), key=lambda one: -one[1]))


@lru_cache(maxsize=4096)
def scale_of(printed: str) -> tuple[float, str]:
    """What a printed number is counted in: (1e8, "亿") for 32765亿元, (1e6, "million") for $34.7 million, (1, "") for 163件 and 12千瓦."""
    words = ((scale, word) for word, scale in _printed_scales() if word in printed)
    return next(((scale, word) for scale, word in words if not sort(word + printed.partition(word)[2])), (1.0, ""))


def scaled(unit: str, word: str) -> str:
    """A unit with the word that it is counted in: 亿元, million barrels, $ million, 万."""
    words = (unit, word) if is_currency(unit) else (word, unit)
    return ("" if han_share(unit) or not word.isascii() else " ").join(filter(None, words))
