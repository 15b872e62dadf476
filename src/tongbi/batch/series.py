"""Which reports belong together: by organisation and kind as the reports say, by folder where they say too little."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tongbi.batch.bodies import Body, bodies
from tongbi.batch.catalogue import Entry
from tongbi.model import Finding


@dataclass(frozen=True, slots=True)
class Series:
    """The reports of one body and kind, oldest first, and what is doubtful about their grouping."""

    organisation: str
    kind: str
    reports: tuple[Entry, ...]
    findings: tuple[Finding, ...] = ()


def group(reports: Sequence[Entry]) -> tuple[Series, ...]:
    """The series among the reports, which stand in natural order of their paths, by body and kind; two bodies never have the same name."""
    groups: dict[tuple[str, str], list[tuple[Entry, Body]]] = defaultdict(list)
    for report, body in zip(reports, bodies(reports), strict=True):
        groups[body.key, report.kind].append((report, body))
    found = [(key, _series(groups[key, kind])) for key, kind in sorted(groups)]
    named = Counter((one.organisation, one.kind) for _, one in found)
    return tuple(replace(one, organisation=key) if named[one.organisation, one.kind] > 1 else one for key, one in found)


def _series(reports: Sequence[tuple[Entry, Body]]) -> Series:
    """One report a year: of two the later file (by natural order of the path) wins, and that is a finding."""
    doubtful = sorted({body.doubt for _, body in reports if body.doubt})
    found = [Finding("name-ambiguous", "", {"name": name}) for name in doubtful]
    by_year: dict[int, Entry] = {}
    for report, _ in reports:
        if report.year in by_year:
            paths = {"kept": Path(report.path).name, "left": Path(by_year[report.year].path).name}
            found.append(Finding("year-twice", "", {"year": str(report.year), **paths}))
        by_year[report.year] = report
    ordered = [by_year[year] for year in sorted(by_year)]
    name = next((report.organisation for report in reversed(ordered) if report.organisation), reports[0][1].printed)
    named = tuple(report if report.organisation else replace(report, organisation=name) for report in ordered)
    return Series(name, named[-1].kind, named, tuple(found))
