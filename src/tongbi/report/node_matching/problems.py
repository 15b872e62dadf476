"""Problems that stand without a heading of their own: 同时，我们也清醒地看到，发展还面临不少困难和问题：一是 … at the end of a chapter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tongbi.language import dates, lexicon
from tongbi.language.folding import nfkc
from tongbi.language.section_phrases import admits, is_address
from tongbi.model import Unit

# A year that a sentence begins with.
_YEAR = re.compile(rf"{dates.YEAR}{dates.OF_YEAR}[,{lexicon.words('zh/labels', 'point')[0]}]")


def marked(units: Sequence[Unit], node: str) -> list[Unit]:
    """The units, those that tell of problems given their `node`: from the sentence that admits them to the end of its section; plans are
    left alone.
    """
    found: list[Unit] = []
    told_in: int | None = None
    for unit in units:
        admitted = unit.role == "measure" and admits(unit.text)
        if admitted:
            told_in = unit.section
        elif unit.section != told_in or _is_over(unit.text):
            told_in = None
        found.append(unit if told_in is None else replace(unit, canonical=node, role="problem"))
    return found


def _is_over(text: str) -> bool:
    """Whether a sentence tells of problems no more: it thanks, draws lessons, addresses the hearers or turns to the year that comes."""
    return (
        is_address(text)
        or text.startswith(lexicon.words("zh/rhetoric", "closing.opening"))
        or bool(_YEAR.match(nfkc(text)))
        or lexicon.has(text, "zh/rhetoric", "closing.thanks", "closing.lessons")
    )
