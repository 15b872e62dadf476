"""Statements of a filing through the years: its lines in the filing's order, each year beside the last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tongbi.model.tagged import CellPlace


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A line of a statement: a heading without values, or what it is declared to be with its values by year.

    Values stand in `unit` with the sign that the statement prints; readers are shown them in `printed_unit`, of which one is `scale` of
    `unit`. A year's value is that of the newest report that prints it: its whole column comes from one report, its sign from the newest
    where that turned it. `where` gives the cell by year in the year's own report. `retold` lists the years that only a later report tells;
    `restated` gives what the year's own report told where that differs beyond its decimals; `dropped` lists the years whose column a later
    report prints without the line: what it was is in `restated` alone, since the column has it elsewhere. `deducted`: whether the statement
    prints an amount as negative numbers in every year (capital expenditures, net cash used): the change of such a line is that of the
    amount.
    """

    label: str
    concept: str = ""
    members: tuple[str, ...] = ()
    unit: str = ""
    scale: float = 1.0
    printed_unit: str = ""
    values: Mapping[int, float] = field(default_factory=dict)
    where: Mapping[int, CellPlace] = field(default_factory=dict)
    retold: tuple[int, ...] = ()
    restated: Mapping[int, float] = field(default_factory=dict)
    dropped: tuple[int, ...] = ()
    deducted: bool = False

    @property
    def is_heading(self) -> bool:
        """Whether no report tells a value of it."""
        return not self.values and not self.restated

    def shown(self, value: float) -> float:
        """A value of `unit` counted in the unit that readers are shown."""
        return value if self.scale == 1 else round(value / self.scale, 10)


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement: `id` and titles are the schema's, `name` is the newest filing's own. Each table of parts is one, all of one `id`."""

    id: str
    zh: str
    en: str
    name: str
    lines: tuple[StatementLine, ...]
