"""Standing of a quantity: whether a sentence measures something with it, or only limits a noun by it; and how a target is bounded.

50米内换乘比例, 10亿元以上项目, 延长30年, 二期工程 and 24小时开放 say which thing is meant; such a number makes no row of figures.
"""

from __future__ import annotations

import re

from tongbi.model import Figure

# Behind a number: a bound that leads to a noun (以上项目, 内换乘), not the end of a clause.
_CRITERION = re.compile(r"(?:及?以[上下内]|之?内)的?(?=[\u4e00-\u9fff])(?![、和及与])")
_TIMES = frozenset({"年", "个月", "季度", "个季度", "天", "日", "小时", "个小时", "分钟", "秒", "个工作日", "工作日", "米"})
_TIMED = re.compile(
    r"时间|时长|时限|周期|期限|用时|耗时|时效|寿命|平均|缩短|压缩|压减|提速|减少|缩减|增加|[长宽高深]度|天数|日数|距离|(?:优良|达标)"
)
_ORDINAL = re.compile(r"[一二三四五六七八九十]+期")


def limits_a_noun(text: str, figure: Figure) -> bool:
    """Whether a figure of the sentence `text` says which thing is meant and measures nothing."""
    end = figure.start + len(figure.text)
    if _CRITERION.match(text, end) or _ORDINAL.fullmatch(figure.text):
        return True
    return figure.unit in _TIMES and not _TIMED.search(figure.name) and not _TIMED.search(text[max(0, figure.start - 16) : end + 6])


# The other end of a range, and the words that make a number a bound: 4.5%—5%, 6%以上、力争达到8%, 5%左右.
_RANGE_BEHIND, _RANGE_BEFORE = re.compile(r"\s*(?:[-—–－~～]+|至|到)\s*\d"), re.compile(r"\d\s*[%‰]?\s*(?:[-—–－~～]+|至|到)\s*$")
_BOUND_BEHIND = re.compile(r"(?:左右|上下|及?以[上下内]|之内)?(?:[、，,]?(?:力争|确保|争取))?")
_BOUND_BEFORE = re.compile(
    r"(?:不[低高少多]于|不超过|高于|低于|超过?|力争|确保|约|at least|at most|no more than|about|around|over)?\s*(?:达到?|在|为)?\s*$"
)


def bound(text: str, figure: Figure) -> str:
    """The words that bound a figure of the sentence `text`: "" for none, "range" for one end of a range."""
    end = figure.start + len(figure.text)
    if _RANGE_BEHIND.match(text, end) or _RANGE_BEFORE.search(text, max(0, figure.start - 12), figure.start):
        return "range"
    before, behind = _BOUND_BEFORE.search(text, max(0, figure.start - 12), figure.start), _BOUND_BEHIND.match(text, end)
    return " ".join(found[0].strip() for found in (before, behind) if found and found[0].strip())
