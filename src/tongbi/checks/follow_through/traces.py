"""Traces: how likely a sentence of the next report tells what became of a clause of a plan, plans it again, or names a problem again.

A logistic model in two steps, as for links: the first weighs what the two say, the second also by how much the pair is better than any
other of either. The coefficients (`trace_likelihood.toml`) are fitted on pairs judged by hand, never set on a case.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import numpy as np

from tongbi.checks.follow_through.evidence import WEIGHED, Pairs
from tongbi.comparison.logistic import logits, shares

BETTER = ("better-for-clause", "better-for-sentence")
"""What the second step weighs beside `WEIGHED`: the margins of the logit over the next best of either (−4–4)."""
Sort = Literal["delivered", "again", "named"]
# What is alone is so much better than nothing; and a margin is no more than this.
_FAR, _MARGIN = -6.0, 4.0


def traced(pairs: Pairs, sort: Sort) -> np.ndarray:
    """The likelihood of each pair, 0–1. That it says another noun in place of one speaks against a pair, so only those that reach the bar
    without are asked for it.
    """
    first, second = _coefficients(sort, "statement"), _coefficients(sort, "margin")
    scores = logits(second, np.hstack([pairs.weighed, better(pairs, logits(first, pairs.weighed))]))
    reach = np.flatnonzero(shares(scores) >= bar(sort))
    scores[reach] += bar(sort, "replaced") * pairs.replaced(reach)
    return shares(scores)


def better(pairs: Pairs, scores: np.ndarray) -> np.ndarray:
    """By how much the logit of each pair is better than the best other one of its clause, and of its sentence: two columns."""
    found = [scores - _best_other(ends, scores) for ends in (pairs.rows, pairs.at)]
    columns: np.ndarray = np.clip(np.stack(found, axis=1), -_MARGIN, _MARGIN)
    return columns


def _best_other(groups: np.ndarray, scores: np.ndarray) -> np.ndarray:
    """The best logit of the others of each pair's group."""
    order = np.lexsort((-scores, groups))
    first = np.searchsorted(groups[order], groups)
    told = np.append(scores[order], _FAR)
    second = np.where(np.append(groups[order], -1)[first + 1] == groups, told[first + 1], _FAR)
    found: np.ndarray = np.maximum(np.where(order[first] == np.arange(len(scores)), second, told[first]), _FAR)
    return found


@cache
def bar(sort: Sort, name: str = "bar") -> float:
    """The least likelihood of a trace, 0–1; with `told` or `done`, of one that says what became of a plan though it is made again; with
    `replaced`, what a clause that is wholly told of another thing takes from the logit.
    """
    return float(_table()[sort][name])


@cache
def _coefficients(sort: Sort, step: str) -> np.ndarray:
    table = _table()[sort][step]
    return np.array([table[name] for name in ("constant", *WEIGHED, *(BETTER if step == "margin" else ()))])


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(files(__package__).joinpath("trace_likelihood.toml").read_text(encoding="utf-8"))
