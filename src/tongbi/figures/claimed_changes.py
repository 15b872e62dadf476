"""Claimed changes: what a text states of its own figures: 同比增长4.0% · 较上年减少13件 · 从36%提升至52% · 翻一番 · up 5.1 percent.

A step counts when the text says what it is held against (同比, 较上年, over the year before) or when it is a rate (上升38.5%). What is
held against another year (比2017年), another span (年均, 累计, 环比) or belongs to a plan is no change from last year and is left out.
The verbs and the words of comparison are data (`zh/change.toml`, `en/change.toml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

from tongbi.figures.clause_core import stripped
from tongbi.figures.figure_scope import CLOSED
from tongbi.figures.year_lists import is_list
from tongbi.language import change_words, lexicon, units
from tongbi.language.annotation import BREAK, EACH, FULL_STOP, Annotation, annotate
from tongbi.language.change_words import Step
from tongbi.language.folding import since
from tongbi.language.lexicon import any_of, one_of
from tongbi.language.parts_of_speech import words_of
from tongbi.language.quantity import Quantity, flat
from tongbi.model import Direction, Figure

RATES = frozenset({"%", "‰"})
OF = str(lexicon.table("zh/figure_names")["of"])
# Heads that say nothing of what is meant: 线上事项, 线上部分.
_GENERAL = frozenset((*lexicon.words("zh/terms", "heads", "form"), *lexicon.words("zh/change", "spans.part")))
# As far back as the year is looked for that a change starts from, in characters.
_FAR = 600
# As many characters may stand between a figure and its step, verbs and comparisons apart.
_NEAR = 14
_AMONG, _NUMBER_OF = re.compile(one_of("zh/change", "spans.among")), re.compile(rf"([^，。]{{0,3}}){one_of('zh/change', 'spans.number')}")


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
        yearly, verb = change_words.YEARLY, change_words.CHANGE
        other = f"{of('other.spans', 'other.plans')}|{of('other.average')}{verb}|{of('against.than')}{of('other.bases')}"
        real = f"{of('manner.actual')}(?:{of('against.year-ago')}|{of('manner.adverbs')})?{verb}|{of('manner.real')}"
        reached = rf"[、，,（(]?{of('spans.whole')}?{of('spans.reached')}\s*"
        doubled = f"{yearly}[^，。；]{{0,8}}({any_of(_doubled(chinese))})"
        between = rf"[，,、（）(]|{of('spans.among', 'manner.nominal', 'manner.priced', 'manner.loose')}|{verb}|{yearly}"
        patterns = (yearly, f"{of('manner.net')}{of('manner.loose')}*$", other, real, reached, doubled, between)
    else:
        yearly, verb = change_words.ENGLISH_YEARLY, change_words.ENGLISH
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


def claims(text: str, found: Sequence[Figure], chinese: bool, period: int | None = None, *, planned: bool = False) -> Iterator[Claim]:
    """The changes that a sentence states, in order; `found` are its figures, in order. Figures of a plan (`target`) state none.

    `period` is the year that the report's figures are of: what is held against the year before by its number (较2022年) counts then. In a
    plan (`planned`) so does what is held against last year's plan, and what says of no base (赤字1.12万亿元，增加1700亿元).
    """
    words = _words(chinese)
    kept = [figure for figure in found if figure.qualifier != "target"]
    if not kept and not lexicon.holds(text, tuple(_doubled(chinese))):
        return
    marks = annotate(text, chinese, [Quantity(one.start, one.start + len(one.text), one.value, one.unit, one.qualifier) for one in kept])
    told = _Telling(marks, kept, words, None if period is None else period - 1, planned)
    for at, figure in enumerate(kept):
        claim = _span(told, at) if figure.qualifier == "previous" else _step(told, at)
        if claim:
            yield claim
    for doubled in told.words.doubled.finditer(marks.plain):
        begin = max((mark.end() for mark in BREAK.finditer(marks.plain, 0, doubled.start())), default=0)
        name = stripped(text[begin : doubled.start()]) if chinese else ""
        yield Claim(name, None, None, None, float(_doubled(chinese)[doubled[1].lower()]), "%", "up", doubled.start())


@dataclass(frozen=True, slots=True)
class _Telling:
    """A sentence with its marks, its figures, the words of its language and the year before the report's (None: not known); `planned`:
    whether it is read as a plan's.
    """

    marks: Annotation
    found: Sequence[Figure]
    words: _Words
    last_year: int | None
    planned: bool = False

    def own(self, at: int, step: Step | None) -> str:
        """What the clause of a figure says beside its step and what that is held against."""
        clause = self.marks.clause(at).strip()
        said = self.words.yearly.sub("", clause[: step.start] if step else clause)
        return (said if self.marks.chinese else self.words.between.sub("", said)).strip(" ,").removeprefix(OF).removesuffix(OF)

    def near(self, begin: int, end: int) -> bool:
        """Whether no more than a few words stand between two places of one part of the sentence, verbs and comparisons apart."""
        between = CLOSED.sub("", self.marks.plain[begin:end]).replace(EACH, "")
        return not FULL_STOP.search(between) and len(self.words.between.sub("", between)) <= _NEAR

    def base(self, at: int) -> int | None:
        """The year a change starts from, named before it in the sentence (由2002年…增加到…，…由2476元增加到…); None for none."""
        start = self.found[at].start
        named = change_words.BASE_YEAR.findall(self.marks.plain, max(0, start - _FAR), start)
        return int(named[-1]) if named else None

    def from_elsewhere(self, at: int) -> bool:
        """Whether an English step is from another year than the one before, by the year named nearest in its part of the sentence."""
        return not self.marks.chinese and self.last_year is not None and self.marks.english_base(at) not in {None, self.last_year}


# ── from one value to another ─────────────────────────────────────────────────────────────────────────────────────────────────


def _span(told: _Telling, at: int) -> Claim | None:
    """The change from a value told again to another: 从36%提升至52%, $14.91 compared to $15.11; None where it leads to none."""
    before, after = told.found[at], _led_to(told, at) or _held_against(told, at)
    if after is None:
        return None
    direction: Direction | None = None if before.value == after.value else "up" if after.value > before.value else "down"
    return Claim(after.name, replace(before, unit=after.unit), after, None, None, "", direction, before.start, base=told.base(at))


def _led_to(told: _Telling, at: int) -> Figure | None:
    """The figure that `found[at]` led to: the next one, in a list (从甲、乙增加到丙、丁) the one of the same rank; None where that is not
    of its unit, or where nothing leads there (在2022年设立26个的基础上新设8个).
    """
    found = told.found
    first = end = at
    while first and found[first - 1].qualifier == "previous":
        first -= 1
    while end < len(found) and found[end].qualifier == "previous":
        end += 1
    led = found[end + at - first : end + at - first + 1]
    last = found[end - 1]
    if not led or not change_words.LEADS_TO.match(told.marks.plain, last.start + len(last.text)):
        return None
    return led[0] if not found[at].unit or led[0].unit == found[at].unit else None


def _held_against(told: _Telling, at: int) -> Figure | None:
    """The figure before an English one that is held against it, or that it changed to: $14.91 in fiscal 2024 compared to $15.11.

    None for what is told of a year before the last one, and before what is told again itself (for fiscal 2025, 2024 and 2023).
    """
    base, before = told.found[at], told.found[at - 1] if at and not told.marks.chinese else None
    if before is None or before.unit != base.unit or before.qualifier == "previous":
        return None
    if base.period is None:
        return before
    plain, end = told.marks.plain, before.start + len(before.text)
    against = change_words.COMPARED_TO.search(plain, end, base.start) or change_words.FROM_ORIGIN.fullmatch(plain, end, base.start)
    linked = against or is_list(plain, told.marks.quantities[at - 1 : at + 1])
    return before if linked and base.period.last == told.last_year else None


# ── by how much ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _step(told: _Telling, at: int) -> Claim | None:
    """The change that a figure is the amount of, or None when it is none."""
    figure, (first, end) = told.found[at], told.marks.run(at)
    step = told.marks.steps[at] or told.marks.steps[first]
    clause = told.marks.clause(first)
    net = told.words.net.search(clause)
    direction = _direction(step, figure) if step else "up" if net else None
    if not direction or figure.qualifier == "range" or told.words.other.search(clause) or told.from_elsewhere(at):
        return None
    origin = _origin(told, first, step)
    current = _current(told, at, step, origin) if end - first == 1 else _beside(told, (first, at, end), step)
    stock = step and step.within_the_year and current and current.kind == "stock"  # what there was at its beginning, there was a year ago
    if origin is None and not stock and not _is_from_last_year(told, first, step, figure, bool(net)):
        return None
    return Claim(
        name=current.name if current else figure.name.split(f"·{change_words.UNSAID[:2]}")[0],
        previous=None if origin is None else told.found[origin],
        current=current,
        step=figure,
        change=abs(figure.value),
        unit=figure.unit,
        direction=direction,
        start=figure.start,
        real=bool(told.words.real.search(told.marks.part(at)) or told.words.real.search(_behind(told, end - 1))),
        base=told.base(at),
    )


def _behind(told: _Telling, at: int) -> str:
    """The words right behind a figure, in brackets too: in real terms, （按可比价格计算）."""
    ends = [one.start for one in told.marks.quantities[at + 1 : at + 2]]
    return BREAK.split(told.marks.plain[told.marks.quantities[at].end : ends[0] if ends else None].lstrip(" (（"))[0]


def _direction(step: Step, figure: Figure) -> Direction | None:
    """Which way a step goes: as its verb says, and the other way before a minus (增长-3.2%); None where verb and minus say one thing twice,
    or neither says anything.
    """
    if step.direction is None:
        return "down" if figure.value < 0 else "up" if flat(figure.text).startswith("+") else None
    if figure.value < 0:
        return "down" if step.direction == "up" else None
    return step.direction


def _is_from_last_year(told: _Telling, first: int, step: Step | None, figure: Figure, net: bool) -> bool:
    """Whether a change is from the year before: the text says so, or says nothing else and the amount is one that only a change has."""
    yearly = step.yearly(told.last_year, planned=told.planned) if step else None
    if told.planned and step and yearly is None and not told.own(first, step):
        return True
    said = yearly or (yearly is None and (net or bool(told.words.yearly.search(told.marks.clause(first)))))
    return yearly is not False and (said or units.sort(figure.unit) in {"share", "points", "times"})


def _origin(told: _Telling, first: int, step: Step | None) -> int | None:
    """The value right before a step that it starts from: 较上年的18240件增加1620件; None for none."""
    begins = (
        first
        and step
        and told.found[first - 1].qualifier == "previous"
        and not told.marks.clause(first)[: step.start].strip().removeprefix(OF)
    )
    if not begins or not _fits(told.found[first], told.found[first - 1]):
        return None
    return first - 1 if change_words.base(told.marks.clause(first - 1), told.marks.clause(first)) else None


def _beside(told: _Telling, run: tuple[int, int, int], step: Step | None) -> Figure | None:
    """The figure that a step in a list is of: that of the same rank among as many before (达到甲和乙，分别增长4%、5%) or after."""
    first, at, end = run
    found, count = told.found, end - first
    own = told.words.between.sub("", told.own(first, told.marks.steps[first])).replace(EACH, "").strip()
    before, after = found[max(0, first - count) : first], found[end : end + count]
    one_by_one = EACH in told.marks.clause(first - count) if first >= count else False
    of_one_unit = one_by_one or len({figure.unit for figure in before}) == 1
    alike = not own and len(before) == count and of_one_unit and _fits(found[at], before[0])
    if alike and told.near(before[-1].start + len(before[-1].text), found[first].start):
        return before[at - first]
    gap = told.marks.gap(end - 1).replace(EACH, "") if len(after) == count else ""
    return after[at - first] if told.words.reached.fullmatch(gap) and _fits(found[at], after[0]) else None


def _current(told: _Telling, at: int, step: Step | None, origin: int | None) -> Figure | None:
    """The figure that changed: the one in the clause before (…1.31万户，同比增长4.0%), the one that the step's clause names again (其中应诉
    比上年增加3件), or the one after where what changed is named with the step (总额增长4.0%，达到1.31万户) or it is what there is now
    (净增75家、总数达487家); None for one of several told apart.
    """
    figure, begin = told.found[at], at if origin is None else origin
    if EACH in told.marks.clause(begin):
        return None
    own = told.own(begin, step if origin is None else None)
    if origin is not None:
        words = told.marks.clause(origin)
        own = words[: words.rfind(change_words.base(words, told.marks.clause(at)))].strip()
    before = _named_again(told, begin, own, figure) if own else _before(told, begin, figure)
    after = told.found[at + 1] if at + 1 < len(told.found) else None
    led = after and _fits(figure, after) and (told.words.reached.fullmatch(told.marks.gap(at)) or _is_level(told, figure, after))
    reached = after if led else None
    if before is None or (reached and told.words.net.search(told.marks.clause(at))):
        return reached
    return before


def _is_level(told: _Telling, step: Figure, after: Figure) -> bool:
    """Whether a value behind a step is called by what changed: 收入增长5.4%，收入总额为98亿元."""
    return after.name != "" and step.name.startswith(after.name) and told.near(step.start + len(step.text), after.start)


def _named_again(told: _Telling, at: int, own: str, step: Figure) -> Figure | None:
    """The figure before that the clause of a step names again: in full (应诉 of 应诉21件), as the number of it (收案量; of several counts
    that with its word, 借出量 of 借出图书), or as the only one with what tells it apart (线上件 of 线上受理521件).
    """
    subject = _AMONG.sub("", own)
    begin = since(FULL_STOP, told.marks.plain, step.start)
    fitting = [one for one in told.found[:at] if one.qualifier != "previous" and one.start >= begin and _fits(step, one)]
    number = _NUMBER_OF.fullmatch(subject)
    named = [one for one in fitting if one.name.endswith(subject) or (number and number[1] and number[1] in one.name.rpartition("·")[2])]
    if named or (number and fitting[-1:] == [told.found[at - 1]] and fitting[-1].unit not in RATES):
        return (named or fitting)[-1]
    *apart, head = words_of(subject)
    alike = [one for one in fitting if apart and set(apart) <= set(words_of(one.name.rpartition("·")[2]))]
    return alike[0] if len(alike) == 1 and (head in _GENERAL or head == alike[0].unit) else None


def _before(told: _Telling, at: int, step: Figure) -> Figure | None:
    """The last figure before, other than another step, with nothing but one break before the step; None where it does not fit."""
    says = told.marks.steps[at]
    begin = told.marks.clauses[at] + says.start if says and says.within_the_year else told.found[at].start
    for place in range(at - 1, -1, -1):
        other = told.found[place]
        moved = told.marks.steps[place]
        aside = _depth(told, other.start) > _depth(told, begin)  # 新收3607件（上级转来16件），同比增长70%
        if aside or other.qualifier == "previous" or (moved and (moved.against or units.sort(other.unit) in {"share", "points", "times"})):
            continue
        near = told.near(other.start + len(other.text), begin)
        return other if near and _fits(step, other) else None
    return None


def _depth(told: _Telling, at: int) -> int:
    """How many brackets are open at a place of a sentence."""
    return sum(told.marks.plain.count(mark, 0, at) * way for mark, way in (("（", 1), ("(", 1), ("）", -1), (")", -1)))


def _fits(step: Figure, value: Figure) -> bool:
    """A rate changes by points (or by itself), a count by its own unit or by a rate."""
    if value.unit in RATES:
        return units.sort(step.unit) != "times"
    return step.unit in RATES or units.sort(step.unit) == "times" or step.unit == value.unit
