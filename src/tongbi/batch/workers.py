"""Work spread over an engine: results as they come, few at a time under way, and an item that kills its process costs only itself."""

from __future__ import annotations

import faulthandler
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from tongbi.batch import engines
from tongbi.batch.engines import Engine
from tongbi.config import Output

Item = TypeVar("Item")
Result = TypeVar("Result")
# So many items under way for each process: none waits for the parent, and the parent holds few.
_AHEAD = 3


class Workers:
    """An engine at work; with one job on this machine, the work is done in this process.

    `work` and the items must be picklable, `work` must not raise.
    """

    def __init__(self, output: Output) -> None:
        self._output = output
        self._inside = output.engine == "local" and output.jobs == 1
        self._engine: Engine | None = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Waits for nothing after an interrupt: every output is whole or absent, and what was under way is done by the next run."""
        if self._engine is not None:
            (self._engine.close if kind is None else self._engine.kill)()
        self._engine = None

    def each(
        self, work: Callable[[Item], Result], items: Iterable[Item], lost: Callable[[Item], Result], seconds: int | None = None
    ) -> Iterator[Result]:
        """The result of each item, whichever is finished first.

        `lost` makes the result of an item whose process died twice, the second time alone. A process of several that takes more than
        so many seconds over an item is ended, be it in a library that never returns.
        """
        if self._inside:
            yield from map(work, items)
            return
        bounded = partial(_within, work, seconds) if seconds is not None else work
        yield from self._together(bounded, iter(items), lost)

    def _together(self, work: Callable[[Item], Result], items: Iterator[Item], lost: Callable[[Item], Result]) -> Iterator[Result]:
        running: dict[Future[Result], Item] = {}
        torn: list[Item] = []
        while True:
            engine = self._open()
            for item in islice(items, 0 if torn else max(0, _AHEAD * engine.width() - len(running))):
                try:
                    running[engine.executor.submit(work, item)] = item
                except BrokenProcessPool:
                    torn.append(item)
            if running:
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    item = running.pop(future)
                    if _is_lost(future.exception()):
                        torn.append(item)
                    else:
                        yield future.result()
            elif torn:
                # A pool that lost one process fails everything in it; one at a time shows who it was.
                self._end()
                yield from (self._alone(work, item, lost) for item in torn)
                torn = []
            else:
                return

    def _alone(self, work: Callable[[Item], Result], item: Item, lost: Callable[[Item], Result]) -> Result:
        try:
            return self._open().executor.submit(work, item).result()
        except Exception as error:
            if not _is_lost(error):
                raise
            self._end()
            return lost(item)

    def _open(self) -> Engine:
        if self._engine is None:
            self._engine = engines.opened(self._output)
        return self._engine

    def _end(self) -> None:
        """Ends a pool that broke; a scheduler goes on."""
        if self._engine is not None and self._output.engine == "local":
            self._engine.kill()
            self._engine = None


def _is_lost(error: BaseException | None) -> bool:
    """Whether an error says that a process died: the pool's, or the scheduler's after several workers died over one task."""
    return isinstance(error, BrokenProcessPool) or type(error).__name__ in {"KilledWorker", "FutureCancelledError", "CancelledError"}


def _within(work: Callable[[Item], Result], seconds: int, item: Item) -> Result:
    """The result of an item, or the end of this process when it takes too long: the one watch that waits for no library."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            return work(item)
        finally:
            faulthandler.cancel_dump_traceback_later()
