"""Target pairs: how likely an outcome of a review answers a target of the plan before it.

The two differ in standing by nature; in all else the predicate of rows decides (`figures.comparable`). What it lets through is weighed by a
logistic model whose coefficients (`target_likelihood.toml`) are fitted on pairs judged by hand, as those of links are.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain, product
from typing import Any, Literal

import numpy as np
from rapidfuzz.fuzz import ratio

from tongbi.comparison.figure_places import Place, placed
from tongbi.comparison.link_likelihood import Pair, apart, margins
from tongbi.comparison.logistic import logits, shares
from tongbi.figures import RATES
from tongbi.figures.comparable import answered, answers, in_words
from tongbi.figures.name_terms import Terms, Weights, is_head_alone, spelled, terms
from tongbi.language import change_words, units
from tongbi.language.annotation import BREAK, FULL_STOP
from tongbi.language.folding import since
from tongbi.language.lexicon import one_of
from tongbi.model import Figure, Report

WEIGHED = ("times", "same-kind", "around", "sentences", "told", "tells", "whole", "whole-of-rate", "ends", "apart", "doubt")
"""The first three as they are weighed of links (`link_likelihood.STATEMENT`). Beside that, 0–1: how alike the sentences are; how much of
the target's name stands in the outcome's or beside it, and the other way; whether all of both does; whether one core ends with the other;
whether one report tells both names; whether a slot of the outcome is guessed.
"""
Said = Literal["clause", "all", "one", "part"]
"""What two figures tell of each other: the same in the clauses of both; or in the name or beside it all of both, all of one, only a part of
each.
"""
# What a rate's name has of its being set, reached or held, and the word of change at its end.
_SET, _GROWING = re.compile(one_of("zh/targets", "kept")), re.compile(rf"(?<=.){change_words.CHANGE}$")
_TOLD, _TELLS = WEIGHED.index("told"), WEIGHED.index("tells")
_NUMBER = re.compile(r"\d")
# So many letters make a word.
_WORD = 2


def places_of(report: Report, figures: Sequence[Figure], period: int) -> list[Place]:
    """The places of figures of a report's sentences, as they are compared with those of the year `period`."""
    named = [_stepped(one) for one in figures]
    return list(placed(report, [(one, one.unit_id) for one in named], period))


def _stepped(figure: Figure) -> Figure:
    """A rate without what calls it a target (广义货币预期增长目标), as a step where its name ends in a change (居民消费价格涨幅)."""
    if figure.unit not in RATES:
        return figure
    head = _SET.sub("", figure.head or "")
    change = None if figure.sign else _GROWING.search(head)
    if change is None:
        return replace(figure, head=head)
    sign = change_words.falls(f"·{change[0]}")
    return replace(figure, head=head[: change.start()], sign="down" if sign else "up", kind="growth")


def _by_nouns(one: Place) -> list[Place]:
    """A figure; and a count whose name lacks the noun right behind it also under that."""
    noun = terms(_NUMBER.split(BREAK.split(one.text[one.figure.start + len(one.figure.text) :], maxsplit=1)[0], maxsplit=1)[0])
    is_named = units.sort(one.figure.unit) != "count" or is_head_alone(noun) or noun.core[-1] in one.terms.core
    return [one] if is_named else [one, replace(one, key=replace(one.key, terms=noun))]


class TargetPairs:
    """The targets of a plan beside the outcomes of the review, by what their names share and what stands beside them."""

    def __init__(self, targets: Sequence[Place], outcomes: Sequence[Place]) -> None:
        self._targets, self._outcomes = [_by_nouns(one) for one in targets], [_by_nouns(one) for one in outcomes]
        self._asked, self._answers = [answered(one.key) for one in targets], [in_words(one.key) for one in outcomes]
        self._named: Mapping[str, list[int]] = defaultdict(list)
        for at, named in enumerate(self._outcomes):
            for letter in {letter for one in named for letter in one.terms.letters}:
                self._named[letter].append(at)
        every = (*targets, *outcomes)
        self._weights = Weights(one.terms for one in every)
        self._told = [{_sort(one) for one in report} for report in (targets, outcomes)]
        self._beside: Mapping[str, list[Place]] = defaultdict(list)
        for one in every:
            self._beside[one.figure.unit_id].append(one)

    def pairs(self) -> list[Pair]:
        """Every pair that differs in standing alone, and shares a letter; of rates, all that the target names. A count may go by the noun
        behind its number (建设2.5万个停车位).
        """
        return [
            Pair(row, at, max((self._weighed(*two) for two in named), key=lambda one: one[_TOLD] + one[_TELLS]))
            for row, targets in enumerate(self._targets)
            for at in self._sharing(targets)
            if answers(self._asked[row], self._answers[at])
            and (named := [two for two in product(targets, self._outcomes[at]) if self._may_be_one(*two)])
        ]

    def _sharing(self, targets: Sequence[Place]) -> list[int]:
        """The outcomes, in order, of which a name shares a letter with one of a target's."""
        return sorted({at for one in targets for letter in one.terms.letters for at in self._named.get(letter, ())})

    def _may_be_one(self, target: Place, outcome: Place) -> bool:
        """Whether two names share a letter, and of a rate all of the target's is told: the whole says nothing of a part (工业技改投资)."""
        if target.terms.letters.keys().isdisjoint(outcome.terms.letters):
            return False
        return target.figure.unit not in RATES or self._shared(target, outcome) == 1.0

    def said(self, pair: Pair) -> Said:
        """How far the two names of a pair tell the same."""
        shared = [(self._shared(*two), self._shared(*two[::-1])) for two in product(self._targets[pair.row], self._outcomes[pair.at])]
        told, tells = max(shared, key=sum)
        return "all" if told == tells == 1.0 else "one" if 1.0 in {told, tells} else "part"

    def _weighed(self, target: Place, outcome: Place) -> tuple[float, ...]:
        told, tells = self._shared(target, outcome), self._shared(outcome, target)
        whole = told == tells == 1.0
        short, long = sorted((target.terms.core, outcome.terms.core), key=len)
        return (
            apart(target.figure, outcome.figure),
            float(target.figure.kind == outcome.figure.kind),
            ratio(target.around, outcome.around) / 100,
            ratio(target.text, outcome.text) / 100,
            told,
            tells,
            float(whole),
            float(whole and target.figure.unit in RATES),
            float(len(short) >= _WORD and long.endswith(short)),
            float(self._are_told_apart(target, outcome)),
            float(bool(outcome.figure.doubt)),
        )

    def _are_told_apart(self, target: Place, outcome: Place) -> bool:
        """Whether one report tells both names of figures of one sort, and they are not of one number."""
        one, other = _sort(target), _sort(outcome)
        return one != other and target.figure.value != outcome.figure.value and any({one, other} <= told for told in self._told)

    def _shared(self, one: Place, other: Place) -> float:
        """0–1: how much of a name, by weight, the other has or has beside it."""
        lost = (run for run in _lacking(one.terms, other.terms) if not self._stands_beside(run, other))
        return self._weights.kept(one.terms, chain.from_iterable(lost))

    def _stands_beside(self, run: list[str], one: Place) -> bool:
        """Whether a word stands around a figure in its part of the sentence, and is not of the name of another figure of its kind."""
        word = "".join(run)
        if len(word) < _WORD or word not in _setting(one.text, one.figure.start, one.figure.start + len(one.figure.text)):
            return False
        others = (other for other in self._beside[one.figure.unit_id] if other is not one and _sort(other)[:2] == _sort(one)[:2])
        return not any(word in other.figure.name for other in others)


def _sort(one: Place) -> tuple[str | None, bool, Sequence[str]]:
    """Dimension, a step or a state, and name."""
    return one.figure.dimension, one.figure.sign is not None, one.terms.key


@lru_cache(maxsize=4096)
def _setting(text: str, start: int, end: int) -> str:
    """The words of a part of a sentence before a number that stands there, and those behind it to the end of its clause."""
    return f"{text[since(FULL_STOP, text, start) : start]} {BREAK.split(text[end:], maxsplit=1)[0]}"


def _lacking(one: Terms, other: Terms) -> Iterator[list[str]]:
    """The runs of telling letters that one name has and the other has not."""
    spare, run = {"": 1, **other.letters}, list[str]()
    for letter in (*spelled(one.core), ""):
        if not spare.get(letter):
            run.append(letter)
            continue
        spare[letter] -= 1
        if run:
            yield run
        run = []


@cache
def bar(name: str = "bar") -> float:
    """The least likelihood of an answer, 0–1; with `sure`, of a verdict on it, with `half` and `nearly`, shares of what two clauses say."""
    return float(_table()[name])


def likelihoods(pairs: Sequence[Pair]) -> list[float]:
    """The likelihood of each pair, 0–1: by what is weighed, and then also by how much it is better than any other of its two figures."""
    first, second = _coefficients("statement", WEIGHED), _coefficients("margin", (*WEIGHED, "better"))
    weighed = np.array([pair.weighed for pair in pairs], float).reshape(len(pairs), len(WEIGHED))
    ahead = margins(pairs, logits(first, weighed).tolist())
    better = np.array([better for *_, better in ahead], float)[:, None]
    found: list[float] = shares(logits(second, np.hstack([weighed, better]))).tolist()
    return found


@cache
def _coefficients(step: str, names: Sequence[str]) -> np.ndarray:
    return np.array([_table()[step][name] for name in ("constant", *names)])


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("target_likelihood.toml").read_text(encoding="utf-8"))
