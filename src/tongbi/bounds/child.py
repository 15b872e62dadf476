"""A child process that works for this one: it can be ended when it is overdue, and a library that aborts or hangs costs its work alone.

The child is kept for the next work. It is forked where that is safe (on Linux, from a process with one thread), which costs some
milliseconds; elsewhere a new interpreter is started. Inside, blocks of work say what they may take (`tell`, see `bounds`); the parent
watches the time, and kills the child with all that it has started (LibreOffice). Work on a store in this process's own memory (`memory://`)
is done here, unbounded.
"""

from __future__ import annotations

import atexit
import faulthandler
import gc
import os
import pickle
import queue
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, NamedTuple, TypeVar

from tongbi.bounds import processes
from tongbi.errors import OutOfBounds, TongbiError

Result = TypeVar("Result")
DIED = OutOfBounds("the process that worked on it broke off, perhaps for want of memory; try the file alone")
_NEARLY = 1  # seconds: of bounds that run out so close together the innermost one is told, since it knows the file


class Bound(NamedTuple):
    """What a block of work may take: seconds, and the errors for one that takes longer and for one whose process dies."""

    seconds: float
    late: Exception
    died: Exception


def collect_seldom() -> None:
    """Has cycles of objects looked for less often in this process: a comparison makes many objects and few cycles, and the default
    looks a hundred times as often as pays, for a tenth of all time."""
    gc.set_threshold(100_000, 10, 10)


# ── from outside ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


def apart(work: Callable[..., Result], *args: Any) -> Result:
    """What a function of a module makes of the arguments, in a child; in this process where it is a child itself.

    Errors are those of the work; where the child was ended or died, those of the bound that it was in. All must be picklable.
    """
    if _here or _parent is not None or any(map(is_in_memory, args)):
        return work(*args)
    told, answer = _asked(work, args)
    if told == "died":  # once more: the system may have ended it for want of memory that others took
        told, answer = _asked(work, args)
    if told != "returned":
        raise answer
    found: Result = answer
    return found


def _asked(work: Callable[..., Any], args: tuple[Any, ...]) -> tuple[str, Any]:
    child = _taken()
    _busy.add(child)
    try:
        told, answer = child.asked(work, args)
    except BaseException:  # an interrupt: the answer would be taken for the next one's
        try:
            child.break_off()
        finally:
            child.end()
        raise
    finally:
        _busy.discard(child)
    if child.is_ended or told == "died":
        child.end()
    else:
        _idle.append(child)
    return told, answer


def is_in_memory(path: object) -> bool:
    """Whether a path lies in a store in this process's own memory, where no other process finds it."""
    return getattr(path, "protocol", "") == "memory"


@contextmanager
def here(wanted: bool) -> Iterator[None]:
    """Has work done in this process meanwhile, unbounded: what it works on is nowhere else."""
    global _here
    before, _here = _here, _here or wanted
    try:
        yield
    finally:
        _here = before


@atexit.register
def end_all() -> None:
    """Ends the children that are kept for the next work."""
    while _idle:
        _idle.pop().end()


def end_busy() -> None:
    """Ends the children that work for other threads; what they work on is lost."""
    for child in list(_busy):
        child.kill()


def are_forked() -> bool:
    """Whether a child that is begun now is forked, and so has all that this process has loaded."""
    return sys.platform == "linux" and threading.active_count() == 1


def may_copy() -> bool:
    """Whether this process may be forked as it is: beside its own thread a child has one alone, which waits for its parent."""
    return are_forked() or (is_one() and sys.platform == "linux")


def fork_ahead(number: int) -> None:
    """Forks so many children for work that will be asked for by several threads: from then on it is not safe."""
    _idle.extend(_Child() for _ in range(number - len(_idle)))


def _taken() -> _Child:
    """A child that has nothing to do."""
    with suppress(IndexError):  # another thread may take one meanwhile
        while True:
            child = _idle.pop()
            if child.process.poll() is None:
                return child
            child.end()
    return _Child()


class _Child:
    """A process that works for this one, with a folder of its own for temporary files."""

    def __init__(self) -> None:
        self.is_ended = False
        self._room = tempfile.TemporaryDirectory(prefix="tongbi-", ignore_cleanup_errors=True)
        begin = processes.forked if are_forked() else processes.started
        self.process, self._requests, self._answers = begin(serve, self._room.name)

    def asked(self, work: Callable[..., Any], args: tuple[Any, ...]) -> tuple[str, Any]:
        """What became of the work, and its result or error: "returned", "raised", "late" (ended from here) or "died"."""
        bounds: list[tuple[float, Bound, int]] = []
        watch = _Watch(self.kill)
        try:
            processes.send(self._requests, (_folder(), work, args))
            while True:
                told, value = pickle.loads(processes.received(self._answers))
                if told == "begin":
                    bounds.append((time.monotonic() + value[0].seconds, *value))
                elif told == "end":
                    bounds.remove(next(one for one in reversed(bounds) if one[-1] == value))
                else:
                    return told, value
                watch.until(min((end for end, *_ in bounds), default=None))
        except (OSError, EOFError):
            if not watch.rang:
                return "late" if self.is_ended else "died", bounds[-1][1].died if bounds else DIED
            return "late", [bound for end, bound, _ in bounds if end < time.monotonic() + _NEARLY][-1].late
        finally:
            watch.stop()

    def kill(self) -> None:
        """Ends the child with all that it has started; of one that has no group yet, the child alone."""
        self.is_ended = True
        with suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(self.process.pid, signal.SIGKILL)
        if self.process.poll() is None:
            with suppress(OSError):
                self.process.kill()

    def break_off(self) -> None:
        """Interrupts the child, which clears away what it has half written; it has a second for that."""
        watch = _Watch(self.kill)
        watch.until(time.monotonic() + _NEARLY)
        with suppress(OSError):
            os.kill(self.process.pid, signal.SIGINT)
        self.process.wait()
        watch.stop()

    def end(self) -> None:
        """Ends the child, and waits until it is over."""
        self.kill()
        self.leave()
        self.process.wait()
        self._room.cleanup()

    def leave(self) -> None:
        """Closes this process's ends of the pipes."""
        for stream in (self._requests, self._answers):
            with suppress(OSError):
                stream.close()


class _Watch:
    """Calls `kill` when time is over; `rang` says that it did.

    One thread waits, whatever is said meanwhile: to begin another for each block of work would take a tenth of a short report's time.
    """

    def __init__(self, kill: Callable[[], None]) -> None:
        self.rang = False
        self._kill = kill
        self._end: float | None = None
        self._is_over = False
        self._said = threading.Condition()
        self._thread: threading.Thread | None = None

    def until(self, end: float | None) -> None:
        """Waits until then, no longer until what was said before."""
        with self._said:
            sooner = end is not None and (self._end is None or end < self._end)
            self._end = end
            if self._thread is None and end is not None:
                self._thread = threading.Thread(target=self._wait, daemon=True)
                self._thread.start()
            elif sooner:
                self._said.notify()

    def stop(self) -> None:
        """Waits no more."""
        with self._said:
            self._is_over = True
            self._said.notify()
        if self._thread is not None:
            self._thread.join()

    def _wait(self) -> None:
        with self._said:
            while not self._is_over:
                left = None if self._end is None else self._end - time.monotonic()
                if left is not None and left <= 0:
                    self.rang = True
                    self._kill()
                    return
                self._said.wait(left)


def _folder() -> str | None:
    """The folder that names of files are relative to."""
    try:
        return str(Path.cwd())
    except OSError:
        return None


# ── from inside ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def serve(requests: IO[bytes], answers: int, room: str) -> None:
    """Works until the parent is gone, and ends with it; what a library prints goes nowhere."""
    global _parent
    _parent = os.fdopen(os.dup(answers), "wb")
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)  # Ctrl-C reaches the parent alone, and one signal ends what was started here
    sys.stdout = sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - as long as this process
    for stream in (1, 2):
        os.dup2(sys.stdout.fileno(), stream)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    faulthandler.disable()  # a caller may have it write to a stream of its own
    tempfile.tempdir = room
    collect_seldom()
    waiting: queue.Queue[bytes] = queue.Queue()
    threading.Thread(target=_listen, args=(requests, waiting), daemon=True).start()
    while True:
        folder, work, args = pickle.loads(waiting.get())
        if folder is not None:
            os.chdir(folder)
        processes.send(_parent, answered(work, args))


def is_one() -> bool:
    """Whether this process is a child."""
    return _parent is not None


def tell(begun: Bound | None) -> None:
    """Tells the parent that a block of work begins, or by None that the last one of this process has ended (see `copies`)."""
    assert _parent is not None
    processes.send(_parent, ("end", os.getpid()) if begun is None else ("begin", (begun, os.getpid())))


def _listen(requests: IO[bytes], waiting: queue.Queue[bytes]) -> None:
    with suppress(EOFError, OSError):
        while True:
            waiting.put(processes.received(requests))
    if hasattr(os, "killpg"):
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def answered(work: Callable[..., Any], args: tuple[Any, ...]) -> tuple[str, Any]:
    """ "returned" and the result, or "raised" and the error that was met; a bug brings its traceback along as a note."""
    try:
        return "returned", work(*args)
    except Exception as error:
        if isinstance(error, TongbiError):
            return "raised", error
        error.add_note(traceback.format_exc())
        with suppress(Exception):
            if type(pickle.loads(pickle.dumps(error))) is type(error):
                return "raised", error
        told = RuntimeError(f"{type(error).__name__}: {error}")
        told.add_note(traceback.format_exc())
        return "raised", told


_idle: list[_Child] = []
_busy: set[_Child] = set()
_here = False
_parent: IO[bytes] | None = None  # where a child says what it does
_others: list[_Child] = []


def _leave_others() -> None:
    """In a child that was forked: those that its parent started before belong to that one, as their folders do."""
    _others.extend(_idle)
    _idle.clear()
    for one in _others:
        one.leave()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_leave_others)
