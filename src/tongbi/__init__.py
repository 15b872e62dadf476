"""tongbi (同比): several years' annual reports of one organisation, compared.

from tongbi import compare, inspect, load, render
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from tongbi.config import Limits, Options
from tongbi.errors import InputError, OutOfBounds, OutputError, SchemaError, TongbiError, UsageError
from tongbi.version import __version__

if TYPE_CHECKING:
    from tongbi.outputs.notebook import Comparison, Report


__all__ = [
    "InputError",
    "Limits",
    "Options",
    "OutOfBounds",
    "OutputError",
    "SchemaError",
    "TongbiError",
    "UsageError",
    "__version__",
    "compare",
    "dump",
    "inspect",
    "load",
    "render",
]


def inspect(
    path: str | PathLike[str],
    options: Options | None = None,
    *,
    organisation: str | None = None,
    years: Mapping[str, int] | None = None,
    schema: str | None = None,
    limits: Limits | None = None,
) -> Report:
    """Reads one report: its sections, units, figures and findings. The keyword arguments go before `options` (see `Options`).

    InputError when it cannot be read, SchemaError for a schema that is not right.
    """
    from tongbi import pipeline

    return pipeline.inspect(Path(path), _settled(options, organisation=organisation, years=years, schema=schema, limits=limits))


def compare(
    paths: Iterable[str | PathLike[str]],
    options: Options | None = None,
    *,
    organisation: str | None = None,
    years: Mapping[str, int] | None = None,
    schema: str | None = None,
    limits: Limits | None = None,
) -> Comparison:
    """Compares several years' reports of one organisation, in any order of the files. The keyword arguments go before `options`.

    InputError when one cannot be read, UsageError when a year is not found or there twice, or when `paths` is one path.
    """
    from tongbi import pipeline
    from tongbi.outputs import notebook

    if isinstance(paths, str | bytes | PathLike):
        raise UsageError(f'{paths!r} is one path; give a list of two or more, as in compare(["2022.docx", "2023.docx"])')
    chosen = _settled(options, organisation=organisation, years=years, schema=schema, limits=limits)
    return notebook.handed_out(pipeline.compare([Path(path) for path in paths], chosen))


def _settled(options: Options | None, **given: Any) -> Options:
    """The options with those that are given in their place."""
    return replace(options or Options(), **{name: value for name, value in given.items() if value is not None})


def load(path: str | PathLike[str]) -> Comparison:
    """The comparison in a record (`comparison.json`). InputError when it cannot be read, UsageError when it is no record."""
    from tongbi import pipeline
    from tongbi.outputs import notebook

    return notebook.handed_out(pipeline.recorded(Path(path)))


def dump(comparison: Comparison, path: str | PathLike[str], language: Literal["zh", "en"] | None = None) -> Path:
    """Writes the record of a comparison, from which `load` makes it again, with messages in a language (default: the reports').

    OutputError when the disk refuses.
    """
    from tongbi import outputs
    from tongbi.outputs import record

    return outputs.replace(Path(path), record.dump(comparison, language).encode("utf-8"))


def render(
    comparison: Comparison,
    folder: str | PathLike[str],
    formats: Sequence[str] | None = None,
    language: Literal["zh", "en"] | None = None,
) -> tuple[Path, ...]:
    """Writes the outputs (default: all formats, in the reports' language) into a folder and returns their paths.

    UsageError for a format that is not known, OutputError when the disk refuses.
    """
    from tongbi import outputs

    if isinstance(formats, str):
        raise UsageError(f'formats={formats!r} is one text; give a list, as in formats=["xlsx", "html"]')
    return outputs.write(comparison, Path(folder), formats, language or comparison.language)
