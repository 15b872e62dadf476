"""Stripped words: what a clause before a number says of the thing, without when, how much, since when and with what verb of reaching."""

from __future__ import annotations

import re

import rjieba

from tongbi.language import change

_LONG_ASIDE = re.compile(r"（[^（）]{5,}）|\([^()]{5,}\)")
_LEAD = re.compile(
    r"^(?:\s|季度|[一二三四五六七八九十]+是|年[底末]前?|确保|力争|[一二三四五六七八九十]+年(?:来|间)?(?=累计|全[国省市区县]|共)|\"?十[一二三四]五\"?(?:时期|期间|以来)?前?[一二三四]年(?=累计)|全年|年内|今年[底末]?|去年[底末]?|上年(?!度?结转|度?遗留|度?转入)|当年|本年度?|目前|截至[^，]{0,6}|截止|共计|共(?!建(?![成设有立起])|享|同|治|青)|累计|已经?|其中"
    r"|并(?![网购联轨])|将|还(?!贷|款)|又|再(?![生审造]|就业|贷款|制造)|均(?![等衡价])|各(?![类项级族地市])|约(?![束定])|近(?![一二三四五两海岸])"
    r"|有(?![效序色害力机限关利])|(?:及时|有序|有力|扎实|积极(?![分性财])|切实|稳步)(?=....)|以及|和(?![谐平解])|及(?![时格])|与(?!会)|等|的|"
    r"在?(?:19|20)\d\d年度?(?:底|末)?|在[^，]{2,20}中(?=[^心央学医药小国期部东西级]..)|在[^，]{1,12}(?:基础上|期间)|在?[^，]{0,12}的基础上)+"
)
_REGION = re.compile(r"^(?:全[区市县省镇国]|我[区市县省国])(?=..)(?![域民性])")
# What ends the words before a number: verbs of reaching and counting, and when.
TAIL = re.compile(
    r"(?:\s|进一步|预计|共计?|累计|总计|合计|达到?|达成|超过?|约|近|逾|突破|(?<![行作人认])为|至|到|已|了|的|有|是|仅|均|各|占|就|等|力争|拟?按|拟|分别|历时|可达|之|多达|不低于|不少于|不超过|高于|低于|不足"
    r"|(?:19|20)\d\d年(?:底|末)?|[去上今前]?年[底末]|去年|今年|现在|目前|[一二三四五六七八九十]+年(?:来|间|内)?|连续(?:\d+|[一二三四五六七八九十]+)?(?:个)?[年月季]?度?"
    r"|(?:首次)?(?:突破|超过?|跨越|迈上|站上)[百千万亿]+[\u4e00-\u9fff]{0,2}(?:大关|台阶|关口)?"
    rf"|(?:保持|稳定|控制|维持)在|保持|{change.LED_TO}"
    r")+$"
)
_FROM = re.compile(
    r"(?:[从由自](?:上年度?|上一年度?|去年|年初|\d{4}年(?:底|末)?)?(?:同期)?的?(?:\d[\d,.]*[^\d，。]{0,5})?"
    r"|与?[较比](?:上年度?|上一年度?|去年|\d{4}年)(?:同期|[底末])?的)$"
)
_HALVES = re.compile("[“”《》（）()‘’]")
# As much of a clause as is looked at, in characters; runs of blanks are one.
_REACH = 160
# The longest name, in characters.
LONGEST = 22


def stripped(clause: str) -> str:
    """A clause without what says when, how much and since when, at most 22 characters."""
    bare = _FROM.sub("", " ".join(clause[-_REACH:].split()))
    previous = None
    while previous != bare:
        previous = bare
        bare = TAIL.sub("", _FROM.sub("", bare)).strip()
    bare = _LONG_ASIDE.sub("", bare)
    bare = unled(bare).strip(" \"'-−–—")
    if bare.endswith(("和", "及", "与")):
        return ""  # the noun behind the number names it: 26个单位和30名个人
    if len(bare) > LONGEST:
        bare = _LEAD.sub("", _shortened(bare))
    return balanced(bare)


def _shortened(bare: str) -> str:
    """The last words of a long clause, cut between words."""
    kept = ""
    for word in reversed(rjieba.cut(bare)):
        if len(kept) + len(word) > LONGEST:
            break
        kept = word + kept
    return re.sub(r"^(?:[的之以于在]|和(?![谐平解])|及(?![时格])|与(?!会)|中(?![央国小心医药等]))+", "", kept)


def balanced(bare: str) -> str:
    """Without quotation marks and brackets that lost their other half."""
    for opening, closing in ("“”", "《》", "（）", "()", "‘’") if _HALVES.search(bare) else ():
        if bare.count(opening) != bare.count(closing):
            bare = bare.replace(opening, "").replace(closing, "")
    return bare


def unled(words: str) -> str:
    """Words without what leads them in: when, where, and words that join."""
    return _LEAD.sub("", _REGION.sub("", _LEAD.sub("", words)))
