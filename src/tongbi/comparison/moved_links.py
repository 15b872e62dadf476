"""Moved links: whether each link leads to another section or past its neighbours, for each pair of years.

A section that goes on in another (renamed, merged, split, promoted) has not moved, nor have its statements. Within sections of which less
than half is linked, order says nothing. What is told in other words is told elsewhere rather than moved.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from tongbi.comparison import alignment
from tongbi.comparison.alignment import Link, Place, Row
from tongbi.comparison.lasting_sections import Home, Side, lasting
from tongbi.language.section_phrases import is_address
from tongbi.model import Report

# How alike two statements are that a reader knows again elsewhere (Indel ratio of the masked texts).
_KNOWN = 0.4


def moves(reports: Sequence[Report], links: Sequence[Link], rows: Sequence[Row], phrases: frozenset[str] = frozenset()) -> list[bool]:
    """Whether each link moved, judged within its pair of years; `phrases` are stock phrases of the folder (see `alignment.stock`)."""
    by_year = {report.year: report for report in reports}
    anywhere = _anywhere(reports, phrases)
    pairs: dict[tuple[int, int], list[int]] = defaultdict(list)
    for at, link in enumerate(links):
        pairs[link.from_year, link.to_year].append(at)
    result = [False] * len(links)
    for (old, new), group in pairs.items():
        found = _moved(by_year[old], by_year[new], [links[at] for at in group], rows)
        for at, is_moved in zip(group, found, strict=True):
            result[at] = is_moved and links[at].score >= _KNOWN and anywhere.isdisjoint(links[at].after)
    return result


def _anywhere(reports: Sequence[Report], phrases: frozenset[str]) -> set[str]:
    """The units whose place says nothing: stock phrases, addresses, and what a report says twice in the same words."""
    found = set(alignment.stock(reports, alignment.own_names(reports[0].organisation), phrases)) if reports else set()
    for report in reports:
        told = Counter(unit.text for unit in report.units)
        found |= {unit.id for unit in report.units if told[unit.text] > 1 or is_address(unit.text)}
    return found


def _moved(before: Report, after: Report, links: Sequence[Link], rows: Sequence[Row]) -> list[bool]:
    """Whether each link of two years moved."""
    old, new = Side.of(before, [link.before for link in links]), Side.of(after, [link.after for link in links])
    homes: list[tuple[Home, Home]] = [(old.section[link.before[0]], new.section[link.after[0]]) for link in links]
    stays = lasting(old, new, Counter(homes), rows)
    result = [home not in stays for home in homes]
    told = [at for at, home in enumerate(homes) if home in stays and old.is_told(home[0]) and new.is_told(home[1])]
    order = {unit.id: place for report in (before, after) for place, unit in enumerate(report.units)}
    length = {unit.id: len(unit.text) for unit in after.units}
    weights = [sum(length[unit] for unit in link.after) for link in links]
    places = [Place(*homes[at], order[links[at].before[0]], order[links[at].after[0]], weights[at]) for at in told]
    for at, is_moved in zip(told, alignment.moved(places), strict=True):
        result[at] = is_moved
    return result
