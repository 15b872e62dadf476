"""Lasting sections: which sections of one year go on in which of another, by the rows of the matrix and by where their units are linked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tongbi.comparison.alignment import Row
from tongbi.model import Report

Home = int | None  # the index of a section, or None for the preamble


@dataclass(frozen=True, slots=True)
class Side:
    """One of two years: its report, the section of each unit, and how many units and how many linked ones each section has."""

    report: Report
    section: Mapping[str, Home]
    size: Counter[Home]
    linked: Counter[Home]

    @classmethod
    def of(cls, report: Report, linked: Sequence[tuple[str, ...]]) -> Side:
        """The side of a report, given the ids of its linked units, link by link."""
        section = {unit.id: unit.section for unit in report.units}
        return cls(report, section, Counter(section.values()), Counter(section[unit] for ids in linked for unit in ids))

    def is_told(self, home: Home) -> bool:
        """Whether half of a section is linked."""
        return 2 * self.linked[home] >= self.size[home]

    def above(self, home: Home) -> list[int]:
        """The sections above one, the nearest first."""
        found: list[int] = []
        while home is not None and (home := self.report.sections[home].parent) is not None:
            found.append(home)
        return found

    def is_last(self, home: Home) -> bool:
        """Whether a section is the last below its parent: what closes the chapter stands in it."""
        sections = self.report.sections
        return home is not None and all(one.parent != sections[home].parent for one in sections[home + 1 :])

    def named(self, home: Home) -> tuple[str | None, tuple[str, ...]]:
        """The node of a section, and the further ones that its heading names."""
        return (None, ()) if home is None else (self.report.sections[home].canonical, self.report.sections[home].also)


def lasting(old: Side, new: Side, between: Mapping[tuple[Home, Home], int], rows: Sequence[Row]) -> set[tuple[Home, Home]]:
    """The pairs of sections, of those that links run `between` (how many), of which one goes on in the other, wholly or in part."""
    matched = {(row.by_year[old.report.year or 0], row.by_year[new.report.year or 0]) for row in rows}
    matched = {pair for pair in matched if None not in pair} | {(None, None)}
    held: list[set[Home]] = [{pair[side] for pair in matched if pair in between} for side in (0, 1)]

    def goes_on(before: Home, after: Home) -> bool:
        """In one row, within it, named by its heading too, at the end of one chapter, or without a row that holds any of it.

        In the last case either most of the one stands in the other beside it, or too little of it is linked to say where it went.
        """
        above = old.above(before), new.above(after)
        if not matched.isdisjoint([(before, after), *((one, after) for one in above[0]), *((before, one) for one in above[1])]):
            return True
        (node, also), (new_node, new_also) = old.named(before), new.named(after)
        if node in new_also or new_node in also:
            return True
        beside = (next(iter(above[0]), None), next(iter(above[1]), None)) in matched
        if beside and old.is_last(before) and new.is_last(after):
            return True
        loose = [(side, home) for side, home, kept in ((old, before, held[0]), (new, after, held[1])) if home not in kept]
        most = any(2 * between[before, after] > side.size[home] for side, home in loose)
        return (beside and most) or not all(side.is_told(home) for side, home in loose)

    return {pair for pair in between if goes_on(*pair)}
