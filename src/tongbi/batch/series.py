"""Which reports belong together: by organisation and kind as the reports say, by folder where they say too little.

A body is known by its name without 人民政府. A short name and a longer one that ends with it (静海区, 天津市静海区)
are one body where only one longer name is about; where there are two (城关镇 of two counties), a short name goes with the longer one
in its own folder, else it stays alone and is doubtful.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tongbi.model import Finding, Report
from tongbi.text import fold

_GOVERNMENT = re.compile(r"(?:人民政府|政府)$")
_UPPER = re.compile(r"[省市县区州盟旗]$|自治[区州县]$|地区$")


@dataclass(frozen=True, slots=True)
class Series:
    """The reports of one body and kind, oldest first, and what is doubtful about their grouping."""

    organisation: str
    kind: str
    reports: tuple[Report, ...]
    findings: tuple[Finding, ...] = ()


def body(organisation: str) -> str:
    """A body's name as it is compared: folded, lower case, without 人民政府."""
    folded = fold(organisation).lower()
    return _GOVERNMENT.sub("", folded) or folded


def group(reports: Sequence[Report]) -> tuple[Series, ...]:
    """The series among the reports (each with a year), ordered by organisation and kind."""
    groups: dict[tuple[str, str], list[Report]] = defaultdict(list)
    doubts: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for kind in sorted({report.kind for report in reports}):
        alike = [report for report in reports if report.kind == kind]
        bodies = _bodies(alike)
        for report in alike:
            name, doubt = bodies[report.source.path]
            groups[name, kind].append(report)
            doubts[name, kind] += [doubt] if doubt else []
    return tuple(_series(kind, groups[name, kind], doubts[name, kind]) for name, kind in sorted(groups))


def _series(kind: str, reports: Sequence[Report], doubts: Sequence[Finding]) -> Series:
    """One report a year: of two the later file (by natural order of the path) wins, and that is a finding."""
    by_year: dict[int, Report] = {}
    findings = list(dict.fromkeys((doubt.code, doubt.values.get("name", "")) for doubt in doubts))
    found = [Finding(code, "", {"name": name}) for code, name in findings]
    for report in sorted(reports, key=lambda report: natural(report.source.path)):
        assert report.year is not None
        if report.year in by_year:
            paths = {"kept": Path(report.source.path).name, "left": Path(by_year[report.year].source.path).name}
            found.append(Finding("year-twice", "", {"year": str(report.year), **paths}))
        by_year[report.year] = report
    ordered = tuple(by_year[year] for year in sorted(by_year))
    name = next((report.organisation for report in reversed(ordered) if report.organisation), Path(ordered[-1].source.path).parent.name)
    return Series(name, kind, ordered, tuple(found))


def natural(path: str) -> list[tuple[int, int, str]]:
    """A sort key by which 2.txt comes before 10.txt."""
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.split(r"(\d+)", path) if part]


def _bodies(reports: Sequence[Report]) -> Mapping[str, tuple[str, Finding | None]]:
    """For each report (by path) the body it belongs to: the longest name that is surely the same, and a finding where it is unsure."""
    names = {report.source.path: body(report.organisation) for report in reports}
    folders = {report.source.path: Path(report.source.path).parent for report in reports}
    known = sorted(set(names.values()) - {""})
    found: dict[str, tuple[str, Finding | None]] = {}
    for path, name in names.items():
        siblings = {names[other] for other in names if folders[other] == folders[path]} - {""}
        if not name:
            only = len(siblings) == 1
            found[path] = (_longest(next(iter(siblings)), known, siblings)[0] if only else f"folder {folders[path]}", None)
            continue
        longer, sure = _longest(name, known, siblings)
        found[path] = longer, None if sure else Finding("name-ambiguous", "", {"name": name})
    return found


def _longest(name: str, known: Sequence[str], siblings: set[str]) -> tuple[str, bool]:
    """The longest name of the same body, and whether that is sure."""
    longer = [other for other in known if other != name and other.endswith(name) and _UPPER.search(other[: -len(name)])]
    # 津海市静川区 lies within 云岭省津海市静川区: a chain of ever longer names is one body.
    tops = [other for other in longer if not any(further != other and further.endswith(other) for further in longer)]
    if not tops:
        return name, True
    if len(tops) == 1:
        return tops[0], True
    near = [other for other in tops if any(sibling.endswith(other) or other.endswith(sibling) for sibling in siblings - {name})]
    return (near[0], True) if len(near) == 1 else (name, False)
