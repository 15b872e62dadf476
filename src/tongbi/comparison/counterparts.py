"""Possible counterparts: which added and dropped statements may be one told again, and which two of them stand side by side.

Decided once, for all outputs, from `Change.nearest` alone: of what the other year tells nowhere, and of stock phrases, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tongbi.comparison.novelty import is_near
from tongbi.model import Change, Nearest


@dataclass(frozen=True, slots=True)
class _Offer:
    """A dropped and an added statement of which one is the nearest of the other, or each of the other (`mutual`)."""

    score: float
    mutual: bool
    dropped: Change
    added: Change

    def rank(self) -> tuple[float, bool, tuple[str, ...], tuple[str, ...]]:
        """The likest first, then those that name each other, then in the order of the reports."""
        return -self.score, not self.mutual, self.added.to_units, self.dropped.from_units


def side_by_side(changes: Sequence[Change]) -> tuple[Change, ...]:
    """The changes; added and dropped ones with whether their nearest is a possible counterpart, and the one that they stand beside.

    A dropped and an added statement between the same years stand side by side where one is the nearest of the other: the likest first,
    each with one other at most.
    """
    near = {id(change): change for change in changes if _is_near(change)}
    beside: dict[int, Nearest] = {}
    for offer in sorted(_offers([*near.values()]), key=_Offer.rank):
        old, new = offer.dropped, offer.added
        if not {id(old), id(new)} & beside.keys():
            beside[id(old)], beside[id(new)] = Nearest(new.to_units, offer.score), Nearest(old.from_units, offer.score)
    return tuple(replace(one, possible=True, beside=beside.get(id(one))) if id(one) in near else one for one in changes)


def _is_near(change: Change) -> bool:
    return is_near(change.nearest) and not change.untold and not change.noise


def _offers(near: Sequence[Change]) -> Iterator[_Offer]:
    told = {(unit, change.to_year): change for change in near for unit in (*change.from_units, *change.to_units)}
    for change in near:
        assert change.nearest is not None
        other = told.get((change.nearest.units[0], change.to_year))
        if other is not None and other.nearest is not None:
            mutual = not {*other.nearest.units}.isdisjoint((*change.from_units, *change.to_units))
            yield _Offer(change.nearest.score, mutual, *((other, change) if change.kind == "added" else (change, other)))
