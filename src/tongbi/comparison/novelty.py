"""Novelty: of the statements that are linked to none, those that are really new or gone, and for each the nearest of the other year.

Decided once, for all outputs. A statement is neither new nor gone where the other year tells it elsewhere: as a plan that was carried out,
a problem that is now planned against, in another statement of a thread, as a figure with a value in both years, clause by clause in several
sentences, in a heading or a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from tongbi.comparison import alignment
from tongbi.comparison.alignment import NearestUnits, Telling, Told
from tongbi.model import Change, FollowThrough, Indicator, Nearest, Report, Thread

# Likelihood from which a nearest statement is worth a look: of those at 0.15–0.30 a reader called half the same statement or one on the
# same subject, of those at 0.30–0.50 three in five, of those from 0.50 on four in five (four pairs of work reports).
_NEAR = 0.15


def is_near(nearest: Nearest | None) -> bool:
    """Whether the nearest statement of the other year may be the same one told again, or one on its subject."""
    return nearest is not None and nearest.score >= _NEAR


def marked(
    changes: Sequence[Change],
    reports: Sequence[Report],
    threads: Sequence[Thread],
    indicators: Sequence[Indicator],
    follow_through: Sequence[FollowThrough],
    nearest: NearestUnits,
) -> tuple[Change, ...]:
    """The changes, added and dropped ones with what the other year tells, and the nearest to each."""
    alone = {(change.from_year, change.to_year) for change in changes if change.kind in {"added", "dropped"}}
    read = [_Read(report) for report in reports] if alone else []
    pairs = {
        (old.year, new.year): (
            _Pair(before, after, nearest.get((old.year or 0, new.year or 0), {})),
            {*_in_threads(threads, old, new), *_in_rows(indicators, old, new), *_followed(follow_through, old), *_asides(old, new)},
        )
        for (old, before), (new, after) in pairwise(zip(reports, read, strict=False))
        if (old.year, new.year) in alone
    }
    return tuple(
        _marked(change, *pairs[change.from_year, change.to_year]) if change.kind in {"added", "dropped"} else change for change in changes
    )


class _Read:
    """A report as the patterns of its units, and what it tells: in them, its headings and the labels of its tables."""

    def __init__(self, report: Report) -> None:
        names = alignment.own_names(report.organisation)
        self.units = {unit.id: alignment.unit_pattern(unit.text, names) for unit in report.units}
        labels = (alignment.pattern(alignment.mask(text, names)) for text in dict.fromkeys(_labels(report)))
        self.told = Told([*self.units.values(), *labels])


class _Pair:
    """Two years' patterns, what each year tells, and which unit is the nearest to each."""

    def __init__(self, old: _Read, new: _Read, nearest: Mapping[str, tuple[str, float]]) -> None:
        self.patterns = old.units | new.units
        weights = alignment.gram_weights([*self.patterns.values()])
        self.old, self.new = (Telling(report.told, weights) for report in (old, new))
        self._nearest = nearest

    def nearest(self, units: Sequence[str]) -> Nearest | None:
        """The likeliest of the units that are nearest to some of the other year."""
        found = [self._nearest[unit] for unit in units if unit in self._nearest]
        other, likelihood = max(found, key=lambda one: one[1], default=("", 0.0))
        return Nearest((other,), likelihood) if other else None


def _labels(report: Report) -> Iterator[str]:
    """Headings, and the labels of tables."""
    yield from (section.heading for section in report.sections)
    for table in report.tables:
        yield from (table.name, *table.rows, *table.columns)


def _marked(change: Change, pair: _Pair, told: set[str]) -> Change:
    """An added or a dropped statement with what the other year tells; `told` are the units that both years are known to tell of."""
    units, other = (change.to_units, pair.old) if change.kind == "added" else (change.from_units, pair.new)
    lacking = other.lacks("".join(pair.patterns[unit] for unit in units))
    nearest = pair.nearest(units)
    untold = lacking and not change.noise and told.isdisjoint(units) and not is_near(nearest)
    return replace(change, nearest=nearest, untold=untold)


def _in_threads(threads: Sequence[Thread], old: Report, new: Report) -> Iterator[str]:
    """The units of threads that stand in either year."""
    for thread in threads:
        here, there = (thread.by_year[report.year] for report in (old, new) if report.year is not None)
        if here and there:
            yield from (*here, *there)


def _in_rows(indicators: Sequence[Indicator], old: Report, new: Report) -> Iterator[str]:
    """The units of figures that have a value in either year, each from the year's own report."""
    years = [report.year for report in (old, new) if report.year is not None]
    for one in indicators:
        if not one.target and all(year in one.values and year not in one.retold for year in years):
            yield from (place for year in years if isinstance(place := one.where[year], str))


def _asides(*reports: Report) -> Iterator[str]:
    """The units of reports beside their matter: notes, appendices, who signs."""
    yield from (unit.id for report in reports for unit in report.units if unit.role == "aside")


def _followed(follow_through: Sequence[FollowThrough], old: Report) -> Iterator[str]:
    """Plans and problems of the older year that the newer one takes up, and what takes them up."""
    for one in follow_through:
        if one.from_year == old.year and one.to_units:
            yield from (one.from_unit, *one.to_units, *one.also)
