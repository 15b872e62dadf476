"""Evidence: what speaks for two statements of two years being one, as numbers by pair.

Pairs are units of one role that share rare terms. What they say is weighed first (`STATEMENT`); then also how their neighbours and their
sections are linked, and by how much each is better than any other of either unit (`CONTEXT`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from rapidfuzz.distance import Indel
from rapidfuzz.fuzz import partial_ratio
from rapidfuzz.process import cpdist

from tongbi.comparison.alignment.terms import Weights, covered, dice
from tongbi.comparison.alignment.units_and_links import Item, near_values

_OWN = ("named", "figures", "figure-units", "other-figures", "near-values", "node", "place", "place-in-section", "plan")
STATEMENT = (
    "dice", "dice-squared", "covered", "shared", "ratio", "opening", "opening-within", *_OWN, "section", "best-section", "length", "longer",
    "short", "carried-over", "dice-carried-over",
)  # fmt: skip
"""What two statements say and where; 0–1 but `shared` and `length` (logarithms), `longer` (the logarithm of how many times), `named` and
`near-values` (how many)."""
CONTEXT = (
    "better-for-old", "better-for-new", "better-for-either", "better-for-both", "beside", "not-beside", "sections-linked",
    "beside-carried-over", "better-carried-over",
)  # fmt: skip
"""The margins (−4–4), how many neighbours are linked likewise and otherwise (0–2), and what share of the two sections' links joins them;
the neighbours and the last margin also as far as the report is the other year's with some changes.
"""
# Pairs are looked at that are so much alike, at most so many for each unit.
_LEAST, _MOST, _MOST_NAMED, _MOST_NEAR = 0.05, 12, 2, 3
# Shorter units are made of stock phrases.
_SHORT = 20
# A margin is no more than this; what has no other is so much better.
_MARGIN, _FAR = 4.0, 3.0
# So many links that join two sections, and as many that do not, are taken as given.
_EVEN = 0.5
# A report of which so much is told again in the same words is the other year's with some changes.
_UPDATED = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Pairs of units by their places, with what is weighed of each, by pair (`STATEMENT`); `weights` tell what each term weighs."""

    rows: np.ndarray
    columns: np.ndarray
    weighed: np.ndarray
    weights: Weights

    def only(self, kept: np.ndarray) -> Pairs:
        """Those pairs of which `kept` is true."""
        return Pairs(self.rows[kept], self.columns[kept], self.weighed[kept], self.weights)


def pairs(before: Sequence[Item], after: Sequence[Item], sections: np.ndarray, equal: Mapping[int, int]) -> Pairs:
    """The pairs worth looking at of which not both units are `equal` to others; `sections` tells how alike two years' sections are."""
    found = shared(before, after, _LEAST, _MOST)
    known = np.isin(found.rows, list(equal)) & np.isin(found.columns, list(equal.values()))
    found = found.only(~known)
    return weighed(found, before, after, of_sections(found, before, after, sections), carried_over(equal, before, after))


def carried_over(equal: Mapping[int, int], before: Sequence[Item], after: Sequence[Item]) -> float:
    """How far a report is the other year's with some changes: 0 where nothing is told again in the same words, 1 where half of it is."""
    return min(2 * len(equal) / max(len(before) + len(after), 1) / _UPDATED, 1.0)


def weighed(found: Pairs, before: Sequence[Item], after: Sequence[Item], sections: np.ndarray, kept: float) -> Pairs:
    """The pairs of `shared` with all that is weighed of them; `sections` as of `of_sections`, `kept` as of `carried_over`."""
    return replace(found, weighed=_weighed(found, before, after, sections, kept))


def shared(before: Sequence[Item], after: Sequence[Item], least: float, most: int = _MOST) -> Pairs:
    """The units of one role that share rare terms, rare among all of these (see `terms.Weights.shared`).

    What is weighed is only what they share: Dice, how much of the smaller one is covered, and the logarithm of how much.
    """
    weights = Weights([item.terms for item in (*before, *after)])
    numbers = {role: number for number, role in enumerate(sorted({item.role for item in (*before, *after)}))}
    old, new = (weights.of([item.terms for item in items], [numbers[item.role] for item in items]) for items in (before, after))
    found = weights.shared(old, new, least, most)
    sizes = old.sizes[found.rows], new.sizes[found.columns]
    weight = found.weights
    said = dice(weight, *sizes), np.minimum(covered(weight, *sizes), 1.0), np.log1p(weight / weights.alone)
    return Pairs(found.rows, found.columns, np.column_stack(said), weights)


def _weighed(found: Pairs, before: Sequence[Item], after: Sequence[Item], sections: np.ndarray, kept: float) -> np.ndarray:
    alike, whole, weight = found.weighed.T
    old, new = [before[at] for at in found.rows.tolist()], [after[at] for at in found.columns.tolist()]
    lengths = _of_both(found, before, after, lambda item: item.length)
    short, long = (np.maximum(ends, 1) for ends in (lengths.min(axis=0), lengths.max(axis=0)))
    first, second = ([item.pattern for item in items] for items in (old, new))
    first_opening, second_opening = ([item.opening for item in items] for items in (old, new))
    columns = (
        alike, alike**2, whole, weight, _ratios(first, second), _ratios(first_opening, second_opening),
        np.maximum(_within(first_opening, second), _within(second_opening, first)), *_beside_words(found, before, after, old, new),
        *sections, np.log(short), np.log(long / short), np.clip(1 - short / _SHORT, 0.0, 1.0),
        np.full(len(old), kept), kept * alike,
    )  # fmt: skip
    return np.column_stack(columns)


def _of_both(found: Pairs, before: Sequence[Item], after: Sequence[Item], told: Callable[[Item], float]) -> np.ndarray:
    """What is told of the older and of the newer unit of each pair: two rows."""
    ends = [(items, *np.unique(at, return_inverse=True)) for items, at in ((before, found.rows), (after, found.columns))]
    return np.stack([np.array([told(items[at]) for at in asked.tolist()], float)[back] for items, asked, back in ends])


def _within(openings: Sequence[str], wholes: Sequence[str]) -> np.ndarray:
    """How much of an opening stands in one piece in another unit, 0–1."""
    return np.asarray(cpdist(openings, wholes, scorer=partial_ratio, dtype=np.float64)) / 100


def _beside_words(
    found: Pairs, before: Sequence[Item], after: Sequence[Item], old: Sequence[Item], new: Sequence[Item]
) -> tuple[np.ndarray, ...]:
    """What is weighed beside the words of the units of each pair (`_OWN`)."""
    numbers: dict[str | None, int] = {}
    node, plan, place, inside, named, counting = (
        _of_both(found, before, after, told)
        for told in (
            lambda item: numbers.setdefault(item.node, len(numbers)), lambda item: item.role == "plan", lambda item: item.place,
            lambda item: item.place_in_section, lambda item: len(item.named), lambda item: len(item.values),
        )
    )  # fmt: skip
    names, figures, units, other, near = np.zeros((5, len(old)))
    for at in np.flatnonzero(named.all(axis=0)).tolist():
        names[at] = min(len(old[at].named & new[at].named), _MOST_NAMED)
    for at in np.flatnonzero(counting.all(axis=0)).tolist():
        a, b = old[at], new[at]
        figures[at], units[at] = _share(a.figures, b.figures), _share(a.units, b.units)
        other[at] = not figures[at]
        near[at] = min(near_values(a.values, b.values), near_values(b.values, a.values), _MOST_NEAR)
    places = (np.abs(ends[0] - ends[1]) for ends in (place, inside))
    return names, figures, units, other, near, node[0] == node[1], *places, plan[0]


def _ratios(old: Sequence[str], new: Sequence[str]) -> np.ndarray:
    """The Indel ratios of two texts each, 0–1."""
    return np.asarray(cpdist(old, new, scorer=Indel.normalized_similarity, dtype=np.float64))


def _share(old: frozenset[object], new: frozenset[object]) -> float:
    """How much of the smaller set the other one has, 0–1."""
    return len(old & new) / min(len(old), len(new)) if old and new else 0.0


def of_sections(found: Pairs, before: Sequence[Item], after: Sequence[Item], sections: np.ndarray) -> np.ndarray:
    """How alike the sections of the two units of each pair are, and how much of the best that either section has; 1 where both stand before
    all sections: two rows.
    """
    whole = np.zeros((sections.shape[0] + 1, sections.shape[1] + 1))
    whole[:-1, :-1], whole[-1, -1] = np.clip(sections, 0.0, 1.0), 1.0
    most = np.maximum(np.maximum(whole.max(axis=1)[:, None], whole.max(axis=0)[None, :]), 1e-9)
    rows, columns = _of_both(found, before, after, lambda item: -1 if item.section is None else item.section).astype(int)
    return np.stack([whole[rows, columns], (whole / most)[rows, columns]])


# ── context ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def context(found: Pairs, logits: np.ndarray, before: Sequence[Item], after: Sequence[Item], equal: Mapping[int, int]) -> np.ndarray:
    """What is weighed beside, by pair (`CONTEXT`); `logits` is what the statements alone say."""
    ahead = [_ahead(places, logits) for places in (found.rows, found.columns)]
    partners = np.full(len(before), -1), np.full(len(after), -1)
    sure = (ahead[0] > 0) & (ahead[1] > 0) & (logits > 0)
    for partner, here, there in zip(partners, (found.rows, found.columns), (found.columns, found.rows), strict=True):
        partner[here[sure]] = there[sure]
    for old, new in equal.items():
        partners[0][old], partners[1][new] = new, old
    homes = [np.array([-1 if item.section is None else item.section for item in items], int) for items in (before, after)]
    from_old = _beside(found.rows, found.columns, partners[0], homes[0])
    from_new = _beside(found.columns, found.rows, partners[1], homes[1])
    margins = [np.clip(one, -_MARGIN, _MARGIN) for one in ahead]
    likewise, otherwise = (from_old[0] + from_new[0]) / 2, (from_old[1] + from_new[1]) / 2
    both, kept = np.minimum(*margins), found.weighed[:, STATEMENT.index("carried-over")]
    joined = _sections_linked(found, partners[0], homes)
    return np.column_stack([*margins, np.maximum(*margins), both, likewise, otherwise, joined, likewise * kept, both * kept])


def _ahead(places: np.ndarray, logits: np.ndarray) -> np.ndarray:
    """By how much each pair is better than the best other one at its place."""
    order = np.lexsort((-logits, places))
    first = np.flatnonzero(np.diff(places[order], prepend=-1))
    best, second = np.full(places.max(initial=-1) + 1, -_FAR), np.full(places.max(initial=-1) + 1, -_FAR)
    leaders = order[first]
    best[places[leaders]] = logits[leaders]
    follows = first + 1
    follows = follows[(follows < len(order)) & ~np.isin(follows, first)]
    second[places[order[follows]]] = logits[order[follows]]
    others = best[places]
    others[leaders] = second[places[leaders]]
    ahead: np.ndarray = logits - np.maximum(others, -_FAR)
    return ahead


def _beside(here: np.ndarray, there: np.ndarray, partner: np.ndarray, home: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How many of the units right before and behind in the same section are linked beside the other unit, and how many elsewhere."""
    likewise, otherwise = np.zeros(len(here)), np.zeros(len(here))
    for step in (-1, 1):
        at = np.clip(here + step, 0, len(partner) - 1)
        away = partner[at] - there
        linked = (at != here) & (home[at] == home[here]) & (partner[at] >= 0) & (away != 0)
        near = np.abs(away - step) <= 1
        likewise += linked & near
        otherwise += linked & ~near
    return likewise, otherwise


def _sections_linked(found: Pairs, partner: np.ndarray, homes: Sequence[np.ndarray]) -> np.ndarray:
    """What share of the links of the two units' sections, of that which has fewer, joins the two, the units' own links apart."""
    linked = np.flatnonzero(partner >= 0)
    joins = np.zeros([home.max(initial=-1) + 2 for home in homes])
    np.add.at(joins, (homes[0][linked], homes[1][partner[linked]]), 1)
    old, new = homes[0][found.rows], homes[1][found.columns]
    own_old, own_new = partner[found.rows] >= 0, np.isin(found.columns, partner[linked])
    between = joins[old, new] - (partner[found.rows] == found.columns)
    fewest = np.minimum(joins.sum(axis=1)[old] - own_old, joins.sum(axis=0)[new] - own_new)
    # Where there are no other links, nothing speaks for or against.
    joined: np.ndarray = (np.clip(between, 0, fewest) + _EVEN) / (fewest + 2 * _EVEN)
    return joined
