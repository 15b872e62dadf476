"""Appendices of a work report: the 民生实事 of the year that comes are plans, a glossary (名词解释) tells neither plans nor results."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from tongbi.language import dates, lexicon
from tongbi.model import Section, Unit

_WORDS = partial(lexicon.one_of, "zh/headings")
_GLOSSARY = re.compile(
    rf"^.{{0,24}}{_WORDS('appendix.terms')}{_WORDS('appendix.explained')}(?:[（(][^）)]*[）)])?[：:]?$|^glossary$", re.IGNORECASE
)
_LISTED = re.compile(
    rf"^({dates.YEAR}){dates.OF_YEAR}[^，,。；]{{0,12}}{_WORDS('appendix.people')}[^，,。；]{{0,8}}{_WORDS('appendix.works')}{_WORDS('appendix.listed')}?$"
)


def marked(
    sections: Sequence[Section], units: Sequence[Unit], plan: str, glossary: str, year: int
) -> tuple[tuple[Section, ...], tuple[Unit, ...]]:
    """Sections and units, those of the appendices given the nodes `plan` and `glossary`, with all that stands below their headings.

    A list of `year` or later is a plan. A line that names the glossary without being a heading opens it as well.
    """
    opened: set[int | None] = set()
    within = [unit.section in opened or _opens(unit, opened) for unit in units]
    nodes: list[str] = []
    for section in sections:
        above = "" if section.parent is None else glossary if section.parent in opened else nodes[section.parent]
        nodes.append(_own(section.heading, plan, glossary, year) or above)
    return (
        tuple(
            replace(section, canonical=node, confidence=1.0, method="alias") if node else section
            for section, node in zip(sections, nodes, strict=True)
        ),
        tuple(
            replace(unit, canonical=glossary)
            if inside
            else replace(unit, canonical=nodes[unit.section])
            if unit.section is not None and nodes[unit.section]
            else unit
            for unit, inside in zip(units, within, strict=True)
        ),
    )


def _opens(unit: Unit, opened: set[int | None]) -> bool:
    if not _GLOSSARY.match(unit.text):
        return False
    opened.add(unit.section)
    return True


def _own(heading: str, plan: str, glossary: str, year: int) -> str:
    if _GLOSSARY.match(heading):
        return glossary
    listed = _LISTED.match(heading)
    return plan if listed and int(listed[1]) >= year else ""
