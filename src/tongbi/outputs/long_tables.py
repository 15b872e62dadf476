"""A comparison as two long tables of plain values, for analysts: a row a thread and year, a row an indicator and year.

Names are the record's, `from_year` standing for its `from`, a word of SQL; so that tables over many series need no other, each row names
its series. The fields below are the tables' columns, in their order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tongbi.model import Change, Comparison, Indicator, Report, Thread, Unit

VERSION = 1
"""Of the tables: it rises when a column changes its name, type or meaning."""


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """A thread in a year: `text` and the places of its sentences, and what became of it since `from_year`.

    There is a row for each year in which the thread stands, and one without a text for the year in which it was dropped. A thread whose
    parts go separate ways has a row for each way: every sentence stands in exactly one row. In the first year nothing is told of a change.
    `units` and `from_units` are unit ids parted by blanks; `position` counts the report's units from 0; `section` is the index and
    `heading` the heading of the first sentence's section; `score` is the least of its sentences'. `path` is the year's report, `folder`
    the series' folder in a batch, "" for one series alone.
    """

    organisation: str
    kind: str
    folder: str
    path: str
    thread: str
    canonical: str | None
    year: int
    from_year: int | None
    change: str | None
    moved: bool | None
    noise: str | None
    reason: str | None
    similarity: float | None
    units: str | None
    from_units: str | None
    position: int | None
    section: int | None
    heading: str | None
    text: str | None
    score: float | None


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator's value in a year, where it stands, and how it changed since `from_year`, the last year before that tells it.

    `indicator` is its index in the record's list, `thread` and `text` are those of the sentence `unit_id`; a value of a table has its cell
    instead. `path` is the report in which the value stands: where it is `retold`, a later one than the year's.
    """

    organisation: str
    kind: str
    folder: str
    path: str
    indicator: int
    name: str
    unit: str
    canonical: str | None
    target: bool
    growth: bool
    year: int
    value: float
    retold: bool
    unit_id: str | None
    cell_table: int | None
    cell_row: int | None
    cell_column: int | None
    thread: str | None
    text: str | None
    from_year: int | None
    previous: float | None
    absolute: float | None
    percent: float | None


TABLES: Mapping[str, type[ThreadRow] | type[IndicatorRow]] = {"threads": ThreadRow, "indicators": IndicatorRow}
Columns = Mapping[str, Mapping[str, list[Any]]]
"""Table → column → values."""


def columns(comparison: Comparison, folder: str = "") -> Columns:
    """Both tables of a comparison: threads in the record's order, indicators too, each through the years."""
    rows: dict[str, Sequence[ThreadRow | IndicatorRow]] = {
        "threads": list(thread_rows(comparison, folder)),
        "indicators": list(indicator_rows(comparison, folder)),
    }
    return {name: {one.name: [getattr(row, one.name) for row in rows[name]] for one in fields(kind)} for name, kind in TABLES.items()}


def thread_rows(comparison: Comparison, folder: str) -> Iterator[ThreadRow]:
    """The rows of the table of threads."""
    reports = {report.year: report for report in comparison.reports}
    placed = {unit.id: (place, unit) for report in comparison.reports for place, unit in enumerate(report.units)}
    into: dict[str, list[Change]] = defaultdict(list)
    for change in comparison.changes:
        into[change.thread].append(change)

    def row(thread: Thread, year: int, ids: Sequence[str], change: Change | None) -> ThreadRow:
        report = reports[year]
        units = [placed[unit][1] for unit in ids]
        section = units[0].section if units else None
        return ThreadRow(
            organisation=comparison.organisation,
            kind=comparison.kind,
            folder=folder,
            path=report.source.path,
            thread=thread.id,
            canonical=thread.canonical,
            year=year,
            from_year=change.from_year if change else None,
            change=change.kind if change else None,
            moved=change.moved if change else None,
            noise=change.noise if change else None,
            reason=change.reason if change else None,
            similarity=change.similarity if change else None,
            units=" ".join(ids) or None,
            from_units=" ".join(change.from_units) or None if change else None,
            position=placed[ids[0]][0] if ids else None,
            section=section,
            heading=None if section is None else report.sections[section].heading,
            text="\n".join(unit.text for unit in units) if units else None,
            score=_least(units),
        )

    first = comparison.years[0]
    for thread in comparison.threads:
        if thread.by_year[first]:
            yield row(thread, first, thread.by_year[first], None)
        for change in sorted(into[thread.id], key=lambda change: change.to_year):
            yield row(thread, change.to_year, change.to_units, change)


def _least(units: Sequence[Unit]) -> float | None:
    return min((unit.score for unit in units if unit.score is not None), default=None)


def indicator_rows(comparison: Comparison, folder: str) -> Iterator[IndicatorRow]:
    """The rows of the table of indicators."""
    told = {unit.id: (report, unit) for report in comparison.reports for unit in report.units}
    thread_of = {unit: thread.id for thread in comparison.threads for ids in thread.by_year.values() for unit in ids}

    def row(number: int, indicator: Indicator, year: int) -> IndicatorRow:
        place = indicator.where[year]
        unit_id = place if isinstance(place, str) else None
        table, line, column = (None, None, None) if isinstance(place, str) else place
        report: Report = told[unit_id][0] if unit_id else comparison.report(year)
        change = next((one for one in indicator.change if one.to_year == year), None)
        return IndicatorRow(
            organisation=comparison.organisation,
            kind=comparison.kind,
            folder=folder,
            path=report.source.path,
            indicator=number,
            name=indicator.name,
            unit=indicator.unit,
            canonical=indicator.canonical,
            target=indicator.target,
            growth=indicator.growth,
            year=year,
            value=indicator.values[year],
            retold=year in indicator.retold,
            unit_id=unit_id,
            cell_table=table,
            cell_row=line,
            cell_column=column,
            thread=thread_of[unit_id] if unit_id else None,
            text=told[unit_id][1].text if unit_id else None,
            from_year=change.from_year if change else None,
            previous=indicator.values[change.from_year] if change else None,
            absolute=change.absolute if change else None,
            percent=change.percent if change else None,
        )

    for number, indicator in enumerate(comparison.indicators):
        for year in sorted(indicator.values):
            yield row(number, indicator, year)
