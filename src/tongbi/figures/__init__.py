"""Figures: text → quantities with a name, a unit and a place; N years of them → indicators."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tongbi.figures import keys, names, quantities
from tongbi.figures.basis import RATES
from tongbi.figures.cells import is_other_scale, of_tables
from tongbi.figures.claimed_changes import Claim, claims
from tongbi.figures.count_units import kin
from tongbi.figures.figure_scope import cases
from tongbi.figures.multi_year_spans import marked
from tongbi.figures.placed_claims import placed
from tongbi.figures.year_lists import years_of
from tongbi.language import change_verbs
from tongbi.language.folding import han_share
from tongbi.model import Figure, Unit

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


# 在2022年设立26个…: the year stands in the number's own clause, and nothing is held against it (比2022年, 从2022年的).
_OF_A_YEAR = re.compile(
    rf"(?<![比较从由自])((?:19|20)\d\d)年(?:底|末|同期)?(?!{change_verbs.COMPARING})(?:设立|建立|建成|完成|办理|受理|印发|新增|有|为)?(?:的)?[^，,。；、\d]{{0,6}}$"
)
_LAST_YEAR = re.compile(
    rf"(?<![比较从由自与])(?:上一?年度?|去年)(?:同期)?(?!{change_verbs.COMPARING})的?(?!结转|转入|遗留|未结|结存)[^，,。；、\d]{{0,4}}$"
)
# 较2021年的189件: an amount that the one before is held against.
_HELD_AGAINST = re.compile(r"[比较](?:((?:19|20)\d\d)年|上一?年度?|去年)(?:度|同期|[底末])?的(?:约|近)?$")


def extract(units: Sequence[Unit], period: int | None = None, lag: int = 0) -> tuple[Figure, ...]:
    """The quantities of the units, in order: what stands in a plan is a `target`, what stands aside has none.

    `period` is the year the report's figures are of, `lag` how far before the year it is called by: what is said of a year before that is
    `previous`.
    """
    found: list[Figure] = []
    for unit in units:
        found += keys.of_unit(unit, _of_unit(unit, period, lag), period) if unit.role != "aside" else ()
    return tuple(found)


def _of_unit(unit: Unit, period: int | None, lag: int) -> list[Figure]:
    quantified = list(quantities.find(unit.text, han_share(unit.text) > 0.3)) if quantities.COUNTS.search(unit.text) else []
    if not quantified:
        return []
    years = years_of(unit.text, quantified) if lag == 0 and period else {}
    return [
        Figure(
            unit.id,
            name,
            quantity.value,
            quantity.unit,
            unit.text[quantity.start : quantity.end],
            quantity.start,
            "previous" if years.get(at, period) != period else _qualifier(unit.text, quantity, unit.role == "plan", period, lag),
        )
        for at, (name, quantity) in enumerate(
            zip(names.names(unit.text, quantified, None if period is None else period - 1), quantified, strict=True)
        )
    ]


def _qualifier(text: str, quantity: quantities.Quantity, planned: bool, period: int | None, lag: int) -> str | None:
    """What is told of a year before is `previous` wherever it stands (赤字率从去年的2.1%提高到2.3%); else a plan's figure is a `target`."""
    if quantity.qualifier == "previous" or _of_before(text, quantity.start, period, 0 if planned else lag):
        return "previous"
    return "target" if planned else quantity.qualifier


def _of_before(text: str, start: int, period: int | None, lag: int) -> bool:
    """Whether a quantity is told of a year before the report's."""
    if period is None:
        return False
    against = _HELD_AGAINST.search(text, max(0, start - 16), start)
    if against:
        return not against[1] or int(against[1]) < period
    named = _OF_A_YEAR.search(text, max(0, start - 24), start)
    return int(named[1]) < period if named else lag == 0 and bool(_LAST_YEAR.search(text, max(0, start - 24), start))
