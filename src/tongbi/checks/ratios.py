"""Ratios: 参考184人、合格171人，合格率94.9% is 92.9 %; 项目365个，其中建成118个、占36.3% is 32.3 %."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tongbi.checks.rounding import Span, apart, of_rate, span
from tongbi.checks.sentences import Reading, conflict, printed
from tongbi.language.folding import since
from tongbi.model import Conflict, Figure

_RATE = re.compile(r"([\u4e00-\u9fff]{1,12}?)(?:率|比例|占比)$")
# What stands between a part and the share that it has of a whole told before; 占全省的… is of another whole.
_SHARE = re.compile(r"[^，,、；;。（）()\d]{0,8}[，,、（(]?占(?:比|总数|总量|总件数)?的?(?:比例|比重)?(?:为|达到?)?")
_AMONG, _BREAK = re.compile("其中|包括"), re.compile("[。；;！!]")
# Cases from years before: 上年结转5件, 2023年结转5件, 其中5件为上年结转.
_BEFORE = r"(?:上一?年度?|去年|年初|往年|历年|以前年度|(?:19|20)\d\d年)[^，,。；;、（）()\d]{0,3}(?:结转|转入|遗留|结存)"
_CAME_IN, _CAME_IN_BEHIND, _NEAR = re.compile(_BEFORE + r"[^，,。；;、下次\d]{0,6}$"), re.compile("(?:为|是|系|属于?)?" + _BEFORE), 20
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
        came_in = [figure for figure in figures if _came_in(units[unit_id].text, figure.start, figure.start + len(figure.text))]
        for rate in figures:
            if rate.unit != "%" or rate.qualifier in _UNSURE or rate.start in steps:
                continue
            for part, whole, name in _meant(units[unit_id].text, rate, counts):
                value = 100 * part.value / whole.value
                if abs(value - rate.value) <= _FAR and not _given(rate, counts, came_in):
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
    begin = since(_BREAK, text, part.start)
    among = max((found.start() for found in _AMONG.finditer(text, begin, part.start)), default=None)
    told = [count for count in before if begin <= count.start < (part.start if among is None else among)]
    if not told:
        return None
    return told[-1] if among is not None or told[-1].name[-2:] == part.name[-2:] else None


def _parts(part: Figure, whole: Figure) -> bool:
    return part.dimension == whole.dimension and 0 < part.value <= whole.value


def _given(rate: Figure, counts: Sequence[Figure], came_in: Sequence[Figure]) -> bool:
    """Whether any two counts of the sentence give the rate, the whole as it stands or with the cases that came in from last year."""
    said = of_rate(rate.value, rate.text)
    pairs = [(span(part), span(whole)) for part in counts for whole in counts if part is not whole and _parts(part, whole)]
    return any(not apart(_ratio(part, whole, more), said) for part, whole in pairs for more in [(0.0, 0.0), *map(span, came_in)])


def _came_in(text: str, start: int, end: int) -> bool:
    """Whether the count at `text[start:end]` is of cases from years before."""
    return bool(_CAME_IN.search(text[max(0, start - _NEAR) : start]) or _CAME_IN_BEHIND.match(text, end))


def _ratio(part: Span, whole: Span, more: Span) -> Span:
    return 100 * part[0] / (whole[1] + more[1]), 100 * part[1] / (whole[0] + more[0])
