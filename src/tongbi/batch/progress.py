"""Progress: a bar with rate and time left on a terminal, a plain line now and then elsewhere, nothing when asked for."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

Told = Callable[[str, int, int], None]
_EVERY = 10.0  # seconds between two plain lines


@contextmanager
def shown(quiet: bool) -> Iterator[Told]:
    """What hears of a run's progress: stage, number done, number in all."""
    if quiet:
        yield lambda stage, done, of: None
    elif sys.stderr.isatty():
        with _bars() as told:
            yield told
    else:
        yield _lines()


@contextmanager
def _bars() -> Iterator[Told]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    stages: dict[str, tuple[Any, float]] = {}
    with Progress(*columns, console=Console(stderr=True)) as progress:

        def told(stage: str, done: int, of: int) -> None:
            if stage not in stages:
                stages[stage] = progress.add_task(stage, total=of, rate=""), time.monotonic()
            bar, since = stages[stage]
            progress.update(bar, completed=done, rate=f"{_rate(done, since):.1f}/s")

        yield told


def _lines() -> Told:
    begun: dict[str, float] = {}
    last = time.monotonic()

    def told(stage: str, done: int, of: int) -> None:
        nonlocal last
        now = time.monotonic()
        since = begun.setdefault(stage, now)
        if done == of:
            _say(f"{stage}: {of}")
        elif now - last >= _EVERY and done > 1:
            last = now
            rate = _rate(done, since)
            _say(f"{stage}: {done} of {of}, {rate:.1f}/s, {_span((of - done) / rate)} left")

    return told


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def _rate(done: int, since: float) -> float:
    return done / max(time.monotonic() - since, 0.001)


def _span(seconds: float) -> str:
    """Seconds as one reads them: 45 s, 12 min, 3 h 05 min."""
    minutes = round(seconds / 60)
    if minutes < 2:
        return f"{seconds:.0f} s"
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60:02d} min"
