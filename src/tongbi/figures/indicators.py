"""Indicators: the same figure through the years, first through the threads its sentences stand in, then by name and unit.

A link needs the same unit and the same sort (achieved or target). Within a thread a fair likeness of names is enough, within a node the
names must nearly agree, across nodes they must be equal: a wrong link is worse than a missing one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz.fuzz import ratio

from tongbi.model import CellPlace, Figure, Indicator, IndicatorChange, Report, TableThread, Thread

_SAME_THREAD, _SAME_NODE = 40.0, 92.0
_ACROSS_LENGTH = 5
_RATES = frozenset({"%", "‰", "个百分点", "percentage points"})


@dataclass(frozen=True, slots=True)
class _Place:
    """A figure with where it stands: thread, node, and its rank among the figures of its thread, year and unit."""

    figure: Figure
    year: int
    thread: str
    node: str | None
    rank: int
    among: int

    @property
    def sort(self) -> tuple[str, bool]:
        return self.figure.unit, self.figure.qualifier == "target"

    @property
    def home(self) -> str | int:
        """The unit, or the table by its index."""
        return self.figure.cell[0] if self.figure.cell else self.figure.unit_id


@dataclass(slots=True)
class _Row:
    places: dict[int, _Place] = field(default_factory=dict)

    @property
    def last(self) -> _Place:
        return self.places[max(self.places)]


def indicators(reports: Sequence[Report], threads: Sequence[Thread], tables: Sequence[TableThread]) -> tuple[Indicator, ...]:
    """The table of figures: every figure of every year in one row, except those that tell the year before (`previous`)."""
    rows: list[_Row] = []
    for year, places in _places(reports, threads, tables):
        taken_rows: set[int] = set()
        taken: set[int] = set()
        for _, number, at in sorted(_offers(rows, places)):
            if number not in taken_rows and at not in taken:
                rows[number].places[year] = places[at]
                taken_rows.add(number)
                taken.add(at)
        rows += [_Row({year: place}) for at, place in enumerate(places) if at not in taken]
    order = _order(reports)
    rows.sort(key=lambda row: (-row.last.year, order[row.last.year, row.last.home], row.last.figure.cell or (), row.last.figure.start))
    return tuple(_indicator(row) for row in rows)


def _order(reports: Sequence[Report]) -> dict[tuple[int | None, object], tuple[int, int]]:
    """The place in its report of each unit and of each table: its paragraph, and within it its number."""
    places: dict[tuple[int | None, object], tuple[int, int]] = {}
    for report in reports:
        places |= {(report.year, unit.id): (unit.paragraph, at) for at, unit in enumerate(report.units)}
        places |= {(report.year, at): (table.paragraph, at) for at, table in enumerate(report.tables)}
    return places


def _places(reports: Sequence[Report], threads: Sequence[Thread], tables: Sequence[TableThread]) -> Iterator[tuple[int, list[_Place]]]:
    thread_of: dict[object, str] = {unit: thread.id for thread in threads for ids in thread.by_year.values() for unit in ids}
    cell_of = dict(_cells(tables))
    for report in reports:
        assert report.year is not None
        year = report.year
        node_of: dict[object, str | None] = {unit.id: unit.canonical for unit in report.units}
        figures = [figure for figure in report.figures if figure.qualifier != "previous"]
        homes = [cell_of[year, figure.cell] if figure.cell else thread_of[figure.unit_id] for figure in figures]
        among = Counter((home, figure.unit) for home, figure in zip(homes, figures, strict=True))
        seen: Counter[tuple[str, str]] = Counter()
        places = []
        for home, figure in zip(homes, figures, strict=True):
            key = home, figure.unit
            node = _node(report, figure.cell[0]) if figure.cell else node_of[figure.unit_id]
            places.append(_Place(figure, year, home, node, seen[key], among[key]))
            seen[key] += 1
        yield year, places


def _cells(tables: Sequence[TableThread]) -> Iterator[tuple[tuple[int, CellPlace], str]]:
    """Every year's table cells with the name of the aligned cell they are."""
    for number, thread in enumerate(tables):
        for year, table in thread.by_year.items():
            for row, across in enumerate(thread.rows):
                for column, down in enumerate(thread.columns):
                    at, other = across.by_year[year], down.by_year[year]
                    if table is not None and at is not None and other is not None:
                        yield (year, (table, at, other)), f"table {number} row {row} column {column}"


def _node(report: Report, table: int) -> str | None:
    section = report.tables[table].section
    return None if section is None else report.sections[section].canonical


def _offers(rows: Sequence[_Row], places: Sequence[_Place]) -> Iterator[tuple[float, int, int]]:
    """Possible continuations as (minus score, row, place)."""
    by_thread: Mapping[object, list[int]] = _index(rows, lambda place: (place.sort, place.thread))
    by_node: Mapping[object, list[int]] = _index(rows, lambda place: (place.sort, place.node, place.figure.cell is None))
    by_name: Mapping[object, list[int]] = _index(rows, lambda place: (place.sort, place.figure.name))
    for at, place in enumerate(places):
        scores: dict[int, float] = {}
        # Names of cells differ by one step of many: only the aligned table links them.
        for number in () if place.figure.cell else by_node.get((place.sort, place.node, True), ()):
            likeness = ratio(rows[number].last.figure.name, place.figure.name)
            if likeness >= _SAME_NODE and len(place.figure.name) > 2:
                scores[number] = likeness
        for number in by_name.get((place.sort, place.figure.name), ()):
            if len(place.figure.name) >= _ACROSS_LENGTH:
                scores[number] = max(scores.get(number, 0.0), 50.0)
        for number in by_thread.get((place.sort, place.thread), ()):
            scores[number] = max(scores.get(number, 0.0), _within_thread(rows[number].last, place))
        yield from ((-score, number, at) for number, score in scores.items() if score)


def _index(rows: Sequence[_Row], key: object) -> dict[object, list[int]]:
    found: dict[object, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        found[key(row.last)].append(number)  # type: ignore[operator]  # a plain function of the place
    return found


def _within_thread(old: _Place, new: _Place) -> float:
    """From 100 up: the likeness of the names, and the same rank where both sentences have as many figures of the unit."""
    likeness = ratio(old.figure.name, new.figure.name)
    in_step = old.among == new.among and old.rank == new.rank
    if likeness < _SAME_THREAD and not (in_step and old.among == 1):
        return 0.0
    return 100.0 + likeness + (30.0 if in_step else 0.0)


def _indicator(row: _Row) -> Indicator:
    years = sorted(row.places)
    values = {year: row.places[year].figure.value for year in years}
    last = row.last
    return Indicator(
        name=last.figure.name,
        unit=last.figure.unit,
        canonical=last.node,
        values=values,
        where={year: row.places[year].figure.cell or row.places[year].figure.unit_id for year in years},
        change=tuple(_change(old, new, values, last.figure.unit) for old, new in pairwise(years)),
        target=last.figure.qualifier == "target",
    )


def _change(old: int, new: int, values: Mapping[int, float], unit: str) -> IndicatorChange:
    absolute = round(values[new] - values[old], 6)
    percent = None if unit in _RATES or not values[old] else round(100 * absolute / abs(values[old]), 4)
    return IndicatorChange(old, new, absolute, percent)
