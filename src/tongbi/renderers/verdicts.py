"""How checks, follow-through and measures are ordered, named and graded: alike in workbook, page and brief."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tongbi.model import Comparison, Conflict, StatedChange

VERDICTS = {True: "agrees", False: "disagrees", None: "unknown"}
"""What `StatedChange.agrees` is called in the catalogue's table `verdict`."""

GRADES = {
    "conflict": "missing",
    "info": "empty",
    "agrees": "present",
    "disagrees": "missing",
    "plan-delivered": "present",
    "plan-repeated": "empty",
    "plan-untraced": "missing",
    "problem-repeated": "empty",
}
"""The colour of each, by the name that coverage has for it: green, amber, red. What is not named here has none."""

MEASURES = ("cosine", "jaccard", "min_edit", "simple", "modification", "reused", "near", "new")
# Of these much is little in common.
UNLIKE = frozenset({"modification", "new"})


def conflicts(comparison: Comparison) -> list[Conflict]:
    """What does not fit before what may."""
    return sorted(comparison.conflicts, key=lambda one: one.severity != "conflict")


def stated(comparison: Comparison) -> list[StatedChange]:
    """The changes that the texts state, those that do not hold first."""
    return sorted(comparison.stated_changes, key=lambda one: one.agrees is not False)
