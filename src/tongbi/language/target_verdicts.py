"""Verdicts: what a sentence says of a target: 未达到预期目标, 完成年度任务; the target was missed, fewer than we had promised."""

from __future__ import annotations

import re
from functools import lru_cache, partial

from tongbi.language import lexicon
from tongbi.language.annotation import BREAK

_ZH, _EN = partial(lexicon.one_of, "zh/targets"), partial(lexicon.one_of, "en/targets")
_REACHED, _MEET = _ZH("verdict.reached"), _EN("verdict.reached")
_GOALS, _SHORT = (
    lexicon.any_of(lexicon.words("zh/targets", name) + lexicon.words("en/targets", name)) for name in ("verdict.goals", "verdict.short")
)
# A share of a target (完成年度目标的八成) is not yet all of it.
_GOAL = re.compile(rf"{_GOALS}(?!的?[\da-z一二三四五六七八九百])", re.IGNORECASE)
_MISSED = re.compile(
    rf"{_ZH('verdict.denied')}{_ZH('verdict.wholly')}?{_REACHED}|(?<!{_ZH('not')}){_SHORT}"
    rf"|\b{_EN('verdict.denied')} (?:\w+ )?{_MEET}|\b{_EN('verdict.less')}\b.*\bthan\b",
    re.IGNORECASE,
)
_MET = re.compile(rf"{_REACHED}{_ZH('verdict.own')}|\b{_MEET}\b", re.IGNORECASE)


@lru_cache(maxsize=8192)
def verdict(text: str) -> bool | None:
    """Whether a sentence says in one of its clauses that a target was reached; None where it says neither that nor the contrary."""
    told = [part for part in BREAK.split(text) if _GOAL.search(part)]
    if any(map(_MISSED.search, told)):
        return False
    return True if any(map(_MET.search, told)) else None
