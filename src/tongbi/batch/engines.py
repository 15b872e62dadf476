"""Engines: where the work is done. Each gives an executor of the standard library, so that all else is one code.

A task works in a child of the process that the executor calls it in (see `child`), on this machine or on a cluster's; the bytes that come
out are the same.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from tongbi.bounds import child
from tongbi.config import Output
from tongbi.errors import UsageError

_WAIT = 20  # seconds for a scheduler to answer, and for its first worker


@dataclass(frozen=True, slots=True)
class Engine:
    """An executor, how many tasks it does at once, how it is ended (`close` when its work is done, `kill` at once), and its name."""

    executor: Executor
    width: Callable[[], int]
    close: Callable[[], None]
    kill: Callable[[], None]
    name: str = "local"


def local(jobs: int) -> Engine:
    """So many threads here, each of which waits for a child of its own; where children are forked, they have from here what all need."""
    if child.are_forked():
        import_module("tongbi.pipeline")
        import_module("tongbi.report.schema").detect("", ())
        child.fork_ahead(jobs)
    threads = ThreadPoolExecutor(jobs)

    def kill() -> None:
        ending = threading.Thread(target=threads.shutdown, kwargs={"cancel_futures": True})
        ending.start()
        while ending.is_alive():  # a thread may be about to begin a task
            child.end_busy()
            ending.join(0.05)

    return Engine(threads, lambda: jobs, threads.shutdown, kill)


def dask(address: str) -> Engine:
    """The workers of a Dask scheduler. UsageError when it does not answer, has no worker, or the extra is missing."""
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        raise UsageError("--engine dask needs the extra `dask`; pip install 'tongbi[dask]'") from error
    try:
        # One that has met no scheduler would wait for it again when it is thrown away, for 40 seconds.
        kind = type("Client", (distributed.Client,), {"__del__": lambda _: None})
        client = kind(address, timeout=_WAIT, set_as_default=False)
        client.wait_for_workers(1, timeout=_WAIT)
    except (OSError, TimeoutError, ValueError) as error:
        raise UsageError(
            f"--scheduler {address}: no scheduler with workers answers there; start one with `dask scheduler` and `dask worker`"
        ) from error
    executor: Executor = client.get_executor(pure=False, retries=1)
    return Engine(executor, lambda: max(1, sum(client.nthreads().values())), client.close, client.close, f"--scheduler {address}")


def opened(output: Output) -> Engine:
    """The engine that a run asks for."""
    if output.engine == "dask":
        if not output.scheduler:
            raise UsageError("--engine dask needs --scheduler ADDRESS, as in tcp://127.0.0.1:8786")
        return dask(output.scheduler)
    return local(output.jobs)
