"""Places of figures: where each stands, with its key and what stands around it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tongbi.comparison.proofs import Evidence, evidence
from tongbi.figures.comparable import Key, key
from tongbi.figures.name_terms import Terms, grown, terms
from tongbi.figures.quantity_roles import lower_ends
from tongbi.language import lexicon
from tongbi.language.annotation import FULL_STOP
from tongbi.language.folding import since
from tongbi.language.time_phrases import part_of_year
from tongbi.model import CellPlace, Figure, Report, Statement, TableThread, Thread

_CLAUSE = re.compile(r"[，,、；;。：:（(]")
_CUMULATIVE = re.compile(lexicon.one_of("zh/counting", "cumulative"))
# What stands around a figure, in characters before and behind it.
_BEFORE, _BEHIND = 16, 10


@dataclass(frozen=True, slots=True)
class Place:
    """A figure with where it stands: year, thread (of a cell: its aligned row and column), and its rank among the figures of its thread,
    year and unit, whose names are `beside`.

    `order` is its place in its year's list; `text` is the sentence, "" for a cell, `around` the words right before and behind the number;
    `told` what the report says of the value before, None where it says nothing.
    """

    figure: Figure
    year: int
    thread: str
    node: str | None
    order: int
    rank: int
    beside: tuple[str, ...]
    text: str
    around: str
    key: Key
    told: Evidence | None

    @property
    def terms(self) -> Terms:
        """The terms of what it measures."""
        return self.key.terms

    @property
    def home(self) -> str | int:
        """The unit, or the table by its index."""
        return self.figure.cell[0] if self.figure.cell else self.figure.unit_id


def places(
    reports: Sequence[Report], threads: Sequence[Thread], tables: Sequence[TableThread], lag: int, statements: Sequence[Statement] = ()
) -> Iterator[tuple[int, list[Place]]]:
    """The figures of each report, oldest first, save what is told again of a year before, numbers that only limit a noun, and those of
    sentences that nothing names. Cells of a line of a printed statement are in its thread, which knows more than their labels.
    """
    thread_of: dict[object, str] = {unit: thread.id for thread in threads for ids in thread.by_year.values() for unit in ids}
    cell_of = dict(_cells(tables)) | dict(_lines(statements))
    for report in reports:
        assert report.year is not None
        homes = [(figure, cell_of[report.year, figure.cell] if figure.cell else thread_of[figure.unit_id]) for figure in _measures(report)]
        yield report.year, list(placed(report, homes, report.year - lag))


def _measures(report: Report) -> Iterator[Figure]:
    """The figures that measure something; of a range the lower end, which knows the upper one."""
    for figure in lower_ends(report.figures):
        if figure.status != "base" and figure.kind != "criterion" and (figure.cell or terms(figure.head or "").core):
            yield figure


def placed(report: Report, homes: Sequence[tuple[Figure, str]], period: int) -> Iterator[Place]:
    """Figures of a report, each with its home (a thread, or the unit), as they are compared with figures of the year `period`."""
    assert report.year is not None
    told = evidence(report, period)
    text_of = {unit.id: unit.text for unit in report.units}
    node_of: Mapping[object, str | None] = {unit.id: unit.canonical for unit in report.units}
    beside: dict[tuple[str, str], list[str]] = defaultdict(list)
    for figure, home in homes:
        beside[home, figure.unit].append(figure.name)
    seen: Counter[tuple[str, str]] = Counter()
    for order, (figure, home) in enumerate(homes):
        at = home, figure.unit
        text = text_of.get(figure.unit_id, "")
        yield Place(
            figure=figure,
            year=report.year,
            thread=home,
            node=_node(report, figure.cell[0]) if figure.cell else node_of[figure.unit_id],
            order=order,
            rank=seen[at],
            beside=tuple(beside[at]),
            text=text,
            around=_around(text, figure),
            key=_key(text, figure, period),
            told=told.get(figure.cell or (figure.unit_id, figure.start)),
        )
        seen[at] += 1


def _around(text: str, figure: Figure) -> str:
    """The words right before and behind a figure."""
    end = figure.start + len(figure.text)
    return f"{text[max(0, figure.start - _BEFORE) : figure.start]}|{text[end : end + _BEHIND]}"


def _key(text: str, figure: Figure, period: int) -> Key:
    clause, head = _CLAUSE.split(text[: figure.start])[-1], figure.head or ""
    part = part_of_year(text[since(FULL_STOP, text, figure.start) : figure.start])
    return key(figure, terms(grown(head) if figure.sign else head, clause), period, _CUMULATIVE.search(clause) is not None, part)


def _cells(tables: Sequence[TableThread]) -> Iterator[tuple[tuple[int, CellPlace], str]]:
    """Every year's table cells with the name of the aligned cell they are."""
    for number, thread in enumerate(tables):
        for year, table in thread.by_year.items():
            for row, across in enumerate(thread.rows):
                for column, down in enumerate(thread.columns):
                    at, other = across.by_year[year], down.by_year[year]
                    if table is not None and at is not None and other is not None:
                        yield (year, (table, at, other)), f"table {number} row {row} column {column}"


def _lines(statements: Sequence[Statement]) -> Iterator[tuple[tuple[int, CellPlace], str]]:
    """The cells of the lines of statements that nothing is declared of, each with the name of its line."""
    for statement in statements:
        for number, line in enumerate(statement.lines):
            yield from (((year, cell), f"{statement.id} line {number}") for year, cell in line.where.items() if not line.concept)


def _node(report: Report, table: int) -> str | None:
    section = report.tables[table].section
    return None if section is None else report.sections[section].canonical
