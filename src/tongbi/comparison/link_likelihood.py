"""Likelihood that two comparable figures are one measure: what their names share, their sentences, their places and their values.

A logistic model in two steps. The first weighs what the two say; the second also how their neighbours are linked and by how much the pair
is better than any other of either figure. The coefficients (`link_likelihood.toml`) are fitted on pairs judged by hand, never set on a
case.
"""

from __future__ import annotations

import math
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from rapidfuzz.fuzz import ratio

from tongbi.comparison.figure_places import Place
from tongbi.comparison.logistic import logits, shares
from tongbi.figures.basis import RATES
from tongbi.figures.comparable import size
from tongbi.figures.name_terms import Weights, kinship
from tongbi.language import units
from tongbi.model import Figure

STATEMENT = (
    "equal", "within", "likeness", "own-words", "thread", "thread-of-many", "sentence", "sentence-elsewhere", "times", "times-in-thread",
    "points", "rate", "rank", "rank-and-sentence", "bare", "same-value", "same-kind", "around", "growth-fits", "core",
)  # fmt: skip
"""What the first step weighs; each is 0–1 unless `_statement` says otherwise."""
NEIGHBOURS = ("beside", "not-beside", "better-for-old", "better-for-new", "better")
"""What the second step weighs beside that: how many neighbours are linked likewise and otherwise (0–2), and the margins (−4–4)."""
# The most that a ratio of values, in natural logarithms, and a difference of rates, in 20 points, weigh; and the weight of own words by 10.
_MOST_TIMES, _POINTS, _MOST_POINTS, _OWN_WORDS, _MOST_OWN = 4.0, 20.0, 2.0, 10.0, 2.0
_FAR, _MARGIN = 6.0, 4.0
# So many things are few.
_FEW = 5.0


@dataclass(frozen=True, slots=True)
class Pair:
    """A row by its newest figure and one that may go on from it: the row, the figure's place in its year, and what is weighed."""

    row: int
    at: int
    weighed: tuple[float, ...]
    told: tuple[str, str] = ("", "")
    """What the two figures say: a figure that a report tells twice is no rival of itself."""


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(files(__package__).joinpath("link_likelihood.toml").read_text(encoding="utf-8"))


@cache
def _coefficients(step: str) -> np.ndarray:
    names = STATEMENT if step == "statement" else (*STATEMENT, *NEIGHBOURS)
    return np.array([_table()[step][name] for name in ("constant", *names)])


def bar() -> float:
    """The least likelihood of a link, 0–1."""
    return float(_table()["bar"])


def statement(old: Place, new: Place, weights: Weights, *, kept: float, bare: bool, fits: float, core: bool) -> tuple[float, ...]:
    """What the first step weighs of two figures; `kept` is how much of the newer report goes on from the older one, `bare` whether a name
    of theirs says little, `fits` how well what the newer text states of the older value is so, 0–1, `core` whether they are a core figure.
    """
    one, other = old.figure, new.figure
    how = kinship(old.terms, new.terms)
    equal, within = how == "equal", how == "within"
    together, sentence, rate = old.thread == new.thread, ratio(old.text, new.text) / 100, one.unit in RATES
    in_step = together and old.rank == new.rank and len(old.beside) == len(new.beside)
    names = equal, within, weights.likeness(old.terms, new.terms), min(weights.own(old.terms, new.terms) / _OWN_WORDS, _MOST_OWN)
    places = together, kept * together, sentence * together, sentence * (not together)
    times, points = apart(one, other), min(abs(one.value - other.value) / _POINTS, _MOST_POINTS) if rate else 0.0
    values = times, times * together, points, rate
    order = in_step, sentence * in_step, bare, one.value == other.value, one.kind == other.kind
    return *names, *places, *values, *order, ratio(old.around, new.around) / 100, fits, core and equal


def apart(one: Figure, other: Figure) -> float:
    """How far apart two values are: the natural logarithm of how many times the smaller the larger is, 0–4; of few things, which come and
    go, it is less; 0 for rates.
    """
    if one.unit in RATES:
        return 0.0
    few = _FEW if units.sort(one.unit) == "count" else 0.0
    low, high = sorted((abs(size(one)) + few, abs(size(other)) + few))
    return min(math.log(high / low), _MOST_TIMES) if low else _MOST_TIMES * (high > 0)


def likelihoods(pairs: Sequence[Pair], neighbours: Mapping[int, int]) -> list[float]:
    """The likelihood of each pair, 0–1. `neighbours` gives for a row the place of its newest figure in the list of the year before."""
    weighed = np.array([pair.weighed for pair in pairs], float).reshape(len(pairs), len(STATEMENT))
    first = logits(_coefficients("statement"), weighed)
    likely: list[float] = shares(first).tolist()
    linked = {neighbours[pair.row]: pair.at for pair in assigned(pairs, likely, 0.5) if pair.row in neighbours}
    ahead = margins(pairs, first.tolist())
    beside = [(*_support(neighbours.get(pair.row), pair.at, linked), *margin) for pair, margin in zip(pairs, ahead, strict=True)]
    around = np.array(beside, float).reshape(len(pairs), len(NEIGHBOURS))
    found: list[float] = shares(logits(_coefficients("neighbours"), np.hstack([weighed, around]))).tolist()
    return found


def assigned(pairs: Sequence[Pair], likely: Sequence[float], least: float) -> list[Pair]:
    """The likeliest pairs, each row and each figure in one, none below `least`; of equally likely ones the first."""
    rows: set[int] = set()
    taken: set[int] = set()
    kept: list[Pair] = []
    for _, row, at, pair in sorted((-one, pair.row, pair.at, pair) for one, pair in zip(likely, pairs, strict=True) if one >= least):
        if row not in rows and at not in taken:
            rows.add(row)
            taken.add(at)
            kept.append(pair)
    return kept


def _support(place: int | None, at: int, linked: Mapping[int, int]) -> tuple[float, float]:
    """How many of the figures right before and behind are linked with each other, and how many with another."""
    beside = [linked.get(place + step) == at + step for step in (-1, 1) if place is not None and place + step in linked]
    return float(sum(beside)), float(len(beside) - sum(beside))


def margins(pairs: Sequence[Pair], scores: Sequence[float]) -> list[tuple[float, float, float]]:
    """By how much each pair is better than the best other one of its row, of its figure, and of both; what says the same is no other."""
    of_rows = _ahead([(pair.row, pair.told[1] or str(pair.at)) for pair in pairs], scores)
    of_figures = _ahead([(pair.at, pair.told[0] or str(pair.row)) for pair in pairs], scores)
    return [(row, figure, min(row, figure)) for row, figure in zip(of_rows, of_figures, strict=True)]


def _ahead(ends: Sequence[tuple[int, str]], scores: Sequence[float]) -> list[float]:
    """By how much each pair is better than the best other one of its end, −4–4; `ends` give that and what the other end says."""
    best: dict[int, dict[str, float]] = defaultdict(dict)
    for (end, said), score in zip(ends, scores, strict=True):
        best[end][said] = max(score, best[end].get(said, score))
    ranked = {end: sorted(((score, said) for said, score in told.items()), reverse=True)[:2] for end, told in best.items()}
    rivals = ([one for one, other in ranked[end] if other != said] for end, said in ends)
    return [max(-_MARGIN, min(_MARGIN, score - max([-_FAR, *others]))) for others, score in zip(rivals, scores, strict=True)]
