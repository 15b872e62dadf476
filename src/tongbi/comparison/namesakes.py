"""Namesakes: the members of two lists that have one name of their own, and what is linked because its list is.

Of 简明问答98期，其中市级48期、宿城区2期 each part goes on from the part of its own name in the other report's list, however far the two
values are apart, and from no other: a list that has its name says what it is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from tongbi.comparison.figure_places import Place
from tongbi.comparison.link_likelihood import Pair
from tongbi.figures.name_terms import is_head_alone, opens_with_doing, terms

_Own = tuple[object, ...]


class Namesakes:
    """Of the figures of two years (`last` by rows, `found`), which have a namesake in which sentence."""

    def __init__(self, last: Sequence[Place], found: Sequence[Place]) -> None:
        self._last, self._found = last, found
        self._old, self._new = [_own(place) for place in last], [_own(place) for place in found]
        self._before, self._now = _members(last, self._old), _members(found, self._new)

    def are_apart(self, pair: Pair) -> bool:
        """Whether the sentence of one of the two has another figure with the name that the other has for itself."""
        old, new = self._old[pair.row], self._new[pair.at]
        return old != new and (old in self._now[self._found[pair.at].home] or new in self._before[self._last[pair.row].home])

    def siblings(self, pairs: Sequence[Pair], linked: Sequence[Pair]) -> Iterator[Pair]:
        """The pairs of one name of their own that are linked because others of their two sentences are; neither end is linked otherwise."""
        rows, taken = {pair.row for pair in linked}, {pair.at for pair in linked}
        together = {(self._last[pair.row].home, self._found[pair.at].home) for pair in linked}
        for pair in pairs:
            before, now = self._last[pair.row].home, self._found[pair.at].home
            own = self._old[pair.row]
            named = own == self._new[pair.at] and own in self._before[before] and own in self._now[now]
            if named and (before, now) in together and pair.row not in rows and pair.at not in taken:
                yield pair


def _members(places: Sequence[Place], own: Sequence[_Own]) -> Mapping[object, frozenset[_Own]]:
    """Of each sentence the names that one of its figures alone has."""
    told: dict[object, Counter[_Own]] = defaultdict(Counter)
    for place, name in zip(places, own, strict=True):
        if not place.figure.cell:
            told[place.home][name] += 1
    names = {home: frozenset(name for name, count in counts.items() if count == 1) for home, counts in told.items()}
    return defaultdict(frozenset, names)


def _own(place: Place) -> _Own:
    """A figure's name for itself, as a part of what is told before it (宿城区 in 简明问答·宿城区), with what sort of figure it is."""
    figure, head = place.figure, place.figure.head or ""
    part = head.rpartition("·")[2]
    whole = head if opens_with_doing(part) else place.terms.key
    return figure.status, figure.sign is not None, figure.dimension, whole if is_head_alone(terms(part)) else terms(part).key
