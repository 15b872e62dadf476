"""The check of a record: what its parts refer to is there, and its tables have one shape. Renderers rely on it and look no more."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, pairwise
from typing import Any

from tongbi.language import sentences
from tongbi.model import (
    Change,
    Check,
    Comparison,
    Conflict,
    Disclosure,
    Figure,
    Finding,
    Measure,
    Report,
    StatedChange,
    Table,
    TableThread,
    TaggedFact,
    Target,
    Unit,
)
from tongbi.outputs.labels import message

_LEVELS = range(1, 100)


def check(comparison: Comparison) -> None:
    """ValueError, KeyError or IndexError when something that is referred to is not there: a year, a unit, a section, a cell, a message."""
    years = comparison.years
    _must(bool(years) and tuple(report.year for report in comparison.reports) == years, "its years are not those of its reports")
    _must(all(1 <= one < other <= 9999 for one, other in pairwise((*years, 9999))), "its years do not run upward")
    for report in comparison.reports:
        _check_report(report)
    _check_years(comparison)
    units = comparison.unit_texts()
    _check_units(comparison, units)
    _check_sections(comparison)
    for thread in comparison.tables:
        _check_table_thread(thread, comparison)
    tables = sorted((year, at) for thread in comparison.tables for year, at in thread.by_year.items() if at is not None)
    # One that is kept as printed has neither rows nor columns, and no thread.
    lined = [(one.year, at) for one in comparison.reports for at, table in enumerate(one.tables) if table.rows or table.columns]
    _must(tables == lined, "a table in no thread, or in two")
    _check_figures(comparison, units)
    said: list[Finding | Conflict] = [*comparison.findings, *comparison.conflicts]
    for doubt in [*said, *(finding for report in comparison.reports for finding in report.findings)]:
        message(doubt, comparison.language)


def _must(holds: bool, wrong: str) -> None:
    if not holds:
        raise ValueError(wrong)


def _is_index(at: int | None, of: Collection[object]) -> bool:
    """Whether there is such an item, or none is named."""
    return at is None or 0 <= at < len(of)


# ── one report ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _check_report(report: Report) -> None:
    where = f"of {report.year}"
    ids = {unit.id: unit for unit in report.units}
    _must(len(ids) == len(report.units), f"a unit {where} twice")
    below = chain((unit.section for unit in report.units), (table.section for table in report.tables))
    _must(all(_is_index(at, report.sections) for at in below), f"a section {where} that is not there")
    for number, section in enumerate(report.sections):
        _must(section.parent is None or 0 <= section.parent < number, f"a section {where} that stands above itself")
        _must(section.level in _LEVELS, f"a section {where} of no level")
    _must(all(_is_shaped(table) for table in report.tables), f"a table {where} whose rows differ in length")
    printed: list[Figure | TaggedFact] = [*report.figures, *report.facts]
    _must(all(one.text.strip() for one in report.figures), f"a figure {where} without its text")
    _must(all(_is_placed(ids, report, one.unit_id, one.start, one.cell) for one in printed), f"a figure {where} in no place of it")
    known = {(figure.unit_id, figure.start) for figure in report.figures}
    stated = {(one.unit_id, at) for one in report.claims for at in (one.previous, one.current, one.step) if at is not None}
    _must(stated <= known, f"a claim {where} of a figure that is not there")


def _is_shaped(table: Table) -> bool:
    """Whether there is a value for each row and column, and as many units and periods, or none; printed cells have a place and a size."""
    across = {len(table.columns)} if table.rows else set()
    rows = {len(row) for row in table.values} <= across and len(table.values) == len(table.rows)
    units = not table.units or ([*map(len, table.units)] == [*map(len, table.values)])
    periods = len(table.row_periods) in {0, len(table.rows)} and len(table.column_periods) in {0, len(table.columns)}
    return rows and units and periods and all(min(one.row, one.column, one.rows - 1, one.columns - 1) >= 0 for one in table.cells)


def _is_placed(units: Mapping[str, Unit], report: Report, unit_id: str | None, start: int | None, cell: Sequence[int] | None) -> bool:
    """Whether a place in a unit's text or a cell is there; what has neither stands nowhere, and needs none."""
    if cell is not None and not _is_cell(report, cell):
        return False
    return not unit_id or (unit_id in units and 0 <= (start or 0) <= len(units[unit_id].text))


def _is_cell(report: Report, cell: Sequence[int]) -> bool:
    table, row, column = cell
    return 0 <= table < len(report.tables) and 0 <= row < len(report.tables[table].rows) and 0 <= column < len(report.tables[table].columns)


# ── through the years ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _check_years(comparison: Comparison) -> None:
    """Whatever is told by year is told of its years, and what has a place in each year has one."""
    years = {*comparison.years}
    lines = (line for table in comparison.tables for line in (*table.rows, *table.columns))
    whole: list[Iterable[Any]] = [comparison.sections, comparison.threads, comparison.coverage, comparison.tables, lines]
    _must(all(one.by_year.keys() == years for one in chain.from_iterable(whole)), "a row without one of its years, or with another")
    between: list[Change | Measure | Disclosure] = [*comparison.changes, *comparison.across, *comparison.measures, *comparison.disclosures]
    spans = [(one.from_year, one.to_year) for one in (*between, *comparison.follow_through)]
    _must(all(one < other for one, other in spans), "a change, a measure or a disclosure that runs backward")
    _must({*chain(*spans), *_years_told(comparison)} <= years, "something that is told of no year of it")


def _years_told(comparison: Comparison) -> Iterator[int]:
    """Every other year that something is told of."""
    for row in comparison.sections:
        yield from row.similarity
    for one in comparison.indicators:
        yield from chain(one.values, one.where, one.targets, one.retold, one.anew, one.upto, one.bounds)
        yield from (year for step in one.change for year in (step.from_year, step.to_year))
    for line in (line for statement in comparison.statements for line in statement.lines):
        yield from chain(line.values, line.where, line.retold, line.restated)
    told: list[StatedChange | Conflict | Check] = [*comparison.stated_changes, *comparison.conflicts, *comparison.checks]
    yield from (one.year for one in told)
    yield from (place.year for one in comparison.checks for place in (*one.figures, *one.against))


def _check_units(comparison: Comparison, units: Mapping[str, Unit]) -> None:
    """Every unit is in a thread of its year, or in a change, and nothing tells of others."""
    _must(len(units) == sum(len(report.units) for report in comparison.reports), "a unit that two reports have")
    of_year = {report.year: {unit.id for unit in report.units} for report in comparison.reports}
    told = [(year, found) for thread in comparison.threads for year, found in thread.by_year.items()]
    for change in (*comparison.changes, *comparison.across):
        told += [(change.from_year, change.from_units), (change.to_year, change.to_units)]
        other = change.to_year if change.from_units else change.from_year
        told += [(other, near.units) for near in (change.nearest, change.beside) if near]
    for plan in comparison.follow_through:
        told += [(plan.from_year, (plan.from_unit,)), (plan.to_year, plan.to_units)]
    _must(all({*found} <= of_year[year] for year, found in told), "a unit that is not there")
    _must({unit for _, found in told for unit in found} == units.keys(), "its units are not those of its threads and changes")
    _must({*chain(*(plan.also for plan in comparison.follow_through))} <= units.keys(), "a unit that is not there")
    _check_changes(comparison, units, of_year)


def _check_changes(comparison: Comparison, units: Mapping[str, Unit], of_year: Mapping[int | None, set[str]]) -> None:
    """Each change is one of a thread, its edits are those of its texts, and every unit comes from somewhere and goes somewhere."""
    threads, every = {thread.id for thread in comparison.threads}, (*comparison.changes, *comparison.across)
    _must(len(threads) == len(comparison.threads) and {one.thread for one in every} <= threads, "a change without a thread")
    came = {unit for change in comparison.changes for unit in change.to_units}
    went = {unit for change in comparison.changes for unit in change.from_units}
    _must(set().union(*(of_year[year] for year in comparison.years[1:])) <= came, "a unit that comes from nowhere")
    _must(set().union(*(of_year[year] for year in comparison.years[:-1])) <= went, "a unit that goes nowhere")
    for change in every:
        _must(bool(change.from_units or change.to_units), "a change of nothing")
        for side, ids in (("before", change.from_units), ("after", change.to_units)):
            text = sentences.joined([units[unit].text for unit in ids])
            _must("".join(getattr(edit, side) for edit in change.edits) == text, "edits of another text")
    alone = {(one.from_units or one.to_units, one.to_year): one.beside for one in comparison.changes if one.kind in {"added", "dropped"}}
    for (found, to_year), beside in alone.items():
        if beside and (met := alone.get((beside.units, to_year))) != replace(beside, units=found):
            raise ValueError(f"a statement beside another, which stands beside {met and met.units}")


def _check_sections(comparison: Comparison) -> None:
    of_year = {report.year: report.sections for report in comparison.reports}
    told = [(year, at) for row in comparison.sections for year, at in row.by_year.items()]
    told += [place for one in comparison.disclosures for place in ((one.from_year, one.before), (one.to_year, one.after))]
    _must(all(_is_index(at, of_year[year]) for year, at in told), "a section that is not there")
    _must({*told} >= {(year, at) for year, found in of_year.items() for at in range(len(found))}, "a section without a row")
    kinds = {frozenset(told) for row in comparison.sections for told in row.similarity.values()}
    _must(kinds <= {frozenset({"ratio", "reused"})}, "a likeness of another sort")
    _must(all(row.level in _LEVELS for row in comparison.sections), "a section of no level")
    _must(all(_is_index(one.section, comparison.sections) for one in comparison.measures), "a measure of a section that is not there")


def _check_table_thread(thread: TableThread, comparison: Comparison) -> None:
    for report in comparison.reports:
        at = thread.by_year[report.year or 0]
        _must(_is_index(at, report.tables), "a table that is not there")
        table = None if at is None else report.tables[at]
        for lines, labels in ((thread.rows, table and table.rows), (thread.columns, table and table.columns)):
            found = [one for line in lines if (one := line.by_year[report.year or 0]) is not None]
            _must(sorted(found) == [*range(len(labels or ()))], "a row or a column of a table that is not there, or is twice")
    _must([*map(len, thread.values)] == [len(thread.columns)] * len(thread.rows), "a table whose rows differ in length")
    for line, row in zip(thread.rows, thread.values, strict=True):
        for column, cells in zip(thread.columns, row, strict=True):
            _must(all(None not in (line.by_year[year], column.by_year[year]) for year in cells), "a value in no row or column")


# ── figures ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _has_upper_ends(report: Report) -> bool:
    """Whether each lower end of a range is followed by its upper one, and only figures of sentences are bounded."""
    ends = ((low.unit_id, low.upto) == (high.unit_id, high.value) for low, high in pairwise(report.figures) if low.upto is not None)
    return all(ends) and all(one.cell is None for one in report.figures if one.bound or one.upto is not None)


def _check_figures(comparison: Comparison, units: Mapping[str, Unit]) -> None:
    """Figures through the years stand in places that are there."""
    reports = {report.year: report for report in comparison.reports}
    _must(all(_is_index(at, comparison.indicators) for at in comparison.headlines), "a headline that is no indicator")
    _must(all(map(_has_upper_ends, comparison.reports)), "a range without its upper end, or a bound of nothing that is printed")
    for one in comparison.indicators:
        _must(one.scale > 0 and one.values.keys() == one.where.keys(), "a figure without a place or a scale")
        _must(all({step.from_year, step.to_year} <= one.values.keys() for step in one.change), "a step from or to no value")
        _must({*one.upto, *one.bounds} <= one.values.keys(), "a bound without its value")
    lines = [line for statement in comparison.statements for line in statement.lines]
    _must(all(line.scale > 0 for line in lines), "a figure without a scale")
    told: list[tuple[int, str, int | None, Sequence[int] | None]] = []
    for where in [*(one.where for one in comparison.indicators), *(line.where for line in lines)]:
        told += [(year, place, 0, None) if isinstance(place, str) else (year, "", None, place) for year, place in where.items()]
    named = [*(one.unit_id for one in comparison.stated_changes), *(unit for one in comparison.conflicts for unit in one.units)]
    _must(all(named), "a stated change or a conflict in no unit")
    told += [(one.year, one.unit_id, one.start, None) for one in comparison.stated_changes]
    told += [(place.year, place.unit_id, place.start, place.cell) for one in comparison.checks for place in (*one.figures, *one.against)]
    told += [(one.year, unit, 0, None) for one in comparison.conflicts for unit in one.units]
    told += [(year, "", None, cell) for one in comparison.conflicts for year, *cell in one.cells]
    told += [(year, one.unit_id or "", one.start, one.cell) for year, one in _targets(comparison)]
    _must(
        all(_is_placed(units, reports[year], unit, start, cell) for year, unit, start, cell in told),
        "a figure in a unit or a cell that is not there",
    )


def _targets(comparison: Comparison) -> Iterator[tuple[int, Target]]:
    for one in comparison.indicators:
        yield from one.targets.items()
    for plan in comparison.follow_through:
        yield from ((plan.to_year, target) for target in plan.targets)
