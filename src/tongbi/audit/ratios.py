"""Ratios: 参考184人、合格171人，合格率94.9% is 92.9 %; 其中企业4,180户，占31% likewise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tongbi.audit.reading import Reading, conflict, printed
from tongbi.audit.rounding import Span, apart, of_rate, span
from tongbi.figures import kin
from tongbi.model import Conflict, Figure

_RATE = re.compile(r"([\u4e00-\u9fff]{1,12}?)(?:率|比例|占比)$")
# Further apart than this, the two counts are not what the rate is of.
_FAR = 12.0


def check(reading: Reading) -> Iterator[Conflict]:
    """Rates that their part and whole, printed side by side in the same sentence, do not give."""
    for unit_id, figures in reading.figures.items():
        steps = reading.steps(unit_id)
        counts = [
            figure
            for figure in figures
            if figure.unit != "%" and figure.start not in steps and figure.qualifier not in {"target", "previous"}
        ]
        for rate in figures:
            if rate.unit != "%" or rate.qualifier in {"target", "previous", "range"} or rate.start in steps:
                continue
            pair = _pair(rate, counts)
            if pair is None:
                continue
            part, whole = pair
            value = 100 * part.value / whole.value
            yield conflict(
                "ratio", "ratio", reading.year, round(value, 2), rate.value, "%", units=[unit_id],
                values={"name": rate.name, "part": printed(part.value, part.unit), "whole": printed(whole.value, whole.unit)},
            )  # fmt: skip


def _pair(rate: Figure, counts: Sequence[Figure]) -> tuple[Figure, Figure] | None:
    """Part and whole that the rate contradicts; None where any two counts of the sentence give it, or none is clearly meant."""
    said = of_rate(rate.value, rate.text)
    named = _RATE.search(rate.name)
    if not named or rate.qualifier in {"approx", "more-than", "at-least"}:
        return None
    pairs = [
        (part, whole)
        for part in counts
        for whole in counts
        if part is not whole and kin(part.unit) == kin(whole.unit) and part.value <= whole.value
    ]
    if any(not apart(_ratio(part, whole), said) for part, whole in pairs if whole.value):
        return None
    stem = named[1][-2:]
    for at, part in enumerate(counts[1:], 1):
        whole = counts[at - 1]
        meant = part.name.endswith(stem) and (part, whole) in pairs and part.start < rate.start
        if meant and whole.value and abs(100 * part.value / whole.value - rate.value) <= _FAR:
            return part, whole
    return None


def _ratio(part: Figure, whole: Figure) -> Span:
    (low, high), (least, most) = span(part), span(whole)
    return 100 * low / most, 100 * high / least
