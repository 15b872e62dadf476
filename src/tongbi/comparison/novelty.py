"""Novelty: of the statements that are linked to none, those that are really new or gone, and for each the nearest of the other year.

Decided once, for all outputs. A statement is neither new nor gone where the other year tells it elsewhere: as a plan that was carried
out, a problem that is now planned against, in another statement of a thread, as a figure with a value in both years, clause by clause in
several sentences, in a heading or a table. What names a company, a month or a day, or declares of its own year a fact, that the other
year's report never does is told there nowhere; beside a statement that is near to it, what is dated otherwise. Nor is what the newer report
opens with a date that the older one never tells, and what hangs on such a statement in its paragraph. What is told twice is new once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from itertools import groupby, pairwise

from tongbi.comparison import alignment, told_in_place
from tongbi.comparison.alignment import NearestUnits, Telling
from tongbi.comparison.told_again import told_again, told_by
from tongbi.language import back_references
from tongbi.language.particulars import Particulars
from tongbi.model import Change, FollowThrough, Indicator, Nearest, Report, TaggedFact, Thread, table_lines

# Likelihood from which a nearest statement is worth a look: of those at 0.15–0.30 a reader called half the same statement or one on the
# same subject, of those at 0.30–0.50 three in five, of those from 0.50 on four in five (four pairs of work reports).
_NEAR = 0.15
_AROUND = "()[].,;:•"


def is_near(nearest: Nearest | None) -> bool:
    """Whether the nearest statement of the other year may be the same one told again, or one on its subject."""
    return nearest is not None and nearest.score >= _NEAR


def marked(
    changes: Sequence[Change],
    reports: Sequence[Report],
    threads: Sequence[Thread],
    indicators: Sequence[Indicator],
    follow_through: Sequence[FollowThrough],
    nearest: NearestUnits,
) -> tuple[Change, ...]:
    """The changes, added and dropped ones with what the other year tells, and the nearest to each."""
    alone: dict[tuple[int, int], list[int]] = defaultdict(list)
    for at, change in enumerate(changes):
        if change.kind in {"added", "dropped"}:
            alone[change.from_year, change.to_year].append(at)
    found = [*changes]
    read = [_Read(report) for report in reports] if alone else []
    for (old, before), (new, after) in pairwise(zip(reports, read, strict=False)):
        years = old.year or 0, new.year or 0
        told = {*_in_threads(threads, old, new), *_in_rows(indicators, old, new), *_followed(follow_through, old), *_asides(old, new)}
        between = [one for one in changes if (one.from_year, one.to_year) == years], old, new
        told |= {*_in_labels(old, new), *told_in_place.gone_on_with(*between), *told_in_place.reworded(*between)}
        pair = _Pair(before, after, nearest.get(years, {})) if years in alone else None
        for at, change in zip(alone[years], pair.marked([changes[at] for at in alone[years]], told) if pair else (), strict=True):
            found[at] = change
    return tuple(found)


class _Read:
    """A report as the patterns of its units, and what it tells: in them, its headings and the labels of its tables."""

    def __init__(self, report: Report) -> None:
        self._report = report
        names = alignment.own_names(report.organisation)
        self.units = {unit.id: alignment.unit_pattern(unit.text, names) for unit in report.units}
        labels = (alignment.pattern(alignment.mask(text, names)) for text in dict.fromkeys(_labels(report)))
        self.told = alignment.Entries.of([*self.units.values(), *labels])
        self.texts = {unit.id: unit.text for unit in report.units}
        self.paragraphs = {unit.id: unit.paragraph for unit in report.units}
        self.said = Particulars([*self.texts.values(), *(label.replace("/", " ") for label in _labels(report))])
        self.facts: dict[str, list[TaggedFact]] = defaultdict(list)
        for fact in report.facts:
            self.facts[fact.unit_id if (fact.years or 0) >= 0 else ""].append(fact)  # what is of a year before goes by itself
        self.declared = {fact.key for fact in report.facts}

    def hanging(self, sure: Set[str], asked: Set[str]) -> set[str]:
        """Those of the units that are `asked` for that say only with a statement of their paragraph what they are about, where that is
        `sure` or hangs on such a one itself.
        """
        found: set[str] = set()
        for _, told in groupby(self._report.units, key=lambda unit: (unit.paragraph, unit.section)):
            units = [*told]
            for at, unit in enumerate(units) if not sure.isdisjoint(unit.id for unit in units) else ():
                before = units[:at]
                topics = back_references.antecedents(unit.text, [one.text for one in before]) if unit.id in asked else None
                hosts = {one.id for one in before if one.text in (topics or ())}
                found.update({unit.id} if not hosts.isdisjoint(sure | found) else ())
        return found

    @property
    def statements(self) -> alignment.Entries:
        """What its units tell."""
        return self.told.among(0, len(self.units))


class _Pair:
    """Two years' patterns, what each year tells, and which unit is the nearest to each."""

    def __init__(self, old: _Read, new: _Read, nearest: Mapping[str, tuple[str, float]]) -> None:
        self._patterns = old.units | new.units
        weights = alignment.Weights(old.statements, new.statements)
        self._tellings = {kind: Telling(report.told, weights) for kind, report in (("added", old), ("dropped", new))}
        self._said = {"added": (new, old), "dropped": (old, new)}
        self._nearest = nearest

    def marked(self, changes: Sequence[Change], told: Set[str]) -> list[Change]:
        """Added and dropped statements with what the other year tells; `told` are the units that both years are known to tell of."""
        found = [replace(change, nearest=self._nearest_to(_units(change)), untold=False, again=False) for change in changes]
        for kind, other in self._tellings.items():
            asked = [at for at, change in enumerate(found) if change.kind == kind and not change.noise and told.isdisjoint(_units(change))]
            lacks = other.lacks(["".join(self._patterns[unit] for unit in _units(found[at])) for at in asked])
            near = {at for at in asked if is_near(found[at].nearest)}
            sure = {
                at
                for at, lacking in zip(asked, lacks, strict=True)
                if self._is_dated_otherwise(found[at]) or (at not in near and (lacking or self._names_what_is_new(found[at])))
            }
            own, home = self._said[kind][0], {unit: at for at in asked for unit in _units(found[at])}
            known = own.hanging({unit for unit, at in home.items() if at in sure}, {unit for unit, at in home.items() if at not in near})
            sure |= {home[unit] for unit in known}
            texts = {at: " ".join(own.texts[unit] for unit in _units(found[at])) for at, change in enumerate(found) if change.kind == kind}
            others = [text for at, text in texts.items() if at not in sure and (at in near or not told.isdisjoint(_units(found[at])))]
            sure -= {*told_by({at: texts[at] for at in sure}, others)}
            texts = {at: texts[at] for at in sorted(sure)}
            again = {*told_again(texts, {at: own.paragraphs[_units(found[at])[0]] for at in texts})}
            for at in sure:
                found[at] = replace(found[at], untold=True, again=at in again)
        return found

    def _names_what_is_new(self, change: Change) -> bool:
        """Whether a statement names or declares what the other year's report never does."""
        own, other = self._said[change.kind]
        facts = (fact for unit in _units(change) for fact in own.facts[unit])
        return any(other.said.lacks(own.texts[unit], own.said) for unit in _units(change)) or any(
            fact.key not in other.declared for fact in facts
        )

    def _is_dated_otherwise(self, change: Change) -> bool:
        """Whether a statement and the nearest to it tell of two events: each names months, and it one that the other report never does, or
        it is of the newer report and opens with such a one.
        """
        own, other = self._said[change.kind]
        nearest = " ".join(other.texts[unit] for unit in (change.nearest or Nearest((), 0.0)).units)
        later = change.kind == "added"
        return any(other.said.dates_otherwise(own.texts[unit], own.said, nearest, later=later) for unit in _units(change))

    def _nearest_to(self, units: Sequence[str]) -> Nearest | None:
        """The likeliest of the units that are nearest to some of the other year."""
        found = [self._nearest[unit] for unit in units if unit in self._nearest]
        other, likelihood = max(found, key=lambda one: one[1], default=("", 0.0))
        return Nearest((other,), likelihood) if other else None


def _units(change: Change) -> Sequence[str]:
    """The units of an added or a dropped statement."""
    return change.to_units or change.from_units


def _labels(report: Report) -> Iterator[str]:
    """Headings, and the labels of tables."""
    yield from (section.heading for section in report.sections)
    for table in report.tables:
        yield from (table.name, *table.rows, *table.columns)


def _in_threads(threads: Sequence[Thread], old: Report, new: Report) -> Iterator[str]:
    """The units of threads that stand in either year."""
    years = old.year or 0, new.year or 0
    for thread in threads:
        here, there = map(thread.by_year.__getitem__, years)
        if here and there:
            yield from (*here, *there)


def _in_rows(indicators: Sequence[Indicator], old: Report, new: Report) -> Iterator[str]:
    """The units of figures that have a value in either year, each from the year's own report."""
    years = [report.year for report in (old, new) if report.year is not None]
    for one in indicators:
        if not one.target and all(year in one.values and year not in one.retold for year in years):
            yield from (place for year in years if isinstance(place := one.where[year], str))


def _in_labels(old: Report, new: Report) -> Iterator[str]:
    """The units of the older report that say all that the label of a row in a table of the newer says of one thing, which it tells by two
    numbers (4.95% Senior notes due September 2026).
    """
    rows = (row for table in new.tables for row in table_lines.rows(table) if not row.period)
    steps = {_said(step) for row in rows for step in row.label.split("/")}
    labels = [words for words in steps if sum(any(map(str.isdigit, word)) for word in words) > 1]
    for unit in old.units:
        said = _said(unit.text)
        if any(words <= said for words in labels):
            yield unit.id


def _said(text: str) -> frozenset[str]:
    return frozenset(word.strip(_AROUND).lower() for word in text.split())


def _asides(*reports: Report) -> Iterator[str]:
    """The units of reports beside their matter: notes, appendices, who signs."""
    yield from (unit.id for report in reports for unit in report.units if unit.role == "aside")


def _followed(follow_through: Sequence[FollowThrough], old: Report) -> Iterator[str]:
    """Plans and problems of the older year that the newer one takes up, and what takes them up."""
    for one in follow_through:
        if one.from_year == old.year and one.to_units:
            yield from (one.from_unit, *one.to_units, *one.also)
