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
        label = one.rows[row].rpartition("/")[2]
        marks = [cell.text.removeprefix(label).strip() for cell in one.cells if label and cell.text.startswith(label)]
        units = next((notes[one.paragraph][mark] for mark in marks if mark in notes.get(one.paragraph, {})), ())
        return " ".join([*dict.fromkeys(filter(None, (unit.point for unit in units))), *(unit.text.strip() for unit in units)])

    return noted
