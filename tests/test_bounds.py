"""Bounds of reading: time and memory end in one line, a library's errors too, a bug of ours keeps its traceback."""

from __future__ import annotations

import json
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import lxml.etree
import pytest

from tongbi import bounds, pipeline
from tongbi.config import Limits, Options
from tongbi.errors import InputError, OutOfBounds

PATH = Path("report.docx")
REPORT = "某县2023年法治政府建设年度报告\n一、主要举措\n办理案件12件。\n二、存在的不足\n力量不足。\n"


def spin(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass


def held(work: Callable[[], object], **limits: int) -> None:
    with bounds.held(PATH, Limits(**limits)):
        work()


def reader_with_a_net(work: Callable[[], object]) -> Callable[[], object]:
    """Holds every exception, as readers around libraries do."""

    def read() -> None:
        try:
            work()
        except Exception as error:
            raise InputError(PATH, "damaged", "save it again") from error

    return read


def test_time_that_runs_out_is_one_line_and_leaves_no_alarm() -> None:
    handler = signal.getsignal(signal.SIGALRM)
    begin = time.monotonic()
    with pytest.raises(InputError, match=r"^report\.docx: reading it took longer than 1 seconds; .*--max-seconds$"):
        held(reader_with_a_net(lambda: spin(20)), max_seconds=1)
    assert time.monotonic() - begin < 3
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGALRM) is handler


def test_time_holds_in_other_threads_too() -> None:
    met: list[BaseException] = []

    def read() -> None:
        try:
            with bounds.held(PATH, Limits(max_seconds=1)):
                spin(20)
        except BaseException as error:
            met.append(error)
        spin(1)  # nothing is raised after the end

    thread = threading.Thread(target=read)
    thread.start()
    thread.join(10)
    assert [type(error) for error in met] == [InputError]


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="there is no alarm")
def test_a_block_within_another_takes_of_its_time() -> None:
    def work() -> None:
        for _ in range(3):
            with bounds.task(20, 1000):
                spin(0.7)
        spin(20)

    begin = time.monotonic()
    with pytest.raises(OutOfBounds, match="took longer than 2 seconds"), bounds.task(2, 1000):
        work()
    assert time.monotonic() - begin < 4


@pytest.mark.parametrize("slow", ["report.outline.outline", "figures.extract"])
def test_what_is_made_of_a_text_is_bounded_as_reading_it_is(slow: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "2023.txt").write_text(REPORT, encoding="utf-8")
    monkeypatch.setattr(f"tongbi.{slow}", lambda *_: spin(20))
    begin = time.monotonic()
    with pytest.raises(InputError, match=r"2023\.txt: reading it took longer than 1 seconds; "):
        pipeline.inspect(tmp_path / "2023.txt", Options(limits=Limits(max_seconds=1)))
    assert time.monotonic() - begin < 3


def test_a_comparison_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for year in ("2022", "2023"):
        (tmp_path / f"{year}.txt").write_text(REPORT.replace("2023", year), encoding="utf-8")
    monkeypatch.setattr("tongbi.comparison.alignment.align", lambda *_: spin(20))
    with pytest.raises(OutOfBounds, match=r"took longer than 2 seconds; allow more with --max-seconds"):
        pipeline.compare(sorted(tmp_path.iterdir()), Options(limits=Limits(max_seconds=1)))


def test_what_is_quick_enough_is_left_alone() -> None:
    with bounds.held(PATH, Limits(max_seconds=1)):
        pass
    spin(1.2)


@pytest.mark.skipif(sys.platform != "linux", reason="memory is held on Linux alone")
def test_memory_that_runs_out_is_one_line_and_is_given_back() -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_DATA)
    for work in (lambda: bytearray(4 << 30), reader_with_a_net(lambda: bytearray(4 << 30))):
        with pytest.raises(InputError, match=r"^report\.docx: needs more than 50 MB of memory; .*--max-memory$"):
            held(work, max_memory=50)
    xml = b"<a>" + b"<b/>" * 3_000_000 + b"</a>"
    with pytest.raises(InputError, match=r"^report\.docx: needs more than 50 MB of memory; "):
        held(reader_with_a_net(lambda: lxml.etree.fromstring(xml)), max_memory=50)
    assert resource.getrlimit(resource.RLIMIT_DATA) == before
    assert len(bytearray(60 << 20)) == 60 << 20


def test_depth_that_runs_out() -> None:
    def deeper() -> None:
        deeper()

    with pytest.raises(InputError, match=r"^report\.docx: its parts are nested without end; "), bounds.held(PATH, Limits()):
        deeper()


def test_what_a_library_raises_is_damage_and_what_we_raise_is_a_bug() -> None:
    with pytest.raises(InputError, match=r"^report\.docx: damaged \(XMLSyntaxError\); "), bounds.held(PATH, Limits()):
        lxml.etree.fromstring("<a>")
    with pytest.raises(InputError, match=r"^report\.docx: damaged \(JSONDecodeError\); "), bounds.held(PATH, Limits()):
        json.loads("{")
    ours: dict[str, object] = {"__name__": "tongbi.readers.text"}
    exec("def read(): return {}['missing']", ours)
    with pytest.raises(KeyError), bounds.held(PATH, Limits()):
        ours["read"]()  # type: ignore[operator]


def test_an_alarm_that_rings_in_a_destructor_rings_again_and_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    class Slow:
        def __del__(self) -> None:
            spin(1.3)

    def read() -> None:
        Slow()
        spin(20)

    hook = sys.unraisablehook
    begin = time.monotonic()
    with pytest.raises(InputError, match="took longer than 1 seconds"):
        held(read, max_seconds=1)
    assert time.monotonic() - begin < 3
    assert capfd.readouterr() == ("", "")
    assert sys.unraisablehook is hook


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="there is no alarm")
def test_an_alarm_that_rings_on_the_way_out_is_one_line_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "_AGAIN", 2e-4)
    for _ in range(300):
        with pytest.raises(OutOfBounds), bounds.task(1e-3, 1000):  # type: ignore[arg-type]
            spin(20)
