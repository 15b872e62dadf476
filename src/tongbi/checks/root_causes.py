"""Root causes: where one corrected total takes other conflicts away, they follow from it and are for information only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tongbi.checks import table_sums, text_against_tables
from tongbi.checks.check_inputs import Reading
from tongbi.checks.reckoning import Reckoning
from tongbi.model import Table

_FOLLOWING = {"table-total": "table-total-follows", "balance": "balance-follows", "text-table": "text-table-follows"}

# With more than these the table was read wrongly, and no total is the cause.
_MANY = 40


def check(reading: Reading) -> Iterator[Reckoning]:
    """What the report's tables, and its text beside them, say of their own numbers; of what does not fit each cause before what follows."""
    made = _made(reading)
    found = [one for one in made if one.differs]
    following: dict[int, Reckoning] = {}
    for at, cause in enumerate(found if len(found) <= _MANY else ()):
        if cause.code != "table-total" or at in following:
            continue
        left = Counter(_identity(one) for one in _made(_with_total_corrected(reading, cause)) if one.differs)
        gone = [other for other, one in enumerate(found) if other != at and _identity(one) not in left]
        # A total put right that makes another one wrong was right.
        if left <= Counter(_identity(one) for one in found if one is not cause):
            following |= {other: _as_consequence(found[other], cause) for other in gone if other not in following}
    yield from (following.get(at, one) for at, one in enumerate(found))
    yield from (one for one in made if not one.differs)


def _made(reading: Reading) -> list[Reckoning]:
    """Every check of the report's tables, and between them and its text."""
    return [*table_sums.check(reading), *text_against_tables.check(reading)]


def _identity(one: Reckoning) -> tuple[object, ...]:
    """What makes two reckonings one."""
    return one.code, one.check


def _as_consequence(one: Reckoning, cause: Reckoning) -> Reckoning:
    return replace(one, code=_FOLLOWING[one.code], severity="info", values={**one.values, "cause": cause.values["line"]})


def _with_total_corrected(reading: Reading, cause: Reckoning) -> Reading:
    """The report with the total as its parts make it."""
    _, at, row, column = cause.cells[0]
    own: Sequence[Table] = reading.report.tables
    values = [list(line) for line in own[at].values]
    values[row][column] = cause.check.expected
    mended = replace(own[at], values=tuple(tuple(line) for line in values))
    return replace(reading, report=replace(reading.report, tables=(*own[:at], mended, *own[at + 1 :])))
