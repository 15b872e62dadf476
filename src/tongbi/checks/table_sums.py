"""Tables recomputed: totals of rows and columns, and 新收 + 上年结转 = 办理结果总计 + 结转下年度.

In a prescribed form the form says what a total sums up, and all its parts must be there; in another table the table itself must show it
(see `totals`). Rates, shares and changes are never added.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tongbi.checks.check_inputs import Reading
from tongbi.checks.reckoning import Reckoning, cell_places, reckoned
from tongbi.checks.rounding import apart, around
from tongbi.checks.table_roles import CASE, is_rate, is_total, number, request_lines, siblings, steps
from tongbi.checks.total_rules import Total, totals
from tongbi.figures import RATES
from tongbi.language.lexicon import words
from tongbi.language.units import scale_of
from tongbi.model import Line, Table, table_lines
from tongbi.report import schema
from tongbi.report.core_parts import StandardTable

# A row and a column of one table.
_Cell = tuple[int, int]
# What stands where a number would, and is none.
_DASHES = frozenset({"-", "--", "—", "——", "–", "―", "－", "/", "／", *words("zh/table_labels", "none")})
_AMOUNTS, _SCALES = words("en/table_labels", "amounts"), words("zh/table_labels", "scales")


def check(reading: Reading) -> Iterator[Reckoning]:
    """Every total and balance of the report's tables, against what its cells give."""
    forms = {one.id: one for one in schema.load(reading.report.kind).tables} if any(one.standard for one in reading.report.tables) else {}
    for at, table in enumerate(reading.report.tables):
        if table.standard:
            yield from _prescribed(reading, at, table, forms.get(table.standard))
            yield from _balance(reading, at, table)
        else:
            yield from _proved(reading, at, table)


# ── prescribed forms ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _prescribed(reading: Reading, at: int, table: Table, form: StandardTable | None) -> Iterator[Reckoning]:
    """Totals and what their parts make, where the table has all the parts that the form has, and a number in each."""
    if form is None:
        return
    for column, others in _complete(table.columns, form.columns):
        for row in range(len(table.rows)):
            yield from _total(reading, at, table, (row, column), [(row, other) for other in others])
    for row, others in _complete(table.rows, form.rows):
        for column in range(len(table.columns)):
            yield from _total(reading, at, table, (row, column), [(other, column) for other in others])


def _complete(labels: Sequence[str], form: Sequence[str]) -> Iterator[tuple[int, list[int]]]:
    """The totals among the labels, each with all the lines that the form sums up in it."""
    wanted = {label.rpartition("/")[0]: siblings(form, at) for at, label in enumerate(form) if is_total(label)}
    for at, label in enumerate(labels):
        others = siblings(labels, at) if is_total(label) else []
        if others and len(others) == len(wanted.get(label.rpartition("/")[0], ())):
            yield at, others


def _part(value: object) -> float | None:
    """A cell as a part of a sum: a dash is nothing; None for a blank, which may be a number that was not read, and for words."""
    return value if isinstance(value, float) else 0.0 if value in _DASHES else None


def _total(reading: Reading, at: int, table: Table, place: _Cell, cells: Sequence[_Cell]) -> Iterator[Reckoning]:
    row, column = place
    found = number(table.values[row][column])
    parts = [_part(table.values[one][other]) for one, other in cells]
    numbers = [part for part in parts if part is not None]
    if found is None or len(numbers) < len(parts):
        return
    unit = table.units[row][column] if table.units else ""
    slack = max(_slack([*numbers, found], counted=True), len(parts) / 2 if unit == "%" else 0.0)
    differs = apart(around(sum(numbers), len(parts) * slack), around(found, slack))
    yield _reckoned(reading, at, table, place, cells, (sum(numbers), found), differs)


def _slack(numbers: Sequence[float], *, counted: bool) -> float:
    """How far rounding may put a number off: half of the last digit that any of them is printed with; nothing where they are `counted`
    one by one.
    """
    decimals = max((len(f"{one:.6f}".rstrip("0").partition(".")[2]) for one in numbers), default=0)
    return 10.0**-decimals / 2 if decimals or not counted else 0.0


def _reckoned(
    reading: Reading, at: int, table: Table, place: _Cell, cells: Sequence[_Cell], numbers: tuple[float, float], differs: bool
) -> Reckoning:
    """The reckoning of a total at `place`, made of the parts in `cells`."""
    row, column = place
    printed = table.units[row][column] if table.units else ""
    size, word = scale_of(printed)
    unit, (made, found) = printed.replace(word, "").strip(), [round(number * size, 6) for number in numbers]
    total, parts = ([(reading.year, at, *one) for one in some] for some in ([place], cells))
    return reckoned(
        "sum", reading.year, cell_places(total), cell_places(parts), (made, found), unit, differs=differs, code="table-total", alone=True,
        values={"table": table.name, "line": "·".join(dict.fromkeys((*steps(table.rows[row]), *steps(table.columns[column]))))},
    )  # fmt: skip


def _balance(reading: Reading, at: int, table: Table) -> Iterator[Reckoning]:
    received, carried, settled, left = request_lines(table.rows)
    if received is None or carried is None or settled is None or left is None:
        return
    for column, label in enumerate(table.columns):
        cells = [table.values[row][column] for row in (received, carried, settled, left)]
        known = [value for value in map(number, cells) if value is not None]
        if len(known) == 4:
            in_all, dealt_with = known[0] + known[1], known[2] + known[3]
            yield reckoned(
                "carry-over", reading.year, cell_places((reading.year, at, row, column) for row in (settled, left)),
                cell_places((reading.year, at, row, column) for row in (received, carried)), (in_all, dealt_with), CASE,
                differs=in_all != dealt_with, code="balance", values={"table": table.name, "line": "·".join(steps(label))},
            )  # fmt: skip


# ── other tables ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _proved(reading: Reading, at: int, table: Table) -> Iterator[Reckoning]:
    """Totals by a rule that the table itself shows, down its columns and along its rows."""
    across, down = table_lines.sides(table)
    # A dash is no part of a sum, but no sum of 0 either: what stands above it was not added up.
    numbers = [
        [number(value) if row.is_sum or column.is_sum else _part(value) for column, value in zip(down, values, strict=True)]
        for row, values in zip(across, table.values, strict=True)
    ]
    units = table.units or tuple(("",) * len(down) for _ in across)
    turned = list(zip(*numbers, strict=True)), list(zip(*units, strict=True))
    for row, column, one, lines in _tested(across, down, numbers, units):
        made = one.made, numbers[row][column] or 0.0
        yield _reckoned(reading, at, table, (row, column), [(line, column) for line in lines], made, one.differs)
    for column, row, one, lines in _tested(down, across, *turned):
        made = one.made, numbers[row][column] or 0.0
        yield _reckoned(reading, at, table, (row, column), [(row, line) for line in lines], made, one.differs)


def _tested(
    own: Sequence[Line], other: Sequence[Line], numbers: Sequence[Sequence[float | None]], units: Sequence[Sequence[str]]
) -> Iterator[tuple[int, int, Total, list[int]]]:
    """The totals among the own lines: the line, the other line that it crosses, what its rule makes of it, and the lines of its parts."""
    sums = [one.is_sum for one in own]
    if not any(sums):
        return
    kept = [at for at, one in enumerate(own) if not is_rate(one) and (one.period is None or one.period.sort != "change")]
    crossed = [at for at, one in enumerate(other) if not is_rate(one) and (one.period is None or one.period.sort != "change")]
    crossed = [at for at in crossed if _of_one_kind([units[row][at] for row in kept])]
    vectors = [[numbers[row][at] for row in kept] for at in crossed]
    slack = [
        _slack([one for one in vector if one is not None], counted=_is_counted([units[row][at] for row in kept]))
        for vector, at in zip(vectors, crossed, strict=True)
    ]
    for one in totals([steps(own[row].label)[-1] for row in kept], [sums[row] for row in kept], vectors, slack):
        yield kept[one.line], crossed[one.column], one, [kept[line] for line in one.parts]


def _of_one_kind(units: Sequence[str]) -> bool:
    """Whether the numbers of a line may be added: none is a rate, and all are counted in one thing."""
    said = {unit.split()[-1] if unit else "" for unit in units} - {"", *_AMOUNTS}
    return len(said) <= 1 and not said & RATES


def _is_counted(units: Sequence[str]) -> bool:
    """Whether numbers are counted one by one (件, 人) and so never rounded."""
    said = {unit for unit in units if unit}
    return len(said) == 1 and not said & {"%", *_AMOUNTS, *words("zh/disclosure", "money")} and not next(iter(said)).startswith(_SCALES)
