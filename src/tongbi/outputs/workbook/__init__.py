"""The workbook: a comparison as an Excel file that an analyst can filter, recompute and keep."""

from __future__ import annotations

from string import ascii_uppercase
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.utils import quote_sheetname

from tongbi.outputs import dates
from tongbi.outputs.labels import faces, label
from tongbi.outputs.workbook import (
    changes,
    charts,
    checks,
    disclosures,
    facts,
    follow_through,
    fulltext,
    indicators,
    long_figures,
    overview,
    sections,
    similarity,
    sources,
    statements,
    tables,
)
from tongbi.outputs.workbook.cell_writer import clean
from tongbi.outputs.workbook.sheet import Jump, add
from tongbi.outputs.workbook.sheet_context import set_up
from tongbi.outputs.workbook.styles import make_pen
from tongbi.outputs.workbook.workbook_file import to_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tongbi.model import Comparison, Language
    from tongbi.outputs.workbook.sheet import Sheet
    from tongbi.outputs.workbook.sheet_context import Desk, SheetName


def _always(_: Comparison) -> bool:
    return True


# In the order of the tabs: what writes a sheet, the colour of its tab, and whether a comparison has anything to stand on it.
SHEETS: dict[SheetName, tuple[Callable[[Sheet, Desk], None], str, Callable[[Comparison], object]]] = {
    "overview": (overview.write, "1F3A5F", _always),
    "sections": (sections.write, "3E6FA8", _always),
    "changes": (changes.write, "C0392B", _always),
    "disclosures": (disclosures.write, "C0392B", lambda one: one.disclosures),
    "statements": (statements.write, "2E8B57", lambda one: one.statements),
    "indicators": (indicators.write, "2E8B57", lambda one: one.indicators),
    "charts": (charts.write, "2E8B57", charts.chosen),
    "data": (long_figures.write, "2E8B57", lambda one: one.indicators),
    "tables": (tables.write, "2E8B57", lambda one: one.tables),
    "checks": (checks.write, "D68910", lambda one: one.stated_changes or any(report.figures for report in one.reports)),
    "follow": (follow_through.write, "D68910", lambda one: one.follow_through),
    "measures": (similarity.write, "3E6FA8", lambda one: one.measures),
    "facts": (facts.write, "9AA5B1", lambda one: any(report.facts for report in one.reports)),
    "text": (fulltext.write, "9AA5B1", _always),
    "sources": (sources.write, "9AA5B1", _always),
}


def render(comparison: Comparison, language: Language) -> bytes:
    """The comparison as an .xlsx file, its labels in `language`; the same comparison gives the same bytes.

    Every text of the reports is written as text, whatever it looks like, and stands whole on the text sheet. What a comparison has nothing
    of has no sheet; the overview says so.
    """
    titles: dict[SheetName, str] = {name: label(f"sheet.{name}", language) for name, (*_, has) in SHEETS.items() if has(comparison)}
    book = Workbook()
    book.remove(book.worksheets[0])
    sheets: dict[SheetName, Sheet] = {name: add(book, title) for name, title in titles.items()}
    # Chinese in Arial is drawn in whatever font the machine falls back to; Latin letters in a Chinese font look well.
    pen = make_pen(book, language, faces()["workbook"]["zh" if "zh" in (language, comparison.language) else "en"])
    desk = set_up(comparison, language, pen, titles)
    for name, sheet in sheets.items():
        write, sheet.sheet_properties.tabColor, _ = SHEETS[name]
        write(sheet, desk)
    changes.fold_kept(sheets["changes"], desk, _led_to(sheets.values(), titles["changes"]))
    book.calculation.fullCalcOnLoad = True
    return to_bytes(book, clean(desk.heading()), dates.newest(comparison))


def _led_to(sheets: Iterable[Sheet], title: str) -> set[int]:
    """The rows of a sheet that links lead to."""
    places = (link.location.rpartition("!") for sheet in sheets for link in sheet.links.values() if isinstance(link, Jump))
    return {int(place.lstrip(ascii_uppercase)) for sheet, _, place in places if sheet == quote_sheetname(title)}
