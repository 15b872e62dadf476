"""Rounding: the values that a printed number may stand for, and whether two numbers can be one within it."""

from __future__ import annotations

from collections.abc import Iterable

from tongbi.language import numerals
from tongbi.model import Figure

Span = tuple[float, float]
"""The least and the greatest value."""
# 近300 may be 275, 约1.2万 may be 1.25万, 300余 and 超过300 up to 10 % more: a loose word widens, it never makes a conflict.
_LOOSE = {"approx": (0.9, 1.1), "more-than": (1.0, 1.15), "at-least": (1.0, 1.15), "less-than": (0.85, 1.0), "at-most": (0.85, 1.0)}


def span(figure: Figure) -> Span:
    """The values that `figure` stands for: half a unit of its last printed digit on either side; a count is exact."""
    size = numerals.quantum(figure.text)
    low, high = around(figure.value, size / 2 if size != 1 else 0.0)
    if figure.qualifier in _LOOSE:
        less, more = _LOOSE[figure.qualifier]
        near, far = sorted((figure.value * less, figure.value * more))
        return min(low, near), max(high, far)
    return low, high


def around(value: float, off: float) -> Span:
    """The values that are at most `off` away."""
    return value - off, value + off


def of_rate(value: float, text: str) -> Span:
    """The values that a rate stands for, which is always rounded: 96% stands for 95.5 to 96.5."""
    return around(value, numerals.quantum(text) / 2)


def total(spans: Iterable[Span]) -> Span:
    """The values that a sum stands for."""
    lows, highs = zip(*spans, strict=True)
    return sum(lows), sum(highs)


def share(part: Span, whole: Span) -> Span:
    """The values, in per cent, that the share of a part stands for."""
    return 100 * part[0] / whole[1], 100 * part[1] / whole[0]


def differ(one: Figure, other: Figure) -> bool:
    """Whether two printed numbers cannot be one: of those printed to one digit whether they are unequal (1.2万 and 1.3万), of others,
    where the one may be the other rounded, and of those with a loose word whether they are `apart`.
    """
    size = numerals.quantum(one.text)
    if size == numerals.quantum(other.text) and _LOOSE.keys().isdisjoint((one.qualifier, other.qualifier)):
        return abs(one.value - other.value) > size / 2
    return apart(span(one), span(other))


def apart(one: Span, other: Span, slack: float = 1e-6) -> bool:
    """Whether two numbers cannot be one: their spans have no value in common."""
    return one[0] > other[1] + slack or other[0] > one[1] + slack
