"""The comparison as it is handed out in Python: the frozen value with its pandas frames and a picture of itself for notebooks."""

from __future__ import annotations

from dataclasses import dataclass, fields
from html import escape
from typing import TYPE_CHECKING

from tongbi import model

if TYPE_CHECKING:
    import pandas as pd


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

    def _repr_html_(self) -> str:
        """Organisation and years, and the headline figures as a table: what Jupyter shows of the value."""
        frame = self.indicators_frame().iloc[list(self.headlines)][["name", "unit", *self.years]]
        years = f"{self.years[0]}–{self.years[-1]}"
        return f"<h3>{escape(self.organisation)} {years}</h3>{frame.to_html(index=False, na_rep='', float_format='{:,g}'.format)}"


def handed_out(comparison: model.Comparison) -> Comparison:
    """The same comparison with its frames."""
    return Comparison(**{one.name: getattr(comparison, one.name) for one in fields(model.Comparison)})
