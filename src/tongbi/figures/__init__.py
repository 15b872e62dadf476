"""Figures: text → quantities with a name, a unit and a place; N years of them → indicators."""

from __future__ import annotations

from collections.abc import Sequence

from tongbi.figures import names, quantities
from tongbi.figures.cells import of_tables
from tongbi.figures.indicators import indicators
from tongbi.model import Figure, Unit
from tongbi.text import han_share

__all__ = ["extract", "indicators", "of_tables"]


def extract(units: Sequence[Unit], roles: Sequence[str]) -> tuple[Figure, ...]:
    """The quantities of the units, in order; `roles[n]` is the role of unit `n`: what stands in a plan is a `target`."""
    found: list[Figure] = []
    for unit, role in zip(units, roles, strict=True):
        found += _of_unit(unit, role == "plan")
    return tuple(found)


def _of_unit(unit: Unit, planned: bool) -> list[Figure]:
    found: list[Figure] = []
    plain = quantities.flat(unit.text)
    previous = head = ""
    for quantity in quantities.find(unit.text, han_share(unit.text) > 0.3):
        name = names.name(plain, quantity.start, quantity.end, previous, head)
        if "·" not in name:
            head = name
        previous = name
        qualifier = "target" if planned else quantity.qualifier
        printed = unit.text[quantity.start : quantity.end]
        found.append(Figure(unit.id, name, quantity.value, quantity.unit, printed, quantity.start, qualifier))
    return found
