"""Places of figures: where each stands, and what two figures must share to be one measure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tongbi.figures.name_terms import Terms, terms
from tongbi.figures.placed_claims import told_again
from tongbi.language import lexicon
from tongbi.model import CellPlace, Figure, Report, TableThread, Thread

_CLAUSE = re.compile(r"[，,、；;。：:（(]")
_CUMULATIVE = re.compile(lexicon.one_of("zh/counting", "cumulative"))


@dataclass(frozen=True, slots=True)
class Sort:
    """What two figures must share to be one measure: both of a plan (`target`) or neither, both a step, held against the same, or a state,
    both of several years or neither, and whose cases they count and which.
    """

    target: bool
    step: bool
    basis: str | None
    several: bool
    owner: str | None
    of: str | None


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
    for figure in report.figures:
        if figure.status != "base" and figure.kind != "criterion":
            yield figure


def _placed(report: Report, homes: Sequence[tuple[Figure, str]], period: int) -> Iterator[Place]:
    assert report.year is not None
    told = dict(told_again(report, period))
    text_of = {unit.id: unit.text for unit in report.units}
    node_of: dict[object, str | None] = {unit.id: unit.canonical for unit in report.units}
    beside: dict[tuple[str, str], list[str]] = defaultdict(list)
    for figure, home in homes:
        beside[home, figure.unit].append(figure.name)
    seen: Counter[tuple[str, str]] = Counter()
    for figure, home in homes:
        key = home, figure.unit
        text, subject = text_of.get(figure.unit_id, ""), figure.head or ""
        sort = Sort(figure.status == "target", figure.sign is not None, figure.basis, figure.several, figure.owner, figure.of)
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
            subject=subject,
            text=text,
            terms=terms(subject, clause),
            summed=_CUMULATIVE.search(clause) is not None,
            told=told.get((figure.unit_id, figure.start)),
        )
        seen[key] += 1


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
