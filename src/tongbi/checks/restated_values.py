"""Restated values: what a table gives for the year before, against the same cell of last year's report.

Two tables are taken for one where most of what can be held against each other agrees: what differs was restated, reclassified or
misprinted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tongbi.checks.check_inputs import Reading
from tongbi.checks.reckoning import Reckoning, places, reckoned
from tongbi.checks.rounding import differ
from tongbi.figures import is_other_scale
from tongbi.language import units
from tongbi.language.folding import fold, has_han
from tongbi.model import CellPlace, Figure, Report, Table, TableThread, table_lines

# A cell of one table: its row through the years, or by block and label where the row names a period, and its column's label without one.
_Key = tuple[int | tuple[str, str], str]
_AGREEING = 2


def check(read: Sequence[Reading], aligned: Sequence[TableThread]) -> Iterator[Reckoning]:
    """Every value of the year before that is not declared, against last year's report; what that gave otherwise is for information: both
    may be right.
    """
    figures = {reading.year: {one.cell: one for one in reading.report.figures if one.cell} for reading in read}
    for reading in read:
        held: list[tuple[str, Reckoning]] = []
        for thread in aligned if reading.last else ():
            now, before = thread.by_year.get(reading.year), thread.by_year.get(reading.year - 1)
            if reading.last is not None and now is not None and before is not None:
                told = _figures_by_key(reading.report, thread, -1, figures[reading.year])
                own = _figures_by_key(reading.last.report, thread, 0, figures[reading.year - 1])
                pairs = [(told[key], own[key]) for key in told if key in own]
                held += [(reading.report.tables[now].name, one) for one in _reckoned(reading, pairs)]
        yield from _told_apart(held)


def _told_apart(held: Sequence[tuple[str, Reckoning]]) -> Iterator[Reckoning]:
    """Each reckoning; of several that differ under one name each is called with its table: 管理费用（母公司利润表）."""
    often = Counter(one.values["name"] for _, one in held if one.differs)
    for table, one in held:
        name = one.values["name"]
        called = f"{name}（{table}）" if has_han(name) else f"{name} ({table})"
        yield replace(one, values={**one.values, "name": called}) if table and one.differs and often[name] > 1 else one


def _reckoned(reading: Reading, pairs: Sequence[tuple[Figure, Figure]]) -> Iterator[Reckoning]:
    alike = [
        (new, old)
        for new, old in pairs
        if not (new.concept and old.concept) and (new.dimension == old.dimension or "" in {new.unit, old.unit})
    ]
    held = [(new, old) for new, old in alike if not is_other_scale(new.value, old.value)]
    differing = sum(differ(new, old) for new, old in held)
    if len(held) - differing < max(_AGREEING, differing):
        return
    for new, old in held:
        made = reckoned(
            "restated", reading.year, places(reading.year, [new]), places(reading.year - 1, [old]), (old.value, new.value),
            new.unit or old.unit, differs=differ(new, old), severity="info",
            values={"expected": _whole(old), "found": _whole(new), "name": new.name, **reading.years},
        )  # fmt: skip
        yield replace(made, why="sign") if made.differs and new.value == -old.value else made


def _whole(figure: Figure) -> str:
    """A value with all its digits, for two amounts of which only the last ones differ are one in six digits: 153,005,080.75元."""
    scale, word = units.scale_of(figure.text)
    number = f"{round(figure.value / scale, 10):,.15g}"
    cent = "0" * (number[-2:-1] == "." and not word and units.dimension(figure.unit) == "money")
    return number + cent + units.scaled(figure.unit, word) if has_han(figure.unit) else figure.text


def _figures_by_key(report: Report, thread: TableThread, years: int, figures: Mapping[CellPlace, Figure]) -> dict[_Key, Figure]:
    """The figures of a report's table that are so many years from the report's own, by their cell; without those that two labels tell."""
    at = thread.by_year[report.year or 0] or 0
    table: Table = report.tables[at]
    down = table_lines.columns(table)
    through = {line.by_year[report.year or 0]: number for number, line in enumerate(thread.rows)}
    found: dict[_Key, Figure] = {}
    twice: set[_Key] = set()
    for row, across in enumerate(table_lines.rows(table)):
        for column, line in enumerate(down):
            figure = figures.get((at, row, column))
            if figure is None or not (across.period or line.period) or table_lines.years(across, line) != years:
                continue
            key = (fold(across.block), fold(across.label)) if across.period else through[row], fold(line.label)
            twice |= {key} & found.keys()
            found[key] = figure
    return {key: figure for key, figure in found.items() if key not in twice}
