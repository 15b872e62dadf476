"""Copies: what is done to each of several things is done to many at once, by copies of this process, one for each processor.

A copy is forked, so that it has all that is here without being handed it, and hands back what it found. It is in this one's group of
processes, and ends with it.
"""

from __future__ import annotations

import gc
import os
import pickle
import struct
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import IO, Any, TypeVar

from tongbi.bounds import child, processes

Item = TypeVar("Item")
Result = TypeVar("Result")
_TURN = struct.Struct("<I")
_is_alone = False


@contextmanager
def alone() -> Iterator[None]:
    """Says that the work of this process has the machine to itself meanwhile, so that copies pay."""
    global _is_alone
    before, _is_alone = _is_alone, True
    try:
        yield
    finally:
        _is_alone = before


def mapped(work: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    """What some work makes of each of some hundred items at most, in their order; at once where this process is `alone` and may fork.

    Results must be picklable. The error of the first item that has one is raised. What a copy did not hand back since it died is done here.
    """
    number = min(len(items), os.cpu_count() or 1) if _is_alone and child.may_copy() else 1
    if number < 2:
        return [work(item) for item in items]
    turns, end = os.pipe()
    os.write(end, b"".join(map(_TURN.pack, range(len(items)))))
    os.close(end)
    copies: list[tuple[processes.Forked, IO[bytes]]] = []
    try:
        copies += (_copy(work, items, turns) for _ in range(1, number))
        found = _done(work, items, turns)
        for _, answers in copies:
            with suppress(EOFError):
                found |= pickle.loads(processes.received(answers))
    finally:
        os.close(turns)
        for copy, answers in copies:
            answers.close()
            copy.kill()
            copy.wait()
    return [_result(*found.get(turn) or child.answered(work, (item,))) for turn, item in enumerate(items)]


def _copy(work: Callable[[Item], Any], items: Sequence[Item], turns: int) -> tuple[processes.Forked, IO[bytes]]:
    """A copy of this process at work, and the stream in which it hands back what it found."""
    global _is_alone
    from_copy, answers = os.pipe()
    copy = processes.fork()
    if copy is None:
        try:
            gc.freeze()  # to look through what both have would have the system copy it
            _is_alone = False
            processes.send(os.fdopen(answers, "wb"), _done(work, items, turns))
        finally:
            os._exit(0)
    os.close(answers)
    return copy, os.fdopen(from_copy, "rb")


def _done(work: Callable[[Item], Any], items: Sequence[Item], turns: int) -> dict[int, tuple[str, Any]]:
    """What the work made of those items whose turn came here, by their numbers, until one fails."""
    found: dict[int, tuple[str, Any]] = {}
    how = ""
    while how != "raised" and (told := os.read(turns, _TURN.size)):
        (turn,) = _TURN.unpack(told)
        how, _ = found[turn] = child.answered(work, (items[turn],))
    return found


def _result(how: str, answer: Any) -> Any:
    if how == "raised":
        raise answer
    return answer
