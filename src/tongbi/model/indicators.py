"""Figures through the years, and what plans set for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from tongbi.model.tagged import CellPlace

Grade = Literal["proved", "same", "related"]
RelatedBy = Literal["", "scope", "period", "kind", "standing", "anew"]


@dataclass(frozen=True, slots=True)
class IndicatorChange:
    """From one year's value to another's. `percent` is None for rates (unit %, where `absolute` is in points), growth, and from 0."""

    from_year: int
    to_year: int
    absolute: float
    percent: float | None


@dataclass(frozen=True, slots=True)
class Target:
    """A figure that a plan sets and the one of the next report's review that answers it, with the sentence that tells it and its `start`
    there, or the table `cell`; None for all where there is none. `met` is None where it cannot be said (5%左右 and 4.8%; 超过50% and 60%).
    `upto`: of a range (4.5%—5%) the upper end, of which `planned` is the lower one.
    """

    name: str
    unit: str
    planned: float
    reached: float | None
    unit_id: str | None
    met: bool | None
    start: int | None = None
    cell: CellPlace | None = None
    upto: float | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure through the years. `where` gives the unit id or the table cell the value stands in; `target` marks a plan's figure.

    `growth` marks what says a change itself (同比增长4.0%), not a state; where it fell in some years and rose in others its values have
    signs. `retold` lists the years whose own report does not tell the value: a later one does (从上年的36%提升至52%), and `where` names
    its unit.

    `grade`, that of the newest step: `proved` where the report itself says what the older value was or how far it moved, and that fits;
    `same` where the keys of both figures are the same; `related` where they are of one thing but not comparable, so that `change` has no
    step there and `note` says why: another scope, period, kind or standing (a target beside an outcome), or counted anew (`anew`). `anew`
    lists the years whose value was counted anew since the one before it.

    Values stand in `unit`; readers are shown them in `printed_unit`, what the newest report prints (亿元, $ million), and `scale` is how
    many of `unit` one of it is (1e8). `printed_unit` is "" where it is `unit` itself. `measure` is what it measures, one text for all
    names of one measure (实现地区生产总值, GDP), by which bodies may be held against each other. `targets` are the plans for it, by the
    year of the report that tells what came of them. `concept` and `members`: what the newest filing declares it to be, as of its figure.
    `upto`: of the years whose value is the lower end of a range (4.5%—5%) the upper one; `change` has no step from or to them.
    `bounds`: what bounds a target's value (以上, at most), by the names of qualifiers; `change` has no step between two that are bounded
    otherwise.
    """

    name: str
    unit: str
    canonical: str | None
    values: Mapping[int, float]
    where: Mapping[int, str | CellPlace]
    change: tuple[IndicatorChange, ...]
    target: bool = False
    growth: bool = False
    retold: tuple[int, ...] = ()
    grade: Grade = "same"
    note: RelatedBy = ""
    anew: tuple[int, ...] = ()
    scale: float = 1.0
    printed_unit: str = ""
    measure: str = ""
    targets: Mapping[int, Target] = field(default_factory=dict)
    concept: str | None = None
    members: tuple[str, ...] = ()
    upto: Mapping[int, float] = field(default_factory=dict)
    bounds: Mapping[int, str] = field(default_factory=dict)

    @property
    def shown_unit(self) -> str:
        """The unit that readers are shown the values in."""
        return self.printed_unit or self.unit

    def shown(self, value: float) -> float:
        """A value of `unit` counted in the unit that readers are shown."""
        return value if self.scale == 1 else round(value / self.scale, 10)
