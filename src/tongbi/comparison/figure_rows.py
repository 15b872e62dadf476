"""Rows of figures while they are made: one figure's places by year, and the joining of rows that are parts of one thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tongbi.comparison.figure_places import Place
from tongbi.comparison.proofs import Proof, proof
from tongbi.figures.basis import RATES
from tongbi.figures.comparable import compared, times
from tongbi.figures.name_terms import is_head_alone
from tongbi.language import units
from tongbi.model import RelatedBy

# Rows are parts of one where together they tell so many years, and values side by side are no more than so many times, or points, apart a
# year, and so many points in all.
_YEARS, _TIMES, _POINTS, _MOST_POINTS = 4, 2.0, 5.0, 15.0
# Of the years of the shorter one no more than this share may be told otherwise: an aim that is explained beside one that is set.
_OTHERWISE = 0.25


@dataclass(slots=True)
class Row:
    """One figure's places by year, oldest first, what each report says of the value before, and by what two differ that stand together
    though they are not comparable.
    """

    places: dict[int, Place]
    proofs: dict[int, Proof] = field(default_factory=dict)
    related: RelatedBy = ""

    @property
    def last(self) -> Place:
        """The newest place."""
        return next(reversed(self.places.values()))

    @property
    def telling(self) -> Place:
        """The newest place whose name says what is measured, the newest of all where none does."""
        return next((one for one in reversed(self.places.values()) if not is_head_alone(one.terms)), self.last)

    def goes_on(self, place: Place) -> None:
        """Takes a figure in, with what its report says of the last one: of the year before, or that it was counted anew."""
        if self.last.year == place.year - 1 or (place.told and place.told.recounted):
            self.proofs[place.year] = proof(self.last.figure, place.figure, place.told)
        self.places[place.year] = place


def joined(rows: Sequence[Row]) -> list[Row]:
    """The rows, those of one key joined whose years do not meet: GDP is one row though some reports tell it in other words."""
    by_key: dict[object, list[Row]] = defaultdict(list)
    kept: list[Row] = []
    for row in sorted(rows, key=lambda row: (-len(row.places), *row.places)):
        host = next((one for one in by_key[_thing(row.telling)] if _is_one(one, row)), None) if _may_join(row) else None
        if host is None:
            kept.append(row)
            by_key[_thing(row.telling)].append(row)
        else:
            kept += [Row({year: place}) for year, place in row.places.items() if year in host.places]
            host.proofs = {**row.proofs, **host.proofs}
            host.places = dict(sorted({**row.places, **host.places}.items()))
    return kept


def _thing(place: Place) -> tuple[object, ...]:
    figure = place.figure
    measured = "" if figure.dimension is None else units.dimension(figure.dimension)
    return (
        figure.status,
        figure.sign is not None,
        figure.dimension if measured in {"", "money"} else measured,
        place.key.years,
        place.terms.key,
    )


def _may_join(row: Row) -> bool:
    return not row.last.figure.cell and not is_head_alone(row.telling.terms)


def _is_one(host: Row, row: Row) -> bool:
    """Whether two rows of one key are parts of one: long together, in no year two things, comparable and near where their years meet."""
    common = host.places.keys() & row.places.keys()
    if len(host.places) + len(row.places) - len(common) < _YEARS or len(common) == len(row.places):
        return False
    both = sorted({**row.places, **host.places}.items())
    meeting = [(old, new) for (_, old), (_, new) in pairwise(both) if (old.year in host.places) != (new.year in host.places)]
    near = all(compared(old.key, new.key)[0] == "same" and is_near(old, new) for old, new in meeting)
    return near and sum(not _is_told_twice(host.places[year], row.places[year]) for year in common) <= _OTHERWISE * len(row.places)


def _is_told_twice(one: Place, other: Place) -> bool:
    """Whether two figures of one report and key are one: the same value, or the ends of a range."""
    return one.figure.value == other.figure.value or (one.figure.unit_id == other.figure.unit_id and abs(one.order - other.order) == 1)


def is_near(old: Place, new: Place) -> bool:
    """Whether two values are no further apart than one measure moves in the years between them."""
    one, other, gap = old.figure, new.figure, new.year - old.year
    if one.unit in RATES:
        return abs(one.value - other.value) <= min(_POINTS * gap, _MOST_POINTS)
    return times(one, other) <= _TIMES**gap


def with_related(rows: Sequence[Row]) -> list[Row]:
    """The rows, with those of one figure put together that are of one thing but not comparable, in neighbouring years and each other's only
    one.
    """
    alone: dict[object, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        if len(row.places) == 1 and _may_join(row):
            alone[row.last.figure.status, row.last.figure.sign is not None, row.last.terms.key].append(number)
    taken: set[int] = set()
    for pair in alone.values():
        if len(pair) == 2:
            old, new = sorted(pair, key=lambda number: rows[number].last.year)
            verdict, why = compared(rows[old].last.key, rows[new].last.key)
            if rows[old].last.year == rows[new].last.year - 1 and verdict == "related" and why != "standing":
                rows[new].related = why
                rows[new].places = rows[old].places | rows[new].places
                taken.add(old)
    return [row for number, row in enumerate(rows) if number not in taken]
