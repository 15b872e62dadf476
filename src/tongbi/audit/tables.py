"""Tables recomputed: totals of rows and columns, and 新收 + 上年结转 = 办理结果总计 + 结转下年度."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tongbi.audit.labels import is_total, line, number, siblings, steps
from tongbi.audit.reading import Reading, conflict
from tongbi.model import Conflict, Table

# A total of a table that no form prescribes may leave something out or count it twice: beyond a fifth it is another kind of line.
_OTHER_LINE = 0.2


def check(reading: Reading) -> Iterator[Conflict]:
    """Every total and balance of the report's tables that its cells do not give."""
    for at, table in enumerate(reading.report.tables):
        yield from _totals(reading, at, table)
        yield from _balance(reading, at, table)


def _totals(reading: Reading, at: int, table: Table) -> Iterator[Conflict]:
    for column, label in enumerate(table.columns):
        if is_total(label):
            others = siblings(table.columns, column)
            for row, values in enumerate(table.values):
                made, found = _made([number(values[other]) for other in others]), number(values[column])
                yield from _total(reading, at, table, (row, column), made, found)
    for row, label in enumerate(table.rows):
        if is_total(label):
            others = siblings(table.rows, row)
            for column in range(len(table.columns)):
                made, found = _made([number(table.values[other][column]) for other in others]), number(table.values[row][column])
                yield from _total(reading, at, table, (row, column), made, found)


def _made(parts: Sequence[float | None]) -> tuple[float, float] | None:
    """The sum of at least two numbers, and how far rounding may put it off; blanks count nothing."""
    numbers = [part for part in parts if part is not None]
    if len(numbers) < 2:
        return None
    decimals = max(len(f"{part:.6f}".rstrip("0").partition(".")[2]) for part in numbers)
    return round(sum(numbers), 6), (len(numbers) + 1) * 10.0**-decimals / 2 if decimals else 0.0


def _total(
    reading: Reading, at: int, table: Table, place: tuple[int, int], made: tuple[float, float] | None, found: float | None
) -> Iterator[Conflict]:
    row, column = place
    unit = table.units[row][column] if table.units else ""
    if made is None or found is None:
        return
    expected, rounding = made
    off = abs(expected - found)
    # Shares are rounded each for itself, and so are the millions of a table that no form prescribes.
    loose = max(rounding, len(table.rows) / 2 if unit == "%" or not table.standard else 0.0)
    if off <= loose + 1e-6 or (not table.standard and off > _OTHER_LINE * max(abs(found), 1.0)):
        return
    yield conflict(
        "sum", "table-total", reading.year, expected, found, unit, cells=[(reading.year, at, row, column)],
        values={"table": table.name, "line": "·".join(dict.fromkeys((*steps(table.rows[row]), *steps(table.columns[column]))))},
    )  # fmt: skip


def _balance(reading: Reading, at: int, table: Table) -> Iterator[Conflict]:
    received, carried = line(table.rows, "新收"), line(table.rows, "上年", "结转")
    settled, left = line(table.rows, "办理结果", "总计"), line(table.rows, "结转下")
    if received is None or carried is None or settled is None or left is None:
        return
    for column, label in enumerate(table.columns):
        values = [number(table.values[row][column]) for row in (received, carried, settled, left)]
        known = [value for value in values if value is not None]
        if len(known) == 4 and known[0] + known[1] != known[2] + known[3]:
            yield conflict(
                "carry-over", "balance", reading.year, known[0] + known[1], known[2] + known[3], "件",
                cells=[(reading.year, at, row, column) for row in (settled, left, received, carried)],
                values={"table": table.name, "line": "·".join(steps(label))},
            )  # fmt: skip
