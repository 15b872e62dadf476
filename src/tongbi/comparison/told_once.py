"""Told once: of the rows of a filing that tell one measure again, in notes, discussion and other tables, the one that stands for all; and
names that two rows share, told apart by what or where they are of.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tongbi.comparison import statement_lines
from tongbi.comparison.core_figures import measured
from tongbi.comparison.declared_measures import is_rounded, quantum
from tongbi.comparison.figure_series import Series
from tongbi.figures.name_terms import terms
from tongbi.figures.tagged_facts import measure
from tongbi.language import lexicon
from tongbi.language.concept_names import says, words_of
from tongbi.language.folding import has_han
from tongbi.model import Figure, Indicator, Report

_Told = tuple[Series, Indicator]


def once(
    found: Sequence[Series], rows: Sequence[Indicator], reports: Sequence[Report], filed: bool
) -> tuple[tuple[Series, ...], tuple[Indicator, ...]]:
    """The series and their rows, each measure once, no two rows of one name where their place tells them apart. Reports that are not
    `filed` keep all of theirs: they have no statements, and what they tell twice is no copy.
    """
    told = [*zip(found, rows, strict=True)]
    if not filed:
        return tuple(found), tuple(rows)
    years = {report.year: report for report in reports if report.year}
    kept = [told[at] for at in _kept(told) if told[at][1].concept or not _is_of_cover(told[at][0].last, years[max(told[at][1].values)])]
    names = _names([row for _, row in kept], years)
    return tuple(one for one, _ in kept), tuple(replace(row, name=name) for (_, row), name in zip(kept, names, strict=True))


def _is_of_cover(figure: Figure, report: Report) -> bool:
    """Whether a figure stands before the form's first item, where a filing tags what it says of itself and the rest is the form's own."""
    begin = next((unit.paragraph for unit in report.units if unit.canonical), 0)
    if figure.cell:
        return report.tables[figure.cell[0]].paragraph < begin
    return next((unit.paragraph for unit in report.units if unit.id == figure.unit_id), begin) < begin


def _kept(told: Sequence[_Told]) -> list[int]:
    """The rows that stand for themselves, in order: the best of each measure is known before the others are held against it."""
    known: dict[object, list[Series]] = defaultdict(list)
    kept = []
    for at in sorted(range(len(told)), key=lambda at: _rank(told[at][0])):
        one, _ = told[at]
        keys = {key for figure in one.by_year.values() for key in (terms(measured(figure)).key, measure(figure)) if key}
        hosts = [host for key in keys for host in known[key]]
        if not any(_is_again(one, host) for host in hosts):
            kept.append(at)
        for key in keys:
            known[key].append(one)
    return sorted(kept)


def _rank(one: Series) -> tuple[bool, bool, int, float]:
    """Which of the rows of one measure stands for it: declared, in a cell, told most often, most exact."""
    return measure(one.last) is None, one.last.cell is None, -len(one.by_year), quantum(one.last)


def _is_again(one: Series, host: Series) -> bool:
    """Whether a row says nothing that another does not: the same values, rounded at the most, of what may be the same measure."""
    own, others = measure(one.last), measure(host.last)
    if (own and others and own != others) or (one.target, one.several, one.last.sign) != (host.target, host.several, host.last.sign):
        return False
    if one.last.unit and host.last.unit and one.last.dimension != host.last.dimension:
        return False
    return one.by_year.keys() <= host.by_year.keys() and all(
        is_rounded(figure, host.by_year[year].value) for year, figure in one.by_year.items()
    )


# ── names ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _names(rows: Sequence[Indicator], reports: Mapping[int, Report]) -> list[str]:
    """The names of the rows. Of several with one name all but the first, what is declared of the whole before others, cells before
    sentences, what more years tell before what fewer do, are told with what tells them apart, and so is a name that says nothing of what
    it is declared to be (Consolidated).
    """
    shared = Counter(row.name.lower() for row in rows)
    whole = {row.name.lower(): id(row) for row in sorted(filter(_is_name, reversed(rows)), key=_stands)}
    bare = [row for row in rows if whole.get(row.name.lower()) != id(row) and (shared[row.name.lower()] > 1 or not _is_name(row))]
    said = {id(row): [*_apart(row, reports)] for row in bare}
    times = Counter((row.name.lower(), words.lower()) for row in bare for words in {*said[id(row)]})
    return [_named(row, said.get(id(row), ()), times) for row in rows]


def _named(row: Indicator, said: Sequence[str], times: Mapping[tuple[str, str], int]) -> str:
    """The name of a row with the first of what is `said` to tell it apart that no other of its name says as well, else with the last."""
    name = row.name.lower()
    offers = [words for words in said if words and words.lower() not in name]
    apart = next((words for words in offers if times[name, words.lower()] == 1), offers[-1] if offers else "")
    head, dot, step = row.name.rpartition("·") if row.growth and "·" in row.name else (row.name, "", "")
    beside = "" if not apart else f"（{apart}）" if has_han(apart) else f" ({apart})"
    return f"{head}{beside}{dot}{step}"


def _stands(row: Indicator) -> tuple[bool, bool, int, int]:
    """How well a row stands for all of its name, the best last; the less it is declared to be beside that the better (Inventory Net, before
    Increase Decrease In Inventories).
    """
    own, declared = ([*map(lexicon.without_s, words.lower().split())] for words in (row.name, words_of(row.concept or "")))
    beside = sum(word not in own for word in declared)
    return bool(row.concept and not row.members), isinstance(row.where[max(row.values)], tuple), len(row.values), -beside


def _is_name(row: Indicator) -> bool:
    """Whether what a row is called may stand alone."""
    return _tells(row) or " " in row.name


def _tells(row: Indicator) -> bool:
    """Whether a name shares a word with what the row is declared to be; so does any where nothing is declared."""
    return not row.concept or says(row.name, row.concept)


def _apart(row: Indicator, reports: Mapping[int, Report]) -> Iterator[str]:
    """What may tell a row from others of its name: of a declared cell the heading above it, where it is of a part, and what its table
    is of, then its members or what it is declared to be, its table, its section.
    """
    newest = max(row.values)
    report, place = reports[newest], row.where[newest]
    table = report.tables[place[0]] if isinstance(place, tuple) else None
    if isinstance(place, tuple) and table and row.concept:
        yield statement_lines.heading_over(table, place[1]) if row.members else ""
        yield statement_lines.title(report, place[0])
    yield ", ".join(map(words_of, row.members)) or ("" if _tells(row) else words_of(row.concept or ""))
    section = table.section if table else _section(report, str(place))
    yield table.name if table else ""
    if section is not None:
        yield report.sections[section].heading


def _section(report: Report, unit_id: str) -> int | None:
    return next((unit.section for unit in report.units if unit.id == unit_id), None)
