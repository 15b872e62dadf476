"""Lists of years: $20.2 billion, $16.3 billion and $11.3 billion for fiscal 2025, 2024 and 2023: which amount is of which year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from tongbi.language.quantities import Quantity

_YEAR = r"(?:19|20)\d\d"
# Years listed behind for, in, during, at or of, with or without fiscal and the day on which they end.
_YEARS = re.compile(
    r"\b(?:for|in|during|at|of|as of)\s+(?:the\s+)?(?:(?:fiscal|calendar)\s+)?(?:(?:years?|periods?)\s+)?(?:ended\s+)?"
    r"(?:[A-Z][a-z]+\s+\d{1,2},\s+)?"
    rf"({_YEAR}(?:(?:,\s*and|,|\s+and)\s+{_YEAR})+)"
)
_BETWEEN = re.compile(r"\s*(?:,\s*and|,|and|or)?\s*(?:of\s+)?")
# What may stand between the last amount and the years: respectively, or a few words.
_GAP = 40


def years_of(text: str, found: Sequence[Quantity]) -> dict[int, int]:
    """The year of each quantity, by its index, that stands in a list of as many as years are listed behind it."""
    told: dict[int, int] = {}
    for listed in _YEARS.finditer(text):
        years = [int(year) for year in re.findall(_YEAR, listed[1])]
        before = [at for at, one in enumerate(found) if one.start < listed.start() and at not in told]
        run = _last_list(text, found, before)
        if len(run) == len(years) + 1 and text[listed.end() :].strip(" ,") == "and":
            years.append(2 * years[-1] - years[-2])  # a sentence torn by a page: … for fiscal 2025, 2024 and
        if len(run) == len(years) and listed.start() - found[run[-1]].end <= _GAP:
            told |= dict(zip(run, years, strict=True))
        elif not before:
            told |= _ahead(text, found, years, listed.end())
    return told


def _last_list(text: str, found: Sequence[Quantity], before: Sequence[int]) -> list[int]:
    """Those of the quantities `before` that make a list up to the last one, from its begin."""
    run = list(before[-1:])
    for at in before[-2::-1]:
        if not is_list(text, [found[at], found[run[0]]]):
            break
        run.insert(0, at)
    return run


def _ahead(text: str, found: Sequence[Quantity], years: Sequence[int], begin: int) -> dict[int, int]:
    """The years of lists of as many amounts behind years that open a sentence: During 2022 and 2023, … was $12.8m and $17.6m."""
    told: dict[int, int] = {}
    at = next((at for at, one in enumerate(found) if one.start >= begin), len(found))
    while at + len(years) <= len(found):
        run = range(at, at + len(years))
        fits = is_list(text, [found[one] for one in run])
        told |= dict(zip(run, years, strict=True)) if fits else {}
        at += len(years) if fits else 1
    return told


def is_list(text: str, run: Sequence[Quantity]) -> bool:
    """Whether nothing but what parts a list stands between some amounts of one unit."""
    return all(one.unit == other.unit and _BETWEEN.fullmatch(text, one.end, other.start) for one, other in pairwise(run))
