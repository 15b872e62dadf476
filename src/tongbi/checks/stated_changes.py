"""Stated changes, each held against the report of the year before: 较上年增加19件 · 同比增长6.3% · 从81.3%提升至91.7% · 2022年的26个."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapidfuzz.fuzz import ratio

from tongbi.checks.check_inputs import Reading
from tongbi.checks.reckoning import Reckoning, places, printed, reckoned
from tongbi.checks.rounding import Span, apart, differ, of_rate, span
from tongbi.figures import RATES, Claim, kin
from tongbi.figures.name_terms import terms
from tongbi.language import english_limits
from tongbi.language.annotation import BREAK, FULL_STOP
from tongbi.language.folding import han_share, since
from tongbi.language.lexicon import any_of, holds, one_of, words
from tongbi.model import Figure, Severity, StatedChange, Years

_AT_CONSTANT_PRICES = [word.lower() for topic in ("zh/accounts", "en/accounts") for word in words(topic, "constant_prices")]
# A rise of these held against a fall or a wide gap is worth a look, no more.
_REBASED, _WIDE_GAP = words("zh/accounts", "rebased"), 1.0
# Under another name only such a gap is, and only where the base is no further off than so many times.
_WIDER_GAP, _LIKELY = 3.0, 1.35
_TOTAL, _TELLING = words("zh/figure_names", "total"), 4
_STAGE = re.compile(any_of((*words("zh/terms", "stages.came"), *words("zh/terms", "stages.handled"))))
# A step that says nothing of its base is against the value that the sentence starts from; 同比 may be against another.
_BARE = re.compile(rf"[，,、（(]?(?:(?!{one_of('zh/change', 'against.year-ago')})[^，,。；;、（）()\d]){{1,6}}")
# A figure rarely trebles in a year; numbers misread or linked wrongly do.
_LEAP = 3.0
# Names at least this alike, of one unit and one thread, are one figure.
_SAME = 55.0
# What says that a value is the year before's, and how far behind the value it may stand (to $15.11 in fiscal 2023).
_LAST_YEAR, _BEHIND = (
    (
        *words("zh/change", "against.last", "against.year-ago"),
        *words("zh/periods", "before", "same"),
        *words("zh/change", "against.beginning"),
        *words("en/time", "last_year"),
    ),
    24,
)
_YEAR = re.compile(rf"((?:19|20)\d\d)|{any_of(_LAST_YEAR)}")
# By what a growth of so many per cent, or times, is multiplied; and the units in which rates change.
_TIMES = {"%": 100.0, **dict.fromkeys(words("zh/rates", "times"), 1.0)}
_SHARES = frozenset({"%", "‰"})
_POINTS = RATES - _SHARES
# Whether a claim agrees (None: nothing decides it), and the checks that were made of it.
_Verdict = tuple[bool | None, list[Reckoning]]


def check(read: Sequence[Reading]) -> tuple[list[StatedChange], list[Reckoning]]:
    """Every stated change with whether it agrees, and the checks that were made of it."""
    changes: list[StatedChange] = []
    found: list[Reckoning] = []
    for reading in read:
        for unit_id, said in reading.claims.items():
            for claim in said:
                agrees, made = _verdict(reading, unit_id, claim)
                changes.append(_change(reading, unit_id, claim, agrees))
                found += made
        found += _restated(reading)
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
        real=claim.real,
    )


def _previous_year(reading: Reading, unit_id: str, claim: Claim) -> int | None:
    """The year, as its report is called, that a value told again is of; None where the text does not say."""
    if claim.previous is None:
        return None
    if claim.previous.concept and claim.previous.period and claim.previous.period.last:
        return claim.previous.period.last + reading.year - reading.period
    if claim.base is not None:
        return claim.base + reading.year - reading.period
    return reading.year - 1 if _says_last_year(reading, unit_id, claim.previous) else None


def _says_last_year(reading: Reading, unit_id: str, previous: Figure) -> bool:
    """Whether the sentence, or an earlier one of its paragraph, says that what it starts from is the year before's."""
    unit = reading.units[unit_id]
    if unit.spanning or previous.period is not None:
        return previous.period == Years(reading.period - 1, reading.period - 1)
    said = unit.text[: previous.start + len(previous.text) + _BEHIND]
    passage = (one.text for one in reading.report.units if one.paragraph == unit.paragraph and one.id < unit.id)
    return str(reading.period - 1) in said or any(holds(text, _LAST_YEAR) for text in (said, *passage))


def _is_comparable(reading: Reading, unit_id: str, claim: Claim) -> bool:
    """Whether last year's report can be held against the claim at all."""
    if claim.base is None and reading.units[unit_id].spanning:
        return False
    if claim.base is not None and claim.base != reading.period - 1:
        return False
    if claim.previous and _previous_year(reading, unit_id, claim) != reading.year - 1:
        return False
    return not (claim.step and claim.unit == "%" and (claim.real or holds(f"{claim.name} {claim.step.name}".lower(), _AT_CONSTANT_PRICES)))


def _verdict(reading: Reading, unit_id: str, claim: Claim) -> _Verdict:
    """Of a claim; what differs is for information where its sentence limits it."""
    claim = _with_current(reading, unit_id, claim)
    agrees, made = _held(reading, unit_id, claim)
    said, text = (told for told in (claim.step, claim.previous) if told), reading.units[unit_id].text
    if not any(one.differs for one in made) or all(_is_plain(text, told, claim.current) for told in said):
        return agrees, made
    return agrees or None, [one.doubted() if one.differs else one for one in made]


def _held(reading: Reading, unit_id: str, claim: Claim) -> _Verdict:
    """Of a claim held against its own sentence, and where that does not speak against it, against last year's report."""
    agrees, made = within_sentence(reading, unit_id, claim)
    told_whole = agrees and claim.previous and claim.step  # whether its base is last year's value is asked of that alone
    if agrees is False or told_whole or claim.current is None or not _is_comparable(reading, unit_id, claim):
        return agrees, made
    before = _before(reading, unit_id, claim)
    if before is None:
        return agrees, [*made, *_against_likely(reading, claim)]
    recalled = _against_value if claim.previous else _against_report
    agrees_too, more = recalled(reading, unit_id, claim, before)
    return agrees if agrees_too is None and not more else agrees_too, [*made, *more]


def _against_likely(reading: Reading, claim: Claim) -> list[Reckoning]:
    """Of a claim whose figure no row links to last year's report, against the one there that is called alike; for information where only
    that speaks for it.
    """
    found = reading.last.known.of(claim.current, value=base(claim, claim.current)) if reading.last and claim.current else None
    if found is None:
        return []
    return [one.doubted() if one.differs and not found.sure else one for one in from_base(reading, claim, found.figure, within=False)]


def within_sentence(reading: Reading, unit_id: str, claim: Claim) -> _Verdict:
    """Of a claim whose sentence tells both ends of the change: 由23名增至28名，增加5名; 4830件，较上年的4210件增加620件."""
    if claim.current is None or claim.step is None or claim.real or holds(claim.name.lower(), (*_AT_CONSTANT_PRICES, *_REBASED)):
        return None, []
    before = claim.previous or _starting_value(reading, unit_id, claim, claim.current, claim.step)
    computed = _computed_span(claim, claim.current, before) if before else None
    if before is None or computed is None:
        return None, []
    differs = apart(computed, _stated_span(claim, claim.step))
    return not differs, [_step(reading, claim, before, within=True, differs=differs)]


def _with_current(reading: Reading, unit_id: str, claim: Claim) -> Claim:
    """A growth with its value, where its clause names what grew (其中出口增长8% does not) and another sentence tells how much that is:
    进出口总值增长14.1%, and elsewhere 进出口总值9356.7亿元. In English nothing else in the sentence may limit it (excluding sales).
    """
    if claim.current or claim.previous or claim.step is None or claim.unit != "%" or not claim.step.head:
        return claim
    text = reading.units[unit_id].text
    named = claim.step.head in text[since(BREAK, text, claim.step.start) : claim.step.start]
    return replace(claim, current=reading.told(claim.step.head)) if named and _is_plain(text, claim.step, None) else claim


def _is_plain(text: str, step: Figure, current: Figure | None) -> bool:
    """Whether nothing in an English sentence limits a step, or a value told again, or gives it another base (excluding sales, than
    planned). Only what is plain is held to be wrong.
    """
    if han_share(text):
        return True
    begin, end, head = since(FULL_STOP, text, step.start), step.start + len(step.text), (current or step).head or ""
    here = current is not None and current.unit_id == step.unit_id and current.start < step.start
    named = text.find(head, begin, step.start) + len(head) if head in text[begin : step.start] else begin
    told = current.start + len(current.text) if current and here else named
    return english_limits.is_plain(text, told, step.start, end) and not english_limits.opens_apart(text[begin : step.start], head)


def from_base(reading: Reading, claim: Claim, before: Figure, within: bool) -> list[Reckoning]:
    """The reckoning of a claim from a base: of the value that it starts from, or else of its step; none where neither can be held against
    it. `within`: this year's report tells the base.
    """
    if not _near((claim.previous or claim.current or before).value, before.value):
        return []
    if claim.previous:
        return [_retold(reading, claim.previous, before, claim.name, within=within)]
    expected = _computed_span(claim, claim.current, before) if claim.step and claim.current and not claim.real else None
    if claim.step is None or expected is None or not _is_telling(expected, claim):
        return []
    return [_step(reading, claim, before, within=within, differs=apart(expected, _stated_span(claim, claim.step)))]


def base(claim: Claim, current: Figure) -> float:
    """What the figure that changed was before, as the claim makes it."""
    if claim.previous or claim.step is None or (claim.unit not in _TIMES and kin(claim.unit) != (current.dimension or "")):
        return (claim.previous or current).value
    change = _stated_change(claim)
    return current.value - change if claim.unit not in _TIMES else current.value / max(1 + change / _TIMES[claim.unit], 0.1)


def _starting_value(reading: Reading, unit_id: str, claim: Claim, current: Figure, step: Figure) -> Figure | None:
    """The value that the current one rose or fell from, where the step says nothing of another base."""
    between = reading.units[unit_id].text[current.start + len(current.text) : step.start]
    starts = (
        one.previous
        for one in (*reading.claims.get(unit_id, ()), *reading.planned.get(unit_id, ()))
        if one.previous and one.current is current
    )
    return next(starts, None) if _BARE.fullmatch(between) else None


def _against_value(reading: Reading, unit_id: str, claim: Claim, before: Figure) -> _Verdict:
    """Of the value that the claim starts from, held against what last year's report gave."""
    assert claim.previous is not None
    assert claim.current is not None
    if claim.previous.concept:  # held against last year's filing by what it is declared to be
        return None, []
    differs = differ(claim.previous, before)
    if differs and not _is_one_name(claim.current.name, before.name):
        return None, []
    return not differs, [_retold(reading, claim.previous, before, claim.name)]


def _against_report(reading: Reading, unit_id: str, claim: Claim, before: Figure) -> _Verdict:
    """Of a claim's step, held against what both reports make of it."""
    expected = _computed_span(claim, claim.current, before) if claim.step and claim.current else None
    if claim.step is None or claim.current is None or expected is None:
        return None, []
    stated = _stated_span(claim, claim.step)
    if not apart(expected, stated):
        return (True, [_step(reading, claim, before, within=False)]) if _is_telling(expected, claim) else (None, [])
    severity = _severity(claim, before, expected, stated)
    if severity is None:
        return None, []
    return (None if severity == "info" else False), [_step(reading, claim, before, within=False, differs=True, severity=severity)]


def _step(
    reading: Reading, claim: Claim, before: Figure, *, within: bool, differs: bool = False, severity: Severity = "conflict"
) -> Reckoning:
    """The reckoning of a claim's step from `before`, which the sentence tells itself (`within`) or last year's report."""
    assert claim.step is not None
    assert claim.current is not None
    ends = {"previous": printed(before.value, before.unit), "current": printed(claim.current.value, before.unit)}
    return reckoned(
        "stated-change", reading.year, places(reading.year, [claim.step]),
        [*places(reading.year, [claim.current]), *places(reading.year if within else reading.year - 1, [before])],
        (_computed_change(claim, claim.current, before), _stated_change(claim)), claim.unit, differs=differs, severity=severity,
        code="stated-within" if within else "stated-change", values={"name": claim.name, **({} if within else reading.years), **ends},
    )  # fmt: skip


def _retold(reading: Reading, value: Figure, before: Figure, name: str, *, within: bool = False) -> Reckoning:
    """The reckoning of last year's value told again, held against last year's report. Accounts are put right later."""
    revised = holds(name.lower(), (*_AT_CONSTANT_PRICES, *_REBASED))
    return reckoned(
        "restated", reading.year, places(reading.year, [value]), places(reading.year - (not within), [before]), (before.value, value.value),
        before.unit, differs=differ(value, before), severity="info" if revised else "conflict",
        values={"name": name, **reading.years},
    )  # fmt: skip


def _before(reading: Reading, unit_id: str, claim: Claim) -> Figure | None:
    """Last year's figure that the claim is held against: that of its series, or, where the text itself tells last year's number, the one
    of the same name that is near it; None where there is none, or only one so far off that it is another figure under the same name.
    """
    assert claim.current is not None
    before, start = reading.before(claim.current), claim.previous
    if before and _near((start or claim.current).value, before.value):
        return before
    near = (one for one in reading.told_before(unit_id) if start and one.unit == start.unit and _near(start.value, one.value))
    told = next((one for one in near if _is_one_name(claim.current.name, one.name)), None)
    if told or before or reading.last is None:
        return told
    named = reading.last.told(claim.current.name, claim.current.unit)
    return named if named and _near((start or claim.current).value, named.value) else None


def _is_one_name(one: str, other: str) -> bool:
    """Whether two names are one but for what they open with (在运维政务新媒体) and a total's mark (高新技术企业·总数)."""
    bare = (head if last in _TOTAL else f"{head}{dot}{last}" for head, dot, last in (name.rpartition("·") for name in (one, other)))
    short, long = sorted(bare, key=len)
    return (len(short) >= _TELLING and long.endswith(short)) or _measured(one) == _measured(other)


def _measured(name: str) -> str:
    """What a name says but for its stage of work: 投诉举报 of 受理投诉举报 and of 投诉举报量."""
    return _STAGE.sub("", terms(name).core)


def _severity(claim: Claim, before: Figure, expected: Span, stated: Span) -> Severity | None:
    """How grave a gap is; None where another basis explains it, and where a share grew by per cent: it may be what it is of that grew."""
    if claim.unit == "%" and before.unit in _SHARES:
        return None
    if claim.unit != "%" or not holds(claim.name, _REBASED):
        return "conflict"
    opposed = expected[1] < 0 < stated[0] or stated[1] < 0 < expected[0]
    same = terms(claim.current.name if claim.current else claim.name).key == terms(before.name).key
    if same:
        return "info" if opposed or apart(expected, stated, slack=_WIDE_GAP) else None
    likely = claim.current is not None and _is_within(base(claim, claim.current), before.value, _LIKELY)
    return "info" if likely and apart(expected, stated, slack=_WIDER_GAP) else None


def _is_within(one: float, other: float, times: float) -> bool:
    return min(abs(one), abs(other)) * times >= max(abs(one), abs(other))


def _is_telling(expected: Span, claim: Claim) -> bool:
    """Whether an agreement says anything: between 4万亿元以上 and 4.2万亿元 lies nearly every growth."""
    return expected[1] - expected[0] <= max(2 * (claim.change or 0.0), 1.0)


def _near(one: float, other: float) -> bool:
    """Whether two values may be one figure's: a leap is another figure under the same name, not a slip."""
    return min(abs(one), abs(other)) * _LEAP >= max(abs(one), abs(other))


def _stated_change(claim: Claim) -> float:
    return claim.change or 0.0 if claim.direction == "up" else -(claim.change or 0.0)


def _stated_span(claim: Claim, step: Figure) -> Span:
    """The change that the text states, with its sign."""
    size = replace(step, value=abs(step.value))
    low, high = of_rate(size.value, size.text) if claim.unit in {*_TIMES, *_POINTS} else span(size)
    if step.qualifier:
        loose = span(size)
        low, high = min(low, loose[0]), max(high, loose[1])
    return (low, high) if claim.direction == "up" else (-high, -low)


def _computed_span(claim: Claim, current: Figure, before: Figure) -> Span | None:
    """What the two values make of the change: a difference, a growth in per cent or in times; None where that has no meaning."""
    (low, high), (old_low, old_high) = span(current), span(before)
    if claim.unit in _TIMES and current.unit not in _SHARES:
        scale = _TIMES[claim.unit]
        return (scale * (low / old_high - 1), scale * (high / old_low - 1)) if old_low > 0 else None
    return (low - old_high, high - old_low) if claim.unit in _POINTS or kin(claim.unit) == (current.dimension or "") else None


def _computed_change(claim: Claim, current: Figure, before: Figure) -> float:
    """The change that the two values make as printed."""
    if claim.unit in _TIMES and current.unit not in _SHARES:
        return round(_TIMES[claim.unit] * (current.value / before.value - 1), 2)
    return round(current.value - before.value, 4)


def _restated(reading: Reading) -> Iterator[Reckoning]:
    """Last year's figure told again in other words than 从…至: 在2022年设立26个企业法治体检点的基础上新设8个."""
    starts = {(unit, one.previous.start) for unit, said in reading.claims.items() for one in said if one.previous and not one.step}
    for unit_id, figures in reading.figures.items() if reading.last else ():
        text = reading.units[unit_id].text
        for figure in figures:
            told = figure.qualifier == "previous" and not figure.concept and (unit_id, figure.start) not in starts
            several = reading.units[unit_id].spanning and not _years_before(text, figure)
            if told and not several and _is_of_last_year(text, figure, reading.period):
                assert reading.last is not None
                before, said = _likest(figure, list(reading.told_before(unit_id))), figure.period or _years_before(text, figure)
                if before is None and said:
                    before = reading.last.told(figure.name, figure.unit)
                if before and _near(figure.value, before.value):
                    one = _retold(reading, figure, before, figure.name)
                    # Where nothing says which year it is of, it may be of one before.
                    yield one if _years_before(text, figure) and _is_plain(text, figure, None) else one.doubted()


def _is_of_last_year(text: str, figure: Figure, period: int) -> bool:
    """Whether a value told again is last year's, and not that of 2019 nor the last of three (for fiscal 2025, 2024 and 2023)."""
    if figure.period is not None:
        return figure.period.last == period - 1
    years = _years_before(text, figure)
    return not years or not years[-1] or int(years[-1]) == period - 1


def _years_before(text: str, figure: Figure) -> list[str]:
    """The years that stand right before a value; "" where a word says that it is last year."""
    return [said[1] or "" for said in _YEAR.finditer(text, max(0, figure.start - _BEHIND), figure.start)]


def _likest(figure: Figure, others: Sequence[Figure]) -> Figure | None:
    """The one of last year's figures that is told again: of those called alike the one that agrees, else the likest where it is alone."""
    own = [other for other in others if other.dimension == figure.dimension and other.qualifier not in {"target", "previous"}]
    alike = [other for other in own if ratio(figure.name, other.name) >= _SAME]
    for other in alike:
        if not differ(figure, other):
            return other
    best = max((ratio(figure.name, other.name) for other in alike), default=None)
    likest = [other for other in alike if ratio(figure.name, other.name) == best]
    return likest[0] if len(likest) == 1 else None
