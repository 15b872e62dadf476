"""Stated verdicts: of which plan a sentence says whether its target was reached (the recycling target of 44% was missed)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from tongbi.checks.follow_through.near_answers import about, share
from tongbi.checks.follow_through.promises import Sentence, promised
from tongbi.checks.follow_through.target_pairs import bar
from tongbi.language.target_verdicts import verdict

_Clause = tuple[str, frozenset[str], set[str]]
"""A clause of a plan: the plan's unit, what it is about, and its numbers."""


def stated(plans: Sequence[Sentence], told: Sequence[Sentence]) -> Mapping[str, tuple[bool, str]]:
    """By the unit of a plan whether a sentence says that its target was reached, and that sentence: each speaks of the one plan whose
    number it tells again, or of which it says the most.
    """
    verdicts = [(one, reached) for one in told if (reached := verdict(one.text)) is not None]
    clauses = list(_setting_numbers(plans)) if verdicts else []
    found: dict[str, tuple[bool, str]] = {}
    for one, reached in verdicts:
        ranked = sorted(_spoken_of(one.text, clauses).items(), key=lambda item: -item[1])
        (best, much), *others = (*ranked[:2], ("", 0.0))
        if much >= bar("nearly") and much > others[0][1]:
            found.setdefault(best, (reached, one.unit))
    return found


def _setting_numbers(plans: Sequence[Sentence]) -> Iterator[_Clause]:
    """The clauses of plans that set numbers."""
    for plan in plans:
        for text in (plan.clauses[at].text for at in promised(plan)):
            if numbers := _numbers(text):
                yield plan.unit, about(text), numbers


def _spoken_of(text: str, clauses: Sequence[_Clause]) -> Mapping[str, float]:
    """By the unit of a plan how much of one of its clauses a sentence tells, 0–1; 1 more where it tells the number."""
    found: dict[str, float] = defaultdict(float)
    numbers = _numbers(text)
    for unit, asked, own in clauses:
        if part := share(asked, text):
            found[unit] = max(found[unit], part + (not own.isdisjoint(numbers)))
    return found


def _numbers(text: str) -> set[str]:
    """The numbers of a text as printed, of more than one digit."""
    told = "".join(letter if letter.isdecimal() or letter in ".," else " " for letter in text).split()
    return {one for one in (number.strip(".,") for number in told) if one[1:]}
