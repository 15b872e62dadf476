"""Threads over N years: neighbouring years first, then years apart for what ended before and began after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tongbi.comparison.alignment import masks, year_pairs
from tongbi.comparison.alignment.units_and_links import Item, bigrams, length
from tongbi.comparison.alignment.units_and_links import Link as _Pair
from tongbi.model import LinkReason, Report

# A statement that skips a year must be recognised beyond doubt: nothing between the years supports the link.
_GAP_STRICTNESS = 0.12


@dataclass(frozen=True, slots=True)
class Link:
    """A link between two years (see `units_and_links.Link`), with the years."""

    from_year: int
    to_year: int
    before: tuple[str, ...]
    after: tuple[str, ...]
    score: float
    reason: LinkReason


@dataclass(frozen=True, slots=True)
class Alignment:
    """All links, and the unit ids that hang together through them, by year: every unit stands in exactly one thread."""

    links: tuple[Link, ...]
    threads: tuple[Mapping[int, tuple[str, ...]], ...]


def align(reports: Sequence[Report]) -> Alignment:
    """Aligns reports of different years, oldest first.

    The roles of sections count, not those that single sentences have: one that announces problems may be there in one year and not in
    the next.
    """
    years = [report.year for report in reports if report.year is not None]
    names = masks.own_names(reports[0].organisation) if reports else ()
    items = {year: _items(report, names) for year, report in zip(years, reports, strict=True)}
    texts = {unit.id: unit.text for report in reports for unit in report.units}
    links: list[Link] = []
    for old, new in pairwise(years):
        links += [_dated(found, old, new, texts) for found in year_pairs.link(items[old], items[new])]
    links += _over_gaps(years, items, links, texts)
    return Alignment(tuple(links), tuple(_threads(years, items, links)))


def _items(report: Report, names: tuple[str, ...]) -> list[Item]:
    last = max(len(report.units) - 1, 1)
    patterns = [masks.pattern(masks.unit_mask(unit.text, names)) for unit in report.units]
    return [
        Item(
            id=unit.id,
            pattern=patterns[order],
            length=length(patterns[order]),
            role="measure" if unit.section is None else report.sections[unit.section].role,
            node=None if unit.section is None else report.sections[unit.section].canonical,
            section=unit.section,
            order=order,
            place=order / last,
            bigrams=bigrams(patterns[order]),
        )
        for order, unit in enumerate(report.units)
    ]


def _over_gaps(years: Sequence[int], items: Mapping[int, Sequence[Item]], links: Sequence[Link], texts: Mapping[str, str]) -> list[Link]:
    """Links between years apart, the nearest years first, of units that ended and units that began between."""
    if len(years) < 3:
        return []
    gone_on = {unit for found in links for unit in found.before}
    come_from = {unit for found in links for unit in found.after}
    loose = [(at, item) for at, year in enumerate(years) for item in items[year] if item.id not in gone_on or item.id not in come_from]
    known = year_pairs.scores(year_pairs.alike_over_years(loose, gone_on, come_from))
    year_of = {item.id: at for at, item in loose}
    by_years: dict[tuple[int, int], year_pairs.Scores] = defaultdict(dict)
    for (before, after), score in known.items():
        by_years[year_of[before], year_of[after]][before, after] = score
    found: list[Link] = []
    for old, new in sorted(by_years, key=lambda places: (places[1] - places[0], places)):
        ended = [item for item in items[years[old]] if item.id not in gone_on]
        begun = [item for item in items[years[new]] if item.id not in come_from]
        made = year_pairs.link(ended, begun, _GAP_STRICTNESS, by_years[old, new])
        gone_on |= {unit for link in made for unit in link.before}
        come_from |= {unit for link in made for unit in link.after}
        found += [_dated(link, years[old], years[new], texts) for link in made]
    return found


def _dated(found: _Pair, old: int, new: int, texts: Mapping[str, str]) -> Link:
    link = Link(old, new, found.before, found.after, found.score, found.reason)
    same = "".join(texts[unit] for unit in found.before) == "".join(texts[unit] for unit in found.after)
    return replace(link, reason="exact") if same and found.reason == "masked" else link


def _threads(years: Sequence[int], items: Mapping[int, Sequence[Item]], links: Sequence[Link]) -> list[Mapping[int, tuple[str, ...]]]:
    """Units joined by links, each thread's units in document order; threads in the order of their first units."""
    parent: dict[str, str] = {}

    def root(unit: str) -> str:
        while parent.setdefault(unit, unit) != unit:
            parent[unit] = parent[parent[unit]]
            unit = parent[unit]
        return unit

    for found in links:
        first, *others = found.before + found.after
        for other in others:
            parent[root(other)] = root(first)
    members: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for year in years:
        for item in items[year]:
            members[root(item.id)][year].append(item.id)
    return [{year: tuple(by_year.get(year, ())) for year in years} for by_year in members.values()]
