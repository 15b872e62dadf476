"""Comparable figures: whether two keys tell of one measure, of one thing but not comparably, or of two things.

One predicate for rows, targets and checks. What differs in kind (a stock, what a year added), in period, standing, scope, unit, stage of
work or basis is a veto, however alike the words; the words themselves are weighed by who asks. Verbs of doing, the body's own region and
the form of counting are neutral: they stand in no core (`name_terms`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

from tongbi.figures.basis import RATES
from tongbi.figures.name_terms import Terms, contrary
from tongbi.figures.table_figures import is_other_scale
from tongbi.language import units
from tongbi.model import Figure, RelatedBy

Verdict = Literal["same", "related", "none"]
"""Of two figures: `same` where nothing tells them apart but words, `related` where they are of one thing but no change between them may be
printed, `none` for two things.
"""
# Under units that count alike only loosely (家, 户) two values of one measure are no further apart than so many times.
_OTHER_UNIT = 3.0
# A stock that falls to less than one in so many was counted otherwise.
_HALVED = 2.0
# So many points are more than a rate moves in a year: a digit was lost (普及率9%, then 97%).
_LEAP_OF_RATE = 40.0
_FLOORS = frozenset({"more-than", "at-least"})
_AS_MANY: tuple[Verdict, RelatedBy] = ("same", "")


@dataclass(frozen=True, slots=True)
class Key:
    """A figure as it is compared: with the terms of what it measures, how many years its report's figures lie before `ahead` 0, whether its
    clause says 累计 (`summed`), how many years it is of (`years`; 0 where several, and not said how many), and which
    part of a year (`part`).
    """

    figure: Figure
    terms: Terms
    ahead: int
    years: int
    summed: bool
    part: tuple[str, ...] = ()


def key(figure: Figure, terms: Terms, period: int, summed: bool, part: tuple[str, ...] = ()) -> Key:
    """The key of a figure of a report whose figures are of the year `period`."""
    span = figure.period
    first, last = (None, None) if span is None else (span.first, span.last)
    years = 1 if span is None else 0 if first is None or last is None else last - first + 1
    return Key(figure, terms, 0 if last is None else last - period, years, summed, part)


def answered(target: Key) -> Key:
    """What an outcome would be that answers a target, whose key is that of the year it is due: they differ in standing and in no other
    slot, and what either says of more or less is no matter.
    """
    return replace(target, figure=replace(target.figure, status="outcome", qualifier="at-least"))


def in_words(outcome: Key) -> Key:
    """The key of an outcome as if a sentence told it, and no table."""
    return replace(outcome, figure=replace(outcome.figure, cell=None)) if outcome.figure.cell else outcome


def answers(asked: Key, told: Key) -> bool:
    """Whether an outcome `told` in words may be the one `asked` for: in all slots, or in all but the period where the planned number
    is told again.
    """
    verdict, by = compared(asked, told)
    return verdict == "same" or (by == "period" and asked.figure.value == told.figure.value)


def compared(old: Key, new: Key) -> tuple[Verdict, RelatedBy]:
    """How two figures stand to each other, and by what they differ where they are `related`."""
    one, other = old.figure, new.figure
    if one.cell or other.cell:
        return _AS_MANY if _cells(one, other) else ("none", "")
    if not _one_unit(one, other) or (one.sign is None) != (other.sign is None) or one.basis != other.basis:
        return "none", ""
    if contrary(old.terms, new.terms):
        return "none", ""
    if (one.status == "target") != (other.status == "target"):
        return "related", "standing"
    if one.owner != other.owner or one.of != other.of:
        return "related", "scope"
    if one.kind == other.kind == "streak":
        return _AS_MANY
    if ("period" in one.doubt or "period" in other.doubt) and times(one, other) > _HALVED:
        return "related", "period"
    if (
        old.part != new.part
        or one.several != other.several
        or old.ahead != new.ahead
        or (old.years and new.years and old.years != new.years)
    ):
        return "related", "period"
    return ("related", "kind") if _of_other_kinds(old, new) else _AS_MANY


def _cells(one: Figure, other: Figure) -> bool:
    """Whether two cells of one aligned row and column count the same; the unit may be printed in one year only ($ beside the first of a
    column), and neither was read without its scale.
    """
    return (one.dimension == other.dimension or "" in {one.unit, other.unit}) and not is_other_scale(one.value, other.value)


def _one_unit(one: Figure, other: Figure) -> bool:
    if one.dimension == other.dimension or units.converts(one.unit, other.unit):
        return True
    return units.loosely(one.unit, other.unit) and times(one, other) <= _OTHER_UNIT


def _of_other_kinds(old: Key, new: Key) -> bool:
    """Whether one is a stock and the other what a year added; a total since the beginning that falls, a rate that leaps, or a bound that
    was passed long before (产量781.8亿斤, then 稳定在760亿斤以上) is of another kind too.
    """
    one, other = old.figure, new.figure
    kinds, fell = {one.kind, other.kind}, abs(other.value) < abs(one.value)
    if "streak" in kinds or {"added", "stock"} <= kinds or ("added" in kinds and old.summed != new.summed):
        return True
    if one.unit in RATES and one.sign is None:
        return abs(one.value - other.value) > _LEAP_OF_RATE
    if other.qualifier in _FLOORS and one.qualifier not in _FLOORS and other.value < one.value:
        return True
    return fell and ((old.summed and new.summed) or (times(one, other) > _HALVED and "stock" in {one.kind} - {other.kind}))


def times(one: Figure, other: Figure) -> float:
    """How many times the smaller of two values the larger is; 1 for rates, which may be near 0."""
    low, high = sorted((abs(size(one)), abs(size(other))))
    return 1.0 if one.unit in RATES or high == low else high / low if low else math.inf


def size(figure: Figure) -> float:
    """A figure's value in the first unit of its dimension (1.2 km: 1200.0)."""
    return figure.value * units.scale(figure.unit)
