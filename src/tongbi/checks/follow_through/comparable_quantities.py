"""Comparable quantities: a figure of a plan or of a review, with what it measures, of whom and how."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import takewhile

import rjieba

from tongbi.figures import RATES
from tongbi.figures.name_terms import Terms, grown, in_one_word, is_head_alone, terms
from tongbi.language import change_words
from tongbi.language.annotation import BREAK, FULL_STOP
from tongbi.language.folding import since
from tongbi.language.lexicon import any_of, one_of, words
from tongbi.model import Figure


def _of(*names: str) -> str:
    return one_of("zh/targets", *names)


_DOING = one_of("zh/terms", "doing", "stages.begun")
_OPENING = re.compile(rf"^(?:{_DOING}|{_of('doing')}|{one_of('zh/levels', 'own')})+")
# What tells nothing of a measure: anywhere in its name, and at its end.
_ENDING = any_of((*words("zh/targets", "cut"), *words("zh/terms", "stages.begun", "stages.ended")))
_NEUTRAL, _GROWING = re.compile(rf"{_of('kept')}|{_ENDING}$"), re.compile(rf"(?<=.){change_words.CHANGE}$")
_BRACKETS = str.maketrans("", "", "（）()")  # 新（改）建 is one word
_FUNDS, _FUNDERS = words("zh/targets", "funds"), words("zh/targets", "funds", "funders")
# A size that says which things are meant: 年销售收入超10亿元的龙头企业, 产值过亿元园区; and a name that holds a number: 7个专项行动.
_SIZE = re.compile(rf"{_of('size')}{_of('above', 'reach')}?$")
_SIZED = re.compile(rf"[^，,。；、\d]{{0,10}}?{_of('sized')}")
_NAMED = re.compile(rf"[^，,。；、\d]{{0,4}}{_of('programme')}(?:[，,。；;、“”]|$)")
_THINGS = frozenset(words("zh/targets", "things"))
_PLAIN = frozenset({*words("zh/targets", "plain"), "%"})
# The upper end of a range (5%—6%): what is aimed at is the lower.
_UPPER_END = re.compile(rf"\d[^\W\d]{{0,2}}[%％‰]?(?:[—–~～－−-]|{_of('to')})+$")
# Tags of the dictionary for verbs and for what stands before them.
_VERBAL = frozenset({"v", "d", "vd"})
_ONE_LEVEL = one_of("zh/levels", "levels")
_LEVEL = re.compile(rf"{one_of('zh/levels', 'all')}({_ONE_LEVEL})(?!{one_of('zh/levels', 'other_word')})")
_BODY = re.compile(rf"({_ONE_LEVEL})(?:{one_of('zh/levels', 'government')})?$|{one_of('zh/levels', 'state')}")


@dataclass(frozen=True)
class Quantity:
    """A figure as targets and answers are held against each other. `due`: the year the plans are for, `body`: whose they are."""

    figure: Figure
    text: str
    due: int
    body: str

    @cached_property
    def sign(self) -> int:
        """1 for a rise, -1 for a fall, 0 for a state."""
        if self._growth:
            return -1 if change_words.falls(f"·{self._growth}") else 1
        return {"up": 1, "down": -1}.get(self.figure.sign or "", 0)

    @property
    def is_rate(self) -> bool:
        """Whether it is a share or a change and does not add up."""
        return bool(self.sign) or self.figure.unit in RATES

    @cached_property
    def _measured(self) -> str:
        """The head of its name in the words for one measure; of a rate without what calls it a target (广义货币M2预期增长目标)."""
        head = in_one_word((self.figure.head or "").translate(_BRACKETS))
        return _NEUTRAL.sub("", head) if self.figure.unit in RATES else head

    @cached_property
    def _growth(self) -> str:
        """The word of change at the end of a rate's name that was not read as a step; "" for none."""
        found = _GROWING.search(self._measured) if self.figure.sign is None and self.figure.unit in RATES else None
        return found[0] if found else ""

    @cached_property
    def terms(self) -> Terms:
        """What its name tells, without what is done and how; an English name has its words."""
        head = self._measured.removesuffix(self._growth)
        bare = "·".join(_NEUTRAL.sub("", _undone(part)) for part in head.split("·"))
        found = terms(grown(bare) if self.sign else bare)
        parts = [*bare] if len(found.core) == 1 else bare.lower().split() if bare.isascii() else []
        whole = (" " if bare.isascii() else "").join(parts)
        return replace(found, core=whole, letters=Counter(parts), key=tuple(sorted(parts))) if parts else found

    @property
    def is_fund(self) -> bool:
        """Whether the name tells of money and not what for."""
        rest = self.terms.core
        for word in _FUNDERS:
            rest = rest.replace(word, "")
        return not self.is_rate and self.terms.core.endswith(_FUNDS) and len(rest) <= 1

    @property
    def says_little(self) -> bool:
        """Whether the name is a head without what it is of, one word of English, or of a fund."""
        one_word = self.terms.core.isascii() and " " not in self.terms.core
        return one_word or is_head_alone(self.terms) or self.is_fund

    @cached_property
    def leading(self) -> str:
        """The verbs that a count's name begins with, beside those of doing: 扶持 of 扶持创业."""
        tagged = rjieba.tag(self.terms.core)
        verbs = [word for word, tag in takewhile(lambda one: one[1] in _VERBAL, tagged)]
        return "" if self.is_rate or len(verbs) == len(tagged) else "".join(verbs)

    @cached_property
    def stages(self) -> frozenset[str]:
        """The stages of work that its name tells (开工, 建成)."""
        return terms(self.figure.name).stages

    @property
    def says_done(self) -> bool:
        """Whether the name says what is done with it: 培育科技型企业."""
        return _OPENING.match(self.figure.name) is not None

    @property
    def level(self) -> str:
        """The level of government that the figure is of: 省 of 全省, that of the report where its clause names none, "" for not known."""
        begin = since(BREAK, self.text, self.figure.start)
        said = [found[1] for found in _LEVEL.finditer(self.text, begin, self.figure.start) if found[0] not in self.figure.name]
        own = _BODY.search(self.body)
        return said[-1] if said else own[1] or own[0][0] if own else ""

    @property
    def kind(self) -> tuple[str | None, bool]:
        """What an answer must share: kin of unit, which is one for all counts of things; a step or a state."""
        return "" if self.figure.unit in _THINGS else self.figure.dimension, self.sign != 0

    @cached_property
    def setting(self) -> str:
        """The words of its part of the sentence before the number, and of a count those up to the end of its clause."""
        begin, end = since(FULL_STOP, self.text, self.figure.start), self.figure.start + len(self.figure.text)
        behind = "" if self.is_rate else BREAK.split(self.text[end:], maxsplit=1)[0]
        return in_one_word(f"{self.text[begin : self.figure.start]} {behind}".translate(_BRACKETS))

    @cached_property
    def by_noun(self) -> Quantity | None:
        """A count under the noun right behind it (2.5万个停车位), where that says what is counted; None for any other."""
        end = self.figure.start + len(self.figure.text)
        noun = BREAK.split(self.text[end:], maxsplit=1)[0] if self.kind[0] == "" else ""
        named = replace(self, figure=replace(self.figure, name=noun, head=noun, sign=None))
        return None if not noun or named.says_little else named

    @cached_property
    def is_label(self) -> bool:
        """Whether the number only belongs to a name or says which things are meant, and so is no target."""
        before, behind = self.text[: self.figure.start], self.text[self.figure.start + len(self.figure.text) :][:16]
        quoted = before.count("“") > before.count("”") or _UPPER_END.search(before)
        sized = (_SIZE.search(before) and _SIZED.match(behind)) or self.figure.kind == "criterion"
        return bool(quoted or (self.figure.unit not in _PLAIN and sized) or _NAMED.match(behind))


def _undone(part: str) -> str:
    """A part of a name without verbs of doing; as it is where that leaves one character (营造林)."""
    bare = _OPENING.sub("", part)
    return part if len(bare) == 1 else bare
