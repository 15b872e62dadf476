"""Spans of several years: which units tell of more than one year (过去五年, “十三五”时期), so that their figures are not annual."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tongbi.language.folding import han_share
from tongbi.language.time_phrases import OPENING, Mark, counts_years, marks
from tongbi.model import Section, Unit

_CALL = re.compile(r"[^，。]{0,12}[!！：:]")


def marked(sections: Sequence[Section], units: Sequence[Unit], period: int | None) -> tuple[Unit, ...]:
    """The units, those that tell of several years marked as `spanning`; `period` is the year that the report's figures are of.

    A heading says so for its section, a paragraph's first words for the rest of the section and what is below it, words within a
    paragraph for the rest of the paragraph; each until other words say one year (一年来, 2025年). A heading that names both begins with
    the first.
    """
    found: list[Unit] = []
    begins: dict[int | None, bool] = {}
    paragraph: int | None = None
    begun = inside = False
    for unit in units:
        if unit.section not in begins:
            begins[unit.section] = _headed(sections, unit.section, begins, period)
        if unit.paragraph != paragraph:
            paragraph, begun, inside = unit.paragraph, False, begins[unit.section]
        mark = next(iter(_told(unit.text, period)), None)
        several = None if mark is None else mark.kind == "several"
        if mark and several is not None and (mark.review or not several):
            if not begun:
                inside = begins[unit.section] = several
            elif mark.review:
                inside = several
        begun = begun or not _CALL.fullmatch(unit.text)
        found.append(replace(unit, spanning=True) if (inside if several is None else several) else unit)
    return tuple(found)


def _headed(sections: Sequence[Section], section: int | None, above: dict[int | None, bool], period: int | None) -> bool:
    """Whether a section begins with several years: by its heading or that of the nearest section around it that says of what time it is;
    where that one names both one year and several, as it stands.
    """
    while section is not None:
        heading = sections[section].heading
        told = [mark.kind == "several" for mark in _told(heading, period, OPENING if han_share(heading) else len(heading))]
        both = told and not all(told) and (any(told) or counts_years(heading))
        if section in above and (both or not told):
            break
        if told:
            return told[0]
        section = sections[section].parent
    return above.get(section, False)


def _told(text: str, period: int | None, opening: int = OPENING) -> list[Mark]:
    """The words at the opening of a text that name the report's year, the one before, or several years."""
    own = {None} if period is None else {None, period, period + 1}
    return [mark for mark in marks(text[:opening]) if mark.kind != "day" and mark.year in own]
