"""Text fingerprints: half a KB for a report, from which the shared wording of two reports is estimated without reading either again.

MinHash over the eight-character shingles of the masked text (Broder 1997, On the resemblance and containment of documents): of each of
128 orders of all shingles the first one is kept; the share of orders in which two texts have the same one estimates their Jaccard
similarity, with a standard error of at most 0.045.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy

    from tongbi.model import Report

_SHINGLE = 8
ORDERS = 128
_SEED = 20130501
_BASE = 1_000_003


def sketch(report: Report) -> str:
    """A report's sketch: 128 little-endian uint32 in base64; "" when it has less text than one shingle.

    Figures, dates and the body's own name are masked first: two bodies that share a template share these shingles.
    """
    import numpy as np

    from tongbi.comparison import alignment

    names = alignment.own_names(report.organisation)
    text = alignment.pattern(alignment.mask("".join(unit.text for unit in report.units), names))
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    if len(codes) < _SHINGLE:
        return ""
    shingles = np.zeros(len(codes) - _SHINGLE + 1, dtype=np.uint64)
    for at in range(_SHINGLE):
        shingles = shingles * np.uint64(_BASE) + codes[at : len(codes) - _SHINGLE + 1 + at]
    return b64encode(_least(shingles).tobytes()).decode("ascii")


def _least(shingles: numpy.ndarray) -> numpy.ndarray:
    """The least of all shingles in each order, an order being a multiplication modulo 2^64 of which the upper half counts."""
    import numpy as np

    orders = np.random.default_rng(_SEED).integers(1, 1 << 63, ORDERS, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
    mixed = shingles ^ (shingles >> np.uint64(29))
    return (np.array([(mixed * order).min() for order in orders]) >> np.uint64(32)).astype("<u4")


def likeness(one: str, other: str) -> float:
    """The estimated Jaccard similarity of two reports' shingles by their sketches, 0–1; 0 where one has none."""
    if not one or not other:
        return 0.0
    return float((unpacked(one) == unpacked(other)).mean())


def unpacked(sketch: str) -> numpy.ndarray:
    """The 128 numbers of a sketch."""
    import numpy as np

    return np.frombuffer(b64decode(sketch), dtype="<u4")
