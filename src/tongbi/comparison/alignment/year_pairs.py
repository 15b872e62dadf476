"""Pairs of years: which unit of the one year is which unit of the other, and which is nearest to one that has none.

Equal statements are linked in order; of the others, those that share rare terms are weighed as pairs, and the likeliest pairs of units
become links (see `statement_likelihood`): competition decides, not one bar for how alike two sentences are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tongbi.comparison.alignment import equal_statements, evidence, statement_likelihood
from tongbi.comparison.alignment.assignment import Group, assigned
from tongbi.comparison.alignment.evidence import Pairs
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
    equal = equal_statements.linked(before, after)
    found = evidence.pairs(before, after, sections, equal)
    alone = statement_likelihood.first(found)
    free = ~(np.isin(found.rows, list(equal)) | np.isin(found.columns, list(equal.values())))
    rivals = found.only(free)
    likely = statement_likelihood.share(statement_likelihood.second(rivals, alone[free], before, after, equal))
    groups = assigned(
        zip(likely.tolist(), rivals.rows.tolist(), rivals.columns.tolist(), strict=True), *map(statement_likelihood.bar, ("link", "part"))
    )
    by_itself = dict(zip(zip(rivals.rows.tolist(), rivals.columns.tolist(), strict=True), (alone[free] > 0).tolist(), strict=True))
    groups += [Group([old], [new], 1.0) for old, new in equal.items()]
    links = [
        joined(
            [before[at] for at in sorted(group.old)],
            [after[at] for at in sorted(group.new)],
            group.likelihood,
            in_context=not by_itself.get((group.old[0], group.new[0]), True),
        )
        for group in groups
    ]
    order = {item.id: at for at, item in enumerate(before)}
    return Found(
        sorted(links, key=lambda one: order[one.before[0]]),
        _nearest(found, alone, before, after),
        evidence.carried_over(equal, before, after),
    )


def _nearest(found: Pairs, logits: np.ndarray, before: Sequence[Item], after: Sequence[Item]) -> dict[str, tuple[str, float]]:
    """For each unit that has something in common with any, the likeliest one of the other year; of equally likely ones the first."""
    nearest: dict[str, tuple[str, float]] = {}
    likely = np.round(statement_likelihood.share(logits), 4)
    for at in np.lexsort((found.columns, found.rows, -likely)).tolist():
        old, new = before[found.rows[at]].id, after[found.columns[at]].id
        for one, other in ((old, new), (new, old)):
            nearest.setdefault(one, (other, float(likely[at])))
    return nearest
