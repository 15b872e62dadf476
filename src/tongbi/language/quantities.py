"""Quantities: which numbers of a sentence count or measure something, with value, unit and qualifier.

Dates, document numbers, hotlines, ordinals, names of plans and slogans are taken out first (see `other_numbers`), so that what is left is a
quantity by its unit. A range (0.5—1) gives both its ends. An amount a change starts from (从36%提升至52%) has the
qualifier `previous`: it belongs to the year before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache, lru_cache

import rjieba

from tongbi.language import change_words, english_quantities, lexicon, non_quantities, numerals, units
from tongbi.language.lexicon import any_of, one_of
from tongbi.language.quantity import Quantity, bounded, bounds, flat, in_scale_of

_FROM_LIST = re.compile(r"[从由][^，。；至到为]{1,28}\d[^，。；至到为]{1,8}[、和及与][^，。；从由\d]{0,10}$")
_LISTED = re.compile(r"\s*[、和及与][^，。；从由\d]{0,10}")
# Between the two ends of a range (6%—6.5%); between a milestone and the value that passed it (突破300亿元大关、达305.1亿元); between what
# is asked of a thing and how many there are (10亿元以上项目3个).
RANGES = re.compile(r"\s*[—–~至到-]+\s*")
_PASSED = re.compile(rf"({one_of('zh/counting', 'milestone')})?[，、]?(?:实现|完成|达到?|为)+")
# A number that was only passed: 迈上14万亿元新台阶.
_MILESTONE = re.compile(rf"[新\s]*{one_of('zh/counting', 'milestone')}")
# Numbers of one list, each of its own thing: 分别控制在5%和3%以内.
_EACH, _JOINED = re.compile(rf"{one_of('zh/particles', 'each')}[^，。；]*$"), re.compile(rf"\s*{one_of('zh/particles', 'joins')}\s*")
_ASKED = re.compile(r"[及或]?以[上下]的?(?![^，。]*(?:增长|实现|新增|建成|完成))[\u4e00-\u9fff“”\"]{2,10}")
_FEW = 20
# As far before a number its bound, or what it starts from, is looked for, in characters.
_REACH = 32
# A list before a numeral that counts it runs back to a mark like these, and no further than so many characters.
_LIST_BREAK, _MEMBERS, _LIST_REACH = re.compile("[，。；：！？,;:]"), re.compile("[、和及与]"), 80
# A measure word with what follows it, as the dictionary cuts it: 幢、人.
_LONGEST_UNIT = 3
_AND = re.compile(r"\s*[、和及与]\s*")
_GLUED = re.compile(r"[\dA-Za-z.]")
# A minus stands behind a word, a blank or what opens or parts; behind a digit, a letter or a unit's mark it is a dash.
_BEFORE_MINUS = re.compile(r"[\s$€£¥（(：:，,、~～至到为及和\u3400-\u9fff]")
_BEFORE_NEGATIVE, _LONG_MINUS = frozenset("为至到成达是从由"), frozenset("负—–")
_MINUS = str.maketrans("负—–", "---", "+")
_CHANGING = re.compile(r"(?:同比|环比|较|比|增减|变动|变化|净增)[^，。；]{0,8}$")
_TIMES, _REACHING = "次", lexicon.words("zh/numbers", "before.reach")
_HALF, _BARE, _SIZES = frozenset({"一半", "半数"}), "百千万亿", ("万", "亿")
_NUMBER = r"\d+[万亿]\d{1,4}(?:千万|千|万)|\d[\d,]*\d(?:\.\d+)?|\d(?:\.\d+)?"
_HAN_NUMBER = f"{numerals.HAN}(?:点[零一二三四五六七八九]+[万亿]?)?"
# A text without any of these counts nothing.
COUNTS = re.compile(r"[\d一二两三四五六七八九十百千万零廿卅半佰仟]")


@cache
def _chinese() -> re.Pattern[str]:
    """A number of a Chinese text with its unit: tenths, digits, digits in brackets before money, a share in words, a numeral in words."""
    of = any_of(units.words())
    sized = any_of(units.sized())
    people = f"{one_of('zh/people', 'sorts')}+{one_of('zh/people', 'people')}"
    counts = any_of((*lexicon.words("zh/units", "words.counts"), *(unit for unit in units.words() if unit.endswith(_TIMES))))
    measures = one_of("zh/units", "words.measures")
    begins = rf"(?=[-−—–+负\d（(半{numerals.PLAIN}{numerals.FORMAL}])"  # one look at a character in place of one for each kind
    return re.compile(
        rf"{begins}(?:"
        r"(?P<tenths>(?<![\d.])[1-9](?:\.\d)?|[一二三四五六七八九])成(?P<half>半)?(?![立效果员本功长为熟品套年绩])"
        rf"|(?P<sign>[-−—–+负])?(?P<number>{_NUMBER})\s*(?P<magnitude>(?!{sized})(?:十万|百万|千万|万亿|[万亿千百]))?(?P<more>[余多])?(?P<late>万亿|[万亿])?\s*"
        rf"(?:(?P<unit>{of})(?P<each>[/每][万亿]?{of})?|[∶:：]1(?![\d.])|(?={people})(?P<people>))?"
        rf"|(?<=[\w）)])[（(](?P<bracketed>{_NUMBER})[)）](?P<scale>万亿|千万|百万|十万|[万亿])?(?P<money>{any_of(units.of_dimension('money'))})"
        rf"|(?P<share>[一二两三四五六七八九十百千万零]{{1,3}}分之{_HAN_NUMBER}|(?<![另前后上下])(?:一半|半数)(?![是天年]))"
        rf"|(?P<han>{_HAN_NUMBER})(?:(?P<hanmore>[余多来])(?P<hanlate>万亿|[万亿])?)?"
        rf"(?:(?P<hanunit>{counts})(?!(?<=家)[庭长属园乡电具]|(?<=轮)车)|(?P<measure>{measures})|(?<=[{numerals.PLAIN}余多来]{{3}})(?=[\u4e00-\u9fff]))"
        r")"
    )


def find(text: str, chinese: bool) -> Iterator[Quantity]:
    """The quantities of a text, in order, never overlapping."""
    plain = flat(text)
    yield from _find(plain) if chinese else english_quantities.find(plain)


def _find(plain: str) -> Iterator[Quantity]:
    found: list[Quantity] = []
    last = -1
    for match in _chinese().finditer(non_quantities.hidden(plain)):
        found += _quantities(match, plain, last)
        last = match.end()
    for at in range(len(found)):
        following = found[at + 1] if at + 1 < len(found) else None
        settled = _settled(found, at, plain)
        no_figure = _limits(settled, following, plain) or _counts_its_own_list(plain, settled)
        if not no_figure and (settled.unit or _stands_alone(plain, settled)):
            yield settled


def _settled(found: list[Quantity], at: int, text: str) -> Quantity:
    """A quantity with what its neighbours say of it: the unit of a range or of a list, and that a change starts from it."""
    quantity, following = found[at], found[at + 1] if at + 1 < len(found) else None
    if not quantity.unit and following and RANGES.fullmatch(text[quantity.end : following.start]):
        value = in_scale_of(quantity.value, following.value, text[following.start : following.end])
        quantity = Quantity(quantity.start, quantity.end, value, following.unit, "range")
    if _in_points(found, at, text):
        quantity = replace(quantity, unit=units.POINTS)
    if quantity.qualifier is None and _EACH.search(text[max(0, quantity.start - _REACH) : quantity.start]):
        quantity = replace(quantity, qualifier=_behind_list(found, at, text))
    if _opens_list(found, at, text):
        quantity = replace(quantity, qualifier="previous")
    return quantity


def _limits(quantity: Quantity, following: Quantity | None, text: str) -> bool:
    """Whether a quantity only limits what the next one counts: a milestone that was passed, a size that is asked of a thing."""
    if following is None:
        return False
    between, counted = text[quantity.end : following.start], following.unit in lexicon.words("zh/units", "words.counts")
    return (quantity.unit == following.unit and _passed(quantity, between)) or (counted and _ASKED.fullmatch(between) is not None)


def _counts_its_own_list(text: str, quantity: Quantity) -> bool:
    """Whether a numeral only says how many things stand listed right before it: 源头治理、过程管控、结果评价三条主线."""
    if quantity.unit not in lexicon.words("zh/units", "words.lists") or not 2 <= quantity.value <= _FEW or text[quantity.start].isdigit():
        return False
    begin = max((mark.end() for mark in _LIST_BREAK.finditer(text, max(0, quantity.start - _LIST_REACH), quantity.start)), default=0)
    return len(_MEMBERS.split(text[begin : quantity.start])) == quantity.value


def _passed(quantity: Quantity, between: str) -> bool:
    """Whether a quantity is the milestone that the next one passed: 突破300亿元大关、达305.1亿元; 突破万人、达1.12万人."""
    passed = _PASSED.fullmatch(between)
    return passed is not None and (passed[1] is not None or quantity.qualifier == "more-than")


def _opens_list(found: list[Quantity], at: int, text: str) -> bool:
    """Whether a quantity belongs to a list that a change starts from: 分别从7642家、1665家增加到2.2万家、4942家."""
    last = at
    while (
        last + 1 < len(found)
        and found[last + 1].unit == found[at].unit
        and _LISTED.fullmatch(text[found[last].end : found[last + 1].start])
    ):
        last += 1
    return last > at and found[last].qualifier == "previous"


def _behind_list(found: list[Quantity], at: int, text: str) -> str | None:
    """The qualifier that stands behind the last number of a list and is true of each (分别增长5%和6%左右), None where there is none."""
    last = at
    while (
        last + 1 < len(found)
        and found[last + 1].unit == found[at].unit
        and _JOINED.fullmatch(text[found[last].end : found[last + 1].start])
    ):
        last += 1
    said = (name for name, pattern in bounds()[1].items() if pattern.match(text[found[last].end :].lower()))
    return next(said, None) if last > at else None


def _in_points(found: list[Quantity], at: int, text: str) -> bool:
    """Whether a number stands in a list that only its last names the points of: 分别提高0.2个和1.5个百分点."""
    last = at
    while last + 1 < len(found) and found[last].unit in {"", "个"} and _AND.fullmatch(text[found[last].end : found[last + 1].start]):
        last += 1
    return last > at and found[last].unit == units.POINTS


def _stands_alone(text: str, quantity: Quantity) -> bool:
    """A number without a unit counts only where it has a fraction or a size and nothing that it could number follows: 得分96.5 ·
    人数超550万 · 由2.21缩小到1.98, not 321机制.
    """
    after = text[quantity.end : quantity.end + 1]
    printed = text[quantity.start : quantity.end]
    sized = "." in printed or (printed[0].isdigit() and printed.endswith(_SIZES))
    return sized and (not after or not after.isalnum() or quantity.qualifier == "previous")


def _quantities(match: re.Match[str], text: str, last: int) -> Iterator[Quantity]:
    """What a match counts: nothing, one quantity, or both ends of a numeral that names two (两三名); `last` is the end of the match
    before.
    """
    group = match.groupdict()
    if group.get("han"):
        yield from _in_words(match, text)
        return
    if group.get("number"):
        start = match.start()
        counted = _counted(match, text)
        if group["sign"] and not (counted and _is_sign(text, start, last, counted[1])):
            start += len(group["sign"])
            counted = counted and (abs(counted[0]), counted[1])
    elif group["bracketed"]:
        value = numerals.parse(group["bracketed"] + (group["scale"] or ""))
        start, counted = match.start(), None if value is None else (-value, group["money"])
    elif group.get("tenths"):
        start, counted = match.start(), (numerals.parse(group["tenths"] + "成" + (group["half"] or "")) or 0.0, "%")
    else:
        start, counted = _signed(text, match.start(), _share(group["share"]))
    if counted is not None:
        end = start + len(text[start : match.end()].rstrip()) - len(group.get("each") or "")
        unit = counted[1] or ("" if group["share"] else _measure_word(text[end : end + _LONGEST_UNIT]))
        end += 0 if counted[1] else len(unit)
        yield Quantity(start, end, round(counted[0], 6), unit, _qualifier(text, start, end, group))


def _measure_word(behind: str) -> str:
    """The measure word that a text begins with, by the dictionary (幢, 棵); "" for none."""
    if not _may_measure(behind[:1]):
        return ""
    word, tag = rjieba.tag(behind)[0]
    return str(word) if tag == "q" and word not in lexicon.words("zh/units", "grades.words") else ""


@lru_cache(maxsize=4096)
def _may_measure(char: str) -> bool:
    """Whether a Chinese character is a measure word by itself."""
    return char > "\u3400" and rjieba.tag(char)[0][1] == "q"


def _counted(match: re.Match[str], text: str) -> tuple[float, str] | None:
    """Value and unit of a number in digits, with its sign; None where it is none of its own."""
    group = match.groupdict()
    magnitude = (group["magnitude"] or "") + (group["late"] or "")
    value = numerals.parse((group["sign"] or "").translate(_MINUS) + group["number"] + magnitude)
    if value is None:
        return None
    unit = units.named((group["unit"] or "") + (group["each"] or ""))
    if group["people"] is not None and magnitude:
        unit = "人"
    start, end = match.start("number"), match.end()
    slogan = group["unit"] == "个" and value < _FEW  # 3个100
    glued = start and _GLUED.match(text, start - 1)
    return None if glued or (text[end : end + 1].isdecimal() and (slogan or not group["unit"])) else (value, unit)


def _is_sign(text: str, start: int, last: int, unit: str) -> bool:
    """Whether the dash at `start` is a minus (or the cross a plus): not that of a range (10人-20人), a name (COVID-19) or a list, and
    before what may be less than nothing; a count may be where a change is told (较上年-3件). 负 and a long dash are one behind what leads
    to a value (为负, 降至负), not in 自负30%.
    """
    if text[start] in _LONG_MINUS and text[start - 1 : start] not in _BEFORE_NEGATIVE:
        return False
    if start == last or (start and not _BEFORE_MINUS.match(text, start - 1)):
        return False
    return units.may_be_negative(unit) or bool(_CHANGING.search(text, max(0, start - 12), start))


def _signed(text: str, start: int, counted: tuple[float, str] | None) -> tuple[int, tuple[float, str] | None]:
    """Where a value in words begins, and it with its unit, with the 负 before it (为负三千万元)."""
    if counted and text[start - 1 : start] == "负" and _is_sign(text, start - 1, -1, counted[1]):
        return start - 1, (-counted[0], counted[1])
    return start, counted


def _in_words(match: re.Match[str], text: str) -> Iterator[Quantity]:
    """What a numeral in words counts."""
    group, (start, end) = match.groupdict(), match.span()
    han, measure = group["han"], group["measure"]
    late = group["hanlate"] or ""
    other = "" if group["hanunit"] or measure or not lexicon.holds(han + late, _BARE) else _measure_word(text[end : end + _LONGEST_UNIT])
    unit, end = group["hanunit"] or measure or other, end + len(other)
    sized = "" if group["hanunit"] or measure else _sized(han, text[start + len(han) - 1 :])
    if sized:
        han, unit, end = han[:-1], sized, start + len(han) - 1 + len(sized)
    if not unit:
        return
    said = _qualifier(text, start, end, group)
    value = numerals.parse(han)
    value = numerals.expanded(value, late) if value is not None and late else value
    yield from _ends(han, (start, end), unit, said) if value is None else ()
    # 一个、一批 and the like are articles, not counts; 三个一批 names a campaign. 万元 and 二元 are words before a measure, and so is 千家
    # of 千家万户 and 超万亿元, while 近千家 and 达百亿元 count.
    reached = text.endswith(_REACHING, 0, start)
    loose = measure and (len(han) == 1 or han[0] in _BARE) and not (reached or group["hanmore"])
    if value is None or (value < 2 and "点" not in han and unit != "倍") or loose:
        return
    upward = said is None and text[start - 1 : start] == "上" and han[0] in _BARE
    if han[0] not in _BARE or said or upward or reached:
        begin, signed = _signed(text, start - upward, (round(value, 6), unit))
        yield Quantity(begin, end, *(signed or (value, unit)), "at-least" if upward else said)


def _sized(han: str, behind: str) -> str:
    """The unit whose size a numeral in words ends with: 千瓦时 for 二百千 before 瓦时, not 千米 for 两万五千 before 米; "" for none."""
    unit = next((one for one in units.sized() if behind.startswith(one)), "")
    return unit if len(han) > 1 and (han[-2] in f"十{_BARE}" or not units.sort(unit[1:])) else ""


def _ends(han: str, span: tuple[int, int], unit: str, said: str | None) -> Iterator[Quantity]:
    """Both ends of a numeral that names two: 两三名, 三四十亿."""
    two, (start, end) = numerals.ends(han), span
    if two and two[0] >= 2:
        low, high, length = two
        yield Quantity(start, start + length, low, unit, "range")
        yield Quantity(start + length, end, high, unit, None if said == "range" else said)


def _share(words: str) -> tuple[float, str] | None:
    """A share in words: 百分之九十五, 千分之三, 三分之二, 一半."""
    if words in _HALF:
        return 50.0, "%"
    value = numerals.parse(words)
    if value is None:
        return None
    whole = words.partition("分之")[0]
    return (value, "%" if whole == "百" else "‰") if whole in {"百", "千"} else (100 * value, "%")


def _qualifier(text: str, start: int, end: int, group: Mapping[str, str | None]) -> str | None:
    left, right = text[max(0, start - _REACH) : start], text[end : end + 16]
    if (change_words.STARTS_FROM.search(left) or _FROM_LIST.search(left)) and change_words.LEADS_TO.match(right):
        return "previous"
    bound = bounded(left, right)
    if bound is None and (group.get("more") or group.get("hanmore")):
        return "approx"
    return bound or ("at-least" if _MILESTONE.match(right) else None)
