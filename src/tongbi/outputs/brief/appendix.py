"""The appendix of the brief: the headlines as a table, a column a year."""

from __future__ import annotations

from dataclasses import dataclass

from tongbi.model import Comparison, Language
from tongbi.outputs import headlines
from tongbi.outputs.brief.sources import say
from tongbi.outputs.labels import label


@dataclass(frozen=True, slots=True)
class CoreTable:
    """A table in words: its title, the cells of its head, and its rows, of as many cells."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def core_table(comparison: Comparison, language: Language, most: int = 14, years: int = 4) -> CoreTable | None:
    """The headlines that the newest report tells, so many at most: as printed in so many of the newest years, and which way each went since
    the one before, or since the year that is named; None where there are none. An upright page of A4 has room for 14 rows of 4 years.
    """
    shown = comparison.years[-years:]
    rows = []
    for one in headlines.of(comparison):
        if one.after.year == one.newest:
            values = (headlines.amount(one.by_year[year], language) if year in one.by_year else "–" for year in shown)
            moved = headlines.way_gone(one, language) or say("unmoved" if one.difference == 0 else "not-compared", language)
            moved += headlines.stated_too(one, language)
            if one.reaches_back:
                moved += " " * (language == "en") + label("workbook.against", language, year=one.reaches_back)
            rows.append((headlines.spoken_name(one.indicator, language), *values, moved))
    year = [say("year", language, year=year) for year in shown]
    head = (say("indicator", language), *year, say("change", language))
    return CoreTable(say("appendix", language), head, tuple(rows[:most])) if rows else None
