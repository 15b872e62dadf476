"""Comparable quantities: a figure of a plan or of a review, with what it measures, of whom and how."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from tongbi.figures import RATES
from tongbi.language.annotation import BREAK
from tongbi.language.folding import since
from tongbi.language.lexicon import one_of, words
from tongbi.model import Figure


def _of(*names: str) -> str:
    return one_of("zh/targets", *names)


_DOING = one_of("zh/terms", "doing", "stages.begun")
_OPENING = re.compile(rf"^(?:{_DOING}|{_of('doing')}|{one_of('zh/levels', 'own')})+")
_CLOSING = re.compile(rf"{_of('reach', 'kept')}+$")
_TOTAL, _BRACKETS = words("zh/figure_names", "total"), str.maketrans("", "", "（）")  # 新（改）建 is one word
# A size that says which things are meant: 年销售收入超10亿元的龙头企业, 产值过亿元园区; and a name that holds a number: 7个专项行动.
_SIZE = re.compile(rf"{_of('size')}{_of('above', 'reach')}?$")
_SIZED = re.compile(rf"[^，,。；、\d]{{0,10}}?{_of('sized')}")
_NAMED = re.compile(rf"[^，,。；、\d]{{0,4}}{_of('programme')}(?:[，,。；;、“”]|$)")
_PLAIN = frozenset({*words("zh/targets", "plain"), "%"})
# The upper end of a range (5%—6%): what is aimed at is the lower.
_UPPER_END = re.compile(rf"\d[^\W\d]{{0,2}}[%％‰]?(?:[—–~～－−-]|{_of('to')})+$")
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

    @property
    def sign(self) -> int:
        """1 for a rise, -1 for a fall, 0 for a state."""
        return {"up": 1, "down": -1}.get(self.figure.sign or "", 0)

    @property
    def is_rate(self) -> bool:
        """Whether it is a share or a change and does not add up."""
        return bool(self.sign) or self.figure.unit in RATES

    @property
    def name(self) -> str:
        """The last part of the name without what is done and how."""
        return self._parts[-1]

    @property
    def full_name(self) -> str:
        """All parts of the name likewise: 重点项目·完成投资 is no 民生项目·完成投资."""
        return "".join(self._parts)

    @cached_property
    def _parts(self) -> list[str]:
        parts = [part for part in (self.figure.head or "").translate(_BRACKETS).split("·") if part not in _TOTAL] or [""]
        return [_bare(part) for part in parts]

    @property
    def says_done(self) -> bool:
        """Whether the name says what is done with it: 培育科技型企业."""
        return _OPENING.match(self.figure.name) is not None

    @property
    def level(self) -> str:
        """The level of government that the figure is of: 省 of 全省, that of the report where its clause names none, "" for not known."""
        said = _LEVEL.findall(self.text, since(BREAK, self.text, self.figure.start), self.figure.start)
        own = _BODY.search(self.body)
        return said[-1] if said else own[1] or own[0][0] if own else ""

    @cached_property
    def noun(self) -> str:
        """What is counted: 老旧小区 of 改造老旧小区, “一件事” of 推出高频“一件事”."""
        return self.name[self.name.rindex("“") :] if self.name.endswith("”") and "“" in self.name else self.name

    @property
    def key(self) -> tuple[str | None, bool, str]:
        """What an answer must share: kin of unit, a step or a state, how the noun ends."""
        return self.figure.dimension, self.sign != 0, self.noun[-2:]

    @property
    def before(self) -> str:
        """The words right before the number."""
        return self.text[max(0, self.figure.start - 10) : self.figure.start]

    @cached_property
    def is_label(self) -> bool:
        """Whether the number only belongs to a name or says which things are meant, and so is no target."""
        before, behind = self.text[: self.figure.start], self.text[self.figure.start + len(self.figure.text) :][:16]
        quoted = before.count("“") > before.count("”") or _UPPER_END.search(before)
        sized = (_SIZE.search(before) and _SIZED.match(behind)) or self.figure.kind == "criterion"
        return bool(quoted or (self.figure.unit not in _PLAIN and sized) or _NAMED.match(behind))


def _bare(part: str) -> str:
    """A part of a name without verbs of doing; as it is where that leaves one character (营造林)."""
    bare = _OPENING.sub("", part)
    return _CLOSING.sub("", part if len(bare) == 1 else bare)
