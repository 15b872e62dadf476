"""Rounding: the values that a printed number may stand for."""

from __future__ import annotations

import re

from tongbi.language import numerals
from tongbi.model import Figure

Span = tuple[float, float]
# 近300 may be 275, 约1.2万 may be 1.25万, 300余 and 超过300 up to 10 % more: a loose word widens, it never makes a conflict.
_LOOSE = {"approx": (0.9, 1.1), "more-than": (1.0, 1.15), "at-least": (1.0, 1.15), "less-than": (0.85, 1.0), "at-most": (0.85, 1.0)}


def span(figure: Figure) -> Span:
    """The least and the greatest value that `figure` stands for: half a unit of its last printed digit on either side; a count is exact."""
    low, high = _half(figure.text, figure.value)
    if figure.qualifier in _LOOSE:
        less, more = _LOOSE[figure.qualifier]
        near, far = sorted((figure.value * less, figure.value * more))
        return min(low, near), max(high, far)
    return low, high


def _half(printed: str, value: float) -> Span:
    size = numerals.quantum(printed)
    half = size / 2 if size != 1 else 0.0
    return value - half, value + half


def of_rate(value: float, text: str) -> Span:
    """The same for a rate, which is always rounded: 96% stands for 95.5 to 96.5."""
    found = re.search(r"\d+(?:\.(\d+))?", text)
    half = 10.0 ** -(len(found[1] or "") if found else 0) / 2
    return value - half, value + half


def apart(one: Span, other: Span, slack: float = 1e-9) -> bool:
    """Whether two spans have no value in common."""
    return one[0] > other[1] + slack or other[0] > one[1] + slack
