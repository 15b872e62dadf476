"""The screen: what a command says of what it did: a summary on standard error, and where the outputs are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from tongbi import console

if TYPE_CHECKING:
    from tongbi.batch import Outcome, Run
    from tongbi.model import Comparison, Language, Report

_SHOWN = 20  # lines about what is not done, for each state: a folder may hold a hundred thousand files that cannot be read


def tell_comparison(said: Iterable[str], written: Iterable[Path], say: Callable[[object], None]) -> None:
    """A short summary on standard error, and the files where they belong."""
    for line in said:
        console.note(line)
    for path in written:
        say(path)


def comparison(found: Comparison, language: Language) -> Iterator[str]:
    """The lines of the summary: whose reports, what changed between the newest years, and what was found while they were read."""
    from tongbi import pipeline
    from tongbi.outputs.labels import label, message

    years = "–".join(str(year) for year in (found.years[0], found.years[-1]))
    yield f"{found.organisation} {years}: " + ", ".join(
        f"{label(f'kind.{name}', language)} {count}" for name, count in pipeline.counts(found) if count
    )
    for report in found.reports:
        yield from (f"  {report.year}: {message(finding, language)}" for finding in report.findings)
    yield from (f"  {message(finding, language)}" for finding in found.findings)


def outline(report: Report, language: Language) -> str:
    """One report as a reader would check it."""
    from tongbi.outputs.labels import message

    lines = [
        f"{report.title or '–'}",
        f"{report.organisation or '–'} · {report.year or '–'} · {report.kind} · {report.language}",
        f"{report.source.path} ({report.source.format}{', ' + report.source.encoding if report.source.encoding else ''})",
        f"{len(report.sections)} sections, {len(report.units)} units, {len(report.figures)} figures",
        "",
    ]
    for section in report.sections:
        node = f"{section.canonical or '–'} ({section.method} {section.confidence:.2f})"
        lines.append(f"{'  ' * (section.level - 1)}{section.printed}  → {node}")
    lines += ["", *(f"! {one.where + ': ' if one.where else ''}{message(one, language)}" for one in report.findings)]
    return "\n".join(lines).rstrip()


def tell_batch(done: Run) -> None:
    """What a run came to, on standard error: the numbers, and a line for each thing that is not done."""
    states = done.outcomes.states()
    told = [f"{states[state]} {state}" for state in ("done", "alone", "failed", "skipped") if states[state]]
    told += [f"{done.unchanged} of them unchanged"] if done.unchanged else []
    console.note(", ".join(told))
    for state in ("failed", "alone"):
        _tell_undone(state, done.outcomes.of(state), states[state], "; run.json beside the outputs lists them all")
    for path in done.kept:
        console.note(f"kept: {path}: it stood where an output belongs, and the batch had not written it so")
    for folder in done.removed:
        console.note(f"removed: {folder}: its reports are not there any more; delete the folder when it is not needed")


def tell_failed(outcomes: Sequence[Outcome]) -> None:
    """A line for each file that could not be read."""
    failed = [one for one in outcomes if one.state == "failed"]
    _tell_undone("failed", failed, len(failed), "")


def _tell_undone(state: str, outcomes: Iterable[Outcome], count: int, where: str) -> None:
    """The first of what is not done, a line each, and how many more there are."""
    for one in islice(outcomes, _SHOWN):
        console.note(f"{state}: {', '.join(one.files)}: {one.reason}")
    if count > _SHOWN:
        console.note(f"{state}: {count - _SHOWN} more{where}")
