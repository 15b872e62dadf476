"""How checks, follow-through and measures are ordered, named and graded: alike in workbook, page and brief."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tongbi.outputs.labels import label, message
from tongbi.outputs.numbers import spoken

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tongbi.model import Change, ChangeKind, Comparison, Conflict, FollowThrough, Language, StatedChange, Target

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
    "plan-part": "empty",
    "plan-told": "empty",
    "plan-likely": "empty",
    "plan-repeated": "empty",
    "plan-untraced": "not-required",
    "plan-general": "not-required",
    "problem-repeated": "empty",
}
"""The colour of each, by the name that coverage has for it: green, amber, red, grey. What is not named here has none."""

OUTCOMES = (
    "plan-delivered", "plan-part", "plan-short", "plan-told", "plan-likely", "plan-repeated", "problem-repeated",
    "plan-untraced", "plan-general",
)  # fmt: skip
_FOLDED = OUTCOMES[-2:]
# Likelihood from which what tells of a plan without a target says that it was carried out: of 145 such answers in seven pairs of reports,
# judged by two readers, 105 of 114 were right from here on, 15 of 31 below.
_SURE = 0.9
_OUTCOME_NAMES: dict[tuple[str, str | None], str] = {
    ("plan-delivered", "missed"): "plan-short",
    ("plan-delivered", "part"): "plan-part",
    ("plan-delivered", "unclear"): "plan-told",
}
_MET = {True: " ✓", False: " ✗", None: ""}

READING_NOTES = frozenset(
    {
        *("lines-joined", "contents-left-out", "page-furniture", "control-characters", "text-turned"),
        *("sentence-cut", "weak-mapping", "title-missing", "title-beside"),
    }
)
"""Findings that say what the reading left out as no part of a report, or mended: for whoever checks the reading, not for the brief."""

OF_LENGTHS = "weeks-differ"
"""The finding that stands beside every sum over a year, not among what is doubtful."""

MEASURES = ("cosine", "jaccard", "min_edit", "simple", "modification", "reused", "near", "new")
# Of these much is little in common.
UNLIKE = frozenset({"modification", "new"})


def conflicts(comparison: Comparison) -> list[Conflict]:
    """What does not fit before what may."""
    return sorted(comparison.conflicts, key=lambda one: one.severity != "conflict")


def disputed(comparison: Comparison) -> tuple[int, int]:
    """How many numbers of the newest report do not fit, and how many of those before it."""
    told = [one.year == comparison.years[-1] for one in comparison.conflicts if one.severity == "conflict"]
    return sum(told), len(told) - sum(told)


def on_lengths(comparison: Comparison, language: Language) -> list[str]:
    """As a sentence, that the years are not as long and what the longer one's last week came to; nothing where they are."""
    told = (message(one, language) for one in comparison.findings if one.code == OF_LENGTHS)
    return [f"{text[:1].upper()}{text[1:]}{label('brief.stop', language)}" for text in told]


def of_several_years(comparison: Comparison) -> list[tuple[int, int]]:
    """Of the two newest reports those that review several years, with how many statements of what was done tell of these."""
    found = []
    for year in comparison.years[-2:]:
        told = [unit.spanning for unit in comparison.report(year).units if unit.role in {None, "measure"}]
        found += [(year, sum(told))] if 10 * sum(told) > len(told) else []  # 13–98 in a hundred, in others 0–6
    return found


def stated(comparison: Comparison) -> list[StatedChange]:
    """The changes that the texts state, those that do not hold first."""
    return sorted(comparison.stated_changes, key=lambda one: one.agrees is not False)


def newest_changes(comparison: Comparison) -> list[Change]:
    """The changes that lead to the newest report."""
    return [change for change in comparison.changes if change.to_year == comparison.years[-1]]


def is_news(change: Change) -> bool:
    """Whether all outputs count a change as new or gone: the other year tells it nowhere, no other such one does, and it says something."""
    return change.untold and not change.again and change.weight > 0 and not change.noise


def untold(changes: Sequence[Change], kind: ChangeKind) -> list[Change]:
    """Those added or dropped that count as new or gone."""
    return [change for change in changes if change.kind == kind and is_news(change)]


def called(part: str, comparison: Comparison) -> str:
    """How a part of the brief is called: what is new in the report of a company, which has statements of accounts, is no measure."""
    return "new-filed" if part == "new" and comparison.statements else part


def outcome(one: FollowThrough) -> str:
    """What the outputs call the kind and the outcome of a plan or a problem, one of `OUTCOMES`; a slogan is no plan to be traced."""
    if one.kind == "plan-untraced" and not one.weight:
        return "plan-general"
    if one.kind == "plan-delivered" and one.outcome in {None, "part"} and one.to_units and one.score < _SURE:
        return "plan-likely"
    return _OUTCOME_NAMES.get((one.kind, one.outcome), one.kind)


def is_untraced(one: FollowThrough) -> bool:
    """Whether no sentence was found about a plan."""
    return outcome(one) in _FOLDED


def answered(comparison: Comparison) -> list[FollowThrough]:
    """The plans and problems that the next report says something of."""
    return [one for one in comparison.follow_through if not is_untraced(one)]


def untraced(comparison: Comparison) -> list[FollowThrough]:
    """The plans of which no sentence was found, shown folded; slogans last."""
    return sorted(filter(is_untraced, comparison.follow_through), key=lambda one: _FOLDED.index(outcome(one)))


@dataclass(frozen=True, slots=True)
class Followed:
    """What the report of a `year` says of the plans and problems of the one `before`: `counts` by outcome; the untraced stand apart."""

    before: int
    year: int
    counts: Mapping[str, int]
    answered: tuple[FollowThrough, ...]
    untraced: tuple[FollowThrough, ...]


def followed(comparison: Comparison) -> list[Followed]:
    """The plans and problems by the report that answers them, the newest first."""
    found: dict[tuple[int, int], list[FollowThrough]] = defaultdict(list)
    for one in (*answered(comparison), *untraced(comparison)):
        found[one.to_year, one.from_year].append(one)
    return [
        Followed(
            before,
            year,
            Counter(map(outcome, every)),
            *(tuple(one for one in every if is_untraced(one) is apart) for apart in (False, True)),
        )
        for (year, before), every in sorted(found.items(), reverse=True)
    ]


def untraced_newest(comparison: Comparison, language: Language) -> str:
    """另有12项未找到对应表述: how many plans, slogans aside, were not traced in the newest report; "" for none."""
    count = sum(one.to_year == comparison.years[-1] and outcome(one) == "plan-untraced" for one in comparison.follow_through)
    return label("follow.others", language, count=count) if count else ""


def untraced_said(found: Sequence[FollowThrough], language: Language) -> str:
    """另有12项未找到对应表述; how many slogans there are besides."""
    general = sum(outcome(one) == "plan-general" for one in found)
    said = label("follow.others", language, count=len(found) - general)
    return said + label("follow.general-too", language, count=general) if general else said


def target_said(target: Target, language: Language) -> str:
    """新建高标准农田 9万 → 9.1万亩 ✓"""
    unit = target.unit if language == "zh" or target.unit == "%" else f" {target.unit}"
    planned = spoken(target.planned, language)
    if target.reached is None:
        return f"{target.name} {planned}{unit} → –"
    return f"{target.name} {planned} → {spoken(target.reached, language)}{unit}{_MET[target.met]}"
