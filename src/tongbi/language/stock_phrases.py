"""Sentences that say nothing to follow up: what guides a plan, what admits problems and vows to mend them, what closes a report."""

from __future__ import annotations

import re
from collections.abc import Sequence

_TROUBLE = r"(?:问题|困难|不足|短板|弱项|挑战|差距|矛盾|缺点|薄弱|不稳固|不牢固)"
_ADMITTED = re.compile(
    rf"清醒地?(?:看到|认识到?|意识到).*{_TROUBLE}"
    rf"|(?:也|更|还)(?:应|应当|要|需|必须)?(?:清楚地?|深刻地?|充分)?(?:看到|认识到|意识到)[^。；]{{0,40}}{_TROUBLE}"
    rf"|^(?:但是?|同时|与此同时|当然|在.{{2,16}}的?同时)[，,][^，,。；]{{0,20}}(?:还|也|仍然?|依然|尚)(?:存在|面临|有)[^。；]{{0,20}}{_TROUBLE}"
    r"|\b(?:aware (?:that|of)|must (?:also )?recognize)\b.{0,160}\b(?:problems?|difficulties|challenges|shortcomings)\b",
    re.IGNORECASE,
)
# The sentence ends with them and so names none: 也清醒地看到，前进中还有不少困难和问题。
_NOTHING_NAMED = re.compile(rf"^(?!.*(?:主要是|[：:].)).*{_TROUBLE}(?:[仍还]然?不少)?[。：:！]?$")
_VOWED = re.compile(
    r"^(?:对此|对于?(?:存在的|这些|以上|上述)[^，]{0,10}(?:问题|不足|挑战))[^。]{0,40}(?:解决|改进|整改)"
    r"|^我们(?:一定|将|要|必须)?[^，。]{0,16}(?:正视|直面|高度重视)|(?:[绝决]?不|不)辜负|不负[^，。]{0,6}(?:重托|期望|期待|厚望)"
)
_GUIDING = re.compile(
    r"(?:总体要求|指导思想|总体思路|基本思路|总要求|指导方针)(?:和[^，。：]{2,8})?(?:是|为|[：:]|，(?:今年|重点))"
    r"|(?:坚持)?以[^，。]{0,16}(?:思想|理论)(?:和[^，。]{2,30})?为指导|高举[^，。]{0,20}旗帜"
)
_SCENE = re.compile(r"^(?:今年|(?:19|20)\d\d年)，?是|^[^。]{0,24}虽然?.*(?:成效|成绩|进展).*但.*(?:差距|不足|问题)[。：]?$")
_CLOSING = re.compile(
    r"^各位代表[，！]|^同志们[，！]|让我们|团结在[^。]{0,40}周围|(?:蓝图|号角|征程|使命|时代)[^。]{0,12}(?:绘就|吹响|催人|召唤|赋予)"
)
_ADDRESS = re.compile(r"^(?:各位[^，。！：:]{2,6}|同志们|朋友们|(?:fellow |honou?rable )?(?:deputies|members))[！!，,：:]", re.IGNORECASE)
_CALL = re.compile(r"^[^，,]{2,16}[！!：:]$")
# So far from its end a report's last address opens the peroration.
_PERORATION = 10
_FAR = re.compile(r"(?:今后|未来)[三五十]年|[“\"]?十[一二三四五六]五[”\"]?(?:时期|期间)|远景|中长期|[二2][〇0][三3四4五5][〇五05]年|本世纪")
_BY = re.compile(r"到(20\d\d)年")
_SEVERAL = re.compile(r"(?:今后|未来)[三五十]年|(?:力争)?用[三五十\d]年")
_OF_ONE_YEAR = re.compile(r"(?<![到至])20\d\d年(?!前)|今年|本年|明年|当前|一年")
_DIGIT = re.compile(r"\d")


def admits(text: str) -> bool:
    """Whether a sentence turns from achievements to problems: 同时，我们也清醒地看到，发展还面临不少困难和问题：."""
    return bool(_ADMITTED.search(text))


def is_rhetoric(text: str) -> bool:
    """Whether a sentence of a plan or of problems guides, sets the scene, admits, vows or closes, and neither plans nor names anything."""
    if any(pattern.search(text) for pattern in (_GUIDING, _SCENE, _CLOSING, _VOWED)):
        return True
    return (admits(text) and bool(_NOTHING_NAMED.search(text))) or (text.rstrip("”’").endswith("！") and not _DIGIT.search(text))


def oratory(texts: Sequence[str]) -> frozenset[int]:
    """The places of a report's sentences that are spoken to the audience: the one that follows an address, and all from the last address on
    that stands at the end (各位代表！ 实干托举梦想，拼搏铸就辉煌。).
    """
    addresses = [at for at, text in enumerate(texts) if _ADDRESS.search(text)]
    last = addresses[-1] if addresses and addresses[-1] >= len(texts) - _PERORATION else len(texts)
    after = [at + 1 for at in addresses if _CALL.search(texts[at])]
    return frozenset(at for at in (*addresses, *after, *range(last, len(texts))) if at < len(texts))


def is_far_heading(heading: str) -> bool:
    """Whether a section plans for several years and for no single one: 今后五年的总体要求和主要目标."""
    return bool(_FAR.search(heading)) and not _OF_ONE_YEAR.search(heading)


def is_far(text: str, year: int) -> bool:
    """Whether a plan is for a time after `year`: 到2026年，地区生产总值突破3000亿元."""
    by = [int(found) for found in _BY.findall(text)]
    return bool(_SEVERAL.match(text)) or (any(one > year for one in by) and not _OF_ONE_YEAR.search(text))
