"""Restated values: what a table gives for the year before, against the same cell of last year's report.

Two tables are taken for one where most of what can be held against each other agrees: what differs was restated, reclassified or
misprinted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tongbi.checks.check_inputs import Reading
from tongbi.checks.reckoning import Reckoning, places, reckoned
from tongbi.checks.rounding import differ
from tongbi.figures import is_other_scale
from tongbi.language.folding import fold
from tongbi.model import CellPlace, Figure, Report, Table, TableThread, table_lines

# A row of one table: its block, its label and its column's, without their periods, and whether it is a span, an instant or open.
_Key = tuple[str, str, str]
_AGREEING = 2


def check(read: Sequence[Reading], aligned: Sequence[TableThread]) -> Iterator[Reckoning]:
    """Every value of the year before that is not declared, against last year's report; what that gave otherwise is for information: both
    may be right.
    """
    figures = {reading.year: {one.cell: one for one in reading.report.figures if one.cell} for reading in read}
    for reading in read:
        for thread in aligned if reading.last else ():
            now, before = thread.by_year.get(reading.year), thread.by_year.get(reading.year - 1)
            if reading.last is not None and now is not None and before is not None:
                told = _figures_by_label(reading.report, now, -1, figures[reading.year])
                own = _figures_by_label(reading.last.report, before, 0, figures[reading.year - 1])
                yield from _reckoned(reading, [(told[key], own[key]) for key in told if key in own])


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
        yield reckoned(
            "restated", reading.year, places(reading.year, [new]), places(reading.year - 1, [old]), (old.value, new.value),
            new.unit or old.unit, differs=differ(new, old), severity="info",
            # As printed: two amounts of which only the last digits differ are one in six digits.
            values={"expected": old.text, "found": new.text, "name": new.name, **reading.years},
        )  # fmt: skip


def _figures_by_label(report: Report, at: int, years: int, figures: Mapping[CellPlace, Figure]) -> dict[_Key, Figure]:
    """The figures of a table that are so many years from the report's own, by what their labels say; without those that two say."""
    table: Table = report.tables[at]
    down = table_lines.columns(table)
    found: dict[_Key, Figure] = {}
    twice: set[_Key] = set()
    for row, across in enumerate(table_lines.rows(table)):
        for column, line in enumerate(down):
            figure = figures.get((at, row, column))
            if figure is None or not (across.period or line.period) or table_lines.years(across, line) != years:
                continue
            key = fold(across.block), fold(across.label), fold(line.label)
            twice |= {key} & found.keys()
            found[key] = figure
    return {key: figure for key, figure in found.items() if key not in twice}
