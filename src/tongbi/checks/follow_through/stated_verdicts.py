"""Stated verdicts: of which plan a sentence says whether its target was reached (the recycling target of 44% was missed)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tongbi.checks.follow_through.near_answers import about, share
from tongbi.checks.follow_through.promises import Sentence, promised
from tongbi.checks.follow_through.target_pairs import bar
from tongbi.language.target_verdicts import verdict


def stated(plans: Sequence[Sentence], told: Sequence[Sentence]) -> Mapping[str, tuple[bool, str]]:
    """By the unit of a plan whether a sentence says that its target was reached, and that sentence: each speaks of the one plan whose
    number it tells again, or of which it says the most.
    """
    found: dict[str, tuple[bool, str]] = {}
    for one in told:
        reached = verdict(one.text)
        if reached is not None:
            ranked = sorted(((_spoken_of(plan, one.text), plan.unit) for plan in plans), reverse=True)
            best, *others = (*ranked[:2], (0.0, ""))
            if best[0] >= bar("nearly") and best[0] > others[0][0]:
                found.setdefault(best[1], (reached, one.unit))
    return found


def _spoken_of(plan: Sentence, text: str) -> float:
    """How much of a clause of a plan that sets a number a sentence tells, 0–1; 1 more where it tells the number."""
    clauses = [plan.clauses[at].text for at in promised(plan)]
    told = [(share(about(one), text), _numbers(one)) for one in clauses]
    return max((part + (not own.isdisjoint(_numbers(text))) for part, own in told if own and part), default=0.0)


def _numbers(text: str) -> set[str]:
    """The numbers of a text as printed, of more than one digit."""
    told = "".join(letter if letter.isdecimal() or letter in ".," else " " for letter in text).split()
    return {one for one in (number.strip(".,") for number in told) if one[1:]}
