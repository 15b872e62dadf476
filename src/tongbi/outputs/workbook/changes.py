"""The changes sheet: a row a thread; for each year its text as it stands, and beside it the redline against the year it changed from.

A thread and the possible counterpart that begins where it ends share a row, with a grey mark between the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import groupby
from typing import TYPE_CHECKING

from tongbi.outputs import verdicts
from tongbi.outputs.brief.excerpts import shortened
from tongbi.outputs.workbook.cell_writer import HEADER_ROW, Run, link
from tongbi.outputs.workbook.sheet_layout import Row, fold, fold_columns, frame, freeze, head, paginate, scale_shares, tabulate, widen

if TYPE_CHECKING:
    from tongbi.model import Change, Thread, Unit
    from tongbi.outputs.workbook.sheet import Sheet
    from tongbi.outputs.workbook.sheet_context import Desk

# Width of a year's text column by the number of years: A4 landscape stays legible, the screen shows three columns at a time.
TEXT_WIDTHS = {1: 100.0, 2: 50.0, 3: 38.0, 4: 38.0}
# Of more years the older ones are folded.
SHOWN = max(TEXT_WIDTHS)
FIXED = (("number", 6.0), ("node", 18.0))
YEAR_COLUMNS = 4
"""Columns of a year but the first: kind, similarity, text, redline."""
_UNTOLD = (("", "tag"), ("", "share"), ("–", "absent"), ("", "text"))  # those of a year that tells nothing of a row

ByYear = Mapping[int, list["Change"]]


def write(sheet: Sheet, desk: Desk) -> None:
    """Write the sheet: header, a row for each thread in reading order, the newest year first, older years folded."""
    frame(sheet, desk.titles["changes"], desk.word("workbook.changes-note"), desk.pen)
    columns = _columns(desk)
    titles, widths = [title for title, _ in columns], [width for _, width in columns]
    head(sheet, titles, desk.pen)
    fold_columns(sheet, range(len(FIXED) + YEAR_COLUMNS * SHOWN + 1, len(columns) + 1))
    widen(sheet, widths)
    units = desk.comparison.unit_texts()
    for number, (threads, by_year) in enumerate(zip(desk.joined, _found(desk), strict=True), start=HEADER_ROW + 1):
        with desk.row(sheet, number, columns) as row:
            _write_row(row, desk, threads, by_year, units)
    last, later = HEADER_ROW + len(desk.joined), len(desk.comparison.years) - 1
    freeze(sheet, len(FIXED))
    tabulate(sheet, "Changes", titles, last)
    for place in range(later):
        scale_shares(sheet, len(FIXED) + YEAR_COLUMNS * place + 2, HEADER_ROW + 1, last)
    paginate(sheet, widths, (len(FIXED), *[YEAR_COLUMNS] * later, 1), repeated=len(FIXED))


def fold_kept(sheet: Sheet, desk: Desk, led_to: Set[int]) -> None:
    """Fold the rows in which nothing of substance ever changed, but for those that other sheets lead to."""
    kept = (_is_kept(by_year) and row not in led_to for row, by_year in enumerate(_found(desk), start=HEADER_ROW + 1))
    fold(sheet, kept, HEADER_ROW + 1)


def _found(desk: Desk) -> list[ByYear]:
    """The changes of each row by the year they lead to."""
    changes = _by_thread(desk.comparison.changes)
    return [_of_row(threads, changes) for threads in desk.joined]


def _columns(desk: Desk) -> list[tuple[str, float]]:
    """Title and width of each column."""
    first, *later = desk.comparison.years
    width = TEXT_WIDTHS[min(1 + len(later), SHOWN)]
    columns = [(desk.word(f"column.{name}"), fixed) for name, fixed in FIXED]
    for year in reversed(later):
        columns += [(desk.word("column.change", year=year), 13.0), (desk.word("column.similarity-in", year=year), 8.0)]
        columns += [(desk.word(f"column.{name}", year=year), width) for name in ("text-in", "redline")]
    return [*columns, (desk.word("column.text-in", year=first), width)]


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


def _of_row(threads: Sequence[Thread], changes: Mapping[str, ByYear]) -> ByYear:
    """The changes of a row's threads by the year they lead to."""
    found: dict[int, list[Change]] = {}
    for thread in threads:
        for year, same_year in changes.get(thread.id, {}).items():
            found[year] = [*same_year, *found.get(year, [])]
    return found


def _is_kept(changes: ByYear) -> bool:
    """Whether nothing of substance ever changed in a thread, so that its row may be folded."""
    every = [change for same_year in changes.values() for change in same_year]
    return bool(every) and all((change.kind == "unchanged" or change.noise) and not change.moved for change in every)


def _write_row(row: Row, desk: Desk, threads: Sequence[Thread], changes: ByYear, units: Mapping[str, Unit]) -> None:
    first, *later = desk.comparison.years
    told = {year: ids for thread in threads for year, ids in thread.by_year.items() if ids}
    number = row.number(row.at - HEADER_ROW, "jump")
    newest = next((told[year] for year in (*reversed(later), first) if year in told), ())
    if newest:
        link(number, desk.titles["text"], desk.unit_rows[newest[0]], tooltip=f"{newest[0]} {desk.places.headed(newest[0])}")
    row.text(desk.node(threads[-1].canonical), "quiet")
    for is_told, years in groupby(reversed(later), lambda year: year in told or year in changes):
        if not is_told:
            row.stretch(_UNTOLD, len([*years]))
            continue
        for year in years:
            _write_year(row, desk, year, _joined(told.get(year, ()), units), changes.get(year, []), units)
    row.said(_joined(told.get(first, ()), units))


def _write_year(row: Row, desk: Desk, year: int, text: str, changes: list[Change], units: Mapping[str, Unit]) -> None:
    """Write kind, similarity, text and redline of a thread in a year.

    A redline has what changed within a text that stands in both years; what is wholly new, gone or as it was has none: in its place stands
    in grey how near a possible counterpart is, and what it says where it has another row.
    """
    if _is_pair(changes):
        row.word(desk.word("kind.possible"), "kind-possible")
    else:
        row.word(_kind_words(desk, year, changes), _kind_look(changes))
    linked = [change.similarity for change in changes if change.from_units and change.to_units]
    row.number(min(linked, default=None), "share")
    new = bool(changes) and all(change.kind == "added" for change in changes)
    row.said(text, "added-text" if new else "text")
    if near := _near(row, desk, changes, units):
        row.text(near, "quiet")
    else:
        row.text(redline(changes, units) if text and {change.kind for change in changes} - {"unchanged"} and not new else [])


def _near(row: Row, desk: Desk, changes: Sequence[Change], units: Mapping[str, Unit]) -> str:
    """How near the possible counterparts of what was added or dropped are, and the texts of those in other rows; "" where there is none."""
    said = []
    for change in changes:
        nearest = change.beside or change.nearest
        if change.from_units and change.to_units:
            return ""
        if change.possible and nearest:
            words, other = f"{desk.word('kind.possible')} {nearest.score:.0%}", desk.thread_row(nearest.units[0])
            if other is not None and other != row.at:
                text = shortened(_joined(nearest.units, units), desk.comparison.language)
                words += desk.word("workbook.near", number=other - HEADER_ROW, text=text)
            said.append(words)
    return "\n".join(dict.fromkeys(said))


def _is_pair(changes: Sequence[Change]) -> bool:
    """Whether the changes of a row are that one thread ended and its possible counterpart began."""
    return [change.kind for change in changes] == ["added", "dropped"] and changes[0].thread != changes[1].thread


def _kind_words(desk: Desk, year: int, changes: Iterable[Change]) -> str:
    """The kinds in words, what is surely new or gone as that, with "moved", and with the year compared with where that is not the year
    before.
    """
    years = desk.comparison.years
    before = years[years.index(year) - 1]
    words = []
    for change in changes:
        news = {"added": "answer.new", "dropped": "answer.gone"} if verdicts.is_news(change) else {}
        word = desk.word(news.get(change.kind, f"kind.{change.kind}"))
        for name in ("moved", "possible"):
            if getattr(change, name):
                word += " · " + desk.word(f"kind.{name}")
        if change.noise:
            word += " · " + desk.word(f"noise.{change.noise}")
        if change.from_year != before:
            word += " " + desk.word("workbook.against", year=change.from_year)
        words.append(word)
    return "\n".join(dict.fromkeys(words))


def _kind_look(changes: Iterable[Change]) -> str:
    kinds = [change.kind for change in changes]
    leading = next((kind for kind in kinds if kind != "unchanged"), kinds[0] if kinds else None)
    return f"kind-{leading}" if leading else "tag"
