"""Carry-overs between two years: 上年结转 = last year's 结转下年度; what is in force = last year's + issued − abolished."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tongbi.checks.check_inputs import Reading
from tongbi.checks.reckoning import Reckoning, cell_places, places, printed, reckoned
from tongbi.checks.rounding import differ
from tongbi.checks.table_roles import CASE, is_total, line, number, request_lines, steps
from tongbi.figures import cases
from tongbi.language.lexicon import words
from tongbi.model import Figure, FigurePlace, TableThread, YearCell

_STOCK = ("documents.issued", "documents.abolished", "documents.in_force")


def check(read: Sequence[Reading], aligned: Sequence[TableThread]) -> Iterator[Reckoning]:
    """Tables by their aligned rows; sentences by the words they say it with, in one reckoning where they say what the tables say."""
    for reading in read:
        in_text = list(_carried_in_text(reading, reading.last)) if reading.last else []
        for table in aligned if reading.last else ():
            for carried in _carried_in_table(reading, table):
                said = [one for one in in_text if _numbers(one) == _numbers(carried)]
                in_text = [one for one in in_text if one not in said]
                yield carried.beside(said)
            yield from _in_force(reading, table)
        yield from in_text


def _numbers(one: Reckoning) -> tuple[float, float]:
    return one.check.expected, one.check.found


def _carried_in_table(reading: Reading, table: TableThread) -> Iterator[Reckoning]:
    """What was carried on and came in: what fits by column; what came in otherwise together, led by the total where it is one."""
    rows = [one.label for one in table.rows]
    _, into, _, onward = request_lines(rows)
    if into is None or onward is None:
        return
    known: list[tuple[int, float, float]] = []
    for at in range(len(table.columns)):
        found, expected = number(table.values[into][at].get(reading.year)), number(table.values[onward][at].get(reading.year - 1))
        known += [(at, expected, found)] if found is not None and expected is not None else []
    wrong = sorted((one for one in known if one[1] != one[2]), key=lambda one: not is_total(table.columns[one[0]].label))
    for some in [*([wrong] if wrong else []), *([one] for one in known if one[1] == one[2])]:
        at, expected, found = some[0]
        column = () if is_total(table.columns[at].label) else steps(table.columns[at].label)
        yield reckoned(
            "carry-over", reading.year,
            _cells(table, [(reading.year, into, place) for place, *_ in some]),
            _cells(table, [(reading.year - 1, onward, place) for place, *_ in some]),
            (expected, found), CASE, differs=expected != found,
            values={"name": "·".join((*steps(rows[into]), *column)), **reading.years},
        )  # fmt: skip


def _in_force(reading: Reading, table: TableThread) -> Iterator[Reckoning]:
    """What is in force may be counted anew after a clean-up: info."""
    columns = [one.label for one in table.columns]
    issued, abolished, valid = (line(columns, words("zh/disclosure", name)) for name in _STOCK)
    if issued is None or abolished is None or valid is None:
        return
    wanted = [(valid, reading.year - 1), (issued, reading.year), (abolished, reading.year), (valid, reading.year)]
    for at, row in enumerate(table.rows):
        known = [value for column, year in wanted if (value := number(table.values[at][column].get(year))) is not None]
        if len(known) == len(wanted):
            shown = {name: printed(one, "") for name, one in zip(("previous", "added", "removed"), known, strict=False)}
            expected, found = known[0] + known[1] - known[2], known[3]
            of_year, *before = [(year, at, column) for column, year in reversed(wanted)]
            yield reckoned(
                "carry-over", reading.year, _cells(table, [of_year]), _cells(table, before), (expected, found), CASE,
                differs=expected != found, code="stock", severity="info", values={"name": "·".join(steps(row.label)), **shown},
            )  # fmt: skip


def _cells(table: TableThread, wanted: Sequence[tuple[int, int, int]]) -> list[FigurePlace]:
    """The cells of some years, rows and columns of an aligned table, of those that its reports have."""
    return cell_places(cell for one in wanted if (cell := _cell(table, *one)))


def _cell(table: TableThread, year: int, row: int, column: int) -> YearCell | None:
    own, across, down = table.by_year.get(year), table.rows[row].by_year.get(year), table.columns[column].by_year.get(year)
    return None if own is None or across is None or down is None else (year, own, across, down)


def _carried_in_text(reading: Reading, last: Reading) -> Iterator[Reckoning]:
    """The same in sentences, where each report says it just once of the same cases."""
    into, onward = _carried_counts(reading, "carried-in"), _carried_counts(last, "carried-on")
    if len(into) != 1 or len(onward) != 1:
        return
    (now, of), (before, of_before) = into[0], onward[0]
    if of == of_before and now.unit == before.unit:
        yield reckoned(
            "carry-over", reading.year, places(reading.year, [now]), places(last.year, [before]), (before.value, now.value), now.unit,
            differs=differ(now, before), values={"name": now.name.rpartition("·")[2], **reading.years},
        )  # fmt: skip


def _carried_counts(reading: Reading, which: str) -> list[tuple[Figure, str]]:
    """The figures of such cases, each with the cases that it is of."""
    return [
        (figure, cases(reading.units[unit_id].text, figure.start))
        for unit_id, figures in reading.figures.items()
        for figure in figures
        if figure.qualifier != "target" and figure.owner is None and figure.of == which
    ]
