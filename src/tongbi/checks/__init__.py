"""Checks: what a report says of its own figures, worked out again; two numbers that do not agree are a conflict with both of them.

A check that is unsure stays silent: a list that may be incomplete is no sum, a change at constant prices is not held against current ones,
and every printed number stands for all values that round to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tongbi.checks import (
    carry_overs,
    cumulative_totals,
    directions,
    parts,
    planned_changes,
    ratios,
    restated_facts,
    restated_values,
    root_causes,
    stated_changes,
    streaks,
    sums,
    told_twice,
)
from tongbi.checks.check_inputs import Reading, readings
from tongbi.checks.reckoning import Reckoning
from tongbi.comparison.figure_series import Series
from tongbi.model import Check, Conflict, Report, StatedChange, Statement, TableThread, Thread

__all__ = ["audit"]

# The checks of a report by itself, or with the one before.
_OF_ONE_REPORT = (sums, parts, ratios, root_causes, cumulative_totals, directions, planned_changes, streaks, told_twice)


def audit(
    reports: Sequence[Report],
    threads: Sequence[Thread],
    aligned: Sequence[TableThread],
    series: Sequence[Series],
    statements: Sequence[Statement],
    lag: int,
) -> tuple[tuple[StatedChange, ...], tuple[Check, ...], tuple[Conflict, ...]]:
    """The changes that the reports state, every check that was made, and those that differ as conflicts, by year and place.

    `lag` is how many years before its name a report's figures lie: 1 for a work report of 2025 that reviews 2024, else 0.
    """
    read: list[Reading] = readings(reports, threads, series, lag)
    changes, made = stated_changes.check(read)
    for reading in read:
        for module in _OF_ONE_REPORT:
            made += module.check(reading)
    made += [*carry_overs.check(read, aligned), *restated_values.check(read, aligned), *restated_facts.check(read, statements)]
    order = {unit.id: at for report in reports for at, unit in enumerate(report.units)}
    made.sort(key=lambda one: _place(one, order))
    return tuple(changes), tuple(one.check for one in made), tuple(one.conflict for one in made if one.differs)


def _place(one: Reckoning, order: Mapping[str, int]) -> tuple[object, ...]:
    """What reckonings are ordered by: the year, the place of the sentence, then the cells."""
    unit = next((place.unit_id for place in (*one.check.figures, *one.check.against) if place.unit_id), "")
    return one.check.year, order.get(unit, len(order)), one.cells, one.code
