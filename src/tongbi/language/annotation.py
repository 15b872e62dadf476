"""An annotated sentence: its quantities, the clause before each, the change each is the amount of, and which stand side by side in a list.

A sentence is marked once; names of figures and stated changes are rules over these marks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tongbi.language import change_words, lexicon, quantities
from tongbi.language.change_words import Step
from tongbi.language.folding import since
from tongbi.language.quantity import Quantity, bounds_before, bounds_behind, flat

BREAK = re.compile(r"[，,；;。：:、（()）!?！？\0]|\.\s")
"""What ends a clause before a number."""
FULL_STOP = re.compile(r"[；;。!?！？]|\.\s")
"""What ends a sentence or a part of one."""
ASIDE = re.compile(r"（[^（）\d，。；]{1,16}）|\([^()\d，。；]{1,16}\)")
"""Brackets with a few words and no number: 县（区）."""
_AND = re.compile(r"\s*(?:[、和及与]|and|,)\s*")
_LIST = re.compile(r"\s*[、和及与]\s*")
_BOUND, _BEHIND = ("|".join(words.values()) for words in (bounds_before(), bounds_behind()))
# Between two values of one list, each with its own bound: 分别增长8%左右、不低于10%.
_BESIDE = re.compile(rf"(?:{_BEHIND})?\s*[、和及与]\s*(?:{_BOUND})?")
# Between the ends of a range that is said to be one; nothing in a numeral that names both.
_TO = frozenset({"", *lexicon.words("en/change", "spans.reached")})
EACH = "分别"
"""What says that values stand in the order of the things before them."""
# As far back as a clause is looked for, in characters.
_REACH = 200
_BEHIND_REACH = 32


@dataclass(frozen=True, slots=True)
class Annotation:
    """A sentence with its marks.

    `plain` is the text in half-width characters, of the same length; `clauses` gives for each quantity where the words before it begin
    (behind the last break or the quantity before it); `steps` the change that each is the amount of, None for a quantity that is none.
    """

    plain: str
    chinese: bool
    quantities: tuple[Quantity, ...]
    clauses: tuple[int, ...]
    steps: tuple[Step | None, ...]

    def clause(self, at: int) -> str:
        """The words before a quantity, back to the last break or to the quantity before it."""
        return self.plain[self.clauses[at] : self.quantities[at].start]

    def gap(self, at: int) -> str:
        """The text between a quantity and the next one; "" behind the last."""
        if at + 1 == len(self.quantities):
            return ""
        return self.plain[self.quantities[at].end : self.quantities[at + 1].start]

    def ranged(self, at: int) -> bool:
        """Whether a quantity and the next one are the lower and the upper end of a range: 4.5%—5%, 两三名, ranging from 5 to 7 days."""
        if at < 0 or at + 1 >= len(self.quantities):
            return False
        low, high, gap = self.quantities[at], self.quantities[at + 1], self.gap(at)
        said = low.qualifier == "range" and gap.strip() in _TO
        is_alike = low.unit == high.unit and low.value < high.value and low.qualifier != "previous"
        return is_alike and bool(said or quantities.RANGES.fullmatch(gap))

    def part(self, at: int) -> str:
        """The text before a quantity in its part of the sentence, back to the last full stop or semicolon."""
        start = self.quantities[at].start
        return self.plain[since(FULL_STOP, self.plain, start) : start]

    def english_base(self, at: int) -> int | None:
        """The year that an English step is from: the one named behind it, else the last before it in its part of the sentence."""
        behind = FULL_STOP.split(self.gap(at) or self.plain[self.quantities[at].end :])[0]
        before = [*change_words.ENGLISH_BASE.finditer(self.part(at))]
        named = change_words.ENGLISH_BASE.search(behind) or (before[-1] if before else None)
        return named and int((named["last"] and named["year"][:2] + named["last"]) or named["year"])

    def beside(self, at: int) -> bool:
        """Whether a quantity and the next one stand side by side in a list; those of one unit may each be bounded."""
        if at < 0 or at + 1 >= len(self.quantities):
            return False
        gap, same = self.gap(at), self.quantities[at].unit == self.quantities[at + 1].unit
        return bool(_LIST.fullmatch(gap) or (same and _BESIDE.fullmatch(gap)))

    def listed(self, at: int) -> bool:
        """Whether a quantity and the next one of its unit are amounts of one list of changes (分别增长4%和下降5%)."""
        if at < 0 or at + 1 >= len(self.quantities) or self.quantities[at].unit != self.quantities[at + 1].unit:
            return False
        mark = _AND.match(self.gap(at))
        verb = self.gap(at)[mark.end() :] if mark else ""
        if not mark or not verb:
            return bool(mark)
        step = step_of(verb, self.quantities[at + 1].unit, self.chinese)
        return step is not None and step.start == 0 and EACH in self.part(at)

    def run(self, at: int) -> tuple[int, int]:
        """The list of changes in which a quantity stands: its first, and the one after its last."""
        first, end = at, at + 1
        while self.listed(first - 1):
            first -= 1
        while self.listed(end - 1):
            end += 1
        return first, end


def annotate(text: str, chinese: bool, found: Sequence[Quantity] | None = None) -> Annotation:
    """The marks of a sentence; `found` are its quantities where they are known."""
    plain = flat(text)
    counted = tuple(quantities.find(text, chinese) if found is None and quantities.COUNTS.search(text) else found or ())
    masked = without_asides(plain) if counted else plain
    clauses = tuple(
        since(BREAK, masked, one.start, max(counted[at - 1].end if at else 0, one.start - _REACH)) for at, one in enumerate(counted)
    )
    steps = tuple(_step(plain, chinese, counted, clauses, at) for at in range(len(counted)))
    return Annotation(plain, chinese, counted, clauses, steps)


def without_asides(plain: str) -> str:
    """A text with what stands in short brackets made one word of the same length, so that it breaks no clause."""
    return ASIDE.sub(lambda aside: "x" * len(aside[0]), plain)


def _step(plain: str, chinese: bool, found: Sequence[Quantity], clauses: Sequence[int], at: int) -> Step | None:
    """The change that a quantity is the amount of: by the words before it and its base, or by those behind it."""
    one, clause = found[at], plain[clauses[at] : found[at].start].strip()
    if not chinese:
        return change_words.english_step(clause, one.unit) or change_words.english_step_behind(
            plain[one.end : one.end + _BEHIND_REACH], one.unit
        )
    words = change_words.base(plain[clauses[at - 1] : found[at - 1].start], clause) if at and clauses[at] == found[at - 1].end else ""
    if not words:
        return change_words.step(clause, one.unit)
    step = change_words.step(words + clause.removeprefix("的"), one.unit, based=True)
    return replace(step, start=max(0, step.start - len(words))) if step else None


def step_of(clause: str, unit: str, chinese: bool) -> Step | None:
    """The change that the end of a clause makes of the number of `unit` behind it."""
    return change_words.step(clause, unit) if chinese else change_words.english_step(clause, unit)
