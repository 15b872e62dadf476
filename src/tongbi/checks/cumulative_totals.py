"""Cumulative totals: last year's total and this year's increase make this year's: 累计138个, then 新增31个、累计173个, is 169."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from tongbi.checks.check_inputs import Reading, between
from tongbi.checks.reckoning import Reckoning, places, printed, reckoned
from tongbi.checks.rounding import apart, span, total
from tongbi.language.annotation import EACH
from tongbi.language.lexicon import one_of
from tongbi.model import Figure

_EVER = re.compile(one_of("zh/stock", "ever"))
# What stands between the increase and the total that it leads to: 累计, 总里程达到, 总数达; not what was counted over some years.
_ANY = r"[^，,、；;。（）()\d]"
_REACHED = re.compile(rf"[，,、（(]{_ANY}{{0,2}}{one_of('zh/stock', 'ever', 'all')}(?!{EACH}){_ANY}{{0,6}}")
_OPENING = re.compile(rf"^{one_of('zh/stock', 'increase', 'made')}+|·.*$")
_SHORTEST, _FAR = 3, 1.5


def check(reading: Reading) -> Iterator[Reckoning]:
    """Totals that last year's and the increase do not make; either may have been counted anew: info."""
    for unit_id, figures in reading.figures.items():
        for added, reached in pairwise(figures if not reading.units[unit_id].spanning else ()):
            before = _before(reading, reached) if _leads(reading, added, reached) else None
            if before is None:
                continue
            expected = before.value + added.value
            if reached.value < expected and not _EVER.search(between(reading.units[unit_id].text, added, reached)):
                continue
            if max(expected, reached.value) <= _FAR * min(expected, reached.value):
                yield reckoned(
                    "carry-over", reading.year, places(reading.year, [reached]),
                    [*places(reading.year, [added]), *places(reading.year - 1, [before])], (expected, reached.value), reached.unit,
                    differs=apart(total([span(before), span(added)]), span(reached)), code="increase", severity="info",
                    values={
                        "name": _core(reached.name),
                        "previous": printed(before.value, before.unit),
                        "added": printed(added.value, added.unit),
                        "old_year": str(reading.year - 1),
                    },
                )  # fmt: skip


def _leads(reading: Reading, added: Figure, reached: Figure) -> bool:
    """Whether an increase stands right before the total that it led to."""
    if (added.kind, reached.kind) != ("added", "stock") or added.dimension != reached.dimension:
        return False
    if {added.qualifier, reached.qualifier} & {"target", "previous", "range"}:
        return False
    text = reading.units[added.unit_id].text
    return _REACHED.fullmatch(text, added.start + len(added.text), reached.start) is not None


def _before(reading: Reading, reached: Figure) -> Figure | None:
    """Last year's total: the same figure, or one of the same name in the sentence that this one goes on from; none of several years."""
    last = reading.last
    own = reading.before(reached)
    for one in [*([own] if own else []), *reading.told_before(reached.unit_id)] if last else ():
        assert last is not None
        if one.unit_id in last.units and not last.units[one.unit_id].spanning and one.dimension == reached.dimension:
            short, long = sorted((_core(reached.name), _core(one.name)), key=len)
            named = one is own or (len(short) >= _SHORTEST and long.endswith(short))
            if one.status == "outcome" and one.kind == "stock" and named:
                return one
    return None


def _core(name: str) -> str:
    """A name without what it opens with and its part: 新增养老服务中心·累计 → 养老服务中心."""
    return _OPENING.sub("", name)
