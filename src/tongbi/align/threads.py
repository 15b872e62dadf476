"""Threads over N years: neighbouring years first, then years apart for what ended before and began after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tongbi.align import masks, pairs
from tongbi.align.pairs import Item
from tongbi.model import LinkReason, Report

# A statement that skips a year must be recognised beyond doubt: nothing between the years supports the link.
_GAP_STRICTNESS = 0.12


@dataclass(frozen=True, slots=True)
class Link:
    """A link between two years (see `pairs.Link`), with the years."""

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


def align(reports: Sequence[Report], roles: Sequence[Sequence[str]]) -> Alignment:
    """Aligns reports of different years, oldest first; `roles[n][s]` is the role of section `s` in report `n`."""
    years = [report.year for report in reports if report.year is not None]
    names = masks.own_names(reports[0].organisation) if reports else ()
    items = {year: _items(report, names, role) for year, report, role in zip(years, reports, roles, strict=True)}
    texts = {unit.id: unit.text for report in reports for unit in report.units}
    links: list[Link] = []
    for distance in range(1, len(years)):
        for old, new in zip(years, years[distance:], strict=False):
            before, after = items[old], items[new]
            if distance > 1:
                before, after = _loose_ends(before, after, links, years[years.index(old) :])
            strictness = 0.0 if distance == 1 else _GAP_STRICTNESS
            links += [_dated(found, old, new, texts) for found in pairs.link(before, after, strictness)]
    return Alignment(tuple(links), tuple(_threads(years, items, links)))


def _items(report: Report, names: tuple[str, ...], roles: Sequence[str]) -> list[Item]:
    last = max(len(report.units) - 1, 1)
    patterns = [masks.pattern(masks.mask(unit.text, names)) for unit in report.units]
    return [
        Item(
            id=unit.id,
            pattern=patterns[order],
            length=pairs.length(patterns[order]),
            role="" if unit.section is None else roles[unit.section],
            node=unit.canonical,
            section=unit.section,
            order=order,
            place=order / last,
            bigrams=pairs.bigrams(patterns[order]),
        )
        for order, unit in enumerate(report.units)
    ]


def _loose_ends(
    before: Sequence[Item], after: Sequence[Item], links: Sequence[Link], years: Sequence[int]
) -> tuple[list[Item], list[Item]]:
    """Units of the old year that no later year carries on, and units of the new year that come from no earlier one."""
    gone_on = {unit for found in links for unit in found.before}
    come_from = {unit for found in links for unit in found.after}
    return [item for item in before if item.id not in gone_on], [item for item in after if item.id not in come_from]


def _dated(found: pairs.Link, old: int, new: int, texts: Mapping[str, str]) -> Link:
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
