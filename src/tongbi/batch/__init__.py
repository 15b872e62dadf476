"""Batch: a folder tree → series → one outcome each, and an index over them all.

One bad file costs its own outcome and nothing else. Workers return values, never exceptions.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Literal, TypeVar

from tongbi import pipeline, renderers
from tongbi.batch.series import Series, group, natural
from tongbi.config import Options, Output
from tongbi.errors import InputError, TongbiError, UsageError
from tongbi.model import Report
from tongbi.text import fold

State = Literal["done", "alone", "failed", "skipped"]
Item = TypeVar("Item")
Result = TypeVar("Result")
Told = Callable[[str, int, int], None]

_LEFT_OUT = re.compile(r"^(?:\.|~\$|readme|licen[cs]e)|\.(?:json|toml|xlsx?|csv|py|bak|tmp|log)$", re.IGNORECASE)
_UNSAFE = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')
_RESERVED = re.compile(r"^(?:con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a series or of a file that came into none.

    `folder` is where its outputs lie, relative to the batch's. `reason` is set for failures, files left out and reports alone.
    """

    state: State
    organisation: str
    kind: str
    years: tuple[int, ...]
    files: tuple[str, ...]
    folder: str = ""
    reason: str = ""
    counts: tuple[tuple[str, int], ...] = ()


def run(folder: Path, options: Options, output: Output, told: Told = lambda stage, done, of: None) -> tuple[Outcome, ...]:
    """Runs every series below `folder` and writes the outputs into `output.folder`; `told` hears stage, number done and number in all.

    UsageError when the folder is none or has no report in it; everything else is an outcome.
    """
    target = output.folder or Path("exports")
    renderers.checked(output.formats)
    paths, left_out = _files(folder, target)
    with _executor(output.jobs) as executor:
        read = _map(executor, partial(_inspect, options=options), paths, partial(told, "read"))
        reports = [report for report in read if isinstance(report, Report)]
        failed = [outcome for outcome in read if isinstance(outcome, Outcome)]
        found = group(reports)
        folders = _folders(found)
        work = [(one, target / place, place) for one, place in zip(found, folders, strict=True)]
        done = _map(executor, partial(_series, output=output), work, partial(told, "compare"))
    return (*done, *failed, *left_out)


def failed(outcomes: Sequence[Outcome]) -> bool:
    """Whether anything went wrong."""
    return any(outcome.state == "failed" for outcome in outcomes)


# ── files ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _files(folder: Path, target: Path) -> tuple[list[Path], list[Outcome]]:
    """Every file below the folder but the outputs, in natural order; links out of it, hidden and helper files are left out."""
    if not folder.is_dir():
        raise UsageError(f"{folder}: no such folder; give a folder of reports")
    root, out = folder.resolve(), target.resolve()
    paths: list[Path] = []
    left: list[Outcome] = []
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and (Path(parent) / name).resolve() != out)
        for path in (Path(parent) / name for name in names):
            if not path.resolve().is_relative_to(root):
                left.append(_file_outcome("skipped", path, "a link out of the folder"))
            elif _LEFT_OUT.search(path.name):
                left.append(_file_outcome("skipped", path, "not a report by its name"))
            else:
                paths.append(path)
    if not paths:
        raise UsageError(f"{folder}: no reports in it; give a folder of reports")
    return sorted(paths, key=lambda path: natural(str(path))), sorted(left, key=lambda outcome: outcome.files)


def _file_outcome(state: State, path: Path, reason: str) -> Outcome:
    return Outcome(state, "", "", (), (str(path),), reason=reason)


def _folders(found: Sequence[Series]) -> list[str]:
    """A folder name for each series: safe on any disk, and no two alike."""
    names: list[str] = []
    taken: set[str] = set()
    for one in found:
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
        return _file_outcome("failed", path, f"{error.reason}; {error.advice}")
    except TongbiError as error:
        return _file_outcome("failed", path, str(error))
    except Exception as error:  # a bug in one file must not cost the others; it is named as one
        return _file_outcome("failed", path, f"internal error: {type(error).__name__}: {error}")
    if report.year is None:
        return _file_outcome("failed", path, f"the year reported on was not found; say it with --year {path.name}=2023")
    return report


def _series(work: tuple[Series, Path, str], output: Output) -> Outcome:
    series, folder, place = work
    years = tuple(report.year for report in series.reports if report.year is not None)
    about = (series.organisation, series.kind, years, tuple(report.source.path for report in series.reports))
    if len(years) < 2:
        return Outcome("alone", *about, reason="no other year to compare with")
    try:
        comparison = pipeline.compare_reports(series.reports, series.findings)
        language = comparison.language if output.language == "auto" else output.language
        renderers.write(comparison, folder, output.formats, language)
    except TongbiError as error:
        return Outcome("failed", *about, reason=str(error))
    except Exception as error:
        return Outcome("failed", *about, reason=f"internal error: {type(error).__name__}: {error}")
    return Outcome("done", *about, folder=place, counts=pipeline.counts(comparison))


def _executor(jobs: int) -> nullcontext[None] | ProcessPoolExecutor:
    return nullcontext() if jobs == 1 else ProcessPoolExecutor(jobs, mp_context=get_context("spawn"))


def _map(
    executor: Executor | None, work: Callable[[Item], Result], items: Sequence[Item], told: Callable[[int, int], None]
) -> list[Result]:
    """The results in the order of the items, whatever finishes first."""
    results: dict[int, Result] = {}
    for number, result in _finished(executor, work, items):
        results[number] = result
        told(len(results), len(items))
    return [results[number] for number in range(len(items))]


def _finished(executor: Executor | None, work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[tuple[int, Result]]:
    if executor is None:
        yield from ((number, work(item)) for number, item in enumerate(items))
        return
    futures: dict[Future[Result], int] = {executor.submit(work, item): number for number, item in enumerate(items)}
    for future in as_completed(futures):
        yield futures[future], future.result()
