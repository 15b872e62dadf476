"""Scope: whose cases a count is of and which, so that counts of another scope make no row and are not held against each other.

县政府本级收到96件 is not of all the county, 收办224件 (含上年结转8件) holds more than what is new, and what came in from last year is not
what goes on to the next. Words that say none of these leave the scope open: "".
"""

from __future__ import annotations

import re

from tongbi.language.carry_over import carried

_CLOSED, _PART = re.compile(r"（[^（）]*）|\([^()]*\)"), re.compile(r"[；;。]")
_WHOSE = re.compile(
    r"(?P<own>本级|(?:政府|委员会|委|局)办公[室厅](?=(?:共|累计|全年|本年度?|直接)*(?:新收|收到|受理|收办|接收|办理|处理)))|全[市县区省州镇国]|各级"
)
_AMONG = re.compile(r"其中|包括")
_ALL_CASES = re.compile(r"收办|(?:收到|受理)(?:和|及|并|、)(?:处理|办理|答复)|(?<!受)(?:办理|处理)[^，,。；;建提]{0,8}(?<!依)申请")
_WITH_THOSE = re.compile(r"\s*[（(，,]?\s*(?:其中)?[，,]?(?:含|包括|包含|其中)[^，,。；;（）()\d]{0,4}(?:上一?年度?)(?:结转|转入|遗留)")
_CASES = re.compile(r"申请|复议|诉讼|信访|投诉|举报|留言|咨询|建议|提案|仲裁|纠纷")


def cases(text: str, start: int) -> str:
    """What a count at `start` is of: the last kind of cases named before it (申请 in 新收申请216件，办结213件), "" for none."""
    return next(reversed(_CASES.findall(text, 0, start)), "")


def scope(text: str, start: int, end: int) -> str:
    """The scope of the count at `text[start:end]`: `own` for that of the government's own bodies, `all` for new cases with those that came
    in, `in` and `on` for those that came in and go on; joined where it is two, "" where the text leaves it open.
    """
    clause = re.split(r"[，,。；;：:（()）]", text[:start])[-1]
    all_cases = _ALL_CASES.search(clause) or _WITH_THOSE.match(text, end)
    which = carried(text, start, end) or ("all" if all_cases else "")
    return "own " + which if _is_own(text[:start]) else which


def _is_own(before: str) -> bool:
    """Whether the last that is said to count is the government's own bodies: as the subject till another, after 其中 for its clause."""
    part = _PART.split(_CLOSED.sub("", before))[-1]
    said = list(_WHOSE.finditer(part))
    if not said or not said[-1]["own"]:
        return False
    behind = re.search(r"[，,、]", part[said[-1].end() :])
    return not (behind and _AMONG.search(part, 0, said[-1].start()))
