"""Batch: a folder tree → series → one outcome each, and an index over them all.

One bad file costs its own outcome and nothing else. Workers return values, never exceptions.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Literal

from tongbi import align, pipeline, renderers
from tongbi.batch import files
from tongbi.batch.series import Series, group
from tongbi.batch.workers import Workers
from tongbi.config import Options, Output
from tongbi.errors import InputError, TongbiError
from tongbi.model import Report
from tongbi.text import fold

State = Literal["done", "alone", "failed", "skipped"]
Told = Callable[[str, int, int], None]
# A series, where its outputs go, that place relative to the batch's, and the stock phrases of its kind in the folder.
_Work = tuple[Series, Path, str, frozenset[str]]

_UNSAFE = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')
_RESERVED = re.compile(r"^(?:con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)
_LONGEST_NAME = 80
_LOST = "the process that worked on it died or was overdue, perhaps for want of memory; try the file alone"
_GRACE = 30  # seconds beyond the limit of reading, for what follows on it


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a series or of a file that came into none.

    `folder` is where its `outputs` lie, relative to the batch's. `reason` is set for failures, files left out and reports alone.
    """

    state: State
    organisation: str
    kind: str
    years: tuple[int, ...]
    files: tuple[str, ...]
    folder: str = ""
    reason: str = ""
    counts: tuple[tuple[str, int], ...] = ()
    outputs: tuple[str, ...] = ()


def run(folder: Path, options: Options, output: Output, told: Told = lambda stage, done, of: None) -> tuple[Outcome, ...]:
    """Runs every series below `folder` and writes the outputs into `output.folder`; `told` hears stage, number done and number in all.

    UsageError when the folder is none or has no report in it; everything else is an outcome.
    """
    target = output.folder or Path("exports")
    renderers.checked(output.formats)
    paths, refused = files.find(folder, target, options.limits.max_size)
    with Workers(output.jobs) as workers:
        seconds = options.limits.max_seconds + _GRACE
        read = workers.map(partial(_inspect, options=options), paths, _lost_file, partial(told, "read"), seconds)
        reports = [report for report in read if isinstance(report, Report)]
        failed = [outcome for outcome in read if isinstance(outcome, Outcome)]
        found = group(reports)
        phrases = {kind: align.common([one for one in reports if one.kind == kind]) for kind in {one.kind for one in reports}}
        work = [(one, target / place, place, phrases[one.kind]) for one, place in zip(found, _folders(found), strict=True)]
        done = workers.map(partial(_series, options=options, output=output), work, _lost_series, partial(told, "compare"))
    return (*done, *failed, *(_of_file(one.state, one.path, one.reason) for one in refused))


def read_all(folder: Path, options: Options) -> tuple[list[Report], list[Outcome]]:
    """The reports below `folder` that can be read, and the outcomes of those that cannot; UsageError as `run`."""
    paths, refused = files.find(folder, folder / "exports", options.limits.max_size)
    read = [_inspect(path, options) for path in paths]
    lost = [one for one in read if isinstance(one, Outcome)]
    return [one for one in read if isinstance(one, Report)], [*lost, *(_of_file(one.state, one.path, one.reason) for one in refused)]


def failed(outcomes: Sequence[Outcome]) -> bool:
    """Whether anything went wrong."""
    return any(outcome.state == "failed" for outcome in outcomes)


def _of_file(state: State, path: Path, reason: str) -> Outcome:
    return Outcome(state, "", "", (), (files.printable(path),), reason=reason)


def _folders(found: Sequence[Series]) -> list[str]:
    """A folder name for each series, "" for a report alone: safe on any disk, and no two alike."""
    names: list[str] = []
    taken: set[str] = set()
    for one in found:
        if len(one.reports) < 2:
            names.append("")
            continue
        name = safe_name(f"{one.organisation}-{one.kind}")
        number = 1
        while fold(name).lower() in taken:
            number += 1
            name = f"{safe_name(f'{one.organisation}-{one.kind}')}-{number}"
        taken.add(fold(name).lower())
        names.append(name)
    return names


def safe_name(text: str) -> str:
    """A text as the name of one folder: no separators, controls or reserved names, never empty, at most 80 characters."""
    name = _UNSAFE.sub("-", text).strip(" .-")[:_LONGEST_NAME].strip(" .-")
    return f"{name}-" if _RESERVED.match(name) else name or "series"


# ── work ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _inspect(path: Path, options: Options) -> Report | Outcome:
    try:
        report = pipeline.inspect(path, options)
    except InputError as error:
        return _of_file("failed", path, f"{error.reason}; {error.advice}")
    except TongbiError as error:
        return _of_file("failed", path, str(error))
    except Exception as error:
        return _of_file("failed", path, _bug(error))
    if report.year is None:
        return _of_file("failed", path, f"the year reported on was not found; say it with --year {path.name}=2023")
    return report


def _series(work: _Work, options: Options, output: Output) -> Outcome:
    series, folder, place, phrases = work
    about = _about(series)
    if len(about.years) < 2:
        return replace(about, state="alone", reason="no other year to compare with")
    try:
        comparison = pipeline.compare_reports(series.reports, options, series.findings, phrases)
        language = comparison.language if output.language == "auto" else output.language
        written = renderers.write(comparison, folder, output.formats, language)
    except TongbiError as error:
        return replace(about, reason=str(error))
    except Exception as error:
        return replace(about, reason=_bug(error))
    return replace(about, state="done", folder=place, outputs=tuple(path.name for path in written), counts=pipeline.counts(comparison))


def _about(series: Series) -> Outcome:
    """The outcome of a series that is not done yet."""
    years = tuple(report.year for report in series.reports if report.year is not None)
    return Outcome("failed", series.organisation, series.kind, years, tuple(report.source.path for report in series.reports))


def _bug(error: Exception) -> str:
    """A bug met in one file must not cost the others; it is named as one and its traceback goes to standard error."""
    traceback.print_exception(error)
    return f"internal error: {type(error).__name__}: {error}"


def _lost_file(path: Path) -> Outcome:
    return _of_file("failed", path, _LOST)


def _lost_series(work: _Work) -> Outcome:
    return replace(_about(work[0]), reason=_LOST)
