"""Names: what a reader would call the quantities of a sentence, from the words around them.

A Chinese quantity is called by the words of its clause before the number, without verbs of reaching and counting (达到, 累计, 共), and by
the noun after it where it counts one (新增7701张家庭养老床位 → 新增家庭养老床位). After 其中 and within brackets the sum's name goes before
(清理文件·继续有效); a step (同比增长4.0%) is called after what changed; a bare verb is completed by the sentence's head. What is inside
brackets does not name what stands behind them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import rjieba

from tongbi.figures.english import english_names
from tongbi.figures.shared import measured, sectors, summed
from tongbi.figures.stripped import LONGEST, TAIL, balanced, stripped, unled
from tongbi.language import change
from tongbi.language.change import LEADS_TO, STARTS_FROM
from tongbi.language.folding import han_share, since
from tongbi.language.quantities import RANGES, Quantity, flat

_BREAK = re.compile(r"[，,；;。：:、（()）!?！？\0]")
_LAST_BREAK = re.compile(f"(?s:.*){_BREAK.pattern}")
_END, _FULL_STOP = re.compile(r"[，,；;。：:!?！？]"), re.compile(r"[。；;]")
_BRACKET = re.compile("[（(）)]")
_ASIDE = re.compile(r"（[^（）\d，。；]{1,16}）|\([^()\d，。；]{1,16}\)")
_GROWING = re.compile(r"^(?:新增|新建|新设|净增|新(?:认定|命名|培育)?)|(?:新增|净增|增加|新设)$")
_ALL = re.compile(r"^(?:累计|总数|总量|总计|共有|总规模)")
# A share of a whole, named by the words before its number: 研发投入占GDP的.
_SHARE_OF = re.compile(r"(?:占比|占全部[^，]{0,6}|占[^，]{2,10}的)(?:比重)?(?:达到?|为)?$")
_REACHED, _LIST = re.compile("(?:的|达到?|为)+$"), re.compile(r"\s*[、和及与]\s*")
# Between two values of one list, each with its own qualifier: 分别增长8%左右、不低于10%.
_BESIDE = re.compile(
    r"(?:左右|上下|[及或]?以上|[及或]?以下|以内|之内)?\s*[、和及与]\s*(?:约|近|超过?|逾|突破|不低于|不少于|不超过|不高于|高于|低于)?"
)
# 扣除留抵退税因素后增长7.6% tells how it is reckoned, not what.
_RECKONED, _NEWLY = re.compile(r"^(?:扣除|剔除|按(?:可比|不变))"), re.compile(r"分别(新增|净增|新建|新设|新认定)")
# Verbs and adverbs that end a noun phrase though a noun follows: 124个县域医共体 | 全部达到标准.
_EVERYDAY = re.compile(
    "达到|予以|依法|免费|实现|参加|参与|受益|完成|获得?|被|成为|进入|纳入|收取|为|是|有|提供|得到|接受|具备|通过|需要|开展|组织|作出|到|全部|全面|左右|以上|逐步|以来"
)
_HAN, _SHARES = re.compile(r"[\u3400-\u9fff]"), frozenset({"%", "‰"})
_DIGITS = {ord("０") + digit: str(digit) for digit in range(10)}
_NOUNS, _WITHIN = ("n", "j", "i", "l", "k", "s", "eng"), ("v", "a", "b", "n", "j", "i", "l", "k", "s", "eng")
_PLAIN_UNITS = frozenset({"%", "‰", "个百分点", "倍", "年", "天", "日", "个月", "小时", "个小时", "分钟", "个工作日", "工作日", "岁", ""})
# Between a unit and its noun: 81万套（间）保障性租赁住房.
_BEFORE_NOUN = re.compile(r"^(?:余|多|以上|左右|大关|的|\s|（[^（）]{1,2}）)+")
_PREPOSITIONS = frozenset("对向为在给由把将从使让")
_TAGS = {"轻微": "a", "异常": "a", "县": "n"}  # where the dictionary's own is another
# 其中2021年新增: one year of a quantity named before, with no more than its verb again.
_OF_THEM = re.compile(
    r"其中[，,：:]?(?:在?(?:19|20)\d\d年度?|去年|今年|当年|本年度?)(?:全年)?(?P<verb>[^，,。；;、\d]{0,4}?)(?:达到?|为|约|近)?$"
)
_DOES, _REST = frozenset({"", "完成", "实现", "共", "就"}), frozenset({"其余", "其他", "另", "余下"})
# What deputies and members hand in; the second of two is handled as the first (办理市人大代表议案38件、建议1081件).
_MOTION = re.compile("(?:议案|建议|提案)$")
# A share of what was planned is no value of the thing itself: 新增就业6万人、完成年计划的120%.
_PLANNED = re.compile(r"(?:分别)?(?:超额)?完成(?:全|本)?年?度?(?:目标|任务|计划)+(?:任务|数)?的$")
_CLAUSE, _MEANS = re.compile(r"新[增建设]|净增|[在由对将从向]"), re.compile(r"^(?:方式|形式|渠道|途径|手段|载体)")
_SIDES, _TELLING = ("方面", "领域", "环节", "增幅"), 4  # too little said to stand without a member
_ALIKE = ("高", "平", "同", "对", "初", "中")  # 高等, 平等
# `_REACH`: as far back a name is looked for, in characters; no clause is longer.
_VERB, _AFTER, _MEMBER, _REACH = 2, 16, 14, 200
_MEASURES = "总数量额幅速率值比模期中年"


@dataclass(slots=True)
class _Said:
    """What was named so far in the sentence: names in order, the sum that 其中 would divide, and what an open bracket hides."""

    last_year: int | None
    names: list[str] = field(default_factory=list)
    counts: list[str] = field(default_factory=list)
    head: str = ""
    head_unit: str = ""
    outer: list[tuple[str, str]] = field(default_factory=list)

    @property
    def previous(self) -> str:
        return self.counts[-1] if self.counts else self.names[-1].rsplit("·", 1)[0] if self.names else ""


def names(text: str, found: Sequence[Quantity], last_year: int | None = None) -> list[str]:
    """The names of a sentence's quantities, in order; "" where nothing names one. `last_year` is the year before the report's, by whose
    number a comparison may call it (较2022年).
    """
    plain = flat(text)
    if not _HAN.search(plain) or han_share(plain) < 0.1:
        return english_names(plain, found)
    text = text.translate(_DIGITS)
    said, stepping = _Said(last_year), False
    for at, quantity in enumerate(found):
        end_before = found[at - 1].end if at else 0
        _brackets(said, plain, end_before, quantity.start)
        name = _name(text, plain, found, at, said)
        said.names.append(name)
        stepping = _is_step(plain, quantity, end_before) or (stepping and at > 0 and _beside(plain, found[at - 1], quantity))
        if not stepping:
            said.counts.append(name)
            if not said.outer and "结转" not in name and not name.startswith(said.head + "·"):
                said.head, said.head_unit = name, quantity.unit
    return said.names


def _brackets(said: _Said, plain: str, start: int, end: int) -> None:
    """Opens and closes brackets between two quantities: what follows a closed one goes on from what stood before it."""
    for char in _BRACKET.findall(_ASIDE.sub("", plain[start:end])):
        if char in "（(":
            said.outer.append((said.head, said.head_unit))
        elif char in "）)" and said.outer:
            said.head, said.head_unit = said.outer.pop()
            said.counts.append(said.head)


@lru_cache(maxsize=256)
def _clause(plain: str, start: int, floor: int) -> tuple[int, str]:
    """The words before a quantity back to the last break or the quantity before, and where they begin; short asides are no breaks."""
    begin = max(floor, start - _REACH)
    masked = _ASIDE.sub(lambda aside: "x" * len(aside[0]), plain[begin:start])
    last = _LAST_BREAK.match(masked)
    cut = begin + (last.end() if last else 0)
    return cut, plain[cut:start]


def _things(clause: str, step: change.Step | None) -> list[str]:
    """What the words before a list of quantities part: 二氧化硫、氮氧化物排放量分别下降 → both, each with the measure of all."""
    before = sectors(clause[: clause.index("分别")] if "分别" in clause else _before(clause, step))
    parts = [stripped(change.COMPARED.sub("", part)) for part in _LIST.split(before)]
    return measured(parts) if all(parts) else []


def _is_step(plain: str, quantity: Quantity, floor: int) -> bool:
    return _step_said(_clause(plain, quantity.start, floor)[1], quantity.unit) is not None


def _step_said(clause: str, unit: str) -> change.Step | None:
    """The step, or the share of a whole, that the end of a clause makes of the number behind it."""
    share = _SHARE_OF.search(clause)
    if share:
        return change.Step(share.start(), "", "", _REACHED.sub("", share[0]), None)
    return change.step(clause, unit)


def _before(clause: str, step: change.Step | None) -> str:
    """A clause without the step at its end."""
    return clause[: step.start] if step else clause


def _name(text: str, plain: str, found: Sequence[Quantity], at: int, said: _Said) -> str:
    quantity = found[at]
    floor = found[at - 1].end if at else 0
    cut, clause = _clause(plain, quantity.start, floor)
    begins = STARTS_FROM.search(clause) if quantity.qualifier == "previous" else None
    clause = clause[: begins.start()] if begins else clause
    known = _of_list(plain, found, at, said) or _led_to(plain, found, at, said) or _whole(plain, found, at, said)
    known = known or _of_previous(text[cut : cut + len(clause)], quantity, said)
    if known:
        return known
    step = _step_said(clause.strip(), quantity.unit)
    if step and quantity.unit != "年":
        return _step(text[cut : cut + len(clause)], clause, step, said)
    bare = stripped(text[cut : cut + len(clause)])
    bare = _whole_list(text, plain, cut, quantity, floor) or (summed(bare) if plain[cut - 1 : cut] == "、" else bare)
    if said.counts and _ALL.match(clause.strip()) and len(bare) <= _VERB:
        return f"{_GROWING.sub('', said.previous)}·{clause.strip()[:2]}"
    noun = "" if bare in _REST or begins else _noun_after(text, plain, quantity)
    bare = _joined(bare, noun, bool(TAIL.search(" ".join(clause.split()))))
    if bare == "结转":
        return "结转下年度"
    if bare.startswith("占") and said.names:
        return f"{said.names[-1].partition('·')[0]}·{bare}"
    if not bare:
        share = _share(text, plain, clause, quantity, said)
        if share:
            return share
        bare = _subject(text, plain, cut, floor) or said.previous
    among = _among(plain, found, at, said) or bool(said.outer)
    if (among or (len(bare) <= _VERB and not noun)) and said.head and bare and bare not in said.head and not bare.startswith(said.head):
        return f"{said.head}·{bare}"
    return bare


def _share(text: str, plain: str, clause: str, quantity: Quantity, said: _Said) -> str:
    """The name of a share before which nothing names it: of what was told before (占65%), or of what stands behind it (三分之二的乡镇)."""
    if clause.strip() == "占" and said.previous:
        return f"{said.previous}·占比"
    if quantity.unit not in _SHARES or not plain.startswith("的", quantity.end):
        return ""
    whole = _counted(text, plain, quantity)
    return whole if len(whole) > 1 else ""


def _whole_list(text: str, plain: str, cut: int, quantity: Quantity, floor: int) -> str:
    """What a list comes to: all of it where it fits (检查药品、化妆品经营单位5,236家次); of one that ends with 等 and is too long, its
    verb and the noun behind 等 or behind the number; "" for no list.

    Where that noun says little, it stands behind the first member (应对自然灾害等方面专项).

    审核规范性文件、重大合同、行政处罚案件等各类事项478件 counts 审核各类事项, not the last member alone.
    """
    members, _, kind = plain[cut : quantity.start].rpartition("等")
    if cut <= floor or plain[cut - 1] != "、" or members.endswith(_ALIKE):
        return ""
    begin = max((found.end() for found in _BREAK.finditer(plain, floor, cut) if found[0] != "、"), default=floor)
    if not members and begin == floor > 0:
        return ""  # the list began with another number: 公园120座、绿地
    if not members:
        first, *others = stripped(text[begin : quantity.start]).split("、")
        nouns = len(first) > 1 and all(1 < len(one) <= _MEMBER and not _CLAUSE.match(one) and not _is_verb(one) for one in others)
        return "、".join([first, *others]) if others and nouns and quantity.unit not in _PLAIN_UNITS | {"元"} else ""
    whole = unled(text[max(begin, quantity.start - _REACH) : quantity.start].strip())
    noun = _MEANS.sub("", stripped(text[quantity.start - len(kind) : quantity.start])) or _noun_after(text, plain, quantity)
    if len(TAIL.sub("", whole)) <= LONGEST and (kind or not noun):
        return stripped(text[begin : quantity.start])
    first = whole.partition("、")[0]
    if len(noun) < _VERB or not first:
        return ""
    if (len(noun) < _TELLING or noun.startswith(_SIDES)) and len(first) + len(noun) < LONGEST:
        return balanced(f"{first}等{noun}")
    verb = rjieba.cut(first)[0]
    return verb + noun if _is_verb(first) and len(verb) >= _VERB else noun


def _is_verb(words: str) -> bool:
    """Whether words begin with a verb."""
    return str(rjieba.tag(words)[0][1]).startswith("v")


def _led_to(plain: str, found: Sequence[Quantity], at: int, said: _Said) -> str:
    """The name of what was led to: from the quantity before (由上年的48个优化为41个), as the other end of a range (6%—6.5%), or by its
    points (占比提高1.8个百分点，达64.1%).
    """
    if not at:
        return ""
    before, gap = found[at - 1], plain[found[at - 1].end : found[at].start]
    if RANGES.fullmatch(gap) or (before.qualifier == "range" and not gap):
        return said.names[-1]
    if before.qualifier == "previous":
        return said.names[-1] if LEADS_TO.match(gap) else ""
    reached = found[at].unit == "%" and before.unit == "个百分点" and not stripped(gap.lstrip("，,、"))
    return said.names[-1].rpartition("·")[0] if reached else ""


def _whole(plain: str, found: Sequence[Quantity], at: int, said: _Said) -> str:
    """The name of what this is one year's part of (五年累计新增就业31.5万人，其中2021年新增6.4万人), "" for none."""
    part = _OF_THEM.search(plain, 0, found[at].start)
    if not part:
        return ""
    for other, name in zip(reversed(found[:at]), reversed(said.names), strict=True):
        if other.unit == found[at].unit and "·" not in name:
            return name if part["verb"] in _DOES or part["verb"] in name else ""
    return ""


def _of_previous(clause: str, quantity: Quantity, said: _Said) -> str:
    """The name of a share of what was planned, or of motions handled as those before; "" for neither."""
    planned = _PLANNED.search(clause) if quantity.unit == "%" else None
    if planned:
        return f"{stripped(clause[: planned.start()]) or said.previous}·完成计划"
    bare = stripped(clause)
    return _MOTION.sub(bare, said.previous) if _MOTION.fullmatch(bare) and _MOTION.search(said.previous) else ""


def _of_list(plain: str, found: Sequence[Quantity], at: int, said: _Said) -> str:
    """The name in a list beside a list of things, named before it (甲、乙分别达到2.2万家、4942家) or counted (…，增长5.4%、7.9%), or ""."""
    first = at
    while first and _beside(plain, found[first - 1], found[first]):
        first -= 1
    count = _run(plain, found, first)
    if count < 2:
        return ""
    floor = found[first - 1].end if first else 0
    begin = since(_END, plain, found[first].start)
    clause = plain[max(begin, floor) : found[first].start].strip(" 、")
    step = _step_said(clause, found[at].unit)
    things = _things(clause, step)
    if len(things) != count:
        before = list(zip(found[:first], said.names, strict=False))[-count:]
        beside = len(before) == count and len({quantity.unit for quantity, _ in before}) == 1
        if len(things) == 1 and "城乡" in things[0] and count == 2:
            things = [things[0].replace("城乡", "城镇"), things[0].replace("城乡", "农村")]
        elif len(things) == 1 and things[0].startswith("占") and beside:
            things = [f"{name.partition('·')[0]}·{things[0]}" for _, name in before]
        elif len(said.counts) >= count and ("分别" in clause or beside) and not stripped(_before(clause, step)):
            things = said.counts[-count - (at - first if not step else 0) :]
        else:
            things = []
    if not things:
        return said.names[-1] if step and at > first else ""
    thing = "".join(_NEWLY.findall(clause)) + things[at - first]
    if found[at].unit == "%" and _PLANNED.search(clause):
        return f"{thing}·完成计划"
    if step:
        return _stepped(thing, step.called(said.last_year))
    return f"{_GROWING.sub('', thing)}·{clause[:2]}" if _ALL.match(clause) and len(clause) > _VERB else thing


def _among(plain: str, found: Sequence[Quantity], at: int, said: _Said) -> bool:
    """Whether the quantity is a part after 其中: same sentence, and each quantity since of the sum's unit or a step."""
    begin = plain.rfind("其中", 0, found[at].start)
    if begin < 0 or _FULL_STOP.search(plain, begin, found[at].start) or not said.head:
        return False
    since = [other for other in found[: at + 1] if other.start > begin]
    return all(other.unit in {said.head_unit, "%", "个百分点"} for other in since)


def _step(printed: str, clause: str, step: change.Step, said: _Said) -> str:
    """A step is called after what changed: in its own clause (生产总值增长), or before (…12件，同比增长)."""
    offset = len(clause) - len(clause.lstrip())
    own = stripped(change.without_comparison(printed[offset : offset + step.start]))
    subject = own if _is_subject(own) and not _RECKONED.match(own) else said.previous
    if change.is_change(own) and said.names:
        return f"{said.names[-1].partition('·')[0]}{own}·{step.called(said.last_year)}"  # 收入增长6%，增速比上年加快1个百分点
    if own.startswith("占") and said.names:
        subject = f"{said.names[-1].partition('·')[0]}·{own}"
    return _stepped(subject, step.called(said.last_year)) if subject else step.called(said.last_year)


def _stepped(subject: str, how: str) -> str:
    """The name of a change of something: 受理量·增长, 受理量增幅."""
    return f"{subject}{how}" if change.is_change(how) else f"{subject}·{how}"


def _is_subject(own: str) -> bool:
    """Whether the words before a step say what changed: more than a bare verb (办结) or measure (总量); 耕地 and 税收 do."""
    return len(own) > _VERB or (len(own) == _VERB and own[-1] not in _MEASURES and str(rjieba.tag(own)[0][1]).startswith("n"))


def _beside(plain: str, one: Quantity, other: Quantity) -> bool:
    """Whether two quantities stand side by side in a list; those of one unit may each be qualified."""
    gap = plain[one.end : other.start]
    return bool(_LIST.fullmatch(gap) or (one.unit == other.unit and _BESIDE.fullmatch(gap)))


def _run(plain: str, found: Sequence[Quantity], at: int) -> int:
    """How many quantities the list holds that begins with `found[at]`."""
    count = 1
    while at + count < len(found) and _beside(plain, found[at + count - 1], found[at + count]):
        count += 1
    return count


def _joined(bare: str, noun: str, reached: bool) -> str:
    """The words before and the noun after; what was reached (试点扩大到1000个县) needs no noun unless it is a bare verb."""
    if not noun:
        return bare
    if bare in _PREPOSITIONS:
        return noun
    if not bare or noun in bare:
        return bare or noun
    if len(bare) <= 4 or rjieba.tag(bare)[-1][1].startswith("v"):
        return bare + noun
    return bare if reached or len(bare) + len(noun) > LONGEST else bare + noun


def _noun_after(text: str, plain: str, quantity: Quantity) -> str:
    """The noun a quantity counts, right behind its unit: 124个县域医共体 → 县域医共体; "" where none follows."""
    return "" if quantity.unit in _PLAIN_UNITS else _counted(text, plain, quantity)


def _counted(text: str, plain: str, quantity: Quantity) -> str:
    """The noun behind a quantity, without what stands between."""
    rest = plain[quantity.end : quantity.end + 24]
    lead = len(rest) - len(_BEFORE_NOUN.sub("", rest))
    cut = _BREAK.search(_ASIDE.sub(lambda aside: "x" * len(aside[0]), rest), lead)
    rest = rest[: cut.start()] if cut else rest
    length, kept, before, aside = 0, 0, "", False
    for word, first_tag in rjieba.tag(rest[lead:]):
        tag = _TAGS.get(word, first_tag)
        if aside or word in "（(":  # 8个县（区）分局
            aside, length = word not in "）)", length + len(word)
            continue
        if _EVERYDAY.fullmatch(word) or not tag.startswith(_WITHIN) or length + len(word) > _AFTER:
            break
        length += len(word)
        # 政策简明问答 ends its clause with a verb that is a noun here.
        if tag.startswith(_NOUNS) or tag == "vn" or (tag == "v" and before in {"a", "b"} and lead + length == len(rest)):
            kept = length
        before = tag
    start = quantity.end + lead
    return balanced(text[start : start + kept].strip("“”\"'"))


def _subject(text: str, plain: str, cut: int, floor: int) -> str:
    """The nouns that open the clause before, where it holds no quantity: 行政处罚案件办理量稳中有降，全年共3,957件 → 行政处罚案件办理量."""
    end = cut - 1
    if end <= floor or plain[end] in "。；;：:":
        return ""
    begin = since(_BREAK, plain, end)
    length = kept = 0
    for word, tag in rjieba.tag(plain[begin:end]):
        if not tag.startswith(("n", "v", "b", "j")) and length:
            break
        length += len(word)
        if tag.startswith(("n", "j")):
            kept = length
    return stripped(text[begin : begin + kept])
