"""Claims: the changes that a text states of its own figures: 同比增长4.0% · 较上年减少13件 · 从36%提升至52% · 翻一番 · up 5.1 percent.

A step counts when the text says what it is held against (同比, 较上年, over the year before) or when it is a rate (上升38.5%). What is
held against another year (比2017年), another span (年均, 累计, 环比) or belongs to a plan is no change from last year and is left out.
The verbs and the words of comparison are data (`zh/change.toml`, `en/change.toml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

from tongbi.language import change, lexicon
from tongbi.language.change import COMPARED_TO, LEADS_TO
from tongbi.language.folding import since
from tongbi.language.lexicon import any_of, one_of
from tongbi.language.quantities import flat
from tongbi.model import Direction, Figure

RATES = frozenset({"%", "‰"})
_STEPS = RATES | {"个百分点", "percentage points", "倍", "basis points"}
_FROM_YEAR = re.compile(r"(?:从|由|自|比|较)((?:19|20)\d\d)年")
_CLAUSE = re.compile(r"[，,；;。：:、（）()!?！？]|\.\s")
_AND = re.compile(r"\s*(?:[、和及与]|and|,)\s*")
_SENTENCE = re.compile(r"[；;。!?！？]|\.\s")
_EACH = "分别"
# As far back as the year is looked for that a change starts from, in characters.
_FAR = 600


@dataclass(frozen=True, slots=True)
class Claim:
    """A stated change in one sentence. `current` and `previous` are figures of the sentence or None; `step` is the figure that says by
    how much.

    `change` is the step's value, without a sign, in `unit` (100 % where it is said by 翻一番); `real` is true for a change at constant
    prices; `start` is where the change is said; `base` the year that the text names as the one before (从2017年的…), None where it names
    none.
    """

    name: str
    previous: Figure | None
    current: Figure | None
    step: Figure | None
    change: float | None
    unit: str
    direction: Direction | None
    start: int
    real: bool = False
    base: int | None = None


@dataclass(frozen=True, slots=True)
class _Words:
    """What tells, beside the verbs of change, which of its own figures a sentence states a change of, as patterns.

    `yearly`: the year before is the base; `net`: a step that is against last year though no word says so; `other`: another span, a plan or
    another base; `real`: at constant prices; `reached`: between the step and the value it led to; `doubled`: a step without a number;
    `between`: what may stand between a figure and its step, beside verbs and comparisons.
    """

    yearly: re.Pattern[str]
    net: re.Pattern[str]
    other: re.Pattern[str]
    real: re.Pattern[str]
    reached: re.Pattern[str]
    doubled: re.Pattern[str]
    between: re.Pattern[str]


@cache
def _words(chinese: bool) -> _Words:
    of, in_english = partial(one_of, "zh/change"), partial(one_of, "en/change")
    if chinese:
        yearly, verb = change.YEARLY, change.CHANGE
        other = f"{of('other.spans', 'other.plans')}|平均{verb}|[比较]{of('other.bases')}"
        real = f"实际(?:同比|分别|平均)?{verb}|{of('manner.real')}"
        reached = rf"[、，,（(]?{of('spans.whole')}?{of('spans.reached')}\s*"
        doubled = f"{yearly}[^，。；]{{0,8}}({any_of(_doubled(chinese))})"
        between = rf"[，,、（）(]|其中|{of('manner.nominal')}|可比口径|按可比价格计算|约|近|{verb}|{yearly}"
        patterns = (yearly, f"{of('manner.net')}了?(?:约|近|超过?|逾)?$", other, real, reached, doubled, between)
    else:
        yearly, verb = change.ENGLISH_YEARLY, change.ENGLISH
        other = rf"{in_english('other.spans', 'other.plans')}|{in_english('other.past')} (?:three|four|five)"
        reached = rf",?\s*{in_english('spans.reached')}\s*(?:about|around|nearly|some)?\s*"
        between = rf",|\b{in_english('manner.between')}\b|{yearly}|{verb}"
        doubled = rf"\b({any_of(_doubled(chinese))})\b"
        patterns = (yearly, rf"\b{in_english('manner.net')}\s*$", other, rf"\b{in_english('manner.real')}\b", reached, doubled, between)
    return _Words(*(re.compile(pattern, 0 if chinese else re.IGNORECASE) for pattern in patterns))


def _doubled(chinese: bool) -> Mapping[str, float]:
    """Words that say by how many per cent something grew (翻一番)."""
    found: Mapping[str, float] = lexicon.table("zh/change" if chinese else "en/change")["spans"]["doubled"]
    return found


@dataclass(frozen=True, slots=True)
class _Telling:
    """How a sentence tells of changes: in which language, and which year is the one before (None: not known)."""

    chinese: bool
    last_year: int | None
    words: _Words

    def step(self, clause: str, unit: str) -> change.Step | None:
        """The step that the end of a clause makes of a number of `unit`."""
        return change.step(clause, unit) if self.chinese else change.english_step(clause, unit)

    def own(self, clause: str, unit: str) -> str:
        """What a clause says beside its step and what that is held against."""
        step = self.step(clause, unit)
        return self.words.yearly.sub("", clause[: step.start] if step else clause).strip()


def claims(text: str, found: Sequence[Figure], chinese: bool, period: int | None = None) -> Iterator[Claim]:
    """The changes that a sentence states, in order; `found` are its figures, in order. Figures of a plan (`target`) state none.

    `period` is the year that the report's figures are of: what is held against the year before by its number (较2022年) counts then.
    """
    plain, words = flat(text), _Telling(chinese, None if period is None else period - 1, _words(chinese))
    kept = [figure for figure in found if figure.qualifier != "target"]
    for at, figure in enumerate(kept):
        if figure.qualifier == "previous":
            other = _led_to(plain, kept, at) or _held_against(plain, kept, at)
            if other:
                yield _span(plain, figure, other)
            continue
        claim = _step(plain, kept, at, words)
        if claim:
            yield claim
    for doubled in words.words.doubled.finditer(plain):
        yield Claim("", None, None, None, float(_doubled(chinese)[doubled[1].lower()]), "%", "up", doubled.start())


def _led_to(text: str, found: Sequence[Figure], at: int) -> Figure | None:
    """The figure that `found[at]` led to: the next one, in a list (从甲、乙增加到丙、丁) the one of the same rank; None where that is not
    of its unit, or where nothing leads there (在2022年设立26个的基础上新设8个).
    """
    first = end = at
    while first and found[first - 1].qualifier == "previous":
        first -= 1
    while end < len(found) and found[end].qualifier == "previous":
        end += 1
    led = found[end + at - first : end + at - first + 1]
    last = found[end - 1]
    if not led or not LEADS_TO.match(text, last.start + len(last.text)):
        return None
    return led[0] if not found[at].unit or led[0].unit == found[at].unit else None


def _held_against(text: str, found: Sequence[Figure], at: int) -> Figure | None:
    """The figure before that `found[at]` is held against: $14.91 in fiscal 2024 compared to $15.11 in fiscal 2023."""
    before = found[at - 1] if at else None
    compared = (
        before is not None and before.unit == found[at].unit and COMPARED_TO.search(text[max(0, found[at].start - 24) : found[at].start])
    )
    return before if compared else None


def _span(text: str, before: Figure, after: Figure) -> Claim:
    base = _base(text, before.start)
    direction: Direction | None = None if before.value == after.value else "up" if after.value > before.value else "down"
    return Claim(after.name, replace(before, unit=after.unit), after, None, None, "", direction, before.start, base=base)


def _base(text: str, start: int) -> int | None:
    """The year a change starts from, named right before it or earlier in the sentence (由2002年…增加到…，…由2476元增加到…); None for
    none.
    """
    named = _FROM_YEAR.findall(text, max(0, start - _FAR), start)
    return int(named[-1]) if named else None


def _step(text: str, found: Sequence[Figure], at: int, words: _Telling) -> Claim | None:
    """The change that the figure `found[at]` says, or None when it says none."""
    figure = found[at]
    first, end = _run(text, found, at, words)
    clause = _clause(text, found[first].start)
    step = words.step(_clause(text, figure.start), figure.unit) or words.step(clause, figure.unit)
    net = words.words.net.search(clause)
    direction = _direction(step, figure) if step else "up" if net else None
    if not direction or found[at].qualifier in {"range"} or words.words.other.search(clause):
        return None
    yearly = step.yearly(words.last_year) if step else None
    held = yearly or (yearly is None and bool(net or words.words.yearly.search(clause)))
    if yearly is False or not (held or figure.unit in _STEPS):
        return None
    current = _current(text, found, at, words) if end - first == 1 else _beside(text, found, (first, at, end), words)
    name = figure.name.split("·同比")[0]
    return Claim(
        name=_changed(figure, current) if current else name,
        previous=None,
        current=current,
        step=figure,
        change=abs(figure.value),
        unit=figure.unit,
        direction=direction,
        start=figure.start,
        real=bool(words.words.real.search(_sentence(text, figure.start))),
        base=_base(text, figure.start),
    )


def _direction(step: change.Step, figure: Figure) -> Direction | None:
    """Which way a step goes: as its verb says, and the other way before a minus (增长-3.2%); None where verb and minus say one thing twice,
    or neither says anything.
    """
    if step.direction is None:
        return "down" if figure.value < 0 else "up" if flat(figure.text).startswith("+") else None
    if figure.value < 0:
        return "down" if step.direction == "up" else None
    return step.direction


def _changed(step: Figure, current: Figure) -> str:
    """What changed: the figure told before the step, or what the step says that leads to it (吞吐量增长33%，突破100万吨)."""
    subject, _, _ = step.name.rpartition("·")
    return current.name if current.start < step.start or not subject else subject


def _clause(text: str, start: int) -> str:
    return text[since(_CLAUSE, text, start) : start]


def _sentence(text: str, start: int) -> str:
    return text[since(_SENTENCE, text, start) : start]


def _run(text: str, found: Sequence[Figure], at: int, words: _Telling) -> tuple[int, int]:
    """The list of figures in which `found[at]` stands (同比分别增长4%、5%和6%): its first, and the one after its last."""
    first, end = at, at + 1
    while first and _listed(text, found[first - 1], found[first], words):
        first -= 1
    while end < len(found) and _listed(text, found[end - 1], found[end], words):
        end += 1
    return first, end


def _listed(text: str, one: Figure, other: Figure, words: _Telling) -> bool:
    """Whether two figures stand in one list; what is told apart may go both ways (分别增长4%和下降5%)."""
    mark = _AND.match(text, one.start + len(one.text), other.start)
    if not mark or one.unit != other.unit:
        return False
    verb = text[mark.end() : other.start]
    step = words.step(verb, other.unit) if verb else None
    return not verb or (step is not None and step.start == 0 and _EACH in _sentence(text, one.start))


def _beside(text: str, found: Sequence[Figure], run: tuple[int, int, int], words: _Telling) -> Figure | None:
    """The figure that a step in a list is of: that of the same rank among as many before (达到甲和乙，分别增长4%、5%) or after."""
    first, at, end = run
    count = end - first
    own = words.words.between.sub("", words.own(_clause(text, found[first].start), found[at].unit)).replace(_EACH, "").strip()
    before, after = found[max(0, first - count) : first], found[end : end + count]
    if not own and len(before) == count and len({figure.unit for figure in before}) == 1 and _fits(found[at], before[0]):
        between = text[before[-1].start + len(before[-1].text) : found[first].start].replace(_EACH, "")
        if not _SENTENCE.search(between) and len(words.words.between.sub("", between)) <= _NEAR:
            return before[at - first]
    gap = text[found[end - 1].start + len(found[end - 1].text) : after[0].start].replace(_EACH, "") if len(after) == count else ""
    return after[at - first] if words.words.reached.fullmatch(gap) and _fits(found[at], after[0]) else None


def _current(text: str, found: Sequence[Figure], at: int, words: _Telling) -> Figure | None:
    """The figure that changed: the one in the clause before (…1.31万户，同比增长4.0%), or the one after where what changed is named with
    the step (总额增长4.0%，达到1.31万户) or it is what there is now (净增75家、总数达487家); None for one of several told apart.
    """
    figure, clause = found[at], _clause(text, found[at].start)
    if _EACH in clause:
        return None
    before = None if words.own(clause, figure.unit) else _before(text, found, at, words)
    after = found[at + 1] if at + 1 < len(found) else None
    gap = text[figure.start + len(figure.text) : after.start] if after else ""
    reached = after if after and words.words.reached.fullmatch(gap) and _fits(figure, after) else None
    if before is None or not _fits(figure, before) or (reached and words.words.net.search(clause)):
        return reached
    return before


def _before(text: str, found: Sequence[Figure], at: int, words: _Telling) -> Figure | None:
    """The last figure before, other than another step, with nothing but one break between the two."""
    for other in reversed(found[:at]):
        if other.unit in _STEPS and words.step(_clause(text, other.start), other.unit):
            continue
        between = text[other.start + len(other.text) : found[at].start]
        return other if not _SENTENCE.search(between) and len(words.words.between.sub("", between)) <= _NEAR else None
    return None


_NEAR = 14


def _fits(step: Figure, value: Figure) -> bool:
    """A rate changes by points (or by itself), a count by its own unit or by a rate."""
    if value.unit in RATES:
        return step.unit not in {"倍"}
    return step.unit in RATES | {"倍"} or step.unit == value.unit
