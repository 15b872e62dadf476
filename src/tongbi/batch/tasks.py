"""What a worker does: read one report, or compare one series and write what comes of it. A task returns a value, never an exception.

The pipeline is imported by what needs it: a run that has nothing to do has no use for its libraries.
"""

from __future__ import annotations

import contextlib
import json
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from tongbi import bounds, locations, outputs
from tongbi.batch import catalogue, checksummed_lines, common_phrases, outcome, table_fragments, written_files
from tongbi.batch.catalogue import OWN, Entry
from tongbi.batch.outcome import Outcome, State
from tongbi.batch.series import Series
from tongbi.batch.written_files import Listed
from tongbi.bounds import child
from tongbi.config import Options, Output
from tongbi.errors import InputError, OutputError, TongbiError
from tongbi.model import Comparison, Report
from tongbi.outputs import TABLES

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Setting:
    """What all tasks of a run share: the options, what is written and where, and the catalogue's basis."""

    options: Options
    output: Output
    target: Path
    basis: str


@dataclass(frozen=True, slots=True)
class Task:
    """One series, the folder for its outputs, relative to the target, the hash of all they hang on, and the hashes of its stock phrases."""

    series: Series
    folder: str
    key: str
    phrases: tuple[int, ...] = ()


def of_file(state: State, path: str, reason: str) -> Outcome:
    """What became of a file that came into no series."""
    return Outcome(state, "", "", (), (path,), reason=reason)


def read(path: str, setting: Setting) -> Entry | Outcome:
    """Reads a report and lays it by for its series; one that an interrupted run read already is not read again."""
    return _attempted(path, _entry, path, setting)


def _entry(path: str, setting: Setting) -> Entry | Outcome:
    place, options = locations.at(path), setting.options
    with bounds.task(options.limits.max_seconds, options.limits.max_memory), locations.reached(place, setting.target):
        stamped = catalogue.stamp(place, options.limits.max_size)
        report = _read(place, catalogue.place_of(setting.target, setting.basis, path, stamped), options)
    if report.year is None:
        return _without_year(place)
    return Entry(path, stamped, report.organisation, report.kind, report.year, common_phrases.hashes(report))


def inspect(path: Path, options: Options) -> Report | Outcome:
    """A report, or what became of its file."""
    from tongbi import pipeline

    found = _attempted(path, pipeline.inspect, path, options)
    return _without_year(path) if isinstance(found, Report) and found.year is None else found


def _attempted(path: object, work: Callable[..., Result], *args: object) -> Result | Outcome:
    """What some work on a file comes to, in a child; whatever goes wrong is an outcome."""
    try:
        return child.apart(work, *args)
    except InputError as error:
        reason = f"{error.reason}; {error.advice}"
    except TongbiError as error:
        reason = str(error)
    except Exception as error:
        reason = _bug(error)
    return of_file("failed", str(path), reason)


def _without_year(path: Path) -> Outcome:
    return of_file("failed", str(path), f"the year reported on was not found; say it with --year {path.name}=2023")


def _read(path: Path, kept: Path, options: Options) -> Report:
    """A report from what was laid by, else from its file."""
    from tongbi import pipeline

    report = catalogue.laid_by(kept)
    if report is None:
        report = pipeline.inspect(path, options)
        catalogue.lay_by(kept, report)
    return report


def compare(task: Task, setting: Setting) -> tuple[Outcome, list[Path]]:
    """Compares a series and writes its outputs, then the record that says they are whole; and files of a user that were in the way."""
    try:
        return child.apart(_compared_within, task, setting)
    except TongbiError as error:
        reason = str(error)
    except Exception as error:
        reason = _bug(error)
    return replace(pending(task.series), reason=reason), []


def _compared_within(task: Task, setting: Setting) -> tuple[Outcome, list[Path]]:
    about = pending(task.series)
    limits = setting.options.limits
    kept: list[Path] = []
    try:
        bound = bounds.task(limits.max_seconds * len(task.series.reports), limits.max_memory)
        with bound, locations.reached(setting.target, *(locations.at(one.path) for one in task.series.reports)):
            return _compared(task, setting, about, kept), kept
    except TongbiError as error:
        return replace(about, reason=str(error)), kept


def _compared(task: Task, setting: Setting, about: Outcome, kept: list[Path]) -> Outcome:
    from tongbi import pipeline

    reports = [_report(entry, setting) for entry in task.series.reports]
    phrases = common_phrases.phrases(reports, task.phrases)
    comparison = pipeline.compare_reports(reports, setting.options, task.series.findings, phrases)
    files = _written(comparison, task, setting, kept)
    found = written_files.measured(setting.target, files)
    done = _done(about, task, comparison, [path for path in files if path.parent == setting.target / task.folder])
    record = {"key": task.key, "sizes": found.sizes, "hashes": found.hashes}
    row = f'{json.dumps(record, separators=(",", ":"))[:-1]},"outcome":{outcome.dump(done)}}}'
    outputs.replace(record_of(setting.target, task.folder), checksummed_lines.sealed(row))
    for entry in task.series.reports:
        with contextlib.suppress(OSError):
            catalogue.place_of(setting.target, setting.basis, entry.path, entry.stamp).unlink()
    return done


def _written(comparison: Comparison, task: Task, setting: Setting, kept: list[Path]) -> list[Path]:
    """Writes the outputs of a series, its part last; own outputs in formats that are not asked for now are deleted."""
    target, folder = setting.target, setting.target / task.folder
    wanted = outputs.checked(setting.output.formats)
    language = comparison.language if setting.output.language == "auto" else setting.output.language
    formats = [name for name in wanted if name not in TABLES]
    names = [f"{task.folder}/{file}" for name in formats for file in outputs.file_names(comparison, name)]
    before = listed(target, task.folder)
    written_files.delete(target, before.sizes.keys() - names, before)
    written_files.sweep(folder)
    with written_files.room(target, names, before) as in_the_way:
        files = [*outputs.write(comparison, folder, formats, language)] if formats else []
    kept.extend(in_the_way)
    return [*files, table_fragments.lay_by(target, task.folder, comparison)] if set(wanted) & set(TABLES) else files


def _done(about: Outcome, task: Task, comparison: Comparison, written: Sequence[Path]) -> Outcome:
    from tongbi import pipeline

    return replace(
        about,
        state="done",
        folder=task.folder,
        counts=pipeline.counts(comparison),
        outputs=tuple(path.name for path in written),
        summary=outcome.summarise(comparison),
    )


def _report(entry: Entry, setting: Setting) -> Report:
    """A series' report as it was read in this run, else read now; under the body's name where it gives none itself."""
    from tongbi import pipeline

    place = catalogue.place_of(setting.target, setting.basis, entry.path, entry.stamp)
    report = catalogue.laid_by(place) or pipeline.inspect(locations.at(entry.path), setting.options)
    return report if report.organisation else replace(report, organisation=entry.organisation)


def record_of(target: Path, folder: str) -> Path:
    """Where the record of a series that is done is kept."""
    return target / OWN / "series" / f"{folder}.json"


def record(target: Path, folder: str) -> Mapping[str, Any]:
    """The record of a finished series; empty when there is none, or a damaged one."""
    try:
        found = json.loads(_record_text(target, folder) or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def recorded(target: Path, folder: str) -> Outcome:
    """The outcome of a finished series; OutputError when its record was taken away or damaged since."""
    found = record(target, folder)
    if "outcome" not in found:
        raise OutputError(f"{record_of(target, folder)}: missing or damaged; run again")
    return outcome.load(found["outcome"])


def is_recorded(target: Path, folder: str) -> bool:
    """Whether a series has a record that is as it was written."""
    return _record_text(target, folder) is not None


def _record_text(target: Path, folder: str) -> str | None:
    try:
        return next(checksummed_lines.opened([record_of(target, folder).read_bytes()]), None)
    except OSError:
        return None


def listed(target: Path, folder: str) -> Listed:
    """What the record of a series lists as written."""
    found = record(target, folder)
    return Listed(found.get("sizes", {}), found.get("hashes", {}))


def pending(series: Series) -> Outcome:
    """The outcome of a series that is not done yet."""
    years = tuple(report.year for report in series.reports)
    return Outcome("failed", series.organisation, series.kind, years, tuple(report.path for report in series.reports))


def _bug(error: Exception) -> str:
    """A bug met in one file must not cost the others; it is named as one and its traceback goes to standard error."""
    traceback.print_exception(error)
    return f"internal error: {type(error).__name__}: {error}"
