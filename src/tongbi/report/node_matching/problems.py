"""Problems that stand without a heading of their own: 同时，我们也清醒地看到，发展还面临不少困难和问题：一是 … at the end of a chapter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tongbi.language.stock_phrases import admits
from tongbi.model import Unit

# Thanks, lessons, and what turns to the year that comes, are no problems any more.
_OVER = re.compile(
    r"^各位代表|表示(?:衷心|诚挚|崇高|真诚)|体会|经验|启示|^(?:新的一年|今年是|[2２][\d０-９]{3}年[，是])|总体要求"
    r"|^(?:fellow )?deputies\b",
    re.IGNORECASE,
)


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
        elif unit.section != told_in or _OVER.search(unit.text):
            told_in = None
        found.append(unit if told_in is None else replace(unit, canonical=node, role="problem"))
    return found
