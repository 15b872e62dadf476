"""Findings about a series as a whole: a year that is missing, reports of several kinds, names that differ."""

from __future__ import annotations

from collections.abc import Sequence

from tongbi.language import organisation_names
from tongbi.model import Finding, Report


def doubts(reports: Sequence[Report]) -> tuple[Finding, ...]:
    """What is doubtful about the series as a whole, beyond the reports' own findings."""
    years = [report.year for report in reports if report.year is not None]
    found = [Finding("year-gap", "", {"year": str(year)}) for year in range(min(years), max(years)) if year not in years]
    kinds = sorted({report.kind for report in reports})
    if len(kinds) > 1:
        found.append(Finding("kinds-differ", "", {"kinds": ", ".join(kinds)}))
    names = sorted({report.organisation for report in reports})
    if any(not organisation_names.is_same(name, max(names, key=len)) for name in names):
        found.append(Finding("names-differ", "", {"names": ", ".join(names)}))
    return tuple(found)
