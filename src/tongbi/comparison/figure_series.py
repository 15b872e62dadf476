"""Figure series: the same figure through the years, linked by what its name tells.

Two names tell of one measure when their telling words are the same, in any order; a word more is let in where the rest is rare and
nothing else of the year fits better; other words only in the same place of one statement. What differs in kind (a plan, a step, several
years, another scope, another stage, a basis) is never linked: a wrong link is worse than a missing one.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz.fuzz import ratio

from tongbi.comparison.figure_places import Place, places
from tongbi.figures.basis import RATES
from tongbi.figures.name_likeness import alike, apart, of_others
from tongbi.figures.name_terms import Terms, Weights, contrary, is_head_alone, kinship, terms
from tongbi.figures.quantity_roles import bound
from tongbi.figures.table_figures import is_other_scale
from tongbi.language.lexicon import words
from tongbi.language.units import loosely
from tongbi.model import Figure, Report, TableThread, Thread

# Names of one core, within a statement told again and elsewhere, are no further apart than so many times; with a word more; in other
# words; under another unit. Found on five pairs of reports (0.94 of the rows right) and held on five others (0.90, from 0.88).
_LEAP, _LEAP_ELSEWHERE, _WITHIN, _WITHIN_ELSEWHERE, _OTHER_WORDS, _OTHER_UNIT = 30.0, 5.0, 5.0, 3.0, 2.0, 3.0
# How much of two cores of which one has a word more must be shared, in a statement told again and elsewhere; and of cores in other words.
_SHARED, _SHARED_ELSEWHERE, _SHARED_OTHERWISE = 0.5, 0.75, 0.4
# What a text tells again of last year, and what last year's report says of it, are no further apart, as a share.
_SLIP = 0.15
# How alike two sentences are, 0–100, that may be one statement; and where a name says little and the values are not so near.
_SAME_TEXT, _SAME_TEXT_BARE, _BESIDE = 30.0, 45.0, 40.0
_NEAR = 1.25
# Rows that share a core or a letter are no lead where they are more: a report repeats itself, and only the statement tells them apart.
_MOST_ALIKE = 40
# A core with which more others end says little.
_ENDINGS = 2
# A share of a whole is called by these (占比).
_SHARES = words("zh/counting", "share")
_FLOORS = frozenset({"more-than", "at-least"})
_VAGUE = frozenset({"more-than", "at-least", "less-than", "at-most", "approx"})


@dataclass(frozen=True, slots=True)
class Series:
    """One figure through the years: at most one a year. `canonical` is the node of the newest, `target` marks plans' figures, `several`
    those of several years together; `bounds` are the words that bound a target (左右, 以上), by year.
    """

    by_year: Mapping[int, Figure]
    canonical: str | None
    target: bool
    several: bool = False
    bounds: Mapping[int, str] = field(default_factory=dict)

    @property
    def last(self) -> Figure:
        """The newest year's figure."""
        return self.by_year[max(self.by_year)]


@dataclass(slots=True)
class _Row:
    """One figure's places by year, oldest first."""

    places: dict[int, Place]

    @property
    def last(self) -> Place:
        return next(reversed(self.places.values()))

    def goes_on(self, place: Place) -> bool:
        """Whether the place may be of this row by what it is of: what a year added is not what there is in all, and what there is in all
        does not fall to less than half, nor 累计 at all.
        """
        known, new, old = {one.figure.kind for one in self.places.values()}, place.figure, self.last.figure
        apart_by = _times(old, new)
        if abs(new.value) < abs(old.value) and ((self.last.summed and place.summed) or (apart_by > 2 and "stock" in known - {new.kind})):
            return False
        if apart_by > 2 and "period" in {*new.doubt, *old.doubt}:
            return False
        one_adds = "added" in {new.kind, old.kind}
        return not {"added", "stock"} <= {new.kind, *known} and not (one_adds and self.last.summed != place.summed)


def series(reports: Sequence[Report], threads: Sequence[Thread], tables: Sequence[TableThread], lag: int = 0) -> tuple[Series, ...]:
    """The measures of every year, each in exactly one series, in the newest report's order; what is told again of a year before, and
    numbers that only limit a noun, are in none.
    """
    rows: list[_Row] = []
    weights = Weights(terms(figure.head or "") for report in reports for figure in report.figures if figure.unit_id)
    for year, found in places(reports, threads, tables, lag):
        taken_rows: set[int] = set()
        taken: set[int] = set()
        for _, number, at in sorted(_offers(rows, found, weights)):
            if number not in taken_rows and at not in taken:
                rows[number].places[year] = found[at]
                taken_rows.add(number)
                taken.add(at)
        rows += [_Row({year: place}) for at, place in enumerate(found) if at not in taken]
    order = _order(reports)
    rows.sort(key=lambda row: (-row.last.year, order[row.last.year, row.last.home], row.last.figure.cell or (), row.last.figure.start))
    return tuple(_series(row) for row in rows)


def _series(row: _Row) -> Series:
    last, by_year = row.last, dict(sorted(row.places.items()))
    bounds = {year: bound(place.text, place.figure) for year, place in by_year.items()} if last.sort.target else {}
    return Series({year: place.figure for year, place in by_year.items()}, last.node, last.sort.target, last.sort.several, bounds)


def _order(reports: Sequence[Report]) -> dict[tuple[int | None, object], tuple[int, int]]:
    """The place in its report of each unit and of each table: its paragraph, and within it its number."""
    places: dict[tuple[int | None, object], tuple[int, int]] = {}
    for report in reports:
        places |= {(report.year, unit.id): (unit.paragraph, at) for at, unit in enumerate(report.units)}
        places |= {(report.year, at): (table.paragraph, at) for at, table in enumerate(report.tables)}
    return places


def _offers(rows: Sequence[_Row], found: Sequence[Place], weights: Weights) -> Iterator[tuple[float, int, int]]:
    """Possible continuations as (minus score, row, place)."""
    last = [row.last for row in rows]
    candidates = _Candidates(last, weights)
    little = _Little(last, found)
    for at, place in enumerate(found):
        for number in candidates.of(place):
            score = _of_cells(last[number], place) if place.figure.cell else _fit(last[number], place, weights, little)
            if score and rows[number].goes_on(place):
                yield -score, number, at


class _Candidates:
    """Which rows a figure may go on from: of its sort, in its thread, of its core, or with a core that may hold its own or be held by it.

    Of two cores of which one holds the other, each has the rarest letter of the smaller. What more rows share than may be told apart is
    no lead. Names of cells differ by one step of many, so that only the aligned table links them.
    """

    def __init__(self, last: Sequence[Place], weights: Weights) -> None:
        self._weights = weights
        self._rows: dict[object, list[int]] = defaultdict(list)
        for number, place in enumerate(last):
            for key in (*self._keys(place, "has", "rarest"), (place.sort, place.thread)):
                self._rows[key].append(number)

    def _keys(self, place: Place, letters: str, rarest: str) -> Iterator[object]:
        if not place.figure.cell:
            yield place.sort, place.terms.key
            yield place.sort, rarest, self._weights.rarest(place.terms)
            yield from ((place.sort, letters, letter) for letter in place.terms.letters)

    def of(self, place: Place) -> list[int]:
        """The numbers of the rows, in order."""
        found = set(self._rows.get((place.sort, place.thread), ()))
        for key in self._keys(place, "rarest", "has"):
            rows = self._rows.get(key, ())
            found.update(rows if len(rows) <= _MOST_ALIKE else ())
        return sorted(found)


class _Little:
    """Names that say little: heads without what they are of, and cores with which others among the figures of one year end, as the head
    of a Chinese name stands last (集群 beside 先进制造业集群, 软件产业集群…).
    """

    def __init__(self, *years: Sequence[Place]) -> None:
        self._cores = [sorted({place.terms.core for place in one}) for one in years]
        self._known: dict[str, bool] = {}

    def __contains__(self, one: Terms) -> bool:
        if one.core not in self._known:
            endings = max(sum(other.endswith(one.core) for other in cores) for cores in self._cores)
            self._known[one.core] = is_head_alone(one) or endings > _ENDINGS
        return self._known[one.core]


def _of_cells(old: Place, new: Place) -> float:
    """100 for two cells of one aligned row and column, 0 where they count other things, or one was read without its scale; the unit may be
    printed in one year only ($ beside the first of a column).
    """
    one_unit = old.figure.dimension == new.figure.dimension or "" in {old.figure.unit, new.figure.unit}
    return 100.0 if one_unit and not is_other_scale(old.figure.value, new.figure.value) else 0.0


def _fit(old: Place, new: Place, weights: Weights, little: _Little) -> float:
    """How well a figure of a sentence goes on from an older one, 0–160; 0 where the two are not one measure."""
    together = old.thread == new.thread
    bare = old.terms in little or new.terms in little
    if (bare and not together) or _differ(old, new):
        return 0.0
    text = ratio(old.text, new.text)
    near = _times(old.figure, new.figure) <= _NEAR
    if bare and text < (_SAME_TEXT if near else _SAME_TEXT_BARE):
        return 0.0
    score = _agreement(old, new, weights.likeness(old.terms, new.terms), text)
    if not score:
        return 0.0
    score -= 5.0 * (old.figure.dimension != new.figure.dimension) + 3.0 * min(_times(old.figure, new.figure), 5.0)
    score -= 15.0 * ((old.figure.qualifier in _VAGUE) != (new.figure.qualifier in _VAGUE))
    in_step = together and len(old.beside) == len(new.beside) and old.rank == new.rank
    return max(score + 30.0 * together + 10.0 * in_step + text / 10, 1.0)


def _differ(old: Place, new: Place) -> bool:
    """Whether units, the basis of a change or the names say that these are two measures, or the newer number is a bound that the older
    one passed long before (产量781.8亿斤, then 稳定在760亿斤以上), so that nothing fell.
    """
    one, other = old.figure, new.figure
    if other.qualifier in _FLOORS and one.qualifier not in _FLOORS and other.value < one.value:
        return True
    if one.dimension != other.dimension and (_times(one, other) > _OTHER_UNIT or not loosely(one.unit, other.unit)):
        return True
    return contrary(old.terms, new.terms) or apart(old.subject, new.subject) or of_others(old.subject, new.subject)


def _agreement(old: Place, new: Place, likeness: float, text: float) -> float:
    """How far the names agree: 100 for one core, up to 60 where one has a word more, up to 40 for other words in the same place."""
    together, apart_by = old.thread == new.thread, _times(old.figure, new.figure)
    how = kinship(old.terms, new.terms)
    if how == "equal" and apart_by <= (_LEAP if together else _LEAP_ELSEWHERE):
        return 100.0
    near = together or _tells_again(old, new)
    shared, leap = (_SHARED, _WITHIN) if near else (_SHARED_ELSEWHERE, _WITHIN_ELSEWHERE)
    if how == "within" and likeness >= shared and apart_by <= leap:
        return 60.0 * likeness
    one_unit = old.figure.dimension == new.figure.dimension
    if together and one_unit and apart_by <= _OTHER_WORDS and text >= _SAME_TEXT and _in_same_place(old, new, likeness):
        return 20.0 + 20.0 * likeness
    return 0.0


def _tells_again(old: Place, new: Place) -> bool:
    """Whether the newer sentence tells the value of the older figure again, but for a slip: a proof that the two are one measure."""
    return new.told is not None and old.year == new.year - 1 and abs(new.told - old.figure.value) <= _SLIP * abs(old.figure.value)


def _in_same_place(old: Place, new: Place, likeness: float) -> bool:
    """Whether two figures under different names stand in the same place of one statement: as many beside them, named alike (收集诉求412件，
    办结398件 and 收集问题385件，已办结374件), or of the same rank and alike themselves, or the same part of two wholes.
    """
    (_, divided, one), (_, _, other) = old.subject.rpartition("·"), new.subject.rpartition("·")
    if old.rank == new.rank and (likeness >= _SHARED_OTHERWISE or (divided and one == other)):
        return True
    if old.subject.rpartition("·")[2].startswith(_SHARES) or old.figure.sign or new.figure.sign:
        return False  # shares of two wholes, and what grew or fell, are named
    others = [alike(*pair) for rank, pair in enumerate(zip(old.beside, new.beside, strict=False)) if rank != old.rank]
    return len(old.beside) == len(new.beside) and old.rank == new.rank and all(one >= _BESIDE for one in others)


def _times(one: Figure, other: Figure) -> float:
    """How many times the smaller of two values the larger is; 1 for rates, which may be near 0."""
    low, high = sorted((abs(one.value), abs(other.value)))
    return 1.0 if one.unit in RATES or high == low else high / low if low else math.inf
