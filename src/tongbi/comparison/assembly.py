"""Collate: what the stages found about N reports → one comparison."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import Indel

from tongbi.comparison import alignment, text_diff
from tongbi.comparison.alignment import Alignment, Link, Place, Row
from tongbi.language import organisation_names
from tongbi.language.folding import fold
from tongbi.model import Change, ChangeKind, Coverage, Finding, Presence, Report, Section, SectionRow, Thread, Unit
from tongbi.report.schema import SchemaNode


def threads(reports: Sequence[Report], aligned: Alignment, moved: Sequence[bool]) -> tuple[Thread, ...]:
    """Threads with ids in reading order; a thread belongs to the node of its newest unit. `moved[n]` tells of link `n`."""
    canonical = {unit.id: unit.canonical for report in reports for unit in report.units}
    lifted = {unit for link, is_moved in zip(aligned.links, moved, strict=True) if is_moved for unit in link.after}
    width = max(len(str(len(aligned.threads))), 3)
    found = []
    for number, by_year in enumerate(_reading_order(reports, aligned, lifted), 1):
        newest = next(by_year[year] for year in sorted(by_year, reverse=True) if by_year[year])
        found.append(Thread(f"t{number:0{width}d}", canonical[newest[0]], by_year))
    return tuple(found)


def _reading_order(reports: Sequence[Report], aligned: Alignment, lifted: Set[str]) -> list[Mapping[int, tuple[str, ...]]]:
    """Threads as the newest report tells them; what it no longer has follows what it followed in the last report that had it.

    What was moved is no landmark: it would draw what once stood behind it into another section.
    """
    number_of = {unit: number for number, by_year in enumerate(aligned.threads, 1) for ids in by_year.values() for unit in ids}
    moved = {number_of[unit] for unit in lifted}
    following = {0: 0}
    for report in reversed(reports):
        landmark = 0
        for unit in report.units:
            number = number_of[unit.id]
            is_new = number not in following
            if is_new:
                following[number], following[landmark] = following[landmark], number
            if is_new or number not in moved:
                landmark = number
    order = []
    current = following[0]
    while current:
        order.append(aligned.threads[current - 1])
        current = following[current]
    return order


# ── changes ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def changes(
    reports: Sequence[Report],
    found_threads: Sequence[Thread],
    links: Sequence[Link],
    moved: Sequence[bool],
    phrases: frozenset[str] = frozenset(),
) -> tuple[Change, ...]:
    """For each thread and year after the first: its links into that year, or that it was added or dropped.

    `phrases` are the stock phrases of the folder (see `batch.stock`).
    """
    years = [report.year for report in reports if report.year is not None]
    units = {unit.id: unit for report in reports for unit in report.units}
    names = alignment.own_names(reports[0].organisation)
    thread_of = {unit: thread.id for thread in found_threads for ids in thread.by_year.values() for unit in ids}
    into: dict[tuple[str, int], list[Change]] = defaultdict(list)
    for link, is_moved in zip(links, moved, strict=True):
        into[thread_of[link.before[0]], link.to_year].append(_change(link, thread_of[link.before[0]], is_moved, units, names))
    found = []
    for thread in found_threads:
        for old, new in pairwise(years):
            found += _year_of_thread(thread, old, new, into[thread.id, new], units)
    stock = alignment.stock(reports, names, phrases)
    return tuple(_marked(change, units, names, stock) for change in found)


def _marked(change: Change, units: Mapping[str, Unit], names: tuple[str, ...], stock: frozenset[str]) -> Change:
    """A change with its mark of noise."""
    if not change.from_units or not change.to_units:
        return replace(change, noise="stock") if stock.issuperset((*change.from_units, *change.to_units)) else change
    if change.kind not in {"unchanged", "figures", "reworded"}:
        return change
    noise = alignment.noise(joined(change.from_units, units), joined(change.to_units, units), names)
    return replace(change, noise=noise) if noise else change


def _year_of_thread(thread: Thread, old: int, new: int, linked: Sequence[Change], units: Mapping[str, Unit]) -> list[Change]:
    """The changes of one thread into one year: its links, and what no link covers as added or dropped."""
    found = sorted(linked, key=lambda change: change.to_units)
    carried = {unit for change in linked for unit in change.from_units}
    reached = {unit for change in linked for unit in change.to_units}
    gone = tuple(unit for unit in thread.by_year[old] if unit not in carried)
    come = tuple(unit for unit in thread.by_year[new] if unit not in reached)
    if gone:
        found.append(Change(thread.id, old, new, gone, (), "dropped", False, 0.0, None, text_diff.edits(joined(gone, units), "")))
    if come:
        found.append(Change(thread.id, old, new, (), come, "added", False, 0.0, None, text_diff.edits("", joined(come, units))))
    return found


def joined(ids: Sequence[str], units: Mapping[str, Unit]) -> str:
    """The texts of units as one."""
    return "".join(units[unit].text for unit in ids)


def _change(link: Link, thread: str, moved: bool, units: Mapping[str, Unit], names: tuple[str, ...]) -> Change:
    before, after = joined(link.before, units), joined(link.after, units)
    kind = _kind(link, before, after, names)
    return Change(
        thread,
        link.from_year,
        link.to_year,
        link.before,
        link.after,
        kind,
        moved,
        round(link.score, 4),
        link.reason,
        text_diff.edits(before, after),
    )


def _kind(link: Link, before: str, after: str, names: tuple[str, ...]) -> ChangeKind:
    if len(link.before) > 1:
        return "merged"
    if len(link.after) > 1:
        return "split"
    if fold(before) == fold(after):
        return "unchanged"
    # With other patterns the masks cannot be the same.
    same = link.reason in {"exact", "masked"} and alignment.unit_mask(before, names) == alignment.unit_mask(after, names)
    return "figures" if same else "reworded"


def moves(reports: Sequence[Report], links: Sequence[Link], rows: Sequence[Row]) -> list[bool]:
    """Whether each link moved, judged within its pair of years."""
    units = {unit.id: unit for report in reports for unit in report.units}
    order = {unit.id: place for report in reports for place, unit in enumerate(report.units)}
    row_of: dict[tuple[int | None, int], int] = {
        (year, index): number for number, row in enumerate(rows) for year, index in row.by_year.items() if index is not None
    }
    also: dict[tuple[int | None, int | None], tuple[str, ...]] = {
        (report.year, index): section.also for report in reports for index, section in enumerate(report.sections)
    }
    home = {unit.id: _home(unit, report, row_of) for report in reports for unit in report.units}
    successors = _successions(reports, links)
    result = [False] * len(links)
    pairs: dict[tuple[int, int], list[int]] = defaultdict(list)
    for at, link in enumerate(links):
        pairs[link.from_year, link.to_year].append(at)
    for (old, new), group in pairs.items():
        places = []
        for at in group:
            before, after = units[links[at].before[0]], units[links[at].after[0]]
            home_before, home_after = home[before.id], home[after.id]
            stays = home_before in also.get((new, after.section), ()) or home_after in also.get((old, before.section), ())
            if stays or (old, before.section, new, after.section) in successors:
                home_after = home_before
            weight = sum(len(units[unit].text) for unit in links[at].after)
            places.append(Place(home_before, home_after, before.section, after.section, order[before.id], order[after.id], weight))
        for at, is_moved in zip(group, alignment.moved(places), strict=True):
            result[at] = is_moved
    return result


def _home(unit: Unit, report: Report, row_of: Mapping[tuple[int | None, int], int]) -> str:
    """The canonical node of a unit's section; without one, the section's row in the matrix."""
    if unit.section is None:
        return "preamble"
    return report.sections[unit.section].canonical or f"row {row_of[report.year, unit.section]}"


def _successions(reports: Sequence[Report], links: Sequence[Link]) -> set[tuple[int, int | None, int, int | None]]:
    """Pairs of sections of which one goes on in the other (renamed, split, merged): a third of the smaller one's links run between them."""
    section = {unit.id: unit.section for report in reports for unit in report.units}
    between: dict[tuple[int, int | None, int, int | None], int] = defaultdict(int)
    leaving: dict[tuple[int, int | None, int], int] = defaultdict(int)
    entering: dict[tuple[int, int, int | None], int] = defaultdict(int)
    for link in links:
        old, new = section[link.before[0]], section[link.after[0]]
        between[link.from_year, old, link.to_year, new] += 1
        leaving[link.from_year, old, link.to_year] += 1
        entering[link.from_year, link.to_year, new] += 1
    return {
        (a, old, b, new)
        for (a, old, b, new), count in between.items()
        if count >= 3 and count * 3 >= min(leaving[a, old, b], entering[a, b, new])
    }


# ── sections, coverage ────────────────────────────────────────────────────────────────────────────────────────────────────────


def section_rows(reports: Sequence[Report], rows: Sequence[Row], found_changes: Sequence[Change]) -> tuple[SectionRow, ...]:
    """The section matrix with titles and similarities."""
    by_year = {report.year: report for report in reports}
    names = alignment.own_names(reports[0].organisation)
    reused = _reused(found_changes)
    told = cache(lambda year, index: _told(by_year[year], index, names))
    result = []
    for row in rows:
        present = [(year, index) for year, index in row.by_year.items() if index is not None]
        newest_year, newest = next((year, index) for year, index in reversed(present) if year not in row.within)
        section = by_year[newest_year].sections[newest]
        similarity = {}
        for (old_year, old), (new_year, new) in pairwise(present):
            before, after = told(old_year, old), told(new_year, new)
            share = len(reused[new_year].intersection(after.units)) / len(after.units) if after.units else 0.0
            similarity[new_year] = {
                "ratio": round(Indel.normalized_similarity(before.pattern, after.pattern), 4),
                "reused": round(share, 4),
            }
        result.append(SectionRow(section.canonical, section.heading, section.level, row.by_year, similarity))
    return tuple(result)


class _Told(NamedTuple):
    """What a section and all below it tell: the pattern of the text, and the ids of the units."""

    pattern: str
    units: Sequence[str]


def _told(report: Report, index: int, names: tuple[str, ...]) -> _Told:
    inside = _inside(report, index)
    units = [unit for unit in report.units if unit.section in inside]
    return _Told(alignment.pattern(alignment.mask(" ".join([unit.text for unit in units]), names)), [unit.id for unit in units])


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


def coverage(reports: Sequence[Report], nodes: Sequence[SchemaNode]) -> tuple[Coverage, ...]:
    """Required nodes by year: present, empty (a heading with nothing below it), missing, or not required of a report on that year."""
    found = []
    filled = {report.year: {unit.section for unit in report.units} | {table.section for table in report.tables} for report in reports}
    for node in nodes:
        states = {report.year: _state(report, node, filled[report.year]) for report in reports if report.year is not None}
        if any(_required(report, node) for report in reports):
            found.append(Coverage(node.id, states))
    return tuple(found)


def _state(report: Report, node: SchemaNode, filled: Set[int | None]) -> Presence:
    at = _sections_of(report.sections, node.id)
    if not at.isdisjoint(filled) or any(_within((unit.canonical,), node.id) for unit in report.units):
        return "present"
    if not _required(report, node):
        return "not-required"
    return "empty" if at else "missing"


def _sections_of(sections: Sequence[Section], node: str) -> set[int | None]:
    """The sections of a node: those that it or a node below it is given or named by, and what they hand their nodes down to."""
    found: set[int | None] = set()
    for index, section in enumerate(sections):
        above = sections[section.parent] if section.parent is not None and section.parent in found else None
        if _within((section.canonical, *section.also), node) or (above is not None and above.canonical == section.canonical):
            found.add(index)
    return found


def _required(report: Report, node: SchemaNode) -> bool:
    ends = report.metadata.get("period end", f"{report.year}-12-31")
    return node.required_of(ends, (section.heading for section in report.sections))


def _within(canonical: Sequence[str | None], node: str) -> bool:
    return any(one is not None and (one == node or one.startswith(node + "/")) for one in canonical)


def findings(reports: Sequence[Report]) -> tuple[Finding, ...]:
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
