"""What has grown: last year's total and this year's increase make this year's: 累计138个, then 新增31个、累计173个, is 169."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from tongbi.checks.rounding import Span, apart, span
from tongbi.checks.sentences import Reading, conflict, printed, without_asides
from tongbi.language.change import LED_TO
from tongbi.language.folding import since
from tongbi.model import Conflict, Figure

_BREAK = re.compile(r"[，,、；;。：:（）()]")
_NEW = re.compile(r"新(?:增|设|建|认定|培育|创建|发展)(?!长)")
# What stands between the increase and the total that it leads to. What was ever counted only grows; of what there is some may have gone.
_EVER = re.compile(r"[，,、（(](?:目前|现|已)?累计(?:达到?|为|至|已|有|拥有|建成|建设|创建|认定|培育|发展)*")
_TOTAL = re.compile(rf"累计|总[数量计]|共有|现有|拥有|达|{LED_TO}")
_OPENING = re.compile(r"^(?:新增|新设|新建|净增|累计|建成|建设|认定|培育|创建|发展|拥有|共有)+|·.*$|总[数量计]$")
_SHORTEST, _FAR, _REACH = 3, 1.5, 200


def check(reading: Reading) -> Iterator[Conflict]:
    """Totals that last year's and the increase do not make; either may have been counted anew: info."""
    units = reading.units()
    for unit_id, figures in reading.figures.items():
        if units[unit_id].spanning:
            continue
        for added, total in pairwise(figures):
            before = _before(reading, total) if _leads(units[unit_id].text, added, total) else None
            if before is None:
                continue
            (low, high), (more, most) = span(before), span(added)
            made: Span = low + more, high + most
            expected = before.value + added.value
            if apart(made, span(total)) and max(expected, total.value) <= _FAR * min(expected, total.value):
                yield conflict(
                    "carry-over", "increase", reading.year, expected, total.value, total.unit, units=[unit_id, before.unit_id],
                    severity="info",
                    values={
                        "name": _core(total.name),
                        "previous": printed(before.value, before.unit),
                        "added": printed(added.value, added.unit),
                        "old_year": str(reading.year - 1),
                    },
                )  # fmt: skip


def _leads(text: str, added: Figure, total: Figure) -> bool:
    """Whether the one is an increase and the other the total that it led to."""
    if added.dimension != total.dimension or {added.qualifier, total.qualifier} & {"target", "previous", "range"}:
        return False
    opening, between = _clause(text, added), text[added.start + len(added.text) : total.start]
    return bool(_NEW.search(opening) and _EVER.fullmatch(between))


def _before(reading: Reading, total: Figure) -> Figure | None:
    """Last year's total: the same figure, or one of the same name in the sentence that this one goes on from; none of several years."""
    if reading.last is None:
        return None
    texts, name = reading.last.units(), _core(total.name)
    own = reading.before(total)
    for one in [*([own] if own else []), *reading.told_before(total.unit_id)]:
        alike = one.unit_id in texts and not texts[one.unit_id].spanning and one.dimension == total.dimension
        if not alike or one.qualifier in {"target", "previous"} or not _same(name, _core(one.name)):
            continue
        said = _clause(texts[one.unit_id].text, one)
        if _TOTAL.search(said) and not _NEW.search(said) and "净增" not in said:
            return one
    return None


def _same(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= _SHORTEST and long.endswith(short)


def _core(name: str) -> str:
    """A name without what it opens with and its part: 新增养老服务中心·累计 → 养老服务中心."""
    return _OPENING.sub("", name)


def _clause(text: str, figure: Figure) -> str:
    """The words before a figure in its clause."""
    before = without_asides(text[max(0, figure.start - _REACH) : figure.start])
    return before[since(_BREAK, before, len(before)) :]
