"""Told in place: statements without a counterpart in whose place the other report tells what became of them, or the same in other words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from tongbi.comparison.told_again import stems
from tongbi.language import dates
from tongbi.model import Change, Report

_Run = tuple[str, ...]
"""Units one behind the other that are linked to none."""


def gone_on_with(changes: Sequence[Change], old: Report, new: Report) -> Iterator[str]:
    """The units of the older report that stand in a paragraph with which the newer one goes on, and into which it puts an event of a later
    month than they name: a demand in a suit, and the verdict. A paragraph goes on with the one that most of its statements come from.
    """
    homes = {unit.id: (unit.paragraph, unit.text) for report in (old, new) for unit in report.units}
    pairs = Counter((homes[other][0], homes[one][0]) for change in changes for one in change.from_units for other in change.to_units)
    came_from = {paragraph: before for (paragraph, before), _ in reversed(pairs.most_common())}
    come = [homes[unit] for change in changes if change.kind == "added" for unit in change.to_units]
    later = [(came_from.get(paragraph), month) for paragraph, text in come if (month := dates.opens_with(text))]
    for unit in [unit for change in changes if change.kind == "dropped" for unit in change.from_units]:
        paragraph, text = homes[unit]
        months = dates.months_in_order(text)
        if any(paragraph == home and month > max(months, default=(0, 0)) for home, month in later):
            yield unit


def reworded(changes: Sequence[Change], old: Report, new: Report) -> Iterator[str]:
    """The units of either report that tell in other words what stands in their place in the other one: a statement without a counterpart,
    and a passage of such ones beside the same linked statement, no more than four times as long, that has half its words; of the passage
    those that have three of them. None that counts or dates anything: of numbers and days it is told whether they are the same.
    """
    linked: dict[str, list[str]] = defaultdict(list)
    for change in changes:
        for before, after in ((one, other) for one in change.from_units for other in change.to_units):
            linked[before].append(after)
            linked[after].append(before)
    texts = {unit.id: unit.text for report in (old, new) for unit in report.units}
    here, there = ({beside: run for run, edges in _runs(report, linked) for beside in edges} for report in (old, new))
    pairs = {(run, there[beside]) for (side, at), run in here.items() for other in linked[at] if (beside := (side, other)) in there}
    for run, other in sorted(pairs):
        said = [{unit: stems(texts[unit]) for unit in one} for one in (run, other)]
        whole = [frozenset[str]().union(*(words for words, _ in one.values())) for one in said]
        short, long = sorted(map(len, whole))
        if 1 in {len(run), len(other)} and 2 * len(whole[0] & whole[1]) >= short and long <= 4 * short:
            for own, against in zip(said, reversed(whole), strict=True):
                yield from (unit for unit, (words, counts) in own.items() if len(words & against) >= 3 and not counts)


def _runs(report: Report, linked: Mapping[str, Sequence[str]]) -> Iterator[tuple[_Run, list[tuple[str, str]]]]:
    """The runs of units that are linked to none, each with the linked ones right before and right behind it."""
    told = [(is_linked, tuple(unit.id for unit in units)) for is_linked, units in groupby(report.units, key=lambda unit: unit.id in linked)]
    for at, (is_linked, run) in enumerate(told):
        before, behind = told[at - 1][1][-1:] if at else (), told[at + 1][1][:1] if told[at + 1 :] else ()
        if not is_linked:
            yield run, [*(("before", one) for one in before), *(("behind", one) for one in behind)]
