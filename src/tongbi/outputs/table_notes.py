"""Notes of tables: what is numbered in brackets right below a table, and belongs to the rows that bear the number."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tongbi.model import Comparison, Report, StatementLine, Unit


def below(report: Report) -> Mapping[int, Mapping[str, Sequence[Unit]]]:
    """The notes below each table, by the table's paragraph and their number: (1) Includes leased stores."""
    homes = {table.paragraph: table.paragraph for table in report.tables}
    found: dict[int, dict[str, Sequence[Unit]]] = defaultdict(dict)
    for paragraph, told in groupby(report.units, key=lambda unit: unit.paragraph):
        units = [*told]
        point, home = units[0].point or "", homes.get(paragraph - 1)
        if home is not None and point.startswith("("):
            homes[paragraph] = home
            found[home].setdefault(point, units)
    return found


def of_lines(comparison: Comparison) -> Callable[[StatementLine], str]:
    """What the newest report notes below a statement at the row of a line, "" for nothing."""
    newest = comparison.reports[-1]
    notes = below(newest)

    def noted(line: StatementLine) -> str:
        if comparison.years[-1] not in line.where:
            return ""
        table, row, _ = line.where[comparison.years[-1]]
        one = newest.tables[table]
        told, steps = notes.get(one.paragraph, {}), [path.rpartition("/")[2] for path in one.rows]
        # Of several rows of one label each has the mark of its own cell, in order.
        rests = [cell.text.removeprefix(steps[row]).strip() for cell in one.cells if steps[row] and cell.text.startswith(steps[row])]
        mark = dict(enumerate(rest for rest in rests if not rest or rest in told)).get(steps[:row].count(steps[row]), "")
        units = told.get(mark, ())
        return " ".join([*dict.fromkeys(filter(None, (unit.point for unit in units))), *(unit.text.strip() for unit in units)])

    return noted
