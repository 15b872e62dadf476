"""pandas frames of a comparison, for notebooks."""

from __future__ import annotations

from dataclasses import astuple, fields
from typing import TYPE_CHECKING

import pandas as pd

from tongbi.model import Measure, TaggedFact

if TYPE_CHECKING:
    from tongbi.model import Comparison


def threads_frame(comparison: Comparison) -> pd.DataFrame:
    """A row a thread (index: thread id), a column `canonical` and a column a year with the text; None where the thread is absent."""
    units = comparison.unit_texts()
    rows = [
        {
            "canonical": thread.canonical,
            **{year: "\n".join(units[unit].text for unit in ids) or None for year, ids in thread.by_year.items()},
        }
        for thread in comparison.threads
    ]
    index = pd.Index([thread.id for thread in comparison.threads], name="thread")
    return pd.DataFrame(rows, index=index, columns=["canonical", *comparison.years], dtype=object)


def indicators_frame(comparison: Comparison) -> pd.DataFrame:
    """A row an indicator: `name`, `unit`, `canonical`, `target` and a float column a year, NaN where it is not told."""
    rows = [
        {"name": one.name, "unit": one.unit, "canonical": one.canonical, "target": one.target, **one.values}
        for one in comparison.indicators
    ]
    frame = pd.DataFrame(rows, columns=["name", "unit", "canonical", "target", *comparison.years])
    return frame.astype(dict.fromkeys(comparison.years, float))


def facts_frame(comparison: Comparison) -> pd.DataFrame:
    """A row a fact that a filing declares: `report` is the year of the filing, the rest as in the record; `dimensions` joined by "; ",
    `decimals` and `years` are NaN where they are not said.
    """
    names = [one.name for one in fields(TaggedFact)]
    rows = [[report.year, *(getattr(fact, name) for name in names)] for report in comparison.reports for fact in report.facts]
    frame = pd.DataFrame(rows, columns=["report", *names])
    frame["dimensions"] = frame["dimensions"].map("; ".join)
    return frame.astype(dict.fromkeys(("value", "decimals", "years"), float))


def measures_frame(comparison: Comparison) -> pd.DataFrame:
    """A row a measured part: `from`, `to`, `canonical`, `section` (both None for the whole), then the measures as floats 0–1."""
    names = [one.name for one in fields(Measure)]
    frame = pd.DataFrame([astuple(one) for one in comparison.measures], columns=names)
    whole = dict.fromkeys(names[2:4], object)
    return frame.astype({**whole, **dict.fromkeys(names[4:], float)}).rename(columns={"from_year": "from", "to_year": "to"})
