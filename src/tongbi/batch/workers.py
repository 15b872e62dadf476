"""Work spread over processes: results in the order of the items, and an item that kills its process or hangs costs only itself."""

from __future__ import annotations

import faulthandler
import os
import signal
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from types import TracebackType
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Workers:
    """So many processes; with one, the work is done in this process. `work` and the items must be picklable, `work` must not raise."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._close()

    def map(
        self,
        work: Callable[[Item], Result],
        items: Sequence[Item],
        lost: Callable[[Item], Result],
        told: Callable[[int, int], None],
        seconds: int | None = None,
    ) -> list[Result]:
        """The results in the order of the items, whatever finishes first.

        `lost` makes the result of an item whose process died; `told` hears the number done and the number in all. A process of
        several that takes more than so many seconds over an item is ended, be it in a library that never returns.
        """
        if seconds is not None and self._jobs > 1:
            work = partial(_within, work, seconds)
        results: dict[int, Result] = {}
        for number, result in self._finished(work, items, lost):
            results[number] = result
            told(len(results), len(items))
        return [results[number] for number in range(len(items))]

    def _finished(
        self, work: Callable[[Item], Result], items: Sequence[Item], lost: Callable[[Item], Result]
    ) -> Iterator[tuple[int, Result]]:
        if self._jobs == 1:
            yield from ((number, work(item)) for number, item in enumerate(items))
            return
        left = yield from self._together(work, items)
        # A pool that lost one process fails everything in it; one at a time shows who it was.
        for number in left:
            try:
                result = self._open().submit(work, items[number]).result()
            except BrokenProcessPool:
                self._close()
                result = lost(items[number])
            yield number, result

    def _together(self, work: Callable[[Item], Result], items: Sequence[Item]) -> Generator[tuple[int, Result], None, list[int]]:
        """Yields what was done and returns the numbers of what was not, because the pool broke."""
        futures: dict[Future[Result], int] = {}
        pool = self._open()
        left: list[int] = []
        for number, item in enumerate(items):
            try:
                futures[pool.submit(work, item)] = number
            except BrokenProcessPool:
                left.append(number)
        for future in as_completed(futures):
            if isinstance(future.exception(), BrokenProcessPool):
                left.append(futures[future])
            else:
                yield futures[future], future.result()
        if left:
            self._close()
        return sorted(left)

    def _open(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self._jobs, mp_context=get_context("spawn"), initializer=_leave_interrupts)
        return self._pool

    def _close(self) -> None:
        """Waits for what runs, not for what is queued: an interrupt must not have to wait for a whole batch."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
        self._pool = None


def _within(work: Callable[[Item], Result], seconds: int, item: Item) -> Result:
    """The result of an item, or the end of this process when it takes too long: the one watch that waits for no library."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            return work(item)
        finally:
            faulthandler.cancel_dump_traceback_later()


def _leave_interrupts() -> None:
    """Ctrl-C reaches every process of a terminal; only the first one answers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
