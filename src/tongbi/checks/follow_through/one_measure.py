"""One measure: whether a target and an outcome count the same, by what their names tell, and how far.

What one name tells and the other does not must stand beside the other in its sentence, or weigh little among the words of these reports.
Two names that one report tells apart are two measures.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from rapidfuzz.fuzz import ratio

from tongbi.checks.follow_through.comparable_quantities import Quantity
from tongbi.figures.name_terms import Terms, Weights, contrary, kinship, terms
from tongbi.language.lexicon import holds, words

_FORM = frozenset(words("zh/terms", "form"))
# How much of two names, 0–1, must be shared: of rates and changes; of counts, and rates in sentences that are alike; of counts in such
# sentences, of numbers that are not far, and where one name says a word more.
_RATE, _COUNT, _NEARLY = 0.85, 0.75, 0.6
# Counts that are further apart, as a multiple, are of two things: under two names, and under one.
_LEAP, _LEAP_OF_ONE = 3.0, 5.0
# So many letters make a word, and with so many names another may end.
_FEW = 2
# What speaks for a pair beside its names: a sentence that tells of the plan; half as much, likeness of the sentences and of the values.
_NEAR = 0.2
# Kinds of what is so at the end of a period, whenever it came about.
_STATES = frozenset({"stock", "rate"})
# A part of a year, behind no word for the whole of it: its figures answer no target of the year.
_PART, _WHOLE = words("zh/targets", "part"), words("zh/time", "own")


@dataclass(frozen=True, slots=True)
class Agreement:
    """How well an outcome answers a target: `score` orders the offers; `shared`, 0–1, is what their names have in common; `same` is
    whether they name one measure, word for word or by what stands beside them; `little` whether the target hardly says what is meant.
    """

    score: float
    shared: float
    same: bool
    little: bool


class Measures:
    """What the names of two reports tell, and which of them one report tells apart."""

    def __init__(self, *reports: Sequence[Quantity]) -> None:
        self._weights = Weights(_lettered(one.terms, _letters(one.terms)) for report in reports for one in report)
        self._told = [{(one.kind, one.terms.key) for one in report if not (one.figure.several or one.figure.doubt)} for report in reports]
        cores = [{one.terms.core for one in report} for report in reports]
        self._endings = [Counter(core[at:] for core in told for at in range(len(core))) for told in cores]
        self._beside: dict[str, list[Quantity]] = defaultdict(list)
        for one in (one for report in reports for one in report):
            self._beside[one.figure.unit_id].append(one)

    def agreement(self, target: Quantity, answer: Quantity, near: Collection[str]) -> Agreement | None:
        """How well the outcome answers the target, by the names of both or the nouns behind their numbers; None where they are two
        measures. `near` are the sentences that tell of the plan.
        """
        beside = answer.figure.unit_id in near
        if found := self._agreement(target, answer, beside, _least(target, answer, beside)):
            return found
        nouns = product(*((one, one.by_noun) for one in (target, answer)))
        alike = ((one, other) for one, other in nouns if one and other and one.terms.core[-1:] in other.terms.core)
        tried = (self._agreement(one, other, beside, _COUNT) for one, other in alike)
        return next(filter(None, tried), None)

    def _agreement(self, target: Quantity, answer: Quantity, beside: bool, least: float) -> Agreement | None:
        if target.kind != answer.kind or _differ(target, answer) or self._told_apart(target, answer):
            return None
        missing, beyond = (self._unexplained(*pair) for pair in ((target, answer), (answer, target)))
        if target.is_rate and (missing or beyond):
            missing, beyond = list(_lacking(target.terms, answer.terms)), list(_lacking(answer.terms, target.terms))
        shared = self._shared(target, answer, missing, beyond)
        if self._of_other_sorts(target, answer) or (shared < least and not self._ends_alike(target, answer)):
            return None
        told = any(self._stands_beside(word, target) for word in _lacking(answer.terms, target.terms))
        little = target.is_fund or (target.says_little and not told)
        if (little and not beside) or (answer.says_little and missing):
            return None
        likeness = ratio(target.text, answer.text) / 100
        same = target.terms.key == answer.terms.key or not (missing or beyond)
        surely = same and not little and not answer.figure.doubt
        score = shared + _NEAR * (beside + likeness / 2 - _distance(target, answer) / 2)
        return Agreement(score, shared, surely, little)

    def _ends_alike(self, target: Quantity, answer: Quantity) -> bool:
        """Whether one name is the end of the other: the outcome says more of the thing, where few names end so, or less, where no other
        does. Of rates only with one number.
        """
        mine, others, one_number = target.terms.core, answer.terms.core, _is_one_number(target, answer)
        short, long = sorted((mine, others), key=len)
        if (target.is_rate and not one_number) or len(short) < _FEW + (not one_number) or not long.endswith(short):
            return False
        return max(cores[short] for cores in self._endings) <= (1 if long == mine and not one_number else _FEW)

    def _told_apart(self, target: Quantity, answer: Quantity) -> bool:
        """Whether one report tells both names of figures of one kind, and they are not of one number."""
        one, other = target.terms.key, answer.terms.key
        both = any((target.kind, one) in told and (target.kind, other) in told for told in self._told)
        return one != other and both and not _is_one_number(target, answer)

    def _unexplained(self, one: Quantity, other: Quantity) -> list[str]:
        """The words of a name that the other lacks, that do not stand beside it and are no verbs that lead to a noun."""
        return [word for word in _lacking(one.terms, other.terms) if word not in one.leading and not self._stands_beside(word, other)]

    def _stands_beside(self, word: str, one: Quantity) -> bool:
        """Whether a word stands in the setting of a figure, and is not of the name of another figure of its kind."""
        if len(word) < _FEW or word not in one.setting:
            return False
        others = (other for other in self._beside[one.figure.unit_id] if other is not one and other.kind == one.kind)
        return not any(word in other.terms.core for other in others)

    def _of_other_sorts(self, target: Quantity, answer: Quantity) -> bool:
        """Whether the names, with the words that stand beside them, tell two things of one sort apart (公办, 民办)."""
        pairs = (target, answer), (answer, target)
        beside = ["".join(word for word in _lacking(one.terms, other.terms) if self._stands_beside(word, other)) for one, other in pairs]
        return contrary(terms(target.figure.name + beside[1]), terms(answer.figure.name + beside[0]))

    def _shared(self, target: Quantity, answer: Quantity, missing: Sequence[str], beyond: Sequence[str]) -> float:
        """0–1: how much of the two names is in both, or stands beside the other."""
        known = Counter(_letters(target.terms)) | Counter(_letters(answer.terms))
        lacks = (Counter(part for run in found for part in _parts(run)) for found in (beyond, missing))
        return self._weights.likeness(*(_lettered(target.terms, (known - lacking).elements()) for lacking in lacks))


def _lettered(one: Terms, letters: Iterable[str]) -> Terms:
    return replace(one, letters=Counter(letters))


def _letters(one: Terms) -> Iterator[str]:
    """The telling letters of a name, in order."""
    return (letter for letter in _parts(one.core) if letter not in _FORM)


def _parts(text: str) -> Sequence[str]:
    """The words of English, the characters of Chinese."""
    return text.split() if text.isascii() else [letter for letter in text if letter.isalnum()]


def _least(target: Quantity, answer: Quantity, beside: bool) -> float:
    """How much of their names two figures must share."""
    if target.is_rate:
        return _COUNT if beside else _RATE
    near = beside or kinship(target.terms, answer.terms) == "within" or _times(target, answer) <= 1 + _NEAR
    return _NEARLY if near else _COUNT


def _distance(target: Quantity, answer: Quantity) -> float:
    """How far apart two figures are by value, unit and period."""
    far = 0.0 if target.is_rate else min(_times(target, answer), _LEAP) / _LEAP
    return far + (target.figure.dimension != answer.figure.dimension) + answer.figure.several


def _is_one_number(target: Quantity, answer: Quantity) -> bool:
    """Whether two figures are of one number: what was planned is told again."""
    return target.figure.value == answer.figure.value


def _lacking(one: Terms, other: Terms) -> Iterator[str]:
    """The runs of telling letters that one name has and the other has not."""
    spare, run, blank = Counter(_letters(other)), "", " " if one.core.isascii() else ""
    for letter in (*_letters(one), ""):
        if letter and not spare[letter]:
            run += (run and blank) + letter
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
    again = kinship(target.terms, answer.terms) != "overlapping" and _is_one_number(target, answer)
    if one.several or (other.several and not again) or _of_two_years(target, answer):
        return True
    if target.level != answer.level and target.level and answer.level:
        return True
    if contrary(terms(one.name), terms(other.name)):
        return True
    leap = _LEAP_OF_ONE if target.terms.key == answer.terms.key else _LEAP
    return not target.is_rate and _times(target, answer) > leap


def _of_two_years(target: Quantity, answer: Quantity) -> bool:
    """Whether the outcome is of another year, or of a part of one; or, of what is made in a year, may be of several."""
    if answer.figure.doubt and not (target.figure.kind in _STATES or _is_one_number(target, answer)):
        return True
    one, other = target.figure.period, answer.figure.period
    before = answer.text[max(0, answer.figure.start - 60) : answer.figure.start]
    for year in _WHOLE:
        before = before.rpartition(year)[2]
    part = holds(before, _PART) and not holds(target.text, _PART)
    return part or (one is not None and other is not None and one.last != other.last)


def _times(target: Quantity, answer: Quantity) -> float:
    """How many times the smaller of two values the larger is."""
    low, high = sorted((abs(target.figure.value), abs(answer.figure.value)))
    return 1.0 if high == low else high / low if low else math.inf
