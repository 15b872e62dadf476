"""Readers work in a child: one that aborts, hangs or breaks costs its file, and the next file is read."""

from __future__ import annotations

import os
import sys
import threading
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner

from clock import HANG
from test_overnight import put
from test_pdf import BODY, lines
from test_pdf import made as made_pdf
from tongbi import pipeline
from tongbi.bounds import child
from tongbi.cli import main
from tongbi.config import Limits, Options
from tongbi.errors import InputError
from tongbi.readers.source_file import File

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
FAKE = """
import os, signal, time
from tongbi import bounds
def read(file):
    with bounds.held(file.path, file.limits):
        return act(file)
def act(file):
    act = file.raw.decode()
    if act == "abort":
        os.abort()
    if act == "exit":
        os._exit(0)
    if act == "hang":
        signal.pthread_sigmask(signal.SIG_BLOCK, set(signal.Signals) - {signal.SIGKILL})
        time.sleep(10**6)
    if act == "print":
        os.write(1, b"chatter" * 9)
    if act == "fail":
        raise LookupError("of the reader")
    return act, os.getpid()
"""


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[File], tuple[str, int]]:
    """A reader in a library that does as its file says; the process at work learns of it."""
    (tmp_path / "fake_reader.py").write_text(FAKE, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    sys.modules.pop("fake_reader", None)
    return partial(child.apart, import_module("fake_reader").read)


def file(act: str, seconds: int = HANG) -> File:
    return File(Path("report.pdf"), act.encode(), Limits(max_seconds=seconds))


@posix
@pytest.mark.parametrize("act", ["abort", "exit"])
def test_a_reader_that_dies_costs_its_file_alone(fake: Callable[[File], tuple[str, int]], act: str) -> None:
    with pytest.raises(InputError, match=r"^report\.pdf: damaged, or .*its reader broke off\); "):
        fake(file(act))
    assert fake(file("fine"))[0] == "fine"


def test_one_process_reads_one_file_after_the_other(fake: Callable[[File], tuple[str, int]]) -> None:
    said = [fake(file(act)) for act in ("fine", "print", "fine")]
    assert [act for act, _ in said] == ["fine", "print", "fine"]
    assert len({process for _, process in said}) == 1
    assert os.getpid() not in {process for _, process in said}


@posix
def test_a_reader_that_never_returns_is_ended(fake: Callable[[File], tuple[str, int]]) -> None:
    hanging = file("hang", 2)
    with pytest.raises(InputError, match="took longer than 2 seconds"):
        fake(hanging)
    assert fake(file("fine"))[0] == "fine"


def test_a_bug_keeps_its_traceback(fake: Callable[[File], tuple[str, int]]) -> None:
    with pytest.raises((RuntimeError, InputError)) as met:
        fake(file("fail"))
    assert "LookupError" in str(met.value) + "".join(getattr(met.value, "__notes__", []))


def test_several_threads_share_it(fake: Callable[[File], tuple[str, int]]) -> None:
    said: list[str] = []
    threads = [threading.Thread(target=lambda act=str(number): said.append(fake(file(act))[0])) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == [str(number) for number in range(8)]


def bomb() -> bytes:
    """A PDF whose page unpacks to gigabytes: PDFium ends its process when it is refused that much."""
    packing, blank = zlib.compressobj(9), bytes(1 << 20)
    once = b"".join([*(packing.compress(blank) for _ in range(600)), packing.flush()])
    twice = zlib.compress(once, 9)
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>\nstream\n%s\nendstream" % (len(twice), twice),
    )
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, one) for number, one in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer\n<</Root 1 0 R/Size 5>>\n%%EOF\n"


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux alone")
def test_a_pdf_that_ends_its_process_costs_its_file_alone(tmp_path: Path) -> None:
    folder, path = tmp_path / "in", tmp_path / "in" / "bomb.pdf"
    for year in (2021, 2022):
        put(folder, "甲川县", year)
    path.write_bytes(bomb())
    bounded = ["--max-memory", "400"]
    alone = CliRunner().invoke(main, ["inspect", str(path), *bounded])
    assert (alone.exit_code, len(alone.stderr.splitlines())) == (2, 1)
    for unchanged in ("", ", 1 of them unchanged"):  # and no later run is worse
        done = CliRunner().invoke(main, ["batch", str(folder), "-o", str(tmp_path / "out"), "--formats", "json", "--quiet", *bounded])
        assert done.exit_code == 3, done.output
        told = done.stderr.splitlines()
        assert told[0] == f"1 done, 1 failed{unchanged}"
        assert told[1].startswith(f"failed: {path}: ")


def test_a_pdf_is_read_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "某县2023年法治政府建设年度报告.pdf"
    path.write_bytes(made_pdf([lines(BODY)]))
    found = pipeline.inspect(path, Options())
    assert found.source.path == str(path)
    assert [unit.text for unit in found.units]


@pytest.mark.skipif(sys.platform != "linux", reason="forks")
def test_children_that_are_forked_ahead_work_for_threads() -> None:
    child.end_all()
    child.fork_ahead(2)
    ahead = {one.process.pid for one in child._idle}
    rooms = [Path(one._room.name) for one in child._idle]
    with ThreadPoolExecutor(2) as threads:
        done = [threads.submit(child.apart, os.getpid) for _ in range(6)]
    assert len(ahead) == 2
    assert {one.result() for one in done} <= ahead
    assert all(room.is_dir() for room in rooms)
    child.end_all()
    assert not any(room.exists() for room in rooms)
