"""Target rows: each target beside the outcome that answers it, in the table of figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rapidfuzz.fuzz import ratio

from tongbi.model import CellPlace, FollowThrough, Indicator, Target


def with_targets(rows: Sequence[Indicator], followed: Sequence[FollowThrough]) -> tuple[Indicator, ...]:
    """The rows with the targets that were set for their values, by the year of the report that tells the value. Of several targets for
    one value the first with a verdict is taken, of several rows with that value in that sentence the one that is named most alike.
    """
    places = _places(rows)
    found: dict[int, dict[int, Target]] = defaultdict(dict)
    for one in followed:
        for target in one.targets:
            place = target.cell or target.unit_id
            told = places.get((one.to_year, place, abs(target.reached)), ()) if target.reached is not None else ()
            if told:
                best = max(told, key=lambda at: (rows[at].unit == target.unit, ratio(rows[at].name, target.name), -at))
                known = found[best].get(one.to_year)
                found[best][one.to_year] = target if known is None or (known.met is None and target.met is not None) else known
    return tuple(replace(row, targets=dict(sorted(found[at].items()))) if at in found else row for at, row in enumerate(rows))


def _places(rows: Sequence[Indicator]) -> Mapping[tuple[int, str | CellPlace | None, float], Sequence[int]]:
    """The numbers of the rows of outcomes by year, sentence or cell, and value without its sign."""
    places: dict[tuple[int, str | CellPlace | None, float], list[int]] = defaultdict(list)
    for at, year, unit, value in _told(rows):
        places[year, unit, value].append(at)
    return places


def _told(rows: Sequence[Indicator]) -> Iterator[tuple[int, int, str | CellPlace, float]]:
    for at, row in enumerate(rows):
        for year, where in row.where.items():
            if year not in row.retold and not row.target:
                yield at, year, where, abs(row.values[year])
