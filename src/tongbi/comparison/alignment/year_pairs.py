"""Pairs of years: which unit of the one year is which unit of the other.

Candidates share uncommon character pairs; each is scored by the mean of the Indel ratio and the Dice coefficient of character
bigrams over the patterns, with small priors for the same node and the same place; the best one-to-one assignment is taken,
component by component. What is left over joins a link as a part of a split or a merge where it covers what the link leaves open.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set

import lap
import numpy as np
from rapidfuzz.distance import Indel
from rapidfuzz.process import cpdist

from tongbi.comparison.alignment import rare_words
from tongbi.comparison.alignment.enumerated_points import points
from tongbi.comparison.alignment.splits_and_merges import with_parts
from tongbi.comparison.alignment.units_and_links import Item, Link, alike, joined

# Chosen on mutations of real reports and on the sample series; see tests/benchmarks.
THRESHOLD = 0.40
# A plan is told in stock phrases (加强…, 推进…), so that two different plans look alike: they must agree better.
PLAN_THRESHOLD = 0.46
# Short sentences are made of stock phrases (深化全民国防教育 and 深化全民阅读活动 share more than half): below this many characters the
# bar rises, up to `_SHORT_EXTRA` higher for the shortest.
_SHORT = 20
_SHORT_EXTRA = 0.25
# Where little is carried over, a middling score is chance more often than rewording: with less than `_REUSED` of the units told again
# in nearly the same words, the bar rises, by `_REWRITTEN_EXTRA` where none is.
_REUSED = 0.5
_ALIKE = 0.7
_REWRITTEN_EXTRA = 0.12
_NODE_PRIOR = 0.05
_PLACE_PRIOR = 0.03
# Between two linked neighbours the bar is lower by the first, beside one by the second: of 60 links so found in real reports 3 were wrong.
_BETWEEN, _BESIDE = 0.12, 0.08
# A bigram in more pairs than this tells nothing about who belongs to whom.
_COMMON = 1600
_KEEP = 24
# Over many years: a bigram in more units than this share tells nothing; what shares less (Dice) is not one statement beyond doubt.
_COMMON_ANYWHERE, _ALIKE_OVER_YEARS = 0.05, 0.15


Scores = dict[tuple[str, str], float]


def link(before: Sequence[Item], after: Sequence[Item], strictness: float = 0.0, known: Scores | None = None) -> list[Link]:
    """Links between two years' units, in the order of `before`.

    `strictness` is added to the thresholds (years apart: more). `known` gives the scores of the pairs worth looking at by the units'
    ids, where they were worked out for many years at once; rare words alone make no link then.
    """
    found = _scored(before, after) if known is None else known
    at_before, at_after = ({item.id: at for at, item in enumerate(items)} for items in (before, after))
    here = {(at_before[a], at_after[b]): score for (a, b), score in found.items() if a in at_before and b in at_after}
    rewritten = _rewritten(here, min(len(before), len(after)))
    bar = strictness + _REWRITTEN_EXTRA * rewritten
    kept = {(i, j): score for (i, j), score in here.items() if score >= _threshold(before[i], after[j]) + bar}
    chosen = _assign(kept)
    by_points = _by_points(before, after, chosen, bar) if known is None else {}
    weights = rare_words.weights((*before, *after))
    # What could be a part of a split or a merge is not linked by its place alone; what is linked by context may have parts of its own.
    parted = with_parts(before, after, chosen | by_points, frozenset(), weights)
    by_context = _by_context(before, after, here, _free(before, after, parted), chosen, bar)
    whole = with_parts(before, after, chosen | by_points | by_context, frozenset(by_context), weights) if by_context else parted
    # One point of many that is told again makes no list.
    linked = [one for one in whole if at_before[one.before[0]] not in by_points or len(one.before + one.after) > 2]
    if known is None:
        places = {(at_before[one.before[0]], at_after[one.after[0]]) for one in linked}
        told_otherwise = rare_words.links(before, after, _free(before, after, linked), weights, places, rewritten)
        linked += [joined([before[i]], [after[j]], in_context=True) for i, j in told_otherwise.items()]
    return sorted(linked, key=lambda one: at_before[one.before[0]])


def _free(before: Sequence[Item], after: Sequence[Item], linked: Sequence[Link]) -> tuple[list[int], list[int]]:
    """Where the units stand that no link has, on either side."""
    told = {id_ for one in linked for id_ in (*one.before, *one.after)}
    old, new = ([at for at, item in enumerate(items) if item.id not in told] for items in (before, after))
    return old, new


def _scored(before: Sequence[Item], after: Sequence[Item]) -> Scores:
    """The scores of the pairs worth looking at: what is told once on either side in the same words needs no comparison with others."""
    same = _same(before, after)
    told = set(same.values())
    others = scores(candidates([item for item in before if item.id not in same], [item for item in after if item.id not in told]))
    by_id = {item.id: item for item in (*before, *after)}
    return {**{(old, new): _score(by_id[old], by_id[new], 1.0) for old, new in same.items()}, **others}


def _same(before: Sequence[Item], after: Sequence[Item]) -> dict[str, str]:
    """Units with one pattern that nothing else on their side has; short ones may be the same by chance.

    A problem is the same without the words that announce it; what a plan says is another thing once it is done.
    """
    once = []
    for items in (before, after):
        count = Counter((item.role == "plan", item.pattern) for item in items)
        keys = {(item.role == "plan", item.pattern): item.id for item in items if item.length >= _SHORT}
        once.append({key: id_ for key, id_ in keys.items() if count[key] == 1})
    return {id_: once[1][key] for key, id_ in once[0].items() if key in once[1]}


def _rewritten(scores: dict[tuple[int, int], float], units: int) -> float:
    """How far a report was rewritten rather than updated: from 0, where half of it or more is told in nearly the same words, to 1."""
    alike = len({i for (i, _), score in scores.items() if score >= _ALIKE}) / max(units, 1)
    return 1 - min(alike / _REUSED, 1.0)


def _threshold(a: Item, b: Item) -> float:
    short = min(a.length, b.length, _SHORT)
    return (PLAN_THRESHOLD if a.role == "plan" else THRESHOLD) + _SHORT_EXTRA * (1 - short / _SHORT)


# ── scores ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def candidates(before: Sequence[Item], after: Sequence[Item]) -> Iterator[tuple[Item, Item]]:
    """Pairs of one role that share bigrams, the best `_KEEP` a unit by the share of uncommon ones."""
    often = _count(before)
    where = _places(after, lambda role, gram, places: 0 < often[role].get(gram, 0) * places <= _COMMON)
    sizes = np.array([len(item.bigrams) for item in after])
    for item in before:
        near, shared = _sharing(item, where)
        share = shared / (len(item.bigrams) + sizes[near])
        for place in np.lexsort((near, -share))[:_KEEP]:
            yield item, after[int(near[place])]


def alike_over_years(items: Sequence[tuple[int, Item]], gone_on: Set[str], come_from: Set[str]) -> Iterator[tuple[Item, Item]]:
    """Pairs of one role, two years or more apart, that share enough uncommon bigrams to be told as one beyond doubt; older ones first.

    The older has not `gone_on`, the newer has not `come_from` anything yet. One pass over all years: each pair of years by itself would
    meet each unit again and again.
    """
    first, last = (items[0][0], items[-1][0]) if items else (0, 0)
    ended = [(year, item) for year, item in items if year < last - 1 and item.id not in gone_on]
    begun = [(year, item) for year, item in items if year > first + 1 and item.id not in come_from]
    if not ended or not begun:
        return
    years = np.array([year for year, _ in begun])
    sizes = np.array([len(item.bigrams) for _, item in begun])
    often = _count([item for _, item in items])
    most = max(_COMMON_ANYWHERE * len(items), math.sqrt(_COMMON))
    where = _places([item for _, item in begun], lambda role, gram, _: 1 < often[role][gram] <= most)
    for year, item in ended:
        near, shared = _sharing(item, where)
        dice = 2 * shared / (len(item.bigrams) + sizes[near])
        for at in near[(years[near] > year + 1) & (dice >= _ALIKE_OVER_YEARS)]:
            yield item, begun[int(at)][1]


def _count(items: Sequence[Item]) -> Mapping[str, Mapping[str, int]]:
    """How many units have each bigram, by role."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for item in items:
        found[item.role].update(item.bigrams)
    return found


def _places(items: Sequence[Item], telling: Callable[[str, str, int], bool]) -> dict[str, dict[str, np.ndarray]]:
    """Where each bigram stands, by role, of those that are `telling` by role, bigram and number of places."""
    where: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for at, item in enumerate(items):
        own = where[item.role]
        for gram in item.bigrams:
            own[gram].append(at)
    return {
        role: {gram: np.array(places) for gram, places in own.items() if telling(role, gram, len(places))} for role, own in where.items()
    }


def _sharing(item: Item, where: Mapping[str, Mapping[str, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    """The places that share bigrams with a unit, and how many."""
    own = where.get(item.role, {})
    met = [places for gram in item.bigrams if (places := own.get(gram)) is not None]
    if not met:
        return np.array([], dtype=int), np.array([])
    counts = np.bincount(np.concatenate(met))
    near = np.flatnonzero(counts)
    return near, counts[near]


def scores(pairs: Iterable[tuple[Item, Item]]) -> Scores:
    """The score of each pair, 0–1 and a little more, by the units' ids."""
    found = list(pairs)
    if not found:
        return {}
    ratios = cpdist([a.pattern for a, _ in found], [b.pattern for _, b in found], scorer=Indel.normalized_similarity, dtype=np.float64)
    return {(a.id, b.id): _score(a, b, float(ratio)) for (a, b), ratio in zip(found, ratios, strict=True)}


def _score(a: Item, b: Item, ratio: float) -> float:
    node = _NODE_PRIOR if a.node == b.node else 0.0
    return alike(a, b, ratio) + node + _PLACE_PRIOR * (1 - (a.place - b.place) ** 2)


# ── assignment ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _assign(scores: dict[tuple[int, int], float]) -> dict[int, int]:
    """The one-to-one assignment with the largest sum of scores."""
    chosen: dict[int, int] = {}
    for component in _components(scores):
        rows = sorted({i for i, _ in component})
        columns = sorted({j for _, j in component})
        if len(component) == 1:
            chosen[rows[0]] = columns[0]
            continue
        cost = np.zeros((len(rows), len(columns)))
        row_at = {i: at for at, i in enumerate(rows)}
        column_at = {j: at for at, j in enumerate(columns)}
        for i, j in component:
            cost[row_at[i], column_at[j]] = -scores[i, j]
        _, assigned, _ = lap.lapjv(cost, extend_cost=True)
        for at, column in enumerate(assigned):
            if column >= 0 and cost[at, column] < 0:
                chosen[rows[at]] = columns[int(column)]
    return chosen


def _components(pairs: Iterable[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Pairs that hang together through shared units, in the order of their first pair."""
    parent: dict[tuple[int, int], tuple[int, int]] = {}

    def root(node: tuple[int, int]) -> tuple[int, int]:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    ordered = sorted(pairs)
    for i, j in ordered:
        parent[root((0, i))] = root((1, j))
    groups: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for i, j in ordered:
        groups[root((0, i))].append((i, j))
    return list(groups.values())


def _by_context(
    before: Sequence[Item],
    after: Sequence[Item],
    known: Mapping[tuple[int, int], float],
    loose: tuple[Sequence[int], Sequence[int]],
    chosen: Mapping[int, int],
    bar: float,
) -> dict[int, int]:
    """Further links for what is left between or beside units that are linked: there, less likeness tells a rewording.

    `loose` are the places of units that are not even parts of a link.
    """
    old, new = map(set, loose)
    free = set(range(len(after))) - set(chosen.values())
    found: dict[int, int] = {}
    offers = []
    for (i, j), score in known.items():
        bare = _threshold(before[i], after[j]) + bar
        if i not in chosen and j in free and score >= bare - _BETWEEN:
            most = _BETWEEN if i in old and j in new else _BESIDE
            if score >= bare - min(most, _context(before, after, i, j, chosen)):
                offers.append((-score, i, j))
    for _, i, j in sorted(offers):
        if i not in found and j in free:
            found[i] = j
            free.discard(j)
    return found


def _by_points(before: Sequence[Item], after: Sequence[Item], chosen: Mapping[int, int], bar: float) -> dict[int, int]:
    """Further links for what is told in points (一是 …；二是 …): to the unit that tells one of them; the others join as parts."""
    taken = set(chosen.values())
    old = [(i, item) for i, item in enumerate(before) if i not in chosen]
    new = [(j, item) for j, item in enumerate(after) if j not in taken]
    old_points, new_points = ([(at, point) for at, item in items for point in points(item)] for items in (old, new))
    offers = []
    for lefts, rights in ((old_points, new), (old, new_points)):
        homes_left, homes_right = ({item.id: (at, item) for at, item in items} for items in (lefts, rights))
        for (a, b), score in scores(candidates([item for _, item in lefts], [item for _, item in rights])).items():
            (i, point), (j, other) = homes_left[a], homes_right[b]
            if score >= _threshold(point, other) + bar:
                offers.append((-score, i, j))
    found: dict[int, int] = {}
    for _, i, j in sorted(offers):
        if i not in found and j not in found.values():
            found[i] = j
    return found


def _context(before: Sequence[Item], after: Sequence[Item], i: int, j: int, chosen: Mapping[int, int]) -> float:
    """How much the neighbours of two units speak for them: those before, those after or both are linked to each other.

    A section's first and last stand at its edge, which speaks only with a link on the other side.
    """
    linked = edges = 0
    for step in (-1, 1):
        old, new = i + step, j + step
        old_edge = not 0 <= old < len(before) or before[old].section != before[i].section
        new_edge = not 0 <= new < len(after) or after[new].section != after[j].section
        edges += old_edge and new_edge
        linked += not old_edge and not new_edge and chosen.get(old) == new
    if linked + edges == 2 and before[i].node == after[j].node:
        return _BETWEEN
    return _BESIDE if linked else 0.0
