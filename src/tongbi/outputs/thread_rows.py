"""Rows of the changes in page and workbook: a thread each, but one that ends where its possible counterpart begins shares its row."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tongbi.model import Comparison, Thread


def joined(comparison: Comparison) -> list[tuple[Thread, ...]]:
    """The threads of each row, the older first; their years do not overlap, and a row stands where its newest thread does."""
    by_id = {thread.id: thread for thread in comparison.threads}
    last = {thread.by_year[year][0]: thread for thread in comparison.threads for year in _years(thread)[-1:]}
    before: dict[str, Thread] = {}
    for change in comparison.changes:
        older = last.get(change.beside.units[0]) if change.kind == "added" and change.beside else None
        if older is not None and _years(older)[-1] < _years(by_id[change.thread])[0]:
            before[change.thread] = older
    taken = {thread.id for thread in before.values()}
    rows = []
    for thread in comparison.threads:
        if thread.id not in taken:
            row = [thread]
            while older := before.get(row[0].id):
                row.insert(0, older)
            rows.append(tuple(row))
    return rows


def _years(thread: Thread) -> list[int]:
    return sorted(year for year, units in thread.by_year.items() if units)
