"""Restated facts: what a filing declares of the year before, against what the filing of that year declared of it.

Both may be right. Of the usual causes four are told apart: a split of the shares, a sign, a slip of scale, and a reclassification, where as
much as a line lost went to others of its table, or came from one that the table has no more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tongbi.checks.check_inputs import Reading
from tongbi.checks.reckoning import Reckoning, reckoned
from tongbi.figures import is_other_scale
from tongbi.figures.tagged_facts import amount, of_year, printed_value, words_of
from tongbi.model import Cause, FigurePlace, Report, TaggedFact

_OF_SHARES = "share"


@dataclass(frozen=True, slots=True)
class _Pair:
    """A fact of the year before as last year's filing declares it, and as this one does."""

    old: TaggedFact
    new: TaggedFact
    is_turned: bool
    """Whether both are printed with the other sign than they are declared with."""

    @classmethod
    def of(cls, old: TaggedFact, new: TaggedFact, last: Report, report: Report) -> _Pair:
        return cls(old, new, all(printed_value(fact, told.tables) == -fact.value for fact, told in ((old, last), (new, report))))

    @property
    def step(self) -> float:
        """By how much it differs, as printed."""
        return (self.new.value - self.old.value) * (-1 if self.is_turned else 1)

    @property
    def shown(self) -> tuple[TaggedFact, TaggedFact]:
        """The two with the sign that is printed."""
        both = self.old, self.new
        return (replace(self.old, value=-self.old.value), replace(self.new, value=-self.new.value)) if self.is_turned else both

    @property
    def differs(self) -> bool:
        """Whether the two are apart by more than their last exact digits explain."""
        return self.old.differs(self.new)

    @property
    def ratio(self) -> float:
        """How many times the one is the other, 1 or more; 0 where one is nothing."""
        low, high = sorted((abs(self.old.value), abs(self.new.value)))
        return high / low if low else 0.0


def check(read: Sequence[Reading]) -> Iterator[Reckoning]:
    """Every fact that both filings declare of the year between them, where both print it."""
    for reading in read:
        if reading.last is not None:
            old, new = of_year(reading.last.report, 0), of_year(reading.report, -1)
            both = [(old[one], fact) for one, fact in new.items() if one in old and _is_printed(fact) and _is_printed(old[one])]
            pairs = [_Pair.of(*facts, reading.last.report, reading.report) for facts in both]
            restated = [pair for pair in pairs if pair.differs]
            shown = _by_table(reading.last.report, 0), _by_table(reading.report, -1)
            for pair in pairs:
                yield _reckoned(reading, pair, _cause(pair, restated, _come_and_gone(pair, *shown)) if pair.differs else "")


def _is_printed(fact: TaggedFact) -> bool:
    return bool(fact.cell or fact.unit_id)


def _reckoned(reading: Reading, pair: _Pair, why: Cause) -> Reckoning:
    old, new = pair.shown
    made = reckoned(
        "restated", reading.year, [_place(reading.year, new)], [_place(reading.year - 1, old)], (old.value, new.value),
        new.unit.partition("/")[0], differs=pair.differs, severity="conflict" if why in {"sign", "scale"} else "info",
        values={"expected": amount(old), "found": amount(new), "name": new.label or words_of(new.concept), **reading.years},
    )  # fmt: skip
    return replace(made, why=why)


def _place(year: int, fact: TaggedFact) -> FigurePlace:
    return FigurePlace(year, cell=fact.cell) if fact.cell else FigurePlace(year, fact.unit_id, fact.start)


# ── causes ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _by_table(report: Report, years: int) -> dict[int, dict[object, float]]:
    """What each table of a filing shows of a year, by what it is, with the sign that it prints."""
    found: dict[int, dict[object, float]] = defaultdict(dict)
    for fact in report.facts:
        if fact.cell and fact.years == years:
            found[fact.cell[0]][fact.key] = printed_value(fact, report.tables)
    return found


def _come_and_gone(pair: _Pair, old: Mapping[int, Mapping[object, float]], new: Mapping[int, Mapping[object, float]]) -> list[float]:
    """What a fact's table shows beside it that last year's did not, and what it shows no more, as a step down."""
    if not (pair.old.cell and pair.new.cell):
        return []
    before, now = old[pair.old.cell[0]], new[pair.new.cell[0]]
    return [value for one, value in now.items() if one not in before] + [-value for one, value in before.items() if one not in now]


def _cause(pair: _Pair, restated: Collection[_Pair], shown: Sequence[float]) -> Cause:
    """Why a fact was restated, "" where none of the usual causes shows."""
    if _is_split(pair) and sum(_is_split(other) and round(other.ratio) == round(pair.ratio) for other in restated) > 1:
        return "split"
    if pair.new.value == -pair.old.value:
        return "sign"
    if is_other_scale(pair.old.value, pair.new.value):
        return "scale"
    return "reclassification" if _is_moved(pair, restated, shown) else ""


def _is_split(pair: _Pair) -> bool:
    """Whether shares, or an amount per share, became so many times as many, or one in so many, as far as their digits tell."""
    many, (low, high) = round(pair.ratio), sorted((pair.old, pair.new), key=lambda fact: abs(fact.value))
    return _OF_SHARES in pair.new.unit and many > 1 and abs(abs(high.value) - many * abs(low.value)) <= (many * low.digit + high.digit) / 2


def _is_moved(pair: _Pair, restated: Collection[_Pair], shown: Sequence[float]) -> bool:
    """Whether what a line lost went to others of its table, one of them or all together, or to other members of its concept."""
    if pair.new.cell is None:
        return False
    table = pair.new.cell[0]
    beside = [other for other in restated if other is not pair and other.new.unit == pair.new.unit and other.new.end == pair.new.end]
    steps = [other.step for other in beside if other.new.cell and other.new.cell[0] == table]
    members = [other.step for other in beside if other.new.concept == pair.new.concept]
    slack = pair.old.digit + pair.new.digit  # what is left over when rounded amounts are added up
    offers = (*steps, *shown, sum(steps), sum(shown), sum(members), sum(steps) + sum(shown))
    return any(amount and abs(pair.step + amount) <= slack for amount in offers)
