"""tongbi (同比): several years' annual reports of one organisation, compared.

from tongbi import compare, inspect, render
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from tongbi.config import Options
    from tongbi.model import Comparison, Report

__version__ = "0.1.0"
__all__ = ["compare", "inspect", "render"]


def inspect(path: str | Path, options: Options | None = None) -> Report:
    """Reads one report: its sections, units, figures and findings. InputError when it cannot be read."""
    from tongbi import pipeline

    return pipeline.inspect(Path(path), options)


def compare(paths: Sequence[str | Path], options: Options | None = None) -> Comparison:
    """Compares several years' reports of one organisation, in any order of the files.

    InputError when one cannot be read, UsageError when a year is not found or there twice.
    """
    from tongbi import pipeline

    return pipeline.compare(paths, options)


def render(
    comparison: Comparison, folder: str | Path, formats: Sequence[str] | None = None, language: Literal["zh", "en"] | None = None
) -> tuple[Path, ...]:
    """Writes the outputs (default: all formats, in the reports' language) into a folder and returns their paths."""
    from tongbi import renderers

    return renderers.write(comparison, Path(folder), formats, language or comparison.language)
