"""Stated changes, each held against the report of the year before: 较上年增加19件 · 同比增长6.3% · 从81.3%提升至91.7% · 2022年的26个."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.fuzz import ratio

from tongbi.audit.reading import Reading, conflict, printed
from tongbi.audit.rounding import Span, apart, of_rate, span
from tongbi.figures import Claim, kin
from tongbi.model import Conflict, Figure, StatedChange

# Growth of these is given at constant prices or on a comparable basis, whether or not the sentence says so.
_DEFLATED = re.compile(r"生产总值|增加值|GDP|人均|收入|支出|税收|投资|零售|消费|利润|进出口|出口|进口|总产值")
# A figure rarely trebles in a year; numbers misread or linked wrongly do.
_LEAP = 3.0
# Names at least this alike, of one unit and one thread, are one figure.
_SAME = 55.0


def check(read: Sequence[Reading]) -> tuple[list[StatedChange], list[Conflict]]:
    """Every stated change with whether it agrees, and a conflict for each that does not."""
    changes: list[StatedChange] = []
    found: list[Conflict] = []
    for reading in read:
        for unit_id, said in reading.claims.items():
            for claim in said:
                wrong = list(_conflicts(reading, unit_id, claim))
                changes.append(_change(reading, unit_id, claim, wrong))
                found += wrong
        found += _retold(reading)
    return changes, found


def _change(reading: Reading, unit_id: str, claim: Claim, wrong: Sequence[Conflict]) -> StatedChange:
    known = claim.current is not None and reading.before(claim.current) is not None and _comparable(reading, unit_id, claim)
    return StatedChange(
        year=reading.year,
        unit_id=unit_id,
        name=claim.name,
        unit=claim.current.unit if claim.current else "",
        previous=claim.previous.value if claim.previous else None,
        previous_year=_previous_year(reading, unit_id, claim),
        current=claim.current.value if claim.current else None,
        change=claim.change,
        change_unit=claim.unit,
        direction=claim.direction,
        start=claim.start,
        agrees=not wrong if known else None,
    )


def _previous_year(reading: Reading, unit_id: str, claim: Claim) -> int | None:
    if claim.previous is None:
        return None
    if claim.base is not None:
        return claim.base + reading.year - reading.period
    return None if unit_id in reading.spanning else reading.year - 1


def _comparable(reading: Reading, unit_id: str, claim: Claim) -> bool:
    """Whether last year's report can be held against the claim at all."""
    if unit_id in reading.spanning and claim.base is None:
        return False
    if claim.base is not None and claim.base != reading.period - 1:
        return False
    return not (claim.step and claim.unit == "%" and (claim.real or _DEFLATED.search(claim.name)))


def _conflicts(reading: Reading, unit_id: str, claim: Claim) -> Iterator[Conflict]:
    before = reading.before(claim.current) if claim.current else None
    if claim.current is None or before is None or not _comparable(reading, unit_id, claim):
        return
    shown = {"name": claim.name, "year": str(reading.year), "old_year": str(reading.year - 1)}
    units = [unit_id, before.unit_id] if before.unit_id else [unit_id]
    if claim.previous:
        if apart(span(claim.previous), span(before)) and _near(claim.previous.value, before.value):
            yield conflict("restated", "restated", reading.year, before.value, claim.previous.value, before.unit, units=units, values=shown)
    elif claim.step:
        expected, said = _expected(claim, claim.current, before), _said(claim)
        if expected and apart(expected, said, slack=1e-6) and _near(claim.current.value, before.value):
            value = _middle(claim, claim.current, before)
            signed = claim.step.value if claim.direction == "up" else -claim.step.value
            yield conflict(
                "stated-change", "stated-change", reading.year, value, signed, claim.unit, units=units,
                values={**shown, "previous": printed(before.value, before.unit), "current": printed(claim.current.value, before.unit)},
            )  # fmt: skip


def _near(one: float, other: float) -> bool:
    """Whether two values may be one figure's: a leap is another figure under the same name, not a slip."""
    return min(abs(one), abs(other)) * _LEAP >= max(abs(one), abs(other))


def _said(claim: Claim) -> Span:
    """What the text says the change is, with its sign."""
    assert claim.step is not None
    low, high = (
        of_rate(claim.step.value, claim.step.text) if claim.unit in {"%", "个百分点", "倍", "percentage points"} else span(claim.step)
    )
    if claim.step.qualifier:
        loose = span(claim.step)
        low, high = min(low, loose[0]), max(high, loose[1])
    return (low, high) if claim.direction == "up" else (-high, -low)


def _expected(claim: Claim, current: Figure, before: Figure) -> Span | None:
    """What the two reports make of the change: a difference, a growth in per cent or in times; None where that has no meaning."""
    (low, high), (old_low, old_high) = span(current), span(before)
    if claim.unit in {"%", "倍"} and current.unit not in {"%", "‰"}:
        if old_low <= 0:
            return None
        scale = 100.0 if claim.unit == "%" else 1.0
        return scale * (low / old_high - 1), scale * (high / old_low - 1)
    if claim.unit in {"个百分点", "percentage points"} or kin(claim.unit) == kin(current.unit):
        return low - old_high, high - old_low
    return None


def _middle(claim: Claim, current: Figure, before: Figure) -> float:
    if claim.unit in {"%", "倍"} and current.unit not in {"%", "‰"}:
        return round((100.0 if claim.unit == "%" else 1.0) * (current.value / before.value - 1), 2)
    return round(current.value - before.value, 4)


def _retold(reading: Reading) -> Iterator[Conflict]:
    """Last year's figure told again in other words than 从…至: 在2022年设立26个企业法治体检点的基础上新设8个."""
    if reading.last is None:
        return
    told = {claim.previous.start for said in reading.claims.values() for claim in said if claim.previous}
    for unit_id, figures in reading.figures.items():
        for figure in figures:
            if figure.qualifier != "previous" or figure.start in told:
                continue
            before = _same(figure, [old for unit in reading.kin_units.get(unit_id, ()) for old in reading.last.figures.get(unit, ())])
            if before and apart(span(figure), span(before)):
                yield conflict(
                    "restated", "restated", reading.year, before.value, figure.value, figure.unit, units=[unit_id, before.unit_id],
                    values={"name": figure.name, "year": str(reading.year), "old_year": str(reading.year - 1)},
                )  # fmt: skip


def _same(figure: Figure, others: Sequence[Figure]) -> Figure | None:
    """The one of last year's figures that is told again."""
    alike = [
        (ratio(figure.name, other.name), other)
        for other in others
        if kin(other.unit) == kin(figure.unit) and other.qualifier not in {"target", "previous"}
    ]
    best = max(alike, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= _SAME else None
