"""Figures of tables: a number of the report's own year, or of the one before, named by the labels of its row and column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from tongbi.figures.keys import of_cell
from tongbi.language import numerals, units
from tongbi.language.enumerators import ENUMERATOR
from tongbi.language.folding import with_stroke
from tongbi.language.lexicon import any_of, one_of, words
from tongbi.model import CellPlace, Figure, Line, Table, table_lines

_MAGNITUDE = one_of("zh/counting", "magnitudes")
_PRINTED = any_of((*units.words(), "％"))
_SIGNS = words("zh/table_labels", "less", "plus")
# What in a step of a label is none of its name: 其中： · 减： · （损失以“－”号填列） · （单位：万元） · （元／股）.
_BESIDE = re.compile(
    rf"^(?:{one_of('zh/table_labels', 'part')}\s*[：:]?|{any_of(_SIGNS)}\s*[：:])\s*"
    rf"|[（(][^（）()]*{one_of('zh/table_labels', 'filled')}[)）]"
    rf"|[（(]{one_of('zh/counting', 'unit')}[：:][^（）()]*[)）]|[（(]{_MAGNITUDE}?{_PRINTED}(?:[/／][^（）()]{{1,3}})?[)）]$"
)
_SCALED = re.compile(rf"(?!{any_of(units.sized())})({_MAGNITUDE})(.+)|({one_of('en/units', 'money.large')})(?: (.*))?")
# As long as this is no value of a cell but what is listed (Certificate of Incorporation).
_WORDS = 12
# Below thousand, so that what also changed between the years is seen.
_OTHER_SCALE = 500.0


def of_tables(tables: Sequence[Table], period: int | None = None) -> Iterator[Figure]:
    """The numbers of the tables that are of the report's own year, or of no year in particular, and as `previous` those of the year before;
    in order, 万 and million of the unit expanded. `period` is the year that the report's figures are of.

    What changed between two periods, what is of another period (a quarter up to a day, 2021 in a report of 2024) and what no label tells
    from its neighbour (rows without labels, 其他 twice in a block) give no figure.
    """
    for at, table in enumerate(tables):
        across, down = table_lines.sides(table)
        often = Counter(line.label for line in across)
        columns = [column for column, line in enumerate(down) if down.count(line) == 1]
        rows = Counter(across)
        for row, line in enumerate(across):
            for column in columns if rows[line] == 1 and not _lists(table, row) else ():
                value, years = table.values[row][column], table_lines.years(line, down[column])
                if isinstance(value, float) and years in {0, -1}:
                    name = _name(line, down[column], often[line.label] > 1) or table.name
                    yield of_cell(_figure(table, (at, row, column), value, name, "previous" if years else None), period)


def name(table: Table, sides: Sequence[Sequence[Line]], row: int, column: int, years: int | None) -> str:
    """What the labels call a cell that is of so many years from the report's own; where they name another year it is part of what it
    measures (payments due in 2026). `sides` are the table's lines (see `table_lines.sides`).
    """
    across, down = sides
    line, other = across[row], down[column]
    if table_lines.years(line, other) != years:
        line, other = replace(line, label=table.rows[row]), Line(table.columns[column])
    return _name(line, other, [one.label for one in across].count(across[row].label) > 1) or table.name


def is_other_scale(one: float, other: float) -> bool:
    """Whether two values of one cell are so far apart that one of them was read without its scale (in thousands)."""
    low, high = sorted((abs(one), abs(other)))
    return bool(low) and high >= _OTHER_SCALE * low


def _lists(table: Table, row: int) -> bool:
    """Whether a row lists something told in words: without a label, its number is that of an exhibit or a page, and no quantity."""
    texts = [value for value in table.values[row] if isinstance(value, str)]
    return not table.rows[row] and max(map(len, texts), default=0) >= _WORDS


def _figure(table: Table, cell: CellPlace, value: float, name: str, qualifier: str | None) -> Figure:
    _, row, column = cell
    unit = table.units[row][column]
    scaled = _SCALED.fullmatch(unit)
    expanded, text = unit, f"{value:.15g}{unit}"
    if scaled:
        value, expanded = numerals.expanded(value, scaled[1] or scaled[3]), scaled[2] or scaled[4] or ""
    if scaled and scaled[3]:
        text = f"{table.values[row][column]:.15g} {unit}"
    return Figure("", name, value, expanded, text, 0, qualifier, cell)


def _name(row: Line, column: Line, in_block: bool) -> str:
    """The steps of both labels without enumerators and periods, a step said twice in a row once (总计 of 总计).

    其他 of 法人或其他组织/其他 stays apart from 法人或其他组织 as a whole; a part is told with its whole (财务费用·利息费用), and what
    stands twice in a table otherwise by its block (Federal of Current, of Deferred).
    """
    steps = [step for path in (row.whole or (row.block if in_block else ""), row.label, column.label) for step in path.split("/")]
    return "·".join(with_stroke(step) for step, _ in groupby(filter(None, map(bare, steps))))


def bare(step: str) -> str:
    """A step of a label without its enumerator, the words that say how it is added up (其中：), and notes on its unit and sign."""
    return _BESIDE.sub("", ENUMERATOR.sub("", step)).strip(" :：")
