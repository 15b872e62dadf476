"""Statements: the tables of a filing that its form asks for, compared year by year in the newest filing's order.

A statement is known by the concepts that its cells are declared to be, as the schema lists them, and may go on in the next table; its
lines go on by concept and members, and where a filer changed the concept by the year that both filings print.
What only an older filing has stands behind the line that it stood behind there. A year's column is that of the newest filing that prints
it, so that it adds up. Parts of one concept (segments, products, regions) follow under the concept's own heading.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tongbi.comparison import printed_statements, statement_parts
from tongbi.comparison.statement_parts import LineKey, axis_of, headed, heading, line_of, of_balance, parts, told_apart, with_older
from tongbi.figures.tagged_facts import Measure, measure_of, of_year, printed_value
from tongbi.model import CellPlace, Indicator, Report, Statement, StatementLine, TaggedFact, table_lines
from tongbi.report.core_parts import StatementForm
from tongbi.report.schema import Schema
from tongbi.report.tables import cell_values

_REGISTRANT = "registrant "
_Table = int
_Rows = Mapping[int, Sequence[TaggedFact]]
_Parts = tuple[tuple[str, ...], str]
"""The members and the unit of a fact."""


@dataclass(frozen=True, slots=True)
class _Filing:
    """A filing: the facts of its cells by table and row, the tables of its statements, what these print by measure and distance in years,
    and what it declares anywhere by distance and measure.
    """

    report: Report
    by_table: Mapping[_Table, _Rows]
    tables: Mapping[str, Sequence[_Table]]
    shown: Mapping[str, Mapping[tuple[Measure, int], TaggedFact]]
    declared: Mapping[int, Mapping[Measure, TaggedFact]]

    @classmethod
    def of(cls, report: Report, known: Schema) -> _Filing:
        by_table: dict[_Table, dict[int, list[TaggedFact]]] = defaultdict(lambda: defaultdict(list))
        for fact in report.facts:
            if fact.cell and fact.years is not None:
                by_table[fact.cell[0]][fact.cell[1]].append(fact)
        tables = _tables(by_table, known, _along(report))
        shown = {form: _shown(report, [by_table[at] for at in run]) for form, run in tables.items()}
        declared = {years: of_year(report, years) for years in {fact.years for fact in report.facts} if years is not None}
        return cls(report, by_table, tables, shown, declared)

    @property
    def year(self) -> int:
        return self.report.year or 0


def statements(reports: Sequence[Report], known: Schema) -> tuple[Statement, ...]:
    """The statements of the newest filing through the years, in the schema's order, then the parts; as they are printed where nothing is
    declared.
    """
    if not any(report.facts for report in reports):
        return tuple(printed_statements.through_years(reports, known.statements))
    filings = [_Filing.of(report, known) for report in reports]
    newest, found = filings[-1], []
    captions = {fact.concept: fact.label for shown in newest.shown.values() for fact in shown.values() if not fact.dimensions}
    along = _along(newest.report)
    for form, whose in ((form, whose) for whose in ("", *along) for form in known.statements):
        key = _key(form, whose)
        run = newest.tables.get(key, ())
        heads = {part: head for at in run for part, head in _columns(newest, at).items()}
        lines = [line for at in run for line in _lines(newest, at, heads)]
        for filing in reversed(filings[:-1]) if lines else ():
            lines = _with_older(lines, [line for at in filing.tables.get(key, ()) for line in _lines(filing, at, heads)])
        of_parts = [] if lines or whose else [[*parts(filing.report, form, captions)] for filing in filings]
        lines = lines or [line for one in of_parts[-1:] for line in one]
        if lines:
            name = " · ".join(filter(None, (along.get(whose, ""), newest.report.tables[run[0]].name if run else "")))
            through = [_through_years(line, _Course(measure, key, filings)) for line, measure in lines]
            for filing, older in zip(filings[-2::-1], of_parts[-2::-1], strict=False):
                told = [_through_years(line, _Course(measure, key, filings)) for line, measure in older if not measure[1]]
                through = with_older(through, told, filing.year)
            once = _once([*statement_parts.as_amounts(through)], form.beside)
            found.append(Statement(form.id, form.zh, form.en, name, once if run else told_apart(headed(once))))
    return tuple(found)


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


# ── which table is which statement ────────────────────────────────────────────────────────────────────────────────────────────────


def _along(report: Report) -> dict[str, str]:
    """The registrants that file along, by their members."""
    return {name.removeprefix(_REGISTRANT): value for name, value in report.metadata.items() if name.startswith(_REGISTRANT)}


def _key(form: StatementForm, whose: str) -> str:
    return f"{form.id} {whose}".rstrip()


def _tables(by_table: Mapping[_Table, _Rows], known: Schema, along: Collection[str]) -> dict[str, Sequence[_Table]]:
    """By statement the table that has most of its concepts, two at the least, the largest of several, with those that it goes on in; each
    table is of the statement of which it has most. What is told of one part alone is none of the filing's, save a registrant's own.
    """
    offers = []
    for place, form in enumerate(known.statements):
        for at, rows in by_table.items():
            facts = [fact for told in rows.values() for fact in told if fact.years == 0]
            told = {*form.concepts} & {fact.concept for fact in facts}
            shared = set.intersection(*({*fact.dimensions} for fact in facts)) if len(told) > 1 else {""}
            if not shared or not shared.isdisjoint(along):
                offers.append((-len(told), place, -len(facts), _key(form, next(iter(shared.intersection(along)), "")), at))
    found: dict[str, _Table] = {}
    for *_, name, at in sorted(offers):
        if name not in found and at not in found.values():
            found[name] = at
    free = [at for at in sorted(by_table) if at not in found.values()]
    whole = {(_key(form, whose)): (whose, {*form.concepts}) for form in known.statements for whose in ("", *along)}
    return {key: _run(found[key], free, by_table, *whole[key]) for key in whole if key in found}


def _run(at: _Table, free: Collection[_Table], by_table: Mapping[_Table, _Rows], whose: str, asked: Collection[str]) -> list[_Table]:
    """A statement's table, with those right before and behind it that go on with it: of as many columns, each with concepts of the form,
    none of which another has (assets and liabilities in tables of their own, cash flows from financing behind a page break).
    """
    order = sorted(by_table)
    run = [at]
    for behind in (False, True):
        while (place := order.index(run[-behind]) + (1 if behind else -1)) in range(len(order)) and order[place] in free:
            told, columns = _whole(by_table[order[place]], whose)
            known, others = zip(*(_whole(by_table[one], whose) for one in run), strict=True)
            own = told & {*asked}
            if not own or columns not in others or not own.isdisjoint(set().union(*known)):
                break
            run.insert(len(run) if behind else 0, order[place])
    return run


def _whole(rows: _Rows, whose: str) -> tuple[set[str], int]:
    """The concepts of which a table prints the filing's year without members but `whose`, and in how many columns it has such facts."""
    facts = [fact for told in rows.values() for fact in told if [*fact.dimensions] == [whose] * bool(whose)]
    return {fact.concept for fact in facts if fact.years == 0}, len({fact.cell[2] for fact in facts if fact.cell})


def _shown(report: Report, tables: Sequence[_Rows]) -> dict[tuple[Measure, int], TaggedFact]:
    """What tables print by measure and distance in years, with the sign that it is printed with."""
    found: dict[tuple[Measure, int], TaggedFact] = {}
    for fact in (fact for rows in tables for told in rows.values() for fact in told):
        found.setdefault((measure_of(fact), fact.years or 0), replace(fact, value=printed_value(fact, report.tables)))
    return found


# ── lines ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _lines(filing: _Filing, at: _Table, called: Mapping[_Parts, str]) -> list[tuple[StatementLine, LineKey]]:
    """The lines of a statement in its order: headings, what is declared of the filing's year, and what that year opens with. `called` is
    how the newest filing heads the columns of what each is of.
    """
    table, rows = filing.report.tables[at], filing.by_table[at]
    heads, names = {**_columns(filing, at), **called}, _names(filing, at)
    now = {row: [fact for fact in told if fact.years == 0] for row, told in rows.items()}
    across = max(map(len, now.values()), default=0) > 1
    closing = {measure_of(fact): row for row, told in now.items() for fact in told}
    last = {row for row, told in rows.items() if now[row] or not across}
    lines: list[tuple[StatementLine, LineKey]] = []
    for row, label in enumerate(table.rows):
        before = [fact for fact in rows.get(row, ()) if fact.years == -1]
        opening = [fact for fact in before if not fact.begin and closing.get(measure_of(fact), row) > row]
        only = [fact for fact in before if row in last and measure_of(fact) not in closing]
        if not rows.get(row) and label and all(value is None or value in cell_values.NOTHING for value in table.values[row]):
            lines.append(heading(label))
        for fact in (*now.get(row, ()), *opening, *only):
            is_opening = fact in opening
            named, column = of_balance(names[measure_of(fact), label], fact, is_opening), heads.get(_parts_of(fact), "")
            lines.append(line_of(fact, f"{named} · {column}" if across and column else named, is_opening))
    return lines


def _parts_of(fact: TaggedFact) -> _Parts:
    return fact.dimensions, fact.unit


def _columns(filing: _Filing, at: _Table) -> dict[_Parts, str]:
    """What stands above the cells of each part in a table, without their periods."""
    facts = [(fact, fact.cell) for told in filing.by_table[at].values() for fact in told]
    columns = table_lines.columns(filing.report.tables[at])
    return {_parts_of(fact): columns[cell[2]].label.replace("/", " ") for fact, cell in facts if cell}


def _names(filing: _Filing, at: _Table) -> dict[tuple[Measure, str], str]:
    """What each measure's lines are called by the labels of their rows, without what these say at their end of one year alone: "Dividends
    ($0.83 per share)" beside "Dividends ($0.76 per share)".
    """
    table, labels = filing.report.tables[at], defaultdict[Measure, set[str]](set)
    for row, told in filing.by_table[at].items():
        for fact in told:
            labels[measure_of(fact)].add(table.rows[row])
    plain = {label: label.rpartition(" (")[0] if label.endswith(")") else "" for label in table.rows}
    shared = {(one, name) for one, said in labels.items() for name, many in Counter(map(plain.get, said)).items() if name and many > 1}
    return {(one, label): plain[label] if (one, plain[label]) in shared else label for one, said in labels.items() for label in said}


def _with_older(
    lines: Sequence[tuple[StatementLine, LineKey]], older: Sequence[tuple[StatementLine, LineKey]]
) -> list[tuple[StatementLine, LineKey]]:
    """The lines with those that only an older filing has, each behind the one that it stood behind: of the same measure, or under the same
    label where the filer changed the measure.
    """
    merged = list(lines)
    known, before = ({key for line, key in one if line.concept} for one in (lines, older))
    renamed = {(line.label.lower(), line.members): key for line, key in lines if key not in before}
    place = 0
    for line, key in older:
        twin = key if key in known else renamed.get((line.label.lower(), line.members))
        if line.concept and twin:
            place = next(at for at, (_, one) in enumerate(merged, 1) if one == twin)
        if line.concept and key not in known:
            merged.insert(place, (line, key))
            place += 1
    return merged


# ── values ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Course:
    """A line through the filings: what they tell of its measure in a statement, as printed there, or else anywhere."""

    key: LineKey
    form: str
    filings: Sequence[_Filing]

    def printed(self, filing: _Filing, year: int) -> TaggedFact | None:
        """What the filing's statement prints of a year."""
        return filing.shown.get(self.form, {}).get((self.key[0], self.distance(filing, year)))

    def anywhere(self, filing: _Filing, year: int) -> TaggedFact | None:
        """What the filing declares of a year elsewhere, with the sign of the statement."""
        fact = filing.declared.get(self.distance(filing, year), {}).get(self.key[0])
        return replace(fact, value=-fact.value) if fact and self.is_turned() else fact

    def distance(self, filing: _Filing, year: int) -> int:
        return year - filing.year - self.key[1]

    def of(self, year: int) -> tuple[_Filing, TaggedFact] | None:
        """The newest filing that prints a year in its statement, else the newest that declares it anywhere, with what it tells."""
        later = [filing for filing in reversed(self.filings) if filing.year >= year]
        return next(
            ((filing, fact) for look in (self.printed, self.anywhere) for filing in later if (fact := look(filing, year)) is not None), None
        )

    def first(self, filing: _Filing, told: TaggedFact) -> TaggedFact | None:
        """What a filing tells of its own year; where it does not, what it prints under the label of what is told later, of more or of fewer
        axes, or of a member by another name: the filer may have changed them.
        """
        return self.printed(filing, filing.year) or self.anywhere(filing, filing.year) or self._of_axes(filing, told)

    def _of_axes(self, filing: _Filing, told: TaggedFact) -> TaggedFact | None:
        concept, parts, unit = self.key[0]
        years = self.distance(filing, filing.year)
        labelled = [
            fact
            for fact in filing.report.facts
            if (fact.concept, fact.unit.partition("/")[0], fact.years) == (concept, unit, years) and fact.cell and parts
            if fact.dimensions and fact.label.lower() == told.label.lower()
        ]
        nested = [fact for fact in labelled if {*fact.dimensions} < {*parts} or {*parts} < {*fact.dimensions}]
        if nested:
            return max(nested, key=lambda fact: len({*parts} & {*fact.dimensions}))
        # A label that one part alone has names it, by members that no other filing knows.
        alone = labelled[0] if len({fact.dimensions for fact in labelled}) == 1 else None
        return alone if alone and self._is_renamed({*alone.dimensions}, {*parts}, filing) else None

    def _is_renamed(self, old: set[str], new: set[str], filing: _Filing) -> bool:
        """Whether two parts differ along one axis, in members that one filing alone knows each, and one may be told along more axes."""
        known = [{part for fact in one.report.facts for part in fact.dimensions} for one in (self.filings[-1], filing)]
        left, come = ({axis_of(part): part for part in own - other} for own, other in ((old, new), (new, old)))
        apart = left.keys() & come.keys()
        alone = all(left[axis] not in known[0] and come[axis] not in known[1] for axis in apart)
        return len(apart) == 1 and alone and apart in (left.keys(), come.keys())

    def is_turned(self) -> bool:
        """Whether the statements print it with the other sign than it is declared with."""
        return any(
            fact.value * filing.declared[years][measure].value < 0
            for filing in self.filings
            for (measure, years), fact in filing.shown.get(self.form, {}).items()
            if measure == self.key[0]
        )


def _through_years(line: StatementLine, course: _Course) -> StatementLine:
    """A line with its values by year, each from the newest filing that prints it; what the year's own filing told stands beside, and so
    does what a later filing's column has no line for: it would be counted twice.
    """
    if not line.concept:
        return line
    told = {filing.year: one for filing in course.filings if (one := course.of(filing.year))}
    own = {filing.year: fact for filing in course.filings if filing.year in told and (fact := course.first(filing, told[filing.year][1]))}
    gone = [year for year, (source, fact) in told.items() if fact.value and _is_dropped(course, source, year)]
    other = {year: own[year].value for year, (_, fact) in told.items() if year in own and own[year].differs(fact)}
    return replace(
        line,
        values={year: fact.value for year, (_, fact) in told.items() if year not in gone},
        where={year: fact.cell for year, fact in own.items() if fact.cell},
        retold=tuple(year for year, (_, fact) in told.items() if fact.value and year not in own and not _is_there(fact, course, year)),
        restated=other | {year: told[year][1].value for year in gone},
        dropped=tuple(gone),
    )


def _is_dropped(course: _Course, source: _Filing, year: int) -> bool:
    """Whether a later filing's statement has the column of a year without the line."""
    later = course.filings[course.filings.index(source) + 1 :]
    return any(years == year - filing.year for filing in later for _, years in filing.shown.get(course.form, {}))


def _is_there(fact: TaggedFact, course: _Course, year: int) -> bool:
    """Whether the year's own filing prints the same amount: of the same concept, under the same label, or in the statement."""
    filing = next(one for one in course.filings if one.year == year)
    beside = [one for one in filing.report.facts if one.cell and one.years == -course.key[1] and abs(one.value) == abs(fact.value) > 0]
    return any(
        one.concept == fact.concept or one.label.lower() == fact.label.lower() or one.cell[0] in filing.tables.get(course.form, ())
        for one in beside
        if one.cell
    )


def _once(lines: Sequence[StatementLine], beside: Collection[str]) -> tuple[StatementLine, ...]:
    """The lines without those that another tells with the same values: under the same label, where the filer changed the concept and no
    filing prints both, or as the same part along other axes.
    """
    kept: list[StatementLine] = []
    for line in lines:
        others = [other for other in lines if other is not line and other.values.items() >= line.values.items()]
        if not line.concept or not any(_is_again(line, other, other in kept, beside) for other in others):
            kept.append(line)
    return tuple(line for line in lines if line in kept or _adds_up(line, kept))


def _adds_up(line: StatementLine, kept: Sequence[StatementLine]) -> bool:
    """Whether a part stands in a table with others of its breakdown, along the same axes, that are told nowhere else."""
    axes, tables = [*map(axis_of, line.members)], {(year, cell[0]) for year, cell in line.where.items()}
    alike = (one for one in kept if one.concept == line.concept and axes and [*map(axis_of, one.members)] == axes)
    return any((year, cell[0]) in tables for one in alike for year, cell in one.where.items())


def _is_again(line: StatementLine, other: StatementLine, is_kept: bool, beside: Collection[str]) -> bool:
    """Whether a line tells what another with its values tells."""
    if line.concept != other.concept:
        taken_up = line.dropped and all(line.restated[year] == other.values.get(year) for year in line.dropped)
        is_named = line.label.lower() == other.label.lower() or (taken_up and line.unit == other.unit)
        is_other = not (is_named and line.where.keys().isdisjoint(other.where))
        return not is_other and (is_kept or len(line.values) < len(other.values))
    own, others = ({part for part in one.members if axis_of(part) not in beside} for one in (line, other))
    is_part = line.members != other.members and own and others and (own == others or {*map(axis_of, own)}.isdisjoint(map(axis_of, others)))
    return bool(is_part and is_kept and any(line.values.values()))
