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

from tongbi.model import Figure, Indicator, IndicatorChange, Report, Thread

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


@dataclass(slots=True)
class _Row:
    places: dict[int, _Place] = field(default_factory=dict)

    @property
    def last(self) -> _Place:
        return self.places[max(self.places)]


def indicators(reports: Sequence[Report], threads: Sequence[Thread]) -> tuple[Indicator, ...]:
    """The table of figures: every figure of every year in one row, except those that tell the year before (`previous`)."""
    rows: list[_Row] = []
    for year, places in _places(reports, threads):
        taken_rows: set[int] = set()
        taken: set[int] = set()
        for _, number, at in sorted(_offers(rows, places)):
            if number not in taken_rows and at not in taken:
                rows[number].places[year] = places[at]
                taken_rows.add(number)
                taken.add(at)
        rows += [_Row({year: place}) for at, place in enumerate(places) if at not in taken]
    order = {unit.id: place for report in reports for place, unit in enumerate(report.units)}
    rows.sort(key=lambda row: (-row.last.year, order[row.last.figure.unit_id], row.last.figure.start))
    return tuple(_indicator(row) for row in rows)


def _places(reports: Sequence[Report], threads: Sequence[Thread]) -> Iterator[tuple[int, list[_Place]]]:
    thread_of = {unit: thread.id for thread in threads for ids in thread.by_year.values() for unit in ids}
    for report in reports:
        assert report.year is not None
        node_of = {unit.id: unit.canonical for unit in report.units}
        figures = [figure for figure in report.figures if figure.qualifier != "previous"]
        among = Counter((thread_of[figure.unit_id], figure.unit) for figure in figures)
        seen: Counter[tuple[str, str]] = Counter()
        places = []
        for figure in figures:
            key = thread_of[figure.unit_id], figure.unit
            places.append(_Place(figure, report.year, key[0], node_of[figure.unit_id], seen[key], among[key]))
            seen[key] += 1
        yield report.year, places


def _offers(rows: Sequence[_Row], places: Sequence[_Place]) -> Iterator[tuple[float, int, int]]:
    """Possible continuations as (minus score, row, place)."""
    by_thread: Mapping[object, list[int]] = _index(rows, lambda place: (place.sort, place.thread))
    by_node: Mapping[object, list[int]] = _index(rows, lambda place: (place.sort, place.node))
    by_name: Mapping[object, list[int]] = _index(rows, lambda place: (place.sort, place.figure.name))
    for at, place in enumerate(places):
        scores: dict[int, float] = {}
        for number in by_name.get((place.sort, place.figure.name), ()):
            if len(place.figure.name) >= _ACROSS_LENGTH:
                scores[number] = 50.0
        for number in by_node.get((place.sort, place.node), ()):
            likeness = ratio(rows[number].last.figure.name, place.figure.name)
            if likeness >= _SAME_NODE and len(place.figure.name) > 2:
                scores[number] = likeness
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
        where={year: row.places[year].figure.unit_id for year in years},
        change=tuple(_change(old, new, values, last.figure.unit) for old, new in pairwise(years)),
        target=last.figure.qualifier == "target",
    )


def _change(old: int, new: int, values: Mapping[int, float], unit: str) -> IndicatorChange:
    absolute = round(values[new] - values[old], 6)
    percent = None if unit in _RATES or not values[old] else round(100 * absolute / abs(values[old]), 4)
    return IndicatorChange(old, new, absolute, percent)
