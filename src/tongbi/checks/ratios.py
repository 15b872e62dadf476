"""Ratios: 参考184人、合格171人，合格率94.9% is 92.9 %; 监测360份、超标14份，达标率97.1% is 96.1 %; 365个中118个、占36.3% is 32.3 %."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tongbi.checks.check_inputs import Reading
from tongbi.checks.reckoning import Reckoning, places, printed, reckoned
from tongbi.checks.rounding import Span, apart, of_rate, share, span, total
from tongbi.language import change_words, numerals
from tongbi.language.annotation import FULL_STOP
from tongbi.language.folding import since
from tongbi.language.lexicon import holds, one_of, table, words
from tongbi.language.parts_of_speech import tagged
from tongbi.model import Figure

_RATE = re.compile(rf"[\u4e00-\u9fff]{{0,10}}?([\u4e00-\u9fff]{{1,2}}){one_of('zh/rates', 'rate')}$")
_CONTRARY = (*words("zh/rates", "contrary"), *words("zh/handling", "pending"))
# Words of one outcome, by any of which a rate and its part may be called: 及格人数 and 通过率; and how the number of it is said.
_PASSED = words("zh/rates", "passed")
_ALIKE = (words("zh/handling", "settled"), _PASSED)
# What meets its standard has passed: 达到设计要求 is 合格.
_MEETS, _STANDARDS = words("zh/rates", "meets"), words("zh/rates", "standards")
_FORM = words("zh/change", "spans.number")
# What stands between a part and the share that it has of a whole told before; 占全省的… is of another whole.
_SHARE = re.compile(rf"[^，,、；;。（）()\d]{{0,8}}[，,、（(]?{one_of('zh/rates', 'share')}{one_of('zh/targets', 'reach')}?")
# 占公园总数的87.3%, 占生产总值的比重从1.07%提高到1.49%.
_RISEN = rf"(?:{one_of('zh/change', 'spans.from')}[^，,。；;]{{0,8}}?[\d.]+[%％]{change_words.LED_TO})?"
_NAMED_WHOLE = re.compile(
    rf"{one_of('zh/counting', 'share')}([^，,、；;。（）()\d]{{2,14}}?)"
    rf"(?:{one_of('zh/particles', 'of')}|{one_of('zh/targets', 'reach')}|{one_of('zh/rates', 'rate')})*{_RISEN}$"
)
_AMONG = words("zh/parts", "among")
# Further apart than this, the two counts are not what the rate is of.
_FAR = 12.0
# What sets the counts of a rate behind it.
_ANNOUNCES = tuple("：:（(")
# A rate of none or of all says nothing of how many there were.
_ALL = frozenset({0.0, 100.0})
_UNSURE = frozenset({"target", "previous", "range", "approx", "more-than", "at-least"})


@dataclass(frozen=True, slots=True)
class _Share:
    """Two counts that a rate is of, and what to call it; `contrary` is true where the part is what the rate is not of (不合格, 超标)."""

    part: Figure
    whole: Figure
    name: str
    contrary: bool = False

    @property
    def value(self) -> float:
        """What the counts make, in per cent."""
        made = 100 * self.part.value / self.whole.value
        return 100 - made if self.contrary else made

    @property
    def span(self) -> Span:
        """The values that this stands for."""
        low, high = share(span(self.part), span(self.whole))
        return (100 - high, 100 - low) if self.contrary else (low, high)


def check(reading: Reading) -> Iterator[Reckoning]:
    """Rates that their part and whole, printed side by side in the same sentence, do not give."""
    for unit_id, figures in reading.figures.items():
        steps = reading.steps(unit_id)
        own = [figure for figure in figures if figure.start not in steps]
        counts = [figure for figure in own if figure.unit != "%" and figure.qualifier not in {"target", "previous"}]
        for rate in (figure for figure in own if figure.unit == "%" and figure.qualifier not in _UNSURE):
            yield from _reckoned(reading, unit_id, rate, counts)


def _reckoned(reading: Reading, unit_id: str, rate: Figure, counts: Sequence[Figure]) -> Iterator[Reckoning]:
    text, said = reading.units[unit_id].text, of_rate(rate.value, rate.text)
    beside = [*_shares_beside(text, rate, counts), *_share_of_named(reading, text, rate, counts)]
    known = [*beside, *_shares_as_last_year(reading, rate, counts)]
    meant = next((one for one in known if abs(one.value - rate.value) <= _FAR), None)
    came_in = [figure for figure in reading.figures[unit_id] if figure.of == "carried-in"]
    differs = meant is not None and apart(meant.span, said)
    if meant and not (differs and _is_share_of_any(said, counts, came_in)):
        shown = {one: printed(figure.value, figure.unit) for one, figure in (("part", meant.part), ("whole", meant.whole))}
        yield reckoned(
            "ratio", reading.year, places(reading.year, [rate]), places(reading.year, [meant.part, meant.whole]),
            (round(meant.value, 2), rate.value), "%", differs=differs, values={"name": meant.name, **shown},
            code="ratio-of-rest" if meant.contrary else "",
        )  # fmt: skip


def _shares_beside(text: str, rate: Figure, counts: Sequence[Figure]) -> Iterator[_Share]:
    """Part and whole that the sentence sets beside the rate: the likeliest first, none where it is not clear."""
    before = [count for count in counts if count.start < rate.start]
    named = _RATE.match(rate.name.rpartition("·")[2])
    if named:
        for whole, part in (*pairwise(before), *_announced(text, rate, counts)):
            contrary = _is_contrary(part, rate.name, named[1]) if _is_part(part, whole) else None
            if contrary is not None:
                yield _Share(part, whole, rate.name, contrary)
    elif before and _SHARE.fullmatch(text, before[-1].start + len(before[-1].text), rate.start):
        among = _whole_before(text, before[-1], before[:-1])
        if among and _is_part(before[-1], among):
            yield _Share(before[-1], among, before[-1].name)


def _announced(text: str, rate: Figure, counts: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """The neighbouring counts of what a rate announces behind it, by a colon or in brackets: 通过率95.5%：应考1400名，84名没有通过."""
    begin = rate.start + len(rate.text)
    if text[begin : begin + 1] in _ANNOUNCES:
        stop = FULL_STOP.search(text, begin)
        yield from pairwise(count for count in counts if begin < count.start < (stop.start() if stop else len(text)))


def _shares_as_last_year(reading: Reading, rate: Figure, counts: Sequence[Figure]) -> Iterator[_Share]:
    """Neighbouring counts that gave the rate, or left it over, in last year's report, whatever they are called (自动履行率68.0% of 3100件,
    强制执行992件). A rate printed without a decimal, or of all, agrees with too much to prove that.
    """
    last = reading.before(rate)
    if last is None or numerals.quantum(last.text) >= 1 or last.value in _ALL:
        return
    for whole, part in pairwise(counts):
        all_of, some = reading.before(whole), reading.before(part)
        if not (_is_part(part, whole) and all_of and some and all_of.unit_id == some.unit_id == last.unit_id):
            continue
        for contrary in (False, True):
            if not apart(_Share(some, all_of, rate.name, contrary).span, of_rate(last.value, last.text)):
                yield _Share(part, whole, rate.name, contrary)


def _share_of_named(reading: Reading, text: str, rate: Figure, counts: Sequence[Figure]) -> Iterator[_Share]:
    """The one count of its part of a sentence, and the whole that it names and another sentence counts: 849座…占公园总数的87.3%."""
    named = _NAMED_WHOLE.search(text, 0, rate.start)
    whole = reading.told(named[1], kind="stock") if named else None
    begin = since(FULL_STOP, text, rate.start)
    parts = [
        one
        for one in counts
        if whole and one.period == whole.period and begin <= one.start < rate.start and one.dimension == whole.dimension
    ]
    if (
        whole
        and len(parts) == 1
        and parts[0] != whole
        and _is_part(parts[0], whole)
        and reading.history(parts[0]) == reading.history(whole)
    ):
        yield _Share(parts[0], whole, parts[0].name)


def _is_contrary(part: Figure, rate: str, stem: str) -> bool | None:
    """Whether a part is what the rate is not of (不合格 for 合格率, 逾期 for 按时办结率), or what it is of; None where it is neither."""
    for opposite in table("zh/rates")["opposites"]:
        if _before(part.name, opposite["contrary"]) is not None and holds(rate, opposite["of"]):
            return True
    for outcome in ((stem,), *(group for group in _ALIKE if holds(rate, group))):
        before = _before(_passed(part.name), outcome)
        if before is not None:
            return before.endswith(_CONTRARY) or any(word in _CONTRARY for word, _ in tagged(before))
    return None


def _before(name: str, outcome: Sequence[str]) -> str | None:
    """What a name says before a word of an outcome, behind which it tells no more than how or how many (整改到位, 合格人数); else None."""
    said = next((word for word in outcome if word in name), None)
    if said is None:
        return None
    before, _, rest = name.rpartition(said)
    rest = next((rest.removesuffix(form) for form in _FORM if rest.endswith(form)), rest)
    return None if rest and any(tag.startswith("n") for _, tag in tagged(rest)) else before


def _passed(name: str) -> str:
    """A name in which what meets its standard (达到设计要求, 不符合标准) has passed."""
    met = next((word for word in _MEETS if word in name), None)
    return name.rpartition(met)[0] + _PASSED[0] if met and name.endswith(_STANDARDS) else name


def _whole_before(text: str, part: Figure, before: Sequence[Figure]) -> Figure | None:
    """What a part has its share of: the count before 其中, or the last where both count one thing (案卷180件、优秀案卷81件)."""
    begin = since(FULL_STOP, text, part.start)
    among = max(text.rfind(word, begin, part.start) for word in _AMONG)
    told = [count for count in before if begin <= count.start < (part.start if among < 0 else among)]
    return told[-1] if told and (among >= 0 or told[-1].name[-2:] == part.name[-2:]) else None


def _is_part(part: Figure, whole: Figure) -> bool:
    return part.dimension == whole.dimension and 0 < part.value <= whole.value


def _is_share_of_any(said: Span, counts: Sequence[Figure], came_in: Sequence[Figure]) -> bool:
    """Whether any two counts of the sentence give the rate, the whole as it stands or with the cases that came in from last year."""
    pairs = [(part, whole) for part in counts for whole in counts if part is not whole and _is_part(part, whole)]
    wholes = ((part, total([span(whole), *map(span, more)])) for part, whole in pairs for more in ([], *([one] for one in came_in)))
    return any(not apart(share(span(part), whole), said) for part, whole in wholes)
