"""Figure series: the same figure through the years.

Two figures may share a row where their keys are comparable (`figures.comparable`); of those, one assignment over the whole report links the
likeliest pairs, each figure in one row. What the newer report says of the older value proves a link, or says that the measure was counted
anew. What is of one thing but not comparable, and in no other row, stands together as `related`, without a change.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tongbi.comparison import declared_measures, link_likelihood
from tongbi.comparison.figure_places import Place, places
from tongbi.comparison.figure_rows import Row, is_near, joined, with_related
from tongbi.comparison.link_likelihood import Pair
from tongbi.comparison.namesakes import Namesakes
from tongbi.comparison.proofs import REFUTED, Proof, proof
from tongbi.figures.comparable import compared
from tongbi.figures.measure_phrase import counts_things
from tongbi.figures.name_terms import Terms, Weights, is_head_alone, is_known_measure, kinship, opens_with_doing, terms
from tongbi.figures.quantity_roles import bound
from tongbi.figures.tagged_facts import Measure
from tongbi.language import units
from tongbi.model import Figure, Grade, RelatedBy, Report, Statement, TableThread, Thread

# Rows that share a core or a letter are no lead where they are more: a report repeats itself, and only the statement tells them apart.
_MOST_ALIKE = 40
# A core with which more others end says little.
_ENDINGS = 2
# How much what a report says of the older value speaks for a link.
_FITTING: Mapping[Proof, float] = {"fits": 1.0, "near": 0.5}
_BEHIND_ALL = "\U0010ffff"
Core = frozenset[tuple[str, ...]]
"""The telling letters of the names of core figures."""


@dataclass(frozen=True, slots=True)
class Series:
    """One figure through the years: at most one a year. `canonical` is the node of the newest, `target` marks plans' figures, `several`
    those of several years together; `bounds` are the words that bound a target (左右, 以上), by year; `proofs` what each year's report says
    of the value before it; `related` by what the two figures of a row differ that are of one thing but not comparable.
    """

    by_year: Mapping[int, Figure]
    canonical: str | None
    target: bool
    several: bool = False
    bounds: Mapping[int, str] = field(default_factory=dict)
    proofs: Mapping[int, Proof] = field(default_factory=dict)
    related: RelatedBy = ""

    @property
    def last(self) -> Figure:
        """The newest year's figure."""
        return self.by_year[max(self.by_year)]

    @property
    def named(self) -> Figure:
        """The figure that the row is called by: of the newest that say what is measured, and those of the same words, one that says what is
        done to it (新增绿道, not 绿道, where a year adds it), and the shortest name.
        """
        telling = [one for _, one in sorted(self.by_year.items(), reverse=True) if not is_head_alone(terms(one.head or ""))]
        if not telling:
            return self.last
        alike = [one for one in telling if terms(one.head or "").key == terms(telling[0].head or "").key]
        return min(alike, key=lambda one: (_is_done(one) and not opens_with_doing(one.name), len(one.name)))

    @property
    def anew(self) -> tuple[int, ...]:
        """The years whose value was counted anew since the one before it."""
        return tuple(year for year, said in self.proofs.items() if said in REFUTED)

    @property
    def grade(self) -> Grade:
        """That of the newest step."""
        said = self.proofs.get(max(self.by_year))
        return "related" if self.related or said in REFUTED else "proved" if said == "fits" else "same"


def _is_done(figure: Figure) -> bool:
    """Whether a figure counts what was done in its period, not what there is."""
    return figure.kind in {None, "added"} and not figure.cell and counts_things(figure.unit) and units.dimension(figure.unit) != "money"


def series(
    reports: Sequence[Report],
    threads: Sequence[Thread],
    tables: Sequence[TableThread],
    lag: int = 0,
    core: Core = frozenset(),
    printed: Sequence[Statement] = (),
) -> tuple[Series, ...]:
    """The measures of every year, each in exactly one series, in the newest report's order; what is told again of a year before, and
    numbers that only limit a noun, are in none. `core` are the terms of the core figures' names, `printed` the statements.
    """
    rows: list[Row] = []
    declared: dict[Measure, int] = {}
    weights = Weights(terms(figure.head or "") for report in reports for figure in report.figures if figure.unit_id)
    for year, found in places(reports, threads, tables, lag, printed):
        own = declared_measures.primary(found)
        taken = {at: declared[one] for one, at in own.items() if one in declared}
        taken |= {at: row for row, at in (*_of_cells(rows, found, taken), *_of_sentences(rows, found, weights, core, taken))}
        for at, row in taken.items():
            rows[row].goes_on(found[at])
        new = [at for at in range(len(found)) if at not in taken]
        number = taken | {at: len(rows) + count for count, at in enumerate(new)}
        rows += [Row({year: found[at]}) for at in new]
        declared |= {one: number[at] for one, at in own.items()}
    rows = with_related(joined(rows))
    order = _order(reports)
    rows.sort(key=lambda row: (-row.last.year, order[row.last.year, row.last.home], row.last.figure.cell or (), row.last.figure.start))
    return tuple(_series(row) for row in rows)


def _series(row: Row) -> Series:
    last, by_year = row.last.figure, dict(sorted(row.places.items()))
    target = last.status == "target"
    bounds = {year: bound(place.text, place.figure) for year, place in by_year.items()} if target else {}
    figures = {year: place.figure for year, place in by_year.items()}
    return Series(figures, row.last.node, target, last.several, bounds, row.proofs, row.related)


def _order(reports: Sequence[Report]) -> dict[tuple[int | None, object], tuple[int, int]]:
    """The place in its report of each unit and of each table: its paragraph, and within it its number."""
    places: dict[tuple[int | None, object], tuple[int, int]] = {}
    for report in reports:
        places |= {(report.year, unit.id): (unit.paragraph, at) for at, unit in enumerate(report.units)}
        places |= {(report.year, at): (table.paragraph, at) for at, table in enumerate(report.tables)}
    return places


def _of_cells(rows: Sequence[Row], found: Sequence[Place], taken: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Rows and places of cells of one aligned row and column, without those `taken`, rows by places; values as far apart as two scales are
    one where the newer report tells the older value again.
    """
    held = {*taken.values()}
    last = {row.last.thread: number for number, row in enumerate(rows) if row.last.figure.cell and number not in held}
    for at, place in enumerate(found):
        number = last.get(place.thread) if place.figure.cell and at not in taken else None
        old = rows[number].last if number is not None else place
        if number is not None and (compared(old.key, place.key)[0] == "same" or proof(old.figure, place.figure, place.told) in _FITTING):
            yield number, at


def _of_sentences(
    rows: Sequence[Row], found: Sequence[Place], weights: Weights, core: Core, taken: Mapping[int, int]
) -> Iterator[tuple[int, int]]:
    """Rows and the places in sentences that they go on with, without those `taken`: the likeliest pairs of comparable figures."""
    last, held = [row.last for row in rows], {*taken.values()}
    pairs = [pair for pair in comparable_pairs(last, found, weights, core) if pair.at not in taken and pair.row not in held]
    likely = link_likelihood.likelihoods(pairs, neighbours(last))
    namesakes, bar = Namesakes(last, found), link_likelihood.bar()
    likely = [0.0 if one >= bar and namesakes.are_apart(pair) else one for one, pair in zip(likely, pairs, strict=True)]
    linked = link_likelihood.assigned(pairs, likely, bar)
    linked += namesakes.siblings(pairs, linked)
    yield from ((pair.row, pair.at) for pair in (*linked, *_wholes(pairs, linked, last, found)))


def _wholes(pairs: Sequence[Pair], linked: Sequence[Pair], last: Sequence[Place], found: Sequence[Place]) -> Iterator[Pair]:
    """The wholes of parts that are linked, where neither is linked otherwise: of 收集诉求·办结 and 受理诉求·办结, 收集诉求 and 受理诉求."""
    rows, taken = {pair.row for pair in linked}, {pair.at for pair in linked}
    parts = {(_whole(last[pair.row]), _whole(found[pair.at])) for pair in linked} - {(None, None)}
    for pair in pairs:
        ends = (last[pair.row].figure, found[pair.at].figure)
        if pair.row not in rows and pair.at not in taken and tuple((one.unit_id, one.head) for one in ends) in parts:
            rows.add(pair.row)
            taken.add(pair.at)
            yield pair


def _whole(place: Place) -> tuple[str, str] | None:
    """The unit and the head of what a figure is told as a part of; None for one that is no part."""
    head, divided, _ = (place.figure.head or "").rpartition("·")
    return (place.figure.unit_id, head) if divided else None


def comparable_pairs(last: Sequence[Place], found: Sequence[Place], weights: Weights, core: Core = frozenset()) -> list[Pair]:
    """The pairs of rows, each by its newest figure, and a year's figures in sentences that may be one measure."""
    candidates, little, kept = _Candidates(last, weights), _Little(core, last, found), _kept(last, found)
    told = [_told(place) for place in last]
    pairs: list[Pair] = []
    for at, place in enumerate(found):
        says, known, alone = _told(place), place.terms.key in core, place.terms in little
        for number in candidates.of(place) if not place.figure.cell else ():
            old = last[number]
            bare = alone or old.terms in little
            said = _said(old, place, bare)
            if said is not None:
                weighed = link_likelihood.statement(old, place, weights, kept=kept, bare=bare, fits=_FITTING.get(said, 0.0), core=known)
                pairs.append(Pair(number, at, weighed, (told[number], says)))
    return pairs


def _told(place: Place) -> str:
    """What a figure says, so that one told twice is known."""
    return f"{place.terms.key} {place.figure.value} {place.key.years}"


def _kept(last: Sequence[Place], found: Sequence[Place]) -> float:
    """0–1: how many of a year's figures stand in sentences that go on from the last year with figures: a rewritten report keeps few."""
    newest = max((place.year for place in last), default=0)
    before = {place.thread for place in last if place.year == newest}
    told = [place for place in found if not place.figure.cell]
    return sum(place.thread in before for place in told) / len(told) if told else 0.0


def neighbours(last: Sequence[Place]) -> dict[int, int]:
    """The rows whose newest figure is of the newest year, each with the place of that figure in its year."""
    newest = max((place.year for place in last), default=0)
    order = sorted((place.order, number) for number, place in enumerate(last) if place.year == newest)
    return {number: at for at, number in order}


def _said(old: Place, new: Place, bare: bool) -> Proof | None:
    """What the newer report says of the older value; None where the two are not comparable: a name that says little (`bare`) goes on in its
    own thread alone, and where the report says another value, an equal name that says what it is of (no 总量) alone.
    """
    if (
        compared(old.key, new.key)[0] != "same"
        or (bare and old.thread != new.thread)
        or declared_measures.are_apart(old.figure, new.figure)
    ):
        return None
    if old.year < new.year - 1:
        return "" if is_near(old, new) else None
    said = proof(old.figure, new.figure, new.told)
    return None if said in REFUTED and (bare or kinship(old.terms, new.terms) != "equal") else said


class _Candidates:
    """Which rows a figure may go on from: of its sort, in its thread, of its core, or with a core that may hold its own or be held by it.

    Of two cores of which one holds the other, each has the rarest letter of the smaller. What more rows share than may be told apart is
    no lead. Names of cells differ by one step of many, so that only the aligned table links them.
    """

    def __init__(self, last: Sequence[Place], weights: Weights) -> None:
        self._weights = weights
        self._rows: dict[object, list[int]] = defaultdict(list)
        for number, place in enumerate(last):
            for key in (*self._keys(place, "has", "rarest"), (_sort(place), place.thread)):
                self._rows[key].append(number)

    def _keys(self, place: Place, letters: str, rarest: str) -> Iterator[object]:
        if not place.figure.cell:
            sort = _sort(place)
            yield sort, place.terms.key
            yield sort, rarest, self._weights.rarest(place.terms)
            yield from ((sort, letters, letter) for letter in place.terms.letters)

    def of(self, place: Place) -> list[int]:
        """The numbers of the rows, in order."""
        found = set(self._rows.get((_sort(place), place.thread), ()))
        for key in self._keys(place, "rarest", "has"):
            rows = self._rows.get(key, ())
            found.update(rows if len(rows) <= _MOST_ALIKE else ())
        return sorted(found)


def _sort(place: Place) -> tuple[bool, bool]:
    """A plan's figure or not, a step or a state."""
    return place.figure.status == "target", place.figure.sign is not None


class _Little:
    """Names that say little: heads without what they are of, and cores with which others among the figures of one year end, as the head
    of a Chinese name stands last (集群 beside 先进制造业集群, 软件产业集群…); no name of a core figure.
    """

    def __init__(self, core: Core, *years: Sequence[Place]) -> None:
        self._core = core
        self._ends = [sorted({place.terms.core[::-1] for place in one}) for one in years]
        self._known: dict[str, bool] = {}

    def __contains__(self, one: Terms) -> bool:
        if one.core not in self._known:
            begin, end = one.core[::-1], one.core[::-1] + _BEHIND_ALL
            endings = max(bisect_left(ends, end) - bisect_left(ends, begin) for ends in self._ends)
            self._known[one.core] = is_head_alone(one) or (endings > _ENDINGS and one.key not in self._core and not is_known_measure(one))
        return self._known[one.core]
