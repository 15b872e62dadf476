"""A comparison as two long tables of plain values, for analysts: a row a thread and year, a row an indicator and year.

Names are the record's, `from_year` standing for its `from`, a word of SQL; so that tables over many series need no other, each row names
its series. The fields below are the tables' columns, in their order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol, Self

from tongbi.outputs import figure_rows

if TYPE_CHECKING:
    from tongbi.model import Change, Comparison, Indicator, Report, Unit

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
    instead. `path` is the report in which the value stands: where it is `retold`, a later one than the year's; `printed` is the number
    with its unit as that report prints it. Values count in `unit`; readers are shown them in `printed_unit`, which is `scale` of it.
    `planned` is what a plan set for the year, in `unit`, None also where it counts in another one.
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
    grade: str
    planned: float | None
    met: bool | None
    printed: str | None
    printed_unit: str
    scale: float


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


class Writer(Protocol):
    """A table on its way into a stream, in a form of its own."""

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None: ...

    def add(self, columns: Mapping[str, list[Any]]) -> None:
        """Adds the rows of a series."""


def written(comparison: Comparison, writer: Callable[[BinaryIO, str], Writer], file_of: Callable[[str], str]) -> dict[str, bytes]:
    """Both tables of one comparison as `writer` writes them, by the names of their files."""
    found = {}
    for name, told in columns(comparison).items():
        stream = BytesIO()
        with writer(stream, name) as table:
            table.add(told)
        found[file_of(name)] = stream.getvalue()
    return found


def _taken(one: object, *names: str) -> dict[str, Any]:
    """Some fields of a value as columns, None in each where there is no value."""
    return {name: None if one is None else getattr(one, name) for name in names}


def thread_rows(comparison: Comparison, folder: str) -> Iterator[ThreadRow]:
    """The rows of the table of threads."""
    placed = {unit.id: (place, unit) for report in comparison.reports for place, unit in enumerate(report.units)}
    into: dict[str, list[Change]] = defaultdict(list)
    for change in comparison.changes:
        into[change.thread].append(change)
    first = comparison.years[0]
    series = _taken(comparison, "organisation", "kind") | {"folder": folder}
    for thread in comparison.threads:
        shared = series | {"thread": thread.id, "canonical": thread.canonical}
        if thread.by_year[first]:
            yield _thread_row(shared, comparison.report(first), [placed[unit] for unit in thread.by_year[first]], None)
        for change in sorted(into[thread.id], key=lambda change: change.to_year):
            yield _thread_row(shared, comparison.report(change.to_year), [placed[unit] for unit in change.to_units], change)


def _thread_row(shared: Mapping[str, Any], report: Report, placed: Sequence[tuple[int, Unit]], change: Change | None) -> ThreadRow:
    """A thread's row in the year of a report: its sentences there with their places, and what became of it."""
    units = [unit for _, unit in placed]
    section = units[0].section if units else None
    return ThreadRow(
        **shared,
        **_taken(change, "from_year", "moved", "noise", "reason", "similarity"),
        path=report.source.path,
        year=report.year or 0,
        change=change.kind if change else None,
        units=" ".join(unit.id for unit in units) or None,
        from_units=" ".join(change.from_units if change else ()) or None,
        position=placed[0][0] if placed else None,
        section=section,
        heading=None if section is None else report.sections[section].heading,
        text="\n".join(unit.text for unit in units) if units else None,
        score=min((unit.score for unit in units if unit.score is not None), default=None),
    )


def indicator_rows(comparison: Comparison, folder: str) -> Iterator[IndicatorRow]:
    """The rows of the table of indicators."""
    units = {unit.id: (report, unit.text) for report in comparison.reports for unit in report.units}
    threads = {unit: thread.id for thread in comparison.threads for ids in thread.by_year.values() for unit in ids}
    texts: dict[tuple[object, float], str] = {}
    for report in comparison.reports:
        said = figure_rows.printed(report)
        for one in report.figures:
            texts[(report.year, one.cell) if one.cell else one.unit_id, one.value] = said[one.cell or one.unit_id, one.start]
    series = _taken(comparison, "organisation", "kind") | {"folder": folder}
    for number, indicator in enumerate(comparison.indicators):
        shared = series | {"indicator": number} | _taken(indicator, "name", "unit", "canonical", "target", "growth", "grade", "scale")
        for year in sorted(indicator.values):
            place = indicator.where.get(year, "")
            unit, cell = (place or None, (None, None, None)) if isinstance(place, str) else (None, place)
            report, text = units[unit] if unit else (comparison.report(year), None)
            where: dict[str, Any] = {"path": report.source.path, "unit_id": unit, "thread": threads[unit] if unit else None, "text": text}
            where |= dict(zip(("cell_table", "cell_row", "cell_column"), cell, strict=True))
            printed = texts.get((unit or (year, place), indicator.values[year]))
            yield IndicatorRow(**shared, **where, **_value(indicator, year), printed=printed, printed_unit=indicator.shown_unit)


def _value(indicator: Indicator, year: int) -> dict[str, Any]:
    """An indicator's value in a year, how it changed, and what was planned for it."""
    change = next((one for one in indicator.change if one.to_year == year), None)
    target = indicator.targets.get(year)
    return {
        "year": year,
        "value": indicator.values[year],
        "retold": year in indicator.retold,
        "previous": indicator.values[change.from_year] if change else None,
        **_taken(change, "from_year", "absolute", "percent"),
        "planned": target.planned if target and target.unit == indicator.unit else None,
        "met": target.met if target else None,
    }
