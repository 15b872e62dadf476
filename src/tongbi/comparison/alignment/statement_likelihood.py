"""Likelihood that two statements are one: a logistic model in two steps over what is weighed of them (see `evidence`), and
one of its own for parts (see `parts`).

The coefficients (`statement_likelihood.toml`) are fitted on pairs of sentences that were judged by hand, never set on a case.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from tongbi.comparison.alignment.evidence import CONTEXT, STATEMENT, Pairs, context
from tongbi.comparison.alignment.parts import PART
from tongbi.comparison.alignment.units_and_links import Item


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(files(__package__).joinpath("statement_likelihood.toml").read_text(encoding="utf-8"))


@cache
def _coefficients(step: str) -> np.ndarray:
    names = {"statement": STATEMENT, "context": (*STATEMENT, *CONTEXT), "part": PART}
    return np.array([_table()[step][name] for name in ("constant", *names[step])])


def bar(of: str) -> float:
    """The least likelihood, 0–1, of a link between neighbouring years (`link`), of a part of one (`part`), or of one over a gap (`gap`)."""
    return float(_table()["bars"][of])


def first(found: Pairs) -> np.ndarray:
    """The logit of each pair by what the two statements say and where."""
    return logits(found.weighed, _coefficients("statement"))


def second(found: Pairs, alone: np.ndarray, before: Sequence[Item], after: Sequence[Item], equal: Mapping[int, int]) -> np.ndarray:
    """The logit of each pair by what stands around it too; `alone` is what `first` says."""
    beside = context(found, alone, before, after, equal)
    return logits(np.hstack([found.weighed, beside]), _coefficients("context"))


def parts(weighed: np.ndarray) -> np.ndarray:
    """The likelihood, 0–1, that units are parts of linked ones, by what is weighed of them."""
    return share(logits(weighed, _coefficients("part")))


def logits(weighed: np.ndarray, coefficients: np.ndarray) -> np.ndarray:
    """The logits of what is weighed, by coefficients of which the first is the constant."""
    found: np.ndarray = coefficients[0] + weighed @ coefficients[1:]
    return found


def share(logit: np.ndarray) -> np.ndarray:
    """Likelihoods, 0–1, of logits."""
    likely: np.ndarray = 1 / (1 + np.exp(-np.clip(logit, -50.0, 50.0)))
    return likely
