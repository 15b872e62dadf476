"""Proofs: what a report itself says of the value before, held against the older report's.

A stated growth or difference (同比增长6%, 比上年增加30件), a value told again (由上年的48个压减至41个), an increase beside the total that
it led to (新增31个、累计169个) prove that two figures are one measure where they fit. Where they are far off, the measure was counted
anew: both numbers stand, and no change between them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from tongbi.figures import placed_claims, tagged_facts
from tongbi.figures.basis import RATES
from tongbi.language.lexicon import one_of
from tongbi.model import CellPlace, Figure, Report

Proof = Literal["fits", "near", "fails", "anew", ""]
"""`near` where rounding or a revision may explain it, `anew` where the report itself says that the figure was counted anew."""
REFUTED: frozenset[Proof] = frozenset({"fails", "anew"})
"""What leaves no change between two values."""
# A growth that a text states may differ so far from that between the two reports and still prove it, and not be another figure's: in
# points, and as a share of it. Rounding explains the first; revisions and constant prices no more than the second.
_FITS, _FITS_SHARE, _FAILS, _FAILS_SHARE = 1.5, 0.15, 5.0, 0.5
# The same for a value that is told again, as shares of it.
_AGAIN, _OTHER = 0.005, 0.15
# Points that prices may add to a growth at constant prices (实际增长), and to that of what is told at current prices (生产总值).
_PRICES = 10.0
_PRICED = re.compile(f"{one_of('zh/amounts', 'priced')}|{one_of('en/amounts', 'priced')}", re.IGNORECASE)
_FLOORS, _CEILINGS = frozenset({"at-least", "more-than"}), frozenset({"at-most", "less-than"})
_RECOUNTED = re.compile(rf"{one_of('zh/change', 'anew.words')}|\b{one_of('en/change', 'anew.words')}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a report says of the value before a figure's: in per cent of it (`real` at constant prices), or as a value, None for what it
    does not say; and whether it says that the figure was counted anew (按新口径统计).
    """

    growth: float | None = None
    real: bool = False
    before: float | None = None
    recounted: bool = False


def evidence(report: Report, period: int) -> Mapping[tuple[str, int] | CellPlace, Evidence]:
    """What the report says of the values before its figures, by unit and place, or cell; `period` is the year that its figures are of."""
    found: dict[tuple[str, int] | CellPlace, Evidence] = dict(_added(report))
    for unit, claims in placed_claims.of_report(report).items():
        for claim in claims:
            if claim.current and claim.step and claim.change is not None and claim.base in {None, period - 1}:
                change = -claim.change if claim.direction == "down" else claim.change
                if claim.unit == "%" and claim.current.unit not in RATES:
                    found[unit, claim.current.start] = Evidence(growth=change, real=claim.real)
                elif claim.unit == claim.current.unit or claim.current.unit in RATES:
                    found[unit, claim.current.start] = Evidence(before=claim.current.value - change)
    found |= {place: Evidence(before=value) for place, value in placed_claims.told_again(report, period)}
    found |= {place: replace(found.get(place, Evidence()), recounted=True) for place in _recounted(report)}
    return dict(_printed_beside(report)) | found | dict(_declared(report))


def _printed_beside(report: Report) -> Iterator[tuple[CellPlace, Evidence]]:
    """The cells beside which their table prints the value of the year before, under the same name once."""
    columns = defaultdict[tuple[int, str, bool], list[Figure]](list)
    for figure in report.figures:
        if figure.cell:
            columns[figure.cell[0], figure.name, figure.qualifier == "previous"].append(figure)
    for (table, name, before), told in columns.items():
        own = [] if before else told
        again = columns.get((table, name, True), [])
        if len(own) == len(again) == 1 and own[0].cell:
            yield own[0].cell, Evidence(before=again[0].value)


def _declared(report: Report) -> Iterator[tuple[tuple[str, int] | CellPlace, Evidence]]:
    """The figures whose filing declares the value of the year before."""
    again = tagged_facts.of_year(report, -1)
    for figure in report.figures if again else ():
        before = again.get(tagged_facts.measure(figure) or ("", (), ""))
        if before and figure.period:  # of a year, and no quarter
            yield figure.cell or (figure.unit_id, figure.start), Evidence(before=before.value)


def _recounted(report: Report) -> Iterator[tuple[str, int]]:
    """The figures of sentences that say that something was counted anew."""
    counting = {figure.unit_id for figure in report.figures}
    saying = {unit.id for unit in report.units if unit.id in counting and _RECOUNTED.search(unit.text)}
    for figure in report.figures:
        if figure.unit_id in saying:
            yield figure.unit_id, figure.start


def _added(report: Report) -> Iterator[tuple[tuple[str, int], Evidence]]:
    """Totals beside the increase that led to them."""
    for unit, told in placed_claims.by_unit(report.figures).items():
        for added, total in pairwise(told):
            if (added.kind, total.kind) == ("added", "stock") and added.unit == total.unit and _one_thing(added, total):
                yield (unit, total.start), Evidence(before=total.value - added.value)


def _one_thing(added: Figure, total: Figure) -> bool:
    return bool(total.head) and (added.head or "").endswith(total.head or "")


def proof(old: Figure, new: Figure, told: Evidence | None) -> Proof:
    """Whether what the newer report says of the value before fits the older figure; `near` where rounding or a revision may explain it."""
    if new.kind == "streak":
        return "fits" if new.value == old.value + 1 else "fails"
    if told is None or not old.value:
        return ""
    if told.recounted:
        return "anew"
    if told.growth is not None:
        return _of_growth(old, new, told.growth, told.real or _PRICED.search(new.name) is not None)
    if told.before is None:
        return ""
    off = abs(told.before - old.value) / abs(old.value)
    return "fits" if off <= _AGAIN else "fails" if off > _OTHER and not _may_be(old, told.before) else "near"


def _of_growth(old: Figure, new: Figure, stated: float, real: bool) -> Proof:
    """Whether two values fit the growth that is stated: prices add to a `real` one, and of a bound (超8亿) only the one side is known."""
    off, said = 100 * (new.value / old.value - 1) - stated, abs(stated)
    if abs(off) <= max(_FITS, _FITS_SHARE * said):
        return "fits"
    least = max(_FAILS, _FAILS_SHARE * said) + (_PRICES if real and off > 0 else 0.0)
    at_most = old.qualifier in _FLOORS or new.qualifier in _CEILINGS
    at_least = old.qualifier in _CEILINGS or new.qualifier in _FLOORS
    return "near" if abs(off) <= least or (at_most and off > 0) or (at_least and off < 0) else "fails"


def _may_be(figure: Figure, value: float) -> bool:
    """Whether a figure that is a bound allows a value."""
    return (figure.qualifier in _FLOORS and value > figure.value) or (figure.qualifier in _CEILINGS and value < figure.value)
