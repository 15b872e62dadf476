"""Root causes: where one corrected total takes other conflicts away, they follow from it and are for information only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tongbi.checks import table_sums, text_against_tables
from tongbi.checks.check_inputs import Reading
from tongbi.model import Conflict, Table

_FOLLOWING = {"table-total": "table-total-follows", "balance": "balance-follows", "text-table": "text-table-follows"}

# With more than these the table was read wrongly, and no total is the cause.
_MANY = 40


def check(reading: Reading) -> Iterator[Conflict]:
    """What does not fit in the report's tables, or between them and its text, each cause before what follows from it."""
    found = _misfits(reading)
    following: dict[int, Conflict] = {}
    for at, cause in enumerate(found if len(found) <= _MANY else ()):
        if cause.code != "table-total" or at in following:
            continue
        left = Counter(_identity(one) for one in _misfits(_with_total_corrected(reading, cause)))
        gone = [other for other, one in enumerate(found) if other != at and _identity(one) not in left]
        # A total put right that makes another one wrong was right.
        if left <= Counter(_identity(one) for one in found if one is not cause):
            following |= {other: _as_consequence(found[other], cause) for other in gone if other not in following}
    yield from (following.get(at, one) for at, one in enumerate(found))


def _misfits(reading: Reading) -> list[Conflict]:
    """What does not fit in the report's tables, or between them and its text."""
    return [*table_sums.check(reading), *text_against_tables.check(reading)]


def _identity(one: Conflict) -> tuple[object, ...]:
    """What makes two conflicts one."""
    return one.code, one.cells, one.units, one.expected, one.found


def _as_consequence(one: Conflict, cause: Conflict) -> Conflict:
    return replace(one, code=_FOLLOWING[one.code], severity="info", values={**one.values, "cause": cause.values["line"]})


def _with_total_corrected(reading: Reading, cause: Conflict) -> Reading:
    """The report with the total as its parts make it."""
    _, at, row, column = cause.cells[0]
    own: Sequence[Table] = reading.report.tables
    values = [list(line) for line in own[at].values]
    values[row][column] = cause.expected
    mended = replace(own[at], values=tuple(tuple(line) for line in values))
    return replace(reading, report=replace(reading.report, tables=(*own[:at], mended, *own[at + 1 :])))
