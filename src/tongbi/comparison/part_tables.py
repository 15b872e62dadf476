"""Tables of parts: those in which a filing tells its segments, products and regions, each found again in the other filings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence

from tongbi.comparison.filed_tables import Filing
from tongbi.figures.tagged_facts import axis_of, measure_of
from tongbi.model import TaggedFact
from tongbi.report.core_parts import StatementForm


def of(filing: Filing, form: StatementForm) -> list[int]:
    """The tables that tell two amounts or more of the filing's year along the form's axes and no others than what may stand beside these;
    no statement is one.
    """
    printed = {at for run in filing.tables.values() for at in run}
    return [at for at in sorted(filing.by_table) if at not in printed and len({*map(measure_of, _parts(filing, at, form))}) > 1]


def _parts(filing: Filing, at: int, form: StatementForm) -> list[TaggedFact]:
    known = {*form.axes, *form.beside}
    axes = [(fact, {*map(axis_of, fact.dimensions)}) for fact in filing.facts(at) if fact.years == 0]
    return [fact for fact, own in axes if own <= known and not own.isdisjoint(form.axes)]


def found_again(newest: Filing, tables: Collection[int], older: Filing, others: Collection[int]) -> Mapping[int, Sequence[int]]:
    """By table of the newest filing those of an older one that it goes on: each goes on in the one that says most of what it says, by
    measures, by values of the older year, and by labels of what is measured.
    """
    said = {at: _said(newest, at, older.year - newest.year) for at in tables}
    found: dict[int, list[int]] = defaultdict(list)
    for other in others:
        own = _said(older, other, 0)
        likeness, at = max(((len(own & told), -at) for at, told in said.items()), default=(0, 0))
        if likeness:
            found[-at].append(other)
    return found


def _said(filing: Filing, at: int, years: int) -> set[Hashable]:
    facts = filing.facts(at)
    told = {(fact.concept, abs(fact.value)) for fact in facts if fact.years == years and fact.value}
    return {*map(measure_of, facts), *told, *((fact.concept, fact.label.lower()) for fact in facts)}
