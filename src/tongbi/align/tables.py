"""Tables through the years: the same table by its form, name and labels, its rows and columns by their label paths."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz.distance import Indel

from tongbi.model import Report, Table, TableLine, TableThread
from tongbi.text import fold

# A table goes on where its labels agree by more than half; a name alone says little (表1), and a form all.
_SAME_TABLE = 0.55
_NAME, _LABELS, _NODE = 0.25, 0.65, 0.1
_SAME_LABEL = 0.75
_Chain = dict[int, int]


def tables(reports: Sequence[Report]) -> tuple[TableThread, ...]:
    """The tables of all years, each in one thread; in the order of the newest report, those it no longer has last. Reports oldest first.

    A table that was kept as printed has neither rows nor columns and no thread.
    """
    chains: list[_Chain] = []
    by_year = {report.year: report for report in reports if report.year is not None}
    for year, report in by_year.items():
        offers = sorted(_offers(chains, by_year, year))
        taken_chains: set[int] = set()
        taken: set[int] = set()
        for _, _, number, new in offers:
            if number not in taken_chains and new not in taken:
                chains[number][year] = new
                taken_chains.add(number)
                taken.add(new)
        chains += [{year: new} for new, table in enumerate(report.tables) if new not in taken and (table.rows or table.columns)]
    return tuple(_thread(chain, by_year) for chain in sorted(chains, key=lambda chain: (-max(chain), chain[max(chain)])))


def _offers(chains: Sequence[_Chain], by_year: Mapping[int, Report], year: int) -> Iterator[tuple[float, int, int, int]]:
    """Possible continuations of the tables known: minus the score, years between, chain, table; of two alike the one in step."""
    for number, chain in enumerate(chains):
        last = max(chain)
        older = by_year[last]
        for new, table in enumerate(by_year[year].tables):
            score = _likeness(older, older.tables[chain[last]], by_year[year], table)
            if score >= _SAME_TABLE:
                yield -round(score, 6), year - last, number, new


def _likeness(old_report: Report, old: Table, new_report: Report, new: Table) -> float:
    if old.standard and old.standard == new.standard:
        return 1.0
    paired = len(_pairs(old.rows, new.rows)) + len(_pairs(old.columns, new.columns))
    most = max(len(old.rows) + len(old.columns), len(new.rows) + len(new.columns), 1)
    node = _node(old_report, old) == _node(new_report, new)
    return _NAME * _ratio(old.name, new.name) + _LABELS * paired / most + _NODE * node


def _node(report: Report, table: Table) -> str | None:
    return None if table.section is None else report.sections[table.section].canonical


def _ratio(old: str, new: str) -> float:
    return Indel.normalized_similarity(fold(old), fold(new))


def _pairs(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Which new label goes on which old one (new → old): the same paths first, in order, then the most alike."""
    found: dict[int, int] = {}
    free: dict[str, list[int]] = {}
    for at, label in enumerate(old):
        free.setdefault(fold(label), []).append(at)
    for at, label in enumerate(new):
        if places := free.get(fold(label)):
            found[at] = places.pop(0)
    left = [at for places in free.values() for at in places]
    offers = sorted(
        (-score, abs(at - other), at, other)
        for at, label in enumerate(new)
        if at not in found
        for other in left
        if (score := _ratio(old[other], label)) >= _SAME_LABEL
    )
    for _, _, at, other in offers:
        if at not in found and other in left:
            found[at] = other
            left.remove(other)
    return found


def _thread(chain: _Chain, by_year: Mapping[int, Report]) -> TableThread:
    found = {year: by_year[year].tables[at] for year, at in chain.items()}
    newest = found[max(found)]
    rows = _lines({year: table.rows for year, table in found.items()}, by_year)
    columns = _lines({year: table.columns for year, table in found.items()}, by_year)
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


def _lines(labels: Mapping[int, Sequence[str]], years: Mapping[int, Report]) -> tuple[TableLine, ...]:
    """Rows or columns through the years, in the newest year's order; what it no longer has stands behind what it stood behind."""
    chains: list[_Chain] = []
    for year, paths in labels.items():
        lasts = [labels[max(chain)][chain[max(chain)]] for chain in chains]
        pairs = _pairs(lasts, paths)
        for at in range(len(paths)):
            if at in pairs:
                chains[pairs[at]][year] = at
            else:
                chains.append({year: at})
    ordered: list[_Chain] = []
    for year in sorted(labels, reverse=True):
        last = -1
        for chain in sorted((chain for chain in chains if year in chain), key=lambda chain: chain[year]):
            if any(chain is other for other in ordered):
                last = next(place for place, other in enumerate(ordered) if other is chain)
            else:
                last += 1
                ordered.insert(last, chain)
    return tuple(TableLine(labels[max(chain)][chain[max(chain)]], {year: chain.get(year) for year in years}) for chain in ordered)
