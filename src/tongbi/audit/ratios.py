"""Ratios: 参考184人、合格171人，合格率94.9% is 92.9 %; 项目365个，其中建成118个、占36.3% is 32.3 %."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tongbi.audit.reading import Reading, conflict, printed
from tongbi.audit.rounding import Span, apart, of_rate, span
from tongbi.figures import kin
from tongbi.model import Conflict, Figure

_RATE = re.compile(r"([\u4e00-\u9fff]{1,12}?)(?:率|比例|占比)$")
# What stands between a part and the share that it has of a whole told before; 占全省的… is of another whole.
_SHARE = re.compile(r"[^，,、；;。（）()\d]{0,8}[，,、（(]?占(?:比|总数|总量|总件数)?的?(?:比例|比重)?(?:为|达到?)?")
_AMONG, _BREAK = re.compile("其中|包括"), re.compile("[。；;！!]")
# Further apart than this, the two counts are not what the rate is of.
_FAR = 12.0
_UNSURE = frozenset({"target", "previous", "range", "approx", "more-than", "at-least"})


def check(reading: Reading) -> Iterator[Conflict]:
    """Rates that their part and whole, printed side by side in the same sentence, do not give."""
    units = reading.units()
    for unit_id, figures in reading.figures.items():
        steps = reading.steps(unit_id)
        counts = [
            figure
            for figure in figures
            if figure.unit != "%" and figure.start not in steps and figure.qualifier not in {"target", "previous"}
        ]
        for rate in figures:
            if rate.unit != "%" or rate.qualifier in _UNSURE or rate.start in steps:
                continue
            for part, whole, name in _meant(units[unit_id].text, rate, counts):
                value = 100 * part.value / whole.value
                if abs(value - rate.value) <= _FAR and not _given(rate, counts):
                    yield conflict(
                        "ratio", "ratio", reading.year, round(value, 2), rate.value, "%", units=[unit_id],
                        values={"name": name, "part": printed(part.value, part.unit), "whole": printed(whole.value, whole.unit)},
                    )  # fmt: skip
                    break


def _meant(text: str, rate: Figure, counts: Sequence[Figure]) -> Iterator[tuple[Figure, Figure, str]]:
    """Part and whole that the sentence sets beside the rate, and what to call it: the likeliest first, none where it is not clear."""
    before = [count for count in counts if count.start < rate.start]
    named = _RATE.search(rate.name)
    if named:
        stem = named[1][-2:]
        yield from ((part, whole, rate.name) for whole, part in pairwise(before) if part.name.endswith(stem) and _parts(part, whole))
    elif before and _SHARE.fullmatch(text, before[-1].start + len(before[-1].text), rate.start):
        part = before[-1]
        whole = _whole(text, part, before[:-1])
        if whole and _parts(part, whole):
            yield part, whole, part.name


def _whole(text: str, part: Figure, before: Sequence[Figure]) -> Figure | None:
    """What a part has its share of: the count before 其中, or the last where both count one thing (案卷180件、优秀案卷81件)."""
    since = max((found.end() for found in _BREAK.finditer(text, 0, part.start)), default=0)
    among = max((found.start() for found in _AMONG.finditer(text, since, part.start)), default=None)
    told = [count for count in before if since <= count.start < (part.start if among is None else among)]
    if not told:
        return None
    return told[-1] if among is not None or told[-1].name[-2:] == part.name[-2:] else None


def _parts(part: Figure, whole: Figure) -> bool:
    return kin(part.unit) == kin(whole.unit) and 0 < part.value <= whole.value


def _given(rate: Figure, counts: Sequence[Figure]) -> bool:
    """Whether any two counts of the sentence give the rate."""
    said = of_rate(rate.value, rate.text)
    return any(not apart(_ratio(part, whole), said) for part in counts for whole in counts if part is not whole and _parts(part, whole))


def _ratio(part: Figure, whole: Figure) -> Span:
    (low, high), (least, most) = span(part), span(whole)
    return 100 * low / most, 100 * high / least
