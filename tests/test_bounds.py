"""Bounds of reading: time and memory end in one line, a library's errors too, a bug of ours keeps its traceback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import lxml.etree
import pytest

from tongbi import bounds, pipeline
from tongbi.bounds import child
from tongbi.config import Limits, Options
from tongbi.errors import InputError, OutOfBounds

PATH = Path("report.docx")
REPORT = "某县2023年法治政府建设年度报告\n一、主要举措\n办理案件12件。\n二、存在的不足\n力量不足。\n"


def spin(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass


FOREVER = 10.0**6


def held(work: Callable[[], object], limits: Limits) -> None:
    with bounds.held(PATH, limits):
        work()


def bounded(work: Callable[[], object], **limits: int) -> None:
    """Some work of a function that can be told by its name, in a child."""
    child.apart(held, work, Limits(**limits))


def with_a_net(work: Callable[[], object]) -> None:
    """Holds every exception, as readers around libraries do."""
    try:
        work()
    except Exception as error:
        raise InputError(PATH, "damaged", "save it again") from error


def test_time_that_runs_out_is_one_line_and_leaves_this_process_alone() -> None:
    with pytest.raises(InputError, match=r"^report\.docx: reading it took longer than 1 seconds; .*--max-seconds$"):
        bounded(partial(with_a_net, partial(spin, FOREVER)), max_seconds=1)
    assert threading.active_count() == 1
    assert child.apart(os.getpid) != os.getpid()


def test_time_holds_in_other_threads_and_in_native_calls_too() -> None:
    met: list[BaseException] = []

    def read() -> None:
        try:
            bounded(partial(eval, "__import__('ctypes').PyDLL(None).sleep(10**6)"), max_seconds=1)
        except BaseException as error:
            met.append(error)

    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
    assert [type(error) for error in met] == [InputError]


def thrice_in_two_seconds() -> None:
    with bounds.task(2, 1000):
        for _ in range(3):
            with bounds.task(20, 1000):
                spin(0.7)
        spin(FOREVER)


def test_a_block_within_another_takes_of_its_time() -> None:
    with pytest.raises(OutOfBounds, match="took longer than 2 seconds"):
        child.apart(thrice_in_two_seconds)


@pytest.mark.parametrize("slow", ["report.outline.outline", "figures.extract"])
def test_what_is_made_of_a_text_is_bounded_as_reading_it_is(slow: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "2023.txt").write_text(REPORT, encoding="utf-8")
    monkeypatch.setattr(f"tongbi.{slow}", lambda *_: spin(FOREVER))
    with pytest.raises(InputError, match=r"2023\.txt: reading it took longer than 1 seconds; "):
        pipeline.inspect(tmp_path / "2023.txt", Options(limits=Limits(max_seconds=1)))


def test_a_comparison_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for year in ("2022", "2023"):
        (tmp_path / f"{year}.txt").write_text(REPORT.replace("2023", year), encoding="utf-8")
    read = {path: pipeline.inspect(path) for path in tmp_path.iterdir()}
    monkeypatch.setattr(pipeline, "inspect", lambda path, _: read[path])  # reading has the same bound
    monkeypatch.setattr("tongbi.comparison.alignment.align", lambda *_: spin(FOREVER))
    child.end_all()
    with pytest.raises(OutOfBounds, match=r"took longer than 2 seconds; allow more with --max-seconds"):
        pipeline.compare(sorted(tmp_path.iterdir()), Options(limits=Limits(max_seconds=1)))


def test_what_is_quick_enough_is_left_alone() -> None:
    first = child.apart(os.getpid)
    bounded(partial(spin, 0))
    assert child.apart(os.getpid) == first
    assert not [one for one in threading.enumerate() if isinstance(one, threading.Timer)]


def limit_after(work: Callable[[], object]) -> tuple[bool, int]:
    """Whether the child has the limit that it had before some work failed, and how much it can have of memory then, in bytes."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_DATA)
    with suppress(InputError):
        held(work, Limits(max_memory=50))
    return resource.getrlimit(resource.RLIMIT_DATA) == before, len(bytearray(60 << 20))


def large() -> None:
    bytearray(4 << 30)


LARGE_TREE = partial(lxml.etree.fromstring, b"<a>" + b"<b/>" * 3_000_000 + b"</a>")


@pytest.mark.skipif(sys.platform != "linux", reason="memory is held on Linux alone")
@pytest.mark.parametrize("work", [large, partial(with_a_net, large), partial(with_a_net, LARGE_TREE)], ids=["plain", "net", "library"])
def test_memory_that_runs_out_is_one_line_and_is_given_back(work: Callable[[], object]) -> None:
    with pytest.raises(InputError, match=r"^report\.docx: needs more than 50 MB of memory; .*--max-memory$"):
        bounded(work, max_memory=50)
    assert child.apart(limit_after, work) == (True, 60 << 20)


def deeper() -> None:
    deeper()


def test_depth_that_runs_out() -> None:
    with pytest.raises(InputError, match=r"^report\.docx: its parts are nested without end; "):
        bounded(deeper)


def of_ours() -> None:
    ours: dict[str, object] = {"__name__": "tongbi.readers.text"}
    exec("def read(): return {}['missing']", ours)
    ours["read"]()  # type: ignore[operator]


def test_what_a_library_raises_is_damage_and_what_we_raise_is_a_bug() -> None:
    with pytest.raises(InputError, match=r"^report\.docx: damaged \(XMLSyntaxError\); "):
        bounded(partial(lxml.etree.fromstring, "<a>"))
    with pytest.raises(InputError, match=r"^report\.docx: damaged \(JSONDecodeError\); "):
        bounded(partial(json.loads, "{"))
    with pytest.raises(KeyError) as met:
        bounded(of_ours)
    assert "in read" in "".join(met.value.__notes__)


class Slow:
    def __del__(self) -> None:
        spin(FOREVER)


def test_time_that_runs_out_in_a_destructor_is_one_line_too(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(InputError, match="took longer than 1 seconds"):
        bounded(Slow, max_seconds=1)
    assert capfd.readouterr() == ("", "")


def test_names_of_files_are_relative_to_where_the_caller_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "2023.txt").write_text(REPORT.replace("某县", f"{name}县"), encoding="utf-8")
        monkeypatch.chdir(tmp_path / name)
        assert f"{name}县" in pipeline.inspect(Path("2023.txt")).title


def test_what_a_child_that_was_ended_leaves_in_temporary_files_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    room = Path(child.apart(tempfile.mkdtemp))
    assert room.is_dir()
    child.end_all()
    assert not room.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="signals of a terminal's process group")
def test_an_interrupt_leaves_nothing_half_written(tmp_path: Path) -> None:
    slow = tmp_path / "slow.py"
    slow.write_text(
        "import sys, time\nfrom pathlib import Path\nfrom tongbi import outputs\nfrom tongbi.bounds import child\n\n"
        "def write(folder):\n    with outputs.replacing(folder / 'table.xlsx'):\n"
        "        (folder / 'begun').touch()\n        time.sleep(1000)\n\n"
        "if __name__ == '__main__':\n    import slow\n    child.apart(slow.write, Path(sys.argv[1]))\n",
        encoding="utf-8",
    )
    folder = tmp_path / "out"
    folder.mkdir()
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    command = [sys.executable, str(slow), str(folder)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True, preexec_fn=heard) as running:
        while not (folder / "begun").exists():
            assert running.poll() is None, running.stderr and running.stderr.read()
            time.sleep(0.01)
        os.killpg(running.pid, signal.SIGINT)
        running.communicate()
    assert [one.name for one in folder.iterdir()] == ["begun"]


@pytest.mark.skipif(sys.platform != "linux", reason="children are forked on Linux alone")
def test_a_child_keeps_no_pipe_of_its_parent_open() -> None:
    child.end_all()
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE) as other:
        assert child.apart(os.getpid) != os.getpid()
        assert other.stdin is not None
        other.stdin.close()
        assert other.wait(timeout=60) == 0
