"""Cases carried from one year to the next: which counts are of those that came in (上年结转5件) and of those that go on (结转下年8件)."""

from __future__ import annotations

import re
from typing import Literal

from tongbi.language.folding import since
from tongbi.language.lexicon import any_of, holds, one_of, words

_BREAK = re.compile("[，,。；;、：:（）()]")
EARLIER = (*words("zh/carry_over", "before"), *words("zh/change", "against.last"))
"""The time that cases come from that were not closed."""
BEFORE = (
    rf"(?:{any_of(EARLIER)}{one_of('zh/time', 'year')}?|(?:19|20)\d\d年)[^，,。；;、（）()\d]{{0,3}}{one_of('zh/carry_over', 'carried')}"
)
"""What says of cases that they came in before the year: 上年结转. A regular expression."""
_CAME_IN, _CAME_IN_BEHIND = re.compile(BEFORE), re.compile(rf"[\u4e00-\u9fff]{{0,2}}{BEFORE}")
_GOES_ON = re.compile(rf"{one_of('zh/carry_over', 'onward')}[至到入]?{one_of('zh/carry_over', 'next')}")
_TOGETHER = words("zh/carry_over", "together")
# 结转11件, without a time, goes on.
_CARRIED = re.compile(rf"{one_of('zh/carry_over', 'carried')}.{{0,4}}$")


def carried(text: str, start: int, end: int) -> Literal["", "in", "on"]:
    """Whether the count at `text[start:end]` is of cases that came in from years before, that go on to the next, or of neither."""
    clause = text[since(_BREAK, text, start) : start]
    if _GOES_ON.search(clause) or _GOES_ON.match(text, end):
        return "on"
    if _CAME_IN.search(clause) or _CAME_IN_BEHIND.match(text, end) or (clause.startswith(_TOGETHER) and holds(clause, EARLIER)):
        return "in"
    return "on" if _CARRIED.search(clause) and not holds(clause, EARLIER) else ""
