"""Names alike: how near two names of figures are, and what in them says that they name two things."""

from __future__ import annotations

import re

from rapidfuzz.fuzz import ratio

# What there is in all, at the end of a name.
_ALL = re.compile(r"·(?:累计|总数|总量|总计|共有|总规模)$")
_INCOME, _WHOSE_WORDS = re.compile(r"居民|人均|收入"), re.compile(r"城镇|城市|农村|农民|乡村")
_WHOSE = {"城市": "城镇", "农民": "农村", "乡村": "农村"}
# What tells two things of one sort apart: the kind of road, of bed, of motion; what is a model of its sort; what is net of losses.
_SORTS = re.compile(
    r"净增|示范(?!区)|家庭(?:养老|照护)|(?:农村|高速)公路|高速铁路|高铁|国省干线|议案|(?<!意见)建议|提案|立案|既遂|供水|排水|燃气|日间|综合为老|本级|民办|公办"
)


def alike(one: str, other: str) -> float:
    """0–100: how alike the names are; of parts (申请·不予公开) it is the parts that tell them apart, not the whole they share."""
    if bool(_ALL.search(one)) != bool(_ALL.search(other)):
        one, other = _ALL.sub("", one), _ALL.sub("", other)
    whole = ratio(one, other)
    parts = ratio(one.rpartition("·")[2], other.rpartition("·")[2]) if "·" in one or "·" in other else whole
    return 0.9 * parts + 0.1 * whole


def apart(one: str, other: str) -> bool:
    """Whether the names say that these are two things of one sort (高速公路, 农村公路; 家庭养老床位, 养老床位)."""
    return set(_SORTS.findall(one.rpartition("·")[2])) != set(_SORTS.findall(other.rpartition("·")[2]))


def of_others(one: str, other: str) -> bool:
    """Whether both tell of incomes or spending, of different people (城镇, 农村)."""
    return bool(_INCOME.search(one) and _INCOME.search(other)) and _kinds(one) != _kinds(other)


def _kinds(name: str) -> set[str]:
    """Whose income or spending: 城镇, 农村 or nobody's in particular."""
    return {_WHOSE.get(one, one) for one in _WHOSE_WORDS.findall(name)}
