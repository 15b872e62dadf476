"""Statements: the tables of a filing that its form asks for, compared year by year in the newest filing's order.

The lines of a table go on by concept and members, and where a filer changed the concept by the year that both filings print. What only an
older filing has stands behind the line that it stood behind there. Each table of parts (segments, products, regions) is one as well.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from tongbi.comparison import filed_tables, part_tables, printed_statements, statement_lines
from tongbi.comparison.filed_tables import Filing
from tongbi.comparison.statement_lines import Keyed
from tongbi.comparison.statement_values import Course, once, through_years
from tongbi.figures.tagged_facts import Measure
from tongbi.model import CellPlace, Indicator, Report, Statement, StatementLine
from tongbi.report.core_parts import StatementForm
from tongbi.report.schema import Schema


def statements(reports: Sequence[Report], known: Schema) -> tuple[Statement, ...]:
    """The statements of the newest filing through the years, in the schema's order, then the tables of its parts in its own; as they are
    printed where nothing is declared.
    """
    if not any(report.facts for report in reports):
        return tuple(printed_statements.through_years(reports, known.statements))
    filings = [Filing.of(report, known) for report in reports]
    along = filed_tables.registrants(filings[-1].report)
    found = [one for whose in ("", *along) for form in known.statements if (one := _statement(form, whose, filings))]
    return (*found, *(one for form in known.statements if form.axes for one in _of_parts(form, filings)))


def _statement(form: StatementForm, whose: str, filings: Sequence[Filing]) -> Statement | None:
    key, newest = filed_tables.key(form, whose), filings[-1]
    own = lines = _lines([newest], key)
    for older in reversed(filings[:-1]) if own else ():
        lines = statement_lines.with_older(lines, _lines([older, newest], key))
    if not own:
        return None
    through = zip(lines, _through(lines, key, filings), strict=True)
    told = once([*statement_lines.as_amounts(line for one, line in through if one in own or _tells(line))])
    names = filter(None, (filed_tables.registrants(newest.report).get(whose, ""), newest.report.tables[newest.tables[key][0]].name))
    return Statement(form.id, form.zh, form.en, " · ".join(names), told)


def _of_parts(form: StatementForm, filings: Sequence[Filing]) -> Iterator[Statement]:
    """The newest filing's tables of parts, each with what only the older filings have in theirs."""
    newest, tables = filings[-1], part_tables.of(filings[-1], form)
    again = [part_tables.found_again(newest, tables, older, part_tables.of(older, form)) for older in filings[:-1]]
    keys = {at: f"{form.id} {at}" for at in tables}
    filings = [
        *(older.with_tables({keys[at]: run for at, run in found.items()}) for older, found in zip(filings, again, strict=False)),
        newest.with_tables({key: [at] for at, key in keys.items()}),
    ]
    lines = {at: _lines(filings[-1:], key) for at, key in keys.items()}
    own = {at: _through(lines[at], key, filings) for at, key in keys.items()}
    told = [line for some in own.values() for line in some]
    elsewhere = {(measure, False) for shown in filings[-1].shown.values() for measure, _ in shown}
    for at, key in keys.items():
        for older in reversed(filings[:-1]):
            more = statement_lines.with_older(lines[at], _lines([older, newest], key), elsewhere)
            come = [line for line in more if line not in lines[at]]
            kept = [one for one, line in zip(come, _through(come, key, filings), strict=True) if _is_gone(line, told)]
            lines[at] = [line for line in more if line in lines[at] or line in kept]
        through = statement_lines.as_amounts(_through(lines[at], key, filings))
        yield Statement(form.id, form.zh, form.en, statement_lines.title(newest.report, at), tuple(through))


def _tells(line: StatementLine) -> bool:
    """Whether a line has an amount in any year."""
    return any((*line.values.values(), *line.restated.values()))


def _is_gone(line: StatementLine, told: Iterable[StatementLine]) -> bool:
    """Whether a line of older filings tells of a part an amount that none of the newest goes on: by its cell, or with its value of a year
    of which that has no cell.
    """
    amounts = {year: value for year, value in {**line.values, **line.restated}.items() if value and line.members}
    return bool(amounts) and not any(
        other.where.items() & line.where.items()
        or (other.concept == line.concept and any(year not in other.where and other.values.get(year) == amounts[year] for year in amounts))
        for other in told
    )


def _lines(filings: Sequence[Filing], key: str) -> list[Keyed]:
    """The lines of the first filing's statement; columns of parts are called as the last filing calls them."""
    first, last = filings[0], filings[-1]
    heads = {part: head for at in last.tables.get(key, ()) for part, head in statement_lines.columns(last, at).items()}
    return [line for at in first.tables.get(key, ()) for line in statement_lines.in_order(first, at, heads)]


def _through(lines: Iterable[Keyed], key: str, filings: Sequence[Filing]) -> list[StatementLine]:
    return [through_years(line, Course(measure, key, filings)) for line, measure in lines]


def in_filing_order(told: Sequence[Statement], newest: int) -> tuple[Statement, ...]:
    """Statements in the order in which the report of the `newest` year has the tables that most of their lines stand in, others last."""

    def place(one: Statement) -> tuple[bool, int]:
        tables = Counter(line.where[newest][0] for line in one.lines if newest in line.where)
        return not tables, max(tables, key=lambda table: (tables[table], -table), default=0)

    return tuple(sorted(told, key=place))


def placed(indicators: Sequence[Indicator], told: Sequence[Statement], reports: Sequence[Report]) -> tuple[Indicator, ...]:
    """The indicators, those of a statement's line with their cells there: net income stands in the income statement before all others; from
    a value that the next filing tells otherwise there is no step to that filing's.

    A line of opening balances tells the year before, so its cells are nobody's.
    """
    own = {(report.year, fact.cell) for report in reports for fact in report.facts if not fact.years}
    lines: dict[Measure, dict[int, tuple[float, CellPlace]]] = {}
    restated: dict[Measure, dict[int, float]] = defaultdict(dict)
    for line in (line for one in told for line in one.lines if line.concept):
        retold = {year: abs(value) for year, value in line.restated.items() if year in line.values}
        restated[line.concept, line.members, line.unit].update(retold)
        values = {year: abs(line.restated.get(year, line.values.get(year, 0.0))) for year in line.where}
        if cells := {year: (values[year], cell) for year, cell in line.where.items() if (year, cell) in own}:
            lines.setdefault((line.concept, line.members, line.unit), cells)
    keys = [(one.concept or "", one.members, one.unit) for one in indicators]
    return tuple(_anew(_placed(one, lines.get(key, {})), restated.get(key, {})) for one, key in zip(indicators, keys, strict=True))


def _anew(one: Indicator, restated: Mapping[int, float]) -> Indicator:
    """An indicator without steps from values that were `restated`, by year as the year's own filing told them."""
    steps = pairwise(sorted(one.values))
    anew = {new for old, new in steps if old in restated and abs(one.values[old]) == restated[old]}
    change = tuple(step for step in one.change if step.to_year not in anew)
    return replace(one, anew=tuple(sorted({*one.anew, *anew})), change=change) if anew else one


def _placed(one: Indicator, line: Mapping[int, tuple[float, CellPlace]]) -> Indicator:
    """An indicator with the cells of a line for those where it stands with the same value."""
    printed = {year: place for year, place in one.where.items() if isinstance(place, tuple) and year in line and year in one.values}
    return replace(one, where={**one.where, **{year: line[year][1] for year in printed if line[year][0] == abs(one.values[year])}})
