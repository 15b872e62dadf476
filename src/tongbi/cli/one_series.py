"""One series: what `compare` and `brief` do, in a child, where the comparison stays: handed on, it would cost as much as a format does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tongbi.bounds import child, copies
from tongbi.cli import screen

if TYPE_CHECKING:
    from tongbi.config import Settings
    from tongbi.model import Comparison, Language


@dataclass(frozen=True, slots=True)
class Made:
    """The files that were written, what is said of the comparison, its record where it was asked for, and whether anything changed."""

    written: tuple[Path, ...]
    said: tuple[str, ...]
    record: str
    is_changed: bool


def compared(files: Sequence[Path], settings: Settings, is_record_asked: bool) -> Made:
    """Compares the reports and writes the outputs, those of a record that is asked for into a folder that is given alone.

    Errors as `pipeline.compare`, OutputError where the disk refuses.
    """
    return child.apart(_compared, files, settings, is_record_asked)


def _compared(files: Sequence[Path], settings: Settings, is_record_asked: bool) -> Made:
    from tongbi import pipeline
    from tongbi.outputs import record

    comparison = pipeline.compare(files, settings.options)
    language = _language(settings, comparison)
    written: tuple[Path, ...] = ()
    said: tuple[str, ...] = ()
    if not is_record_asked or settings.output.folder:
        written = _written(comparison, settings, language)
        said = tuple(screen.comparison(comparison, language))
    changed = any(change.kind != "unchanged" or change.moved for change in comparison.changes)
    return Made(written, said, record.dump(comparison, language) if is_record_asked else "", changed)


def brief(files: Sequence[Path], settings: Settings, file: Path | None, form: str, template: Path | None) -> Path:
    """Compares the reports and writes the brief into a file, by default into the series' own folder; where it is. Errors as above."""
    return child.apart(_brief, files, settings, file, form, template)


def _brief(files: Sequence[Path], settings: Settings, file: Path | None, form: str, template: Path | None) -> Path:
    from tongbi import outputs, pipeline

    comparison = pipeline.compare(files, settings.options)
    content = outputs.render_brief(comparison, form, _language(settings, comparison), settings.output.pages, template)
    return outputs.replace(file or _folder(settings, comparison) / f"brief{form}", content)


def rendered(record: Path, settings: Settings) -> tuple[Path, ...]:
    """Writes the outputs of a record again, into the folder that is set; where they are. Errors as `pipeline.recorded`, and above."""
    return child.apart(_rendered, record, settings)


def _rendered(record: Path, settings: Settings) -> tuple[Path, ...]:
    from tongbi import pipeline

    comparison = pipeline.recorded(record)
    return _written(comparison, settings, _language(settings, comparison))


def _written(comparison: Comparison, settings: Settings, language: Language) -> tuple[Path, ...]:
    from tongbi import outputs

    with copies.alone():
        return outputs.write(comparison, _folder(settings, comparison), settings.output.formats, language, copies.mapped)


def _language(settings: Settings, comparison: Comparison) -> Language:
    return comparison.language if settings.output.language == "auto" else settings.output.language


def _folder(settings: Settings, comparison: Comparison) -> Path:
    from tongbi.batch import safe_name

    return settings.output.folder or Path("exports") / safe_name(f"{comparison.organisation}-{comparison.kind}")
