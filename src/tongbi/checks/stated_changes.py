"""Stated changes, each held against the report of the year before: 较上年增加19件 · 同比增长6.3% · 从81.3%提升至91.7% · 2022年的26个."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapidfuzz.fuzz import ratio

from tongbi.checks.rounding import Span, apart, of_rate, span
from tongbi.checks.sentences import Reading, conflict, printed
from tongbi.figures import Claim, kin
from tongbi.model import Conflict, Figure, Severity, StatedChange

# Growth of these is given at constant prices, whether or not the sentence says so: amounts at current prices say nothing of it.
_AT_CONSTANT_PRICES = re.compile(r"生产总值|增加值|GDP|产值|产出|经济总量")
# Totals that are counted on another basis from year to year (a census, refunds, a new scope): a rise held against a fall or a wide gap is
# worth a look, no more.
_REBASED = re.compile(r"人均|收入|支出|税|投资|零售|消费|利润|进出口|出口|进口|外资|外商|存款|贷款|保费")
_WIDE_GAP = 1.0
_REACHING = re.compile(r"实现|完成|达到")
_LEVEL = re.compile(r"[国省市区县乡镇村]家?级|全[国省市]|城镇|农村")
_TOTAL, _TELLING = re.compile(r"·(?:累计|总[数量计]|共有)$"), 4
# A step that says nothing of its base is against the value that the sentence starts from; 同比 may be against another.
_BARE = re.compile(r"[，,、（(]?[^，,。；;、（）()\d年比]{1,6}")
# A figure rarely trebles in a year; numbers misread or linked wrongly do.
_LEAP = 3.0
# Names at least this alike, of one unit and one thread, are one figure.
_SAME = 55.0
# What says that a value is the year before's, and how far behind the value it may stand (to $15.11 in fiscal 2023).
_LAST_YEAR = re.compile(r"上一?年|去年|同期|同比|年初|\b(?:last|prior|previous|preceding) (?:fiscal )?year\b|\byear ago\b|\byear earlier\b")
_BEHIND = 24
# The year that a value told again is of, where the text names one.
_TOLD_OF = re.compile(r"((?:19|20)\d\d)年|上一?年|去年")


def check(read: Sequence[Reading]) -> tuple[list[StatedChange], list[Conflict]]:
    """Every stated change with whether it agrees, and a conflict for each that does not."""
    changes: list[StatedChange] = []
    found: list[Conflict] = []
    for reading in read:
        for unit_id, said in reading.claims.items():
            for claim in said:
                agrees, wrong = _held(reading, unit_id, claim)
                changes.append(_change(reading, unit_id, claim, agrees))
                found += wrong
        found += _retold(reading)
    return changes, found


def _change(reading: Reading, unit_id: str, claim: Claim, agrees: bool | None) -> StatedChange:
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
        agrees=agrees,
    )


def _previous_year(reading: Reading, unit_id: str, claim: Claim) -> int | None:
    """The year, as its report is called, that a value told again is of; None where the text does not say."""
    if claim.previous is None:
        return None
    if claim.base is not None:
        return claim.base + reading.year - reading.period
    return reading.year - 1 if _says_last_year(reading, unit_id, claim) else None


def _says_last_year(reading: Reading, unit_id: str, claim: Claim) -> bool:
    """Whether the sentence, or an earlier one of its paragraph, says that what it starts from is the year before's."""
    assert claim.previous is not None
    units = reading.units()
    unit = units[unit_id]
    if unit.spanning:
        return False
    said = unit.text[: claim.previous.start + len(claim.previous.text) + _BEHIND]
    passage = (one.text for one in reading.report.units if one.paragraph == unit.paragraph and one.id < unit.id)
    return str(reading.period - 1) in said or any(_LAST_YEAR.search(text) for text in (said, *passage))


def _comparable(reading: Reading, unit_id: str, claim: Claim) -> bool:
    """Whether last year's report can be held against the claim at all."""
    if reading.units()[unit_id].spanning and claim.base is None:
        return False
    if claim.base is not None and claim.base != reading.period - 1:
        return False
    if claim.previous and _previous_year(reading, unit_id, claim) != reading.year - 1:
        return False
    return not (claim.step and claim.unit == "%" and (claim.real or _AT_CONSTANT_PRICES.search(f"{claim.name} {claim.step.name}")))


def _held(reading: Reading, unit_id: str, claim: Claim) -> tuple[bool | None, list[Conflict]]:
    """Whether the claim agrees with its own sentence and with last year's report, and the conflict where it does not; None where nothing
    decides it.
    """
    within = _within(reading, unit_id, claim)
    told_whole = claim.previous is not None and claim.step is not None  # whether its base is last year's value is asked of that alone
    if within and (told_whole or not within[0]):
        return within
    agrees, wrong = _recalled(reading, unit_id, claim)
    return (True, []) if within and agrees is None and not wrong else (agrees, wrong)


def _within(reading: Reading, unit_id: str, claim: Claim) -> tuple[bool, list[Conflict]] | None:
    """The same of the sentence alone, where it tells both ends of the change (由23名增至28名，增加5名); None where it does not."""
    others = (one for one in reading.claims[unit_id] if one.previous and one.current and one.current is claim.current)
    ends = claim if claim.previous else next(others, None)
    if ends is None or ends.previous is None or claim.current is None or claim.step is None or claim.real:
        return None
    between = reading.units()[unit_id].text[claim.current.start + len(claim.current.text) : claim.step.start]
    if not (ends is claim or _BARE.fullmatch(between)) or _AT_CONSTANT_PRICES.search(claim.name) or _REBASED.search(claim.name):
        return None
    expected = _expected(claim, claim.current, ends.previous)
    if expected is None:
        return None
    if not apart(expected, _said(claim), slack=1e-6):
        return True, []
    ends_shown = {"previous": printed(ends.previous.value, ends.previous.unit), "current": printed(claim.current.value, claim.current.unit)}
    return False, [
        conflict(
            "stated-change", "stated-within", reading.year, _middle(claim, claim.current, ends.previous), _signed(claim), claim.unit,
            units=[unit_id], values={"name": claim.name, **ends_shown},
        )
    ]  # fmt: skip


def _recalled(reading: Reading, unit_id: str, claim: Claim) -> tuple[bool | None, list[Conflict]]:
    """Whether the claim agrees with last year's report, and the conflict where it does not; None where nothing decides it."""
    if claim.current is None or not _comparable(reading, unit_id, claim):
        return None, []
    before = _before(reading, unit_id, claim)
    if before is None:
        return None, []
    units = [unit_id, before.unit_id] if before.unit_id else [unit_id]
    shown = {"name": claim.name, "year": str(reading.year), "old_year": str(reading.year - 1)}
    if claim.previous:
        if not apart(span(claim.previous), span(before)):
            return True, []
        if not _alike(claim.current.name, before.name):
            return None, []
        return False, [
            conflict("restated", "restated", reading.year, before.value, claim.previous.value, before.unit, units=units, values=shown)
        ]
    expected = _expected(claim, claim.current, before) if claim.step else None
    if claim.step is None or expected is None:
        return None, []
    said = _said(claim)
    if not apart(expected, said, slack=1e-6):
        return _tells(expected, claim) or None, []
    severity = _severity(claim, before, expected, said)
    if severity is None:
        return None, []
    wrong = conflict(
        "stated-change", "stated-change", reading.year, _middle(claim, claim.current, before), _signed(claim), claim.unit, units=units,
        severity=severity,
        values={**shown, "previous": printed(before.value, before.unit), "current": printed(claim.current.value, before.unit)},
    )  # fmt: skip
    return (None if severity == "info" else False), [wrong]


def _before(reading: Reading, unit_id: str, claim: Claim) -> Figure | None:
    """Last year's figure that the claim is held against: that of its series, or, where the text itself tells last year's number, the one
    of the same name that is near it; None where there is none, or only one so far off that it is another figure under the same name.
    """
    assert claim.current is not None
    before, told = reading.before(claim.current), claim.previous
    if before and _near((told or claim.current).value, before.value):
        return before
    near = (one for one in reading.told_before(unit_id) if told and one.unit == told.unit and _near(told.value, one.value))
    return next((one for one in near if _one_name(claim.current.name, one.name)), None)


def _one_name(one: str, other: str) -> bool:
    """Whether two names are one but for what they open with (在运维政务新媒体) and a total's mark (高新技术企业·总数)."""
    short, long = sorted((_TOTAL.sub("", one), _TOTAL.sub("", other)), key=len)
    return len(short) >= _TELLING and long.endswith(short)


def _alike(one: str, other: str) -> bool:
    """Whether two names of one series may be set against each other: 国家级示范企业 and 省级示范企业 may not."""
    levels = [set(_LEVEL.findall(name)) for name in (one, other)]
    return _one_name(one, other) or (levels[0] == levels[1] and ratio(one, other) >= _SAME)


def _severity(claim: Claim, before: Figure, expected: Span, said: Span) -> Severity | None:
    """How grave a gap is; None where another basis explains it."""
    if claim.unit != "%" or not _REBASED.search(claim.name):
        return "conflict"
    opposed = expected[1] < 0 < said[0] or said[1] < 0 < expected[0]
    wide = apart(expected, said, slack=_WIDE_GAP)
    same = _REACHING.sub("", claim.name) == _REACHING.sub("", before.name)
    return "info" if same and (opposed or wide) else None


def _tells(expected: Span, claim: Claim) -> bool:
    """Whether an agreement says anything: between 4万亿元以上 and 4.2万亿元 lies nearly every growth."""
    return expected[1] - expected[0] <= max(2 * (claim.change or 0.0), 1.0)


def _near(one: float, other: float) -> bool:
    """Whether two values may be one figure's: a leap is another figure under the same name, not a slip."""
    return min(abs(one), abs(other)) * _LEAP >= max(abs(one), abs(other))


def _signed(claim: Claim) -> float:
    return claim.change or 0.0 if claim.direction == "up" else -(claim.change or 0.0)


def _said(claim: Claim) -> Span:
    """What the text says the change is, with its sign."""
    assert claim.step is not None
    step = replace(claim.step, value=abs(claim.step.value))
    low, high = of_rate(step.value, step.text) if claim.unit in {"%", "个百分点", "倍", "percentage points"} else span(step)
    if step.qualifier:
        loose = span(step)
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
    if claim.unit in {"个百分点", "percentage points"} or kin(claim.unit) == (current.dimension or ""):
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
    told = {(unit, one.previous.start) for unit, said in reading.claims.items() for one in said if one.previous and not one.step}
    units = reading.units()
    for unit_id, figures in reading.figures.items():
        for figure in figures:
            again = figure.qualifier == "previous" and (unit_id, figure.start) not in told
            if not again or not _of_last_year(units[unit_id].text, figure, reading.period):
                continue
            before = _same(figure, list(reading.told_before(unit_id)))
            if before and apart(span(figure), span(before)):
                yield conflict(
                    "restated", "restated", reading.year, before.value, figure.value, figure.unit, units=[unit_id, before.unit_id],
                    values={"name": figure.name, "year": str(reading.year), "old_year": str(reading.year - 1)},
                )  # fmt: skip


def _of_last_year(text: str, figure: Figure, period: int) -> bool:
    """Whether a value told again is last year's, and not that of 2019."""
    years = [said[1] for said in _TOLD_OF.finditer(text, max(0, figure.start - 24), figure.start)]
    return not years or not years[-1] or int(years[-1]) == period - 1


def _same(figure: Figure, others: Sequence[Figure]) -> Figure | None:
    """The one of last year's figures that is told again."""
    alike = [
        (ratio(figure.name, other.name), other)
        for other in others
        if other.dimension == figure.dimension and other.qualifier not in {"target", "previous"}
    ]
    best = max(alike, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= _SAME else None
