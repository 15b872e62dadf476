"""Matching of sections: the same section through the years by heading and text, best as a whole; links between units support it."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import lap
import numpy as np

from tongbi.comparison.alignment.section_likeness import Likenesses
from tongbi.comparison.alignment.threads import Link
from tongbi.model import Report, Section

# What a row needs (see `section_likeness.likeness`), and what is added where all units of the two sections are linked.
_ENOUGH, _SHARED = 0.12, 0.3


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the matrix: a section index by year, None where the section is missing.

    In the years `within` its text stands in a section of another row: it was merged into that, or has not yet been split off.
    """

    by_year: Mapping[int, int | None]
    within: frozenset[int] = frozenset()


def _shared_units(reports: Sequence[Report], links: Sequence[Link]) -> dict[tuple[int, int], Counter[tuple[int, int]]]:
    """For each pair of years, how many links run from a section (or one below it) of the one to a section of the other."""
    home: dict[str, tuple[int, ...]] = {}
    for report in reports:
        chains = [_chain(report.sections, index) for index in range(len(report.sections))]
        home.update({unit.id: () if unit.section is None else chains[unit.section] for unit in report.units})
    shared: dict[tuple[int, int], Counter[tuple[int, int]]] = defaultdict(Counter)
    for link in links:
        for old in {section for unit in link.before for section in home[unit]}:
            for new in {section for unit in link.after for section in home[unit]}:
                shared[link.from_year, link.to_year][old, new] += 1
    return shared


def _chain(sections: Sequence[Section], index: int) -> tuple[int, ...]:
    """A section and those above it."""
    chain = [index]
    while (parent := sections[chain[-1]].parent) is not None:
        chain.append(parent)
    return tuple(chain)


def matrix(reports: Sequence[Report], links: Sequence[Link], likenesses: Likenesses | None = None) -> list[Row]:
    """Rows in the order of the newest report; a section that was dropped stands after the one it followed.

    A year's sections are matched with those of the year before, what is left with rows that ended earlier, the latest first;
    `likenesses` are those of the reports where they are known.
    """
    shared = _shared_units(reports, links)
    sizes = [np.maximum(_sizes(report), 1) for report in reports]
    likenesses = likenesses or Likenesses(reports)
    rows: list[dict[int, int]] = []
    ends: list[dict[int, int]] = []  # by report: its sections that are the last of their rows, with the numbers of these
    for at, report in enumerate(reports):
        taken: dict[int, int] = {}
        for back in range(at - 1, -1, -1):
            old, new = sorted(ends[back]), [index for index in range(len(report.sections)) if index not in taken]
            if not old or not new:
                continue
            found = likenesses.between(back, at).copy()
            for (before, after), count in shared[_year(reports[back]), _year(report)].items():
                found[before, after] += _SHARED * min(count / math.sqrt(sizes[back][before] * sizes[at][after]), 1.0)
            for row, column in _assigned(found[np.ix_(old, new)]):
                taken[new[column]] = ends[back].pop(old[row])
        for index in range(len(report.sections)):
            if index not in taken:
                taken[index] = len(rows)
                rows.append({})
            rows[taken[index]][_year(report)] = index
        ends.append(taken)
    years = [_year(report) for report in reports]
    return [Row({year: row.get(year) for year in years}) for row in _in_order(rows, reports)]


def _assigned(likeness: np.ndarray) -> list[tuple[int, int]]:
    """The pairs of rows and columns, each at most once, that together are most above what a row of the matrix needs."""
    if not likeness.size:
        return []
    gain = np.maximum(likeness - _ENOUGH, 0.0)
    _, columns, _ = lap.lapjv(-gain, extend_cost=True)
    return [(row, int(column)) for row, column in enumerate(columns) if column >= 0 and gain[row, column] > 0]


def with_hosts(rows: Sequence[Row], reports: Sequence[Report], links: Sequence[Link]) -> list[Row]:
    """The rows with the sections of other rows that hold a section's text in years without one of its own (merged, not yet split off)."""
    shared = _shared_units(reports, links)
    row_of = {(year, index): row for row in rows for year, index in row.by_year.items()}
    sizes = {(_year(report), index): size for report in reports for index, size in enumerate(_sizes(report))}
    levels = {(_year(report), index): one.level for report in reports for index, one in enumerate(report.sections)}
    years = [_year(report) for report in reports]

    def host(own: int, here: int, there: int) -> Row | None:
        between = shared[min(here, there), max(here, there)]
        count = {new if here < there else old: n for (old, new), n in between.items() if own == (old if here < there else new)}
        peers = {at: n for at, n in count.items() if levels[there, at] == levels[here, own]}
        best = min(peers, key=lambda at: (-peers[at], at), default=None)
        enough = best is not None and 2 * peers[best] > sizes[here, own]
        return row_of[there, best] if best is not None and enough else None

    return [_filled(row, (years, years[::-1]), host) for row in rows]


def _filled(row: Row, orders: Iterable[Sequence[int]], host: Callable[[int, int, int], Row | None]) -> Row:
    """A row with what its hosts have in the years that it has nothing, from each of its own sections on in both directions."""
    found = dict(row.by_year)
    for order in orders:
        held: Row | None = None
        for here, there in pairwise(order):
            own = row.by_year[here]
            held = held if own is None else host(own, here, there)
            if held is not None and found[there] is None:
                found[there] = held.by_year[there]
    return Row(found, frozenset(year for year, index in found.items() if index != row.by_year[year]))


def _year(report: Report) -> int:
    assert report.year is not None
    return report.year


def _sizes(report: Report) -> list[int]:
    """Units in each section and all below it."""
    sizes = [0] * len(report.sections)
    for unit in report.units:
        if unit.section is not None:
            for index in _chain(report.sections, unit.section):
                sizes[index] += 1
    return sizes


def _in_order(rows: Sequence[dict[int, int]], reports: Sequence[Report]) -> list[dict[int, int]]:
    ordered: list[dict[int, int]] = []
    for report in reversed(reports):
        year = _year(report)
        last = -1
        for row in sorted((row for row in rows if year in row), key=lambda row: row[year]):
            if row in ordered:
                last = ordered.index(row)
            else:
                last += 1
                ordered.insert(last, row)
    return ordered
