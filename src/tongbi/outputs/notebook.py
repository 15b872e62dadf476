"""The comparison as it is handed out in Python: the frozen value with its pandas frames and a picture of itself for notebooks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields
from html import escape
from typing import TYPE_CHECKING

from tongbi import model
from tongbi.model import Report

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Comparison", "Report", "handed_out"]


@dataclass(frozen=True, slots=True, eq=False)
class Comparison(model.Comparison):
    """A comparison with frames. It equals the frozen value that it was made of."""

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, model.Comparison):
            return NotImplemented
        return all(getattr(self, one.name) == getattr(other, one.name) for one in fields(model.Comparison))

    def threads_frame(self) -> pd.DataFrame:
        """The threads as a frame: a row a thread, a column a year (see frames.threads_frame)."""
        from tongbi.outputs import frames

        return frames.threads_frame(self)

    def indicators_frame(self) -> pd.DataFrame:
        """The indicators as a frame: a row an indicator, a column a year (see frames.indicators_frame)."""
        from tongbi.outputs import frames

        return frames.indicators_frame(self)

    def facts_frame(self) -> pd.DataFrame:
        """The declared facts as a frame: a row a fact (see frames.facts_frame)."""
        from tongbi.outputs import frames

        return frames.facts_frame(self)

    def measures_frame(self) -> pd.DataFrame:
        """The measures as a frame: a row a year pair and part (see frames.measures_frame)."""
        from tongbi.outputs import frames

        return frames.measures_frame(self)

    def changes_frame(self) -> pd.DataFrame:
        """The changes as a frame: a row a change with both texts (see frames.changes_frame)."""
        from tongbi.outputs import frames

        return frames.changes_frame(self)

    def figures_frame(self) -> pd.DataFrame:
        """Every printed figure with its key as a frame: a row a figure (see frames.figures_frame)."""
        from tongbi.outputs import frames

        return frames.figures_frame(self)

    def checks_frame(self) -> pd.DataFrame:
        """The checks as a frame: a row a check (see frames.checks_frame)."""
        from tongbi.outputs import frames

        return frames.checks_frame(self)

    def _repr_html_(self) -> str:
        """What Jupyter shows of the value: organisation and years, how many statements changed to the newest year and how many numbers do
        not fit, and the main figures in the units that the reports print.
        """
        from tongbi.outputs import headlines, labels

        years, language = f"{self.years[0]}–{self.years[-1]}", self.language
        counts = Counter(one.kind for one in self.changes if one.to_year == self.years[-1])
        open_checks = sum(one.severity == "conflict" for one in self.conflicts)
        told = [f"{labels.label(f'kind.{kind}', language)} {count}" for kind, count in counts.most_common()]
        told.append(f"{labels.label('page.open-conflicts', language)} {open_checks}")
        said = (headlines.said(one, language, self.lag) for one in headlines.of(self))
        rows = "".join(f"<tr><th style='text-align:left'>{escape(name)}</th><td>{escape(rest)}</td></tr>" for name, rest in said)
        return f"<h3>{escape(self.organisation)} {years}</h3><p>{escape(' · '.join(told))}</p><table>{rows}</table>"


def handed_out(comparison: model.Comparison) -> Comparison:
    """The same comparison with its frames."""
    return Comparison(**{one.name: getattr(comparison, one.name) for one in fields(model.Comparison)})
