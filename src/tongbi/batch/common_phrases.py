"""Common phrases of a folder: sentences that a third of its organisations share, counted without holding the sentences.

A report's sentences without figures go by a 32-bit hash each, 4 bytes in the catalogue; the texts stay with the report.
"""

from __future__ import annotations

from array import array
from base64 import b64decode, b64encode
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from tongbi.batch.series import Series
    from tongbi.model import Report

# So many hashes are counted at once. Whenever there are more, each loses one (Misra & Gries 1982): what a third of the bodies have is
# never lost so, unless they have 30,000 sentences each.
_MOST = 100_000


def hashes(report: Report) -> str:
    """The hashes of a report's sentences without figures, in base64."""
    from tongbi.comparison import alignment

    found = sorted({crc32(masked.encode()) for masked in alignment.plain_sentences(report)})
    return b64encode(array("I", found).tobytes()).decode("ascii")


def common(series: Sequence[Series]) -> dict[str, frozenset[int]]:
    """By kind, the hashes of the sentences that enough of its bodies have in common (see `alignment.is_common`)."""
    by_kind: dict[str, list[Series]] = defaultdict(list)
    for one in series:
        by_kind[one.kind].append(one)
    return {kind: _common(several) for kind, several in by_kind.items()}


def told(series: Series) -> set[int]:
    """The hashes of all reports of a series."""
    return {one for report in series.reports for one in array("I", b64decode(report.sentences))}


def _common(series: Sequence[Series]) -> frozenset[int]:
    from tongbi.comparison import alignment

    candidates = set(_frequent(map(told, series)))
    counts = Counter(one for body in map(told, series) for one in body & candidates)
    return frozenset(one for one, count in counts.items() if alignment.is_common(count, len(series)))


def _frequent(bodies: Iterable[set[int]]) -> Counter[int]:
    counts: Counter[int] = Counter()
    for body in bodies:
        counts.update(body)
        if len(counts) > _MOST:
            counts = Counter({one: count - 1 for one, count in counts.items() if count > 1})
    return counts


def phrases(reports: Sequence[Report], wanted: Iterable[int]) -> frozenset[str]:
    """The sentences of some reports, masked, that have one of the hashes."""
    from tongbi.comparison import alignment

    hashed = frozenset(wanted)
    return frozenset(masked for report in reports for masked in alignment.plain_sentences(report) if crc32(masked.encode()) in hashed)
