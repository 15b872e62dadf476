"""Carry-overs between two years: 上年结转 = last year's 结转下年度; what is in force = last year's + issued − abolished."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tongbi.audit.labels import line, number, steps
from tongbi.audit.reading import Reading, conflict, printed
from tongbi.audit.rounding import apart, span
from tongbi.model import Conflict, Figure, TableThread

_IN, _ON = re.compile(r"上一?年度?(?:度)?(?:结转|转入|遗留)"), re.compile(r"(?:结转|转|转入|延续)(?:至|到)?(?:下|次)一?年")


def check(read: Sequence[Reading], aligned: Sequence[TableThread]) -> Iterator[Conflict]:
    """Tables by their aligned rows, column by column; sentences by the words they say it with."""
    for reading in read:
        if reading.last is None:
            continue
        for table in aligned:
            yield from _carried(reading, table)
            yield from _in_force(reading, table)
        yield from _told(reading, reading.last)


def _carried(reading: Reading, table: TableThread) -> Iterator[Conflict]:
    rows = [one.label for one in table.rows]
    into, onward = line(rows, "上年", "结转"), line(rows, "结转下")
    if into is None or onward is None:
        return
    for at, column in enumerate(table.columns):
        found, expected = number(table.values[into][at].get(reading.year)), number(table.values[onward][at].get(reading.year - 1))
        if found is None or expected is None or found == expected:
            continue
        cells = [cell for year, row in ((reading.year, into), (reading.year - 1, onward)) if (cell := _cell(table, year, row, at))]
        yield conflict(
            "carry-over", "carry-over", reading.year, expected, found, "件", cells=cells,
            values={"name": "·".join(steps(column.label)), **_years(reading)},
        )  # fmt: skip


def _in_force(reading: Reading, table: TableThread) -> Iterator[Conflict]:
    """What is in force may be counted anew after a clean-up: info."""
    columns = [one.label for one in table.columns]
    issued, abolished, valid = line(columns, "制发"), line(columns, "废止"), line(columns, "现行有效")
    if issued is None or abolished is None or valid is None:
        return
    for at, row in enumerate(table.rows):
        values = [number(table.values[at][column].get(year)) for column, year in _stock(reading.year, issued, abolished, valid)]
        known = [value for value in values if value is not None]
        if len(known) < 4 or known[0] + known[1] - known[2] == known[3]:
            continue
        cells = [
            cell for column, year in reversed(_stock(reading.year, issued, abolished, valid)) if (cell := _cell(table, year, at, column))
        ]
        yield conflict(
            "carry-over", "stock", reading.year, known[0] + known[1] - known[2], known[3], "件", cells=cells, severity="info",
            values={"name": "·".join(steps(row.label)), **_shown(known)},
        )  # fmt: skip


def _stock(year: int, issued: int, abolished: int, valid: int) -> list[tuple[int, int]]:
    return [(valid, year - 1), (issued, year), (abolished, year), (valid, year)]


def _cell(table: TableThread, year: int, row: int, column: int) -> tuple[int, int, int, int] | None:
    own, across, down = table.by_year.get(year), table.rows[row].by_year.get(year), table.columns[column].by_year.get(year)
    return None if own is None or across is None or down is None else (year, own, across, down)


def _told(reading: Reading, last: Reading) -> Iterator[Conflict]:
    """The same in sentences, where each report says it just once."""
    into, onward = _saying(reading, _IN), _saying(last, _ON)
    if len(into) == len(onward) == 1 and into[0].unit == onward[0].unit and apart(span(into[0]), span(onward[0])):
        yield conflict(
            "carry-over", "carry-over", reading.year, onward[0].value, into[0].value, into[0].unit,
            units=[into[0].unit_id, onward[0].unit_id],
            values={"name": into[0].name, **_years(reading)},
        )  # fmt: skip


def _shown(known: Sequence[float]) -> dict[str, str]:
    return {name: printed(one, "") for name, one in zip(("previous", "added", "removed"), known, strict=False)}


def _years(reading: Reading) -> dict[str, str]:
    return {"year": str(reading.year), "old_year": str(reading.year - 1)}


def _saying(reading: Reading, words: re.Pattern[str]) -> list[Figure]:
    return [
        figure for figures in reading.figures.values() for figure in figures if words.search(figure.name) and figure.qualifier != "target"
    ]
