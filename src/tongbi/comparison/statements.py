"""Statements: the tables of a filing that its form asks for, compared year by year in the newest filing's order.

A statement is known by the concepts that its cells are declared to be, as the schema lists them; its lines go on by concept and members.
What only an older filing has stands behind the line that it stood behind there. Parts of one concept (segments, products, regions) follow
under the concept's own heading.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tongbi.comparison import printed_statements
from tongbi.figures.tagged_facts import Measure, of_year, scale_of, words_of
from tongbi.language import units
from tongbi.model import Report, Statement, StatementLine, TaggedFact
from tongbi.report.core_parts import StatementForm
from tongbi.report.schema import Schema

_Table = int


@dataclass(frozen=True, slots=True)
class _Filing:
    """A filing with what it declares of its own year and of the one before, and the facts of its year by table, row by row."""

    report: Report
    own: Mapping[Measure, TaggedFact]
    again: Mapping[Measure, TaggedFact]
    by_table: Mapping[_Table, Mapping[int, Sequence[TaggedFact]]]

    @classmethod
    def of(cls, report: Report) -> _Filing:
        by_table: dict[_Table, dict[int, list[TaggedFact]]] = defaultdict(lambda: defaultdict(list))
        for fact in report.facts:
            if fact.cell and fact.years == 0:
                by_table[fact.cell[0]][fact.cell[1]].append(fact)
        return cls(report, of_year(report, 0), of_year(report, -1), by_table)


def statements(reports: Sequence[Report], known: Schema) -> tuple[Statement, ...]:
    """The statements of the newest filing through the years, in the schema's order, then the parts; as they are printed where nothing is
    declared.
    """
    if not any(report.facts for report in reports):
        return tuple(printed_statements.through_years(reports, known.statements))
    filings = [_Filing.of(report) for report in reports]
    newest, found = filings[-1], []
    tables = [_tables(filing, known) for filing in filings]
    for form in known.statements:
        at = tables[-1].get(form.id)
        lines = [] if at is None else _lines(newest, at)
        for filing, places in zip(reversed(filings[:-1]), reversed(tables[:-1]), strict=True):
            if lines and form.id in places:
                lines = _with_older(lines, _lines(filing, places[form.id]))
        lines = lines or [*_parts(newest, form)]
        if lines:
            name = "" if at is None else newest.report.tables[at].name
            found.append(Statement(form.id, form.zh, form.en, name, _once([_through_years(line, filings) for line in lines])))
    return tuple(found)


# ── which table is which statement ────────────────────────────────────────────────────────────────────────────────────────────────


def _tables(filing: _Filing, known: Schema) -> dict[str, _Table]:
    """By statement the table that has most of its concepts, two at the least, the largest of several; each table is one statement."""
    offers = []
    for form in known.statements:
        asked = {*form.concepts}
        for at, rows in filing.by_table.items():
            facts = [fact for told in rows.values() for fact in told]
            told = asked & {fact.concept for fact in facts}
            if len(told) > 1:
                offers.append((-len(told) / len(asked), -len(facts), form.id, at))
    found: dict[str, _Table] = {}
    for _, _, name, at in sorted(offers):
        if name not in found and at not in found.values():
            found[name] = at
    return found


# ── lines ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _lines(filing: _Filing, at: _Table) -> list[StatementLine]:
    """The lines of a statement in its order: headings, and what is declared of the filing's year."""
    table, rows = filing.report.tables[at], filing.by_table[at]
    across = max((len(told) for told in rows.values()), default=0) > 1
    lines: list[StatementLine] = []
    for row, label in enumerate(table.rows):
        if not rows.get(row) and label and all(value is None for value in table.values[row]):
            lines.append(StatementLine(label))
        for fact in rows.get(row, ()):
            cell = fact.cell or (at, row, 0)
            column = table.columns[cell[2]].replace("/", " ")
            lines.append(_line(fact, f"{label} · {column}" if across and column else label, table.values[row][cell[2]]))
    return lines


def _line(fact: TaggedFact, label: str, printed: object) -> StatementLine:
    """A line by its fact, with the sign that the statement prints."""
    scale, word = scale_of(fact)
    unit = fact.unit.partition("/")[0]
    turned = isinstance(printed, float) and printed * fact.value < 0
    line = StatementLine(label.replace("/", " › "), fact.concept, fact.dimensions, unit, scale, units.scaled(unit, word) if word else "")
    return replace(line, values={-1 if turned else 1: 0.0})


def _with_older(lines: Sequence[StatementLine], older: Sequence[StatementLine]) -> list[StatementLine]:
    """The lines with those that only an older filing has, each behind the one that it stood behind."""
    merged = list(lines)
    known = {_measure(line) for line in lines if line.concept}
    place = 0
    for line in older:
        if line.concept and _measure(line) not in known:
            merged.insert(place, line)
            place += 1
        elif line.concept:
            place = next(at for at, one in enumerate(merged, 1) if _measure(one) == _measure(line))
    return merged


def _measure(line: StatementLine) -> Measure:
    return line.concept, line.members, line.unit


def _parts(filing: _Filing, form: StatementForm) -> Iterator[StatementLine]:
    """The parts of each concept along the form's axes, under the concept's heading."""
    axes = {*form.axes, *form.beside}
    told: dict[str, list[TaggedFact]] = defaultdict(list)
    for fact in filing.own.values():
        if fact.cell and fact.dimensions and {_axis(part) for part in fact.dimensions} <= axes:
            told[fact.concept].append(fact)
    whole = {fact.concept: fact.label for fact in filing.own.values() if not fact.dimensions and fact.label}
    order = {concept: min(fact.cell or (0, 0, 0) for fact in facts) for concept, facts in told.items() if len(facts) > 1}
    for concept in sorted(order, key=lambda one: order[one]):
        heading = _heading(concept, whole.get(concept, ""))
        yield StatementLine(heading)
        facts = sorted(told[concept], key=lambda fact: fact.cell or (0, 0, 0))
        named = [(_members(fact, form), fact) for fact in facts]
        own = Counter((*members[:-1], fact.label) for members, fact in named)
        for members, fact in named:
            is_own = own[(*members[:-1], fact.label)] == 1 and fact.label.lower() != heading.lower()
            yield _line(fact, " · ".join((*members[:-1], fact.label) if is_own else members), fact.value)


def _heading(concept: str, label: str) -> str:
    """What parts are of: the whole's label where it shares a word with the concept (no Consolidated), else the concept in words."""
    named = words_of(concept)
    return label if {*label.lower().split()} & {*named.lower().split()} else named


def _axis(part: str) -> str:
    return part.partition("=")[0]


def _members(fact: TaggedFact, form: StatementForm) -> tuple[str, ...]:
    """The members of a part in words, in the order of the form's axes; those of axes that stand beside them where there are no others."""
    of_axis = {_axis(part): words_of(part) for part in fact.dimensions}
    return tuple(of_axis[axis] for axis in form.axes if axis in of_axis) or tuple(of_axis.values())


# ── values ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _once(lines: Sequence[StatementLine]) -> tuple[StatementLine, ...]:
    """The lines without those that another tells under the same label with the same values: the filer changed the concept."""
    kept = []
    for line in lines:
        others = [other for other in lines if other.concept != line.concept and other.label.lower() == line.label.lower()]
        if not line.concept or not any(line.values.items() < other.values.items() for other in others):
            kept.append(line)
    return tuple(kept)


def _through_years(line: StatementLine, filings: Sequence[_Filing]) -> StatementLine:
    """A line with its values by year: as each filing tells its own year, and where none does as the next one tells it."""
    if not line.concept:
        return line
    (sign,) = line.values
    own = {filing.report.year or 0: filing.own[_measure(line)] for filing in filings if _measure(line) in filing.own}
    again = {(filing.report.year or 0) - 1: filing.again[_measure(line)] for filing in filings if _measure(line) in filing.again}
    years = {filing.report.year for filing in filings}
    retold = {year: fact for year, fact in again.items() if year in years and year not in own}
    return replace(
        line,
        values={year: sign * fact.value for year, fact in sorted({**own, **retold}.items())},
        where={year: fact.cell for year, fact in own.items() if fact.cell},
        retold=tuple(sorted(retold)),
        restated={year: sign * fact.value for year, fact in again.items() if year in own and own[year].differs(fact)},
    )
