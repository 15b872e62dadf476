"""Likeness of names: how near two names of figures are, and what in them says that they name two things."""

from __future__ import annotations

import re

from rapidfuzz.fuzz import ratio

from tongbi.language import lexicon
from tongbi.language.lexicon import any_of, one_of

_ZH = "zh/terms"
# What there is in all, at the end of a name.
_ALL = re.compile(f"·{one_of('zh/counting', 'sum', 'stock', 'there-is')}$")
_PEOPLE: dict[str, str] = {word: group[0] for group in lexicon.table(_ZH)["people"] for word in group}
_INCOME, _WHOSE = re.compile(one_of(_ZH, "bodies", "per-head", "incomes")), re.compile(any_of(_PEOPLE))
_SORTS = re.compile(f"{one_of(_ZH, 'no-sorts')}|({one_of(_ZH, 'sorts')})")


def alike(one: str, other: str) -> float:
    """0–100: how alike the names are; of parts (申请·不予公开) it is the parts that tell them apart, not the whole they share."""
    if bool(_ALL.search(one)) != bool(_ALL.search(other)):
        one, other = _ALL.sub("", one), _ALL.sub("", other)
    whole = ratio(one, other)
    parts = ratio(one.rpartition("·")[2], other.rpartition("·")[2]) if "·" in one or "·" in other else whole
    return 0.9 * parts + 0.1 * whole


def apart(one: str, other: str) -> bool:
    """Whether the names say that these are two things of one sort (高速公路, 农村公路; 家庭养老床位, 养老床位)."""
    return _sorts(one) != _sorts(other)


def _sorts(name: str) -> set[str]:
    """The words in the last part of a name that tell things of one sort apart."""
    return set(_SORTS.findall(name.rpartition("·")[2])) - {""}


def of_others(one: str, other: str) -> bool:
    """Whether both tell of incomes or spending, of different people (城镇, 农村)."""
    return bool(_INCOME.search(one) and _INCOME.search(other)) and _people(one) != _people(other)


def _people(name: str) -> set[str]:
    """Whose income or spending: 城镇, 农村 or nobody's in particular."""
    return {_PEOPLE[one] for one in _WHOSE.findall(name)}
