"""Fiscal years of a filing: how far the periods of its facts are from its own year, by the periods themselves.

A year of 52 or 53 weeks ends on another day each time, so the year before is the one that ends where this one begins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from tongbi.model import TaggedFact

Days = tuple[str, str]
# A year has so many days, 52 and 53 weeks and slips of the calendar included; a period that is tagged a few days off is still that year.
_DAYS, _SLIP = range(340, 386), range(-4, 5)


class FiscalYears:
    """The year that a filing is for and those before it that its facts tell of."""

    def __init__(self, facts: Iterable[TaggedFact], begin: str, end: str) -> None:
        """`begin` and `end` are the first and the last day of the filing's year, "" where they are not known."""
        periods = {(fact.begin, fact.end) for fact in facts}
        self._ends = dict(_ends(periods, begin, end))

    def distance(self, begin: str, end: str) -> int | None:
        """0 for the filing's year and its last day, -1 for the year before; None for another period."""
        day = _day(end)
        first = _day(begin)
        if day is None or (begin and (first is None or (day - first).days not in _DAYS)):
            return None
        return next((years for known, years in self._ends.items() if (known - day).days in _SLIP), None)


def _ends(periods: set[Days], begin: str, end: str) -> Iterator[tuple[date, int]]:
    """The last days of the filing's year and of those before it, each with its distance."""
    years = {last: first for opens, ends in periods if (first := _day(opens)) and (last := _day(ends)) and _is_year(first, last)}
    last, first, distance = _day(end), _day(begin), 0
    while last is not None:
        yield last, distance
        first = first or next((opens for closes, opens in years.items() if (closes - last).days in _SLIP), None)
        last = date.fromordinal(first.toordinal() - 1) if first else None
        first, distance = None, distance - 1


def _is_year(first: date, last: date) -> bool:
    return (last - first).days in _DAYS


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None
