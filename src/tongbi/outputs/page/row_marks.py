"""Row marks: what the page's filters know a row by, and what its summary counts."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tongbi.language import dates
from tongbi.outputs import verdicts

if TYPE_CHECKING:
    from tongbi.model import Change, Comparison

ANSWERS = ("new", "gone", "numbers", "missed", "conflict")
"""What is asked for first: told by one year alone, with other numbers, a target missed, a number that does not fit."""
KINDS = ("unchanged", "figures", "reworded", "split", "merged", "added", "dropped", "moved", "possible")
COUNTED = (*ANSWERS, *KINDS)


@dataclass(frozen=True, slots=True)
class Trouble:
    """The units of plans that missed a target with their answers, and those of numbers that do not fit together."""

    missed: Set[str]
    conflict: Set[str]

    @classmethod
    def of(cls, comparison: Comparison) -> Trouble:
        """Those of a comparison, without conflicts of which both sides may be right."""
        short = (one for one in comparison.follow_through if verdicts.outcome(one) == "plan-short")
        unfit = (one for one in comparison.conflicts if one.severity == "conflict")
        return cls(
            frozenset(unit for one in short for unit in (one.from_unit, *one.to_units)),
            frozenset(unit for one in unfit for unit in one.units),
        )


def of(change: Change, beside: Change | None, trouble: Trouble) -> tuple[str, ...]:
    """The marks of the row of a change and of the one that stands beside it; a possible counterpart is added or dropped as well."""
    return tuple(dict.fromkeys(mark for one in (change, beside) if one for mark in _marks(one, trouble)))


def _marks(change: Change, trouble: Trouble) -> Iterator[str]:
    yield change.kind
    if change.moved:
        yield "moved"
    if _has_other_numbers(change):
        yield "numbers"
    if change.possible:
        yield "possible"
    if verdicts.is_news(change):
        yield "new" if change.kind == "added" else "gone"
    told = {*change.from_units, *change.to_units}
    if not told.isdisjoint(trouble.missed):
        yield "missed"
    if not told.isdisjoint(trouble.conflict):
        yield "conflict"


def _has_other_numbers(change: Change) -> bool:
    """Whether both years tell numbers that are no dates, and not the same ones."""
    if change.noise or not (change.edits and change.from_units and change.to_units):
        return False
    old, new = (_numbers("".join(side)) for side in zip(*((edit.before, edit.after) for edit in change.edits), strict=True))
    return bool(old) and bool(new) and old != new


def _numbers(text: str) -> list[str]:
    """The numbers of a text that are no dates, in order."""
    bare = "".join([char if char.isdigit() or char in ".," else " " for char in dates.without(text)])
    return [*filter(None, (word.strip(".,") for word in bare.split()))]
