"""Outcome: the result of one series, a few KB however long the reports are, kept on disk.

The roll-up reads these records one after the other and nothing else, so that a hundred thousand series need no more memory than one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from tongbi.batch import text_fingerprints
from tongbi.model import Comparison, Language
from tongbi.outputs import headlines

State = Literal["done", "alone", "failed", "skipped"]
_MOST_STEPS = 20


@dataclass(frozen=True, slots=True)
class Told:
    """A figure of the newest year: `value` in `unit`, the year before's in `before` or None, by what the comparison calls it; `measure` is
    what it measures, one for all names of one measure.
    """

    name: str
    unit: str
    canonical: str | None
    value: float
    before: float | None = None
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A headline that changed: its values in the reports of two years, each also with its unit as `was` and `became` print it, and the
    change with its sign, in points where it `is_rate`, else in per cent of the older value; what has neither is left out. `at` is the
    anchor of the newer one's sentence in the comparison's page, "" for a cell's.
    """

    name: str
    unit: str
    old: int
    new: int
    before: float
    after: float
    was: str
    became: str
    change: float
    is_rate: bool
    doubtful: bool
    at: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """The first headline of a series through the years: its name, its unit, and year → value. Years are strings, as in the record."""

    name: str
    unit: str
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a roll-up needs of a comparison.

    `coverage`: required node → year → "present", "empty" or "missing". `reused`: year → share of its units that an earlier report had,
    0–1. `steps`: the first twenty outcomes among the headlines that changed, weightiest first. `indicators`: the figures of the newest
    year, targets left out. `conflicts`: those of severity "conflict". `findings`: the doubts about the series and all its reports.
    `course`: the first headline, None where there is none. `sketches`: year → a sketch of the report's wording (see
    `text_fingerprints.likeness`). Years are strings, as in the record.
    """

    language: Language
    coverage: Mapping[str, Mapping[str, str]]
    reused: Mapping[str, float]
    steps: tuple[Step, ...]
    indicators: tuple[Told, ...]
    conflicts: int
    findings: int
    sketches: Mapping[str, str]
    course: Course | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a series or of a file that came into none.

    `folder` is where its `outputs` lie, relative to the batch's. `reason` is set for failures, files left out and reports alone.
    `counts`: changes by kind between the two newest years, and `moved`. `summary` is there for a series that is done.
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
    summary: Summary | None = field(default=None, repr=False)


def summarise(comparison: Comparison) -> Summary:
    """The summary of a comparison."""
    newest = comparison.years[-1]
    return Summary(
        language=comparison.language,
        coverage={one.canonical: {str(year): state for year, state in one.by_year.items()} for one in comparison.coverage},
        reused={str(year): round(comparison.reused_share(year), 4) for year in comparison.years[1:]},
        steps=tuple(_steps(comparison))[:_MOST_STEPS],
        indicators=tuple(
            Told(one.name, one.unit, one.canonical, one.values[newest], one.values.get(comparison.years[-2]), one.measure)
            for one in comparison.indicators
            if newest in one.values and not one.target
        ),
        conflicts=sum(one.severity == "conflict" for one in comparison.conflicts),
        findings=len(comparison.findings) + sum(len(report.findings) for report in comparison.reports),
        sketches={str(report.year): text_fingerprints.sketch(report) for report in comparison.reports},
        course=next(_courses(comparison), None),
    )


def _courses(comparison: Comparison) -> Iterator[Course]:
    for at in comparison.headlines:
        one = comparison.indicators[at]
        if not one.target and len(one.values) > 1:
            yield Course(one.name, one.shown_unit, {str(year): one.shown(value) for year, value in sorted(one.values.items())})


def _steps(comparison: Comparison) -> Iterator[Step]:
    threads = {unit: thread.id for thread in comparison.threads for ids in thread.by_year.values() for unit in ids}
    for one in headlines.of(comparison):
        change = one.difference if one.is_rate else one.percent
        if one.before and change and not one.indicator.target:
            before, after = one.before, one.after
            told = one.indicator.name, one.indicator.unit, before.year, after.year, before.value, after.value
            was, became = (headlines.amount(value, comparison.language) for value in (before, after))
            place = one.indicator.where.get(after.year)
            at = f"{threads[place]}-{after.year}" if isinstance(place, str) and place in threads else ""
            yield Step(*told, was, became, round(change, 4), one.is_rate, one.doubtful, at)


def dump(outcome: Outcome) -> str:
    """An outcome as one line of JSON."""
    return json.dumps(asdict(outcome), ensure_ascii=False, separators=(",", ":"))


def load(plain: Mapping[str, Any]) -> Outcome:
    """An outcome from what its JSON holds; KeyError or TypeError when that is none."""
    summary = plain["summary"]
    return Outcome(
        **{
            **plain,
            "years": tuple(plain["years"]),
            "files": tuple(plain["files"]),
            "counts": tuple((kind, count) for kind, count in plain["counts"]),
            "outputs": tuple(plain["outputs"]),
            "summary": None if summary is None else _summary(summary),
        }
    )


def _summary(plain: Mapping[str, Any]) -> Summary:
    steps, told = tuple(Step(**row) for row in plain["steps"]), tuple(Told(**row) for row in plain["indicators"])
    course = Course(**plain["course"]) if plain["course"] else None
    return Summary(**{**plain, "steps": steps, "indicators": told, "course": course})
