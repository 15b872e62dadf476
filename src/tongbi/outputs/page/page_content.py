"""What the page shows, in the order it is shown: pairs of years, bands of sections, rows of changes, the tallies over them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path

from tongbi.language.sentences import joined
from tongbi.model import Change, Comparison, Indicator, Language, Thread, Unit, Value
from tongbi.outputs import figure_rows, headlines, leading_changes, tied_figures
from tongbi.outputs.figure_rows import Growths
from tongbi.outputs.headlines import Headline
from tongbi.outputs.leading_changes import Leading
from tongbi.outputs.numbers import plain
from tongbi.outputs.page import row_marks, small_charts
from tongbi.outputs.page.small_charts import Graph
from tongbi.outputs.places import Places
from tongbi.outputs.tied_figures import Tied

"""So many of what is new, and of what is gone, stand at the head of the page."""


@dataclass(frozen=True, slots=True)
class Row:
    """A change with the places its two sides stand in. `anchor` is unique on the page; `before_at`, `after_at` are places in words.

    `node` is a schema path or ""; `figures` tells whether either side has any. A change that moved has two rows, in its new place and,
    `gone`, in its old one; `other` is the anchor of the other. What was added has the dropped statement that it stands `beside` in its row,
    under `beside_anchor`; `near` is the first unit of another possible counterpart, "" for none, and `near_anchor` where that stands.
    `marks` are what the filters know the row by (see `row_marks`).
    """

    anchor: str
    change: Change
    before_at: str
    after_at: str
    lead_before: str
    lead_after: str
    node: str
    figures: bool
    marks: tuple[str, ...] = ()
    gone: bool = False
    other: str = ""
    beside: Change | None = None
    beside_anchor: str = ""
    near: str = ""
    near_anchor: str = ""

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes that the row shows."""
        return (self.change, self.beside) if self.beside else (self.change,)

    @property
    def linked(self) -> bool:
        """Whether the row shows a statement that both years tell, in its new place."""
        return bool(self.change.from_units and self.change.to_units) and not self.gone

    @property
    def column(self) -> str:
        """The column the row stands in where one year alone tells it: "old", "new", or "" where it has two sides."""
        if self.linked or self.change.possible:
            return ""
        return "new" if self.change.kind == "added" else "old"


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

    def columns(self) -> Iterator[tuple[str, list[Row]]]:
        """The rows in order, as lists with the column they stand in; between two rows that are linked, what has no counterpart stands
        behind what has one, first the older year's ("old"), then the newer one's ("new"), each list perhaps empty but not both.
        """
        for _, stretch in groupby(self.rows, lambda row: row.linked):
            of: dict[str, list[Row]] = {"": [], "old": [], "new": []}
            for row in stretch:
                of[row.column].append(row)
            yield "", of.pop("")
            if of["old"] or of["new"]:
                yield from of.items()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two years: counts by the marks of the rows, share of the newer text's units that is told again in the same words, bands.

    `key` tells its places on the page from those of others: the newer year, of years that are no neighbours both.
    """

    before: int
    after: int
    key: str
    counts: Mapping[str, int]
    reused: float
    bands: tuple[Band, ...]

    @property
    def across(self) -> bool:
        """Whether the years are no neighbours."""
        return self.key != str(self.after)


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a table in a year; `changed` against the last year before it that has the cell, `there` if the table has it at all."""

    text: str
    number: bool
    changed: bool
    there: bool


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A row of the table of figures: the indicator, how sure it is that its years are of one figure, what is said beside it, the change
    between its newest two values as shown and in per cent, None where there is none to tell, and the plan for the newest year with whether
    it was met, "" where there was none.
    """

    indicator: Indicator
    grade: str
    note: str
    change: float | None
    percent: float | None
    planned: str
    met: str


@dataclass(frozen=True, slots=True)
class View:
    """The page's contents. `threads` are those that stand in three years or more, with each year's text and first unit, for the timeline;
    `lasting` are their ids.

    `headlines` are the figures that lead, `graphs` those of them that have two values or more; `spots` gives the anchor of the row a
    unit stands in, `table_spots` that of a year's table by its index. `nodes` are the schema paths that changes stand under, with their
    titles, in reading order. `figures` are the rows told in two years or more, `related` those that stand apart from them; `tied` are the
    numbers that sentences print, with their checks. `new` and `gone` are the rows that lead among what is really new and gone. `places` are
    those in the original.
    """

    pairs: tuple[Pair, ...]
    threads: tuple[tuple[Thread, tuple[tuple[int, str, str], ...]], ...]
    lasting: frozenset[str]
    headings: Mapping[tuple[int, int], str]
    figures: tuple[FigureRow, ...]
    related: tuple[FigureRow, ...]
    single_indicators: int
    headlines: tuple[Headline, ...]
    graphs: tuple[Graph, ...]
    spots: Mapping[str, str]
    table_spots: Mapping[tuple[int, int], str]
    nodes: Mapping[str, str]
    tied: tuple[Tied, ...]
    new: tuple[Leading, ...]
    gone: tuple[Leading, ...]
    places: Places

    def spot(self, one: Indicator, year: int) -> str:
        """The anchor of what an indicator's value was taken from, "" for none."""
        place = one.where.get(year, "")
        return self.table_spots.get((year, place[0]), "") if isinstance(place, tuple) else self.spots.get(place, "")


def of(comparison: Comparison, language: Language, folder: Path | None = None) -> View:
    """The view of a comparison that is put into `folder`, the newest pair of years first, neighbours before others."""
    scene = _Scene.of(comparison, language)
    pairs = tuple(_pairs(scene))
    rows = [row for pair in pairs if not pair.across for band in pair.bands for row in band.rows]
    threads = _lasting(scene)
    comparable, related = _figure_rows(scene)
    found = headlines.of(comparison)
    return View(
        pairs=pairs,
        threads=threads,
        lasting=frozenset(thread.id for thread, _ in threads),
        headings={(report.year or 0, at): one.printed for report in comparison.reports for at, one in enumerate(report.sections)},
        figures=comparable,
        related=related,
        single_indicators=len(comparison.indicators) - len(comparable) - len(related),
        headlines=found,
        graphs=small_charts.of(comparison, found, language),
        spots=_spots(rows),
        table_spots=_table_spots(comparison),
        tied=tuple(tied_figures.of(comparison)),
        new=tuple(leading_changes.first(comparison, "added")),
        gone=tuple(leading_changes.first(comparison, "dropped")),
        places=Places(comparison, language, folder),
        nodes={row.node: comparison.title_of(row.node, language) for row in rows if row.node},
    )


def _table_spots(comparison: Comparison) -> dict[tuple[int, int], str]:
    """The anchor of each year's tables."""
    tables = [(number, *one) for number, thread in enumerate(comparison.tables, 1) for one in thread.by_year.items()]
    return {(year, at): f"table{number}" for number, year, at in tables if at is not None}


def _figure_rows(scene: _Scene) -> list[tuple[FigureRow, ...]]:
    """The rows told in two years or more: those that are comparable, and those that stand apart."""
    several = [one for one in scene.comparison.indicators if len(one.values) > 1]
    stated = figure_rows.growths(scene.comparison)
    return [tuple(_figure_row(scene, one, stated) for one in group) for group in figure_rows.parted(several)]


def _figure_row(scene: _Scene, one: Indicator, stated: Growths) -> FigureRow:
    years, language = scene.comparison.years, scene.language
    last = next((step for step in one.change if step.to_year == max(one.values)), None)
    target = one.targets.get(years[-1])
    return FigureRow(
        indicator=one,
        grade=figure_rows.grade(one, language),
        note=figure_rows.note(one, years, stated, language, since=max(one.values)),
        change=one.shown(last.absolute) if last else None,
        percent=last.percent if last else None,
        planned=figure_rows.planned(one, target, language) if target else "",
        met=figure_rows.met(target, language) if target else "",
    )


def _lasting(scene: _Scene) -> tuple[tuple[Thread, tuple[tuple[int, str, str], ...]], ...]:
    """The threads that stand in three years or more, with each year's text and first unit."""
    texts = [
        (thread, tuple((year, joined([scene.units[one].text for one in ids]), ids[0]) for year, ids in thread.by_year.items() if ids))
        for thread in scene.comparison.threads
    ]
    return tuple((thread, by_year) for thread, by_year in texts if len(by_year) > 2)


def _spots(rows: Sequence[Row]) -> dict[str, str]:
    """The anchor of each unit: where it stands as the newer text, of the first year's units where they are the older one."""
    told = [row for row in rows if not row.gone]
    newer = {unit: row.anchor for row in told for unit in row.change.to_units}
    beside = {unit: row.beside_anchor for row in told if row.beside for unit in row.beside.from_units}
    return beside | {unit: row.anchor for row in reversed(told) for unit in row.change.from_units} | newer


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
    """What all pairs are shown from; `figures` are the units that have any, `trouble` those that something is wrong with."""

    comparison: Comparison
    language: Language
    units: Mapping[str, Unit]
    figures: Set[str]
    trouble: row_marks.Trouble

    @classmethod
    def of(cls, comparison: Comparison, language: Language) -> _Scene:
        figures = {one.unit_id for report in comparison.reports for one in report.figures}
        return cls(comparison, language, comparison.unit_texts(), figures, row_marks.Trouble.of(comparison))

    def place(self, unit: Unit | None, year: int) -> str:
        """The heading that a unit stands below, "" for none."""
        return "" if unit is None or unit.section is None else self.comparison.report(year).sections[unit.section].printed


def _pairs(scene: _Scene) -> Iterator[Pair]:
    """Neighbouring years from the newest on, then the others that the record holds."""
    found, years = scene.comparison, scene.comparison.years
    into: dict[int, list[Change]] = defaultdict(list)
    between: dict[tuple[int, int], list[Change]] = defaultdict(list)
    for change in found.changes:
        into[change.to_year].append(change)
    for change in found.across:
        between[change.to_year, change.from_year].append(change)
    for old, new in reversed(list(pairwise(years))):
        yield _pair(scene, old, new, into[new], str(new))
    for new, old in sorted(between, reverse=True):
        yield _pair(scene, old, new, between[new, old], f"{old}-{new}")


def _pair(scene: _Scene, old: int, new: int, changes: Sequence[Change], key: str) -> Pair:
    bands = tuple(_bands(scene, new, _reading_order(scene.comparison, old, new, changes), key))
    counts = Counter(dict.fromkeys(row_marks.COUNTED, 0))
    counts.update(mark for band in bands for row in band.rows if not row.gone for mark in row.marks)
    return Pair(old, new, key, counts, scene.comparison.reused_share(new, changes), bands)


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


def _bands(scene: _Scene, new: int, ordered: Sequence[_Shown], key: str) -> Iterator[Band]:
    rows: dict[int | None, list[Row]] = {}
    for section, row in _rows(scene, ordered, key):
        rows.setdefault(section, []).append(row)
    if None in rows:
        yield _band(f"s{key}-p", "", "", 1, rows[None])
    for index, head in enumerate(scene.comparison.report(new).sections):
        node = scene.comparison.title_of(head.canonical, scene.language)
        yield _band(f"s{key}-{index}", head.printed, node, head.level, rows.get(index, ()))


def _band(anchor: str, title: str, node: str, level: int, rows: Sequence[Row]) -> Band:
    told = [change for row in rows if not row.gone for change in row.changes]
    changed = sum(change.kind != "unchanged" or change.moved for change in told)
    return Band(anchor, title, node, level, tuple(rows), changed, len(told))


def _rows(scene: _Scene, ordered: Sequence[_Shown], key: str) -> Iterator[tuple[int | None, Row]]:
    """Each change once, and once in its old place; anchors are thread and year (`t012-2024`), so that a link stays right."""
    anchors = _anchors((change for _, change, _ in ordered), key)
    at = {unit: anchors[id(change)] for _, change, _ in ordered for unit in (*change.from_units, *change.to_units)}
    dropped = {change.from_units: change for _, change, _ in ordered if change.kind == "dropped"}
    shown: dict[tuple[int, bool], tuple[int | None, Change]] = {}
    for section, change, gone in ordered:
        shown.setdefault((id(change), gone), (section, change))
    for (which, gone), (section, change) in shown.items():
        if change.kind != "dropped" or not change.beside:  # else it stands in the row of what was added
            beside = dropped[change.beside.units] if change.beside else None
            yield section, _row(scene, change, beside, at, anchors[which], gone=gone, both=(which, not gone) in shown)


def _anchors(changes: Iterable[Change], key: str) -> dict[int, str]:
    """The anchor of each change, by its id."""
    taken: Counter[str] = Counter()
    anchors: dict[int, str] = {}
    for change in changes:
        if id(change) not in anchors:
            name = f"{change.thread}-{key}"
            taken[name] += 1
            anchors[id(change)] = name if taken[name] == 1 else f"{name}-{taken[name]}"
    return anchors


def _row(scene: _Scene, change: Change, beside: Change | None, at: Mapping[str, str], anchor: str, *, gone: bool, both: bool) -> Row:
    """A row of a change in its new place, or in its old one (`gone`); `both`: there is one in the other place as well."""
    first, last = (scene.units[ids[0]] if ids else None for ids in ((beside or change).from_units, change.to_units))
    own, other = (f"{anchor}-from", anchor) if gone else (anchor, f"{anchor}-from")
    node = (last or first or scene.comparison.reports[-1].units[0]).canonical or ""
    near = change.nearest.units[0] if change.possible and change.nearest and not beside else ""
    return Row(
        anchor=own,
        change=change,
        before_at="" if beside and first and (first.canonical or "") == node else scene.place(first, (beside or change).from_year),
        after_at=scene.place(last, change.to_year),
        lead_before=first.lead if first else "",
        lead_after=last.lead if last else "",
        node=node,
        figures=not scene.figures.isdisjoint((*(beside or change).from_units, *change.to_units)),
        marks=row_marks.of(change, beside, scene.trouble),
        gone=gone,
        other=other if both or gone else "",
        beside=beside,
        beside_anchor=at[beside.from_units[0]] if beside else "",
        near=near,
        near_anchor=at[near] if near else "",
    )
