"""Parts of a filing's amounts: segments, products and regions of one concept under its heading, called as the filing calls them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from tongbi.figures.tagged_facts import measure_of, scale_of, words_of
from tongbi.language import lexicon, units
from tongbi.model import CellPlace, Report, StatementLine, TaggedFact
from tongbi.report.core_parts import StatementForm

_AROUND = " -–—:,"


def parts(report: Report, form: StatementForm, captions: Mapping[str, str]) -> Iterator[StatementLine]:
    """The parts of each concept along the form's axes, under the concept's heading, with the whole where their table prints it; `captions`
    are what the statements call the concepts.
    """
    axes = {*form.axes, *form.beside}
    cells = [(fact, fact.cell) for fact in report.facts if fact.cell and fact.years == 0]
    told = _told([(fact, cell) for fact, cell in cells if fact.dimensions and {*map(axis_of, fact.dimensions)} <= axes])
    wholes = {(fact.concept, cell[0]): fact for fact, cell in reversed(cells) if not fact.dimensions}
    names = member_names(report, captions)
    for facts in told:
        concept = facts[0].concept
        whole = next((wholes[concept, table] for table in _tables(facts) if (concept, table) in wholes), None)
        heading = _heading(concept, captions, whole, facts)
        yield StatementLine(heading)
        yield from _lines([(_members(fact, form, names), fact) for fact in facts], heading, {*names.values()})
        if whole is not None:
            yield _line(whole, undated(whole.label, whole.end) or whole.label)


def _lines(told: Sequence[tuple[tuple[str, ...], TaggedFact]], heading: str, names: Collection[str]) -> Iterator[StatementLine]:
    """The parts of a concept by the labels of their rows, where each has its own and it says the member; else by the members."""
    own = Counter((*members[:-1], fact.label) for members, fact in told)
    for members, fact in told:
        label = fact.label.lower()
        is_own = own[(*members[:-1], fact.label)] == 1 and label != heading.lower()
        is_said = members[-1] not in names or members[-1].lower() in label
        yield _line(fact, " · ".join((*members[:-1], fact.label) if is_own and is_said else members))


def _told(cells: Sequence[tuple[TaggedFact, CellPlace]]) -> list[list[TaggedFact]]:
    """The parts concept by concept in the order of the page: those of concepts that have several, and of tables that tell several things of
    one part.
    """
    concepts: dict[str, dict[object, tuple[CellPlace, TaggedFact]]] = defaultdict(dict)
    kinds: dict[object, set[str]] = defaultdict(set)
    for fact, cell in sorted(cells, key=lambda one: one[1]):
        concepts[fact.concept].setdefault(measure_of(fact), (cell, fact))
        kinds[cell[0], fact.dimensions].add(fact.concept)
    groups = [[*told.values()] for told in concepts.values()]
    kept = [group for group in groups if len(group) > 1 or any(len(kinds[cell[0], fact.dimensions]) > 1 for cell, fact in group)]
    return [[fact for _, fact in group] for group in sorted(kept, key=lambda group: group[0][0])]


def _tables(facts: Sequence[TaggedFact]) -> list[int]:
    return [*dict.fromkeys(fact.cell[0] for fact in facts if fact.cell)]


def _line(fact: TaggedFact, label: str) -> StatementLine:
    (scale, word), unit = scale_of(fact), fact.unit.partition("/")[0]
    printed = units.scaled(unit, word) if word else ""
    return StatementLine(label.replace("/", " › "), fact.concept, fact.dimensions, unit, scale, printed)


# ── what they are called ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _heading(concept: str, captions: Mapping[str, str], whole: TaggedFact | None, facts: Sequence[TaggedFact]) -> str:
    """What parts are of: as the statements call it, as all the parts' rows do, as the whole's does where it shares a word with the concept
    (no Consolidated), else the concept in words.
    """
    named = words_of(concept)
    labels = {fact.label for fact in facts}
    said = [captions.get(concept, ""), *(labels if len(labels) == 1 < len(facts) else ())]
    if whole and {*whole.label.lower().split()} & {*named.lower().split()}:
        said.append(undated(whole.label, whole.end) or whole.label)
    return next(filter(None, said), named)


def undated(label: str, day: str) -> str:
    """A label that ends with a day, given as an ISO date, without it and what leads to it; "" where it does not."""
    year, month, number = day.split("-")
    names = lexicon.table("en/time")["months"]
    before, found, behind = label.partition(f"{names[int(month) - 1]} {int(number)}, {year}")
    words = before.rstrip(_AROUND).split()
    while words and words[-1].lower() in lexicon.words("en/periods", "words"):
        words.pop()
    return " ".join(words).rstrip(_AROUND) if found and not behind.strip() else ""


def axis_of(part: str) -> str:
    """The axis of an `axis=member`."""
    return part.partition("=")[0]


def _members(fact: TaggedFact, form: StatementForm, names: Mapping[str, str]) -> tuple[str, ...]:
    """The members of a part as they are called, in the order of the form's axes; those of axes that stand beside them where there are no
    others.
    """
    of_axis = {axis_of(part): names.get(part) or words_of(part) for part in fact.dimensions}
    return tuple(of_axis[axis] for axis in form.axes if axis in of_axis) or tuple(of_axis.values())


def member_names(report: Report, captions: Mapping[str, str]) -> dict[str, str]:
    """By `axis=member` what the filing calls it: what heads cells of it alone, of the most concepts, in a table that tells others too."""
    of_table: dict[int, list[tuple[TaggedFact, CellPlace]]] = defaultdict(list)
    for fact in report.facts:
        if fact.cell and fact.years == 0:
            of_table[fact.cell[0]].append((fact, fact.cell))
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for facts in of_table.values():
        heads = {fact: _heads(report, fact, cell, captions) for fact, cell in facts}
        for part in {part for fact, _ in facts for part in fact.dimensions}:
            others = {head for fact, said in heads.items() if part not in fact.dimensions for head in said}
            for fact, said in heads.items():
                for head in (said - others) if others and part in fact.dimensions else ():
                    found[part][head].add(fact.concept)
    return {part: name for part, heads in found.items() if (name := _best(part, heads))}


def _best(part: str, heads: Mapping[str, set[str]]) -> str:
    """Of the heads of a member's cells the one of most concepts; with the member's own words where there is but one; "" for none."""
    own = {*words_of(part).lower().split()}
    fit = [(len(concepts), bool(own & _words(head)), -len(head), head) for head, concepts in heads.items()]
    best = max((one for one in fit if one[0] > 1 or one[1]), default=None)
    return best[-1] if best else ""


def _words(head: str) -> set[str]:
    return {"".join(filter(str.isalnum, word)) for word in head.lower().split()}


def _heads(report: Report, fact: TaggedFact, cell: CellPlace, captions: Mapping[str, str]) -> frozenset[str]:
    """What stands over a cell and before it: the steps of its row's and its column's labels, the heading above the row of a part; of a
    row's label that ends with the concept's caption what stands before that.
    """
    table, (_, row, column) = report.tables[cell[0]], cell
    above = next((table.rows[at] for at in range(row, -1, -1) if all(value is None for value in table.values[at])), "")
    said = [*table.rows[row].split("/"), *table.columns[column].split("/"), *(above.split("/") if fact.dimensions else ())]
    caption = captions.get(fact.concept, "").lower()
    said += [one[: -len(caption)] for one in said if caption and one.lower().endswith(caption)]
    plain = (one.partition(" (")[0] if one.endswith(")") else one for one in (said.strip(_AROUND) for said in said))
    return frozenset(one for one in plain if one and not any(map(str.isdigit, one)))
