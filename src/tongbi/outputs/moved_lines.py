"""Moved lines: of the lines of statements those that moved most, as the overview tells them.

A list by percentages alone is one of small amounts. Here the amount of the change counts as much as its share: one is multiplied
by the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tongbi.language import lexicon, units
from tongbi.language.concept_names import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tongbi.model import Comparison, Language, Statement, StatementLine
    from tongbi.outputs.headlines import Headline


@dataclass(frozen=True, slots=True)
class MovedLine:
    """A line of a statement with the heading that says what it is of, "" for none, and its values of the last two years."""

    statement: Statement
    line: StatementLine
    heading: str
    old: float
    new: float

    @property
    def weight(self) -> float:
        """The change multiplied by its share of both years' amounts."""
        return (self.new - self.old) ** 2 / ((abs(self.new) + abs(self.old)) or 1.0)

    @property
    def values(self) -> tuple[float, float]:
        """The amounts of the two years, as a line of any sign has them."""
        return abs(self.old), abs(self.new)

    def title(self, language: Language) -> str:
        """What the line is called: its heading and label, its unit, its statement."""
        name = " · ".join(filter(None, (self.heading, self.line.label)))
        return f"{name} ({self.line.printed_unit or self.line.unit}) · {self.statement.zh if language == 'zh' else self.statement.en}"


def moved(comparison: Comparison, most: int, leading: Iterable[Headline]) -> list[MovedLine]:
    """The lines of money that moved most between the last two years, at most `most`: of statements that are not of parts, none that
    opens the year with what the one before closed with, each amount once and none that leads.
    """
    old, new = comparison.years[-2:]
    known = {tuple(abs(one.indicator.values.get(year, 0.0)) for year in (old, new)) for one in leading}
    found = [
        MovedLine(one, line, heading, line.values[old], line.values[new])
        for one in comparison.statements
        if not _is_of_parts(one)
        for heading, line in _under_headings(one)
        if not line.members and {old, new} <= line.values.keys() and (units.is_currency(line.unit) or units.dimension(line.unit) == "money")
    ]
    closed = {(one.line.concept, one.old) for one in found}
    told = []
    for one in sorted(found, key=lambda one: -one.weight):
        if one.weight and one.values not in known and (one.line.concept, one.new) not in closed:
            told.append(one)
        known.add(one.values)
    return told[:most]


def _is_of_parts(one: Statement) -> bool:
    """Whether most lines of a statement are of parts: of segments, or of the columns of equity."""
    lines = [bool(line.members) for line in one.lines if not line.is_heading]
    return sum(lines) > len(lines) / 2


def _under_headings(one: Statement) -> Iterator[tuple[str, StatementLine]]:
    """The lines of a statement, each with the last heading above it where most of that tells of what it is declared to be, its label does
    not, and has not most of its words from there: the interest of "Debt" below "Interest:".
    """
    heading = ""
    for line in one.lines:
        if line.is_heading:
            heading = line.label.rstrip(" :：")
            continue
        above, own = _words(heading), _words(line.label)
        declared = above & _words(words_of(line.concept))
        tells = bool(declared - own) and len(declared) > len(above) / 2
        yield heading if tells and len(above & own) <= len(own) / 2 else "", line


def _words(text: str) -> set[str]:
    return {lexicon.without_s(word.strip(",:()")) for part in text.lower().split() for word in part.split("-")}
