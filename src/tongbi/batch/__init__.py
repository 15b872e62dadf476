"""Batch: a folder of reports → series (the reports of one organisation and kind) → an outcome for each, and an index over them all.

Scan, read, group, compare, roll up. One bad file costs its own outcome and nothing else; what an earlier run did is not done again;
what a run holds in memory is a line a report, never a report.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from sys import intern
from typing import overload

from tongbi import locations, outputs
from tongbi.batch import (
    catalogue,
    common_phrases,
    file_selection,
    folder_names,
    lock,
    manifest,
    outcome,
    table_fragments,
    tasks,
    written_files,
)
from tongbi.batch.catalogue import OWN, Entry
from tongbi.batch.file_selection import Refused
from tongbi.batch.folder_names import safe_name
from tongbi.batch.manifest import Done, Manifest
from tongbi.batch.outcome import Outcome
from tongbi.batch.scheduling import Workers
from tongbi.batch.series import Series, group
from tongbi.batch.tasks import Setting, Task
from tongbi.batch.written_files import Listed
from tongbi.bounds import child
from tongbi.config import Options, Output
from tongbi.errors import InputError
from tongbi.model import Report

__all__ = ["Outcome", "Outcomes", "Run", "failed", "read_all", "run", "safe_name"]

Told = Callable[[str, int, int], None]
_SUMMARY = "run.json"
_AT_ONCE = 100  # files that a thread looks at before it takes others


class Outcomes(Sequence[Outcome]):
    """The outcomes of a run in order, those of finished series read from disk one at a time: series, then files that came into none."""

    def __init__(self, target: Path, series: Sequence[str | Outcome], others: Sequence[Outcome]) -> None:
        self._target = target
        self._rows = (*series, *others)

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> Outcome: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Outcome]: ...
    def __getitem__(self, at: int | slice) -> Outcome | Sequence[Outcome]:
        """One outcome, or several of them as these are; OutputError where the record of one is not there any more."""
        if isinstance(at, slice):
            return Outcomes(self._target, self._rows[at], ())
        row = self._rows[at]
        return row if isinstance(row, Outcome) else tasks.recorded(self._target, row)

    def states(self) -> Counter[str]:
        """How many there are of each state."""
        return Counter(row.state if isinstance(row, Outcome) else "done" for row in self._rows)

    def of(self, state: str) -> Iterator[Outcome]:
        """Those of one state."""
        for at, row in enumerate(self._rows):
            if state == (row.state if isinstance(row, Outcome) else "done"):
                yield self[at]


@dataclass(frozen=True, slots=True)
class Run:
    """What a run came to: the outcomes, how many series had not changed, series of earlier runs that are gone, and the roll-up's files.

    `kept`: files that stood where an output was to be written and were not the batch's own, by the names that they were kept under.
    """

    outcomes: Outcomes
    unchanged: int
    removed: tuple[str, ...]
    written: tuple[Path, ...]
    kept: tuple[Path, ...] = ()


def run(folder: Path, options: Options, output: Output, told: Told = lambda stage, done, of: None) -> Run:
    """Runs every series below `folder`, writes the outputs into `output.folder` and the roll-up over them.

    `told` hears stage, number done and number in all. UsageError when the folder is none or has no report in it, or another run is
    writing into the same place; SchemaError for a schema that is not right; OutputError when nothing can be written there, or a place is
    not there any more; everything else is an outcome.
    """
    target = output.folder or Path("exports")
    output = replace(output, formats=tuple(name for name in outputs.NAMES if name in outputs.checked(output.formats)))
    with locations.reached(folder, target):
        return _run(folder, target, options, output, told)


def _run(folder: Path, target: Path, options: Options, output: Output, told: Told) -> Run:
    paths, left_out = _found(folder, target, options)
    with lock.held(target / OWN, "lock"), child.here(child.is_in_memory(folder) or child.is_in_memory(target)):
        _sweep(target)
        setting = Setting(options, output, target, catalogue.basis(options))
        with Workers(output) as workers:
            entries, unread = _entries(paths, setting, workers, told)
            others = [*unread, *left_out]
            hangs_on = _digest(entries, others, setting)
            before = manifest.load(target)
            found = None if output.force else _nothing_to_do(before, hangs_on, others, target)
            if found is None:
                plan = _tasks(entries, setting)
                entries.clear()  # what is still needed of them stands in the plan
                found = _anew(before, hangs_on, plan, others, setting, workers, told)
                _sweep(target)  # what a worker that was lost in this run left half-written
        catalogue.forget(target)
    return found


def _digest(entries: Sequence[Entry], others: Sequence[Outcome], setting: Setting) -> str:
    """A hash over all that a run hangs on."""
    output = setting.output
    about = (setting.basis, output.formats, output.language, output.pages, len(entries))
    return catalogue.chained(chain([about], map(catalogue.plain, entries), map(outcome.dump, others)))


def _nothing_to_do(before: Manifest, digest: str, others: Sequence[Outcome], target: Path) -> Run | None:
    """The last run again, where it hung on the same, went through, and all that it left is there; else None."""
    if before.digest != digest or not manifest.is_whole(target, before.written):
        return None
    rows: list[str | Outcome] = []
    for row in before.read():
        if isinstance(row, Done) and not manifest.is_whole(target, row.sizes):
            return None
        rows.append(row.folder if isinstance(row, Done) else row)
    series = {row for row in rows if isinstance(row, str)}
    if _removed(target, series) != before.removed:
        return None
    return Run(Outcomes(target, rows, others), len(series), before.removed, tuple(target / name for name in before.written))


def _anew(
    before: Manifest,
    digest: str,
    plan: list[Task | Outcome],
    others: Sequence[Outcome],
    setting: Setting,
    workers: Workers,
    told: Told,
) -> Run:
    """A run that has something to do: what an earlier one did already is left, the index is written again. The plan is empty then."""
    from tongbi.batch import index

    target = setting.target
    known = {} if setting.output.force else {row.folder: row for row in before.read() if isinstance(row, Done)}
    listed = Listed(before.written, before.hashes)
    manifest.clear(target, listed)
    kept: list[Path] = []
    rows, unchanged = _compare(plan, known, setting, workers, told, kept)
    keys = {one.folder: one.key for one in plan if isinstance(one, Task)}
    plan.clear()  # the roll-up needs no report, and its memory
    outcomes = Outcomes(target, rows, others)
    removed = _removed(target, keys.keys())
    tables = table_fragments.paths(target, setting.output.formats)
    wanted = (*index.NAMES, _SUMMARY, *(path.name for path in tables))
    written_files.delete(target, listed.sizes.keys() - wanted, listed)
    with written_files.room(target, wanted, listed) as in_the_way:
        works = [partial(index.write, outcomes, target, setting.output.language), partial(_summary, target, outcomes, removed)]
        works[1:1] = [partial(_tables, keys, rows, setting)] if tables else []
        outputs_of_all = tuple(chain.from_iterable(outputs.each(works)))
    went_through = not any(isinstance(row, Outcome) and row.state == "failed" for row in rows)
    left = written_files.measured(target, outputs_of_all)
    manifest.save(target, digest if went_through else "", removed, left, _rows(rows, known, target))
    return Run(outcomes, unchanged, removed, outputs_of_all, (*kept, *in_the_way))


def _rows(rows: Sequence[str | Outcome], known: Mapping[str, Done], target: Path) -> Iterator[Done | Outcome]:
    """The rows of the manifest."""
    for row in rows:
        yield row if isinstance(row, Outcome) else known.get(row) or _recorded(target, row)


def read_all(folder: Path, options: Options) -> tuple[list[Report], list[Outcome]]:
    """The reports below `folder` that can be read, and the outcomes of those that cannot; UsageError as `run`."""
    paths, refused = file_selection.find(folder, folder / "exports", options.limits.max_size)
    read = [tasks.inspect(path, options) for path in paths]
    lost = [one for one in read if isinstance(one, Outcome)]
    return [one for one in read if isinstance(one, Report)], [*lost, *_left_out(refused)]


def failed(outcomes: Sequence[Outcome]) -> bool:
    """Whether anything went wrong."""
    return any(one.state == "failed" for one in outcomes)


def _found(folder: Path, target: Path, options: Options) -> tuple[list[str], list[Outcome]]:
    """The reports' paths, which take less than Path objects do, and the outcomes of what is left out."""
    paths, refused = file_selection.find(folder, target, options.limits.max_size)
    return [str(path) for path in paths], _left_out(refused)


def _left_out(refused: Sequence[Refused]) -> list[Outcome]:
    return [tasks.of_file(one.state, file_selection.printable(one.path), one.reason) for one in refused]


# ── read ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _entries(paths: Sequence[str], setting: Setting, workers: Workers, told: Told) -> tuple[list[Entry], list[Outcome]]:
    """An entry for each report, from the catalogue where its bytes are what they were, and an outcome for each that cannot be read."""
    known = {} if setting.output.force else catalogue.load(setting.target, setting.basis)
    found = {entry.path: entry for entry in _same(known, paths, setting.options.limits.max_size)}
    unread: dict[str, Outcome] = {}
    work = [path for path in paths if path not in found]
    results = workers.each(partial(tasks.read, setting=setting), work, _lost_file)
    for number, one in enumerate(results, 1):
        if isinstance(one, Entry):
            # One string for all reports of a body: each has come from a worker as one of its own.
            found[one.path] = replace(one, organisation=intern(one.organisation), kind=intern(one.kind))
        else:
            unread[one.files[0]] = one
        told("read", number, len(work))
    entries = [found[path] for path in paths if path in found]
    if work or list(known) != paths:
        catalogue.save(setting.target, setting.basis, entries)
    return entries, [unread[path] for path in paths if path in unread]


def _same(known: Mapping[str, Entry], paths: Sequence[str], max_size: int) -> Iterator[Entry]:
    """The known entries whose files have not changed. Reading waits for the disk, hashing for the processor: several threads do both."""

    def check(some: Sequence[str]) -> list[Entry]:
        return [entry for path in some if (entry := known.get(path)) and _stamp(path, max_size) == entry.stamp]

    if known:
        with ThreadPoolExecutor(4) as threads:
            for found in threads.map(check, (paths[at : at + _AT_ONCE] for at in range(0, len(paths), _AT_ONCE))):
                yield from found


def _stamp(path: str, max_size: int) -> str:
    """A file's stamp, "" when it cannot be read."""
    try:
        return catalogue.stamp(locations.at(path), max_size)
    except InputError:
        return ""


def _lost_file(path: str) -> Outcome:
    return tasks.of_file("failed", path, str(child.DIED))


# ── compare ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _tasks(entries: Sequence[Entry], setting: Setting) -> list[Task | Outcome]:
    """A task for each series, an outcome for each report alone."""
    found = group(entries)
    output = setting.output
    several = [one for one in found if len(one.reports) > 1]
    folders = iter(folder_names.folders((one.organisation, one.kind) for one in several))
    common = common_phrases.common(found)
    plan: list[Task | Outcome] = []
    for one in found:
        if len(one.reports) < 2:
            plan.append(replace(tasks.pending(one), state="alone", reason=_why_alone(one)))
            continue
        place = next(folders)
        doubts = [[finding.code, dict(finding.values)] for finding in one.findings]
        phrases = tuple(sorted(common_phrases.told(one) & common[one.kind]))
        about = (place, one.organisation, one.kind, doubts, phrases, [catalogue.plain(report) for report in one.reports])
        plan.append(Task(one, place, catalogue.digest(setting.basis, output.formats, output.language, output.pages, *about), phrases))
    return plan


def _why_alone(one: Series) -> str:
    """As whose and of which year the one report of a series was read, and what to do where that is wrong."""
    name = Path(one.reports[0].path).name
    return (
        f"read as {one.organisation or 'nobody’s'}, {one.reports[0].year} ({one.kind}), and there is no other year of it; "
        f"if the year is wrong say --year {name}=YEAR, if the name is give the files to `tongbi compare` with --organisation NAME"
    )


def _compare(
    plan: Sequence[Task | Outcome], known: dict[str, Done], setting: Setting, workers: Workers, told: Told, kept: list[Path]
) -> tuple[list[str | Outcome], int]:
    """The plan's outcomes in its order, a finished series by its folder, and the number of series that had not changed.

    What is `known` of series and not so any more is taken out; files of a user that were in the way come into `kept`.
    """
    series = [one for one in plan if isinstance(one, Task)]
    work = [one for one in series if setting.output.force or not _is_done(one, known.get(one.folder), setting.target)]
    for task in work:
        known.pop(task.folder, None)
    broken: dict[str, Outcome] = {}
    results = workers.each(partial(_named, setting=setting), work, _lost_series)
    for number, (folder, one, in_the_way) in enumerate(results, 1):
        kept.extend(in_the_way)
        if one is not None:
            broken[folder] = one
        told("compare", number, len(work))
    locations.forget(setting.target)
    rows = [one if isinstance(one, Outcome) else broken.get(one.folder, one.folder) for one in plan]
    return rows, len(series) - len(work)


def _named(task: Task, setting: Setting) -> tuple[str, Outcome | None, list[Path]]:
    """A task's folder, its outcome unless it is done (that one is on disk), and a user's files that were in the way."""
    found, kept = tasks.compare(task, setting)
    return task.folder, None if found.state == "done" else found, kept


def _lost_series(task: Task) -> tuple[str, Outcome | None, list[Path]]:
    return task.folder, replace(tasks.pending(task.series), reason=str(child.DIED)), []


def _recorded(target: Path, folder: str) -> Done:
    """What the record of a series says; without a key when there is none."""
    row, record = tasks.record(target, folder), tasks.record_of(target, folder)
    own = {record.relative_to(target).as_posix(): record.stat().st_size} if row else {}
    return Done(folder, row.get("key", ""), {**row.get("sizes", {}), **own})


def _is_done(task: Task, known: Done | None, target: Path) -> bool:
    """Whether a series was done from the same reports in the same way, and its outputs lie there in full."""
    done = known if known and tasks.is_recorded(target, task.folder) else _recorded(target, task.folder)
    return done.key == task.key and manifest.is_whole(target, done.sizes) and table_fragments.is_sound(target, task.folder)


# ── roll up ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _sweep(target: Path) -> None:
    """Takes away what a killed run left half-written outside the folders of the series."""
    for folder in (target, target / OWN, target / OWN / "series", target / OWN / "read", table_fragments.folder_of(target)):
        written_files.sweep(folder)


def _tables(keys: Mapping[str, str], rows: Sequence[str | Outcome], setting: Setting) -> tuple[Path, ...]:
    """The long tables over the series that are done."""
    done = [(row, keys[row]) for row in rows if isinstance(row, str)]
    return table_fragments.join(setting.target, setting.output.formats, done, setting.output.force)


def _removed(target: Path, planned: Set[str]) -> tuple[str, ...]:
    """Folders of earlier runs whose series is not there any more. They are left, the user's to delete; then their records go."""
    gone = []
    for path in sorted((target / OWN / "series").glob("*.json")):
        if path.stem in planned or not (listed := tasks.listed(target, path.stem)).sizes:
            continue
        written_files.delete(target, [table_fragments.place_of(target, path.stem).relative_to(target).as_posix()], listed)
        if (target / path.stem).is_dir():
            gone.append(path.stem)
        else:
            path.unlink(missing_ok=True)
    return tuple(gone)


def _summary(target: Path, outcomes: Outcomes, removed: Sequence[str]) -> tuple[Path, ...]:
    """run.json: the numbers, and the reason for everything that is not done. It names no hour: the same folder gives the same bytes."""
    told = {state: [{"files": one.files, "reason": one.reason} for one in outcomes.of(state)] for state in ("failed", "alone", "skipped")}
    content = {"version": 1, "counts": {state: outcomes.states()[state] for state in ("done", *told)}, "removed": removed, **told}
    return (outputs.replace(target / _SUMMARY, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8")),)
