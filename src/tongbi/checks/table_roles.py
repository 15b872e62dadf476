"""Roles of table lines in the checks: steps without enumerators, totals, and the lines of requests."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tongbi.language.carry_over import EARLIER
from tongbi.language.enumerators import ENUMERATOR
from tongbi.language.lexicon import holds, one_of, table, words
from tongbi.model import Line, Table, Value

CASE: str = table("zh/disclosure")["units"][0]
"""The unit of cases in prescribed tables."""
_TOTAL, _SUBTOTAL = (frozenset((*words("zh/table_labels", name), *words("en/table_labels", name))) for name in ("total", "subtotal"))
_RATE = re.compile(
    rf"[%％‰]|[/／]|{one_of('zh/table_labels', 'rate')}|{one_of('zh/table_labels', 'rate_end')}$|\b{one_of('en/table_labels', 'rate')}\b",
    re.IGNORECASE,
)
_PARTS = words("zh/table_labels", "part")


def is_rate(one: Line) -> bool:
    """Whether a line holds what is never added up."""
    return any(_RATE.search(step) for step in one.label.split("/"))


def steps(label: str) -> tuple[str, ...]:
    """The steps of a label path without enumerators and blanks: 三、本年度办理结果/（七）总计 → 本年度办理结果, 总计."""
    return tuple(ENUMERATOR.sub("", step).replace(" ", "") for step in label.split("/"))


def is_total(label: str) -> bool:
    """Whether a line is the sum of those beside it."""
    return _bare(label) in _TOTAL


def _bare(label: str) -> str:
    """The last step of a label without blanks: 总计 of 总 计."""
    return "".join(steps(label)[-1].split()).casefold()


def siblings(labels: Sequence[str], total: int) -> list[int]:
    """The lines that a total sums up: all below the same steps that are no totals and no part of another (其中…); a subtotal those above
    it.
    """
    above = labels[total].rpartition("/")[0]
    first, end = 0, len(labels)
    if _bare(labels[total]) in _SUBTOTAL:
        first, end = next((at + 1 for at in reversed(range(total)) if is_total(labels[at])), 0), total
    return [
        at
        for at, label in enumerate(labels)
        if first <= at < end
        and at != total
        and not is_total(label)
        and (not above or label.startswith(above + "/"))
        and not steps(label)[-1].startswith(_PARTS)
    ]


def line(labels: Sequence[str], *groups: Sequence[str]) -> int | None:
    """The first line whose path holds a word of each group; None where there is none."""
    for at, label in enumerate(labels):
        joined = "/".join(steps(label))
        if all(holds(joined, group) for group in groups):
            return at
    return None


def request_lines(labels: Sequence[str]) -> tuple[int | None, int | None, int | None, int | None]:
    """The lines of cases received, of those that came in from last year, of all that were settled, and of those that go on."""
    came_in = line(labels, EARLIER, words("zh/carry_over", "carried"))
    goes_on = line(labels, words("zh/carry_over", "onward"), words("zh/carry_over", "next"))
    settled = line(labels, words("zh/disclosure", "requests.results"), words("zh/table_labels", "total"))
    return line(labels, words("zh/handling", "received")), came_in, settled, goes_on


def number(value: Value) -> float | None:
    """A cell's number, None for text and blanks."""
    return value if isinstance(value, float) else None


def column(table: Table, at: int) -> list[float | None]:
    """The numbers of a column, from the top."""
    return [number(row[at]) for row in table.values]
