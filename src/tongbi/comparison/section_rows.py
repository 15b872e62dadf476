"""Section rows: each section through the years, with how alike its texts are and how much of them is reused."""

from __future__ import annotations

from collections import Counter, defaultdict
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
    reused = _reused(found_changes)
    contents = _contents(reports)
    content = cache(lambda year, index: _joined(by_year[year], index, contents[year]))
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
    """The content of a section: the patterns of its units one behind the other, and their ids."""

    pattern: str
    units: Sequence[str]


def _contents(reports: Sequence[Report]) -> dict[int | None, list[_Content]]:
    """By year, the own content of each section, in characters that are numbered by how often they stand there: ratios of long texts take
    several times as long where common characters have high numbers.
    """
    names = alignment.own_names(reports[0].organisation)
    patterns = {unit.id: alignment.unit_pattern(unit.text, names) for report in reports for unit in report.units}
    often = Counter("".join(patterns.values()))
    number = {ord(char): place for place, (char, _) in enumerate(often.most_common())}
    found: dict[int | None, list[_Content]] = {}
    for report in reports:
        ids: list[list[str]] = [[] for _ in report.sections]
        for unit in report.units:
            if unit.section is not None:
                ids[unit.section].append(unit.id)
        found[report.year] = [_Content("".join([patterns[one] for one in told]).translate(number), told) for told in ids]
    return found


def _joined(report: Report, index: int, own: Sequence[_Content]) -> _Content:
    """The content of a section and of the sections below it: those that follow it up to the next one on its level or above."""
    after = (other for other in range(index + 1, len(report.sections)) if report.sections[other].level <= report.sections[index].level)
    inside = own[index : next(after, len(report.sections))]
    return _Content("".join([one.pattern for one in inside]), [unit for one in inside for unit in one.units])


def _reused(found_changes: Sequence[Change]) -> dict[int, set[str]]:
    """By year, the units that stood in an earlier year with the same wording."""
    reused: dict[int, set[str]] = defaultdict(set)
    for change in found_changes:
        if change.kind in {"unchanged", "figures"}:
            reused[change.to_year].update(change.to_units)
    return reused
