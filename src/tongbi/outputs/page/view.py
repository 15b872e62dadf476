"""What the page shows, in the order it is shown: pairs of years, bands of sections, rows of changes, the tallies over them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import get_args

from tongbi.model import Change, ChangeKind, Comparison, Indicator, Language, Thread, Unit, Value
from tongbi.outputs import headlines
from tongbi.outputs.headlines import Headline
from tongbi.outputs.numbers import plain
from tongbi.outputs.page import graphs
from tongbi.outputs.page.graphs import Graph


@dataclass(frozen=True, slots=True)
class Row:
    """A change with the places its two sides stand in. `anchor` is unique on the page; `before_at`, `after_at` are places in words.

    `node` is a schema path or ""; `figures` tells whether either side has any. A change that moved has two rows, in its new place and,
    `gone`, in its old one; `other` is the anchor of the other.
    """

    anchor: str
    change: Change
    before_at: str
    after_at: str
    lead_before: str
    lead_after: str
    node: str
    figures: bool
    gone: bool = False
    other: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """The rows below one heading of the newer report; `title` is "" for the preamble.

    `told` counts its changes, `changed` those of them that changed or moved.
    """

    anchor: str
    title: str
    node: str
    level: int
    rows: tuple[Row, ...]
    changed: int
    told: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two neighbouring years: counts by kind, how many of the added and dropped the other year does not tell at all, share of the newer
    text's units that is told again in the same words, bands.
    """

    before: int
    after: int
    counts: Mapping[str, int]
    untold: int
    reused: float
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a table in a year; `changed` against the last year before it that has the cell, `there` if the table has it at all."""

    text: str
    number: bool
    changed: bool
    there: bool


@dataclass(frozen=True, slots=True)
class View:
    """The page's contents. `threads` are those that stand in three years or more, with each year's text and first unit, for the timeline;
    `lasting` are their ids.

    `headlines` are the figures that lead, `graphs` those of them that have two values or more; `spots` gives the anchor of the row a
    unit stands in, `table_spots` that of a year's table by its index. `nodes` are the schema paths that changes stand under, with their
    titles, in reading order.
    """

    pairs: tuple[Pair, ...]
    threads: tuple[tuple[Thread, tuple[tuple[int, str, str], ...]], ...]
    lasting: frozenset[str]
    headings: Mapping[tuple[int, int], str]
    indicators: tuple[Indicator, ...]
    single_indicators: int
    headlines: tuple[Headline, ...]
    graphs: tuple[Graph, ...]
    spots: Mapping[str, str]
    table_spots: Mapping[tuple[int, int], str]
    nodes: Mapping[str, str]

    def spot(self, one: Indicator, year: int) -> str:
        """The anchor of what an indicator's value was taken from, "" for none."""
        place = one.where.get(year, "")
        return self.table_spots.get((year, place[0]), "") if isinstance(place, tuple) else self.spots.get(place, "")


def of(comparison: Comparison, language: Language) -> View:
    """The view of a comparison, the newest pair of years first."""
    units = comparison.unit_texts()
    headings = {
        (report.year, index): section.printed
        for report in comparison.reports
        if report.year is not None
        for index, section in enumerate(report.sections)
    }
    scene = _Scene(comparison, language, units, headings)
    pairs = tuple(_pair(scene, old, new) for old, new in reversed(list(pairwise(comparison.years))))
    rows = [row for pair in pairs for band in pair.bands for row in band.rows]
    nodes = dict.fromkeys(row.node for row in rows if row.node)
    lasting = [thread for thread in comparison.threads if sum(bool(ids) for ids in thread.by_year.values()) > 2]
    told = tuple(
        (thread, tuple((year, "".join(units[unit].text for unit in ids), ids[0]) for year, ids in thread.by_year.items() if ids))
        for thread in lasting
    )
    several = tuple(one for one in comparison.indicators if len(one.values) > 1)
    found = headlines.of(comparison)
    return View(
        pairs,
        told,
        frozenset(thread.id for thread in lasting),
        headings,
        several,
        len(comparison.indicators) - len(several),
        found,
        graphs.of(found, comparison.years, language),
        _spots(rows),
        {
            (year, at): f"table{number}"
            for number, thread in enumerate(comparison.tables, 1)
            for year, at in thread.by_year.items()
            if at is not None
        },
        {node: comparison.title_of(node, language) for node in nodes},
    )


def _spots(rows: Sequence[Row]) -> dict[str, str]:
    """The anchor of each unit: where it stands as the newer text, of the first year's units where they are the older one."""
    newer = {unit: row.anchor for row in rows if not row.gone for unit in row.change.to_units}
    return {unit: row.anchor for row in reversed(rows) if not row.gone for unit in row.change.from_units} | newer


def cells(values: Mapping[int, Value], years: Sequence[int]) -> list[TableCell]:
    """A table's cell through the years."""
    found, before = [], None
    for year in years:
        if year not in values:
            found.append(TableCell("", number=False, changed=False, there=False))
            continue
        value = values[year]
        text = value if isinstance(value, str) else plain(value)
        changed = before is not None and values[before] != value
        found.append(TableCell(text, number=not isinstance(value, str), changed=changed, there=True))
        before = year
    return found


@dataclass(frozen=True, slots=True)
class _Scene:
    """What all pairs are shown from."""

    comparison: Comparison
    language: Language
    units: Mapping[str, Unit]
    headings: Mapping[tuple[int, int], str]

    def place(self, unit: Unit | None, year: int) -> str:
        return "" if unit is None or unit.section is None else self.headings[year, unit.section]


def _pair(scene: _Scene, old: int, new: int) -> Pair:
    changes = [change for change in scene.comparison.changes if change.to_year == new]
    counts = Counter(change.kind for change in changes)
    tallies = {**{kind: counts[kind] for kind in get_args(ChangeKind)}, "moved": sum(change.moved for change in changes)}
    ordered = _reading_order(scene.comparison, old, new, changes)
    untold = sum(change.untold for change in changes)
    return Pair(old, new, tallies, untold, scene.comparison.reused_share(new), tuple(_bands(scene, new, ordered)))


# A change, the section of the newer report it is shown under, and whether this is its old place.
_Shown = tuple[int | None, Change, bool]


def _reading_order(comparison: Comparison, old: int, new: int, changes: Sequence[Change]) -> list[_Shown]:
    """Changes as the newer report tells them: what was dropped, and the old place of what moved, follows what it stood behind."""
    newer, older = comparison.report(new), comparison.report(old)
    into = {unit: change for change in changes for unit in change.to_units}
    gone = {unit: change for change in changes if change.kind == "dropped" or change.moved for unit in change.from_units}
    carried = {unit: change.to_units[0] for change in changes if change.to_units for unit in change.from_units}
    follows: dict[str, list[Change]] = {}
    first: list[Change] = []
    last: str | None = None
    for unit in older.units:
        if unit.id in gone:
            (follows.setdefault(last, []) if last else first).append(gone[unit.id])
        elif unit.id in carried:
            last = carried[unit.id]
    ordered: list[_Shown] = [(None, change, change.moved) for change in first]
    for unit in newer.units:
        ordered.append((unit.section, into[unit.id], False))
        ordered += [(unit.section, change, change.moved) for change in follows.get(unit.id, ())]
    return ordered


def _bands(scene: _Scene, new: int, ordered: Sequence[_Shown]) -> list[Band]:
    report = scene.comparison.report(new)
    rows: dict[int | None, list[Row]] = {}
    for section, row in _rows(scene, ordered):
        rows.setdefault(section, []).append(row)
    bands = []
    for index in [None, *range(len(report.sections))]:
        found = tuple(rows.get(index, ()))
        if index is None and not found:
            continue
        head = report.sections[index] if index is not None else None
        bands.append(
            Band(
                anchor=f"s{new}-{index if index is not None else 'p'}",
                title=head.printed if head else "",
                node=scene.comparison.title_of(head.canonical, scene.language) if head else "",
                level=head.level if head else 1,
                rows=found,
                changed=sum(not row.gone and (row.change.kind != "unchanged" or row.change.moved) for row in found),
                told=sum(not row.gone for row in found),
            )
        )
    return bands


def _rows(scene: _Scene, ordered: Sequence[_Shown]) -> Iterator[tuple[int | None, Row]]:
    """Each change once, and once in its old place; anchors are thread and year (`t012-2024`), so that a link stays right."""
    figures = {figure.unit_id for report in scene.comparison.reports for figure in report.figures}
    taken: Counter[str] = Counter()
    anchors: dict[int, str] = {}
    shown: dict[tuple[int, bool], tuple[int | None, Change]] = {}
    for section, change, gone in ordered:
        shown.setdefault((id(change), gone), (section, change))
        if id(change) not in anchors:
            name = f"{change.thread}-{change.to_year}"
            taken[name] += 1
            anchors[id(change)] = name if taken[name] == 1 else f"{name}-{taken[name]}"
    for (which, gone), (section, change) in shown.items():
        first, last = (scene.units[ids[0]] if ids else None for ids in (change.from_units, change.to_units))
        anchor, old_place = anchors[which], f"{anchors[which]}-from"
        yield (
            section,
            Row(
                anchor=old_place if gone else anchor,
                change=change,
                before_at=scene.place(first, change.from_year),
                after_at=scene.place(last, change.to_year),
                lead_before=first.lead if first else "",
                lead_after=last.lead if last else "",
                node=(last or first or scene.comparison.reports[-1].units[0]).canonical or "",
                figures=not figures.isdisjoint((*change.from_units, *change.to_units)),
                gone=gone,
                other=anchor if gone else old_place if (which, True) in shown else "",
            ),
        )
