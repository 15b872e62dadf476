"""Assignment: which pairs become links: the likeliest one to one, then what is told in several statements in one of the years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# No statement is told in more than so many of the other year.
_PARTS = 4


@dataclass(slots=True)
class Group:
    """Places in both years that stand for each other, only one of the sides with several, and the likelihood of its first pair."""

    old: list[int]
    new: list[int]
    likelihood: float


def assigned(likely: Iterable[tuple[float, int, int]], least: float, least_part: float) -> list[Group]:
    """The groups of the pairs (likelihood, place, place), the likeliest first; of equally likely ones the first.

    A unit that is left over joins a group as a part where its likelihood with the one unit of the other side is `least_part` or more.
    """
    ordered = sorted((-likelihood, old, new) for likelihood, old, new in likely if likelihood >= min(least, least_part))
    by_old: dict[int, Group] = {}
    by_new: dict[int, Group] = {}
    groups = []
    for minus, old, new in ordered:
        if -minus >= least and old not in by_old and new not in by_new:
            by_old[old] = by_new[new] = group = Group([old], [new], -minus)
            groups.append(group)
    for minus, old, new in ordered:
        if -minus >= least_part:
            _join(by_old.get(old), by_new.get(new), (old, new), (by_old, by_new))
    return groups


def _join(here: Group | None, there: Group | None, pair: tuple[int, int], homes: Sequence[dict[int, Group]]) -> None:
    """Adds the unit of a pair that is left over to the group of the other one, if that may have more."""
    old, new = pair
    if here is not None and there is None and len(here.old) == 1 and len(here.new) < _PARTS:
        here.new.append(new)
        homes[1][new] = here
    elif there is not None and here is None and len(there.new) == 1 and len(there.old) < _PARTS:
        there.old.append(old)
        homes[0][old] = there
