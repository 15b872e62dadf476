"""The workbook: a comparison as an Excel file that an analyst can filter, recompute and keep."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

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
    overview,
    sections,
    similarity,
    sources,
    statements,
    tables,
)
from tongbi.outputs.workbook.cell_writer import clean
from tongbi.outputs.workbook.sheet_context import Desk, SheetName, set_up
from tongbi.outputs.workbook.styles import make_pen
from tongbi.outputs.workbook.workbook_file import to_bytes

if TYPE_CHECKING:
    from tongbi.model import Comparison, Language

# In the order of the tabs.
SHEETS: dict[SheetName, tuple[Callable[[Worksheet, Desk], None], str]] = {
    "overview": (overview.write, "1F3A5F"),
    "sections": (sections.write, "3E6FA8"),
    "changes": (changes.write, "C0392B"),
    "disclosures": (disclosures.write, "C0392B"),
    "statements": (statements.write, "2E8B57"),
    "indicators": (indicators.write, "2E8B57"),
    "charts": (charts.write, "2E8B57"),
    "tables": (tables.write, "2E8B57"),
    "checks": (checks.write, "D68910"),
    "follow": (follow_through.write, "D68910"),
    "measures": (similarity.write, "3E6FA8"),
    "facts": (facts.write, "9AA5B1"),
    "text": (fulltext.write, "9AA5B1"),
    "sources": (sources.write, "9AA5B1"),
}


def render(comparison: Comparison, language: Language) -> bytes:
    """The comparison as an .xlsx file, its labels in `language`; the same comparison gives the same bytes.

    Every text of the reports is written as text, whatever it looks like, and stands whole on the text sheet.
    """
    # Only company reports have statements, risk factors and notes, and only those that declare their numbers have facts.
    kept: dict[SheetName, bool] = {"statements": bool(comparison.statements), "disclosures": bool(comparison.disclosures)}
    kept["facts"] = any(one.facts for one in comparison.reports)
    titles: dict[SheetName, str] = {name: label(f"sheet.{name}", language) for name in SHEETS if kept.get(name, True)}
    book = Workbook()
    book.remove(book.worksheets[0])
    sheets = {name: book.create_sheet(title) for name, title in titles.items()}
    # Chinese in Arial is drawn in whatever font the machine falls back to; Latin letters in a Chinese font look well.
    pen = make_pen(book, language, faces()["workbook"]["zh" if "zh" in (language, comparison.language) else "en"])
    desk = set_up(comparison, language, pen, titles)
    for name, sheet in sheets.items():
        write, sheet.sheet_properties.tabColor = SHEETS[name]
        write(sheet, desk)
    book.calculation.fullCalcOnLoad = True
    return to_bytes(book, clean(desk.heading()))
