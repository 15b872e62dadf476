"""What a batch survives: being killed at any moment, folders made to do harm, a cluster that loses a worker, an object store."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from clock import HANG
from tongbi import batch, locations
from tongbi.batch import Run
from tongbi.config import Limits, Options, Output
from tongbi.errors import UsageError

NAMES = ("甲川县", "乙河县", "丙山县", "丁湖县")
FORMATS = ("json", "md", *(("parquet",) if find_spec("pyarrow") else ()))
KILLS = int(os.environ.get("TONGBI_KILLS", "20"))
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


def put(folder: Path, organisation: str, year: int) -> None:
    """A made-up report in a file."""
    folder.mkdir(parents=True, exist_ok=True)
    points = "".join(f"第{number}项工作扎实推进，全年办理案件{year % 100 + number * 7}件，同比增长{number}%。" for number in range(1, 9))
    text = f"{organisation}{year}年法治政府建设年度报告\n一、主要举措\n{points}\n二、存在的问题\n执法力量不足。\n"
    (folder / f"{organisation}{year}.txt").write_text(text, encoding="utf-8")


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    for name in NAMES:
        for year in (2021, 2022):
            put(tmp_path / "in", name, year)
    return tmp_path / "in"


def output(out: Path, **extra: object) -> Output:
    return Output(formats=FORMATS, folder=out, **extra)  # type: ignore[arg-type]


def run(folder: Path, out: Path, **extra: object) -> Run:
    return batch.run(folder, Options(), output(out, **extra))


def everything(out: Path) -> dict[str, bytes]:
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


# ── killed ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@posix
def test_a_run_that_is_killed_at_any_moment_goes_on_to_the_same_bytes(reports: Path, tmp_path: Path) -> None:
    run(reports, tmp_path / "whole")
    wanted = everything(tmp_path / "whole")
    fork = multiprocessing.get_context("fork")  # a run that starts warm: the moments are those of its work, not of its imports
    begin = time.monotonic()
    undisturbed = fork.Process(target=run, args=(reports, tmp_path / "timed"))
    undisturbed.start()
    undisturbed.join()
    lasts = time.monotonic() - begin
    chance = random.Random(20)
    for number in range(KILLS):
        out = tmp_path / f"killed-{number}"
        killed = fork.Process(target=run, args=(reports, out))
        killed.start()
        time.sleep(chance.random() * lasts)
        assert killed.pid
        os.kill(killed.pid, signal.SIGKILL)
        killed.join()
        run(reports, out)
        assert everything(out) == wanted, number
        shutil.rmtree(out)


@posix
def test_the_processes_of_a_killed_run_end_with_it(reports: Path, tmp_path: Path) -> None:
    for number in range(60):
        for year in (2021, 2022):
            put(reports, f"戊{chr(0x4E00 + number)}县", year)
    command = [
        sys.executable,
        "-m",
        "tongbi",
        "batch",
        str(reports),
        "-o",
        str(tmp_path / "out"),
        "--jobs",
        "2",
        "--formats",
        ",".join(FORMATS),
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        while not list((tmp_path / "out").glob("*/comparison.json")):
            assert running.poll() is None
            time.sleep(0.01)
        threads = Path(f"/proc/{running.pid}/task").glob("*/children")
        started = [int(part) for children in threads for part in children.read_text("ascii").split()]
        running.kill()
    assert len(started) >= 2
    while any(Path(f"/proc/{one}").exists() for one in started):  # for ever, where one does not end
        time.sleep(0.05)
    run(reports, tmp_path / "out")
    run(reports, tmp_path / "whole")
    assert everything(tmp_path / "out") == everything(tmp_path / "whole")


# ── hostile ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def hostile(folder: Path) -> dict[str, str]:
    """A folder made to do harm; what must be said of each of its files."""
    folder.mkdir(parents=True, exist_ok=True)
    damaged = {
        "damaged.docx": b"PK\x03\x04 not really a zip",
        "damaged.pdf": b"%PDF-1.7\n%%EOF",
        "damaged.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "damaged.ofd": b"PK\x05\x06" + bytes(18),
        "binary.txt": bytes(range(256)) * 40,
        "empty.txt": b"",
        "blank.html": b"<html><body></body></html>",
        "picture.png": b"\x89PNG\r\n\x1a\n" + bytes(64),
        "archive.rar": b"Rar!\x1a\x07\x00" + bytes(64),
    }
    for name, content in damaged.items():
        (folder / name).write_bytes(content)
    with zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("bomb.txt", bytes(64 << 20))
    with zipfile.ZipFile(folder / "climbing.zip", "w") as climbing:
        climbing.writestr("../../../climbed.txt", f"{NAMES[0]}2023年法治政府建设年度报告\n一、主要举措\n办理案件。\n")
    (folder / "one-line.txt").write_text("没有年份的一行" * (50 * 1024 * 1024 // 21), encoding="utf-8")
    (folder / "loop").symlink_to(folder)
    (folder / "gone.txt").symlink_to(folder / "nowhere")
    os.mkfifo(folder / "pipe.txt")
    deep = folder.joinpath(*("深" * 20 for _ in range(12)))
    put(deep, NAMES[0], 2020)
    (folder / "vanishing.txt").write_text(f"{NAMES[0]}2019年法治政府建设年度报告\n一、主要举措\n办理案件。\n", encoding="utf-8")
    bad = [*damaged, "bomb.zip", "one-line.txt", "gone.txt", "pipe.txt", "vanishing.txt"]
    if os.geteuid() != 0:  # nothing is locked to root
        (folder / "locked.txt").write_text("locked", encoding="utf-8")
        (folder / "locked.txt").chmod(0)
        bad.append("locked.txt")
    return dict.fromkeys(bad, "failed")


def _children() -> set[str]:
    """The processes that this one has started, in any of its threads."""
    found: set[str] = set()
    for task in Path("/proc/self/task").glob("*/children"):
        with suppress(OSError):
            found.update(task.read_text(encoding="ascii").split())
    return found


@contextmanager
def watched() -> Iterator[dict[str, float]]:
    """The most memory that any process started meanwhile has had, in MB, by process (Linux; empty elsewhere).

    A process that was there before (the reader that an earlier test left at work, 651 MB with its models of recognition) is not counted.
    """
    peaks: dict[str, float] = {}
    over = threading.Event()
    earlier = _children()

    def look() -> None:
        while not over.wait(0.05):
            for process in _children() - earlier:
                with suppress(OSError):
                    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text(encoding="utf-8"))
                    peaks[process] = max(peaks.get(process, 0), int(found[1]) / 1024 if found else 0)

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield peaks
    finally:
        over.set()
        watcher.join()


@posix
def test_a_hostile_folder_costs_what_is_bad_and_nothing_else(reports: Path, tmp_path: Path) -> None:
    wanted = hostile(reports / "bad")
    for number, name in enumerate(("../../etc/passwd", "CON", "名" * 300, "换\n行县", "笑😀县", "a/../../b")):
        for year in (2021, 2022):
            folder = reports / f"odd{number}"
            folder.mkdir(exist_ok=True)
            title = name.replace("\n", "")
            (folder / f"{year}.txt").write_text(
                f"{title}{year}年法治政府建设年度报告\n一、主要举措\n全年办理案件{year}件。\n", encoding="utf-8"
            )
    before = set(tmp_path.rglob("*"))
    options = Options(limits=Limits(max_seconds=HANG, max_memory=400))  # the line without end needs 1,700 MB
    with watched() as peaks:
        done = batch.run(reports, options, output(tmp_path / "out", jobs=2), lambda *_: (reports / "bad" / "vanishing.txt").unlink(True))
    assert max(peaks.values(), default=0) < 600, peaks
    failed = {Path(file).name: one.reason for one in done.outcomes.of("failed") for file in one.files}
    assert set(failed) == set(wanted)
    assert all(reason and "\n" not in reason and "internal error" not in reason for reason in failed.values()), failed
    good = {one.organisation: one.years for one in done.outcomes.of("done")}
    assert good[NAMES[0]] == (2020, 2021, 2022, 2023)
    assert {good[name] for name in NAMES[1:]} == {(2021, 2022)}
    assert done.outcomes.states()["done"] >= len(NAMES) + 5
    written = set(tmp_path.rglob("*")) - before
    assert all(path == tmp_path / "out" or (tmp_path / "out") in path.parents for path in written)
    assert not (tmp_path / "climbed.txt").exists()


# ── beyond one machine ────────────────────────────────────────────────────────────────────────────────────────────────────────


@contextmanager
def cluster(environment: dict[str, str]) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A Dask scheduler and two workers, each a process of its own; a worker that dies is not started again."""
    pytest.importorskip("distributed", reason="needs the extra `dask`")
    port = 20000 + os.getpid() % 20000
    address = f"tcp://127.0.0.1:{port}"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": {**os.environ, **environment}}
    base = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
    with ExitStack() as stack:
        scheduler = stack.enter_context(subprocess.Popen(base, **quiet))  # type: ignore[call-overload]
        stack.callback(scheduler.kill)
        workers = []
        for _ in range(2):
            workers.append(stack.enter_context(subprocess.Popen(worker, **quiet)))  # type: ignore[call-overload]
            stack.callback(workers[-1].kill)
        yield address, workers


def killing(workers: list[subprocess.Popen[bytes]]) -> batch.Told:
    """Hears of the first series that is done, and kills a worker."""

    def told(stage: str, done: int, of: int) -> None:
        if stage == "compare" and done == 1:
            workers[0].send_signal(signal.SIGKILL)

    return told


@posix
def test_a_cluster_that_loses_a_worker_gives_the_same_bytes(reports: Path, tmp_path: Path) -> None:
    for number in range(12):
        for year in (2021, 2022):
            put(reports, f"戊{chr(0x4E00 + number)}县", year)
    run(reports, tmp_path / "here")
    with cluster({}) as (address, workers):
        there = output(tmp_path / "there", engine="dask", scheduler=address)
        done = batch.run(reports, Options(), there, killing(workers))
        assert workers[0].wait(10) == -signal.SIGKILL
    assert done.outcomes.states() == {"done": 16}
    assert everything(tmp_path / "there") == everything(tmp_path / "here")


def test_a_scheduler_that_does_not_answer(reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="needs the extra `dask`")
    monkeypatch.setattr("tongbi.batch.engines._WAIT", 1)
    with pytest.raises(UsageError, match="no scheduler with workers answers there"):
        run(reports, tmp_path / "out", engine="dask", scheduler="tcp://127.0.0.1:9")
    with pytest.raises(UsageError, match="needs --scheduler"):
        run(reports, tmp_path / "out", engine="dask")


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty bucket behind a real S3 API on the loopback."""
    server = pytest.importorskip("moto.server", reason="needs moto[server]")
    s3fs = pytest.importorskip("s3fs", reason="needs the extra `cloud`")
    import boto3

    served = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    served.start()
    host, port = served.get_host_and_port()
    settings = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "x",
        "AWS_SECRET_ACCESS_KEY": "x",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    s3fs.S3FileSystem.clear_instance_cache()  # it would go on with the address of the test before
    boto3.client("s3").create_bucket(Bucket="archive")
    yield "s3://archive"
    served.stop()


def copied(folder: Path, url: str) -> Path:
    """A folder's files in an object store."""
    place = locations.at(url)
    for path in sorted(folder.rglob("*.txt")):
        (place / path.relative_to(folder).as_posix()).write_bytes(path.read_bytes())
    return place


def fetched(place: Path) -> dict[str, bytes]:
    files = place.fs.find(place.path)  # type: ignore[attr-defined]
    return {name.removeprefix(place.path.rstrip("/") + "/"): place.fs.cat_file(name) for name in files}  # type: ignore[attr-defined]


def same_but_for_paths(stored: dict[str, bytes], local: dict[str, bytes], url: str, folder: Path) -> None:
    """What hangs on where the reports lie, and the lock, apart, both hold the same."""
    own = {"reports.jsonl", "lock"}
    assert {name for name in stored if Path(name).name not in own} == {name for name in local if Path(name).name not in own}
    for name, content in stored.items():
        # The workbook over all series tells the paths as well, but within its zip.
        if name.endswith(".parquet"):
            moved = [{**row, "path": row["path"].replace(url, str(folder))} for row in table(content)]
            assert moved == table(local[name])
        elif not name.startswith(".tongbi") and not name.endswith(".xlsx"):
            assert content.decode().replace(url, str(folder)) == local[name].decode(), name


def table(content: bytes) -> list[dict[str, Any]]:
    import pyarrow.parquet as pq

    return pq.read_table(BytesIO(content)).to_pylist()  # type: ignore[no-any-return]


def test_reports_and_outputs_in_memory(reports: Path, tmp_path: Path) -> None:
    pytest.importorskip("upath", reason="needs the extra `cloud`")
    place = copied(reports, f"memory://{tmp_path.name}/in")
    out = locations.at(f"memory://{tmp_path.name}/out")
    done = run(place, out)
    run(reports, tmp_path / "here")
    assert done.outcomes.states() == {"done": 4}
    same_but_for_paths(fetched(out), everything(tmp_path / "here"), str(place), reports)
    assert run(place, out).unchanged == 4


def packed(folder: Path, path: Path) -> None:
    """A folder's reports in a zip, with a file that is none and a zip among them."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for one in sorted(folder.iterdir()):
            package.write(one, f"reports/{one.name}")
        package.writestr("notes.csv", "a,b")
        package.writestr("inner.zip", "PK")


def zips_in_a_store(reports: Path, place: Path, out: Path, tmp_path: Path) -> None:
    """Zips there are as zips here, as far as their bounds; what was read is known again, and what is gone is said to be."""
    packed(reports, tmp_path / "all.zip")
    (place / "all.zip").write_bytes((tmp_path / "all.zip").read_bytes())
    (place / "damaged.zip").write_bytes(b"PK\x03\x04 no zip")
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("bomb.txt", bytes(64 << 20))
    (place / "bomb.zip").write_bytes((tmp_path / "bomb.zip").read_bytes())
    done = run(place, out)
    assert done.outcomes.states() == {"done": 4, "failed": 3, "skipped": 1}
    failed = {Path(one.files[0]).name: one.reason for one in done.outcomes.of("failed")}
    assert set(failed) == {"damaged.zip", "bomb.zip", "inner.zip"}
    assert "100 times its size" in failed["bomb.zip"]
    again = run(place, out)
    assert (again.unchanged, again.removed) == (4, ())
    for year in (2021, 2022):
        (reports / f"{NAMES[0]}{year}.txt").unlink()
    packed(reports, tmp_path / "all.zip")
    (place / "all.zip").write_bytes((tmp_path / "all.zip").read_bytes())
    gone = run(place, out)
    assert gone.removed == (f"{NAMES[0]}-rule-of-law",)
    assert gone.outcomes.states()["done"] == 3
    for path in (out / gone.removed[0]).iterdir():
        path.unlink()
    assert run(place, out).removed == ()


def test_zips_in_memory(reports: Path, tmp_path: Path) -> None:
    pytest.importorskip("upath", reason="needs the extra `cloud`")
    zips_in_a_store(reports, locations.at(f"memory://{tmp_path.name}/zips"), locations.at(f"memory://{tmp_path.name}/unzipped"), tmp_path)


@posix
def test_zips_on_s3(reports: Path, tmp_path: Path, bucket: str) -> None:
    zips_in_a_store(reports, locations.at(f"{bucket}/zips"), locations.at(f"{bucket}/unzipped"), tmp_path)


def test_a_file_url_is_a_path(tmp_path: Path) -> None:
    assert locations.at(f"file://{tmp_path}/x") == tmp_path / "x"


@posix
def test_a_cluster_on_s3_that_loses_a_worker(reports: Path, tmp_path: Path, bucket: str) -> None:
    place, out = copied(reports, f"{bucket}/in"), locations.at(f"{bucket}/out")
    run(reports, tmp_path / "here")
    with cluster({}) as (address, workers):
        done = batch.run(place, Options(), output(out, engine="dask", scheduler=address), killing(workers))
        assert workers[0].wait(10) == -signal.SIGKILL
    assert done.outcomes.states() == {"done": 4}
    same_but_for_paths(fetched(out), everything(tmp_path / "here"), str(place), reports)
    assert json.loads((out / "run.json").read_text(encoding="utf-8"))["counts"]["done"] == 4
    assert run(place, out).unchanged == 4
