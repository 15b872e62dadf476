"""Matching of sections: the same section through the years, by schema node, heading and the units that its text shares."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Indel

from tongbi.comparison.alignment.threads import Link
from tongbi.language.folding import fold
from tongbi.model import Report, Section

# A row needs one good reason (the same heading, or half of the text) or two fair ones.
_ENOUGH = 0.45
_NODE, _HEADING, _SHARED = 0.3, 0.4, 0.5
# A section is part of another where so many of its units, and such a share of them, stand in that one.
_FEWEST_WITHIN, _WITHIN = 2, 0.5


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the matrix: a section index by year, None where the section is missing.

    In the years `within` its text stands in a section of another row: it was merged into that, or has not yet been split off.
    """

    by_year: Mapping[int, int | None]
    within: frozenset[int] = frozenset()


def shared_units(reports: Sequence[Report], links: Sequence[Link]) -> dict[tuple[int, int], Counter[tuple[int, int]]]:
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


def matrix(reports: Sequence[Report], links: Sequence[Link]) -> list[Row]:
    """Rows in the order of the newest report; a section that was dropped stands after the one it followed."""
    shared = shared_units(reports, links)
    sizes = {report.year: _sizes(report) for report in reports}
    headings = {report.year: [fold(section.heading) for section in report.sections] for report in reports}
    rows: list[dict[int, int]] = []
    for at, report in enumerate(reports):
        year, taken = _year(report), set()
        offers = []
        for number, row in enumerate(rows):
            last = max(row)
            back, older = next((at - place, report) for place, report in enumerate(reports[:at]) if report.year == last)
            old = row[last]
            for new in (new for new, section in enumerate(report.sections) if section.level == older.sections[old].level):
                common = shared[last, year].get((old, new), 0) / max(min(sizes[last][old], sizes[year][new]), 1)
                alike = Indel.normalized_similarity(headings[last][old], headings[year][new])
                score = _score(older.sections[old], report.sections[new], alike, min(common, 1.0))
                offers += [(-score, back, number, new)] if score >= _ENOUGH else []
        for _, _, number, new in sorted(offers):
            if year not in rows[number] and new not in taken:
                rows[number][year] = new
                taken.add(new)
        rows += [{year: new} for new in range(len(report.sections)) if new not in taken]
    years = [_year(report) for report in reports]
    return [Row({year: row.get(year) for year in years}) for row in _in_order(rows, reports)]


def with_hosts(rows: Sequence[Row], reports: Sequence[Report], links: Sequence[Link]) -> list[Row]:
    """The rows with the sections of other rows that hold a section's text in years without one of its own (merged, not yet split off)."""
    shared = shared_units(reports, links)
    row_of = {(year, index): row for row in rows for year, index in row.by_year.items()}
    sizes = {(_year(report), index): size for report in reports for index, size in enumerate(_sizes(report))}
    levels = {(_year(report), index): one.level for report in reports for index, one in enumerate(report.sections)}
    years = [_year(report) for report in reports]

    def host(own: int, here: int, there: int) -> Row | None:
        between = shared[min(here, there), max(here, there)]
        count = {new if here < there else old: n for (old, new), n in between.items() if own == (old if here < there else new)}
        peers = {at: n for at, n in count.items() if levels[there, at] == levels[here, own]}
        best = min(peers, key=lambda at: (-peers[at], at), default=None)
        enough = best is not None and peers[best] >= max(_FEWEST_WITHIN, _WITHIN * sizes[here, own])
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


def _score(old: Section, new: Section, alike: float, common: float) -> float:
    """How much speaks for one section in two years: `alike` the likeness of the headings, `common` the share of the units, 0–1."""
    node = _NODE if old.canonical == new.canonical and old.canonical is not None else 0.0
    return node + _HEADING * alike + _SHARED * common + (0.1 if alike > 0.95 else 0.0)


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
