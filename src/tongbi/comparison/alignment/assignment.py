"""Assignment: which pairs become links: the likeliest one to one, then what is told in several statements in one of the years."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

# No statement is told in more than so many of the other year.
_PARTS = 4
Offer = tuple[float, int, int]
"""The likelihood, 0–1, that two units are one or part of one, and their places in the older and in the newer year."""


@dataclass(slots=True)
class Group:
    """Places in both years that stand for each other, only one of the sides with several, and the likelihood of its first pair."""

    old: list[int]
    new: list[int]
    likelihood: float


def one_to_one(offers: Iterable[Offer], least: float) -> dict[int, Group]:
    """The likeliest pairs, none below `least`, each unit in one, by the older place; of equally likely ones the first."""
    groups: dict[int, Group] = {}
    taken: set[int] = set()
    for minus, old, new in sorted((-likelihood, old, new) for likelihood, old, new in offers if likelihood >= least):
        if old not in groups and new not in taken:
            groups[old] = Group([old], [new], -minus)
            taken.add(new)
    return groups


def join_parts(groups: Mapping[int, Group], offers: Iterable[Offer], least: float) -> None:
    """Adds units that are left over to the groups of the other unit of their pair, the likeliest first, where that may have more."""
    homes = dict(groups), {group.new[0]: group for group in groups.values()}
    for _, old, new in sorted((-likelihood, old, new) for likelihood, old, new in offers if likelihood >= least):
        _join(homes, old, new)


def _join(homes: Sequence[dict[int, Group]], old: int, new: int) -> None:
    here, there = homes[0].get(old), homes[1].get(new)
    if here is not None and there is None and len(here.old) == 1 and len(here.new) < _PARTS:
        here.new.append(new)
        homes[1][new] = here
    elif there is not None and here is None and len(there.new) == 1 and len(there.old) < _PARTS:
        there.old.append(old)
        homes[0][old] = there
