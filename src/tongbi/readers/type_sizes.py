"""The size of type of most of a text, which others are measured by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable


def usual(lines: Iterable[tuple[float, str]]) -> float:
    """The size of most of the text, to a half; 0 without any. `lines` are texts, each behind its size."""
    sizes: Counter[float] = Counter()
    for size, text in lines:
        sizes[round(size * 2) / 2] += len(text)
    return sizes.most_common(1)[0][0] if sizes else 0.0
