"""Tables without upright rules (three-line tables, coloured rows, columns of numbers): rules are drawn where their texts leave gaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import dropwhile, pairwise, takewhile
from math import inf
from statistics import median

from tongbi.readers.pages import lines, open_cells, open_heads, printed_rows, table_columns
from tongbi.readers.pages.columns import FEWEST, full_lines, gutter_of
from tongbi.readers.pages.geometry import Box
from tongbi.readers.pages.printed_rows import Columns, Line, place
from tongbi.readers.pages.ruled import NEAR, Stroke, Table, joined
from tongbi.readers.pages.runs import Run
from tongbi.readers.typed_contents import leads_to_page
from tongbi.readers.wrapping import SENTENCE_ENDS

# In type sizes: lines further apart than this are two tables.
_APART = 3


def find(runs: Sequence[Run], level: Sequence[Stroke], above: Table | None = None) -> list[Table]:
    """The tables without upright rules that texts make, helped by the level rules of their page, from the top.

    `above` is the table that the page before ends with: what goes on with it has the same columns.
    """
    found: list[Table] = []
    printed = list(lines.rows(runs))
    if len([row for row in printed if len(row) > 1]) < 2:
        return found
    rows = printed_rows.found(printed)
    prose = {id(run) for run in full_lines(runs)}
    for block in _blocks(rows, level, prose):
        tables: list[Table] = []
        for part in (cut for apart in _apart(block, level) for cut in _cut(apart, level)):
            whole = [*_above(rows, part, level, above), *part]
            table = _table(whole, level, above if whole[0] is rows[0] else None, known=bool(tables))
            tables += [table] if table else []
        found += tables
    return found


def within(table: Table, inside: Mapping[Box, Sequence[Run]]) -> Table:
    """A ruled table with the columns that no rule parts, where most of its numbers stand beside another text in their cell (`inside`)."""
    narrow = [line for own in inside.values() if len(own) > 1 for line in printed_rows.found(lines.rows(own), lines.NARROW)]
    beside = sum(len(line.texts) > 1 and bool(line.values) for line in narrow)
    if beside < 2 or 2 * beside < sum(any(printed_rows.is_value(run.text) for run in own) for own in inside.values()):
        return table
    level = [Stroke(at, cell.left, cell.right) for cell in table.cells for at in (cell.top, cell.bottom)]
    found = _table(printed_rows.found(lines.rows([run for own in inside.values() for run in own])), joined(level), known=True)
    return found._replace(box=table.box) if found else table


# ── which lines ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _blocks(rows: Sequence[Line], level: Sequence[Stroke], prose: Set[int]) -> Iterator[list[Line]]:
    """Lines that may be a table: those with texts beside each other, and the short ones between them.

    `prose` are the runs, by id, that fill columns of text: a line with one and no number is of such columns.
    """
    block: list[Line] = []
    rest: list[Line] = []
    for line in rows:
        if block and line.top - (rest or block)[-1].bottom > _APART * line.size:
            yield block
            block, rest = [], []
        beside = block and line.baseline - (rest or block)[-1].baseline < min(line.size, block[-1].size)
        if beside and len(line.texts) == 1:
            (rest or block).append(line)
        elif any(id(run) in prose for run in line.runs) and not line.values:
            yield [*block, *_ruled_off(block, rest, level)]
            block, rest = [], []
        elif (len(line.texts) > 1 and not _is_heading(line)) or beside or (len(line.texts) == 1 and _is_level(line, block)):
            block += [*rest, line] if block else [line]
            rest = []
        elif block and _is_short(line, block, level):
            rest.append(line)
        elif block:
            yield [*block, *_ruled_off(block, rest, level)]
            block, rest = [], []
    yield [*block, *_ruled_off(block, rest, level)]


def _is_heading(line: Line) -> bool:
    """Whether a line holds a label and what it heads, set apart (Item 1A. — Risk Factors), and no number."""
    return len(line.texts) == 2 and not line.values and "\t" not in lines.closed_up(lines.one(line.texts)).text


def _is_level(line: Line, block: Sequence[Line]) -> bool:
    """Whether all texts of a line that narrow gaps part begin, end or have their middle where other texts of a block do."""
    texts = [run for one in block for run in one.narrow.texts]
    return len(line.narrow.texts) > 1 and all(any(printed_rows.is_level(run, other) for other in texts) for run in line.narrow.texts)


def _is_short(line: Line, block: Sequence[Line], level: Sequence[Stroke]) -> bool:
    """Whether a lone text may stand in a cell: beside the block's other texts, in one of its columns, or between its rules."""
    run = line.texts[0]
    left = min(one.texts[0].left for one in block)
    widest = max(one.texts[-1].right for one in block) - left
    beside = min(one.texts[1].left for one in block if len(one.texts) > 1)
    label = run.right < (beside if any(one.values for one in block) else left)
    column = run.left > left + line.size and any(abs(run.left - other.left) <= NEAR for one in block for other in one.texts[1:])
    return label or column or 2 * (run.right - run.left) <= widest or _is_between(line, _across(block, level))


def _apart(block: Sequence[Line], level: Sequence[Stroke]) -> Iterator[Sequence[Line]]:
    """A block parted where lone texts stand between two tables: names, units, text.

    They stand further off above and below than rows do; where a head follows, above or below, or one text is set larger than the lines
    beside it, or stands between two rules where few rows do.
    """
    steps = [below.baseline - above.baseline for above, below in pairwise(block)]
    ruled = [any(above.top + above.bottom < 2 * one.at < below.top + below.bottom for one in level) for above, below in pairwise(block)]
    alone = _alone(block, steps)
    usual = _usual(block, steps)
    begin = 0
    for first, last in alone:
        if first == begin or last == len(block) - 1:
            continue
        head = block[last + 1].narrow
        named = len(head.texts) > 1 and not head.values and any(line.values for line in block[begin:first])
        far = [step * 4 / 5 > max(usual, block[first].size) for step in (steps[first - 1], steps[last])]
        framed = ruled[first - 1] and ruled[last] and 2 * sum(ruled) < len(ruled)
        large = block[first].size > max(block[first - 1].size, head.size) + lines.LATIN_BLANK
        if all(far) or (named and (any(far) or (first == last and (framed or large)))):
            yield block[begin:first]
            begin = last + 1
    yield block[begin:]


def _alone(block: Sequence[Line], steps: Sequence[float]) -> list[tuple[int, int]]:
    """The first and last numbers of lone texts under each other, without numbers and beside no other line."""
    found: list[tuple[int, int]] = []
    for at, line in enumerate(block):
        beside = any(step < line.size for step in steps[max(0, at - 1) : at + 1])
        if len(line.narrow.texts) == 1 and not line.values and not beside:
            begin = found.pop()[0] if found and found[-1][1] == at - 1 else at
            found.append((begin, at))
    return found


def _usual(block: Sequence[Line], steps: Sequence[float]) -> float:
    """How far rows stand from each other; where few follow each other, cells have several lines: a little further than those stand."""
    several = [len(line.narrow.texts) > 1 for line in block]
    rows = [step for step, line, pair in zip(steps, block, pairwise(several), strict=False) if all(pair) and step >= line.size]
    if rows and 2 * len(rows) >= sum(several):
        return median(rows)
    begins: dict[int, float] = {}
    pitch = inf
    for line in block:
        for run in line.narrow.texts:
            pitch = min(pitch, line.baseline - begins.get(round(run.left), -inf))
            begins[round(run.left)] = line.baseline
    return min((step for step in steps if step > pitch + 1), default=pitch)


def _above(rows: Sequence[Line], block: Sequence[Line], level: Sequence[Stroke], above: Table | None) -> list[Line]:
    """The lines directly above a block that are of its head: all their texts begin where its columns do, or are labels over those.

    At the top of a page they may be labels of the table that goes on (`above`), as far from the next as its rows are.
    """
    first = next(at for at, line in enumerate(rows) if line is block[0])
    begins = _begins(block)
    gap = median([0.0] if above is None else [below.top - line.bottom for line, below in pairwise(block)] or [0.0])
    found: list[Line] = []
    for line in reversed(rows[:first]):
        below, texts = (found or block)[0], line.at(begins).texts
        lone = [_is_over(run, [*found, *block], level) for run in texts]
        near = [lone[at] or any(abs(run.left - at) <= NEAR for at in begins) for at, run in enumerate(texts)]
        beyond = next((at for at in begins if at > texts[0].left + line.size), texts[0].right)
        far = (len(line.texts) > 1 and not found) or below.top - line.bottom > max(gap + NEAR, line.size)
        if not line.is_beside(below) and (far or not all(near) or (lone == [False] and texts[0].right > beyond)):
            break
        found.insert(0, line)
    if above is not None and len(found) == first:
        return found
    while found and _is_name(found[0], [*found[1:], *block], begins, level):
        found.pop(0)
    return found


def _is_name(line: Line, below: Sequence[Line], begins: Sequence[float], level: Sequence[Stroke]) -> bool:
    """Whether a line above a table is a lone text that is no label of its head."""
    texts = line.at(begins).texts
    return len(texts) == 1 and not line.is_beside(below[0]) and not _is_over(texts[0], below, level)


def _is_over(run: Run, below: Sequence[Line], level: Sequence[Stroke]) -> bool:
    """Whether a text is a label over columns of numbers: in the middle over several, or close above one with which it is level."""
    label = _label(below)
    if run.left <= label:
        return False
    first = next((at for at, line in enumerate(below) if line.values), 0)
    if any(open_cells.amid(run, [one for one in line.texts if one.left > label] or line.texts) for line in below[: first + 1]):
        return True
    close = below[0].top - run.bottom <= run.size / 2 and not any(run.middle < one.at < below[0].bottom for one in level)
    return close and any(one.left > label and printed_rows.is_level(run, one) for one in below[0].narrow.texts)


def _begins(block: Sequence[Line]) -> list[float]:
    """Where texts of several lines with values begin, from the left."""
    return _shared(run.left for line in block if line.narrow.values for run in line.narrow.texts)


def _ends(block: Sequence[Line]) -> list[float]:
    """Where values of several lines end, from the left."""
    return _shared(run.right for line in block for run in line.narrow.values)


def _shared(places: Iterable[float]) -> list[float]:
    return [one for one, other in pairwise(sorted(places)) if other - one <= 1]


def _ruled_off(block: Sequence[Line], rest: Sequence[Line], level: Sequence[Stroke]) -> list[Line]:
    """The lone texts at a block's end that still stand above its last rule, or go on with its last label as others in it do."""
    edges = _across(block, level)
    steps = [below.top - above.top for above, below in pairwise(block) if len(below.narrow.texts) == 1]
    beside = min((line.narrow.texts[1].left for line in block if len(line.narrow.texts) > 1), default=0.0)
    follows = [line for line in rest if line.texts[0].right < beside] if len(steps) > 1 else []
    near = takewhile(lambda pair: (pair[1].top - pair[0].top) * 4 / 5 <= median(steps), pairwise([*block[-1:], *follows]))
    goes_on = [line for _, line in near]
    return [line for line in rest if _is_between(line, edges) or line in goes_on]


def _is_between(line: Line, edges: Sequence[Stroke]) -> bool:
    return len(edges) > 1 and edges[0].at < line.top + NEAR and line.bottom - NEAR < edges[-1].at


def _across(block: Sequence[Line], level: Sequence[Stroke]) -> list[Stroke]:
    """The rules from the first to the last texts of most of a block's lines, those just above and below it among them."""
    whole = [line.texts for line in block if len(line.texts) > 1]
    if not whole:
        return []
    reach, size = _APART * block[0].size, block[0].size
    left, right = median(texts[0].left for texts in whole) + size, median(texts[-1].right for texts in whole) - size
    near = [one for one in level if block[0].top - reach <= one.at <= block[-1].bottom + reach]
    return [one for one in near if one.begin <= left and right <= one.end]


def _cut(block: Sequence[Line], level: Sequence[Stroke]) -> Iterator[list[Line]]:
    """A block without what stands above its first rule (name and unit), where the head stands below that."""
    edges = _across(block, level)
    while len(edges) > 1 and not any(edges[0].at < line.top + line.size / 2 < edges[1].at for line in block):
        edges = edges[1:]  # the rule of a running head, or one drawn twice
    if len(edges) > 1:
        within = [line for line in block if line.top + line.size / 2 > edges[0].at]
        named = (
            within
            and len(_below_head(block)) > len(within)
            and not within[0].values
            and (not edges[0].ground or any(line.values for line in block))
        )
        block = within if named else block
    if block:
        yield list(block)


def _below_head(block: Sequence[Line]) -> list[Line]:
    """The lines from the first one on that has a text in the column of labels."""
    label = _label(block)
    return list(dropwhile(lambda line: line.texts[0].left > label, block))


def _label(block: Sequence[Line]) -> float:
    """Where the shortest first text of a line ends: labels stand left of it."""
    return min(line.texts[0].right for line in block)


# ── what it is ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _table(block: Sequence[Line], level: Sequence[Stroke], above: Table | None = None, *, known: bool = False) -> Table | None:
    """The table that lines make; None where they are none, unless that is `known`."""
    edges, begins, ends = _across(block, level), _begins(block), _ends(block)
    block = [line.at(begins, ends) for line in block]
    whole = [line for line in block if len(line.texts) > 1]
    goes_on = table_columns.of(above, block) if above and whole and whole[0].values else ()
    columns = goes_on or table_columns.found(block)
    if len(columns) < 2 or len(whole) < (1 if goes_on else 2):
        return None
    head = 0 if goes_on else open_heads.height(block, edges)
    places = [edge.at for edge in edges]
    body = list(printed_rows.grouped(block[head:], columns, places))
    if not (known or goes_on or _is_table(block, body, columns, edges)):
        return None
    return open_cells.table(open_heads.rows(block[:head], level), body, columns, level, above)


def _is_table(block: Sequence[Line], body: Sequence[Sequence[Line]], columns: Columns, edges: Sequence[Stroke]) -> bool:
    """Whether lines are a table: framed by rules or coloured rows, with a column of numbers, most rows full of three texts or
    more, or all lines after the first of two that end no sentence."""
    if any(leads_to_page(" ".join(run.text for run in line.texts)) for line in block):
        return False
    whole = [line for line in block if len(line.texts) > 1]
    framed = sum(not edge.ground for edge in edges) > 1 or len(edges) >= len(whole)
    if framed and 2 * len(whole) >= len(block):
        return any(line.values for line in whole) or gutter_of([run for line in block for run in line.texts]) is None
    rows = [_texts(row, columns) for row in body]
    prose = {at for row in rows for at, text in row.items() if "。" in text[:-1] or ". " in text}
    several = [row for row in rows if len(row) > 1]
    head = _texts(block[: len(block) - sum(map(len, body))], columns)
    full = sum(len(row) > 2 for row in rows) if len(head) == len(columns) else sum(len(row) == len(columns) > 2 for row in rows)
    pairs = len(columns) == 2 and len(several) == len(block) - 1 >= FEWEST - 1
    words = (pairs and not any(text[-1] in SENTENCE_ENDS for row in rows for text in row.values())) or FEWEST - 1 <= full > len(several) / 2
    if words and len(prose) < 2 and gutter_of([run for line in block for run in line.texts]) is None:
        return True
    return any(_is_of_numbers([row[at] for row in several if at in row], len(several)) for at in range(1, len(columns)))


def _texts(row: Sequence[Line], columns: Columns) -> dict[int, str]:
    """The texts of a row by their first column."""
    found: dict[int, str] = {}
    for run in (run for line in row for run in line.texts):
        at = place(run, columns)[0]
        found[at] = found.get(at, "") + run.text
    return found


def _is_of_numbers(texts: Sequence[str], rows: int) -> bool:
    """Whether a column is filled in most rows, and with numbers from the first one on."""
    below = list(dropwhile(lambda text: not printed_rows.is_value(text), texts))
    numbers = sum(map(printed_rows.is_value, below))
    return numbers > 1 and 2 * len(below) >= rows and 2 * numbers > len(below)
