"""Scheduling: tasks spread over an engine, few at a time; one that breaks costs only itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from itertools import islice
from types import TracebackType
from typing import TypeVar

from tongbi.batch import engines
from tongbi.batch.engines import Engine
from tongbi.config import Output
from tongbi.errors import OutputError

Item = TypeVar("Item")
Result = TypeVar("Result")
# So many items under way for each process: none waits for the parent, and the parent holds few.
_AHEAD = 3
_LOST = {"KilledWorker", "FutureCancelledError", "CancelledError"}  # by the scheduler, after several workers died over one task


class Workers:
    """An engine at work; with one job on this machine, the work is done in this thread.

    `work` and the items must be picklable, `work` must not raise. OutputError when the scheduler of a cluster goes away.
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

    def each(self, work: Callable[[Item], Result], items: Sequence[Item], lost: Callable[[Item], Result]) -> Iterator[Result]:
        """The result of each item, whichever is finished first; `lost` makes that of an item over which workers of a cluster died."""
        if self._inside or not items:
            yield from map(work, items)
            return
        self._engine = engine = self._engine or engines.opened(self._output)
        coming = iter(items)
        running: dict[Future[Result], Item] = {}
        while True:
            for item in islice(coming, max(0, _AHEAD * engine.width() - len(running))):
                running[engine.executor.submit(work, item)] = item
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                if future.cancelled():
                    raise OutputError(f"{engine.name}: went away; start it again, and run again: what is done is kept")
                item = running.pop(future)
                yield lost(item) if type(future.exception()).__name__ in _LOST else future.result()
