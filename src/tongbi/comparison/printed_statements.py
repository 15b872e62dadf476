"""Printed statements: those of reports that declare nothing of their numbers, found by title and lines, their years set by period distance.

The title above a table, or else its lines, say which of the form's statements it is; what stands below the same title is one statement
(合并资产负债表（续）). A line goes on where the next report gives its value again under a like label, else where its label is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby, takewhile

from rapidfuzz.distance import Indel

from tongbi.comparison.statement_lines import as_amounts
from tongbi.figures.table_figures import bare
from tongbi.language import units
from tongbi.language.folding import fold
from tongbi.model import CellPlace, Period, Report, Statement, StatementLine, Table, table_lines
from tongbi.report.core_parts import StatementForm

_ACROSS = "·"


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a report's statement: its label as printed and bare, the headings above it, the cell of its year, the value there and that
    of the year before, both counted in the unit's own size, and how the unit is printed. A heading has neither value.
    """

    label: str
    bare: str
    above: tuple[str, ...]
    cell: CellPlace
    own: float | None
    before: float | None
    unit: str


def through_years(reports: Sequence[Report], forms: Sequence[StatementForm]) -> Iterator[Statement]:
    """The statements of the newest report through the years, in the order of the forms."""
    found = [_statements(report, forms) for report in reports]
    for form in forms:
        newest = found[-1].get(form.id)
        if newest:
            years = {report.year or 0: one[form.id] for report, one in zip(reports, found, strict=True) if form.id in one}
            name = reports[-1].tables[newest[0].cell[0]].name
            yield Statement(form.id, form.zh, form.en, "" if name in {form.zh, form.en} else name, tuple(as_amounts(_lines(years))))


# ── which table is which statement ────────────────────────────────────────────────────────────────────────────────────────────────


def _statements(report: Report, forms: Sequence[StatementForm]) -> dict[str, list[_Row]]:
    """The rows of each statement of a report: first those that a title names, then those that none does but that have more than half of the
    form's lines. A table is one statement, or one for each body that has columns in it.
    """
    titles = {_plain(title) for form in forms for title in form.titles}
    told = [_title(table, titles) for table in report.tables]
    offers = []
    for place, form in enumerate(forms):
        for tables in _runs(told, {"", *map(_plain, form.titles)} if form.lines else set()):
            across = [] if form.whose else [*_matrix(report.tables, tables)]
            rows = across or [row for at in tables for row in _rows(report.tables[at], at, form)]
            share, untitled = _share(rows, form), not told[tables[0]]
            if share > untitled / 2:
                offers.append((untitled, -share, place, tables[0], rows))
    found: dict[str, list[_Row]] = {}
    taken: set[tuple[int, int]] = set()
    for _, _, place, _, rows in sorted(offers, key=lambda offer: offer[:4]):
        columns = {(row.cell[0], row.cell[2]) for row in rows}
        if forms[place].id not in found and columns.isdisjoint(taken):
            found[forms[place].id] = rows
            taken |= columns
    return found


def _share(rows: Sequence[_Row], form: StatementForm) -> float:
    """How many of the lines of a form are told, 0–1."""
    wanted = {bare(fold(line)).casefold() for line in form.lines}
    return len(wanted & {row.bare.partition(_ACROSS)[0] for row in rows if row.own is not None}) / len(wanted)


def _title(table: Table, titles: Collection[str]) -> str:
    """The title of a statement that stands above a table, the longest of several (母公司资产负债表 is no 资产负债表); "" for none."""
    said = [_plain(part) for line in (table.name, *table.caption) for part in line.split("\t")]
    return max((title for title in titles if any(one.endswith(title) for one in said)), key=len, default="")


@lru_cache(maxsize=1024)
def _plain(title: str) -> str:
    """A title to be compared: without its enumerator, what stands in brackets at its end (续, in millions), blanks and case."""
    said = bare(fold(title)).casefold()
    return said.rpartition("(")[0] if said.endswith(")") else said


def _runs(told: Sequence[str], wanted: Collection[str]) -> Iterator[list[int]]:
    """The tables with one of these titles, those one after another with the same together; each alone that has none."""
    for title, places in groupby(range(len(told)), key=told.__getitem__):
        if title in wanted:
            yield from [[*places]] if title else ([at] for at in places)


def _rows(table: Table, at: int, form: StatementForm) -> Iterator[_Row]:
    """The rows of a table that has a column of the report's year, with the headings among them."""
    columns = table_lines.columns(table)
    own, before = (_column([(line.label, line.period) for line in columns], years, form) for years in (0, -1))
    if own is None:
        return
    printed = {units[own] for units in table.units}
    for row, label in enumerate(table.rows):
        *above, last = label.split("/")
        values = [None if column is None else table.values[row][column] for column in (own, before)]
        unit = table.units[row][own] if table.units else ""
        # $ stands beside the first number of a column alone: the others of its scale are of it.
        unit = next((one for one in printed if unit and one.startswith(f"{unit} ")), unit)
        size = units.scale_of(unit)[0]
        now, then = (value * size if isinstance(value, float) else None for value in values)
        yield _Row(last, bare(fold(last)).casefold(), tuple(above), (at, row, own), now, then, unit)


def _matrix(tables: Sequence[Table], places: Sequence[int]) -> Iterator[_Row]:
    """The cells of a statement whose columns are no years but parts of one (股本, 资本公积), the year before in a table of its own
    (本期金额, 上期金额), each with its row's and its column's label.
    """
    years = {at: {line.period.years if line.period else None for line in table_lines.columns(tables[at])} for at in places}
    own, before = ([at for at in places if years[at] == {distance} and tables[at].columns[1:]] for distance in (0, -1))
    then = {key: value for at in before for key, _, value in _cells(tables[at])}
    for at in own:
        for key, (row, column), now in _cells(tables[at]):
            *above, last = key[0].split("/")
            if now is not None or then.get(key) is not None:
                label, unit = f"{last} · {key[2]}", tables[at].units[row][column] if tables[at].units else ""
                called = f"{bare(fold(last))}{_ACROSS}{fold(key[2])}".casefold()
                size = units.scale_of(unit)[0]
                own_value, older = (value if value is None else value * size for value in (now, then.get(key)))
                yield _Row(label, called, tuple(above), (at, row, column), own_value, older, unit)


def _cells(table: Table) -> Iterator[tuple[tuple[str, int, str], tuple[int, int], float | None]]:
    """The cells of a table, each with its labels and how often that of its row stood before, its place, and its number."""
    columns = table_lines.columns(table)
    for row, label in enumerate(table.rows):
        for column, value in enumerate(table.values[row]):
            key = label, table.rows[:row].count(label), columns[column].label.replace("/", " › ")
            yield key, (row, column), value if isinstance(value, float) else None


def _column(columns: Sequence[tuple[str, Period | None]], years: int, form: StatementForm) -> int | None:
    """The first column so many years from the report's own, of those of the form's own body where several bodies have one."""
    found = [at for at, (_, one) in enumerate(columns) if one is not None and one.years == years and not one.part and one.sort != "change"]
    named = [at for at in found if any(fold(columns[at][0]).casefold().startswith(word) for word in form.whose)]
    return next(iter(named or found), None)


# ── lines through the years ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _lines(years: Mapping[int, Sequence[_Row]]) -> Iterator[StatementLine]:
    """The lines in the newest report's order, those that only an older one has behind what they stood behind there."""
    newest, *older = sorted(years, reverse=True)
    chains = [{newest: row} for row in years[newest]]
    for year in older:
        _go_on(chains, year, years[year])
    yield from _with_headings([(chain[max(chain)], _line(chain, years)) for chain in chains])


def _go_on(chains: list[dict[int, _Row]], old: int, rows: Sequence[_Row]) -> None:
    """Puts the rows of a year older than all into the lines that they are, those that no newer year has behind what they stood behind."""
    # The report right after it tells the year again; those later tell nothing of it.
    lasts = [row if old + 1 in chain else replace(row, before=None) for chain in chains for row in [chain[min(chain)]]]
    hosts = {other: chains[at] for at, other in _pairs(lasts, rows).items()}
    place = 0
    for other, row in enumerate(rows):
        host = hosts.get(other)
        if host is None:
            chains.insert(place, {old: row})
        else:
            host[old] = row
        place = place + 1 if host is None else next(at for at, chain in enumerate(chains, 1) if chain is host)


def _with_headings(told: Sequence[tuple[_Row, StatementLine]]) -> Iterator[StatementLine]:
    """The lines that have a value in some year, below the headings that stand above them: the steps of their labels, and what ends with a
    colon and has no value.
    """
    above: tuple[str, ...] = ()
    pending: list[str] = []
    for row, line in told:
        if line.is_heading:
            pending = [line.label] if line.label.endswith((":", "：")) else pending
            continue
        shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(above, row.above, strict=False)))
        yield from map(StatementLine, (*pending, *row.above[shared:]))
        pending, above = [], row.above
        yield line


def _pairs(new: Sequence[_Row], old: Sequence[_Row]) -> dict[int, int]:
    """Which row goes on from which older one (new → old): those whose value the newer report gives again, then those of the same label
    below the same headings, then of the same label.
    """
    found: dict[int, int] = {}
    left = dict.fromkeys(range(len(old)))
    for test in _TESTS:
        for at, row in enumerate(new):
            other = next((other for other in left if test(row, old[other])), None) if at not in found else None
            if other is not None:
                found[at] = other
                del left[other]
    return found


_TESTS: Sequence[Callable[[_Row, _Row], bool]] = (
    lambda new, old: new.bare == old.bare and new.before == old.own,
    lambda new, old: bool(new.before) and new.before == old.own and Indel.normalized_similarity(new.bare, old.bare) > 2 / 3,
    lambda new, old: (new.bare, new.above) == (old.bare, old.above),
    lambda new, old: new.bare == old.bare,
)
"""What makes a newer and an older row one line, the surest first; two labels with one value where two thirds of their characters agree
(营业税金及附加, 税金及附加).
"""


def _line(chain: Mapping[int, _Row], years: Collection[int]) -> StatementLine:
    """A line with its values by year, each as the newest report with the year's column tells it; what the year's own told stands beside,
    and so does what that column has no line for. Where a report turns the sign of the year before (a loss that was printed as a cost),
    older values of that sign are turned, too.
    """
    newest = chain[max(chain)]
    scale, word = units.scale_of(newest.unit)
    unit = newest.unit.replace(word, "").strip()
    own = {year: row.own for year, row in chain.items() if row.own is not None}
    again = {year - 1: row.before for year, row in chain.items() if row.before is not None and year - 1 in years}
    dropped = [year for year, value in own.items() if value and year not in again and year + 1 in years]
    other = {year: own[year] for year, value in again.items() if year in own and _differ(chain[year], chain[year + 1], own[year], value)}
    values = dict(sorted((year, value) for year, value in {**own, **again}.items() if year not in dropped))
    turned = max((year for year in other if again[year] == -own[year]), default=0)
    if all(value * own[turned] >= 0 for year, value in values.items() if year < turned):
        other |= {year: value for year, value in values.items() if year < turned and value}
        values = {year: -value if year < turned and value else value for year, value in values.items()}
    return StatementLine(
        label=newest.label,
        unit=unit,
        scale=scale,
        printed_unit=units.scaled(unit, word) if word else "",
        values=values,
        where={year: chain[year].cell for year in own},
        retold=tuple(sorted(again.keys() - own.keys())),
        restated=dict(sorted((other | {year: own[year] for year in dropped}).items())),
        dropped=tuple(sorted(dropped)),
    )


def _differ(old: _Row, new: _Row, own: float, again: float) -> bool:
    """Whether two values of one year are apart by more than the last digit explains that the coarser of the two reports prints."""
    sizes = [units.scale_of(row.unit)[0] for row in (old, new)]
    digits = [
        size * 10.0 ** -len(f"{value / size:.6f}".rstrip("0").partition(".")[2]) for size, value in zip(sizes, (own, again), strict=True)
    ]
    return abs(own - again) > (max(digits) / 2 if sizes[0] != sizes[1] else 0.0)
