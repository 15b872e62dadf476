"""Figures: the quantities of one report, with what each measures, its unit, its period and its place."""

from __future__ import annotations

from collections.abc import Sequence

from tongbi.figures import english_tense, keys, names
from tongbi.figures.basis import RATES
from tongbi.figures.claimed_changes import Claim, claims
from tongbi.figures.figure_scope import cases
from tongbi.figures.multi_year_spans import marked
from tongbi.figures.placed_claims import placed
from tongbi.figures.table_figures import is_other_scale, of_tables
from tongbi.figures.year_lists import years_of
from tongbi.language import change_words, time_phrases, units
from tongbi.language.annotation import FULL_STOP, Annotation, annotate
from tongbi.language.folding import han_share, since
from tongbi.language.periods import Own
from tongbi.language.quantity import Quantity, bounds_before
from tongbi.language.units import kin
from tongbi.model import Figure, Unit, Years

__all__ = [
    "RATES",
    "Claim",
    "cases",
    "claims",
    "extract",
    "is_other_scale",
    "kin",
    "marked",
    "of_tables",
    "placed",
]


# As far before a number the year is looked for that it is of, in characters.
_REACH = 24
# A sentence of which more is Chinese is read as one.
_CHINESE = 0.3


def extract(found_in: Sequence[Unit], period: int | None = None, lag: int = 0, ends: str = "") -> tuple[Figure, ...]:
    """The quantities of some units, in order: what stands in a plan is a `target`, what stands aside has none.

    `period` is the year the report's figures are of, `lag` how far before the year it is called by: what is said of a year before that is
    `previous`. `ends` is the day (ISO date) that a fiscal year ends on, "" for December 31.
    """
    found: list[Figure] = []
    for unit in found_in:
        found += _of_unit(unit, period, lag, ends) if unit.role != "aside" else ()
    return tuple(found)


def _of_unit(unit: Unit, period: int | None, lag: int, ends: str) -> list[Figure]:
    text = unit.text
    marks = annotate(text, han_share(text) > _CHINESE)
    years = years_of(text, marks.quantities, Own(period, ends)) if period and not marks.chinese else {}
    called = names.names(marks, text, None if period is None else period - 1) if marks.quantities else []
    told = (
        "previous" if period and years.get(at, period) < period else _qualifier(text, one, unit.role == "plan", period, lag)
        for at, one in enumerate(marks.quantities)
    )
    found = [_figure(unit, marks, at, qualifier, called[at], _in(years.get(at))) for at, qualifier in enumerate(told)]
    return keys.of_unit(unit, found, period)


def _figure(unit: Unit, marks: Annotation, at: int, qualifier: str | None, name: str, period: Years | None) -> Figure:
    """A quantity of a unit as a figure."""
    one = marks.quantities[at]
    upto = marks.quantities[at + 1].value if marks.ranged(at) else None
    bound = one.qualifier if qualifier == "target" and one.qualifier in bounds_before() else None
    printed = unit.text[one.start : one.end]
    return Figure(unit.id, name, one.value, one.unit, printed, one.start, qualifier, period=period, upto=upto, bound=bound)


def _in(year: int | None) -> Years | None:
    return None if year is None else Years(year, year)


def _qualifier(text: str, quantity: Quantity, planned: bool, period: int | None, lag: int) -> str | None:
    """What is told of a year before is `previous` wherever it stands (赤字率从去年的2.1%提高到2.3%); else a plan's figure is a `target`."""
    tense = "" if han_share(text) > _CHINESE else english_tense.of(text, quantity)
    planned = (planned and tense != "past") or tense == "future"
    if quantity.qualifier == "previous" or _of_before(text, quantity.start, quantity.unit, period, 0 if planned else lag):
        return "previous"
    return "target" if planned or _is_aimed_at(text, quantity.start, period) else quantity.qualifier


def _is_aimed_at(text: str, start: int, period: int | None) -> bool:
    """Whether a quantity is one to come, wherever it stands: 力争达到100%, 到2027年建成20个."""
    begin = since(FULL_STOP, text, start)
    told = [mark for mark in time_phrases.marks(text) if begin <= mark.start and mark.end <= start]
    to_come = period is not None and told and (told[-1].year or period) > period + 1
    return bool(to_come) or change_words.AIMED.search(text[begin:start]) is not None


def _of_before(text: str, start: int, unit: str, period: int | None, lag: int) -> bool:
    """Whether a quantity is told of a year before the report's."""
    if period is None:
        return False
    before = text[max(0, start - _REACH) : start]
    against = change_words.HELD_AGAINST.search(before)
    if against and (against["of"] or units.sort(unit) == "count"):
        return not against["year"] or int(against["year"]) < period
    named = change_words.OF_A_YEAR.search(before)
    if named is None and change_words.OF_YEAR_AT_BEGINNING.search(text, 0, start):
        told = [mark for mark in time_phrases.marks(text) if mark.end <= start and mark.kind in {"own", "last", "year"}]
        return bool(told) and told[-1].kind == "year" and not told[-1].held and (told[-1].year or period) < period
    return int(named[1]) < period if named else lag == 0 and bool(change_words.OF_LAST_YEAR.search(before))
