"""Cumulative totals: last year's total and this year's increase make this year's: 累计138个, then 新增31个、累计173个, is 169."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tongbi.checks.check_inputs import Reading, between
from tongbi.checks.reckoning import Reckoning, places, printed, reckoned
from tongbi.checks.rounding import apart, span, total
from tongbi.figures.name_terms import terms
from tongbi.language.annotation import BREAK, EACH, FULL_STOP
from tongbi.language.folding import since
from tongbi.language.lexicon import holds, one_of, words
from tongbi.model import Figure

_EVER, _TOTALS = words("zh/stock", "ever"), words("zh/stock", "ever", "all")
# What stands between the increase and the total that it leads to: 累计, 总里程达到, 总数达; not what was counted over some years.
_ANY = r"[^，,、；;。（）()\d]"
_REACHED = re.compile(rf"[，,、（(]{_ANY}{{0,2}}{one_of('zh/stock', 'ever', 'all')}(?!{EACH}){_ANY}{{0,4}}")
_OPENING = re.compile(rf"^{one_of('zh/stock', 'increase', 'made')}+|·.*$")
_SHORTEST, _FAR = 3, 1.5


def check(reading: Reading) -> Iterator[Reckoning]:
    """Totals against last year's and the increase; either may have been counted anew, and of what there is some may have gone: info."""
    for unit_id in reading.figures if reading.last else ():
        text, counts = reading.units[unit_id].text, reading.counts(unit_id)
        for added, reached in _pairs(text, counts) if not reading.units[unit_id].spanning else ():
            before = _before(reading, reached)
            made = total([span(before), span(added)]) if before else None
            if before is None or made is None or (reached.value < made[0] and not _is_ever(text, reached)):
                continue
            if before.kind is None and apart(made, span(reached)):
                continue  # 建成138个 may be what one year built
            expected = before.value + added.value
            if max(expected, reached.value) <= _FAR * min(expected, reached.value):
                yield reckoned(
                    "carry-over", reading.year, places(reading.year, [reached]),
                    [*places(reading.year, [added]), *places(reading.year - 1, [before])], (expected, reached.value), reached.unit,
                    differs=apart(made, span(reached)), code="increase", severity="info",
                    values={
                        "name": _core(reached.name),
                        "previous": printed(before.value, before.unit),
                        "added": printed(added.value, added.unit),
                        "old_year": str(reading.year - 1),
                    },
                )  # fmt: skip


def _pairs(text: str, counts: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Increases with the total that each led to: the one right behind it, or the next of the same thing (分别新增65家和30家，累计956家)."""
    for at, added in enumerate(counts):
        if added.kind == "added" and added.qualifier is None:
            later = [one for one in counts[at + 1 :] if one.kind == "stock" and one.dimension == added.dimension]
            core = terms(added.name).core
            same = next((one for one in later if terms(one.name).core == core and _is_total(text, one)), None)
            beside = next((one for one in later[:1] if one is counts[at + 1] and _REACHED.fullmatch(between(text, added, one))), None)
            reached = same or beside
            if reached and FULL_STOP.search(text, added.start, reached.start) is None:
                yield added, reached


def _is_total(text: str, one: Figure) -> bool:
    """Whether words say that a number is all there is, or ever was."""
    clause = text[since(BREAK, text, one.start) : one.start]
    return holds(f"{one.name} {clause}", _TOTALS)


def _is_ever(text: str, one: Figure) -> bool:
    """Whether a number is of what was ever counted, and so only grows."""
    return holds(f"{one.name} {text[since(BREAK, text, one.start) : one.start]}", _EVER)


def _before(reading: Reading, reached: Figure) -> Figure | None:
    """Last year's total: the same figure, or one of the same name in the sentence that this one goes on from; none of several years."""
    last = reading.last
    own = reading.before(reached)
    for one in [*([own] if own else []), *reading.told_before(reached.unit_id)] if last else ():
        assert last is not None
        if one.unit_id in last.units and not last.units[one.unit_id].spanning and one.dimension == reached.dimension:
            short, long = sorted((_core(reached.name), _core(one.name)), key=len)
            named = one is own or (len(short) >= _SHORTEST and long.endswith(short))
            if one.status == "outcome" and one.kind in {"stock", None if one is own else "stock"} and named:
                return one
    return None


def _core(name: str) -> str:
    """A name without what it opens with and its part: 新增养老服务中心·累计 → 养老服务中心."""
    return _OPENING.sub("", name)
