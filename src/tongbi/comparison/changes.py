"""Changes: what became of each thread from one year to the next, with the edits and the mark of what says nothing new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from rapidfuzz.distance import Indel

from tongbi.comparison import alignment, moved_links
from tongbi.comparison.alignment import Link, Row
from tongbi.language import sentences, text_diff
from tongbi.language.folding import fold_quotes
from tongbi.model import Change, ChangeKind, LinkReason, Report, Thread, Unit


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
            if thread.by_year[old] or thread.by_year[new]:
                found += _year_of_thread(thread, old, new, into[thread.id, new], units)
    stock = alignment.stock(reports, names, phrases)
    return tuple(_marked(change, units, names, stock) for change in found)


def across(
    reports: Sequence[Report], found_threads: Sequence[Thread], rows: Sequence[Row], phrases: frozenset[str] = frozenset()
) -> tuple[Change, ...]:
    """As `changes`, between every two years that are no neighbours: what a thread says in both is one statement."""
    units = {unit.id: unit for report in reports for unit in report.units}
    names = alignment.own_names(reports[0].organisation)
    found: list[Change] = []
    for place, new in enumerate(reports):
        for pair in ((old, new) for old in reports[: max(place - 1, 0)]):
            links = [link for thread in found_threads if (link := _linked(thread, *pair, units, names))]
            found += changes(pair, found_threads, links, moved_links.moves(pair, links, rows, phrases), phrases)
    return tuple(found)


def _linked(thread: Thread, old: Report, new: Report, units: Mapping[str, Unit], names: tuple[str, ...]) -> Link | None:
    """The link that a thread is between two years, None where one of them does not have it."""
    before, after = (thread.by_year[report.year or 0] for report in (old, new))
    if not before or not after:
        return None
    first, last = (alignment.unit_pattern(_joined(ids, units), names) for ids in (before, after))
    reason: LinkReason = "masked" if first == last else "fuzzy"
    return Link(old.year or 0, new.year or 0, before, after, Indel.normalized_similarity(first, last), reason)


def _marked(change: Change, units: Mapping[str, Unit], names: tuple[str, ...], stock: frozenset[str]) -> Change:
    """A change with its mark of noise; what differs in dates alone is no rewording, whatever its pattern says."""
    if not change.from_units or not change.to_units:
        return replace(change, noise="stock") if stock.issuperset((*change.from_units, *change.to_units)) else change
    if change.kind not in {"unchanged", "figures", "reworded"}:
        return change
    noise = alignment.noise(_joined(change.from_units, units), _joined(change.to_units, units), names)
    return replace(change, kind="figures" if noise == "dates" else change.kind, noise=noise) if noise else change


def _year_of_thread(thread: Thread, old: int, new: int, linked: Sequence[Change], units: Mapping[str, Unit]) -> list[Change]:
    """The changes of one thread into one year: its links, and what no link covers as added or dropped."""
    found = sorted(linked, key=lambda change: change.to_units)
    carried = {unit for change in linked for unit in change.from_units}
    reached = {unit for change in linked for unit in change.to_units}
    gone = tuple(unit for unit in thread.by_year[old] if unit not in carried)
    come = tuple(unit for unit in thread.by_year[new] if unit not in reached)
    if gone:
        found.append(Change(thread.id, old, new, gone, (), "dropped", False, 0.0, None, text_diff.edits(_joined(gone, units), "")))
    if come:
        found.append(Change(thread.id, old, new, (), come, "added", False, 0.0, None, text_diff.edits("", _joined(come, units))))
    return found


def _joined(ids: Sequence[str], units: Mapping[str, Unit]) -> str:
    """The texts of units as one."""
    return sentences.joined([units[unit].text for unit in ids])


def _change(link: Link, thread: str, moved: bool, units: Mapping[str, Unit], names: tuple[str, ...]) -> Change:
    before, after = _joined(link.before, units), _joined(link.after, units)
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
    if fold_quotes(before) == fold_quotes(after):
        return "unchanged"
    # With other patterns the masks cannot be the same.
    same = link.reason in {"exact", "masked"} and alignment.unit_mask(before, names) == alignment.unit_mask(after, names)
    return "figures" if same else "reworded"
