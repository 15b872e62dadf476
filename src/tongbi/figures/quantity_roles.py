"""Roles of quantities: whether a sentence measures something or only limits a noun by a number; and how a target is bounded.

50米内换乘比例, 10亿元以上项目, 延长30年, 二期工程 and 24小时开放 say which thing is meant, 五个新城, 十二届三次全会 and
做好以下9个方面工作 are names or announce a list; such a number makes no row of figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tongbi.language import lexicon, quantity, units
from tongbi.language.annotation import BREAK
from tongbi.language.folding import since
from tongbi.language.lexicon import any_of, one_of
from tongbi.language.parts_of_speech import tagged
from tongbi.model import Figure

_TOPIC = "zh/figure_names"
_BEFORE, _BEHIND = (f"(?:{'|'.join(words.values())})" for words in (quantity.bounds_before(), quantity.bounds_behind()))
_JOINS, _AIMS = one_of("zh/particles", "joins"), one_of("zh/numbers", "aims.verbs", "aims.sure")
# Behind a number: a bound that leads to a noun (以上项目, 内换乘), not the end of a clause.
_BOUND = one_of("zh/numbers", "behind.at-least", "behind.at-most")
CRITERION = re.compile(rf"(?:{_BOUND}|{one_of('zh/counting', 'within')}){one_of('zh/particles', 'of')}?(?=[\u4e00-\u9fff])(?!{_JOINS})")
"""Behind a number that limits a noun: 10亿元以上项目, 50米内换乘比例."""
_PHASES = frozenset(lexicon.words("zh/counting", "phases"))
_TIMES = {*lexicon.table("zh/units")["measure"]["time"], *lexicon.words("zh/counting", "near")} - {*lexicon.words("zh/counting", "lessons")}
_FALLING = (group["words"] for group in lexicon.table("zh/change")["verbs"] if group["direction"] == "down")
_SHORTER = any_of(word for words in _FALLING for word in words if len(word) > 1)
_TIMED = re.compile(f"{one_of('zh/time', 'lengths')}|{_SHORTER}")
# The words that make a number a bound: 6%以上、力争达到8%, 5%左右.
_BOUND_BEHIND = re.compile(rf"{_BEHIND}?(?:[、，,]?{_AIMS})?")
_REACH = f"(?:{one_of('zh/counting', 'reach', 'to')}|{one_of('zh/particles', 'in')})"
_BOUND_BEFORE = re.compile(rf"({_BEFORE}|{_AIMS})\s*{_REACH}?\s*$")
# A number in words up to this, before a noun, is most often a part of its name (三大攻坚战, 五个新城), unless something comes new or is
# reached.
_NAMED = 10
_REACHES = one_of("zh/counting", "increment", "reach", "to", "sum", "there-is")
_COUNTS = re.compile(rf"(?:{_REACHES}|{one_of('zh/counting', 'newly')}{one_of('zh/terms', 'doing')})[\u4e00-\u9fff]{{0,6}}$")
_MADE = re.compile(f"(?:{one_of('zh/terms', 'doing', 'stages.begun', 'stages.ended')}|{one_of('zh/counting', 'increment')})$")
_ANNOUNCES = re.compile(rf"{one_of(_TOPIC, 'following')}$"), re.compile(one_of(_TOPIC, "parts"))
_NOUN_TAGS, _NEAR_BEHIND = ("n", "j", "b", "a", "l", "i"), 8


def limits_a_noun(text: str, figure: Figure) -> bool:
    """Whether a figure of the sentence `text` says which thing is meant and measures nothing."""
    end = figure.start + len(figure.text)
    if (CRITERION.match(text, end) and not _is_bounded(text, figure)) or (figure.unit in _PHASES and not figure.text[:1].isdecimal()):
        return True
    if units.sort(figure.unit) == "count" and (_announces(text, figure.start, end) or _is_named(text, figure, end)):
        return True
    return figure.unit in _TIMES and not _TIMED.search(figure.name) and not _TIMED.search(text[max(0, figure.start - 16) : end + 6])


def bound(text: str, figure: Figure) -> str:
    """The words that bound a figure of the sentence `text`: "" for none, and for the lower end of a range."""
    end = figure.start + len(figure.text)
    before, behind = _BOUND_BEFORE.search(text, max(0, figure.start - 12), figure.start), _BOUND_BEHIND.match(text, end)
    return " ".join(filter(None, (before[1] if before else "", behind[0] if behind else "")))


def lower_ends(figures: Sequence[Figure]) -> Iterator[Figure]:
    """The figures of a report without the upper ends of ranges, which the lower ones know (`Figure.upto`)."""
    return (one for before, one in zip((None, *figures), figures, strict=False) if before is None or before.upto is None)


def _announces(text: str, start: int, end: int) -> bool:
    """Whether a number announces the parts of what follows: 做好以下10件事, 从三个方面."""
    following, parts = _ANNOUNCES
    return bool(following.search(text, max(0, start - 4), start) or parts.match(text, end))


def _is_named(text: str, figure: Figure, end: int) -> bool:
    """Whether a small number in words belongs to the name of the thing behind it."""
    if any(map(str.isdecimal, figure.text)) or figure.value > _NAMED or _COUNTS.search(text, max(0, figure.start - 12), figure.start):
        return False
    behind = tagged(text[end : end + _NEAR_BEHIND])
    return bool(behind) and behind[0][1].startswith(_NOUN_TAGS)


def _is_bounded(text: str, figure: Figure) -> bool:
    """Whether a bound before a noun is that of the number itself: things that a verb before it makes (新建5个以上集团), and a share that
    opens its clause (50%以上村卫生室实现一体化管理).
    """
    clause = text[since(BREAK, text, figure.start) : figure.start].strip()
    if units.sort(figure.unit) == "share":
        return not clause
    return units.sort(figure.unit) == "count" and _MADE.search(clause) is not None
