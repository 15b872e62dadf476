"""Section rows: each section through the years, with how alike its texts are and how much of them is reused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import Indel

from tongbi.comparison import alignment
from tongbi.comparison.alignment import Row
from tongbi.model import Change, Report, SectionRow


def section_rows(reports: Sequence[Report], rows: Sequence[Row], found_changes: Sequence[Change]) -> tuple[SectionRow, ...]:
    """The section matrix with titles and similarities."""
    by_year = {report.year: report for report in reports}
    names = alignment.own_names(reports[0].organisation)
    reused = _reused(found_changes)
    content = cache(lambda year, index: _content(by_year[year], index, names))
    result = []
    for row in rows:
        present = [(year, index) for year, index in row.by_year.items() if index is not None]
        newest_year, newest = next((year, index) for year, index in reversed(present) if year not in row.within)
        section = by_year[newest_year].sections[newest]
        similarity = {}
        for (old_year, old), (new_year, new) in pairwise(present):
            before, after = content(old_year, old), content(new_year, new)
            share = len(reused[new_year].intersection(after.units)) / len(after.units) if after.units else 0.0
            similarity[new_year] = {
                "ratio": round(Indel.normalized_similarity(before.pattern, after.pattern), 4),
                "reused": round(share, 4),
            }
        result.append(SectionRow(section.canonical, section.heading, section.level, row.by_year, similarity))
    return tuple(result)


class _Content(NamedTuple):
    """The content of a section and all below it: the pattern of the text, and the ids of the units."""

    pattern: str
    units: Sequence[str]


def _content(report: Report, index: int, names: tuple[str, ...]) -> _Content:
    inside = _inside(report, index)
    units = [unit for unit in report.units if unit.section in inside]
    return _Content(alignment.pattern(alignment.mask(" ".join([unit.text for unit in units]), names)), [unit.id for unit in units])


def _inside(report: Report, index: int) -> set[int]:
    """A section and the sections below it: those that follow it up to the next one on its level or above."""
    after = (other for other in range(index + 1, len(report.sections)) if report.sections[other].level <= report.sections[index].level)
    return set(range(index, next(after, len(report.sections))))


def _reused(found_changes: Sequence[Change]) -> dict[int, set[str]]:
    """By year, the units that stood in an earlier year with the same wording."""
    reused: dict[int, set[str]] = defaultdict(set)
    for change in found_changes:
        if change.kind in {"unchanged", "figures"}:
            reused[change.to_year].update(change.to_units)
    return reused
