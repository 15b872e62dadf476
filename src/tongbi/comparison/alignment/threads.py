"""Threads over N years: neighbouring years first, then years apart for what ended before and began after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from tongbi.comparison.alignment import gaps, masks, year_pairs
from tongbi.comparison.alignment.section_likeness import Likenesses
from tongbi.comparison.alignment.units_and_links import Item, items
from tongbi.comparison.alignment.units_and_links import Link as _Pair
from tongbi.model import LinkReason, Report
from tongbi.model.mapped import Mapped


@dataclass(frozen=True, slots=True)
class Link:
    """A link between two years (see `units_and_links.Link`), with the years."""

    from_year: int
    to_year: int
    before: tuple[str, ...]
    after: tuple[str, ...]
    score: float
    reason: LinkReason


NearestUnits = Mapping[tuple[int, int], Mapping[str, tuple[str, float]]]
"""For each pair of neighbouring years and each unit of either the likeliest one of the other in its role, with that likelihood, 0–1."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """All links, the unit ids that hang together through them by year, every unit in exactly one thread, the nearest of each unit, and
    how alike the sections are.
    """

    links: tuple[Link, ...]
    threads: tuple[Mapping[int, tuple[str, ...]], ...]
    nearest: NearestUnits = field(default_factory=dict)
    likenesses: Likenesses | None = None


def align(reports: Sequence[Report], mapped: Mapped = map) -> Alignment:
    """Aligns reports of different years, oldest first; `mapped` does what is done to each pair of years."""
    years = [report.year for report in reports if report.year is not None]
    names = masks.own_names(reports[0].organisation) if reports else ()
    told = {year: items(report, names) for year, report in zip(years, reports, strict=True)}
    texts = {unit.id: unit.text for report in reports for unit in report.units}
    likenesses = Likenesses(reports)
    pairs = [*pairwise(years)]
    alike = {pair: likenesses.between(at, at + 1) for at, pair in enumerate(pairs)}
    found = dict(zip(pairs, mapped(lambda pair: year_pairs.link(told[pair[0]], told[pair[1]], alike[pair]), pairs), strict=True))
    links = [_dated(one, old, new, texts) for (old, new), pair in found.items() for one in pair.links]
    links += [_dated(one, old, new, texts) for old, new, one in gaps.links(told, likenesses, found, links)]
    nearest = {years: pair.nearest for years, pair in found.items()}
    return Alignment(tuple(links), tuple(_threads(years, told, links)), nearest, likenesses)


def _dated(found: _Pair, old: int, new: int, texts: Mapping[str, str]) -> Link:
    link = Link(old, new, found.before, found.after, found.score, found.reason)
    same = "".join(texts[unit] for unit in found.before) == "".join(texts[unit] for unit in found.after)
    return replace(link, reason="exact") if same and found.reason == "masked" else link


def _threads(years: Sequence[int], told: Mapping[int, Sequence[Item]], links: Sequence[Link]) -> list[Mapping[int, tuple[str, ...]]]:
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
        for item in told[year]:
            members[root(item.id)][year].append(item.id)
    return [{year: tuple(by_year.get(year, ())) for year in years} for by_year in members.values()]
