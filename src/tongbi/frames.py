"""pandas frames of a comparison, for notebooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

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
