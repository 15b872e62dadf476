"""Pairs of years: which unit of the one year is which unit of the other, and which is nearest to one that has none.

Equal statements are linked in order; of the others, those that share rare terms are weighed as pairs, and the likeliest pairs of units
become links (see `statement_likelihood`): competition decides, not one bar for how alike two sentences are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tongbi.comparison.alignment import enumerated_points, equal_statements, evidence, parts, statement_likelihood
from tongbi.comparison.alignment.assignment import Group, Offer, join_parts, one_to_one
from tongbi.comparison.alignment.evidence import Pairs
from tongbi.comparison.alignment.other_events import Events
from tongbi.comparison.alignment.units_and_links import Item, Link, joined


@dataclass(frozen=True, slots=True)
class Found:
    """The links of two years in the order of the older one; for each unit the nearest of the other year with its likelihood, 0–1; and how
    much is told again in the same words, 0–1.
    """

    links: list[Link]
    nearest: Mapping[str, tuple[str, float]]
    carried_over: float


def link(before: Sequence[Item], after: Sequence[Item], sections: np.ndarray) -> Found:
    """The links between two neighbouring years; `sections` tells how alike the sections of the two are, by their numbers."""
    if not before or not after:
        return Found([], {}, 0.0)
    old, new = enumerated_points.told(before), enumerated_points.told(after)
    equal = equal_statements.linked(old.pieces, new.pieces)
    found = evidence.pairs(old.pieces, new.pieces, sections, equal)
    alone = statement_likelihood.first(found)
    known = np.isin(found.rows, list(equal)) | np.isin(found.columns, list(equal.values()))
    events = Events(old.pieces, new.pieces)
    free = ~(known | events.apart(found))
    rivals = found.only(free)
    logits = statement_likelihood.second(rivals, alone[free], old.pieces, new.pieces, equal)
    groups = [
        *_groups(rivals, logits, equal, old.pieces, new.pieces, events),
        *(Group([one], [other], 1.0) for one, other in equal.items()),
    ]
    by_itself = {pair for pair, logit in zip(_places(rivals), alone[free].tolist(), strict=True) if logit > 0}
    by_itself = {(old.homes[one], new.homes[other]) for one, other in by_itself}
    links = []
    for group in sorted(enumerated_points.of_units(groups, old, new), key=lambda one: min(one.old)):
        in_context = group.likelihood < 1 and (group.old[0], group.new[0]) not in by_itself
        sides = [before[at] for at in sorted(group.old)], [after[at] for at in sorted(group.new)]
        links.append(joined(*sides, group.likelihood, in_context=in_context))
    alone[free] = logits
    return Found(links, _nearest(found, alone, old.pieces, new.pieces), evidence.carried_over(equal, old.pieces, new.pieces))


def _groups(
    found: Pairs, logits: np.ndarray, equal: Mapping[int, int], before: Sequence[Item], after: Sequence[Item], events: Events
) -> list[Group]:
    """The likeliest pairs with what else is told of them."""
    groups = one_to_one(_offers(statement_likelihood.share(logits), _places(found)), statement_likelihood.bar("link"))
    places, weighed = parts.offers(found, logits, groups, equal, before, after)
    likely = (one for one in _offers(statement_likelihood.parts(weighed), places) if not events.are_two(*one[1:]))
    join_parts(groups, likely, statement_likelihood.bar("part"))
    return [*groups.values()]


def _offers(likely: np.ndarray, places: Iterable[tuple[int, int]]) -> Iterator[Offer]:
    return ((likelihood, *pair) for likelihood, pair in zip(np.round(likely, 9).tolist(), places, strict=True))


def _places(found: Pairs) -> Iterator[tuple[int, int]]:
    return zip(found.rows.tolist(), found.columns.tolist(), strict=True)


def _nearest(found: Pairs, logits: np.ndarray, before: Sequence[Item], after: Sequence[Item]) -> dict[str, tuple[str, float]]:
    """For each unit that has something in common with any, the likeliest one of the other year; of equally likely ones the first."""
    nearest: dict[str, tuple[str, float]] = {}
    likely = np.round(statement_likelihood.share(logits), 4)
    order = np.lexsort((found.columns, found.rows, -likely))
    sides = (found.rows[order], before, found.columns[order], after), (found.columns[order], after, found.rows[order], before)
    for here, own, there, others in sides:
        places, first = np.unique(here, return_index=True)
        for one, other, likelihood in zip(places.tolist(), there[first].tolist(), likely[order[first]].tolist(), strict=True):
            if likelihood > nearest.get(own[one].id, ("", 0.0))[1]:
                nearest[own[one].id] = others[other].id, likelihood
    return nearest
