"""Copies of a process share its work: results in order, the first error, a copy that dies, bounds that tell which file they are of."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import pytest

from tongbi import bounds
from tongbi.bounds import child, copies
from tongbi.config import Limits
from tongbi.errors import InputError, UsageError

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone")
Result = TypeVar("Result")
NUMBERS = range(6)


@pytest.fixture(autouse=True)
def _two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    child.end_all()


def at_once(work: Callable[[int], Result], numbers: Sequence[int]) -> list[Result]:
    with copies.alone():
        return copies.mapped(work, numbers)


def placed(number: int) -> tuple[int, int, int]:
    """The number, and who worked on it; slow enough that nobody takes all turns, and more than a pipe holds."""
    time.sleep(0.05)
    return number, os.getpid(), len(bytes(1 << 20))


def filled(number: int) -> bytes:
    return bytes([number]) * (1 << 20)


@pytest.mark.parametrize("ask", [at_once, lambda *asked: child.apart(at_once, *asked)], ids=["here", "in a child"])
def test_results_come_in_order_from_two_processes(ask: Callable[..., list[tuple[int, int, int]]]) -> None:
    found = ask(placed, NUMBERS)
    assert [number for number, *_ in found] == [*NUMBERS]
    assert len({process for _, process, _ in found}) == 2


def test_what_is_handed_back_may_be_more_than_a_pipe_holds() -> None:
    assert at_once(filled, NUMBERS) == [filled(number) for number in NUMBERS]


def test_who_is_not_alone_works_here() -> None:
    assert {process for _, process, _ in copies.mapped(placed, NUMBERS)} == {os.getpid()}


def refused(number: int) -> int:
    time.sleep(0.05)
    if number:
        raise UsageError(str(number))
    return number


def test_the_first_error_is_raised() -> None:
    with pytest.raises(UsageError, match=r"^1$"):
        at_once(refused, NUMBERS)


def deadly(number: int) -> tuple[int, bool]:
    """Ends every process but the first one that comes here."""
    time.sleep(0.05)
    if os.getpid() != FIRST:
        os._exit(1)
    return number, True


FIRST = os.getpid()


def test_what_a_copy_that_died_has_not_done_is_done_here() -> None:
    assert at_once(deadly, NUMBERS) == [(number, True) for number in NUMBERS]


def held(number: int) -> int:
    with bounds.within(Path(f"{number}.txt"), Limits(max_seconds=1 if number == 3 else 300)):
        time.sleep(1000 if number == 3 else 0.05)
    return number


def test_a_bound_that_runs_out_in_a_copy_tells_its_file() -> None:
    with pytest.raises(InputError, match=r"^3\.txt: reading it took longer than 1 seconds"):
        child.apart(at_once, held, NUMBERS)
