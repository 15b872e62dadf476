"""Parts of a filing's amounts: segments, products and regions of one concept under its heading, called as the filing calls them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from tongbi.figures.basis import RATES
from tongbi.figures.tagged_facts import Measure, measure_of, says, scale_of, words_of
from tongbi.language import lexicon, units
from tongbi.language.folding import with_stroke
from tongbi.model import CellPlace, Report, Statement, StatementLine, TaggedFact
from tongbi.report.core_parts import StatementForm

LineKey = tuple[Measure, bool]
"""What a line measures, and whether it is what the period opens with: a balance of the day before."""
_Placed = tuple[TaggedFact, CellPlace]
_Breakdown = tuple[tuple[str, ...], frozenset[str], int]
_AROUND = " -–—:,"
# What stands in a heading between what is parted and what it is told by.
_BY = ", by "


def heading(label: str) -> tuple[StatementLine, LineKey]:
    """A line without values."""
    return StatementLine(with_stroke(label)), (("", (), ""), False)


def line_of(fact: TaggedFact, label: str, is_opening: bool = False) -> tuple[StatementLine, LineKey]:
    """The line of what a fact measures, with its key: its unit, what readers are shown of it, and how that is called."""
    (scale, word), unit = scale_of(fact), fact.unit.partition("/")[0]
    printed = units.scaled(unit, word) if word else ""
    line = StatementLine(with_stroke(label.replace("/", " › ")), fact.concept, fact.dimensions, unit, scale, printed)
    return line, (measure_of(fact), is_opening)


def in_filing_order(told: Sequence[Statement], newest: int) -> tuple[Statement, ...]:
    """Statements in the order in which the report of the `newest` year has the tables that most of their lines stand in, others last."""

    def place(one: Statement) -> tuple[bool, int]:
        tables = Counter(line.where[newest][0] for line in one.lines if newest in line.where)
        return not tables, max(tables, key=lambda table: (tables[table], -table), default=0)

    return tuple(sorted(told, key=place))


def as_amounts(lines: Iterable[StatementLine]) -> Iterator[StatementLine]:
    """The lines, marked those that print an amount as negative numbers in every year: outflows, expenses, losses."""
    for line in lines:
        yield replace(line, deducted=_is_negative(line))


def _is_negative(line: StatementLine) -> bool:
    """Whether a line has values, and none above 0."""
    return any(line.values.values()) and all(value <= 0 for value in line.values.values())


def of_balance(label: str, fact: TaggedFact, is_opening: bool) -> str:
    """The label of a balance without the day that it names, which is another each year: "Balance, beginning of year"."""
    plain = "" if fact.begin else undated(label, fact.end)
    return f"{plain}, {lexicon.table('en/tagging')['balances'][is_opening]}" if plain else label


# ── the parts of each concept ─────────────────────────────────────────────────────────────────────────────────────────────────────


def parts(report: Report, form: StatementForm, captions: Mapping[str, str]) -> Iterator[tuple[StatementLine, LineKey]]:
    """The parts of each concept along the form's axes, each breakdown under a heading, the whole behind the first that makes it up, and
    of a balance that a table begins with those too. `captions` are what the statements call the concepts.
    """
    now, opening = _cells(report)
    names = member_names(report, captions)
    balances: dict[int, str] = {}
    heads: dict[tuple[str, bool], str] = {}
    for is_opening, facts in _told(now, opening, form):
        whole = _whole(facts, opening if is_opening else now)
        called = _heading(report, captions, whole, facts) + (f" ({facts[0].unit})" if facts[0].unit in RATES else "")
        balances |= dict.fromkeys(_tables(facts), called) if is_opening else {}
        labels = dict(_labelled([(_members(fact, form, names), fact) for fact in facts], called, {*names.values()}))
        name, concept = _of_balance(called, facts, balances), facts[0].concept
        name = name if heads.setdefault((name, is_opening), concept) == concept else f"{name} ({words_of(concept)})"
        groups = [*_breakdowns(report, _dated(name, is_opening), facts, form)]
        total = next((at for at, (_, group) in enumerate(groups) if whole and _makes_up(group, whole)), 0)
        for at, (head, group) in enumerate(groups):
            yield heading(head)
            for fact in group:
                yield line_of(fact, labels[fact], is_opening)
            if at == total and whole is not None:
                yield line_of(whole, _dated(of_whole(whole, name.partition(_BY)[0], {*labels.values()}), is_opening), is_opening)


def _whole(facts: Sequence[TaggedFact], cells: Sequence[_Placed]) -> TaggedFact | None:
    """What the parts of a concept are of: where one of their tables prints it, else in the first table that does."""
    tables = _tables(facts)
    told = [(cell[0] not in tables, cell, fact) for fact, cell in cells if fact.concept == facts[0].concept and not fact.dimensions]
    return min(told, key=lambda one: one[:2])[2] if told else None


def of_whole(whole: TaggedFact, called: str, others: Collection[str]) -> str:
    """What the whole is called: as its row is, unless that says nothing of what it is of (Consolidated, Total) or one of its parts is
    called so (Other); then as the parts are `called`.
    """
    label = undated(whole.label, whole.end) or whole.label
    return label if (says(label, whole.concept) or _words(label) & _words(called)) and label not in others else called


def _makes_up(group: Sequence[TaggedFact], whole: TaggedFact) -> bool:
    """Whether parts make up a whole, as far as their digits tell."""
    return abs(sum(fact.value for fact in group) - whole.value) <= sum(fact.digit for fact in group)


def _of_balance(called: str, facts: Sequence[TaggedFact], balances: Mapping[int, str]) -> str:
    """What parts are called; of a movement also the balance that its table begins with: Goodwill: Acquisitions."""
    balance = next((balances[table] for table in _tables(facts) if balances.get(table)), "") if facts[0].begin else ""
    return called if balance.lower() in called.lower() else f"{balance}: {called}"


def _breakdowns(report: Report, called: str, facts: Sequence[TaggedFact], form: StatementForm) -> Iterator[tuple[str, list[TaggedFact]]]:
    """The parts of a concept by what they are told by, and by table where two tables part the same; each with what it is called, by the
    sentence before its table where another is called so.
    """
    groups: dict[_Breakdown, list[TaggedFact]] = {}
    told = _told_by(facts, form)
    sizes = Counter((axes, table) for axes, _, table in told)
    for fact, (axes, of, table) in zip(facts, told, strict=True):
        alike = [one for one in groups if one[0] == axes]
        goes_on = [one for one in alike if one[2] == table or (of and of.isdisjoint(one[1])) or sizes[axes, table] == 1]
        groups.setdefault(goes_on[0] if goes_on else (axes, of, table), []).append(fact)
    known, used = lexicon.table("en/tagging")["axes"], set[str]()
    for (axes, _, table), group in groups.items():
        head = f"{called}{_BY}{' and '.join(known.get(axis, words_of(axis)) for axis in axes)}" if len(groups) > 1 and axes else called
        head = (_lead(report, table) or head) if head in used else head
        used.add(head)
        yield head, group


def _told_by(facts: Sequence[TaggedFact], form: StatementForm) -> list[_Breakdown]:
    """The axes that each part is told by, the members that it is of along all of them but the last, and its table. What stands beside the
    axes goes with what its table tells before it.
    """
    axes: dict[int, tuple[str, ...]] = {}
    found = []
    for fact in facts:
        table, members = fact.cell[0] if fact.cell else -1, {axis_of(part): part for part in fact.dimensions}
        axes[table] = tuple(axis for axis in form.axes if axis in members) or axes.get(table, ())
        found.append((axes[table], frozenset(members[axis] for axis in axes[table][:-1] if axis in members), table))
    return found


def _dated(label: str, is_opening: bool) -> str:
    """The label of a balance that a year begins with."""
    return f"{label}, {lexicon.table('en/tagging')['balances'][1]}" if is_opening else label


def _cells(report: Report) -> tuple[list[_Placed], list[_Placed]]:
    """The facts of cells that are of the filing's year, and the balances a year older that stand above those of the year in their table."""
    placed = [(fact, fact.cell) for fact in report.facts if fact.cell]
    now = [(fact, cell) for fact, cell in placed if fact.years == 0]
    closing = {(cell[0], measure_of(fact)): cell[1] for fact, cell in now}
    before = [(fact, cell) for fact, cell in placed if fact.years == -1 and not fact.begin]
    return now, [(fact, cell) for fact, cell in before if closing.get((cell[0], measure_of(fact)), -1) > cell[1]]


def _labelled(told: Sequence[tuple[tuple[str, ...], TaggedFact]], called: str, names: Collection[str]) -> Iterator[tuple[TaggedFact, str]]:
    """The parts of a concept by the labels of their rows, where each has its own and it says the member; else by the members."""
    own = Counter((*members[:-1], fact.label) for members, fact in told)
    for members, fact in told:
        label = fact.label.lower()
        is_own = own[(*members[:-1], fact.label)] == 1 and label != called.lower()
        is_said = members[-1] not in names or members[-1].lower() in label
        yield fact, " · ".join((*members[:-1], fact.label) if is_own and is_said else members)


def headed(lines: Sequence[StatementLine]) -> tuple[StatementLine, ...]:
    """The lines of parts without headings below which no part stands."""
    return tuple(line for line, then in zip_longest(lines, lines[1:]) if line.concept or (then and then.members))


def told_apart(lines: Sequence[StatementLine]) -> tuple[StatementLine, ...]:
    """The lines of parts; two of one thing that are called the same say what their members say beside that: Bricks (Major Product Line)."""
    same: dict[tuple[str, str, str], list[frozenset[str]]] = defaultdict(list)
    headings = [next((one.label for one in reversed(lines[:at]) if not one.concept), "") for at in range(len(lines))]
    for above, line in zip(headings, lines, strict=True):
        same[above, line.concept, line.label].append(frozenset(line.members))
    found = []
    for above, line in zip(headings, lines, strict=True):
        others, said = same[above, line.concept, line.label], _words(line.label)
        own = [words_of(part) for part in line.members if not all(part in members for members in others)]
        rest = " ".join(word for words in own for word in words.split() if not said & _words(word))
        # What is left must be words of the member as they stand: All Other Segments are no All Segments.
        apart = rest if any(rest in words for words in own) else " ".join(own)
        found.append(replace(line, label=f"{line.label} ({apart})") if len(others) > 1 and rest else line)
    return tuple(found)


def with_older(lines: Sequence[StatementLine], older: Sequence[StatementLine], year: int) -> list[StatementLine]:
    """The lines of parts with those of an older filing that none of them goes on, behind those of their concept under its heading and the
    filing's year: products that the newest filing tells under other names, or no more.
    """
    heads: dict[str, str] = {}
    told: dict[str, list[StatementLine]] = defaultdict(list)
    for line in lines:
        heads[line.concept] = heads.get(line.concept, heads.get("", "").partition(_BY)[0]) if line.concept else line.label
        told[line.concept].append(line)
    alone: dict[str, list[StatementLine]] = defaultdict(list)
    for line in older:
        beside = told[line.concept] if line.members and line.values.get(year) else []
        known = [one for one in beside if one.members == line.members or (year in one.where and one.where[year] == line.where.get(year))]
        again = any(year not in one.where and one.values.get(year) == line.values[year] for one in beside)
        if beside and not known and not again:
            alone[line.concept].append(line)
    found: list[StatementLine] = []
    for line in lines:
        found.append(line)
        if line is told[line.concept][-1] and line.concept in alone:
            found += [StatementLine(f"{heads[line.concept]} ({year})"), *alone[line.concept]]
    return found


def _told(now: Sequence[_Placed], opening: Sequence[_Placed], form: StatementForm) -> list[tuple[bool, list[TaggedFact]]]:
    """The parts concept by concept in the order of the page, and whether they are what the year opens with: those of concepts that have
    several, and of tables that tell several things of one part; of none that are told along what stands beside the form's axes alone.
    """
    axes = {*form.axes, *form.beside}
    concepts: dict[tuple[bool, str], dict[object, tuple[CellPlace, TaggedFact]]] = defaultdict(dict)
    kinds: dict[object, set[str]] = defaultdict(set)
    for is_opening, cells in ((False, now), (True, opening)):
        for fact, cell in sorted(cells, key=lambda one: one[1]):
            if fact.dimensions and {*map(axis_of, fact.dimensions)} <= axes:
                concepts[is_opening, fact.concept].setdefault(measure_of(fact), (cell, fact))
                kinds[cell[0], fact.dimensions].add(fact.concept)
    groups = [(is_opening, [*told.values()]) for (is_opening, _), told in concepts.items()]
    groups = [one for one in groups if any(axis_of(part) in form.axes for _, fact in one[1] for part in fact.dimensions)]
    kept = [one for one in groups if len(one[1]) > 1 or any(len(kinds[cell[0], fact.dimensions]) > 1 for cell, fact in one[1])]
    return [(is_opening, [fact for _, fact in group]) for is_opening, group in sorted(kept, key=lambda one: one[1][0][0])]


def _tables(facts: Sequence[TaggedFact]) -> list[int]:
    return [*dict.fromkeys(fact.cell[0] for fact in facts if fact.cell)]


# ── what they are called ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _heading(report: Report, captions: Mapping[str, str], whole: TaggedFact | None, facts: Sequence[TaggedFact]) -> str:
    """What parts are of: as the statements call it, as all the parts' rows do, as the whole's does where it shares a word with the concept
    (no Consolidated), as what leads to their table, else the concept in words.
    """
    concept = facts[0].concept
    named = words_of(concept)
    labels = {fact.label for fact in facts}
    said = [captions.get(concept, ""), *(labels if len(labels) == 1 < len(facts) else ())]
    if whole and says(whole.label, concept):
        said.append(undated(whole.label, whole.end) or whole.label)
    return next(filter(None, (*said, *(_lead(report, table) for table in _tables(facts)))), named)


def _lead(report: Report, table: int) -> str:
    """What the sentence right before a table says to be in it ("Net additions by segment are as follows:", "The following table presents
    net additions by segment:"); "" where none does.
    """
    at = report.tables[table].paragraph
    text = next((unit.text for unit in reversed(report.units) if at - 1 <= unit.paragraph <= at and unit.paragraph), "")
    opening = next((phrase for phrase in lexicon.words("en/rhetoric", "presenting") if text.startswith(phrase)), "")
    if opening:
        told = text.removeprefix(opening).split(" (")[0].split(maxsplit=1)[-1].removeprefix("forth ").strip(_AROUND)
        return told[:1].upper() + told[1:]
    fronts = [text.partition(phrase)[0].strip() for phrase in lexicon.words("en/rhetoric", "following") if phrase in text]
    split = [front.rpartition(" ") for front in fronts]
    return next((front.rstrip(_AROUND) for front, _, verb in split if verb in lexicon.words("en/clause", "auxiliaries")), "")


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
    row's label that ends or begins with the concept's caption what stands before or behind that.
    """
    table, (_, row, column) = report.tables[cell[0]], cell
    above = next((table.rows[at] for at in range(row, -1, -1) if all(value is None for value in table.values[at])), "")
    said = [*table.rows[row].split("/"), *table.columns[column].split("/"), *(above.split("/") if fact.dimensions else ())]
    caption = captions.get(fact.concept, "").lower()
    said += [one[: -len(caption)] for one in said if caption and one.lower().endswith(caption)]
    said += [one[len(caption) :] for one in said if caption and one.lower().startswith(f"{caption} ")]
    plain = (one.partition(" (")[0] if one.endswith(")") else one for one in (said.strip(_AROUND) for said in said))
    return frozenset(one for one in plain if one and not any(map(str.isdigit, one)))
