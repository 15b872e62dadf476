"""Counts of a redline: what became of the statements from one year to the next, as the record has it, and of the tables' cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from tongbi.model import ChangeKind, Comparison
from tongbi.outputs.redline.merging import Step


def of(comparison: Comparison, old: int, new: int, steps: Sequence[Step]) -> dict[str, int]:
    """By name, in the order in which they are told: changes of each kind between the two years and how many of them moved; statements
    that the year before did not have but an earlier one (`returned`); those that the comparison does not say moved and that stand
    elsewhere all the same, with their section (`carried`); changed cells of tables that go on, tables that came and went.
    """
    changes = [one for one in comparison.changes if one.to_year == new]
    between = [one for one in changes if one.from_year == old]
    counts: dict[str, int] = {kind: sum(one.kind == kind for one in between) for kind in get_args(ChangeKind)}
    counts["moved"] = sum(one.moved for one in between)
    counts["carried"] = _carried(comparison, steps)
    counts["returned"] = len(changes) - len(between)
    values = [cell for table in comparison.tables for row in table.values for cell in row if old in cell and new in cell]
    counts["cells"] = sum(cell[old] != cell[new] for cell in values)
    printed = [tuple(table.by_year.get(year) is not None for year in (old, new)) for table in comparison.tables]
    return {**counts, "tables-added": printed.count((False, True)), "tables-dropped": printed.count((True, False))}


def _carried(comparison: Comparison, steps: Sequence[Step]) -> int:
    places = {step.piece.group[1] for step in steps if step.move and step.piece.group[:1] == ("statement",)}
    return sum(isinstance(place, int) and not comparison.changes[place].moved for place in places)
