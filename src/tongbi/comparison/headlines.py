"""Headlines: the rows of figures that brief, page and overview lead with, the weightiest first.

Wrong pairs move most, so a list by size of move collects the errors at its top. Here certainty comes first: only rows lead whose names
say the same in both years and say what is measured, whose values are of one year each, and which no statement of the reports refutes. The
schema's core figures go before all others, but for targets that stay as they were; of the others those that count money,
people and sizes go before things and rates, and these before what was done once. A thing leads once: a core figure with its value, its
growth in per cent and its target. What was counted anew leads too where it is a core figure or counts money, people or sizes, and so does
what moved sharply over a year that no report tells: both are news, whatever stands between the two numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log2, log10

from tongbi.comparison.core_figures import Core, Weight, is_telling, thing
from tongbi.comparison.figure_series import Series
from tongbi.figures.basis import RATES
from tongbi.figures.name_terms import terms
from tongbi.language import units
from tongbi.language.lexicon import has, holds, words
from tongbi.model import Figure, Indicator
from tongbi.report.schema import Schema

# So many rows at most.
_MOST = 24
# Points of a rate that weigh as much as a doubling; a rate weighs as a count of a thousand does.
_DOUBLING, _AS_A_RATE = 7.0, 3.0
# What moves further is no lead unless it is a core figure or proved.
_LEAP = 3.0
# How many times a value must move to be told over a year without one.
_SHARP = 1.25
# The words of a bound that leave the value as it is: 4.5%左右 goes on from 5%.
_AIMS = words("zh/numbers", "aims.verbs", "aims.sure")


@dataclass(frozen=True, slots=True)
class _Row:
    """A row that may lead, with its series, the place of its core figure, None for any other, and whether the newest report tells it."""

    at: int
    one: Series
    row: Indicator
    number: int | None
    newest: bool

    @property
    def values(self) -> tuple[float, float]:
        """The newest value and the one before it, or twice the only one."""
        told = [value for _, value in sorted(self.row.values.items())]
        return told[-1], told[-2:][0]

    def rank(self, core: Core) -> tuple[int, ...]:
        """Where it stands, the smallest first: core figures in the order of the schema, then the others by what they count; the growth of a
        thing behind its value, its target behind both; a table before a sentence, which may tell of a part, and proved before not. A target
        that stays is news of the first core figure alone; behind it what the newest report does not tell.
        """
        unproved, kept = self.row.grade != "proved", self.row.target and self.values[0] == self.values[1]
        if self.number is not None and self.newest and (not self.number or not kept):
            return 0, self.number, self.row.target, self.row.growth, self.row.concept is None, not self.one.last.cell, unproved
        if self.number is not None and (kept or not self.newest):
            return 1, Weight.KEPT, not self.newest, self.number
        return 1, core.weight(self.one.last), unproved

    def things(self) -> tuple[object, ...]:
        """What it says, so that nothing is said twice: a core figure's value, growth and target each, of any other thing one of them."""
        key = thing(self.one.last)
        if not self.newest:
            return (self.number,)
        return (key,) if self.number is None else ((self.number, self.row.target, self.row.growth and self.row.unit in RATES), key)


def leading(found: Sequence[Series], rows: Sequence[Indicator], years: Sequence[int], known: Schema) -> tuple[int, ...]:
    """Indices of the rows that lead, weightiest first, at most 24; none that is graded `related`, save what was counted anew.

    `rows` are the table of the series `found`, in their order, `years` those of the reports, oldest first.

    A core figure that two reports tell and the newest does not leads with its last known value, behind those that it tells.
    """
    core = Core.of(known)
    pairs = enumerate(zip(found, rows, strict=True))
    declared = any(row.concept for row in rows)
    candidates = [_Row(at, one, row, _number(one.last, core, declared), years[-1] in one.by_year) for at, (one, row) in pairs]
    candidates = [one for one in candidates if declared or not known.statements or _is_of_group(one)]
    told = {one.number for one in candidates if one.newest}
    kept = [one for one in candidates if _may_lead(one, core) and _is_sure(one, years[-2:], core)]
    kept += [one for one in candidates if _is_last_known(one) and one.number not in told]
    kept = [one for one in kept if not _told_by_values(one, kept)]
    kept.sort(key=lambda one: (*one.rank(core), _order(one), -_weight(one), one.row.name))
    return tuple(_one_a_thing(kept))[:_MOST]


def _is_of_group(one: _Row) -> bool:
    """Whether a company's report tells it of the whole group, as far as it says: its sentences tell of subsidiaries too, some tables of the
    company alone.
    """
    return one.number is not None or (one.one.last.cell is not None and not has(one.row.name, "zh/owners", "company"))


def _order(one: _Row) -> int:
    """The place among the rows of a core figure in tables, which a report tells first where it tells its core figures; 0 for all others."""
    return one.at if one.number is not None and one.one.last.cell else 0


def _number(figure: Figure, core: Core, declared: bool) -> int | None:
    """The core figure that a figure is of; in a filing that declares its numbers a sentence alone tells none that has a concept."""
    number = core.number(figure)
    told = figure.concept or figure.cell or figure.sign
    return None if number is not None and declared and not told and core.figures[number].concepts else number


def _told_by_values(one: _Row, kept: Sequence[_Row]) -> bool:
    """Whether a sentence tells a growth of a core figure whose values a table tells: it says the same, or tells of a part."""
    if one.number is None or not one.row.growth or one.row.target or one.row.unit != "%" or one.one.last.cell:
        return False
    return any(other.number == one.number and other.one.last.cell and other.row.unit not in RATES for other in kept)


def _may_lead(one: _Row, core: Core) -> bool:
    """Whether what it is of may lead: figures of one year whose pair is sure, outcomes, and targets where the schema says so; never a step
    in points, which would be told with the change of a change.
    """
    if one.row.concept and not any(one.row.values.values()):  # nothing in any year is no news
        return False
    if (
        one.one.several
        or (one.row.growth and units.sort(one.row.unit) == "points")
        or (one.row.grade == "related" and not _is_anew(one, core))
    ):
        return False
    return not one.one.target or (one.number is not None and core.figures[one.number].target)


def _is_anew(one: _Row, core: Core) -> bool:
    """Whether it is news that a row was counted anew: of a core figure, and of what is large where the report says so itself."""
    if one.row.note != "anew" or one.one.last.kind == "streak":
        return False
    return one.number is not None or (one.one.proofs[max(one.row.values)] == "anew" and _is_large(one, core))


def _is_large(one: _Row, core: Core) -> bool:
    """Whether it is a core figure, or counts money, people or sizes."""
    return one.number is not None or core.weight(one.one.last) in {Weight.KIN, Weight.SIZE}


def _is_sure(one: _Row, newest: Sequence[int], core: Core) -> bool:
    """Whether the newest report and one before tell it by one name that says what is measured: that of the year before, for a core figure
    and for what moved sharply any.
    """
    by_year = one.one.by_year
    years = sorted(by_year)[-2:] if one.number is not None or _moved_sharply(one, core) else [year for year in newest if year in by_year]
    if not one.newest or len(years) < 2 or any(year in one.row.retold for year in years):
        return False
    old, new = (by_year[year] for year in years)
    # 力争达到8% beside 7%以上 is what is hoped for, not what is set.
    hoped = {holds(one.one.bounds[year], _AIMS) for year in years} if one.one.target else {False}
    if len(hoped) > 1 or old.unit != new.unit:
        return False
    if one.number is not None:
        return core.number(old) == one.number
    return is_telling(new) and terms(old.head or "").key == terms(new.head or "").key and not _leaps(one)


def _moved_sharply(one: _Row, core: Core) -> bool:
    """Whether an amount of money, people or a size moved far from its last value to the newest."""
    low, high = sorted(map(abs, one.values))
    return one.row.unit not in RATES and _is_large(one, core) and high >= _SHARP * low > 0


def _leaps(one: _Row) -> bool:
    """Whether the two values are so far apart that without a proof they are more often two things than one."""
    low, high = sorted(map(abs, one.values))
    return one.row.unit not in RATES and one.row.grade != "proved" and high > _LEAP * low


def _is_last_known(one: _Row) -> bool:
    """Whether it is an outcome of a core figure that two older reports tell."""
    if one.number is None or one.newest or len(one.one.by_year) < 2:
        return False
    return not (one.row.target or one.row.growth or one.one.several or one.row.grade == "related")


def _weight(one: _Row) -> float:
    """How weighty a row is, 0 or more: the digits of its newest value and how far it moved; what is moved further than twofold weighs no
    more for it.
    """
    new, old = map(abs, one.values)
    if one.row.unit in RATES:
        return _AS_A_RATE + min(abs(new - old) / _DOUBLING, 1.0)
    return log10(1 + new) + min(abs(log2((new + 1) / (old + 1))), 1.0)


def _one_a_thing(ranked: Sequence[_Row]) -> Iterator[int]:
    """The best row of each thing; a cell with both values of another row is that row told again (资产总计 and 负债和所有者权益总计)."""
    seen: set[object] = set()
    cells: set[object] = set()
    for one in ranked:
        says, *of = one.things()
        is_cell = one.one.last.cell is not None
        if says in seen or one.values in (seen if is_cell else cells):
            continue
        seen.update((says, *of, one.values))
        cells.update((one.values,) if is_cell else ())
        yield one.at
