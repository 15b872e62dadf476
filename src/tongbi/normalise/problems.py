"""Problems that stand without a heading of their own: 同时，我们也清醒地看到，发展还面临不少困难和问题：一是 … at the end of a chapter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tongbi.model import Unit

_TROUBLE = r"(?:问题|困难|不足|短板|弱项|挑战|差距|矛盾|缺点|薄弱|不稳固|不牢固)"
_ADMITTED = re.compile(
    rf"清醒地?(?:看到|认识到?|意识到).*{_TROUBLE}"
    rf"|(?:也|更|还)(?:应|应当|要|需|必须)?(?:清楚地?|深刻地?|充分)?(?:看到|认识到|意识到)[^。；]{{0,40}}{_TROUBLE}"
    rf"|^(?:但是?|同时|与此同时|当然|在.{{2,16}}的?同时)[，,][^，,。；]{{0,20}}(?:还|也|仍然?|依然|尚)(?:存在|面临|有)[^。；]{{0,20}}{_TROUBLE}"
    r"|\b(?:aware (?:that|of)|must (?:also )?recognize)\b.{0,160}\b(?:problems?|difficulties|challenges|shortcomings)\b",
    re.IGNORECASE,
)
# Thanks, lessons, and what turns to the year that comes, are no problems any more.
_OVER = re.compile(
    r"^各位代表|表示(?:衷心|诚挚|崇高|真诚)|体会|经验|启示|^(?:新的一年|今年是|[2２][\d０-９]{3}年[，是])|总体要求"
    r"|^(?:fellow )?deputies\b",
    re.IGNORECASE,
)


def marked(units: Sequence[Unit], roles: Sequence[str], node: str) -> tuple[Unit, ...]:
    """The units, those that tell of problems given their `node`: from the sentence that admits them to the end of its section.

    `roles[n]` is the role of unit `n`; plans are left alone.
    """
    found: list[Unit] = []
    told_in: int | None = None
    for unit, role in zip(units, roles, strict=True):
        admitted = not role and unit.section is not None and bool(_ADMITTED.search(unit.text))
        if admitted:
            told_in = unit.section
        elif unit.section != told_in or _OVER.search(unit.text):
            told_in = None
        found.append(unit if told_in is None else replace(unit, canonical=node))
    return tuple(found)
