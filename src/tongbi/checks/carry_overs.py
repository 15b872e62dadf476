"""Carry-overs between two years: 上年结转 = last year's 结转下年度; what is in force = last year's + issued − abolished."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tongbi.checks.check_inputs import Reading, conflict, printed
from tongbi.checks.rounding import apart, span
from tongbi.checks.table_roles import CASE, is_total, line, number, request_lines, steps
from tongbi.figures import cases
from tongbi.language.lexicon import words
from tongbi.model import Conflict, Figure, TableThread

_STOCK = ("documents.issued", "documents.abolished", "documents.in_force")


def check(read: Sequence[Reading], aligned: Sequence[TableThread]) -> Iterator[Conflict]:
    """Tables by their aligned rows; sentences by the words they say it with, told once where they say what the tables say."""
    for reading in read:
        in_text = list(_carried_in_text(reading, reading.last)) if reading.last else []
        for table in aligned if reading.last else ():
            carried = _carried_in_table(reading, table)
            if carried:
                said = [one for one in in_text if (one.expected, one.found) == (carried.expected, carried.found)]
                in_text = [one for one in in_text if one not in said]
                yield replace(carried, units=tuple(unit for one in said for unit in one.units))
            yield from _in_force(reading, table)
        yield from in_text


def _carried_in_table(reading: Reading, table: TableThread) -> Conflict | None:
    """What was carried on and came in otherwise: the total, or the first column where it fits, with the cells of all that do not."""
    rows = [one.label for one in table.rows]
    _, into, _, onward = request_lines(rows)
    if into is None or onward is None:
        return None
    wrong: list[tuple[int, float, float]] = []
    for at in range(len(table.columns)):
        found, expected = number(table.values[into][at].get(reading.year)), number(table.values[onward][at].get(reading.year - 1))
        if found is not None and expected is not None and found != expected:
            wrong.append((at, expected, found))
    if not wrong:
        return None
    wrong.sort(key=lambda one: not is_total(table.columns[one[0]].label))
    at, expected, found = wrong[0]
    places = [(year, row, column) for column, *_ in wrong for year, row in ((reading.year, into), (reading.year - 1, onward))]
    column = () if is_total(table.columns[at].label) else steps(table.columns[at].label)
    return conflict(
        "carry-over", "carry-over", reading.year, expected, found, CASE,
        cells=[cell for place in places if (cell := _cell(table, *place))],
        values={"name": "·".join((*steps(rows[into]), *column)), **reading.years},
    )  # fmt: skip


def _in_force(reading: Reading, table: TableThread) -> Iterator[Conflict]:
    """What is in force may be counted anew after a clean-up: info."""
    columns = [one.label for one in table.columns]
    issued, abolished, valid = (line(columns, words("zh/disclosure", name)) for name in _STOCK)
    if issued is None or abolished is None or valid is None:
        return
    places = [(valid, reading.year - 1), (issued, reading.year), (abolished, reading.year), (valid, reading.year)]
    for at, row in enumerate(table.rows):
        known = [value for column, year in places if (value := number(table.values[at][column].get(year))) is not None]
        if len(known) < 4 or known[0] + known[1] - known[2] == known[3]:
            continue
        shown = {name: printed(one, "") for name, one in zip(("previous", "added", "removed"), known, strict=False)}
        yield conflict(
            "carry-over", "stock", reading.year, known[0] + known[1] - known[2], known[3], CASE, severity="info",
            cells=[cell for column, year in reversed(places) if (cell := _cell(table, year, at, column))],
            values={"name": "·".join(steps(row.label)), **shown},
        )  # fmt: skip


def _cell(table: TableThread, year: int, row: int, column: int) -> tuple[int, int, int, int] | None:
    own, across, down = table.by_year.get(year), table.rows[row].by_year.get(year), table.columns[column].by_year.get(year)
    return None if own is None or across is None or down is None else (year, own, across, down)


def _carried_in_text(reading: Reading, last: Reading) -> Iterator[Conflict]:
    """The same in sentences, where each report says it just once of the same cases."""
    into, onward = _carried_counts(reading, "carried-in"), _carried_counts(last, "carried-on")
    if len(into) != 1 or len(onward) != 1:
        return
    (now, of), (before, of_before) = into[0], onward[0]
    if of == of_before and now.unit == before.unit and apart(span(now), span(before)):
        yield conflict(
            "carry-over", "carry-over", reading.year, before.value, now.value, now.unit,
            units=[now.unit_id, before.unit_id], values={"name": now.name.rpartition("·")[2], **reading.years},
        )  # fmt: skip


def _carried_counts(reading: Reading, which: str) -> list[tuple[Figure, str]]:
    """The figures of such cases, each with the cases that it is of."""
    return [
        (figure, cases(reading.units[unit_id].text, figure.start))
        for unit_id, figures in reading.figures.items()
        for figure in figures
        if figure.qualifier != "target" and figure.owner is None and figure.of == which
    ]
