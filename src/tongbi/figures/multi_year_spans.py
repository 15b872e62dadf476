"""Reviews of several years: which units tell of a span (过去五年, “十三五”时期), so that their figures are not those of one year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tongbi.model import Section, Unit

_SEVERAL_YEARS = re.compile(
    r"(?=[“\"过近这前的本今未三四五十p])(?:(?:过去的?|近|这|前|今后|未来|本届政府)[三四五十]年|的五年(?!规划|计划|行动)"
    r"|(?<!\d)[三四五十]年(?:来|间|工作回顾|的工作|取得|发展成就|累计|接续奋斗)"
    r"|本届政府(?:任期|工作|以来)|past (?:three|five) years|[“\"]?十[一二三四五]五[”\"]?(?:时期|期间|以来))"
)
# 近三年淘汰产能9000万吨 and 五年累计培训3万人 tell of nothing but themselves.
_ALONE = re.compile(r"近[三四五十]年|[三四五十]年累计")
_ONE_YEAR = r"一年来|过去的?一年"
_CALL = re.compile(r"[^，。]{0,12}[!！：:]")
_OPENING = 30


def marked(sections: Sequence[Section], units: Sequence[Unit], period: int | None) -> tuple[Unit, ...]:
    """The units, those that tell of several years marked as `spanning`; `period` is the year that the report's figures are of.

    A heading says so for its section, a paragraph's first words for the rest of the section and what is below it, words within a
    paragraph for the rest of the paragraph; each until other words say one year (一年来, 2025年). A heading that names both begins with
    the first.
    """
    found: list[Unit] = []
    own = "" if period is None else rf"|(?<!\d)(?:{period}|{period + 1})年(?![底末初以])"
    one_year = re.compile(rf"去年|今年|{_ONE_YEAR}{own}")
    begins: dict[int | None, bool] = {}
    paragraph: int | None = None
    begun = inside = False
    for unit in units:
        if unit.section not in begins:
            begins[unit.section] = _headed(sections, unit.section, begins, one_year)
        if unit.paragraph != paragraph:
            paragraph, begun, inside = unit.paragraph, False, begins[unit.section]
        opening = unit.text[:_OPENING]
        several = _first(opening, one_year)
        if several is not None and not _ALONE.match(opening):
            if not begun:
                inside = begins[unit.section] = several
            elif several or re.search(_ONE_YEAR, opening):
                inside = several
        begun = begun or not _CALL.fullmatch(unit.text)
        found.append(replace(unit, spanning=True) if (inside if several is None else several) else unit)
    return tuple(found)


def _headed(sections: Sequence[Section], section: int | None, above: dict[int | None, bool], one_year: re.Pattern[str]) -> bool:
    """Whether a section begins with several years: by its heading, or as the section around it stands."""
    while section is not None and section not in above:
        said = _first(sections[section].heading, one_year)
        if said is not None:
            return said
        section = sections[section].parent
    return above.get(section, False)


def _first(text: str, one_year: re.Pattern[str]) -> bool | None:
    """Whether the words name several years first (True) or one (False); None where they name neither."""
    several, one = _SEVERAL_YEARS.search(text), one_year.search(text)
    if several is None:
        return None if one is None else False
    return one is None or several.start() < one.start()
