"""Declared measures: figures whose filing declares what they are, told by concept and members whatever they are called.

A filing tells a measure many times, in its statements, its notes and its discussion. Of these one stands for all in the rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tongbi.comparison.figure_places import Place
from tongbi.figures.tagged_facts import Measure, measure
from tongbi.language import numerals
from tongbi.model import Figure, Report


def primary(found: Sequence[Place]) -> dict[Measure, int]:
    """By measure the number of the place that stands for all of a year: a cell before a sentence, the most exact first. What is of another
    period (a quarter, a day) stands for none where the year is told too; nor does what is told with several values.
    """
    told: dict[Measure, list[int]] = defaultdict(list)
    for at, place in enumerate(found):
        one = measure(place.figure)
        if one is not None and place.figure.sign is None:
            told[one].append(at)
    for one, some in told.items():
        told[one] = [at for at in some if found[at].figure.period] or some
    return {
        one: min(some, key=lambda at: _rank(found[at].figure)) for one, some in told.items() if _is_one([found[at].figure for at in some])
    }


def _rank(figure: Figure) -> tuple[bool, float]:
    return figure.cell is None, quantum(figure)


def quantum(figure: Figure) -> float:
    """The unit of the last digit that a figure is printed with."""
    return numerals.quantum(figure.text)


def _is_one(figures: Sequence[Figure]) -> bool:
    """Whether all values are the most exact one, rounded."""
    exact = min(figures, key=quantum)
    return all(is_rounded(one, exact.value) for one in figures)


def is_rounded(figure: Figure, value: float) -> bool:
    """Whether a figure is printed of a value, by its last digit; the sign is a matter of the statement it stands in."""
    return abs(abs(figure.value) - abs(value)) <= quantum(figure) * 0.51 + 1e-9


def linked(found: Mapping[Measure, int], rows: Mapping[Measure, int]) -> dict[int, int]:
    """By the number of a place the row of its measure."""
    return {at: rows[one] for one, at in found.items() if one in rows}


def are_apart(one: Figure, other: Figure) -> bool:
    """Whether two figures are declared to measure two things."""
    own, others = measure(one), measure(other)
    return own is not None and others is not None and own != others


def declares(reports: Iterable[Report]) -> bool:
    """Whether any report declares what its numbers are."""
    return any(report.facts for report in reports)
