"""The changes sheet: a row a thread; for each year its text as it stands, and beside it the redline against the year it changed from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties

from tongbi.outputs.workbook.cells import HEADER_ROW, Run, link, write_number, write_text
from tongbi.outputs.workbook.layout import filter_rows, fit_height, fold, frame, freeze, head, scale_shares, widen

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from tongbi.model import Change, Thread, Unit
    from tongbi.outputs.workbook.desk import Desk

# Width of a year's text column by the number of years: A4 landscape stays legible, the screen shows three columns at a time.
TEXT_WIDTHS = {1: 100, 2: 50, 3: 42}
NARROWEST = 38
# More years than a page of print shows legibly are printed two beside each other, in this share of their size.
MOST_ON_A_PAGE, EACH_PAGE, SMALLER = 3, 2, 47
FIXED_WIDTHS = (6, 18)
YEAR_COLUMNS = 4
"""Columns of a year after the first: kind, similarity, text, redline."""
KIND_WIDTH, SIMILARITY_WIDTH = 13, 8

ByYear = Mapping[int, list["Change"]]


def write(sheet: Worksheet, desk: Desk) -> None:
    """Write the sheet: header, a row for each thread in reading order, unchanged rows folded away."""
    years = desk.comparison.years
    text_width = TEXT_WIDTHS.get(len(years), NARROWEST)
    frame(sheet, desk.titles["changes"], desk.word("workbook.changes-note"), desk.pen)
    titles = [desk.word("column.number"), desk.word("column.node"), desk.word("column.year", year=years[0])]
    widths = [*FIXED_WIDTHS, text_width]
    for year in years[1:]:
        titles += [desk.word("column.change", year=year), desk.word("column.similarity")]
        titles += [desk.word("column.year", year=year), desk.word("column.redline", year=year)]
        widths += [KIND_WIDTH, SIMILARITY_WIDTH, text_width, text_width]
    head(sheet, titles, desk.pen)
    widen(sheet, widths)
    units = desk.comparison.unit_texts()
    changes = _by_thread(desk.comparison.changes)
    folds = [_write_row(sheet, desk, thread, changes.get(thread.id, {}), units, text_width) for thread in desk.threads]
    fold(sheet, folds, HEADER_ROW + 1)
    last = HEADER_ROW + len(desk.threads)
    freeze(sheet, len(FIXED_WIDTHS))
    filter_rows(sheet, len(titles), last)
    for place in range(len(years) - 1):
        scale_shares(sheet, len(FIXED_WIDTHS) + YEAR_COLUMNS * place + 3, HEADER_ROW + 1, last)
    if len(years) > MOST_ON_A_PAGE:
        _print_in_parts(sheet, len(years))


def _print_in_parts(sheet: Worksheet, years: int) -> None:
    """Pages of print beside each other that break between years, each with the number and the part."""
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=False)
    sheet.page_setup.scale = SMALLER
    sheet.print_title_cols = "A:B"
    for place in range(EACH_PAGE, years - 1, EACH_PAGE):
        sheet.col_breaks.append(Break(id=len(FIXED_WIDTHS) + 1 + YEAR_COLUMNS * place))


def redline(changes: Iterable[Change], units: Mapping[str, Unit]) -> list[Run]:
    """What the changes that lead to one year made of a thread's text: marked runs, each change on its own line."""
    runs: list[Run] = []
    for change in changes:
        if runs:
            runs.append(("plain", "\n"))
        if change.kind == "unchanged":
            runs.append(("plain", _joined(change.to_units, units)))
        elif change.kind in ("added", "dropped"):
            runs.append(("inserted", _joined(change.to_units, units)))
            runs.append(("deleted", _joined(change.from_units, units)))
        else:
            runs += _edit_runs(change)
    return [run for run in runs if run[1]]


def _edit_runs(change: Change) -> Iterable[Run]:
    for edit in change.edits:
        if edit.op == "equal":
            yield "plain", edit.after
        else:
            yield "deleted", edit.before
            yield "inserted", edit.after


def _joined(ids: Iterable[str], units: Mapping[str, Unit]) -> str:
    return "\n".join(units[unit].text for unit in ids)


def _by_thread(changes: Iterable[Change]) -> dict[str, dict[int, list[Change]]]:
    """Changes by thread and the year they lead to, in the order of that year's text, what was dropped last."""
    found: dict[str, dict[int, list[Change]]] = {}
    for change in changes:
        found.setdefault(change.thread, {}).setdefault(change.to_year, []).append(change)
    for by_year in found.values():
        for same_year in by_year.values():
            same_year.sort(key=lambda change: (not change.to_units, change.to_units, change.from_units))
    return found


def _write_row(sheet: Worksheet, desk: Desk, thread: Thread, changes: ByYear, units: Mapping[str, Unit], width: float) -> bool:
    """Write a thread's row; True when nothing of substance ever changed in it, so that it may be folded."""
    row, years = desk.thread_rows[thread.id], desk.comparison.years
    node = desk.node(thread.canonical)
    number = write_number(sheet, row, 1, row - HEADER_ROW, "jump", desk.pen)
    newest = next((ids for year in reversed(years) if (ids := thread.by_year.get(year, ()))), ())
    if newest:
        link(number, desk.titles["text"], desk.unit_rows[newest[0]], tooltip=newest[0])
    write_text(sheet, row, 2, node, "quiet", desk.pen)
    first = _joined(thread.by_year.get(years[0], ()), units)
    write_text(sheet, row, 3, first or "–", "text" if first else "absent", desk.pen)
    shown = [(node, float(FIXED_WIDTHS[1])), (first, width)]
    for place, year in enumerate(years[1:]):
        column = len(FIXED_WIDTHS) + 2 + YEAR_COLUMNS * place
        shown += [(text, width) for text in _write_year(sheet, desk, row, column, year, thread, changes.get(year, []), units)]
    fit_height(sheet, row, shown)
    every = [change for same_year in changes.values() for change in same_year]
    return bool(every) and all((change.kind == "unchanged" or change.noise) and not change.moved for change in every)


def _write_year(
    sheet: Worksheet, desk: Desk, row: int, column: int, year: int, thread: Thread, changes: list[Change], units: Mapping[str, Unit]
) -> tuple[str, str]:
    """Write kind, similarity, text and redline of a thread in a year; text and redline as shown, for the height.

    A redline has what changed within a text that stands in both years; what is wholly new, gone or as it was has none.
    """
    write_text(sheet, row, column, _kind_words(desk, year, changes), _kind_look(changes), desk.pen)
    linked = [change.similarity for change in changes if change.from_units and change.to_units]
    write_number(sheet, row, column + 1, min(linked, default=None), "share", desk.pen)
    text = _joined(thread.by_year.get(year, ()), units)
    new = bool(changes) and all(change.kind == "added" for change in changes)
    write_text(sheet, row, column + 2, text or "–", ("added-text" if new else "text") if text else "absent", desk.pen)
    runs = redline(changes, units) if text and {change.kind for change in changes} - {"unchanged"} and not new else []
    write_text(sheet, row, column + 3, runs, "text", desk.pen)
    return text, "".join(words for _, words in runs)


def _kind_words(desk: Desk, year: int, changes: Iterable[Change]) -> str:
    """The kinds in words, with "moved", and with the year compared with where that is not the year before."""
    years = desk.comparison.years
    before = years[years.index(year) - 1]
    words = []
    for change in changes:
        word = desk.word(f"kind.{change.kind}")
        if change.moved:
            word += " · " + desk.word("kind.moved")
        if change.noise:
            word += " · " + desk.word(f"noise.{change.noise}")
        if change.from_year != before:
            word += " " + desk.word("workbook.against", year=change.from_year)
        words.append(word)
    return "\n".join(dict.fromkeys(words))


def _kind_look(changes: Iterable[Change]) -> str:
    kinds = [change.kind for change in changes]
    told = next((kind for kind in kinds if kind != "unchanged"), kinds[0] if kinds else None)
    return f"kind-{told}" if told else "tag"
