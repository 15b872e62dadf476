"""pandas frames of a comparison, for notebooks."""

from __future__ import annotations

from dataclasses import astuple, fields
from typing import TYPE_CHECKING

import pandas as pd

from tongbi.model import Figure, Measure, TaggedFact

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


def changes_frame(comparison: Comparison) -> pd.DataFrame:
    """A row a change: `thread`, `canonical`, `from`, `to`, `kind`, `moved`, `similarity`, `noise`, `untold`, `possible` as in the record,
    `before` and `after` the texts of both years, "" where one does not tell it.
    """
    units = comparison.unit_texts()
    node = {thread.id: thread.canonical for thread in comparison.threads}
    names = ("kind", "moved", "similarity", "noise", "untold", "possible")
    rows = [
        [
            *(one.thread, node[one.thread], one.from_year, one.to_year, *(getattr(one, name) for name in names)),
            *("\n".join(units[unit].text for unit in ids) for ids in (one.from_units, one.to_units)),
        ]
        for one in comparison.changes
    ]
    return pd.DataFrame(rows, columns=["thread", "canonical", "from", "to", *names, "before", "after"])


def figures_frame(comparison: Comparison) -> pd.DataFrame:
    """A row a figure that a report prints, in reading order: `report` is its year, then the figure's fields with its key as in the record;
    `period` in two columns, `from` and `to`; `doubt` and `members` joined by "; ".
    """
    names = [one.name for one in fields(Figure)]
    rows = [[report.year, *(getattr(one, name) for name in names)] for report in comparison.reports for one in report.figures]
    frame = pd.DataFrame(rows, columns=["report", *names])
    for end, field in (("from", "first"), ("to", "last")):
        frame[end] = pd.array([period and getattr(period, field) for period in frame["period"]], dtype="Int64")
    joined = {name: frame[name].map("; ".join) for name in ("doubt", "members")}
    return frame.drop(columns="period").assign(**joined)


def checks_frame(comparison: Comparison) -> pd.DataFrame:
    """A row a check that was made, also where it came out right: `year`, `kind`, `verdict`, `expected`, `found`, `unit`, and in `name` and
    `text` what the figures that it holds are called and how they are printed, joined by "; ".
    """
    told = {
        (report.year, one.cell) if one.cell else (one.unit_id, one.start): one for report in comparison.reports for one in report.figures
    }
    rows = []
    for one in comparison.checks:
        places = [(place.year, place.cell) if place.cell else (place.unit_id, place.start) for place in (*one.figures, *one.against)]
        held = [told[place] for place in places if place in told]
        said = ("; ".join(dict.fromkeys(getattr(figure, name) for figure in held)) for name in ("name", "text"))
        rows.append([one.year, one.kind, one.verdict, one.expected, one.found, one.unit, *said])
    return pd.DataFrame(rows, columns=["year", "kind", "verdict", "expected", "found", "unit", "name", "text"])
