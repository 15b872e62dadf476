"""Sums: 审结68件，其中维持31件、撤销6件、确认违法3件、驳回9件、终止18件 makes 67.

Parts are announced (其中, a bracket, a colon, 从领域看), or a list that follows its total is known for one of parts: by its words (…类,
其他, the outcomes of cases), or because last year's sentence had the same parts and they made its total.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from tongbi.checks.check_inputs import Reading, between, without_asides
from tongbi.checks.reckoning import Reckoning, places, printed, reckoned
from tongbi.checks.rounding import apart, span, total
from tongbi.language import change_words, units
from tongbi.language.annotation import BREAK, FULL_STOP
from tongbi.language.folding import since
from tongbi.language.lexicon import holds, one_of, table, words
from tongbi.model import Figure, Severity

_OPENS = re.compile(rf"{one_of('zh/parts', 'among')}|[（(：:]|{one_of('en/parts', 'among')}")
_PARTED = re.compile(
    rf"{one_of('zh/parts', 'among')}|{one_of('zh/parts', 'parted.open')}[^，,。；;\d]{{1,10}}?{one_of('zh/parts', 'parted.close')}[，,：:]"
)
_ENDS = re.compile(r"[。；;！!）)]|\.\s")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_SUM = re.compile(one_of("zh/parts", "summed"))
_LEFT, _RAISED = re.compile(one_of("zh/parts", "left")), re.compile(rf"{change_words.LED_TO}$")
_DONE = (*words("zh/handling", "settled"), *words("zh/parts", "already"))
_KIND, _REST = words("zh/parts", "kind"), words("zh/parts", "rest")
_OUTCOMES, _SETTLED, _PENDING = (words("zh/handling", name) for name in ("outcomes", "settled", "pending"))
# A list is taken for complete when its parts come near the total: within 6 %, or above it by up to a fifth where it is announced. Below,
# it may leave something out.
_BELOW, _ABOVE, _PARTS = 0.06, 0.2, 3
# A list that is announced and comes so near its total may be complete.
_PERHAPS = 0.15
# A number is printed with its scale from here on.
_LARGE = 1e8
# Parts that made last year's total are those of this year's unless they are so many times as much, or as little.
_FAR = 1.5


@dataclass(frozen=True, slots=True)
class _List:
    """A total and the figures behind it: its parts, and `more` that go on behind them; `announced`: whether words say so; `behind`: whether
    the total stands behind its parts; `whole`: whether nothing can be left out.
    """

    total: Figure
    parts: Sequence[Figure]
    more: Sequence[Figure]
    announced: bool
    behind: bool = False
    whole: bool = False

    @property
    def kinds(self) -> list[str]:
        """What the parts are called."""
        return [part.name.rpartition("·")[2] for part in self.parts]

    @property
    def fits(self) -> bool:
        """Whether the parts make the total, with some of those behind them or without."""
        return any(_makes(self.total, [*self.parts, *self.more[:count]]) for count in range(len(self.more) + 1))


def check(reading: Reading) -> Iterator[Reckoning]:
    """Lists of parts against the total before them, and totals that say so against what they sum up; for information where the list may
    leave something out.
    """
    for unit_id, planned in product(reading.figures, (False, True)):
        for one in (
            *_lists(reading, unit_id, planned),
            *_summed(reading, unit_id, planned),
            *(() if planned else _complete(reading, unit_id)),
        ):
            severity = _severity(reading, unit_id, one)
            if severity:
                yield reckoned(
                    "sum", reading.year, places(reading.year, [one.total]), places(reading.year, one.parts),
                    (sum(part.value for part in one.parts), one.total.value), one.total.unit, differs=not one.fits, severity=severity,
                    values={"name": one.total.name, "parts": _joined(one.parts)},
                )  # fmt: skip


def _joined(parts: Sequence[Figure]) -> str:
    """Parts as a message shows them, large ones and money in an English text with their unit: £6.6 million + £4.9 million, 12＋30."""
    money = all(units.is_currency(part.unit) for part in parts)
    return (" + " if money else "＋").join(printed(part.value, part.unit if money or abs(part.value) >= _LARGE else "") for part in parts)


def _severity(reading: Reading, unit_id: str, one: _List) -> Severity | None:
    """How grave it is where the parts do not make the total; None where they may not be all it is made of."""
    made = sum(part.value for part in one.parts)
    likely = (one.fits or _may_be_all(one, made)) and (one.announced or _names_parts(one))
    off = abs(made - one.total.value) / one.total.value if one.total.value else 1.0
    if one.whole:
        return "conflict" if one.fits or off <= _PERHAPS else None
    if (not one.behind or _names_parts(one)) and (likely or (_is_near(one, made) and _made_around(reading, unit_id, one))):
        return "conflict"
    alike = all(part.several == one.total.several for part in one.parts)
    return "info" if alike and one.announced and off <= _PERHAPS and max(part.value for part in one.parts) <= one.total.value else None


def _may_be_all(one: _List, made: float) -> bool:
    """Whether a list may be all its total is made of: two parts are only where the total names them (建议、提案共191件，其中建议88件、
    提案113件) or they nearly make it.
    """
    off = (made - one.total.value) / one.total.value if one.total.value else 0.0
    above = _ABOVE if one.announced else _BELOW
    if any(part.value > one.total.value for part in one.parts) or not -_BELOW <= off <= above:
        return False
    named = len(set(one.kinds)) == len(one.parts) and all(kind and kind in one.total.name for kind in one.kinds)
    return named or len(one.parts) >= _PARTS or (one.announced and (abs(off) <= _BELOW / 3 or _are_halves(*one.kinds)))


def _are_halves(one: str, other: str) -> bool:
    """Whether two parts leave nothing else: 中央财政赤字 and 地方财政赤字."""
    return any(
        (left in one and right in other) or (right in one and left in other) for left, right in table("zh/parts")["halves"] if one != other
    )


def _names_parts(one: _List) -> bool:
    """Whether a list that nothing announces is one of parts by its words, and its total is itself no part by them (维持40件，撤销13件)."""
    if any(map(_is_of_a_kind, one.kinds)):
        return not _is_of_a_kind(one.total.name)
    return sum(holds(kind, _OUTCOMES) for kind in one.kinds) >= len(one.parts) - 1 and not holds(one.total.name, _OUTCOMES)


def _is_of_a_kind(name: str) -> bool:
    """Whether a name is one of several kinds, or of what is left of them: 消费类, 其他."""
    return name.endswith(_KIND) or holds(name, _REST)


def _is_near(one: _List, made: float) -> bool:
    """Whether the parts may be those of the total at all."""
    return made <= _FAR * one.total.value and one.total.value <= _FAR * made


def _made_around(reading: Reading, unit_id: str, one: _List) -> bool:
    """Whether the sentence of the year before or after had the same parts and they made its total."""
    kin = (
        (reading.around.get(year), units) for year, units in ((reading.year - 1, reading.kin_units), (reading.year + 1, reading.kin_after))
    )
    others = (other for beside, units in kin if beside for unit in units.get(unit_id, ()) for other in _lists(beside, unit))
    return any(sorted(other.kinds) == sorted(one.kinds) and _makes(other.total, other.parts) for other in others)


def _makes(whole: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the parts make the total, each number as far off as it was rounded."""
    return not apart(total(map(span, parts)), span(whole))


def _lists(reading: Reading, unit_id: str, planned: bool = False) -> Iterator[_List]:
    """Every total of a sentence with the figures of its unit behind it, within brackets and without them; and the whole sentence as parts
    of the last figure before it.
    """
    text, counts = without_asides(reading.units[unit_id].text), reading.counts(unit_id, planned)
    brackets = [found.span() for found in _BRACKETS.finditer(text)]
    outer = [one for one in counts if not any(begin < one.start < end for begin, end in brackets)]
    if len(outer) < len(counts):
        yield from (one for one in _in_line(text, counts) if one.parts[0] not in outer)
        text = _BRACKETS.sub(lambda found: "·" * len(found[0]), text)
    yield from _in_line(text, outer)
    before = reading.before_units.get(unit_id)
    totals = reading.counts(before, planned) if before and counts else []
    opened = _PARTED.match(text)
    if opened and totals:
        yield from _by_unit(counts, totals)
    if totals and (opened or not _ENDS.search(text[: counts[0].start])):
        yield from _behind(text, totals[-1], counts, opened)


def _by_unit(counts: Sequence[Figure], totals: Sequence[Figure]) -> Iterator[_List]:
    """A sentence that tells of each part in several units (甲1件，收取880元；乙2件，收取290元), a list a unit."""
    units = {one.dimension: [part for part in counts if part.dimension == one.dimension] for one in totals}
    if len(units) > 1 and len({len(parts) for parts in units.values()}) == 1 and len(counts) == sum(map(len, units.values())):
        yield from (_List(one, parts, [], True) for one in totals if len(parts := units[one.dimension]) >= 2)


def _summed(reading: Reading, unit_id: str, planned: bool) -> Iterator[_List]:
    """Totals that say they sum up (财政赤字合计9500亿元) with what stands before them in the sentence or, where nothing does, in the one
    before: the last figures of their unit, as many as make the total, or two. The total of what grew (税收增长5%，总量61亿元) is none.
    """
    led = [one.current for one in reading.claims.get(unit_id, ()) if one.step and one.current and one.step.start < one.current.start]
    text, counts = reading.units[unit_id].text, reading.counts(unit_id, planned)
    for at, one in enumerate(counts):
        if one in led or not _SUM.search(text, since(BREAK, text, one.start), one.start):
            continue
        before = [*(reading.counts(reading.before_units.get(unit_id, ""), planned) if not at else ()), *counts[:at]]
        alike = [part for part in before if part.dimension == one.dimension]
        runs = [alike[-size:] for size in range(2, len(alike) + 1)]
        made = next((run for run in runs if _makes(one, run)), None)
        near = min(runs, key=lambda run: abs(sum(part.value for part in run) - one.value), default=None)
        if made or near:
            yield _List(one, made or near or [], [], announced=True, behind=True)


def _complete(reading: Reading, unit_id: str) -> Iterator[_List]:
    """What is done and what is left of a number (问题31个，已整改27个，还有3个列入…), and what a base and its increase make
    (在上年76项基础上新增19项、增至92项): nothing can be left out.
    """
    text, figures = reading.units[unit_id].text, reading.figures[unit_id]
    for one, other, third in zip(figures, figures[1:], figures[2:], strict=False):
        if len({one.dimension, other.dimension, third.dimension}) > 1 or FULL_STOP.search(text, one.start, third.start):
            continue
        clause = text[since(BREAK, text, third.start) : third.start]
        if _LEFT.match(clause) and other.qualifier is None and holds(text[since(BREAK, text, other.start) : other.start], _DONE):
            yield _List(one, [other, third], [], announced=True, whole=True)
        if one.qualifier == "previous" and other.kind == "added" and _RAISED.search(text, other.start, third.start):
            yield _List(third, [one, other], [], announced=True, whole=True)


def _in_line(text: str, counts: Sequence[Figure]) -> Iterator[_List]:
    """Every total among some counts of a sentence with those of its unit behind it."""
    announced: list[Figure] = []
    for at, (one, following) in enumerate(pairwise(counts)):
        gap = between(text, one, following)
        opened = _OPENS.search(gap)
        told = [
            whole
            for whole in counts[: at + 1]
            if whole.dimension == following.dimension and not _ENDS.search(text[whole.start : one.start])
        ]
        one = told[-1] if opened and told else one
        if one.dimension == following.dimension and not _ENDS.search(gap[: opened.start()] if opened else gap):
            for found in _behind(text, one, counts[at + 1 :], opened) if opened or one not in announced else ():
                announced += [*found.parts, *found.more] if opened else []
                yield found


def _behind(text: str, whole: Figure, counts: Sequence[Figure], opened: re.Match[str] | None) -> Iterator[_List]:
    """The list of `counts` behind a total, as far as they are of its unit and nothing ends it."""
    listed: list[Figure] = []
    for figure in counts:
        words = between(text, listed[-1], figure) if listed else ""
        if figure.dimension != whole.dimension or _ENDS.search(words) or (listed and _OPENS.search(words)):
            break
        listed.append(figure)
    parts = _parts(text, listed)
    ended = BREAK.search(text, listed[-1].start + len(listed[-1].text)) if listed else None
    if parts >= (2 if opened else _PARTS) and (not opened or opened[0] not in "（(" or (ended and ended[0] in "）)")):
        yield _List(whole, listed[:parts], listed[parts:], opened is not None)


def _parts(text: str, listed: Sequence[Figure]) -> int:
    """How many figures of a list are its parts: a list by 、 ends at a comma, every list where it goes over from kinds to what came in, was
    settled or is carried on.
    """
    gaps = [between(text, *pair) for pair in pairwise(listed)]
    by_commas = not gaps or gaps[0].startswith(("，", ","))
    sides = [_side(text, figure) for figure in listed]
    for at, gap in enumerate(gaps, 1):
        if gap.startswith(("，", ",")) and (not by_commas or sides[at] != sides[at - 1]):
            return at
    return len(listed)


def _side(text: str, figure: Figure) -> str:
    """Whether a number is of what came in from last year, of what was settled or is carried on (其余11件结转下年度), or of a kind."""
    clause = text[since(BREAK, text, figure.start) : figure.start]
    if holds(clause, _SETTLED) and not holds(clause, _PENDING):
        return "out"
    return figure.of if figure.of in {"carried-in", "carried-on"} else ""
