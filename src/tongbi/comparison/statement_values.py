"""Values of a statement's line through the filings: a year's column is that of the newest filing that prints it, so that it adds up.

What the year's own filing told otherwise stands beside; a filer may have changed axes and members, so that a line goes on by its label.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tongbi.comparison.filed_tables import Filing
from tongbi.comparison.statement_lines import LineKey
from tongbi.figures.tagged_facts import axis_of
from tongbi.model import StatementLine, TaggedFact


@dataclass(frozen=True, slots=True)
class Course:
    """A line through the filings: what they tell of its measure in a statement, as printed there, or else anywhere."""

    key: LineKey
    form: str
    filings: Sequence[Filing]

    def printed(self, filing: Filing, year: int) -> TaggedFact | None:
        """What the filing's statement prints of a year."""
        return filing.shown.get(self.form, {}).get((self.key[0], self.distance(filing, year)))

    def anywhere(self, filing: Filing, year: int) -> TaggedFact | None:
        """What the filing declares of a year elsewhere, with the sign of the statement."""
        fact = filing.declared.get(self.distance(filing, year), {}).get(self.key[0])
        return replace(fact, value=-fact.value) if fact and self.is_turned() else fact

    def distance(self, filing: Filing, year: int) -> int:
        """How many years before (negative) a filing's own a year's value is declared to be."""
        return year - filing.year - self.key[1]

    def of(self, year: int) -> tuple[Filing, TaggedFact] | None:
        """The newest filing that prints a year in its statement, else the newest that declares it anywhere, with what it tells."""
        later = [filing for filing in reversed(self.filings) if filing.year >= year]
        return next(
            ((filing, fact) for look in (self.printed, self.anywhere) for filing in later if (fact := look(filing, year)) is not None), None
        )

    def first(self, filing: Filing, told: TaggedFact) -> TaggedFact | None:
        """What a filing tells of its own year; where it does not, what it prints under the label of what is told later, of more or of fewer
        axes, or of a member by another name: the filer may have changed them.
        """
        return self.printed(filing, filing.year) or self.anywhere(filing, filing.year) or self._of_axes(filing, told)

    def _of_axes(self, filing: Filing, told: TaggedFact) -> TaggedFact | None:
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

    def _is_renamed(self, old: set[str], new: set[str], filing: Filing) -> bool:
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


def through_years(line: StatementLine, course: Course) -> StatementLine:
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
        retold=tuple(year for year, (_, fact) in told.items() if year not in own and not _is_there(fact, course, year)),
        restated=other | {year: told[year][1].value for year in gone},
        dropped=tuple(gone),
    )


def _is_dropped(course: Course, source: Filing, year: int) -> bool:
    """Whether a later filing's statement has the column of a year without the line."""
    later = course.filings[course.filings.index(source) + 1 :]
    return any(years == year - filing.year for filing in later for _, years in filing.shown.get(course.form, {}))


def _is_there(fact: TaggedFact, course: Course, year: int) -> bool:
    """Whether the year's own filing prints the same amount: of the same concept, under the same label, or in the statement, and of no other
    part that the newest filing tells too; of nothing at all, whether it has the line in any year, or another part of nothing.
    """
    filing = next(one for one in course.filings if one.year == year)
    own = [one for one in filing.report.facts if one.concept == fact.concept and one.cell and one.years == -course.key[1]]
    if not fact.value:
        known = any(measure == course.key[0] for of_year in filing.declared.values() for measure in of_year)
        return known or any(not one.value and _axes(one) == _axes(fact) for one in own)
    years = course.distance(course.filings[-1], year)
    again = [other for other in course.filings[-1].report.facts if (other.concept, other.years) == (fact.concept, years)]
    apart = {frozenset(other.dimensions) for other in again} - {frozenset(fact.dimensions)}
    beside = [one for one in filing.report.facts if one.cell and one.years == -course.key[1] and abs(one.value) == abs(fact.value)]
    return any(
        one.concept == fact.concept or one.label.lower() == fact.label.lower() or one.cell[0] in filing.tables.get(course.form, ())
        for one in beside
        if one.cell and not (one.dimensions and fact.dimensions and frozenset(one.dimensions) in apart)
    )


def _axes(fact: TaggedFact) -> frozenset[str]:
    return frozenset(map(axis_of, fact.dimensions))


def once(lines: Sequence[StatementLine]) -> tuple[StatementLine, ...]:
    """The lines without those that another tells with the same values under the same label, where the filer changed the concept and no
    filing prints both.
    """
    kept: list[StatementLine] = []
    for line in lines:
        others = [other for other in lines if other.concept != line.concept and other.values.items() >= line.values.items()]
        if not line.concept or not any(_is_again(line, other, other in kept) for other in others):
            kept.append(line)
    return tuple(kept)


def _is_again(line: StatementLine, other: StatementLine, is_kept: bool) -> bool:
    """Whether a line tells what another with its values tells."""
    taken_up = line.dropped and all(line.restated[year] == other.values.get(year) for year in line.dropped)
    is_named = line.label.lower() == other.label.lower() or (taken_up and line.unit == other.unit)
    is_other = not (is_named and line.where.keys().isdisjoint(other.where))
    return not is_other and (is_kept or len(line.values) < len(other.values))
