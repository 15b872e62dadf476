"""tongbi (同比): several years' annual reports of one organisation, compared.

from tongbi import compare, inspect, load, render
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from tongbi.config import Limits, Options
from tongbi.version import __version__

if TYPE_CHECKING:
    from tongbi.model import Report
    from tongbi.outputs.notebook import Comparison


__all__ = ["Limits", "Options", "__version__", "compare", "inspect", "load", "render"]


def inspect(path: str | Path, options: Options | None = None) -> Report:
    """Reads one report: its sections, units, figures and findings. InputError when it cannot be read."""
    from tongbi import pipeline

    return pipeline.inspect(Path(path), options)


def compare(paths: Sequence[str | Path], options: Options | None = None) -> Comparison:
    """Compares several years' reports of one organisation, in any order of the files.

    InputError when one cannot be read, UsageError when a year is not found or there twice.
    """
    from tongbi import pipeline
    from tongbi.outputs import notebook

    return notebook.handed_out(pipeline.compare(paths, options))


def load(path: str | Path) -> Comparison:
    """The comparison in a record (`comparison.json`). InputError when it cannot be read, UsageError when it is no record."""
    from tongbi import pipeline
    from tongbi.outputs import notebook

    return notebook.handed_out(pipeline.recorded(Path(path)))


def render(
    comparison: Comparison, folder: str | Path, formats: Sequence[str] | None = None, language: Literal["zh", "en"] | None = None
) -> tuple[Path, ...]:
    """Writes the outputs (default: all formats, in the reports' language) into a folder and returns their paths."""
    from tongbi import outputs

    return outputs.write(comparison, Path(folder), formats, language or comparison.language)
