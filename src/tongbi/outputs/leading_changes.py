"""Leading changes: which of the statements that are really new or gone are told first, alike in page and brief."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from tongbi.language import back_references, dates, units
from tongbi.language.text_diff import tokens
from tongbi.outputs import later_events, table_notes, verdicts

if TYPE_CHECKING:
    from tongbi.model import Change, ChangeKind, Comparison, Report, Unit


# The weight of a statement of something done.
_DEED = 3


@dataclass(frozen=True, slots=True)
class Leading:
    """A change with what stands before it in its paragraph, where it says only with that what it is about, "" elsewhere; where in its
    text the largest amount of money stands, 0 for none; and what its report tells of it at a later date (see `later_events`).
    """

    change: Change
    before: str
    at: int
    after: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The units that tell it, of the newer report where that does."""
        return self.change.to_units or self.change.from_units


def ranked(changes: Sequence[Change], comparison: Comparison) -> list[Leading]:
    """Those of the year before those of several years, statements before notes of tables, before those that hang on what another paragraph
    tells, before those that left with the years that a report looks back on, and before what is told a second time; of the others in turn
    one of most money, then those that hang on nothing, by weight and length, and the first that tells of something done in the passage of
    which most is new or gone.
    """
    told = comparison.unit_texts()
    below = (units for report in comparison.reports for marked in table_notes.below(report).values() for units in marked.values())
    notes = {unit.id for units in below for unit in units}
    first = [(change, (change.to_units or change.from_units)[0]) for change in changes]
    topics = {unit: text for report in comparison.reports for unit, text in _topics(report, {unit for _, unit in first})}
    money = _money(comparison)

    def rank(one: Leading) -> tuple[bool, bool, bool, bool, float, bool, int, int, str]:
        texts = [told[unit] for unit in one.ids]
        several, hangs = any(unit.spanning for unit in texts), topics.get(one.ids[0]) == ""
        most, size = max(money[unit][0] for unit in one.ids), sum(len(unit.text) for unit in texts)
        rolled = comparison.language == "en" and _is_rolled_off([unit.text for unit in texts], one, comparison.years[-1])
        return several, notes.issuperset(one.ids), hangs, rolled, -most, bool(one.before), -one.change.weight, -size, one.change.thread

    found = [Leading(change, topics.get(unit, ""), money[unit][1]) for change, unit in first]
    found = sorted(_with_later(found, comparison, money), key=rank)
    sure = [one for one in found if not any(rank(one)[:4])]
    deeds = [one for one in sure if one.change.weight >= _DEED]
    found = [*_in_turn(sure, _by_passage(deeds, comparison)), *(one for one in found if any(rank(one)[:4]))]
    return _repeated_last(found, told, [money[one.ids[0]][0] for one in found])


def _is_rolled_off(texts: Sequence[str], one: Leading, newest: int) -> bool:
    """Whether statements, or what they hang on, and what came of them are of years alone that the `newest` report, which looks back on two,
    tells for the last time, if ever.
    """
    told = [year for text in (*texts, *one.after) for year in dates.years_of_time(text)]
    of_topic = dates.years_of_time(one.before)
    return any(years and max(years) <= newest - 2 for years in (told, of_topic))


def _with_later(found: Sequence[Leading], comparison: Comparison, money: Mapping[str, tuple[float, int]]) -> Iterator[Leading]:
    """The changes, each with what its report tells of it later."""
    last = {one.ids[-1] for one in found}
    sums: defaultdict[str, set[float]] = defaultdict(set)
    for unit, amount, _ in _amounts(comparison):
        sums[unit].add(amount)
    told = ([*units_of] for report in comparison.reports for _, units_of in groupby(report.units, lambda unit: unit.section))
    sections = {unit.id: section[at:] for section in told for at, unit in enumerate(section) if unit.id in last}
    for one in found:
        own, *behind = sections[one.ids[-1]]
        yield replace(one, after=later_events.told_later(own, behind, sums, money[one.ids[0]][0]))


def _in_turn(*orders: Sequence[Leading]) -> list[Leading]:
    """What several orders have, in turn one of each, each once."""
    return [*{one.ids: one for row in zip_longest(*orders) for one in row if one}.values()]


def _by_passage(found: Sequence[Leading], comparison: Comparison) -> list[Leading]:
    """The first of each passage, that with most new or gone text first, weighed by its part in the passage: a passage is a section, and
    what stands in it below one heading at the beginning of a paragraph.
    """
    kinds = {one.change.kind for one in found}
    alone = {unit for one in comparison.changes if one.kind in kinds for unit in one.to_units or one.from_units}
    homes = {unit.id: homes for at, report in enumerate(comparison.reports) for unit, homes in _passages(report, at)}
    sizes: defaultdict[object, list[int]] = defaultdict(lambda: [0, 0])
    for unit in (unit for report in comparison.reports for unit in report.units):
        for home in homes[unit.id]:
            sizes[home][0] += len(unit.text) * (unit.id in alone)
            sizes[home][1] += len(unit.text)
    firsts = {home: one for one in reversed(found) for home in homes[one.ids[0]]}
    order = sorted(firsts, key=lambda home: -(sizes[home][0] ** 2) / sizes[home][1])
    return [*{firsts[home].ids: firsts[home] for home in order}.values()]


def _passages(report: Report, at: int) -> Iterator[tuple[Unit, tuple[object, object]]]:
    """The units of the report `at` its place, each with its section and the heading at the beginning of a paragraph that it is below."""
    heads = 0
    for unit in report.units:
        heads += unit.idle == "heads"
        yield unit, ((at, unit.section), (at, unit.section, heads))


def _topics(report: Report, asked: Container[str]) -> Iterator[tuple[str, str]]:
    """Each unit that hangs on what stands before it, in paragraphs of units that are asked for, with the statements of its paragraph
    that do not and that it hangs on, "" for none.
    """
    for _, units_of in groupby(report.units, lambda unit: (unit.paragraph, unit.section)):
        before: list[str] = []
        told = [*units_of]
        for at, unit in enumerate(told if any(unit.id in asked for unit in told) else ()):
            topics = back_references.antecedents(unit.text, before)
            defined = back_references.definition(unit.text, [one.text for one in told[:at]])  # which may hang on another paragraph itself
            if topics is None and not defined:
                before.append(unit.text)
            else:
                yield unit.id, " ".join(topics or defined)


def _money(comparison: Comparison) -> defaultdict[str, tuple[float, int]]:
    """The largest amount of money that each unit tells, in the unit of its currency, and where; 0 for none."""
    found: defaultdict[str, tuple[float, int]] = defaultdict(lambda: (0.0, 0))
    for unit, amount, start in _amounts(comparison):
        found[unit] = max(found[unit], (amount, start))
    return found


def _amounts(comparison: Comparison) -> Iterator[tuple[str, float, int]]:
    """Each amount of money that a unit tells, in the unit of its currency, and where."""
    for figure in (figure for report in comparison.reports for figure in report.figures):
        if units.is_currency(figure.unit) or units.dimension(figure.unit) == "money":
            yield figure.unit_id, abs(figure.value) * units.scale(figure.unit), figure.start


def leading(comparison: Comparison, kind: ChangeKind) -> list[Leading]:
    """What the newest report alone tells of the work (`added`), or no longer tells (`dropped`), first what leads."""
    told = comparison.unit_texts()
    newest = verdicts.untold(verdicts.newest_changes(comparison), kind)
    return ranked([change for change in newest if _is_of_work(change, told)], comparison)


def first(comparison: Comparison, kind: ChangeKind, most: int = 5) -> list[Leading]:
    """The first of what leads, as many as a summary has room for."""
    return leading(comparison, kind)[:most]


def _repeated_last(found: Sequence[Leading], told: Mapping[str, Unit], sums: Sequence[float]) -> list[Leading]:
    """The changes, behind all others those that one before them tells (half of the words of both in common, or the same sum) and those of a
    paragraph of which one leads already: what a report tells in two places leads once, and no paragraph alone.
    """
    words = [[token for token in tokens(told[one.ids[0]].text) if token.isalnum()] for one in found]
    paragraphs = [(one.change.kind, told[one.ids[0]].paragraph) for one in found]
    again = [
        paragraphs[at] in paragraphs[:at]
        or sums[at] in {*sums[:at]} - {0.0}
        or any(Indel.normalized_similarity(one, other, score_cutoff=0.5) for other in words[:at])
        for at, one in enumerate(words)
    ]
    return [change for _, change in sorted(zip(again, found, strict=True), key=lambda one: one[0])]


def _is_of_work(change: Change, units: Mapping[str, Unit]) -> bool:
    """Whether a change is neither of a plan nor of a problem nor of what stands aside."""
    return (units[(change.to_units or change.from_units)[0]].role or "measure") == "measure"
