"""The follow-through sheet: what the next report says of each plan and each problem of the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongbi.outputs import verdicts
from tongbi.outputs.verdicts import outcome, target_said
from tongbi.outputs.workbook import cell_writer
from tongbi.outputs.workbook.cell_writer import HEADER_ROW
from tongbi.outputs.workbook.sheet_layout import Row, fold, freeze
from tongbi.outputs.workbook.styles import graded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tongbi.model import FollowThrough
    from tongbi.outputs.workbook.sheet import Sheet
    from tongbi.outputs.workbook.sheet_context import Desk

COLUMNS = (
    *(("year-before", 9.0), ("promise", 56.0), ("thread-number", 10.0), ("follow", 19.0), ("targets", 30.0), ("similarity", 10.0)),
    *(("year-of", 9.0), ("answer", 56.0), ("answer-number", 10.0), ("also", 40.0)),
)


def write(sheet: Sheet, desk: Desk) -> None:
    """Write the sheet: a row a plan or problem, with what came of it and the sentences that say so; the untraced folded and counted."""
    answered, untraced = verdicts.answered(desk.comparison), verdicts.untraced(desk.comparison)
    found = [*answered, *untraced]
    desk.table(sheet, "follow", desk.word("workbook.follow-note"), COLUMNS, rows=len(found))
    texts = {unit: desk.quoted(unit, one.text) for unit, one in desk.comparison.unit_texts().items()}
    for number, one in enumerate(found, start=HEADER_ROW + 1):
        with desk.row(sheet, number, COLUMNS) as row:
            _write_row(row, desk, one, texts)
    freeze(sheet, 1)
    if untraced:
        fold(sheet, [True] * len(untraced), HEADER_ROW + 1 + len(answered))
        sheet.put(HEADER_ROW + 1 + len(found), 1, cell_writer.text(verdicts.untraced_said(untraced, desk.language), "note", desk.pen))


def _write_row(row: Row, desk: Desk, one: FollowThrough, texts: Mapping[str, str]) -> None:
    fate, sheet = outcome(one), desk.titles["changes"]
    row.number(one.from_year)
    row.text(texts[one.from_unit], "quiet" if verdicts.is_untraced(one) else "text")
    row.jump(sheet, desk.thread_row(one.from_unit))
    row.word(desk.word(f"follow.{fate}"), graded(fate))
    row.text("\n".join(target_said(target, desk.language) for target in one.targets))
    row.number(one.score if one.to_units else None, "share")
    row.number(one.to_year)
    row.said("\n".join(texts[unit] for unit in one.to_units))
    row.jump(sheet, desk.thread_row(one.to_units[0]) if one.to_units else None)
    row.text("\n".join(texts[unit] for unit in one.also))
