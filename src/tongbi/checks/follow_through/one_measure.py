"""One measure: whether a target and an outcome count the same, by what their names tell, and how far.

What one name tells and the other does not must stand beside the other in its sentence, or weigh little among the words of these reports.
Two names that one report tells apart are two measures.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.fuzz import ratio

from tongbi.checks.follow_through.comparable_quantities import Quantity
from tongbi.figures.name_likeness import apart, of_others
from tongbi.figures.name_terms import Terms, Weights, contrary, is_head_alone
from tongbi.language.lexicon import holds, words

_LETTER = re.compile(r"[\u3400-\u9fff]|[^\W_]+")
# How much of two names, 0–1, must be shared: of rates and changes, of counts, and of counts in sentences that are alike.
_RATE, _COUNT, _BESIDE = 0.85, 0.75, 0.6
# Counts that are further apart, as a multiple, are of two things.
_LEAP = 3.0
# A word of the other sentence has so many letters at least.
_WORD = 2
# What speaks for a pair beside its names: a sentence that tells of the plan, and likeness of the sentences.
_NEAR, _TEXT, _DISTANCE = 0.2, 0.1, 0.05
# A part of a year: its figures answer no target of the year.
_PART = words("zh/targets", "part")


@dataclass(frozen=True, slots=True)
class Agreement:
    """How well an outcome answers a target: `score` orders the offers; `shared`, 0–1, is what their names have in common; `same` is
    whether they name one measure, word for word or by what stands beside them.
    """

    score: float
    shared: float
    same: bool


class Measures:
    """What the names of two reports tell, and which of them one report tells apart."""

    def __init__(self, *reports: Sequence[Quantity]) -> None:
        self._weights = Weights(one.terms for report in reports for one in report)
        self._told = [Counter({(one.kind, one.terms.key): 1 for one in report}) for report in reports]
        self._beside: dict[str, list[Quantity]] = defaultdict(list)
        for one in (one for report in reports for one in report):
            self._beside[one.figure.unit_id].append(one)

    def agreement(self, target: Quantity, answer: Quantity, near: Collection[str]) -> Agreement | None:
        """How well the outcome answers the target; None where they are two measures. `near` are the sentences that tell of the plan."""
        if _differ(target, answer) or self._told_apart(target, answer):
            return None
        missing, beyond = (self._unexplained(*pair) for pair in ((target, answer), (answer, target)))
        shared = self._shared(target, answer, missing, beyond)
        beside = answer.figure.unit_id in near
        if shared < (_RATE if target.is_rate else _BESIDE if beside else _COUNT):
            return None
        likeness = ratio(target.text, answer.text) / 100
        score = shared + _NEAR * beside + _TEXT * likeness - _DISTANCE * min(_times(target, answer), _LEAP)
        same = target.terms.key == answer.terms.key or not (missing or beyond)
        return Agreement(score, shared, same and not is_head_alone(target.terms))

    def _told_apart(self, target: Quantity, answer: Quantity) -> bool:
        one, other = target.terms.key, answer.terms.key
        return one != other and any((target.kind, one) in told and (target.kind, other) in told for told in self._told)

    def _unexplained(self, one: Quantity, other: Quantity) -> list[str]:
        """The words of a name that the other name lacks and that do not stand beside it."""
        return [word for word in _lacking(one.terms, other.terms) if not self._stands_beside(word, other)]

    def _stands_beside(self, word: str, one: Quantity) -> bool:
        """Whether a word stands in the setting of a figure, and is not of the name of another figure of its kind."""
        if len(word) < _WORD or word not in one.setting:
            return False
        others = (other for other in self._beside[one.figure.unit_id] if other is not one and other.kind == one.kind)
        return not any(word in other.terms.core for other in others)

    def _shared(self, target: Quantity, answer: Quantity, missing: Sequence[str], beyond: Sequence[str]) -> float:
        """0–1: how much of the two names is in both, or stands beside the other."""
        mine, others = target.terms, answer.terms
        known = Counter(_letters(mine)) | Counter(_letters(others))
        pair = (replace(one, letters=known - Counter(_LETTER.findall("".join(lacks)))) for one, lacks in ((mine, beyond), (others, missing)))
        return self._weights.likeness(*pair)


def _letters(one: Terms) -> Iterator[str]:
    """The telling letters of a name, in order."""
    return (letter for letter in _LETTER.findall(one.core) if letter in one.key)


def _lacking(one: Terms, other: Terms) -> Iterator[str]:
    """The runs of telling letters that one name has and the other has not."""
    spare, run = Counter(_letters(other)), ""
    for letter in (*_letters(one), ""):
        if letter and not spare[letter]:
            run += letter
            continue
        spare[letter] -= 1
        if run:
            yield run
        run = ""


def _differ(target: Quantity, answer: Quantity) -> bool:
    """Whether two figures cannot count the same, whatever their names: another owner, part, stage, basis or period, or a tenfold."""
    one, other = target.figure, answer.figure
    if (one.owner, one.of, one.basis) != (other.owner, other.of, other.basis) or {one.kind, other.kind} == {"added", "stock"}:
        return True
    if any(figure.several or "period" in figure.doubt for figure in (one, other)) or _of_two_years(target, answer):
        return True
    if target.level != answer.level and target.level and answer.level:
        return True
    if contrary(target.terms, answer.terms) or apart(one.name, other.name) or of_others(one.name, other.name):
        return True
    return not target.is_rate and _times(target, answer) > _LEAP


def _of_two_years(target: Quantity, answer: Quantity) -> bool:
    """Whether the outcome is of another year, or of a part of one."""
    one, other = target.figure.period, answer.figure.period
    part = holds(answer.text[max(0, answer.figure.start - 60) : answer.figure.start], _PART) and not holds(target.text, _PART)
    return part or (one is not None and other is not None and one.last != other.last)


def _times(target: Quantity, answer: Quantity) -> float:
    """How many times the smaller of two values the larger is."""
    low, high = sorted((abs(target.figure.value), abs(answer.figure.value)))
    return 1.0 if high == low else high / low if low else math.inf
