"""What work costs, in processor time and against other work of the same run: no test hangs on how fast or how busy a machine is."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from tongbi.bounds import child

Result = TypeVar("Result")
HANG = 600  # seconds after which what hangs is ended, a program from outside or our own reading; nothing is measured by it
TIMES = 4  # so many times the work
MOST = 9  # takes at most so many times the time; work that grows with the square takes sixteen
LEAST = 0.01  # seconds: less is no measure


def spent() -> float:
    """Seconds of processor time that this process has had, and the child that works for it; less after another child took over."""
    return time.process_time() + child.apart(time.process_time)


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    """What some work gives, and the seconds of processor time that it takes."""
    begin = spent()
    return work(), max(LEAST, spent() - begin)


def check_growth(work: Callable[[int], object], size: int) -> None:
    """AssertionError where work of a size takes far more than its share of the time that a quarter of it takes, twice over."""
    small = min(timed(lambda: work(size // TIMES))[1] for _ in range(2))
    large = [timed(lambda: work(size))[1]]
    if large[0] > MOST * small:
        large += [timed(lambda: work(size))[1]]
    assert min(large) <= MOST * small, f"{TIMES} times the size takes {min(large) / small:.1f} times as long as {small:.2f} s"
