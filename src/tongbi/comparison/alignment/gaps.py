"""Links over gaps: what ended in one year and begins again two years later or more, the nearest years first.

Nothing between the years supports such a link, so the two statements must be one beyond doubt by themselves.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Protocol

import numpy as np

from tongbi.comparison.alignment import evidence, statement_likelihood
from tongbi.comparison.alignment.section_likeness import Likenesses
from tongbi.comparison.alignment.units_and_links import Item, Link, joined
from tongbi.comparison.alignment.year_pairs import Found

# What shares less (Dice) is not one statement beyond doubt.
_LEAST = 0.4


class Ends(Protocol):
    """A link by the ids of its units."""

    @property
    def before(self) -> tuple[str, ...]:
        """Those of the older year."""

    @property
    def after(self) -> tuple[str, ...]:
        """Those of the newer year."""


def links(
    told: Mapping[int, Sequence[Item]], likenesses: Likenesses, found: Mapping[tuple[int, int], Found], known: Sequence[Ends]
) -> Iterator[tuple[int, int, Link]]:
    """The links between years apart of units that have none in their direction yet, each with its years; `found` are the neighbours'."""
    if len(told) < 3:
        return
    gone_on, come_from = {unit for one in known for unit in one.before}, {unit for one in known for unit in one.after}
    ended, begun = _loose(told, gone_on), _loose(told, come_from)
    kept = float(np.mean([pair.carried_over for pair in found.values()]))
    found_over = _likely(ended, begun, list(told), likenesses, kept)
    for _, minus, row, column, old, new in sorted(
        (new - old, -likely, row, column, old, new) for old, new, likely, row, column in found_over
    ):
        before, after = ended[row][1], begun[column][1]
        if before.id not in gone_on and after.id not in come_from:
            gone_on.add(before.id)
            come_from.add(after.id)
            yield old, new, joined([before], [after], -minus)


def _loose(told: Mapping[int, Sequence[Item]], linked: Collection[str]) -> list[tuple[int, Item]]:
    return [(year, item) for year, items in told.items() for item in items if item.id not in linked]


def _likely(
    ended: Sequence[tuple[int, Item]], begun: Sequence[tuple[int, Item]], years: Sequence[int], likenesses: Likenesses, kept: float
) -> Iterator[tuple[int, int, float, int, int]]:
    """The years, the likelihood and the places of the pairs that are likely enough: one pass over all years."""
    before, after = [item for _, item in ended], [item for _, item in begun]
    found = evidence.shared(before, after, _LEAST)
    old, new = np.array([years.index(ended[at][0]) for at in found.rows]), np.array([years.index(begun[at][0]) for at in found.columns])
    apart = new > old + 1
    found, old, new = found.only(apart), old[apart], new[apart]
    sections = np.zeros((2, len(old)))
    for first, last in sorted({*zip(old.tolist(), new.tolist(), strict=True)}):
        of_years = (old == first) & (new == last)
        sections[:, of_years] = evidence.of_sections(found.only(of_years), before, after, likenesses.between(first, last))
    pairs = evidence.weighed(found, before, after, sections, kept)
    likely = np.round(statement_likelihood.share(statement_likelihood.first(pairs)), 6)
    for at in np.flatnonzero(likely >= statement_likelihood.bar("gap")).tolist():
        yield years[old[at]], years[new[at]], float(likely[at]), int(pairs.rows[at]), int(pairs.columns[at])
