"""Tables through the years: the same table by its form, name and labels, its rows and columns by their label paths and their periods.

A label that names a period goes on where it is as far from its own report's year, whatever it is called: 2024 and 2023, 期末余额. Of
several tables that are alike two are not one where each stands below a heading that the other report has elsewhere (母公司, 合并).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

import numpy as np
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from tongbi.figures.table_figures import bare
from tongbi.language.folding import fold
from tongbi.model import Line, Report, Table, TableLine, TableThread, table_lines

# A table goes on where its labels agree by more than half; a name alone says little (表1), and a form all.
_SAME_TABLE = 0.55
_NAME, _LABELS, _NODE = 0.25, 0.65, 0.1
_SAME_LABEL = 0.75
# Labels that are alike but for a number are two (3.35% and 4.00% Senior notes); what numbers them, and a footnote, is none of theirs.
_FOOTNOTE, _NUMBER = re.compile(r"[(\[]\d{1,2}[)\]]$"), re.compile(r"\d[\d.,]*")
_SCORER = Indel.normalized_similarity
_Chain = dict[int, int]
# Minus the score of a continuation, the years between, the number of the chain and that of the table.
_Offer = tuple[float, int, int, int]
# The rows and the columns of a table.
_Sides = tuple[tuple[Line, ...], tuple[Line, ...]]


def tables(reports: Sequence[Report]) -> tuple[TableThread, ...]:
    """The tables of all years, each in one thread; in the order of the newest report, those it no longer has last. Reports oldest first.

    A table that was kept as printed has neither rows nor columns and no thread.
    """
    chains: list[_Chain] = []
    by_year = {report.year: report for report in reports if report.year is not None}
    sides = {id(table): table_lines.sides(table) for report in by_year.values() for table in report.tables}
    headings = {at: [_headings(one, table) for table in one.tables] for at, one in by_year.items()}
    for year, report in by_year.items():
        offers = sorted(_in_place([*_offers(chains, by_year, year, sides)], chains, by_year, year, headings))
        taken_chains: set[int] = set()
        taken: set[int] = set()
        for _, _, number, new in offers:
            if number not in taken_chains and new not in taken:
                chains[number][year] = new
                taken_chains.add(number)
                taken.add(new)
        chains += [{year: new} for new, table in enumerate(report.tables) if new not in taken and (table.rows or table.columns)]
    return tuple(_thread(chain, by_year, sides) for chain in sorted(chains, key=lambda chain: (-max(chain), chain[max(chain)])))


def _offers(chains: Sequence[_Chain], by_year: Mapping[int, Report], year: int, sides: Mapping[int, _Sides]) -> Iterator[_Offer]:
    """Possible continuations of the tables known: minus the score, years between, chain, table; of two alike the one in step."""
    lasts = [(last, by_year[last].tables[chain[last]]) for chain in chains for last in (max(chain),)]
    olds, news = [(by_year[last], old) for last, old in lasts], [(by_year[year], new) for new in by_year[year].tables]
    sizes = [np.array([[len(side) for side in sides[id(table)]] for _, table in ends], float).reshape(-1, 2, 1) for ends in (olds, news)]
    left = np.minimum(sizes[0], sizes[1].T)
    printed = [np.array([len(table.rows) + len(table.columns) for _, table in ends], float) for ends in (olds, news)]
    most = np.maximum(np.maximum(printed[0][:, None], printed[1]), 1.0)
    called = [[_folded(table.name) for _, table in ends] for ends in (olds, news)]
    # A name that another table of the other report bears (应收票据, beside 应付票据) says nothing for this one.
    borne = np.isin(called[0], called[1])[:, None] | np.isin(called[1], called[0])
    names = _NAME * np.where(_same(*called) | ~borne, cdist(*called, scorer=_SCORER, dtype=np.float64), 0.0)
    nodes = _NODE * _same(*([_node(*one) for one in ends] for ends in (olds, news)))
    forms = _same(
        *([table.standard or number for number, (_, table) in enumerate(ends, at)] for at, ends in ((0, olds), (len(olds), news)))
    )
    # What cannot be one table by the number of its lines is not asked for them.
    likely = left.all(axis=1) & (names + _LABELS * left.sum(axis=1) / most + nodes >= _SAME_TABLE)
    for number, new in np.argwhere(forms | likely).tolist():
        last, old = lasts[number]
        beside = float(names[number, new]), float(nodes[number, new])
        score = 1.0 if forms[number, new] else _likeness(sides[id(old)], sides[id(news[new][1])], float(most[number, new]), beside)
        if score >= _SAME_TABLE:
            yield -round(score, 6), year - last, number, new


def _in_place(
    offers: Sequence[_Offer],
    chains: Sequence[_Chain],
    by_year: Mapping[int, Report],
    year: int,
    headings: Mapping[int, Sequence[frozenset[str]]],
) -> Iterator[_Offer]:
    """The continuations of which neither table has another, and of the others those that no heading speaks against: one above either table
    that the other report has as well, above other tables or none.
    """
    olds, news = Counter(number for _, _, number, _ in offers), Counter(new for *_, new in offers)
    known = {
        at: frozenset().union(*headings[at], (_numberless(section.heading) for section in one.sections)) for at, one in by_year.items()
    }
    for offer in offers:
        _, _, number, new = offer
        last = max(chains[number])
        old, own = headings[last][chains[number][last]], headings[year][new]
        if olds[number] == news[new] == 1 or not ((old - own) & known[year] and (own - old) & known[last]):
            yield offer


def _same(old: Sequence[object], new: Sequence[object]) -> np.ndarray:
    """Whether each of the one is each of the other."""
    numbers: dict[object, int] = {}
    here, there = (np.array([numbers.setdefault(one, len(numbers)) for one in side], int) for side in (old, new))
    found: np.ndarray = here[:, None] == there
    return found


def _likeness(old: _Sides, new: _Sides, most: float, beside: tuple[float, float]) -> float:
    """0–1, given the most lines of either and what name and node add; 0 for what is known to be less than one table before all its lines
    are asked for.
    """
    left = [min(len(one), len(other)) for one, other in zip(old, new, strict=True)]
    name, node = beside
    pairs: dict[int, int] = {}
    # The columns first, which are fewer: mostly they or the name already tell that the table is another.
    for at in (1, 0):
        pairs = _pairs(old[at], new[at])
        left[at] = len(pairs)
        if not left[at] or name + _LABELS * sum(left) / most + node < _SAME_TABLE:
            return 0.0
    # Of a name and rows that are but alike (一年内到期的长期借款, 一年内到期的长期应收款) none says that it is the same.
    if name < _NAME and not any(
        _bare(old[0][other].label) == _bare(new[0][at].label) and not new[0][at].is_sum for at, other in pairs.items()
    ):
        return 0.0
    return name + _LABELS * sum(left) / most + node


def _node(report: Report, table: Table) -> str | None:
    return None if table.section is None else report.sections[table.section].canonical


def _headings(report: Report, table: Table) -> frozenset[str]:
    """What a table stands below: its name and the headings above it, without numbers."""
    found, at = {_numberless(table.name)}, table.section
    while at is not None:
        found.add(_numberless(report.sections[at].heading))
        at = report.sections[at].parent
    return frozenset(found)


def _numberless(text: str) -> str:
    return _NUMBER.sub("", _folded(text))


def _ratio(old: str, new: str, cutoff: float) -> float:
    return _SCORER(_folded(old), _folded(new), score_cutoff=cutoff)


@lru_cache(maxsize=16384)
def _folded(label: str) -> str:
    return fold(label)


@lru_cache(maxsize=16384)
def _bare(label: str) -> str:
    """A label without what numbers its last step and says how it is added up."""
    above, stroke, last = _folded(label).rpartition("/")
    return above + stroke + _FOOTNOTE.sub("", bare(last))


@lru_cache(maxsize=16384)
def _numbers(label: str) -> tuple[str, ...]:
    return tuple(_NUMBER.findall(_bare(label)))


def _pairs(old: Sequence[Line], new: Sequence[Line]) -> dict[int, int]:
    """Which new line goes on which old one (new → old), of those of one period: the same path in the same block first, in order, then the
    same path, then the most alike.
    """
    found: dict[int, int] = {}
    left = dict.fromkeys(range(len(old)))
    for key in _KEYS:
        _pair_equal(old, new, key, found, left)
    kin: dict[object, list[int]] = {}
    for other in left:
        kin.setdefault(_kin(old[other]), []).append(other)
    offers = sorted(
        (-score, abs(at - other), at, other)
        for at, line in enumerate(new if left else ())
        if at not in found
        for other in kin.get(_kin(line), ())
        if old[other].is_alike(line) and (score := _ratio(old[other].label, line.label, _SAME_LABEL)) >= _SAME_LABEL
    )
    for _, _, at, other in offers:
        if at not in found and other in left:
            found[at] = other
            del left[other]
    return found


def _pair_equal(
    old: Sequence[Line], new: Sequence[Line], key: Callable[[Line], object], found: dict[int, int], left: dict[int, None]
) -> None:
    """Adds the lines of one key to those that were `found`, in order, and takes them from those that are `left`."""
    free: dict[object, list[int]] = {}
    for at in left:
        free.setdefault(key(old[at]), []).append(at)
    for at, line in enumerate(new) if free else ():
        others = free.get(key(line), ()) if at not in found else ()
        same = next((other for other in others if other in left and old[other].is_alike(line)), None)
        if same is not None:
            found[at] = same
            del left[same]


def _kin(line: Line) -> tuple[bool, tuple[str, ...]]:
    """What like lines have in common: both are sums or none is, and the numbers in their labels are the same."""
    return line.is_sum, _numbers(line.label)


def _thread(chain: _Chain, by_year: Mapping[int, Report], sides: Mapping[int, _Sides]) -> TableThread:
    found = {year: by_year[year].tables[at] for year, at in chain.items()}
    newest = found[max(found)]
    rows = _lines(
        {year: sides[id(table)][0] for year, table in found.items()}, {year: table.rows for year, table in found.items()}, by_year
    )
    columns = _lines(
        {year: sides[id(table)][1] for year, table in found.items()}, {year: table.columns for year, table in found.items()}, by_year
    )
    values = tuple(
        tuple(
            {
                year: table.values[at][across]
                for year, table in found.items()
                if (at := row.by_year[year]) is not None and (across := column.by_year[year]) is not None
            }
            for column in columns
        )
        for row in rows
    )
    node = _node(by_year[max(chain)], newest)
    return TableThread(newest.name, node, {year: chain.get(year) for year in by_year}, rows, columns, values)


def _lines(found: Mapping[int, Sequence[Line]], printed: Mapping[int, Sequence[str]], years: Mapping[int, Report]) -> tuple[TableLine, ...]:
    """Rows or columns through the years, in the newest year's order; what it no longer has stands behind what it stood behind."""
    chains: list[_Chain] = []
    for year, own in found.items():
        lasts = [found[max(chain)][chain[max(chain)]] for chain in chains]
        pairs = _pairs(lasts, own)
        for at in range(len(own)):
            if at in pairs:
                chains[pairs[at]][year] = at
            else:
                chains.append({year: at})
    ordered: list[_Chain] = []
    for year in sorted(found, reverse=True):
        last = -1
        for chain in sorted((chain for chain in chains if year in chain), key=lambda chain: chain[year]):
            if any(chain is other for other in ordered):
                last = next(place for place, other in enumerate(ordered) if other is chain)
            else:
                last += 1
                ordered.insert(last, chain)
    return tuple(TableLine(_called(chain, found, printed), {year: chain.get(year) for year in years}) for chain in ordered)


def _called(chain: _Chain, found: Mapping[int, Sequence[Line]], printed: Mapping[int, Sequence[str]]) -> str:
    """The newest label, or where it names a period all that it is called by, oldest first: 2022 → 2023."""
    newest = max(chain)
    dated = found[newest][chain[newest]].period is not None
    return " → ".join(dict.fromkeys(printed[year][chain[year]] for year in sorted(chain) if dated or year == newest))


_KEYS: Sequence[Callable[[Line], object]] = (
    lambda line: (_folded(line.block), _folded(line.label)),
    lambda line: _folded(line.label),
    lambda line: _bare(line.label),
)
"""What equal lines have in common, the narrowest first."""
