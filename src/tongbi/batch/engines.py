"""Engines: where the work is done. Each gives an executor of the standard library, so that all else is one code.

Both start their tasks in processes of their own; the bytes that come out are the same.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import connection, get_context, parent_process
from typing import Any

from tongbi import bounds
from tongbi.config import Output
from tongbi.errors import UsageError

_WAIT = 20  # seconds for a scheduler to answer, and for its first worker


@dataclass(frozen=True, slots=True)
class Engine:
    """An executor, how many tasks it does at once, and how it is ended: `close` when its work is done, `kill` at once."""

    executor: Executor
    width: Callable[[], int]
    close: Callable[[], None]
    kill: Callable[[], None]


def local(jobs: int) -> Engine:
    """So many processes on this machine."""
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_begin)

    def kill() -> None:
        for process in list((pool._processes or {}).values()):
            process.kill()
        pool.shutdown(wait=False, cancel_futures=True)

    return Engine(pool, lambda: jobs, pool.shutdown, kill)


def dask(address: str) -> Engine:
    """The workers of a Dask scheduler. UsageError when it does not answer, has no worker, or the extra is missing."""
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        raise UsageError("--engine dask needs the extra `dask`; pip install 'tongbi[dask]'") from error
    try:
        client = distributed.Client(address, timeout=_WAIT, set_as_default=False)
        client.wait_for_workers(1, timeout=_WAIT)
    except (OSError, TimeoutError, ValueError) as error:
        raise UsageError(f"--scheduler {address}: no scheduler with workers answers there; start one with `dask scheduler`") from error
    executor: Executor = client.get_executor(pure=False, retries=1)
    return Engine(executor, lambda: max(1, sum(client.nthreads().values())), client.close, client.close)


def opened(output: Output) -> Engine:
    """The engine that a run asks for."""
    if output.engine == "dask":
        if not output.scheduler:
            raise UsageError("--engine dask needs --scheduler ADDRESS, as in tcp://127.0.0.1:8786")
        return dask(output.scheduler)
    return local(output.jobs)


def _begin() -> None:
    """Ctrl-C reaches every process of a terminal, and only the first one answers; a worker whose parent was killed ends as well."""
    bounds.collect_seldom()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    connection.wait([sentinel])
    sys.stderr = None  # what a torn-down process still has to say is nobody's news
    os._exit(1)
