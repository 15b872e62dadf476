"""Labels of tables as the checks read them: steps without enumerators, and which line of a table is a total."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tongbi.language.enumerators import ENUMERATOR
from tongbi.model import Line, Table, Value

_TOTAL = re.compile(r"^(?:总\s*计|合\s*计|小\s*计|共\s*计|总数|total|subtotal)$", re.IGNORECASE)
_SUBTOTAL = re.compile(r"^(?:小\s*计|subtotal)$", re.IGNORECASE)
# What is not added up: rates, shares, what is told for one of something, means, and ages or terms.
_RATE = re.compile(
    r"[%％‰]|率|占|比[例重]?$|每|[/／]|平均|均[价值]?$|单价|价格|指数|倍数?$|年[龄限]|期限|序号|\b(?:per|rates?|ratios?|percent\w*|average|mean|median|yield|"
    r"margins?|multiple|index|price|life|years|term|share of|basis points)\b",
    re.IGNORECASE,
)


def is_rate(one: Line) -> bool:
    """Whether a line holds what is never added up."""
    return any(_RATE.search(step) for step in one.label.split("/"))


def steps(label: str) -> tuple[str, ...]:
    """The steps of a label path without enumerators and blanks: 三、本年度办理结果/（七）总计 → 本年度办理结果, 总计."""
    return tuple(ENUMERATOR.sub("", step).replace(" ", "") for step in label.split("/"))


def is_total(label: str) -> bool:
    """Whether a line is the sum of those beside it."""
    return bool(_TOTAL.match(steps(label)[-1]))


def siblings(labels: Sequence[str], total: int) -> list[int]:
    """The lines that a total sums up: all below the same steps that are no totals and no part of another (其中…); a subtotal those above
    it.
    """
    above = labels[total].rpartition("/")[0]
    first, end = 0, len(labels)
    if _SUBTOTAL.match(steps(labels[total])[-1]):
        first, end = next((at + 1 for at in reversed(range(total)) if is_total(labels[at])), 0), total
    return [
        at
        for at, label in enumerate(labels)
        if first <= at < end
        and at != total
        and not is_total(label)
        and (not above or label.startswith(above + "/"))
        and not steps(label)[-1].startswith("其中")
    ]


def line(labels: Sequence[str], *words: str) -> int | None:
    """The first line whose path holds all the words, each in a step of its own order; None where there is none."""
    for at, label in enumerate(labels):
        joined = "/".join(steps(label))
        if all(word in joined for word in words):
            return at
    return None


def number(value: Value) -> float | None:
    """A cell's number, None for text and blanks."""
    return value if isinstance(value, float) else None


def column(table: Table, at: int) -> list[float | None]:
    """The numbers of a column, from the top."""
    return [number(row[at]) for row in table.values]
