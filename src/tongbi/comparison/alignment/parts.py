"""Parts: what speaks for a unit that is left over being a part of one that is linked: that it covers what the link leaves open."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import numpy as np

from tongbi.comparison.alignment.assignment import Group
from tongbi.comparison.alignment.evidence import Pairs
from tongbi.comparison.alignment.units_and_links import Item, near_values

PART = (
    "likely", "covers", "shared", "open", "covers-much", "beside", "next-but-one", "one-section", "distance", "whole-longer",
    "whole-longer-than-linked", "figures", "near-values", "like-linked",
)  # fmt: skip
"""What is weighed of a part: the logit of the pair; how much of what the part has and the linked unit has not is in the whole (0–1), and of
all that the part has (0–1); how much of the whole is left open (0–1), and, as a logarithm, what the part covers of it; where it stands
from the linked unit; how many times longer the whole is than the part and than the linked unit (logarithms); figures of the whole that the
part alone has (0–2), and how many of the part have about their value there (0–2); and how much of the part the linked unit has (0–1).
"""
# What is less likely to be one with the whole is no part of it.
_LEAST = -3.0
# But what stands so far from the linked unit may be one.
_BESIDE = (-1, 1)
_MOST_FIGURES = 2
# So short are units made that hardly say anything.
_SHORT = 5


def offers(
    found: Pairs, logits: np.ndarray, groups: Mapping[int, Group], equal: Mapping[int, int], before: Sequence[Item], after: Sequence[Item]
) -> tuple[list[tuple[int, int]], np.ndarray]:
    """Pairs of places of which one unit is linked and the other is left over, with what is weighed of each (`PART`). A part tells something
    of the whole that the linked unit leaves open: three notes of one make, told as one was, are no three parts of that.

    `groups` are the links by their older place, `equal` the equal statements: those are linked, and neither whole nor part here.
    """
    partners = {group.new[0]: old for old, group in groups.items()}
    places, weighed = [], []
    scale = _Scale(found.weights.telling())
    told_again = {*equal.values()}
    for (old, new), logit in _looked_at(found, logits, groups, before, after).items():
        if old in equal or new in told_again:
            continue
        if old in groups and new not in partners:
            linked = groups[old].new[0]
            whole, part, beside, away = before[old], after[new], after[linked], new - linked
        elif new in partners and old not in groups:
            linked = partners[new]
            whole, part, beside, away = after[new], before[old], before[linked], old - linked
        else:
            continue
        if scale.completes(whole, part, beside):
            weighed.append((logit, *scale.weighed(whole, part, beside, away)))
            places.append((old, new))
    return places, np.array(weighed, float).reshape(-1, len(PART))


def _looked_at(
    found: Pairs, logits: np.ndarray, groups: Mapping[int, Group], before: Sequence[Item], after: Sequence[Item]
) -> dict[tuple[int, int], float]:
    """Pairs that may be a whole and a part, with their logits: the likely ones, and what stands right beside a linked unit."""
    near = np.flatnonzero(logits >= _LEAST)
    pairs = dict.fromkeys(((old, new + step) for old, group in groups.items() for new in group.new for step in _BESIDE), _LEAST)
    pairs |= dict.fromkeys(((old + step, group.new[0]) for old, group in groups.items() for step in _BESIDE), _LEAST)
    beside = {
        (old, new): logit
        for (old, new), logit in pairs.items()
        if 0 <= old < len(before) and 0 <= new < len(after) and before[old].role == after[new].role
    }
    return beside | dict(zip(zip(found.rows[near].tolist(), found.columns[near].tolist(), strict=True), logits[near].tolist(), strict=True))


def _beyond(whole: Item, linked: Item) -> list[tuple[str | None, float]]:
    """The units and values of a whole's figures that the linked unit has none about like."""
    return [one for one in whole.values if not near_values([one], linked.values)]


class _Scale:
    """What terms weigh, and by it what a part covers."""

    def __init__(self, telling: Mapping[int, float]) -> None:
        self._telling = telling
        self._alone = max(telling.values(), default=1.0) or 1.0
        self._terms = cache(lambda item: frozenset(item.terms.tolist()))

    def completes(self, whole: Item, part: Item, linked: Item) -> bool:
        """Whether a part tells something of the whole that the linked unit does not, or is that one told twice. Where the linked unit tells
        all figures of the whole, what tells others is no part of it.
        """
        if part.printed == linked.printed:
            return True
        counted = {*whole.values}
        is_beside = bool(counted) and counted.issubset(linked.values) and not counted.issuperset(part.values)
        return not is_beside and not self._terms(linked).issuperset(self._terms(whole) & self._terms(part))

    def weighed(self, whole: Item, part: Item, linked: Item, away: int) -> Iterator[float]:
        """What is weighed of a part, but for how likely the pair is; `away` is how far it stands from the linked unit."""
        has, own, told = self._terms(whole), self._terms(part), self._terms(linked)
        left, new = has - told, own - told
        covered, size = self._weight(new & left), max(self._weight(own), 1e-9)
        one_section = linked.section == part.section
        yield covered / max(self._weight(new), 1e-9)
        yield self._weight(own & has) / size
        yield self._weight(left) / max(self._weight(has), 1e-9)
        yield math.log1p(covered / self._alone)
        yield abs(away) == 1 and one_section
        yield abs(away) == 2 and one_section
        yield one_section
        yield math.log1p(abs(away))
        yield math.log((whole.length + _SHORT) / (part.length + _SHORT))
        yield math.log((whole.length + _SHORT) / (linked.length + _SHORT))
        left_over = whole.figures - linked.figures
        yield min(len(part.figures & left_over), _MOST_FIGURES)
        yield min(near_values([one for one in part.values if one not in linked.values], _beyond(whole, linked)), _MOST_FIGURES)
        yield self._weight(own & told) / size

    def _weight(self, terms: frozenset[int]) -> float:
        return math.fsum(map(self._telling.__getitem__, terms))
