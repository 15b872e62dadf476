"""Lines of a table: its rows and columns as what they say without their periods, and which period a cell is of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from tongbi.model.report import Period, Table

# A row that sums up ends the block above it.
_SUMS = re.compile(r"^(?:total|subtotal)\b|\btotal$|[合总小共]\s*计$", re.IGNORECASE)
_NAMED_PARTS = ("Q", "H", "M")
# How a row begins that is part of the row above it.
_PART = "其中"


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a column: its label path without its period, the period, the heading of the block that a row stands in ("" for none), and
    the row that it is part of where the form says so (其中：利息费用 below 财务费用), else "".
    """

    label: str
    period: Period | None = None
    block: str = ""
    whole: str = ""

    @property
    def is_sum(self) -> bool:
        """Whether the label says that it is a total."""
        return _is_sum(self.label)

    def is_alike(self, other: Line) -> bool:
        """Whether two lines are of one period as seen from their own years: a line without a period is like one of those alone."""
        one, two = self.period, other.period
        if one is None or two is None:
            return one is two
        return (one.years, one.part) == (two.years, two.part) and (one.sort == two.sort or "" in {one.sort, two.sort} - {"change"})


@lru_cache(maxsize=16384)
def _is_sum(label: str) -> bool:
    return _SUMS.search(label.rpartition("/")[2].strip()) is not None


def rows(table: Table) -> tuple[Line, ...]:
    """The rows of a table; a row that ends with a colon and holds nothing heads the block below it, to the row that sums it up. A row that
    begins with 其中 is part of the one above it; of those that follow only one whose label stands in the table twice (利息收入 below
    营业总收入 and below 财务费用), for where the parts end is not printed.
    """
    found: list[Line] = []
    block = whole = ""
    often = Counter(table.rows)
    for line, values in zip(_lines(table.rows, table.row_periods), table.values, strict=True):
        if line.label.rstrip().endswith((":", "：")) and all(value is None for value in values):
            block, whole = line.label.rstrip(" :："), ""
            found.append(line)
            continue
        is_part = line.label.startswith(_PART)
        if is_part and found and not found[-1].label.startswith(_PART):
            whole = found[-1].label.rstrip(" :：")
        elif line.is_sum or (not is_part and {":", "："} & {*line.label}):
            whole = ""
        found.append(Line(line.label, line.period, block, whole if is_part or often[line.label] > 1 else ""))
        block = "" if line.is_sum else block
    return tuple(found)


def columns(table: Table) -> tuple[Line, ...]:
    """The columns of a table."""
    return tuple(_lines(table.columns, table.column_periods))


def _lines(labels: Sequence[str], periods: Sequence[Period | None]) -> list[Line]:
    return [Line(one.rest if one else label, one) for label, one in zip(labels, periods or [None] * len(labels), strict=True)]


def sides(table: Table) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The rows and the columns of a table."""
    return rows(table), columns(table)


def years(row: Line, column: Line) -> int | None:
    """How many years before (negative) or after the report's a cell is; 0 too where neither label names a period. None for a change and for
    another period than a year, its end, or a named part of it (Q1, H1).
    """
    named = [line.period for line in (row, column) if line.period]
    if any(one.sort == "change" or (one.part and not one.part.startswith(_NAMED_PARTS)) for one in named):
        return None
    return sum(one.years for one in named)
