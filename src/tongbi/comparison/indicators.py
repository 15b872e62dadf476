"""Indicators: the table of figures, made of the series and of what a report tells again of the year before."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from tongbi.comparison.figure_series import Series
from tongbi.figures.basis import RATES
from tongbi.figures.name_terms import measure
from tongbi.language import units
from tongbi.language.folding import han_share
from tongbi.language.lexicon import words
from tongbi.model import CellPlace, Figure, Indicator, IndicatorChange, StatedChange


def indicators(found: Sequence[Series], stated: Sequence[StatedChange], years: Collection[int]) -> tuple[Indicator, ...]:
    """The table of figures of these years. A value that only the next report tells (从上年的36%提升至52%) fills the year before and is
    marked `retold`.

    A row is shown in what its newest report counts it in (亿元), whatever the older ones print. Where a figure rose in some years and fell
    in others, steps have a sign and the name says 同比变化 (change).
    """
    retold = {(claim.unit_id, claim.current, claim.unit): claim for claim in stated if claim.previous is not None}
    return tuple(_indicator(one, retold, years) for one in found)


def _indicator(found: Series, retold: Mapping[tuple[str, float | None, str], StatedChange], years: Collection[int]) -> Indicator:
    name, values = _signed(found)
    last = found.last
    where: dict[int, str | CellPlace] = {year: figure.cell or figure.unit_id for year, figure in found.by_year.items()}
    filled = {year: told for year, told in _retold(found, retold) if year is not None and year in years and year not in values}
    values |= {year: value for year, (value, _) in filled.items()}
    where |= {year: unit for year, (_, unit) in filled.items()}
    told = sorted(values)
    scale, word = units.scale_of(last.text)
    return Indicator(
        name=name,
        unit=last.unit,
        canonical=found.canonical,
        values={year: values[year] for year in told},
        where={year: where[year] for year in told},
        change=() if found.related else tuple(_change(*step, values, found) for step in pairwise(told) if _is_step(*step, found)),
        target=found.target,
        growth=last.sign is not None,
        retold=tuple(sorted(filled)),
        grade=found.grade,
        note=found.related or ("anew" if found.grade == "related" else ""),
        anew=found.anew,
        scale=scale,
        measure=measure(name),
        printed_unit=units.scaled(last.unit, word) if word else "",
        concept=last.concept,
        members=last.members,
        upto={year: _in_unit(one, last.unit, one.upto) for year, one in found.by_year.items() if one.upto is not None},
        bounds={year: one.bound for year, one in found.by_year.items() if one.bound},
    )


def _is_step(old: int, new: int, found: Series) -> bool:
    """Whether the change between two years may be told: neither is a range, both are bounded alike, and nothing was counted anew."""
    ends = [found.by_year[year] for year in (old, new) if year in found.by_year]
    bounds = {None if one.bound == "approx" else one.bound for one in ends}
    return new not in found.anew and len(bounds) < 2 and all(one.upto is None for one in ends)


def _retold(found: Series, retold: Mapping[tuple[str, float | None, str], StatedChange]) -> Iterator[tuple[int | None, tuple[float, str]]]:
    """Values that a later report tells of a year before its own, with the unit that tells them."""
    for figure in found.by_year.values():
        claim = retold.get((figure.unit_id, figure.value, figure.unit))
        if claim and claim.previous is not None:
            yield claim.previous_year, (claim.previous, figure.unit_id)


def _signed(found: Series) -> tuple[str, dict[int, float]]:
    """The name, and the values by year; with a sign and a common name where some years fell and others rose."""
    values = {year: _in_unit(figure, found.last.unit, figure.value) for year, figure in found.by_year.items()}
    falls = {year: figure.sign == "down" for year, figure in found.by_year.items()}
    name = found.named.name
    if not found.last.sign or len({*falls.values()}) == 1:
        return name, values
    (changed,) = words("zh/terms" if han_share(name) else "en/terms", "changed")
    head = found.named.head or ""
    return f"{head}·{changed}", {year: -value if falls[year] else value for year, value in values.items()}


def _in_unit(figure: Figure, unit: str, value: float) -> float:
    """A value of a figure in another unit of its dimension, to which it may be converted (5.31亿吨 → 10620亿斤)."""
    if figure.unit == unit or not units.converts(figure.unit, unit):
        return value
    return round(value * units.scale(figure.unit) / units.scale(unit), 6)


def _change(old: int, new: int, values: Mapping[int, float], found: Series) -> IndicatorChange:
    rate = found.last.sign is not None or found.last.unit in RATES
    absolute = round(values[new] - values[old], 6)
    percent = None if rate or not values[old] or values[old] * values[new] < 0 else round(100 * absolute / abs(values[old]), 4)
    return IndicatorChange(old, new, absolute, percent)
