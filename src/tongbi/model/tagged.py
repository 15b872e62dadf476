"""Facts that a filing declares of its own numbers in inline XBRL."""

from __future__ import annotations

from dataclasses import dataclass

CellPlace = tuple[int, int, int]
"""A cell of a report: the table's index, the row and the column, from 0."""
Printed = tuple[int | None, ...]
"""Indices of the facts that a place prints; None for what the file itself declares to be a text and no number (a ZIP code)."""


@dataclass(frozen=True, slots=True)
class TaggedFact:
    """A number with what the filing declares it to be.

    `concept`: `us-gaap:Revenues`, with the filer's own prefix for a concept of its own. `value` has its scale and sign; `unit` is that of
    figures (`$`, `%`, `shares`), an amount per share `$/share`. `decimals`: to how many places it is exact (-6: to the million), None for
    exactly. `begin` and `end` are ISO days; `begin` is "" for a balance. `dimensions`: `axis=member`, in the order of the axes.

    `label` is what the filing calls it where it prints it, `years` its distance from the filing's fiscal year, None for a period that is
    none. Its place: `unit_id` and `start` as a figure's, or the table's `cell`; neither for what is hidden, and for what stands outside
    sentences and tables of values.
    """

    concept: str
    value: float
    unit: str
    decimals: int | None
    begin: str
    end: str
    dimensions: tuple[str, ...] = ()
    text: str = ""
    scale: int = 0
    label: str = ""
    years: int | None = None
    unit_id: str = ""
    start: int = 0
    cell: CellPlace | None = None

    @property
    def digit(self) -> float:
        """One unit of its last exact digit, 0 for a value that is exact."""
        return 0.0 if self.decimals is None else 10.0**-self.decimals

    def differs(self, other: TaggedFact) -> bool:
        """Whether two values are apart by more than rounding explains: nothing where both are exact to the same digit."""
        rounded = 0.0 if self.digit == other.digit else max(self.digit, other.digit) / 2
        return abs(self.value - other.value) > rounded + 1e-9

    @property
    def key(self) -> tuple[object, ...]:
        """What it measures: equal in every filing of one filer, whatever the period."""
        return self.concept, self.dimensions, self.unit, bool(self.begin)
