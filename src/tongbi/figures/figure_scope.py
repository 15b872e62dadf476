"""Scope: whose cases a count is of and which, so that counts of another scope make no row and are not held against each other.

县政府本级收到96件 is not of all the county, 收办224件 (含上年结转8件) holds more than what is new, and what came in from last year is not
what goes on to the next. Words that say none of these leave the scope open: "".
"""

from __future__ import annotations

import re
from functools import partial

from tongbi.language.annotation import BREAK, FULL_STOP
from tongbi.language.carry_over import BEFORE, carried
from tongbi.language.folding import since
from tongbi.language.lexicon import one_of

CLOSED, _COMMA = re.compile(r"（[^（）]*）|\([^()]*\)"), re.compile(r"[，,、]")
_of, _whose, _terms = partial(one_of, "zh/counting"), partial(one_of, "zh/owners"), partial(one_of, "zh/terms")
_CAME, _HANDLED = _terms("stages.came"), _terms("stages.handled", "handling", "all")
# 政府办公室 is an own body where it takes in or handles a case itself: 县政府办公室共收到.
_WHOSE = re.compile(
    rf"(?P<own>{_whose('own')}|{_whose('offices')}(?=[^，,。；;]{{0,4}}(?:{_CAME}|{_HANDLED})))|{_whose('regions', 'levels')}"
)
_AMONG = re.compile(_of("among"))
# 收办, 收到和处理, 办理…申请: new cases together with those that came in earlier.
_APPLIED = rf"(?:(?!{_terms('cases', 'no-applied')})[^，,。；;]){{0,8}}{_terms('applied')}"
_ALL_CASES = re.compile(rf"{_terms('all')}|{_CAME}{one_of('zh/particles', 'joins')}{_HANDLED}|{_terms('handling')}{_APPLIED}")
_WITH_THOSE = re.compile(rf"\s*[（(，,]?\s*(?:{_of('among')}[，,]?)+[^，,。；;（）()\d]{{0,4}}{BEFORE}")
_CASES = re.compile(_terms("cases"))


def cases(text: str, start: int) -> str:
    """What a count at `start` is of: the last kind of cases named before it (申请 in 新收申请216件，办结213件), "" for none."""
    return next(reversed(_CASES.findall(text, 0, start)), "")


def scope(text: str, start: int, end: int) -> str:
    """The scope of the count at `text[start:end]`: `own` for that of the government's own bodies, `all` for new cases with those that came
    in, `in` and `on` for those that came in and go on; joined where it is two, "" where the text leaves it open.
    """
    clause = text[since(BREAK, text, start) : start]
    all_cases = _ALL_CASES.search(clause) or _WITH_THOSE.match(text, end)
    which = carried(text, start, end) or ("all" if all_cases else "")
    return "own " + which if _is_own(text[:start]) else which


def _is_own(before: str) -> bool:
    """Whether the last that is said to count is the government's own bodies: as the subject till another, after 其中 for its clause."""
    part = FULL_STOP.split(CLOSED.sub("", before))[-1]
    said = list(_WHOSE.finditer(part))
    if not said or not said[-1]["own"]:
        return False
    behind = _COMMA.search(part, said[-1].end())
    return not (behind and _AMONG.search(part, 0, said[-1].start()))
