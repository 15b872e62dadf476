"""Reviews of several years: which units tell of a span (过去五年, “十三五”时期), so that their figures are not those of one year."""

from __future__ import annotations

import re

from tongbi.model import Report

_SEVERAL_YEARS = re.compile(
    r"(?=[“\"过近这前的本三四五十p])(?:(?:过去|近|这|前|的|本届政府)[三四五十]年|(?<!\d)[三四五十]年(?:来|间|工作回顾|的工作|取得|发展成就|累计)"
    r"|本届政府(?:任期|工作|以来)|past (?:three|five) years|[“\"]?十[一二三四五]五[”\"]?(?:时期|期间|以来))"
)
_OPENING = 30


def spanning(report: Report, period: int) -> frozenset[str]:
    """Units of a review of several years: below a heading that says so, or in a paragraph from the sentence that says so to one of the
    year (去年).
    """
    found = []
    section: int | None = -1
    inside = headed = False
    for unit in report.units:
        if unit.section != section:
            section, headed = unit.section, _reviews_years(report, unit.section)
            inside = headed
        opening = unit.text[:_OPENING]
        several = _SEVERAL_YEARS.search(opening) is not None
        if several or inside:
            of_one = any(words in opening for words in ("去年", "一年来", "过去一年", f"{period}年"))
            inside = several or headed or not of_one
            if not of_one:
                found.append(unit.id)
    return frozenset(found)


def _reviews_years(report: Report, section: int | None) -> bool:
    while section is not None:
        if _SEVERAL_YEARS.search(report.sections[section].heading):
            return True
        section = report.sections[section].parent
    return False
