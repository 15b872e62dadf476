"""Disclosures from year to year: which risk factors and notes were added, dropped, expanded or cut, and which share of their text is new.

They are paired by heading and by the text that links carry from one to the other. Shares are of words: of a statement that was reworded
the words that its edits bring, of one that no link reaches all; where only numbers or dates differ none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import Indel

from tongbi.comparison.alignment.assignment import one_to_one
from tongbi.language import lexicon
from tongbi.language.folding import has_han
from tongbi.language.text_diff import tokens
from tongbi.model import Change, Disclosure, DisclosureKind, DisclosureSort, Report
from tongbi.report import disclosures
from tongbi.report.disclosures import Root
from tongbi.report.schema import Schema

# Heading and text weigh alike. A new heading over the old text comes to 0.5 and more, two factors of one risk that are not one to 0.3.
_ENOUGH = 0.35
_SUMMING = (*lexicon.words("en/headings", "summing"), *lexicon.words("zh/headings", "summing"))
# What is worth telling: a tenth of the text, and more than a clause.
_SOME, _CLAUSE = 0.1, 15


@dataclass(frozen=True, slots=True)
class _Told:
    """A disclosure of one report: its section, its heading's words and its units, those of the sections below it among them."""

    sort: DisclosureSort
    section: int
    heading: tuple[str, ...]
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Step:
    """Two neighbouring years: words by unit, how many of them are new or gone, and how many each two units carry over."""

    words: Mapping[str, int]
    changed: Mapping[str, float]
    carried: Mapping[tuple[str, str], float]

    def size(self, told: _Told) -> int:
        return sum(self.words[unit] for unit in told.units)

    def share(self, told: _Told) -> float:
        """The share of a disclosure's words that the other year does not tell."""
        size = self.size(told)
        return sum(self.changed[unit] for unit in told.units) / size if size else 0.0


def through_years(reports: Sequence[Report], changes: Sequence[Change], known: Schema) -> tuple[Disclosure, ...]:
    """What became of each disclosure, pair by pair of years in the order of the newer report, what was dropped behind what it followed."""
    told = [[*_told(report, known)] for report in reports]
    found: list[Disclosure] = []
    for at, (old, new) in enumerate(pairwise(reports)):
        # Where one year shows none of a sort, it was not found: nothing is known of the other's.
        both = {one.sort for one in told[at]} & {one.sort for one in told[at + 1]}
        before, after = ([one for one in of if one.sort in both] for of in told[at : at + 2])
        found += _between(old, new, before, after, _step(old, new, changes)) if both else []
    return tuple(found)


# ── the disclosures of a report ───────────────────────────────────────────────────────────────────────────────────────────────────


def _told(report: Report, known: Schema) -> Iterator[_Told]:
    own: dict[int, list[str]] = defaultdict(list)
    for unit in report.units:
        if unit.section is not None:
            own[unit.section].append(unit.id)
    for root in disclosures.roots(report.sections, known):
        for at in _sections(report, root, own):
            below = range(at, disclosures.end_of(report.sections, at, report.sections[at].level))
            units = tuple(unit for inside in below for unit in own[inside])
            sums_up = report.sections[at].heading.lower().startswith(_SUMMING) or report.sections[at].heading.lower().endswith(_SUMMING)
            if (units or root.sort == "note") and not (sums_up and root.sort == "factor"):
                yield _Told(root.sort, at, _words(report.sections[at].heading.lower()), units)


def _sections(report: Report, root: Root, own: Mapping[int, Sequence[str]]) -> list[int]:
    """The sections that are disclosures: just below the root, or on the level where most have text; groups above these are none."""
    sections = report.sections
    inside = range(root.first, disclosures.end_of(sections, root.section, sections[root.section].level))
    telling = Counter(sections[at].level for at in inside if own[at])
    if root.sort == "note" or not telling:
        return [at for at in inside if sections[at].parent == root.section]
    level = max(telling, key=lambda one: (telling[one], -one))
    above = [at for at in inside if sections[at].level < level and disclosures.end_of(sections, at, sections[at].level) == at + 1]
    return sorted([*above, *(at for at in inside if sections[at].level == level)])


# ── words that are new, gone, carried over ────────────────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    return tuple(token for token in tokens(text) if token[0].isalnum())


def _count(text: str) -> int:
    """How many words a text has, of Chinese characters, as a word processor counts: 2023年 are two."""
    words = _words(text)
    return sum((han := sum(map(has_han, word))) + (han < len(word)) for word in words) if has_han(text) else len(words)


def _step(old: Report, new: Report, changes: Sequence[Change]) -> _Step:
    words = {unit.id: _count(unit.text) for report in (old, new) for unit in report.units}
    changed: dict[str, float] = {}
    carried: dict[tuple[str, str], float] = {}
    for change in changes:
        if change.to_year != new.year:
            continue
        gone, come = _shares(change, words) if change.from_year == old.year else (0.0, 1.0)
        changed.update({unit: gone * words[unit] for unit in change.from_units if unit in words})
        changed.update({unit: come * words[unit] for unit in change.to_units})
        for after in change.to_units if change.from_year == old.year else ():
            for before in change.from_units:
                carried[before, after] = (1 - come) * words[after] / len(change.from_units)
    return _Step(words, defaultdict(float, changed), carried)


def _shares(change: Change, words: Mapping[str, int]) -> tuple[float, float]:
    """The shares of the words of a change's older and newer text that stand in that one alone."""
    if change.kind in {"unchanged", "figures"} or change.noise not in {None, "stock"}:
        return 0.0, 0.0
    told = [edit for edit in change.edits if edit.op != "equal"]
    sizes = [sum(words[unit] for unit in ids) or 1 for ids in (change.from_units, change.to_units)]
    gone, come = sum(_count(edit.before) for edit in told), sum(_count(edit.after) for edit in told)
    return min(gone / sizes[0], 1.0), min(come / sizes[1], 1.0)


# ── which is which ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _between(old: Report, new: Report, before: Sequence[_Told], after: Sequence[_Told], step: _Step) -> list[Disclosure]:
    """What became of those of one year and where those of the next come from, in the order of these."""
    flows = _flows(before, after, step)
    offers = [
        (_likeness(one, other, flows[first, last], step), first, last)
        for first, one in enumerate(before)
        for last, other in enumerate(after)
        if one.sort == other.sort
    ]
    newer = {at: group.new[0] for at, group in one_to_one(offers, _ENOUGH).items()}
    older = {last: first for first, last in newer.items()}
    found: list[tuple[int, Disclosure]] = []
    place = -1
    for first, one in enumerate(before):
        place = newer.get(first, place)
        if first not in newer:
            host = _host([flows[first, last] for last in range(len(after))], after, step.size(one))
            found.append((place, _disclosure(old, new, "merged" if host else "dropped", one, host, step)))
    for last, other in enumerate(after):
        partner = before[older[last]] if last in older else None
        host = None if partner else _host([flows[first, last] for first in range(len(before))], before, step.size(other))
        kind = _kind(partner, other, step) if partner else "split" if host else "added"
        found.append((last, _disclosure(old, new, kind, partner or host, other, step)))
    # What is left of the older year stands behind what it followed.
    return [one for _, one in sorted(found, key=lambda item: (item[0], item[1].kind in {"dropped", "merged"}))]


def _flows(before: Sequence[_Told], after: Sequence[_Told], step: _Step) -> Mapping[tuple[int, int], float]:
    """How many words each older disclosure hands on to each newer one."""
    home = {unit: at for at, one in enumerate(before) for unit in one.units}
    into = {unit: at for at, one in enumerate(after) for unit in one.units}
    flows: dict[tuple[int, int], float] = defaultdict(float)
    for (first, last), count in step.carried.items():
        if first in home and last in into:
            flows[home[first], into[last]] += count
    return flows


def _likeness(one: _Told, other: _Told, flow: float, step: _Step) -> float:
    """How likely two disclosures are one: the mean of what their headings and their texts have in common, 0–1. Headings alone speak only
    where they are the same for nine tenths (liabilities due within one year are no assets due within one year).
    """
    called = Indel.normalized_similarity(one.heading, other.heading)
    if not flow:
        return called / 2 if called >= 1 - _SOME else 0.0
    return (called + min(2 * flow / (step.size(one) + step.size(other)), 1.0)) / 2


def _host(flows: Sequence[float], others: Sequence[_Told], size: int) -> _Told | None:
    """The disclosure of the other year in which most of a text of `size` words stands; None where it stands in none, or is a clause."""
    best = max(range(len(others)), key=lambda at: flows[at], default=None)
    return others[best] if best is not None and 2 * flows[best] > size >= _CLAUSE else None


def _disclosure(old: Report, new: Report, kind: DisclosureKind, before: _Told | None, after: _Told | None, step: _Step) -> Disclosure:
    either = after or before
    assert either is not None
    assert old.year is not None
    assert new.year is not None
    return Disclosure(
        either.sort,
        kind,
        old.year,
        new.year,
        before.section if before else None,
        after.section if after else None,
        step.size(before) if before else 0,
        step.size(after) if after else 0,
        round(step.share(after), 4) if after else 0.0,
        round(step.share(before), 4) if before else 0.0,
    )


def _kind(before: _Told, after: _Told, step: _Step) -> DisclosureKind:
    """What became of one that both years tell: longer or shorter by a tenth, else reworded, else renamed."""
    first, last = step.size(before), step.size(after)
    if abs(last - first) >= max(_CLAUSE, _SOME * first):
        return "expanded" if last > first else "cut"
    if any(step.share(one) * step.size(one) >= max(_CLAUSE, _SOME * step.size(one)) for one in (before, after)):
        return "reworded"
    return "unchanged" if before.heading == after.heading else "renamed"
