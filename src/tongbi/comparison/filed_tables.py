"""Tables of a filing: which is which statement of the form, and what each prints and declares by measure and year.

A statement is known by the concepts that its cells are declared to be, as the schema lists them, and may go on in the next table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from tongbi.figures.tagged_facts import Measure, measure_of, of_year, printed_value
from tongbi.model import Report, TaggedFact
from tongbi.report.core_parts import StatementForm
from tongbi.report.schema import Schema

Rows = Mapping[int, Sequence[TaggedFact]]
"""The facts of a table by row."""
_REGISTRANT = "registrant "


@dataclass(frozen=True, slots=True)
class Filing:
    """A filing: the facts of its cells by table and row, the tables of its statements, what these print by measure and distance in years,
    and what it declares anywhere by distance and measure.
    """

    report: Report
    by_table: Mapping[int, Rows]
    tables: Mapping[str, Sequence[int]]
    shown: Mapping[str, Mapping[tuple[Measure, int], TaggedFact]]
    declared: Mapping[int, Mapping[Measure, TaggedFact]]

    @classmethod
    def of(cls, report: Report, known: Schema) -> Filing:
        """A report with its tables known by the statements of a schema."""
        by_table: dict[int, dict[int, list[TaggedFact]]] = defaultdict(lambda: defaultdict(list))
        for fact in report.facts:
            if fact.cell and fact.years is not None:
                by_table[fact.cell[0]][fact.cell[1]].append(fact)
        declared = {years: of_year(report, years) for years in {fact.years for fact in report.facts} if years is not None}
        return cls(report, by_table, {}, {}, declared).with_tables(_tables(by_table, known, registrants(report)))

    @property
    def year(self) -> int:
        """The fiscal year, 0 for one that is not known."""
        return self.report.year or 0

    def with_tables(self, tables: Mapping[str, Sequence[int]]) -> Filing:
        """The filing with more statements, by the key of their form."""
        shown = {key: _shown(self.report, [self.by_table[at] for at in run]) for key, run in tables.items()}
        return replace(self, tables={**self.tables, **tables}, shown={**self.shown, **shown})

    def facts(self, at: int) -> list[TaggedFact]:
        """The facts of a table, row by row."""
        return [fact for _, told in sorted(self.by_table[at].items()) for fact in told]


def registrants(report: Report) -> dict[str, str]:
    """The registrants that file along, by their members."""
    return {name.removeprefix(_REGISTRANT): value for name, value in report.metadata.items() if name.startswith(_REGISTRANT)}


def key(form: StatementForm, whose: str) -> str:
    """The key of a statement: its form, and whose of the registrants that file along it is, "" for the filing's own."""
    return f"{form.id} {whose}".rstrip()


def _tables(by_table: Mapping[int, Rows], known: Schema, along: Collection[str]) -> dict[str, Sequence[int]]:
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
                offers.append((-len(told), place, -len(facts), key(form, next(iter(shared.intersection(along)), "")), at))
    found: dict[str, int] = {}
    for *_, name, at in sorted(offers):
        if name not in found and at not in found.values():
            found[name] = at
    free = [at for at in sorted(by_table) if at not in found.values()]
    whole = {(key(form, whose)): (whose, {*form.concepts}) for form in known.statements for whose in ("", *along)}
    return {name: _run(found[name], free, by_table, *whole[name]) for name in whole if name in found}


def _run(at: int, free: Collection[int], by_table: Mapping[int, Rows], whose: str, asked: Collection[str]) -> list[int]:
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


def _whole(rows: Rows, whose: str) -> tuple[set[str], int]:
    """The concepts of which a table prints the filing's year without members but `whose`, and in how many columns it has such facts."""
    facts = [fact for told in rows.values() for fact in told if [*fact.dimensions] == [whose] * bool(whose)]
    return {fact.concept for fact in facts if fact.years == 0}, len({fact.cell[2] for fact in facts if fact.cell})


def _shown(report: Report, tables: Sequence[Rows]) -> dict[tuple[Measure, int], TaggedFact]:
    """What tables print by measure and distance in years, with the sign that it is printed with."""
    found: dict[tuple[Measure, int], TaggedFact] = {}
    for fact in (fact for rows in tables for told in rows.values() for fact in told):
        found.setdefault((measure_of(fact), fact.years or 0), replace(fact, value=printed_value(fact, report.tables)))
    return found
