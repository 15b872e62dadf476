"""Lines of a filing's table: what each row is declared to be, under the headings and in the order that the filing prints."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from tongbi.comparison.filed_tables import Filing, Rows
from tongbi.figures.tagged_facts import Measure, measure_of, scale_of, undated
from tongbi.language import lexicon, units
from tongbi.language.concept_names import begins, says, words_of
from tongbi.language.folding import with_stroke
from tongbi.model import Period, Report, StatementLine, Table, TaggedFact, table_lines
from tongbi.report import tables
from tongbi.report.tables import cell_values

LineKey = tuple[Measure, bool]
"""What a line measures, and whether it is what the period opens with: a balance of the day before."""
Keyed = tuple[StatementLine, LineKey]
_Parts = tuple[tuple[str, ...], str]
"""The members and the unit of a fact."""
_AROUND = " -–—:,"


def in_order(filing: Filing, at: int, called: Mapping[_Parts, str]) -> list[Keyed]:
    """The lines of a table in its order: headings, what is declared of the filing's year, and what that year opens with. `called` is how
    the newest filing heads the columns of what each is of.
    """
    table, rows = filing.report.tables[at], filing.by_table[at]
    heads, names = {**columns(filing, at), **called}, _names(table, rows)
    now = {row: [fact for fact in told if fact.years == 0] for row, told in rows.items()}
    across = max(map(len, now.values()), default=0) > 1
    closing = {measure_of(fact): row for row, told in now.items() for fact in told}
    last = {row for row, told in rows.items() if now[row] or not across}
    lines: list[Keyed] = []
    for row, label in enumerate(table.rows):
        before = [fact for fact in rows.get(row, ()) if fact.years == -1]
        opening = [fact for fact in before if not fact.begin and closing.get(measure_of(fact), row) > row]
        only = [fact for fact in before if row in last and measure_of(fact) not in closing]
        if _is_heading(table, row) and row not in rows and _heads_the_year(table, rows, row, across):
            lines.append((StatementLine(with_stroke(label)), (("", (), ""), False)))
        for fact in (*now.get(row, ()), *opening, *only):
            is_opening = fact in opening
            named, column = of_balance(names[measure_of(fact), label], fact, is_opening), heads.get(_parts_of(fact), "")
            apart = across and column and (fact.dimensions or column.lower() != named.lower())
            lines.append(_line_of(fact, f"{named} · {column}" if apart else named, is_opening))
    return lines


def _is_heading(table: Table, row: int) -> bool:
    """Whether a row has a label and nothing else."""
    return bool(table.rows[row]) and all(value is None or value in cell_values.NOTHING for value in table.values[row])


def heading_over(table: Table, row: int) -> str:
    """The nearest heading above a row, "" for none."""
    return next((table.rows[at].rstrip(" :") for at in range(row - 1, -1, -1) if _is_heading(table, at)), "")


def _heads_the_year(table: Table, rows: Rows, row: int, across: bool) -> bool:
    """Whether a heading names no period, and below it, up to the next, not only other years are told (years one below the other)."""
    period: Period | None = table.row_periods[row] if table.row_periods else None
    end = next((at for at in range(row + 1, len(table.rows)) if at not in rows and _is_heading(table, at)), len(table.rows))
    below = [fact.years for at in range(row + 1, end) for fact in rows.get(at, ())]
    return period is None and (not across or not below or 0 in below)


def _line_of(fact: TaggedFact, label: str, is_opening: bool = False) -> Keyed:
    """The line of what a fact measures, with its key: its unit, what readers are shown of it, and how that is called."""
    (scale, word), unit = scale_of(fact), fact.unit.partition("/")[0]
    printed = units.scaled(unit, word) if word else ""
    line = StatementLine(with_stroke(label.replace("/", " › ")), fact.concept, fact.dimensions, unit, scale, printed)
    return line, (measure_of(fact), is_opening)


def _parts_of(fact: TaggedFact) -> _Parts:
    return fact.dimensions, fact.unit


def columns(filing: Filing, at: int) -> dict[_Parts, str]:
    """What stands above the cells of each part in a table, without their periods; a last step that says the part by itself stands alone
    ("Treasury Stock", which a filing may set below "Common Stock"; not the "Earnings" of "Retained/Earnings").
    """
    facts = [(fact, fact.cell) for told in filing.by_table[at].values() for fact in told]
    heads = table_lines.columns(filing.report.tables[at])
    return {_parts_of(fact): _head(heads[cell[2]].label, fact.dimensions) for fact, cell in facts if cell}


def _head(label: str, members: Sequence[str]) -> str:
    whole, (above, _, last) = label.replace("/", " "), label.rpartition("/")
    alone = any(begins(last, member) or (says(last, member) and not says(above.replace("/", " "), member)) for member in members)
    return last if alone else whole


def _names(table: Table, rows: Rows) -> dict[tuple[Measure, str], str]:
    """What each measure's lines are called by the labels of their rows, without what these say at their end of one year alone: "Dividends
    ($0.83 per share)" beside "Dividends ($0.76 per share)"; by both signs where the rows of the years name one each: "Net income (loss)".
    """
    labels = defaultdict[Measure, set[str]](set)
    for row, told in rows.items():
        for fact in (one for one in told if one.years in {0, -1}):
            labels[measure_of(fact)].add(table.rows[row])
    plain = {label: label.rpartition(" (")[0] if label.endswith(")") else "" for label in table.rows}
    shared = {(one, name) for one, said in labels.items() for name, many in Counter(map(plain.get, said)).items() if name and many > 1}
    both = {
        (one, label): _of_both(label, other) for one, said in labels.items() for label in said for other in said if _of_both(label, other)
    }
    return {
        (one, label): plain[label] if (one, plain[label]) in shared else both.get((one, label), label)
        for one, said in labels.items()
        for label in said
    }


def _of_both(label: str, other: str) -> str:
    """The one label for two that are apart in one word each, contraries of each other (income and loss); "" for any others."""
    words, others = label.split(), other.split()
    apart = [at for at, pair in enumerate(zip(words, others, strict=False)) if pair[0] != pair[1]]
    if len(words) != len(others) or len(apart) != 1:
        return ""
    at = apart[0]
    bare = {word.strip(_AROUND).lower(): word for word in (words[at], others[at])}
    for first, second in lexicon.table("en/accounts")["either-way"]:
        if bare.keys() == {first, second}:
            behind = bare[first][len(first) :]
            return " ".join([*words[:at], f"{bare[first].strip(_AROUND)} ({second}){behind}", *words[at + 1 :]])
    return ""


def of_balance(label: str, fact: TaggedFact, is_opening: bool) -> str:
    """The label of a balance without the day that it names, which is another each year: "Balance, beginning of year"."""
    plain = "" if fact.begin else undated(label, fact.end)
    return f"{plain}, {lexicon.table('en/tagging')['balances'][is_opening]}" if plain else label


def with_older(lines: Sequence[Keyed], older: Sequence[Keyed], elsewhere: Collection[LineKey] = ()) -> list[Keyed]:
    """The lines with those that only an older filing has, each behind the one that it stood behind: of the same measure, or under the same
    label where the filer changed its concept or its members; none that the newest tells `elsewhere`.
    """
    merged = list(lines)
    known, before = ({key for line, key in one if line.concept} for one in (lines, older))
    renamed = {(line.label.lower(), same): key for line, key in lines if key not in before for same in (line.concept, line.members)}
    place = 0
    for at, (line, key) in enumerate(older):
        named = (renamed.get((line.label.lower(), same)) for same in (line.members, line.concept))
        twin = key if key in known else next(filter(None, named), None)
        if line.concept and twin:
            place = next(at for at, (_, one) in enumerate(merged, 1) if one == twin)
        if line.concept and key not in known and key not in elsewhere:
            above, over = _heading_above(older, at), _heading_above(merged, place)
            apart = above.lower() not in {"", over.lower()}
            merged.insert(place, (replace(line, label=f"{above} · {line.label}") if apart else line, key))
            place += 1
    return merged


def _heading_above(lines: Sequence[Keyed], at: int) -> str:
    return next((line.label.rstrip(" :") for line, _ in reversed(lines[:at]) if not line.concept), "")


def as_amounts(lines: Iterable[StatementLine]) -> Iterator[StatementLine]:
    """The lines, marked those that print an amount as negative numbers in every year: outflows, expenses, losses. What is declared to go
    either way (IncreaseDecreaseInReceivables, GainLoss), or printed so (Income (Loss)), is no such amount.
    """
    for line in lines:
        yield replace(
            line,
            deducted=_is_negative(line) and not any(map(_goes_either_way, (line.label, *map(words_of, (line.concept, *line.members))))),
        )


def _goes_either_way(name: str) -> bool:
    """Whether a name has both words of a pair of contraries, as the taxonomy names what may have either sign."""
    said = {word.strip("().,·") for word in name.lower().split()}
    return any(said.issuperset(pair) for pair in lexicon.table("en/accounts")["either-way"])


def _is_negative(line: StatementLine) -> bool:
    """Whether a line has values, and none above 0."""
    return any(line.values.values()) and all(value <= 0 for value in line.values.values())


# ── what a table is called ────────────────────────────────────────────────────────────────────────────────────────────────────────


def title(report: Report, at: int) -> str:
    """What a table is of: as the sentence says that leads to it, else the section that it stands in, with what its corner says."""
    table = report.tables[at]
    return _lead(report, at) or " · ".join(dict.fromkeys((table.name, *_corner(table))))


def _corner(table: Table) -> Iterator[str]:
    """What the first column is headed by above the first row, without units and periods: Net sales by category. One word is of the rows."""
    column = [cell for cell in table.cells if not cell.column]
    first = next((cell.row for cell in column if table.rows and cell.text == table.rows[0]), 0)
    said = (cell.text.partition(" (")[0] for cell in column if cell.row < first)
    return (text for text in said if " " in text and tables.is_name(text))


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
    fronts = [text.partition(phrase)[0].split() for phrase in lexicon.words("en/rhetoric", "following") if phrase in text]
    return next((" ".join(front).rstrip(_AROUND) for front in map(_before_verb, fronts) if front), "")


def _before_verb(words: Sequence[str]) -> Sequence[str]:
    """The words before the verb that ends a clause, one of being alone or with one word behind it (are, is provided)."""
    auxiliaries = lexicon.words("en/clause", "auxiliaries")
    return next((words[:at] for at in (len(words) - 1, len(words) - 2) if at > 0 and words[at] in auxiliaries), ())
