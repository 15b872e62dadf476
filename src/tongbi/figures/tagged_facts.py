"""Tagged facts among the figures: where each fact is printed, what it is called there, and figures read as the filing declares them.

Where a number is tagged, the tag says its value, its unit and its period; what the text gives otherwise is told as a finding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import inf

from tongbi.figures.fiscal_years import FiscalYears
from tongbi.figures.keys import of_cell
from tongbi.figures.table_figures import is_other_scale, name
from tongbi.language import lexicon, numerals
from tongbi.language import units as printed_units
from tongbi.language.concept_names import words_of
from tongbi.language.units import kin
from tongbi.model import CellPlace, Figure, Finding, Printed, Report, Table, TaggedFact, Unit, Years, table_lines

Measure = tuple[str, tuple[str, ...], str]
"""Concept, members and unit."""
_AROUND = " -–—:,"


def measure(figure: Figure) -> Measure | None:
    """What a figure is declared to measure; None where nothing is."""
    return (figure.concept, figure.members, figure.unit) if figure.concept else None


def of_year(report: Report, years: int) -> dict[Measure, TaggedFact]:
    """What a filing declares of its own year (0) or of one before (-1), by measure."""
    told = sorted((one for one in report.facts if one.years == years), key=_rank, reverse=True)
    return {measure_of(one): one for one in told}


def measure_of(fact: TaggedFact) -> Measure:
    """What a fact is declared to measure."""
    return fact.concept, fact.dimensions, _counted(fact)


def _counted(fact: TaggedFact) -> str:
    """The unit of a fact's figure: $ for $/share."""
    return fact.unit.partition("/")[0]


def _rank(fact: TaggedFact) -> tuple[bool, bool, float]:
    """Which of equal facts stands for all: one in a table, else in a sentence, the most exact."""
    return fact.cell is None, not fact.unit_id, -inf if fact.decimals is None else -fact.decimals


def axis_of(part: str) -> str:
    """The axis of an `axis=member`."""
    return part.partition("=")[0]


def undated(label: str, day: str) -> str:
    """A label that ends with a day, given as an ISO date, without it and what leads to it; "" where it does not."""
    year, month, number = day.split("-")
    names = lexicon.table("en/time")["months"]
    before, found, behind = label.partition(f"{names[int(month) - 1]} {int(number)}, {year}")
    words = before.rstrip(_AROUND).split()
    while words and words[-1].lower() in lexicon.words("en/periods", "words"):
        words.pop()
    return " ".join(words).rstrip(_AROUND) if found and not behind.strip() else ""


def placed(
    facts: Sequence[TaggedFact],
    paragraphs: Mapping[int, Printed],
    cells: Mapping[CellPlace, int | None],
    units: Sequence[Unit],
    tables: Sequence[Table],
    years: FiscalYears,
) -> tuple[TaggedFact, ...]:
    """The facts with their places, labels and distances from the filing's year; `paragraphs` and `cells` say which of them they print."""
    known = [replace(one, years=years.distance(one.begin, one.end)) for one in facts]
    for cell, at in cells.items():
        if at is not None:
            known[at] = replace(known[at], cell=cell, label=tables[cell[0]].rows[cell[1]] or tables[cell[0]].name)
    in_paragraph: dict[int, list[Unit]] = defaultdict(list)
    for unit in units:
        in_paragraph[unit.paragraph].append(unit)
    for paragraph, told in paragraphs.items():
        for at, unit, start in _in_sentences([(at, facts[at].text) for at in told if at is not None], in_paragraph[paragraph]):
            known[at] = replace(known[at], unit_id=unit.id, start=start)
    return tuple(known)


def _in_sentences(told: Iterable[tuple[int, str]], units: Sequence[Unit]) -> Iterator[tuple[int, Unit, int]]:
    """The printed numbers of a paragraph, each with its sentence and its place there: they stand in the order of the page."""
    at, start = 0, 0
    for fact, text in told:
        for number in range(at, len(units)):
            found = _whole(units[number].text, text, start if number == at else 0)
            if found is not None:
                at, start = number, found + len(text)
                yield fact, units[number], found
                break


def _whole(text: str, number: str, start: int) -> int | None:
    """Where a number stands that is no part of a longer one."""
    found = text.find(number, start) if number else -1
    while found >= 0:
        before, behind = text[:found].rstrip(",."), text[found + len(number) :].lstrip(",.")
        if not (number[0].isdigit() and before[-1:].isdigit() and before == text[:found]) and not behind[:1].isdigit():
            return found
        found = text.find(number, found + 1)
    return None


def declared(
    figures: Sequence[Figure], facts: Sequence[TaggedFact], strings: Iterable[CellPlace], tables: Sequence[Table], period: int | None
) -> tuple[tuple[Figure, ...], tuple[TaggedFact, ...], tuple[Finding, ...]]:
    """The figures as the facts declare them, with those of cells that only a tag tells; a number that is declared a text is none. The facts
    with the names of their sentences' figures for labels.

    A cell of another year than the filing's and the one before has no figure. A finding tells where text and tag disagree.
    """
    names: dict[TaggedFact, str] = {}
    by_cell = {one.cell: one for one in facts if one.cell}
    by_unit: dict[str, list[TaggedFact]] = defaultdict(list)
    for one in facts:
        by_unit[one.unit_id].append(one)
    left_out = {*strings}
    read: dict[CellPlace, Figure] = {}
    found: list[Figure] = []
    doubts: list[tuple[Figure, TaggedFact]] = []
    for figure in figures:
        fact = by_cell.get(figure.cell) if figure.cell else _within(figure, by_unit.get(figure.unit_id, ()))
        if fact and _disagree(figure, fact):
            doubts.append((figure, fact))
        if figure.cell and not fact and figure.cell not in left_out:
            read[figure.cell] = figure
        elif not figure.cell:
            found.append(_of_sentence(figure, fact, period) if fact else figure)
            names |= {fact: figure.name} if fact else {}
    read |= _scaled(read.values(), facts, tables)
    read |= {one.cell: _of_cell(one, called, period) for one, called in _named_cells(facts, tables) if one.cell}
    labelled = tuple(replace(one, label=one.label or names.get(one, "")) for one in facts)
    return (*found, *(figure for _, figure in sorted(read.items()))), labelled, _told(doubts)


def _scaled(read: Iterable[Figure], facts: Sequence[TaggedFact], tables: Sequence[Table]) -> dict[CellPlace, Figure]:
    """The whole amounts of tables that state no scale and repeat declared amounts under their labels, in the scale of these."""
    known = {(one.label.lower(), abs(one.value) / 10**one.scale): one for one in facts if one.scale > 0}
    plain = [one for one in read if one.cell and one.unit in {"", "$"} and printed_units.scale_of(one.text)[0] == 1]
    told = [(one, one.cell, known.get((tables[one.cell[0]].rows[one.cell[1]].lower(), abs(one.value)))) for one in plain if one.cell]
    by_table = {cell[0]: scale_of(fact) for _, cell, fact in told if fact}
    scaled = [(one, cell, *by_table[cell[0]]) for one, cell, _ in told if cell[0] in by_table and one.value.is_integer()]
    return {
        cell: replace(one, value=one.value * size, text=f"{one.value:.15g} {word} {one.unit}".strip()) for one, cell, size, word in scaled
    }


def _within(figure: Figure, facts: Sequence[TaggedFact]) -> TaggedFact | None:
    return next((one for one in facts if figure.start <= one.start < figure.start + len(figure.text)), None)


def _disagree(figure: Figure, fact: TaggedFact) -> bool:
    """Whether text and tag both say a scale, and not the same: a table's scale leaves out rates and amounts per share."""
    size, _ = printed_units.scale_of(figure.text)
    return size > 1 and fact.scale > 0 and is_other_scale(figure.value, fact.value)


def _told(doubts: Sequence[tuple[Figure, TaggedFact]]) -> tuple[Finding, ...]:
    if not doubts:
        return ()
    lines = " · ".join(f"{figure.name}: {figure.text}, {fact.value:.15g}" for figure, fact in doubts)
    return (Finding("tag-disagrees", doubts[0][0].unit_id, {"count": str(len(doubts)), "lines": lines}),)


def _named_cells(facts: Sequence[TaggedFact], tables: Sequence[Table]) -> Iterator[tuple[TaggedFact, str]]:
    """The facts of cells that are of the filing's year or the one before, with their names: that of a part says of what whole it is."""
    told = [one for one in facts if one.cell and one.years in {0, -1}]
    whole = {one.concept: one.label for one in reversed(told) if not one.dimensions}
    sides = {at: table_lines.sides(tables[at]) for at in {one.cell[0] for one in told if one.cell}}
    for one in told:
        if one.cell is not None:
            called = name(tables[one.cell[0]], sides[one.cell[0]], *one.cell[1:], one.years)
            called = _turned(called) if _is_turned(one, tables[one.cell[0]]) else called
            yield one, _of_part(called, whole.get(one.concept, called), one.dimensions[-1]) if one.dimensions else called


def _is_turned(fact: TaggedFact, table: Table) -> bool:
    """Whether a number is printed with the other sign than it is declared with."""
    shown = table.values[fact.cell[1]][fact.cell[2]] if fact.cell else None
    return isinstance(shown, float) and shown * fact.value < 0


def printed_value(fact: TaggedFact, tables: Sequence[Table]) -> float:
    """The value of a fact with the sign that its cell prints; as declared where it stands in none."""
    return -fact.value if fact.cell and _is_turned(fact, tables[fact.cell[0]]) else fact.value


def _turned(label: str) -> str:
    """A label that names what either sign means, the other way round: "Benefit (provision) for taxes", "Provision (benefit) for taxes"."""
    before, opened, rest = label.partition(" (")
    other, closed, behind = rest.partition(")")
    front, gap, word = before.rpartition(" ")
    if not (opened and closed and word.isalpha() and other.isalpha()):
        return label
    first = other.capitalize() if word[0].isupper() else other
    return f"{front}{gap}{first} ({word.lower()}){behind}"


def _of_part(called: str, whole: str, member: str) -> str:
    """The name of a part: with its whole where the label names the part alone, with its member where it names the whole alone."""
    if called.lower() == whole.lower():
        return f"{called}·{words_of(member)}"
    return called if whole.lower() in called.lower() else f"{whole}·{called}"


def _of_cell(fact: TaggedFact, called: str, period: int | None) -> Figure:
    unit = _unit(fact, "")
    figure = Figure("", called, fact.value, unit, printed(fact), 0, "previous" if fact.years else None, fact.cell)
    return replace(of_cell(figure, period), concept=fact.concept, members=fact.dimensions)


def printed(fact: TaggedFact) -> str:
    """A number in the scale of its filing, as cells are told: 159514 million $."""
    unit = _unit(fact, "")
    scale, word = scale_of(fact)
    number = fact.value / scale
    return f"{number:.15g} {word} {unit}".strip() if word else f"{number:.15g}{unit}"


def amount(fact: TaggedFact) -> str:
    """A number as sentences tell it: −$1,057 million, 3,400 thousand shares, 33.4%."""
    (scale, word), unit = scale_of(fact), _unit(fact, "")
    sign, number = "−" if fact.value < 0 else "", f"{abs(fact.value) / scale:,.15g}"
    if printed_units.is_currency(unit):
        return f"{sign}{unit}{number} {word}".rstrip()
    return f"{sign}{number} {word} {unit}".rstrip() if word or unit.isalpha() else f"{sign}{number}{unit}"


def scale_of(fact: TaggedFact) -> tuple[float, str]:
    """What a fact is printed in: 1e6 and million; 1 and "" for none."""
    words = {numerals.MAGNITUDES[word]: word for word in lexicon.words("en/units", "money.large")}
    word = words.get(10**fact.scale, "") if fact.scale > 0 else ""
    return (10.0**fact.scale, word) if word else (1.0, "")


def _of_sentence(figure: Figure, fact: TaggedFact, period: int | None) -> Figure:
    """A figure of a sentence as its tag declares it; its period is not known where the tag's is no fiscal year."""
    unit = _unit(fact, figure.unit)
    one = replace(figure, value=fact.value, unit=unit, dimension=kin(unit) or None, concept=fact.concept, members=fact.dimensions)
    if period is None or figure.sign is not None:
        return one
    if fact.years is None:
        return replace(one, period=None)
    year = Years(period + fact.years, period + fact.years)
    if fact.years:
        return replace(one, qualifier="previous", status="base", period=year)
    return replace(one, qualifier=None, status="outcome", period=year) if figure.qualifier == "previous" else replace(one, period=year)


def _unit(fact: TaggedFact, printed: str) -> str:
    """The unit of a fact; where the filer made one of its own (yearOld), what is printed."""
    shared = lexicon.table("en/tagging")
    known = {*shared["units"].values(), *shared["counted"], ""}
    unit = _counted(fact)
    return unit if unit in known or unit.isupper() else printed
