"""What the page shows, in the order it is shown: pairs of years, bands of sections, rows of changes, the tallies over them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import get_args

from tongbi.model import Change, ChangeKind, Comparison, Indicator, Language, Thread, Unit, Value


@dataclass(frozen=True, slots=True)
class Row:
    """A change with the places its two sides stand in. `anchor` is unique on the page; `before_at`, `after_at` are places in words."""

    anchor: str
    change: Change
    before_at: str
    after_at: str
    lead_before: str
    lead_after: str


@dataclass(frozen=True, slots=True)
class Band:
    """The rows below one heading of the newer report; `title` is "" for the preamble."""

    anchor: str
    title: str
    node: str
    level: int
    rows: tuple[Row, ...]
    changed: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two neighbouring years: counts by kind, share of the newer text's units that is told again in the same words, bands."""

    before: int
    after: int
    counts: Mapping[str, int]
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
    """The page's contents. `threads` are those that stand in three years or more, with their texts, for the timeline."""

    pairs: tuple[Pair, ...]
    threads: tuple[tuple[Thread, tuple[tuple[int, str], ...]], ...]
    headings: Mapping[tuple[int, int], str]
    indicators: tuple[Indicator, ...]
    single_indicators: int


def of(comparison: Comparison, language: Language) -> View:
    """The view of a comparison, the newest pair of years first."""
    units = comparison.unit_texts()
    headings = {
        (report.year, index): section.printed
        for report in comparison.reports
        if report.year is not None
        for index, section in enumerate(report.sections)
    }
    pairs = tuple(_pair(comparison, old, new, units, headings, language) for old, new in reversed(list(pairwise(comparison.years))))
    lasting = [thread for thread in comparison.threads if sum(bool(ids) for ids in thread.by_year.values()) > 2]
    told = tuple(
        (thread, tuple((year, "".join(units[unit].text for unit in ids)) for year, ids in thread.by_year.items() if ids))
        for thread in lasting
    )
    several = tuple(one for one in comparison.indicators if len(one.values) > 1)
    return View(pairs, told, headings, several, len(comparison.indicators) - len(several))


def cells(values: Mapping[int, Value], years: Sequence[int]) -> list[TableCell]:
    """A table's cell through the years."""
    found, before = [], None
    for year in years:
        if year not in values:
            found.append(TableCell("", number=False, changed=False, there=False))
            continue
        value = values[year]
        text = value if isinstance(value, str) else number(value)
        changed = before is not None and values[before] != value
        found.append(TableCell(text, number=not isinstance(value, str), changed=changed, there=True))
        before = year
    return found


def number(value: float | None) -> str:
    """A value with thousands separators and no more decimals than it has."""
    return "" if value is None else f"{value:,.6f}".rstrip("0").rstrip(".")


def signed(value: float | None, digits: int = 1) -> str:
    """A difference with its sign (a real minus)."""
    if value is None:
        return ""
    text = f"{abs(value):,.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return ("+" if value > 0 else "−" if value < 0 else "±") + text


def _pair(
    comparison: Comparison, old: int, new: int, units: Mapping[str, Unit], headings: Mapping[tuple[int, int], str], language: Language
) -> Pair:
    changes = [change for change in comparison.changes if change.to_year == new]
    counts = Counter(change.kind for change in changes)
    bands = _bands(comparison, old, new, _reading_order(comparison, old, new, changes), units, headings, language)
    tallies = {**{kind: counts[kind] for kind in get_args(ChangeKind)}, "moved": sum(change.moved for change in changes)}
    return Pair(old, new, tallies, comparison.reused_share(new), tuple(bands))


def _reading_order(comparison: Comparison, old: int, new: int, changes: Sequence[Change]) -> list[tuple[int | None, Change]]:
    """Changes with the section of the newer report they are shown under: what was dropped follows what it stood behind."""
    newer, older = comparison.report(new), comparison.report(old)
    into = {unit: change for change in changes for unit in change.to_units}
    gone = {unit: change for change in changes if change.kind == "dropped" for unit in change.from_units}
    follows: dict[str, list[Change]] = {}
    first: list[Change] = []
    last: str | None = None
    carried = {unit: change.to_units[0] for change in changes if change.to_units for unit in change.from_units}
    for unit in older.units:
        if unit.id in carried:
            last = carried[unit.id]
        elif unit.id in gone:
            (follows.setdefault(last, []) if last else first).append(gone[unit.id])
    ordered: list[tuple[int | None, Change]] = [(None, change) for change in first]
    for unit in newer.units:
        ordered.append((unit.section, into[unit.id]))
        ordered += [(unit.section, change) for change in follows.get(unit.id, ())]
    return ordered


def _bands(
    comparison: Comparison,
    old: int,
    new: int,
    ordered: Sequence[tuple[int | None, Change]],
    units: Mapping[str, Unit],
    headings: Mapping[tuple[int, int], str],
    language: Language,
) -> list[Band]:
    report = comparison.report(new)
    rows: dict[int | None, list[Row]] = {}
    shown: set[tuple[object, ...]] = set()
    for section, change in ordered:
        key = (change.thread, change.from_units, change.to_units)
        if key not in shown:
            shown.add(key)
            rows.setdefault(section, []).append(_row(change, len(shown), units, headings))
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
                node=comparison.title_of(head.canonical, language) if head else "",
                level=head.level if head else 1,
                rows=found,
                changed=sum(row.change.kind != "unchanged" or row.change.moved for row in found),
            )
        )
    return bands


def _row(change: Change, number_on_page: int, units: Mapping[str, Unit], headings: Mapping[tuple[int, int], str]) -> Row:
    first, last = (units[ids[0]] if ids else None for ids in (change.from_units, change.to_units))
    return Row(
        anchor=f"c{change.to_year}-{number_on_page}",
        change=change,
        before_at=_place(first, change.from_year, headings),
        after_at=_place(last, change.to_year, headings),
        lead_before=first.lead if first else "",
        lead_after=last.lead if last else "",
    )


def _place(unit: Unit | None, year: int, headings: Mapping[tuple[int, int], str]) -> str:
    return "" if unit is None or unit.section is None else headings[year, unit.section]
