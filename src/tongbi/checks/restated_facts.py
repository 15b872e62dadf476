"""Restated facts: what a filing declares of a year, against what the filing before declared of it.

Both may be right. Of the usual causes four are told apart: a split of the shares, a sign, a slip of scale, and a reclassification, where as
much as a line lost went to others of its table or sentence or came from one that stands there no more, or all its parts come to the same.
What a filer declares along other axes or by other members than the year before is held against what its label told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tongbi.checks.check_inputs import Reading
from tongbi.checks.reckoning import Reckoning, reckoned
from tongbi.figures import is_other_scale
from tongbi.figures.tagged_facts import Measure, amount, axis_of, measure_of, of_year, printed_value, undated
from tongbi.language.concept_names import words_of
from tongbi.model import Cause, FigurePlace, Report, Statement, TaggedFact, table_lines

_OF_SHARES = "share"


@dataclass(frozen=True, slots=True)
class _Pair:
    """A fact of the year before as last year's filing declares it, and as this one does."""

    old: TaggedFact
    new: TaggedFact
    is_turned: bool
    """Whether both are printed with the other sign than they are declared with."""
    name: str

    @classmethod
    def of(cls, old: TaggedFact, new: TaggedFact, last: Report, report: Report, name: str = "") -> _Pair:
        turned = all(printed_value(fact, told.tables) == -fact.value for fact, told in ((old, last), (new, report)))
        return cls(old, new, turned, name or ", ".join(filter(None, _labels(new, report))) or words_of(new.concept))

    @property
    def called(self) -> str:
        """What last year's filing called its line, "" where alike."""
        alike = self.old.label.lower() in {"", self.new.label.lower(), self.name.lower()}
        return self.old.label if self.old.cell and self.new.cell and not alike else ""

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


def check(read: Sequence[Reading], statements: Sequence[Statement] = ()) -> Iterator[Reckoning]:
    """Every fact that two filings in a row declare of one year, where both print it, and those of the year between them that the
    `statements` or their labels have as one.
    """
    for reading in read:
        if reading.last is not None:
            last, report = reading.last.report, reading.report
            for years in sorted({fact.years for fact in last.facts if fact.years is not None and fact.years <= 0}, reverse=True):
                yield from _of_one_year(reading, last, report, years, statements if not years else ())


def _of_one_year(reading: Reading, last: Report, report: Report, years: int, statements: Sequence[Statement]) -> Iterator[Reckoning]:
    """What both declare of the year that is so many before `last`."""
    old, new = of_year(last, years), of_year(report, years - 1)
    both = [(old[one], fact) for one, fact in new.items() if one in old and _is_printed(fact) and _is_printed(old[one])]
    pairs = [_Pair.of(*facts, last, report) for facts in both]
    if not years:
        taken = [_Pair.of(before, fact, last, report, name) for before, fact, name in _taken_up(statements, last, new)]
        known = {pair.new for pair in taken}
        pairs += taken
        pairs += (_Pair.of(*facts, last, report) for facts in _renamed(last, old, report, new) if facts[1] not in known)
    restated = [pair for pair in pairs if pair.differs]
    shown = _by_home(last, years), _by_home(report, years - 1)
    for pair in pairs:
        why: Cause = _cause(pair, restated, _come_and_gone(pair, *shown)) if pair.differs else ""
        yield _reckoned(reading, pair, years, why or ("reclassification" if pair.differs and _is_parted_anew(pair, last, report) else ""))


def _renamed(
    last: Report, old: Mapping[Measure, TaggedFact], report: Report, new: Mapping[Measure, TaggedFact]
) -> Iterator[tuple[TaggedFact, TaggedFact]]:
    """Facts of parts that the two declare by other members under the same labels of a row and a column, which nothing else has."""
    before = _alone([fact for one, fact in old.items() if one not in new], last)
    return (
        (before[said], fact)
        for said, fact in _alone([fact for one, fact in new.items() if one not in old], report).items()
        if said in before
    )


def _labels(fact: TaggedFact, report: Report) -> tuple[str, str]:
    """What the row of a fact says without a day, and what its column says without a period, "" for one of a year alone."""
    column = table_lines.columns(report.tables[fact.cell[0]])[fact.cell[2]].label.replace("/", " ") if fact.cell else ""
    return undated(fact.label, fact.end) or fact.label, column


def _alone(facts: Iterable[TaggedFact], report: Report) -> dict[object, TaggedFact]:
    """Facts of parts by what they are and how their rows and columns are labelled, without days; of those labelled alike none."""
    found: dict[object, list[TaggedFact]] = defaultdict(list)
    for fact in facts:
        if fact.cell and fact.dimensions:
            said = (label.lower() for label in _labels(fact, report))
            found[fact.concept, fact.unit, *map(axis_of, fact.dimensions), *said].append(fact)
    return {said: told[0] for said, told in found.items() if len(told) == 1}


def _taken_up(
    statements: Sequence[Statement], last: Report, new: Mapping[Measure, TaggedFact]
) -> Iterator[tuple[TaggedFact, TaggedFact, str]]:
    """Facts of the year of `last` as it prints them and as the `new` ones of the next filing declare them along other axes, with a name."""
    year = last.year or 0
    printed = {fact.cell: fact for fact in last.facts if fact.cell and fact.years == 0}
    for statement in statements:
        heading = statement.name
        for line in statement.lines:
            heading = line.label if line.is_heading else heading
            fact, told = new.get((line.concept, line.members, line.unit)), printed.get(line.where[year]) if year in line.where else None
            if fact and told and year in line.restated and measure_of(fact) != measure_of(told):
                yield told, fact, ": ".join(filter(None, (heading, line.label.replace(" · ", ", "))))


def _is_printed(fact: TaggedFact) -> bool:
    return bool(fact.cell or fact.unit_id)


def _reckoned(reading: Reading, pair: _Pair, years: int, why: Cause) -> Reckoning:
    old, new = pair.shown
    made = reckoned(
        "restated", reading.year, [_place(reading.year, new)], [_place(reading.year - 1, old)], (old.value, new.value),
        new.unit.partition("/")[0], differs=pair.differs, severity="conflict" if why in {"sign", "scale"} else "info",
        code="restated-before" if years else "restated-anew" if pair.called else "",
        values={
            "expected": amount(old), "found": amount(new), "name": pair.name, "called": pair.called, **reading.years,
            "fiscal": str(reading.year - 1 + years),
        },
    )  # fmt: skip
    return replace(made, why=why)


def _place(year: int, fact: TaggedFact) -> FigurePlace:
    return FigurePlace(year, cell=fact.cell) if fact.cell else FigurePlace(year, fact.unit_id, fact.start)


# ── causes ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


_Home = int | str


def _home(fact: TaggedFact) -> _Home:
    """Where a fact is told with others: its table, or its sentence."""
    return fact.cell[0] if fact.cell else fact.unit_id


def _by_home(report: Report, years: int) -> dict[_Home, dict[object, float]]:
    """What each table and each sentence of a filing shows of a year, by what it is, with the sign that it prints."""
    found: dict[_Home, dict[object, float]] = defaultdict(dict)
    for fact in report.facts:
        if _is_printed(fact) and fact.years == years:
            found[_home(fact)][fact.key] = printed_value(fact, report.tables)
    return found


def _come_and_gone(pair: _Pair, old: Mapping[_Home, Mapping[object, float]], new: Mapping[_Home, Mapping[object, float]]) -> list[float]:
    """What a fact's table or sentence shows beside it that last year's did not, and what it shows no more, as a step down."""
    if not (_is_printed(pair.old) and _is_printed(pair.new)):
        return []
    before, now = old[_home(pair.old)], new[_home(pair.new)]
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


def _is_parted_anew(pair: _Pair, last: Report, report: Report) -> bool:
    """Whether the parts of a concept come to the same in the tables of both, within half of what rounding can make at most, so that they
    are others or were counted otherwise.
    """
    (old, before), (new, after) = (_sum_of_parts(*side) for side in ((pair.old, last), (pair.new, report)))
    return before > 1 < after and abs(new - old) <= (before * pair.old.digit + after * pair.new.digit) / 4


def _sum_of_parts(one: TaggedFact, report: Report) -> tuple[float, int]:
    """What the parts of a fact's concept come to in its table, without a part that is as much as the others together (of a segment, among
    its products), and how many they are; none for a fact in no table.
    """
    alike = (fact for fact in report.facts if fact.cell and one.cell and fact.cell[0] == one.cell[0] and fact.dimensions)
    found = [fact.value for fact in alike if (fact.concept, fact.unit, fact.end) == (one.concept, one.unit, one.end)]
    total, whole = sum(found), max(found, default=0.0)
    return whole if abs(total - 2 * whole) <= len(found) * one.digit / 4 else total, len(found)


def _is_split(pair: _Pair) -> bool:
    """Whether shares, or an amount per share, became so many times as many, or one in so many, as far as their digits tell."""
    many, (low, high) = round(pair.ratio), sorted((pair.old, pair.new), key=lambda fact: abs(fact.value))
    return _OF_SHARES in pair.new.unit and many > 1 and abs(abs(high.value) - many * abs(low.value)) <= (many * low.digit + high.digit) / 2


def _is_moved(pair: _Pair, restated: Collection[_Pair], shown: Sequence[float]) -> bool:
    """Whether what a line lost went to others of its table or sentence, one of them or all together, or to other members of its concept."""
    beside = [other for other in restated if other is not pair and other.new.unit == pair.new.unit and other.new.end == pair.new.end]
    steps = [other.step for other in beside if _home(other.new) == _home(pair.new)]
    members = [other.step for other in beside if other.new.concept == pair.new.concept]
    slack = pair.old.digit + pair.new.digit  # what is left over when rounded amounts are added up
    offers = (*steps, *shown, sum(steps), sum(shown), sum(members), sum(steps) + sum(shown))
    return abs(pair.step) > slack and any(amount and abs(pair.step + amount) <= slack for amount in offers)
