"""Attainment: whether an outcome reaches a target, by the values as printed; None wherever the words leave a doubt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from tongbi.language import numerals
from tongbi.language.folding import since
from tongbi.model import Figure

_CEILING = re.compile(r"失业|价格|浓度|能耗|水耗|排放|死亡|事故|赤字|负债|债务率|PM2\.5")
_BELOW_BEFORE = re.compile(r"(?:不超过|不高于|不突破|(?<!不)低于|控制在|降至|降到|减至|压减到|压缩到|缩短至|以内)[^\d]{0,3}$")
_BELOW_AFTER = re.compile(r"^\s*（?(?:以内|以下|之内)")
_ROUND_AFTER = re.compile(r"^\s*(?:左右|上下)")
_BEYOND_BEFORE = re.compile(r"(?:超过?|突破|高于|大于|多于)[^\d]{0,2}$")
# What is hoped for is not missed, and what is due in a later year not yet.
_HOPED = re.compile(r"(?:力争|争取|努力|尽量|奋斗目标)[^，。；]{0,12}$")
_LATER = re.compile(
    r"到(20\d\d)年|(?:今后|未来|下一步)[三五两几]年|[三五两]年(?:内|左右)|用[三五两]年|[\"“]?十[四五六]五[\"”]?(?:末|期间|时期)"
    r"|本届(?:政府)?任期|年均(?!浓度|值|气温|降[水雨]|收入|工资)"
)
_END, _HEAD = re.compile("[。；;]"), re.compile("[底末前]?[，,]")
_ROUND, _FAR_OFF = 0.1, 0.5


@dataclass(frozen=True, slots=True)
class Goal:
    """A target as its sentence says it. `rises` is 1 for a rise, -1 for a fall, 0 for a state; `due` the year that it was set for."""

    figure: Figure
    text: str
    rises: int
    due: int

    @property
    def behind(self) -> str:
        """The words behind the number."""
        return self.text[self.figure.start + len(self.figure.text) :][:16]

    @property
    def before(self) -> str:
        """The words before it."""
        return self.text[max(0, self.figure.start - 24) : self.figure.start]

    @property
    def bounded(self) -> bool:
        """Whether the words make it an upper bound."""
        return bool(_BELOW_BEFORE.search(self.before) or _BELOW_AFTER.match(self.behind))

    @property
    def is_later(self) -> bool:
        """Whether it is due in a later year, or of several years: what says so holds for its clause, and before a comma (到2030年，) for
        the rest of the sentence.
        """
        begin = since(_END, self.text, self.figure.start)
        said = [one for one in _LATER.finditer(self.text, begin, self.figure.start) if one[1] is None or int(one[1]) > self.due]
        return any(_HEAD.match(self.text, one.end()) or "，" not in self.text[one.end() : self.figure.start] for one in said)


def attained(goal: Goal, answer: Figure, value: float, *, surely: bool) -> bool | None:
    """Whether the outcome reaches the target: `value` is that of `answer`, negative where it went the other way. False only where the two
    are `surely` one quantity; None where it cannot be said.
    """
    if goal.is_later:
        return None
    planned, vague, around = goal.figure.value, answer.qualifier, bool(_ROUND_AFTER.match(goal.behind))
    below = goal.bounded or (goal.rises >= 0 and bool(_CEILING.search(goal.figure.name)))
    near = abs(value - planned) <= abs(planned) * _ROUND
    far = value * planned >= 0 and abs(value - planned) > abs(planned) * _FAR_OFF
    if around and not goal.bounded and far and (value < planned) is below:
        return None
    if _BEYOND_BEFORE.search(goal.before) and not below and value == planned and vague != "more-than":
        return None
    if (value <= planned) if below else (value >= planned):
        doubtful = {"more-than", "at-least"} if below else {"less-than", "at-most", "approx"}
        return None if vague in doubtful and near else True
    if _as_printed(value, goal.figure) == planned:
        return True if "." in goal.figure.text else None
    open_ended = vague in ({"less-than", "at-most"} if below else {"more-than", "at-least"}) or vague == "approx"
    unsure = not surely or _HOPED.search(goal.before) or ((around or open_ended) and near)
    return None if unsure else False


def _as_printed(value: float, figure: Figure) -> float:
    """A value rounded as the figure is printed: 61.97 is 62.0 where that is printed with one decimal."""
    size = Decimal(repr(numerals.quantum(figure.text)))
    return float((Decimal(repr(value)) / size).quantize(Decimal(1), ROUND_HALF_UP) * size)
