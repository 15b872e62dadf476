"""Attainment: whether an outcome reaches a target, by the values as printed; None wherever the words leave a doubt."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from tongbi.language import change_words, numerals
from tongbi.language.annotation import BREAK, FULL_STOP
from tongbi.language.english_verbs import finite
from tongbi.language.folding import since
from tongbi.language.lexicon import any_of, holds, inflected, one_of, words
from tongbi.language.quantity import bounds_before, unbounded
from tongbi.model import Figure


def _of(*names: str) -> str:
    return one_of("zh/targets", *names)


_ABOUT, _MORE = words("zh/targets", "about"), words("zh/targets", "more")
_FEWER, _HOPED = ([word.lower() for topic in ("zh/targets", "en/targets") for word in words(topic, name)] for name in ("fewer", "hoped"))
_HOLDS = any_of({*words("en/targets", "held-words"), *(form for verb in words("en/targets", "held") for form in inflected(verb))})
_RIGHT_BEFORE = words("en/targets", "held-before")
_LIMIT = re.compile(rf"(?P<not>{_of('not')})?(?:(?P<above>{_of('above')})|(?P<below>{_of('below')}))[^\d]{{0,3}}$")
_COMING = one_of("en/clause", "coming")  # behind a verb that holds, it makes a noun of that: places held by women will reach
_HELD = re.compile(
    rf"(?:{_of('held')}|(?P<step>{change_words.LED_TO}))[^\d]{{0,3}}$|\b{_HOLDS}\b(?:(?!\b{_COMING}\b)[^\d.;])*$", re.IGNORECASE
)
_LATER = re.compile(
    rf"{_of('by')}(20\d\d){_of('year')}|{_of('later')}{_of('several')}{_of('year')}|{_of('plan')}[\"”]?{_of('plan_years')}"
    rf"|{_of('average')}(?:{change_words.CHANGE}|{one_of('zh/stock', 'increase')})"
    rf"|\b{one_of('en/targets', 'by')} (20\d\d)\b|\b{one_of('en/targets', 'later')}\b",
    re.IGNORECASE,
)
_NEGATED = frozenset({"not", "never"})
_AT_MOST = words("en/numbers", "behind.at-most")
_ENDING = "".join(words("zh/targets", "ending"))
_ROUND, _FAR_OFF = 0.1, 0.5


@cache
def _bounds_before() -> Mapping[str, re.Pattern[str]]:
    """What ends right before a number that is a bound, by the names of qualifiers."""
    return {name: re.compile(rf"(?:{words})\s?$", re.IGNORECASE) for name, words in bounds_before().items()}


@dataclass(frozen=True, slots=True)
class Goal:
    """A target as its sentence says it. `rises` is 1 for a rise, -1 for a fall, 0 for a state; `due` the year that it was set for."""

    figure: Figure
    text: str
    rises: int
    due: int

    @property
    def behind(self) -> str:
        """The words behind the number."""
        return self.text[self.figure.start + len(self.figure.text) :][:16]

    @property
    def before(self) -> str:
        """The words before it."""
        return self.text[max(0, self.figure.start - 60) : self.figure.start]

    @property
    def clause(self) -> str:
        """The words before it in its clause."""
        return self.text[since(BREAK, self.text, self.figure.start) : self.figure.start]

    @property
    def bound(self) -> str | None:
        """What the words right before the number make of it, by the names of qualifiers (`at-most`); None for the number itself."""
        return next((name for name, bound in _bounds_before().items() if bound.search(self.before)), None)

    @property
    def is_at_most(self) -> bool:
        """Whether the words make it an upper bound: 不超过, 低于, 控制在, 降至, limited to, cut to, or less."""
        if self.bound in {"more-than", "less-than"} and not _NEGATED.isdisjoint(self.clause.lower().split()):
            return self.bound == "more-than"  # will not rise above, will not drop below
        if self.bound in {"at-most", "less-than"} or self.behind.lower().lstrip().startswith(_AT_MOST):
            return True
        told = unbounded(self.clause).lower().split()
        if told[-1:] == ["to"] and any(change_words.falls(f"·{word}") for word in told):
            return True
        if told and told[-1] in _RIGHT_BEFORE:
            return True
        limit, held = _LIMIT.search(self.before), _HELD.search(self.before)
        falls = held is not None and (not held["step"] or change_words.falls(f"·{held['step'][:-1]}"))
        return falls or bool(limit and bool(limit["not"]) == bool(limit["above"]))

    @property
    def is_fewer(self) -> bool | None:
        """Whether less of what it names is better; None where that is told of what was done with it (waste recycled, crimes solved)."""
        name = self.figure.name.lower()
        if self.rises < 0 or self.bound in {"at-least", "more-than"} or not holds(name, _FEWER):
            return False
        behind = name[max(name.find(word) for word in _FEWER) :].split()[1:]
        return None if any(word.endswith("ed") or word in finite() for word in behind) else True

    @property
    def is_beyond(self) -> bool:
        """Whether more than the number is aimed at: 超过60%."""
        return self.bound == "more-than"

    @property
    def is_later(self) -> bool:
        """Whether it is due in a later year, or of several years: what says so holds for its clause, and before a comma (到2030年，) for
        the rest of the sentence.
        """
        begin = since(FULL_STOP, self.text, self.figure.start)
        found = _LATER.finditer(self.text, begin, self.figure.start)
        said = [one.end() for one in found if int(one[1] or one[2] or self.due + 1) > self.due]
        return any(
            self.text[end : end + 2].lstrip(_ENDING)[:1] in {"，", ","} or not holds(self.text[end : self.figure.start], ("，", ", "))
            for end in said
        )


def attained(goal: Goal, answer: Figure, value: float, *, surely: bool) -> bool | None:
    """Whether the outcome reaches the target: `value` is that of `answer`, negative where it went the other way. False only where the two
    are `surely` one quantity; None where it cannot be said.
    """
    if goal.is_later:
        return None
    about = goal.bound == "approx" or goal.behind.lstrip().startswith(_ABOUT)
    vague = "more-than" if holds(answer.text, _MORE) else answer.qualifier
    fewer = goal.is_fewer
    if fewer is None and not goal.is_at_most:
        return None
    below = goal.is_at_most or bool(fewer)
    # Of a range (4.5%—5%) one end is to be reached, the other where less is better.
    planned = goal.figure.upto if below and goal.figure.upto is not None else goal.figure.value
    near = abs(value - planned) <= abs(planned) * _ROUND
    far = abs(value - planned) > abs(planned) * _FAR_OFF
    if about and not goal.is_at_most and far and (value < planned) is below:
        return None
    if goal.is_beyond and not below and value == planned and vague != "more-than":
        return None
    if (value <= planned) if below else (value >= planned):
        doubtful = {"more-than", "at-least"} if below else {"less-than", "at-most", "approx"}
        return None if vague in doubtful and near and not (about and vague == "approx") else True
    if _as_printed(value, goal.figure) == planned and ("." in goal.figure.text or near):
        return True if "." in goal.figure.text else None
    open_ended = vague in ({"less-than", "at-most"} if below else {"more-than", "at-least"}) or vague == "approx"
    unsure = not surely or holds(goal.clause.lower(), _HOPED) or ((about or open_ended) and near)
    return None if unsure else False


def _as_printed(value: float, figure: Figure) -> float:
    """A value rounded as the figure is printed: 61.97 is 62.0 where that is printed with one decimal."""
    size = Decimal(repr(numerals.quantum(figure.text)))
    return float((Decimal(repr(value)) / size).quantize(Decimal(1), ROUND_HALF_UP) * size)
