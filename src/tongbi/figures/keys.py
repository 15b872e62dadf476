"""Keys: what a figure measures, of whom and over which period; worked out once, when its report is read, and kept on the figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tongbi.figures import streaks
from tongbi.figures.basis import RATES, Basis, bases, years_told
from tongbi.figures.change_names import measured_from, step
from tongbi.figures.figure_scope import scope
from tongbi.figures.quantity_roles import limits_a_noun
from tongbi.language import time_phrases
from tongbi.language.annotation import BREAK, FULL_STOP
from tongbi.language.folding import since
from tongbi.language.quantity import flat
from tongbi.language.units import kin
from tongbi.model import Direction, Figure, FigureKind, Status, Unit, Years
from tongbi.model.changed_values import changed

_SIGNS: Mapping[int, Direction] = {1: "up", -1: "down"}
_STATUS: Mapping[str | None, Status] = {"target": "target", "previous": "base"}
_PER_CENT = frozenset({"%", "‰"})
_STATES: Mapping[Basis, FigureKind] = {"added": "added", "total": "stock"}
_CASES = {"in": "carried-in", "on": "carried-on", "all": "all"}


def of_unit(unit: Unit, found: Sequence[Figure], period: int | None) -> list[Figure]:
    """The figures of a sentence, in order, with their keys; `period` is the year that the report's figures are of."""
    year = period if period is None or unit.role != "plan" else period + 1
    keyed: list[Figure] = []
    for figure, basis in zip(found, bases(unit.text, found, unit.spanning), strict=True):
        told = period if figure.qualifier not in {"target", "previous"} else year  # GDP rose by 10.3% last year, told beside a plan
        one = _of_sentence(unit, figure, basis, told)
        if keyed and keyed[-1].kind == "streak" and not BREAK.search(unit.text, keyed[-1].start, figure.start):
            one = changed(one, kind="criterion")  # 连续8年稳定在1300亿斤以上: what was kept to
        keyed.append(streaks.named(unit.text, one, keyed) or one)
    return keyed


def of_cell(figure: Figure, period: int | None) -> Figure:
    """A figure of a table with its key."""
    year = None if period is None else period - (figure.qualifier == "previous")
    sign, named = _named(figure)
    return changed(figure, sign=sign, kind=_kind(figure, sign, ""), period=None if year is None else Years(year, year), **named)


def _of_sentence(unit: Unit, figure: Figure, basis: Basis, year: int | None) -> Figure:
    text = unit.text
    _, own, cases = scope(text, figure.start, figure.start + len(figure.text)).rpartition("own ")
    sign, named = _named(figure)
    return changed(
        figure,
        sign=sign,
        owner="own" if own else None,
        of=_CASES.get(cases),
        kind="criterion" if limits_a_noun(text, figure) else _kind(figure, sign, basis),
        period=figure.period or (_aimed_at(unit, figure, year) if figure.qualifier == "target" else _period(text, figure, basis, year)),
        doubt=("period",) if basis == "unclear" else (),
        **named,
    )


def _named(figure: Figure) -> tuple[Direction | None, dict[str, Any]]:
    """Which way a figure goes, and what else its name, its unit and its qualifier say."""
    head, way = step(figure.name)
    basis = (measured_from(figure.name) or None) if way else None
    status = _STATUS.get(figure.qualifier, "outcome")
    return _SIGNS.get(way), {"head": head or None, "basis": basis, "status": status, "dimension": kin(figure.unit) or None}


def _kind(figure: Figure, sign: Direction | None, basis: Basis) -> FigureKind | None:
    if sign:
        return "growth" if figure.unit in _PER_CENT else "points" if figure.unit in RATES else "change"
    return _STATES.get(basis, "rate" if figure.unit in RATES else None)


def _aimed_at(unit: Unit, figure: Figure, year: int | None) -> Years | None:
    """The period of a target: the year to come that is named before it, several years where its sentence tells of those, else the next."""
    if year is None:
        return None
    plain = flat(unit.text)
    begin = since(FULL_STOP, plain, figure.start)
    told = [mark for mark in time_phrases.marks(plain) if begin <= mark.start < figure.start and mark.kind in {"own", "year", "several"}]
    if told and told[-1].kind == "year" and (told[-1].year or year) > year:
        return Years(told[-1].year, told[-1].year)
    several = told[-1].kind == "several" if told else unit.spanning
    return Years(year, None) if several else Years(year, year)


def _period(text: str, figure: Figure, basis: Basis, year: int | None) -> Years | None:
    """The period of a figure; of several years the first is known where the sentence says how many. None where it is not said."""
    if basis == "several":
        told = years_told(flat(text), figure.start)
        return Years(None if told is None or year is None else year - told + 1, year)
    return None if year is None or basis == "unclear" or figure.qualifier == "previous" else Years(year, year)
