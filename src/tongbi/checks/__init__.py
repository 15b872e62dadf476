"""Checks: what a report says of its own figures, worked out again; two numbers that do not agree are a conflict with both of them.

A check that is unsure stays silent: a list that may be incomplete is no sum, a change at constant prices is not held against current ones,
and every printed number stands for all values that round to it.
"""

from __future__ import annotations

from collections.abc import Sequence

from tongbi.checks import carry_overs, cumulative_totals, ratios, restated_values, root_causes, stated_changes, sums
from tongbi.checks.check_inputs import Reading, readings
from tongbi.comparison.figure_series import Series
from tongbi.model import Conflict, Report, StatedChange, TableThread, Thread

__all__ = ["audit"]


def audit(
    reports: Sequence[Report], threads: Sequence[Thread], aligned: Sequence[TableThread], series: Sequence[Series], lag: int
) -> tuple[tuple[StatedChange, ...], tuple[Conflict, ...]]:
    """The changes that the reports state, and everything in them that does not fit together, by year and place.

    `lag` is how many years before its name a report's figures lie: 1 for a work report of 2025 that reviews 2024, else 0.
    """
    read: list[Reading] = readings(reports, threads, series, lag)
    changes, found = stated_changes.check(read)
    for reading in read:
        found += [*sums.check(reading), *ratios.check(reading), *root_causes.check(reading), *cumulative_totals.check(reading)]
    found += [*carry_overs.check(read, aligned), *restated_values.check(read, aligned)]
    order = {unit.id: at for report in reports for at, unit in enumerate(report.units)}
    found.sort(key=lambda one: (one.year, order.get(one.units[0], 0) if one.units else len(order), one.cells, one.code))
    return tuple(changes), tuple(found)
