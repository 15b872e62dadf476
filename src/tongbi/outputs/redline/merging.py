"""Merging: two streams → one, in which each piece stays, goes, comes, or moves; taken alone, either year's pieces are in their own order.

What stays is the heaviest chain of groups that have the same order in both years. What the comparison says moved is not in it; what it
leaves out moved as well where it is known again (a section that changed its place takes its statements along). A table stands between
whole paragraphs in both years, so that either can be had from the other by marks alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from tongbi.outputs.redline.pieces import Group, Piece
from tongbi.outputs.redline.streams import Streams

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Step:
    """A piece of the merged stream: what is printed in the older year, in the newer one, or both. `move` numbers what moved, from 1, alike
    in its old place and in its new one; 0 for all else. `group` is of the pieces that stay or move.
    """

    old: Piece | None
    new: Piece | None
    move: int = 0

    @property
    def piece(self) -> Piece:
        """The newer piece where there is one."""
        return self.new or self.old or Piece()


def merged(streams: Streams) -> list[Step]:
    """The merged stream."""
    groups = _groups(streams)
    weights = {
        pairs[0]: sum(_weight(streams.new[there]) for _, there in pairs) for group, pairs in groups.items() if group not in streams.moved
    }
    chain = _heaviest(weights)
    stays = _between_paragraphs(streams, sorted(pair for pairs in groups.values() if pairs[0] in chain for pair in pairs))
    order = [*_woven(streams, stays)]
    moves = _moves(streams, groups, order)
    return [
        Step(
            None if here is None else streams.old[here],
            None if there is None else streams.new[there],
            0 if here is not None and there is not None else moves.get((here, there), 0),
        )
        for here, there in order
    ]


def _groups(streams: Streams) -> Mapping[Group, list[Pair]]:
    """The places of the pieces that are one, by group, in order."""
    places = {piece.key: there for there, piece in enumerate(streams.new) if piece.key is not None}
    found: dict[Group, list[Pair]] = defaultdict(list)
    for here, piece in enumerate(streams.old):
        if piece.key is not None and piece.key in places:
            found[piece.group].append((here, places[piece.key]))
    return found


def _weight(piece: Piece) -> int:
    return 1 + (len(piece.table.cells) if piece.table else len(piece.text))


def _heaviest(weights: Mapping[Pair, int]) -> set[Pair]:
    """Of pairs of places with their weights, those of the heaviest chain in which both places rise."""
    ends: list[tuple[int, int, Pair]] = []  # place, weight of the heaviest chain that ends before the next one's place, its last pair
    before: dict[Pair, Pair | None] = {}
    for pair, weight in sorted(weights.items()):
        at = bisect_left(ends, (pair[1],))
        total = weight + (ends[at - 1][1] if at else 0)
        before[pair] = ends[at - 1][2] if at else None
        stop = next((there for there in range(at, len(ends)) if ends[there][1] > total), len(ends))
        ends[at:stop] = [(pair[1], total, pair)]
    last = ends[-1][2] if ends else None
    found = set()
    while last is not None:
        found.add(last)
        last = before[last]
    return found


def _between_paragraphs(streams: Streams, stays: list[Pair]) -> list[Pair]:
    """The pairs that stay, without those that would hold a paragraph together over a table which the other year does not have there."""
    for side, pieces, others in ((0, streams.old, streams.new), (1, streams.new, streams.old)):
        breaks = [0, *accumulate(piece.is_break for piece in others)]
        for place in (place for place, piece in enumerate(pieces) if piece.table):
            at = bisect_left(stays, place, key=lambda pair: pair[side])
            if not at or (at < len(stays) and stays[at][side] == place) or pieces[stays[at - 1][side]].is_break:
                continue
            start = stays[at - 1][1 - side] + 1
            while at < len(stays) and breaks[stays[at][1 - side]] == breaks[start]:
                del stays[at]
    return stays


# ── weaving ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────

Place = tuple[int | None, int | None]


def _woven(streams: Streams, stays: Sequence[Pair]) -> Iterator[Place]:
    """The places of all pieces in the order of the merged stream."""
    here = there = 0
    within = False
    for one, other in (*stays, (len(streams.old), len(streams.new))):
        yield from _gap(_paragraphs(streams.old, here, one), _paragraphs(streams.new, there, other), within)
        if one < len(streams.old):
            yield one, other
            within = not streams.old[one].is_break
        here, there = one + 1, other + 1


def _paragraphs(pieces: Sequence[Piece], start: int, stop: int) -> list[list[int]]:
    """The places from start to stop, in paragraphs and tables; the last list holds those of a paragraph that goes on behind."""
    found: list[list[int]] = [[]]
    for place in range(start, stop):
        found[-1].append(place)
        if pieces[place].is_break:
            found.append([])
    return found


def _gap(old: list[list[int]], new: list[list[int]], within: bool) -> Iterator[Place]:
    """What stands between two pieces that stay: paragraph by paragraph, what goes before what comes.

    Within a paragraph both years go on with it first; where it ends in both, one end stands for both.
    """
    if within:
        (goes, *old), (comes, *new) = old, new
        ends = bool(old and new)
        yield from _alone(goes[:-1] if old else goes, comes[:-1] if new else comes)
        if ends:
            yield goes[-1], comes[-1]
        else:
            yield from _alone(goes[-1:] if old else [], comes[-1:] if new else [])
    yield from _alone(_flat(old[:-1]), _flat(new[:-1]))
    yield from _alone(_flat(old[-1:]), _flat(new[-1:]))


def _flat(paragraphs: Iterable[Iterable[int]]) -> list[int]:
    return [place for paragraph in paragraphs for place in paragraph]


def _alone(old: Iterable[int], new: Iterable[int]) -> Iterator[Place]:
    yield from ((place, None) for place in old)
    yield from ((None, place) for place in new)


# ── moves ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _moves(streams: Streams, groups: Mapping[Group, list[Pair]], order: Sequence[Place]) -> dict[Place, int]:
    """The number of the move of each place that moved. What moved in one row is one move, with the ends of its paragraphs; an end alone is
    none.
    """
    olds = {here: at for at, (here, there) in enumerate(order) if there is None}
    news = {there: at for at, (here, there) in enumerate(order) if here is None}
    shown = [pairs for group, pairs in groups.items() if group in streams.moved or group in streams.known]
    pairs = [pair for one in shown for pair in one if pair[0] in olds and pair[1] in news]
    ends = [(here + 1, there + 1) for here, there in pairs if here + 1 in olds and there + 1 in news]
    pairs += [
        (here, there) for here, there in ends if streams.old[here].style and streams.old[here].key is None and streams.new[there].style
    ]
    found: dict[Place, int] = {}
    number = 0
    last: Pair | None = None
    for pair in sorted(pairs):
        if last is None or not _goes_on(streams, last, pair, olds, news):
            if streams.old[pair[0]].style:
                continue
            number += 1
        found[pair[0], None] = found[None, pair[1]] = number
        last = pair
    return found


def _goes_on(streams: Streams, last: Pair, pair: Pair, olds: Mapping[int | None, int], news: Mapping[int | None, int]) -> bool:
    """Whether a pair follows the last one in both places, with nothing but what changed in the same statement between."""
    steps = [pair[side] - last[side] for side in (0, 1)]
    rows = [olds[pair[0]] - olds[last[0]], news[pair[1]] - news[last[1]]]
    same = streams.old[pair[0]].group == streams.old[last[0]].group != ()
    return rows == steps and (steps == [1, 1] or (same and steps[1] > 0))
