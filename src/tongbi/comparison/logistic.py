"""Logistic models: what is weighed of pairs, a row each, and coefficients of which the first is the constant."""

from __future__ import annotations

import numpy as np


def logits(coefficients: np.ndarray, weighed: np.ndarray) -> np.ndarray:
    """The logit of each row; equal rows have equal ones."""
    found: np.ndarray = coefficients[0] + (weighed * coefficients[1:]).sum(axis=1)
    return found


def shares(logits: np.ndarray) -> np.ndarray:
    """The likelihoods, 0–1, of logits."""
    found: np.ndarray = 1 / (1 + np.exp(-np.clip(logits, -50, 50)))
    return found
