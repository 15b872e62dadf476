"""Places: every figure of a report with where it stands and what two figures must share to be one measure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from tongbi.figures.basis import Basis, bases
from tongbi.figures.claimed_changes import claims
from tongbi.figures.figure_scope import scope
from tongbi.figures.multi_year_spans import spanning
from tongbi.figures.standing import limits_a_noun
from tongbi.figures.steps import measured_from, step
from tongbi.figures.terms import Terms, terms
from tongbi.language.folding import han_share
from tongbi.model import CellPlace, Figure, Report, TableThread, Thread

_CLAUSE = re.compile(r"[，,、；;。：:（(]")


@dataclass(frozen=True, slots=True)
class Sort:
    """What two figures must share to be one measure: both of a plan (`target`) or neither, what a step is held against ("-" for a
    state), both of several years or neither, and whose cases they count (see `scope`).
    """

    target: bool
    against: str
    several: bool
    scope: str


@dataclass(frozen=True, slots=True)
class Place:
    """A figure with where it stands: year, thread (of a cell: its aligned row and column), and its rank among the figures of its thread,
    year and unit, whose names are `beside`.

    `subject` is the name without the words of growth, so that a rise follows a fall; `text` the sentence, "" for a cell; `summed` whether
    its clause says 累计; `told` the value of the year before where the sentence tells it again (由上年的48个压减至41个), else None.
    """

    figure: Figure
    year: int
    thread: str
    node: str | None
    rank: int
    beside: tuple[str, ...]
    sort: Sort
    basis: Basis
    subject: str
    text: str
    terms: Terms
    summed: bool
    told: float | None

    @property
    def home(self) -> str | int:
        """The unit, or the table by its index."""
        return self.figure.cell[0] if self.figure.cell else self.figure.unit_id


def places(
    reports: Sequence[Report], threads: Sequence[Thread], tables: Sequence[TableThread], lag: int
) -> Iterator[tuple[int, list[Place]]]:
    """The figures of each report, oldest first, save what is told again of a year before and numbers that only limit a noun."""
    thread_of: dict[object, str] = {unit: thread.id for thread in threads for ids in thread.by_year.values() for unit in ids}
    cell_of = dict(_cells(tables))
    for report in reports:
        assert report.year is not None
        homes = [(figure, cell_of[report.year, figure.cell] if figure.cell else thread_of[figure.unit_id]) for figure in _measures(report)]
        yield report.year, list(_placed(report, homes, report.year - lag))


def _measures(report: Report) -> Iterator[Figure]:
    text_of = {unit.id: unit.text for unit in report.units}
    for figure in report.figures:
        if figure.qualifier != "previous" and not (figure.unit_id and limits_a_noun(text_of[figure.unit_id], figure)):
            yield figure


def _placed(report: Report, homes: Sequence[tuple[Figure, str]], period: int) -> Iterator[Place]:
    assert report.year is not None
    spans = spanning(report, period)
    told = dict(_told(report, spans, period))
    text_of = {unit.id: unit.text for unit in report.units}
    node_of: dict[object, str | None] = {unit.id: unit.canonical for unit in report.units}
    basis_of = dict(_bases(report, text_of, spans))
    beside: dict[tuple[str, str], list[str]] = defaultdict(list)
    for figure, home in homes:
        beside[home, figure.unit].append(figure.name)
    seen: Counter[tuple[str, str]] = Counter()
    for figure, home in homes:
        key = home, figure.unit
        text, subject = text_of.get(figure.unit_id, ""), step(figure.name)[0]
        basis = basis_of.get((figure.unit_id, figure.start), "")
        of_whom = scope(text, figure.start, figure.start + len(figure.text))
        sort = Sort(figure.qualifier == "target", measured_from(figure.name), basis == "several", of_whom)
        clause = _CLAUSE.split(text[: figure.start])[-1]
        node = _node(report, figure.cell[0]) if figure.cell else node_of[figure.unit_id]
        yield Place(
            figure=figure,
            year=report.year,
            thread=home,
            node=node,
            rank=seen[key],
            beside=tuple(beside[key]),
            sort=sort,
            basis=basis,
            subject=subject,
            text=text,
            terms=terms(subject, clause),
            summed="累计" in clause,
            told=told.get((figure.unit_id, figure.start)),
        )
        seen[key] += 1


def _told(report: Report, spans: Collection[str], period: int) -> Iterator[tuple[tuple[str, int], float]]:
    """The figures beside which the report tells last year's value again, by unit and place."""
    text_of = {unit.id: unit.text for unit in report.units}
    for unit_id, group in groupby((figure for figure in report.figures if figure.unit_id), lambda figure: figure.unit_id):
        found = list(group)
        if unit_id in spans or all(figure.qualifier != "previous" for figure in found):
            continue
        for claim in claims(text_of[unit_id], found, han_share(text_of[unit_id]) > 0.1, period):
            if claim.previous and claim.current and claim.base in {None, period - 1}:
                yield (unit_id, claim.current.start), claim.previous.value


def _bases(report: Report, text_of: Mapping[str, str], spans: Collection[str]) -> Iterator[tuple[tuple[str, int], Basis]]:
    """What each figure of the sentences is of, by its place."""
    for unit, group in groupby((figure for figure in report.figures if figure.unit_id), lambda figure: figure.unit_id):
        found = list(group)
        for figure, basis in zip(found, bases(text_of[unit], found, unit in spans), strict=True):
            yield (unit, figure.start), basis


def _cells(tables: Sequence[TableThread]) -> Iterator[tuple[tuple[int, CellPlace], str]]:
    """Every year's table cells with the name of the aligned cell they are."""
    for number, thread in enumerate(tables):
        for year, table in thread.by_year.items():
            for row, across in enumerate(thread.rows):
                for column, down in enumerate(thread.columns):
                    at, other = across.by_year[year], down.by_year[year]
                    if table is not None and at is not None and other is not None:
                        yield (year, (table, at, other)), f"table {number} row {row} column {column}"


def _node(report: Report, table: int) -> str | None:
    section = report.tables[table].section
    return None if section is None else report.sections[section].canonical
