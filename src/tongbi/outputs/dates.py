"""Dates that outputs bear: never that of the run, so that two runs are equal byte for byte."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tongbi.model import Comparison


def year_end(comparison: Comparison, year: int) -> datetime:
    """The last day of the year that a report reviews: of its period where that is told, or else 31 December."""
    return _day(comparison.report(year).metadata.get("period end", "")) or datetime(year - comparison.lag, 12, 31)


def newest(comparison: Comparison) -> datetime:
    """The newest day that the sources themselves tell (a page's date of publication); the newest year's end where none does."""
    told = (_day(value) for report in comparison.reports for value in report.metadata.values())
    return max(filter(None, told), default=year_end(comparison, comparison.years[-1]))


def _day(text: str) -> datetime | None:
    """The day that a text begins with (2024-01-31 10:00), None for none."""
    with suppress(ValueError):
        return datetime.fromisoformat(text.strip()[: len("2024-01-31")])
    return None
