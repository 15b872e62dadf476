"""Streaks: for how many years running something has been so (连续15年排名世界第一); a report a year later tells one more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tongbi.figures.clause_core import balanced, stripped
from tongbi.figures.name_terms import is_head_alone, terms
from tongbi.language import change_words, units
from tongbi.language.annotation import BREAK, FULL_STOP
from tongbi.language.folding import since
from tongbi.language.lexicon import one_of, words
from tongbi.model import Figure

_RUNNING = re.compile(rf"{one_of('zh/time', 'running')}\s*$")
_FORMS = frozenset((*words("zh/terms", "form"), *words("zh/counting", "stock", "totals")))
_YEARS = frozenset(words("zh/time", "year"))
# The longest words behind that say what goes on.
_LONGEST = 14


def named(text: str, figure: Figure, before: Sequence[Figure]) -> Figure | None:
    """The figure called by what has been so, and of whom: 公众满意度·连续提升; None for one that is no streak, or of nobody knows what.

    `before` are the figures before it in the sentence: a clause without a subject goes on with theirs.
    """
    running = _RUNNING.search(text, 0, figure.start) if figure.unit in _YEARS and units.dimension(figure.unit) == "time" else None
    if running is None:
        return None
    subject = _subject(stripped(text[since(BREAK, text, running.start()) : running.start()]), _told_before(text, figure, before))
    end = figure.start + len(figure.text)
    cut = BREAK.search(text, end)
    goes_on = balanced(text[end : cut.start() if cut else len(text)].strip().rstrip("。！？；"))
    if not subject or not goes_on or len(goes_on) > _LONGEST:
        return None
    name = f"{subject}·{running[0].strip()}{goes_on}"
    return replace(figure, name=name, head=name, kind="streak", sign=None, basis=None)


def _subject(own: str, before: str) -> str:
    """Of what it is told: of what its clause says, of which a form of counting (总量) or a head alone says too little without the one
    before.
    """
    if own and not is_head_alone(terms(own)):
        return own
    return before if own in _FORMS else before and before + own


def _told_before(text: str, figure: Figure, before: Sequence[Figure]) -> str:
    """What the last figure before it in the sentence measures, steps aside."""
    told = [one for one in before if one.head and not FULL_STOP.search(text, one.start, figure.start)]
    return change_words.SAID.sub("", told[-1].head or "") if told else ""
