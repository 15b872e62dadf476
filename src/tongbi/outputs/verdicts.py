"""How checks, follow-through and measures are ordered, named and graded: alike in workbook, page and brief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongbi.outputs.numbers import spoken

if TYPE_CHECKING:
    from tongbi.model import Comparison, Conflict, FollowThrough, Language, StatedChange, Target

VERDICTS = {True: "agrees", False: "disagrees", None: "unknown"}
"""What `StatedChange.agrees` is called in the catalogue's table `verdict`."""

GRADES = {
    "conflict": "missing",
    "info": "empty",
    "agrees": "present",
    "disagrees": "missing",
    "differs": "missing",
    "plan-delivered": "present",
    "plan-short": "missing",
    "plan-told": "empty",
    "plan-repeated": "empty",
    "plan-untraced": "missing",
    "problem-repeated": "empty",
}
"""The colour of each, by the name that coverage has for it: green, amber, red. What is not named here has none."""

OUTCOMES = ("plan-delivered", "plan-short", "plan-told", "plan-repeated", "plan-untraced", "problem-repeated")
_OUTCOME_NAMES: dict[tuple[str, str | None], str] = {
    ("plan-delivered", "missed"): "plan-short",
    ("plan-delivered", "unclear"): "plan-told",
}
_MET = {True: " ✓", False: " ✗", None: ""}

MEASURES = ("cosine", "jaccard", "min_edit", "simple", "modification", "reused", "near", "new")
# Of these much is little in common.
UNLIKE = frozenset({"modification", "new"})


def conflicts(comparison: Comparison) -> list[Conflict]:
    """What does not fit before what may."""
    return sorted(comparison.conflicts, key=lambda one: one.severity != "conflict")


def stated(comparison: Comparison) -> list[StatedChange]:
    """The changes that the texts state, those that do not hold first."""
    return sorted(comparison.stated_changes, key=lambda one: one.agrees is not False)


def outcome(one: FollowThrough) -> str:
    """What the outputs call the kind and the outcome of a plan or a problem, one of `OUTCOMES`."""
    return _OUTCOME_NAMES.get((one.kind, one.outcome), one.kind)


def target_said(target: Target, language: Language) -> str:
    """新建高标准农田 9万 → 9.1万亩 ✓"""
    unit = target.unit if language == "zh" or target.unit == "%" else f" {target.unit}"
    planned = spoken(target.planned, language)
    if target.reached is None:
        return f"{target.name} {planned}{unit} → –"
    return f"{target.name} {planned} → {spoken(target.reached, language)}{unit}{_MET[target.met]}"
