"""Basis of a figure: the year's increment (`added`), the stock at its end (`total`) or a sum over several years (`several`).

新增规上工业企业126家，总数达1108家 tells of two quantities under one name; 五年累计城镇新增就业31.5万人，其中2021年新增6.4万人
of five years and of one. Where the words do not say, the basis is open ("") and a figure goes on with either of the first two; in a
review of several years it is "unclear", and goes on where it is near.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import Literal

from tongbi.language import change_words, english_verbs, time_phrases
from tongbi.language.annotation import BREAK, FULL_STOP
from tongbi.language.folding import since
from tongbi.language.lexicon import any_of, one_of, words
from tongbi.language.quantity import flat
from tongbi.language.units import POINTS
from tongbi.model import Figure

Basis = Literal["", "added", "total", "several", "unclear"]

RATES = frozenset({"%", "‰", POINTS, "percentage points"})
"""Units of shares and of points of them: they do not add up."""
_PHRASE = re.compile(r"[，,；;。：:!?！？]")
_of, _particles = partial(one_of, "zh/counting"), partial(one_of, "zh/particles")
_ABOUT = f"(?:{one_of('zh/numbers', 'before.approx')}|{_particles('done')})?"
# 办理建议1186件、提案1432件: a list goes on with what its first figure is of, unless it says 累计达.
_OTHER = _of("sum", "reach", "to", "stock", "among")
_LISTED = re.compile(rf"{_particles('joins')}(?:(?!{_OTHER})[^，,。；;：:（）()\d]){{0,20}}")
_ENGLISH_AVERAGE = re.compile(rf"\b{one_of('en/clause', 'averaged')}", re.IGNORECASE)
_AVERAGE = re.compile(f"{one_of('zh/time', 'average')}(?!{one_of('zh/time', 'averaged')})")
_JOINING = [[word] for word in words("en/clause", "joining")]
_DOING = one_of("zh/terms", "doing")
_ADDED = re.compile(f"(?:{_of('increment')}|{_of('newly')}{_DOING})(?!{one_of('zh/change', 'spans.to')})")
# 累计 before a verb of standing, or alone before the number, is of all there is; before any other verb of what was done.
_SUMMED = re.compile(rf"{_of('cumulative')}{_particles('tail')}*(?P<stock>$|{_of('standing')})|{_of('cumulative')}")
_HELD = re.compile(rf"{_of('stock', 'there-is')}[^，。；、]{{0,4}}$|(?:{_of('reach')}|{change_words.LED_TO}){_ABOUT}$")
# What is true of the last year however many are told of.
_OF_A_YEAR = f"(?:{time_phrases.PHRASE}{_particles('of')})?"
_REACHED = f"(?:{_of('reach', 'to', 'kept', 'share')}|{one_of('zh/numbers', 'before.over')}){_particles('in')}?"
_ENGLISH_STATE = re.compile(
    rf"\b(?:{any_of(english_verbs.verbs('reach'))}|to)(?: (?:at|by|to))?(?: {one_of('en/change', 'manner.loose')})?$", re.IGNORECASE
)
_ENGLISH_FLOW = re.compile(rf"\b{any_of(english_verbs.verbs('doing'))}\b", re.IGNORECASE)
_STATE = re.compile(f"{_REACHED}{_OF_A_YEAR}{_ABOUT}$|{_of('stock', 'totals')}")
_FLOW = re.compile(f"{_DOING}|{one_of('zh/terms', 'moving')}|{_of('increment')}|{change_words.AMOUNT}")


def bases(text: str, found: Sequence[Figure], spanning: bool) -> list[Basis]:
    """What each figure of the sentence `text` is of; `spanning` says whether the sentence tells of several years."""
    plain = flat(text)
    told: list[Basis] = []
    for at, figure in enumerate(found):
        floor = found[at - 1].start + len(found[at - 1].text) if at else 0
        gap = plain[floor : figure.start]
        listed = at and figure.unit == found[at - 1].unit and (_LISTED.fullmatch(gap) or _goes_on(gap))
        told.append(told[-1] if listed else _basis(plain, figure, since(BREAK, plain, figure.start, floor), spanning))
    return told


def _goes_on(gap: str) -> bool:
    """Whether the words between two English figures join the second to the first and leave out its verb: 9.7% and catches by 8.9%."""
    said = gap.lower().strip().removeprefix(",").split()
    joined = (gap.strip().startswith(",") or said[:1] in _JOINING) and set(",;:.()").isdisjoint(gap.strip()[1:])
    verbs = english_verbs.finite() | english_verbs.verbs("reach")
    return joined and not any(word.endswith("ed") or word in verbs for word in said)


def _basis(plain: str, figure: Figure, begin: int, spanning: bool) -> Basis:
    """The basis of a figure before which its own clause stands from `begin` on."""
    clause = plain[begin : figure.start].strip()
    if _AVERAGE.search(clause) or _ENGLISH_AVERAGE.search(clause):
        return "several"
    of_clause = any(mark.kind == "several" and begin <= mark.start < figure.start for mark in time_phrases.marks(plain))
    several = of_several_years(plain, figure.start)
    if several and (of_clause or not _state(figure, clause)):
        return "several"
    if several is None and spanning and not _state(figure, clause):
        return "several" if _adds_up(figure) or _FLOW.search(plain[since(_PHRASE, plain, figure.start) : figure.start]) else "unclear"
    if figure.unit in RATES or change_words.NAMED.search(figure.name):
        return ""
    if _ADDED.search(figure.name) or _ADDED.search(clause):
        return "added"
    return "total" if _is_stock(clause) else ""


def _is_stock(clause: str) -> bool:
    """Whether the clause before a number says that it is all there is."""
    summed = _SUMMED.search(clause)
    return summed["stock"] is not None if summed else _HELD.search(clause) is not None


def of_several_years(plain: str, start: int) -> bool | None:
    """Whether the nearest words that name a span before `start` name several years or one; None where there are none."""
    mark = _span(plain, start)
    return None if mark is None else mark.kind == "several"


def years_told(plain: str, start: int) -> int | None:
    """How many years the nearest words that name a span before `start` tell of (“十一五”前四年: 4); None where none says it."""
    mark = _span(plain, start)
    return None if mark is None else mark.length


def _span(plain: str, start: int) -> time_phrases.Mark | None:
    """The nearest words that name a span before `start`: those of its part between semicolons, or the sentence's first. A day, and what
    something is held against (比2021年), name no span.
    """
    begin = since(FULL_STOP, plain, start)
    for low, high in ((begin, start), (0, min(begin, time_phrases.OPENING))):
        spans = [mark for mark in time_phrases.marks(plain) if low <= mark.start < high and mark.kind != "day" and not mark.held]
        if spans:
            return spans[-1]
    return None


def _state(figure: Figure, clause: str) -> bool:
    """Whether the figure is that of the last year however many are told of: a rate, or what was reached."""
    if _adds_up(figure):
        return figure.unit in RATES and not change_words.NAMED.search(figure.name)
    return figure.unit in RATES or bool(_STATE.search(clause) or _ENGLISH_STATE.search(clause))


def _adds_up(figure: Figure) -> bool:
    """Whether several years make another number of it: what was done adds up, and so do steps."""
    return bool(_FLOW.search(figure.name) or _ENGLISH_FLOW.search(figure.name) or change_words.NAMED.search(figure.name))
