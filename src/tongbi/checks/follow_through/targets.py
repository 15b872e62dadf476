"""Targets: the figures that a plan sets, and those of the next report's review that answer them.

An answer has a unit of the same kin and the same noun; a rise answers a rise. Whether the target was met is said where the two are one
quantity by name, and where the words around them leave no doubt.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import Indel
from rapidfuzz.fuzz import ratio

from tongbi import figures
from tongbi.checks.follow_through.attainment import Goal, attained
from tongbi.language.folding import since
from tongbi.model import Figure, PlanOutcome, Report, Target

_UNCOUNTED = frozenset({"年", "期", "分钟", "小时", "岁", "天", "篇", "个月"})
_PRINTED = re.compile(r"\d")
# Words in front of a noun that make no other quantity of it, and those that only say what is done with it.
_NEUTRAL = re.compile(
    r"^(?:推动|推进|完成|实现|实施|开展|安排|确保|力争|组织|累计|全年|全[国省市区县州]|我[国省市区县]|地区|国内|建成|建设|新建|打造|达到?)+"
)
_VERB = re.compile(
    r"^(?:推动|推进|完成|实现|实施|开展|安排|确保|力争|组织|累计|全年|全[国省市区县州]|我[国省市区县]|地区|国内|建成|建设|新建|打造|达到?"
    r"|改建|扩建|新?改造|新增|净增|新认定|引进|发放|发行|筹措|筹集|供应|启动|开工|推出|办理|培育|创建|修复|支持|提供|培训|招募|完善|健全|拟)+"
)
_QUOTED = re.compile(r"“[^”]{2,}”$")
_TAIL = re.compile(r"(?:保持|维持|稳定|力争|达到?|提高|提升|控制|完成|实现|建设|平均?|约)+$")
_TOTAL = re.compile(r"累计|总数|总量|总规模")
# These make a smaller quantity of it: 农村居民人均可支配收入 is no answer to 居民人均可支配收入.
_NARROWER = re.compile(r"农村|农民|城镇|规上|规模以上|限上|限额以上|省级|市级|区级|国家级|首批|重点|其中|民间|工业|高技术|人均")
# A size that says which things are meant: 年销售收入10亿元以上的企业, 50米内换乘比例.
_CRITERION = re.compile(
    r"^(?:(?:及?以上|以下|级)的?[^，,。；、\d]{0,8}(?:企业|项目|园区|集群|产业|单位|公司|基地|机组|乡镇|[村县]|建筑|工程|载体|人员)|以?内(?=[\u4e00-\u9fff]))"
)
# 年销售收入超10亿元的龙头企业, 产值过亿元园区: the amount before a noun says which are meant.
_SIZED = (
    re.compile(r"(?:收入|产值|营收|销售额|投资额?|规模|市值|资产)(?:超过?|达到?|突破|过|在)?$"),
    re.compile(r"(?:及?以上)?的?[^，,。；、\d]{0,10}?(?:企业|项目|园区|集群|产业|单位|公司|基地|乡镇|县)"),
)
_PLAIN = frozenset({"个", "家", "项", "座", "条", "所", "%"})
# A name that holds a number: 7个专项行动, 3项计划.
_NAMED = re.compile(r"^[^，,。；、\d]{0,4}(?:行动|战略|计划|体系)(?:[，,。；;、“”]|$)")
# In a review, what is still to come.
_TO_COME = re.compile(r"^(?:今年|明年|新的一年|下一步)|[今明]年[^，,。；]{0,8}(?:将|要|拟|计划|力争)")
# What a plan tells of the years before, from there to the end of its paragraph.
_PAST = re.compile(r"去年|上年|过去|年来|年相比|年以来")
_LEAP, _ALIKE, _BESIDE, _LONG, _FEW, _SURE, _SPECIFIC = 3.0, 80.0, 60.0, 4, 2, 3, 6
# What may stand in one of two names of one measure and not in the other.
_WITHOUT_LIMIT = re.compile(r"(?:年|总|额|率|比例|比重|比率|水平|平均|均|的|全部|各类|实现|地区|国内|等)*")
# The level that a text says a figure is of: 全省, 我市; and the one that the report is of by its body's name.
_LEVEL = re.compile(r"[全我]([国省市区县州盟旗镇乡])(?![域民性际])")
_BREAK = re.compile(r"[，,；;。：:、（）()]")
_BODY = re.compile(r"[国省市区县州盟旗镇乡](?=(?:人民政府)?$|务院)")
# A part of a year: its figures answer no target of the year.
_PART = re.compile(
    r"[上下]半年|(?:[一二三四]|前[一二三四两]个?)季度|前[\d一二三四五六七八九十]+个月|1[-—–~至到]\d{1,2}月|当月|截至\d{1,2}月"
)
# The upper end of a range (5%—6%): what is aimed at is the lower.
_UPPER_END = re.compile(r"[\d%％‰万亿元个点件家人][—–~～至－−-]+$")
# What is made in a year (培育160家) is not reached by how many there are (突破200家).
_MADE = re.compile(r"^(?:新?[增建设]|新?改建|建成|培育|创建|新?认定|新?引进|打造|完成|启动)")
_THERE_ARE = re.compile(r"(?:达到?|突破|超过?|共?有|累计|总数)(?:约|近|了)?$")
# Names of counts that say by themselves what is measured; any other needs the verb that says what is done with it.
_MEASURE = re.compile(r"[量率值额数积程度比重]$")


@dataclass(frozen=True)
class _Quantity:
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
    def _parts(self) -> list[str]:
        return [part for part in (self.figure.head or "").split("·") if not _TOTAL.fullmatch(part)]

    @cached_property
    def name(self) -> str:
        """The name without what makes no other quantity of it."""
        return _bare((self._parts or [""])[-1])

    @cached_property
    def whole(self) -> str:
        """All parts of the name likewise: 重点项目·完成投资 is no 民生项目·完成投资."""
        return "".join(map(_bare, self._parts))

    @property
    def level(self) -> str:
        """The level of government that the figure is of: 省 of 全省, that of the report where its clause names none, "" for not known."""
        said = _LEVEL.findall(self.text, since(_BREAK, self.text, self.figure.start), self.figure.start)
        own = _BODY.search(self.body)
        return said[-1] if said else own[0] if own else ""

    @cached_property
    def noun(self) -> str:
        """What is counted: 老旧小区 of 改造老旧小区, “一件事” of 推出高频“一件事”."""
        quoted = _QUOTED.search(self.name)
        return quoted[0] if quoted else _VERB.sub("", self.name)

    @property
    def key(self) -> tuple[str | None, bool, str]:
        """What an answer must share: kin of unit, a step or a state, how the noun ends."""
        return self.figure.dimension, self.sign != 0, self.noun[-2:]

    def around(self) -> tuple[str, str]:
        """The words before and behind the number."""
        start = self.figure.start
        return self.text[max(0, start - 10) : start], self.text[start + len(self.figure.text) :][:16]

    @cached_property
    def is_label(self) -> bool:
        """Whether the number only belongs to a name or says which things are meant, and so is no target."""
        before, behind = self.text[: self.figure.start], self.around()[1]
        quoted = before.count("“") > before.count("”") or _UPPER_END.search(before)
        sized = _SIZED[0].search(before) and _SIZED[1].match(behind)
        criterion = self.figure.unit not in _PLAIN and (sized or _CRITERION.match(behind))
        return bool(quoted or criterion or _NAMED.match(behind))


def _bare(part: str) -> str:
    return _TAIL.sub("", _NEUTRAL.sub("", part))


class Targets:
    """The targets of one report's plans, and what the review of the next report answers."""

    def __init__(self, old: Report, new: Report, lag: int) -> None:
        review = {unit.id for unit in new.units if unit.role in {"measure", None}}
        past = _of_the_past(old)
        self._set: dict[str, list[_Quantity]] = defaultdict(list)
        for one in _quantities(old, lag):
            figure = one.figure
            if (
                figure.qualifier == "target"
                and figure.unit_id not in past
                and figure.unit not in _UNCOUNTED
                and _PRINTED.search(figure.text)
                and not one.is_label
            ):
                self._set[figure.unit_id].append(one)
        self._reached: dict[tuple[str | None, bool, str], list[_Quantity]] = defaultdict(list)
        for one in _quantities(new, lag):
            if one.figure.unit_id in review and one.figure.qualifier not in {"previous", "target"} and not _TO_COME.search(one.text):
                self._reached[one.key].append(one)

    def of(self, unit: str, near: Collection[str]) -> tuple[Target, ...]:
        """The targets of a plan; `near` are the sentences that tell of it by their words."""
        return tuple(self._answered(target, near) for target in self._set.get(unit, ()))

    def _answered(self, target: _Quantity, near: Collection[str]) -> Target:
        one = target.figure
        found = max(self._offers(target, near), key=lambda offer: offer[0], default=None)
        if found is None:
            return Target(one.name, one.unit, one.value, None, None, None)
        answer = found[1]
        return Target(one.name, one.unit, one.value, answer.figure.value, answer.figure.unit_id, _met(target, answer))

    def _offers(self, target: _Quantity, near: Collection[str]) -> Iterator[tuple[tuple[float, ...], _Quantity]]:
        """Answers with what speaks for them: the same name, a sentence near by its words, likeness of names."""
        for order, answer in enumerate(self._reached.get(target.key, ()) if len(target.noun) > 1 else ()):
            exact = answer.name == target.name
            beside = answer.figure.unit_id in near
            likeness = ratio(answer.noun, target.noun)
            alike = likeness >= (_BESIDE if beside else _ALIKE) or _contained(answer.noun, target.noun, 99 if beside else _FEW)
            known = exact or (alike and (beside or len(target.noun) >= _LONG) and not target.noun.endswith("资金"))
            if known and _one_quantity(target, answer):
                yield (exact, beside, likeness, -order), answer


def _quantities(report: Report, lag: int) -> Iterator[_Quantity]:
    """The named figures of a report's sentences."""
    assert report.year is not None
    texts = {unit.id: unit.text for unit in report.units}
    for figure in report.figures:
        if figure.name and figure.unit_id:
            yield _Quantity(figure, texts[figure.unit_id], report.year + 1 - lag, report.organisation)


def _contained(one: str, other: str, most: int) -> bool:
    """Whether two nouns are one but for so many characters in front: 消费券, 政府消费券."""
    short, long = sorted((one, other), key=len)
    return len(short) > _FEW and long.endswith(short) and len(long) - len(short) <= most


def _of_the_past(report: Report) -> set[str]:
    """The units that tell of the years before, though a plan holds them: from a sentence that says so to the end of its paragraph."""
    found: set[str] = set()
    paragraph = None
    for unit in report.units:
        if _PAST.search(unit.text) and not unit.text.startswith("今年"):
            paragraph = unit.paragraph
        if unit.paragraph == paragraph:
            found.add(unit.id)
    return found


def _one_quantity(target: _Quantity, answer: _Quantity) -> bool:
    """Whether two figures with one noun may count the same: all or what came new, the whole or a part, and no tenfold."""
    pair = target.figure, answer.figure
    if any(one.several or "period" in one.doubt for one in pair) or {one.kind for one in pair} == {"added", "stock"}:
        return False
    if target.level != answer.level and target.level and answer.level:
        return False
    if _PART.search(answer.text, max(0, answer.figure.start - 60), answer.figure.start) and not _PART.search(target.text):
        return False
    if {*_NARROWER.findall(answer.figure.name)} != {*_NARROWER.findall(target.figure.name)}:
        return False
    small, large = sorted((abs(target.figure.value), abs(answer.figure.value)))
    return target.sign != 0 or small * _LEAP >= large


def _met(target: _Quantity, answer: _Quantity) -> bool | None:
    """Whether the answer reaches the target; None where it cannot be said. A rise or a share of the whole tells nothing of a part, and an
    English count's name does not say what is done with it.
    """
    same, rate = target.whole == answer.whole, bool(target.sign) or target.figure.unit in figures.RATES
    held = _VERB.match(answer.figure.name) is None and _THERE_ARE.search(answer.around()[0])
    if (_MADE.match(target.figure.name) and held) or (rate and not same and not _neutral(target.name, answer.name)):
        return None
    if not rate and target.figure.name.isascii():
        return None
    value = answer.figure.value * (answer.sign * target.sign if target.sign else 1)
    surely = same and (rate or _says_what(target, answer)) and len(target.noun) >= _SURE and answer.figure.qualifier != "range"
    return attained(Goal(target.figure, target.text, target.sign, target.due), answer.figure, value, surely=surely)


def _says_what(target: _Quantity, answer: _Quantity) -> bool:
    """Whether two equal names of counts say what is counted: by the verb of both, by a measure, or at some length."""
    done = [_VERB.match(one.figure.name) is not None for one in (target, answer)]
    return all(done) or (not any(done) and bool(_MEASURE.search(target.name) or len(target.name) >= _SPECIFIC))


def _neutral(one: str, other: str) -> bool:
    """Whether two names differ by nothing that limits what is measured: 货邮吞吐量 and 年货邮吞吐量, not 工业投资 and 工业设备投资."""
    return all(
        _WITHOUT_LIMIT.fullmatch(said)
        for step in Indel.opcodes(one, other)
        if step.tag != "equal"
        for said in (one[step.src_start : step.src_end], other[step.dest_start : step.dest_end])
    )


def outcome(targets: Sequence[Target]) -> PlanOutcome | None:
    """Of all targets of a plan: missed where one was, met where those that are answered were reached, else unclear; None without any."""
    said = {target.met for target in targets}
    if False in said:
        return "missed"
    return "met" if True in said else "unclear" if said else None


def by_unit(targets: Sequence[Target]) -> Mapping[str, None]:
    """The sentences that answer targets, in order, each once."""
    return dict.fromkeys(target.unit_id for target in targets if target.unit_id is not None)
