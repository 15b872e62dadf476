"""What a figure is of: what one year added, what there is in all, or what several years made; of different bases, they are no series.

新增规上工业企业126家，总数达1108家 tells of two quantities under one name; 五年累计城镇新增就业31.5万人，其中2021年新增6.4万人
of five years and of one. Where the words do not say, the basis is open ("") and a figure goes on with either of the first two; in a
review of several years it is "unclear", and goes on where it is near.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from tongbi.language import change
from tongbi.language.folding import since
from tongbi.language.quantities import flat
from tongbi.model import Figure

Basis = Literal["", "added", "total", "several", "unclear"]

RATES = frozenset({"%", "‰", "个百分点", "percentage points"})
"""Units of shares and of points of them: they do not add up."""
_COUNT = r"(?:[三四五六七八九十]|\d{1,2})年"
_SEVERAL = re.compile(
    rf"(?<!\d)(?:(?:过去|近|这|前){_COUNT}|{_COUNT}(?:来|间|期间)?(?:[^，。；\d]{{0,4}}累计|共|总共)|{_COUNT}来|本届政府任期"
    rf"|(?<![^，。；：、]){_COUNT}(?=新|净|完成|改造|减|投入|实施|实现|培[育训]|引进|整[治合]|推[出动]|发放|转移|脱贫|办理|制定)(?![^，。；]*(?:行动|计划|规划|方案|攻坚))"
    r"|十[一二三四]五\"?(?:时期|期间|以来)?[^，。；\d]{0,4}累计)(?!年均)"
)
_ONE_YEAR = re.compile(r"(?<![比较从由自至到与])(?:(?:19|20)\d\d年(?![底末初以])|去年|上年|今年|当年|本年|全年|年内|一年来)(?!来)")
_SEGMENT, _BREAK = re.compile("[；;]"), re.compile(r"[，,；;。：:、（）()!?！？]")
_PHRASE = re.compile(r"[，,；;。：:!?！？]")
# 办理建议1186件、提案1432件: a list goes on with what its first figure is of, unless it says 累计达.
_LISTED = re.compile(r"[、和及与](?:(?!累计|总|达|突破|超|至|到|为|其中)[^，,。；;：:（）()\d]){0,20}")
_AVERAGE = re.compile(r"(?:年均|年平均|平均每年)(?!浓度|值|气温|降[水雨]|径流|来水|质量|收入|可支配|工资)")
_ADDED = re.compile(r"新增|净增|新[建改创设开培认登注入引办评获]|(?:增加|增设)(?![到至值])")
_HELD = re.compile(
    rf"累计(?:已|共|分别)?(?:达到?|建成|建设|开通|培育|认定|创建|拥有|有|注册)?[^，。；、]{{0,16}}$|(?:总数|总量|总规模|保有量|现有|共有)[^，。；、]{{0,4}}$"
    rf"|(?:达到?|突破|{change.LED_TO})(?:约|近|了)?$"
)
_DONE = re.compile(r"累计(?:已|共|分别)?(?!已|共|分别|达|建|开通|培育|认定|创建|拥有|有|注册)\w")
# A figure with none of these before it may be what several years made.
_REACHED = re.compile(
    r"(?:达到?|突破|超过?|为|至|到|保持|稳定|占|[总余存]量|总[数额]|余额|里程)(?:在|(?:19|20)\d\d年的)?(?:约|近|了)?$|总[量数额]|余额|保有量|里程"
)
_FLOW = re.compile(
    r"新增|投入|投资|完成(?!整改)|建成|新[改]?建|改造|加装|筹措|减税|减负|增加|减少|脱贫|转移|安排|培育|淘汰|整治|办理|审议|制定|化解|惠及|发放|帮扶|资助|新设"
    r"|退出|关停|处置|搬迁|安置|开工|修复|设立|引进|出台|筹集|植树|造林|营造"
)


def bases(text: str, found: Sequence[Figure], spanning: bool) -> list[Basis]:
    """What each figure of the sentence `text` is of; `spanning` says whether the sentence tells of several years."""
    plain = flat(text)
    told: list[Basis] = []
    for at, figure in enumerate(found):
        floor = found[at - 1].start + len(found[at - 1].text) if at else 0
        listed = at and figure.unit == found[at - 1].unit and _LISTED.fullmatch(plain[floor : figure.start])
        told.append(told[-1] if listed else _basis(plain, figure, _clause(plain, floor, figure.start), spanning))
    return told


def _basis(plain: str, figure: Figure, clause: str, spanning: bool) -> Basis:
    if _AVERAGE.search(clause):
        return "several"
    years = _years(plain, figure.start)
    if years == "several" and (_SEVERAL.search(clause) or not _state(figure, clause)):
        return "several"
    if years is None and spanning and not _state(figure, clause):
        return "several" if _adds_up(figure) or _FLOW.search(_phrase(plain, figure.start)) else "unclear"
    if figure.unit in RATES or change.NAMED.search(figure.name):
        return ""
    if _ADDED.search(figure.name) or _ADDED.search(clause):
        return "added"
    return "total" if _HELD.search(clause) and not _DONE.search(clause) else ""


def _clause(plain: str, floor: int, start: int) -> str:
    return plain[since(_BREAK, plain, start, floor) : start].strip()


def _phrase(plain: str, start: int) -> str:
    """The words before a figure with those of the list it stands in: 新增养老床位2.65万张、助餐场所 before 926个."""
    return plain[since(_PHRASE, plain, start) : start]


def _years(plain: str, start: int) -> Literal["several", "one"] | None:
    """Whether the nearest words that name a span name one year or several: those of the figure's part between semicolons, or the
    sentence's first.
    """
    begin = since(_SEGMENT, plain, start)
    for low, high in ((begin, start), (0, min(begin, 30))):
        several = [found.start() for found in _SEVERAL.finditer(plain, low, high)]
        one = [found.start() for found in _ONE_YEAR.finditer(plain, low, high)]
        if several or one:
            return "several" if max(several, default=-1) > max(one, default=-1) else "one"
    return None


def _state(figure: Figure, clause: str) -> bool:
    """Whether the figure is that of the last year however many are told of: a rate, or what was reached."""
    if _adds_up(figure):
        return figure.unit in RATES and not change.NAMED.search(figure.name)
    return figure.unit in RATES or bool(_REACHED.search(clause))


def _adds_up(figure: Figure) -> bool:
    """Whether several years make another number of it: what was done adds up, and so do steps."""
    return bool(_FLOW.search(figure.name) or change.NAMED.search(figure.name))
