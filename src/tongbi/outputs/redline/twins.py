"""Twins: lines of two years that are one: headings by the rows of the section matrix, lines at a table by its thread, others by place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel
from rapidfuzz.fuzz import ratio

from tongbi.model import Comparison, Report

Name = tuple[str | int, ...]
"""A line by its sort and place: `("heading", 3)`, `("caption", table, 0)`."""


@dataclass(frozen=True, slots=True)
class Twin:
    """A line of the older year and of the newer one, each with its text."""

    old: Name
    new: Name
    before: str
    after: str


def of(comparison: Comparison, old: Report, new: Report) -> Iterator[Twin]:
    """All lines that go on: front lines, headings, captions and notes of tables, footnotes."""
    for one, other in headings(comparison, old, new):
        yield Twin(("heading", one), ("heading", other), old.sections[one].printed, new.sections[other].printed)
    yield from _lines(("front",), old.front, ("front",), new.front)
    yield from _lines(("note",), old.notes, ("note",), new.notes)
    for here, there in tables(comparison, old, new):
        before, after = old.tables[here], new.tables[there]
        yield from _lines(("caption", here), before.caption, ("caption", there), after.caption)
        yield from _lines(("below", here), before.notes, ("below", there), after.notes)


def tables(comparison: Comparison, old: Report, new: Report) -> list[tuple[int, int]]:
    """The tables of two years that are one."""
    found = [(one.by_year.get(old.year or 0), one.by_year.get(new.year or 0)) for one in comparison.tables]
    return [(here, there) for here, there in found if here is not None and there is not None]


def headings(comparison: Comparison, old: Report, new: Report) -> list[tuple[int, int]]:
    """The sections of two years that are one, each once and the likest first: one that stands in two rows is a part of the other there."""
    rows = [(one.by_year.get(old.year or 0), one.by_year.get(new.year or 0)) for one in comparison.sections]
    pairs = {(here, there) for here, there in rows if here is not None and there is not None}
    likeness = {pair: ratio(old.sections[pair[0]].heading, new.sections[pair[1]].heading) for pair in pairs}
    found: dict[int, int] = {}
    for here, there in sorted(pairs, key=lambda pair: (-likeness[pair], pair)):
        if here not in found and there not in found.values():
            found[here] = there
    return sorted(found.items())


def _lines(old: Name, before: Sequence[str], new: Name, after: Sequence[str]) -> Iterator[Twin]:
    for one, other in aligned(before, after):
        yield Twin((*old, one), (*new, other), before[one], after[other])


def aligned(old: Sequence[object], new: Sequence[object]) -> Iterator[tuple[int, int]]:
    """The places of what is the same in both, in order, and of what stands between where both have as much of it."""
    here = there = 0
    for one, other, length in [*Indel.editops(old, new).as_matching_blocks()]:
        if one - here == other - there:
            yield from zip(range(here, one), range(there, other), strict=True)
        yield from zip(range(one, one + length), range(other, other + length), strict=True)
        here, there = one + length, other + length
