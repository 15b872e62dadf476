"""A batch harms nothing: what it did not write, or what was changed since, is never deleted or lost, whatever it is called."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import signal
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner

from test_overnight import NAMES, put
from tongbi import batch, cli, outputs
from tongbi.batch import Run
from tongbi.config import Options, Output
from tongbi.errors import OutputError, SchemaError

PARQUET = ("parquet",) if find_spec("pyarrow") else ()
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
SERIES = f"{NAMES[0]}-rule-of-law"
# Files of a user whose names look as if the tool or a download had left them; none stands where these runs write an output.
FOREIGN = (
    ".anything.part",
    "film.mkv.part",
    ".comparison.json.k3v9x0aa.part",
    f"notes{outputs.BESIDE}",
    f".mine{outputs.BESIDE}",
    "threads.parquet",
    "indicators.parquet",
    "comparison.xlsx",
    f"{SERIES}/.brief.md.part",
    f"{SERIES}/brief.docx",
    f"{SERIES}/comparison.html",
    f"{SERIES}/notes/brief.md",
    "notes/comparison.json",
    ".tongbi/read/notes.txt",
    ".tongbi/parts/mine.json.z",
    ".tongbi/series/mine.json",
)


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    for name in NAMES[:2]:
        for year in (2021, 2022):
            put(tmp_path / "in", name, year)
    return tmp_path / "in"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def run(reports: Path, out: Path, *formats: str, **extra: object) -> Run:
    return batch.run(reports, Options(), Output(formats=formats or ("json", "md"), folder=out, **extra))  # type: ignore[arg-type]


def plant(out: Path) -> dict[Path, bytes]:
    made = {out / name: f"of a user: {name}".encode() for name in FOREIGN}
    for path, content in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return made


def unharmed(made: dict[Path, bytes]) -> None:
    assert {path: path.read_bytes() if path.exists() else None for path in made} == made


def everything(out: Path) -> dict[str, bytes]:
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


# ── what others put there ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_files_of_a_user_outlive_every_sort_of_run(reports: Path, out: Path) -> None:
    made = plant(out)
    assert run(reports, out).outcomes.states() == {"done": 2}
    unharmed(made)
    run(reports, out)
    run(reports, out, force=True)
    unharmed(made)
    run(reports, out, "md")  # other formats
    run(reports, out, "json")
    unharmed(made)
    put(reports, NAMES[0], 2023)  # a change
    run(reports, out, jobs=2)
    unharmed(made)
    for path in reports.glob(f"{NAMES[0]}*"):  # a series that vanishes
        path.unlink()
    assert run(reports, out).removed == (SERIES,)
    unharmed(made)


@pytest.mark.skipif(not PARQUET, reason="the extra parquet is not installed")
def test_tables_are_deleted_where_the_batch_made_them_and_nowhere_else(reports: Path, out: Path) -> None:
    run(reports, out, "json", *PARQUET)
    assert (out / "threads.parquet").exists()
    (out / "indicators.parquet").write_bytes(b"a table of a user")
    run(reports, out, "json")
    assert not (out / "threads.parquet").exists()
    assert not list((out / ".tongbi" / "parts").iterdir())
    assert (out / "indicators.parquet").read_bytes() == b"a table of a user"
    kept = run(reports, out, "json", *PARQUET).kept
    assert [path.name for path in kept] == ["indicators.parquet.bak"]
    assert kept[0].read_bytes() == b"a table of a user"


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_stands_where_an_output_belongs_is_kept_beside_it(reports: Path, out: Path, jobs: int) -> None:
    standing = {out / SERIES / "comparison.json": b"{}", out / "index.html": b"<p>of a user", out / SERIES / "brief.md.bak": b"older"}
    for path, content in standing.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (out / SERIES / "brief.md").write_bytes(b"newer")
    done = run(reports, out, jobs=jobs)
    assert {path.name: path.read_bytes() for path in done.kept} == {
        "comparison.json.bak": b"{}",
        "brief.md.1.bak": b"newer",
        "index.html.bak": b"<p>of a user",
    }
    assert (out / SERIES / "brief.md.bak").read_bytes() == b"older"
    assert (out / "index.html").read_bytes().startswith(b"<!doctype html>")
    assert run(reports, out).kept == ()


def test_where_one_output_is_refused_the_other_formats_and_series_are_written(reports: Path, out: Path) -> None:
    (out / SERIES / "comparison.xlsx").mkdir(parents=True)  # as a workbook that is open elsewhere: nothing can be put in its place
    done = run(reports, out, "json", "xlsx", "md")
    (failed,) = done.outcomes.of("failed")
    assert failed.organisation == NAMES[0]
    assert "comparison.xlsx: " in failed.reason
    assert "open elsewhere" in failed.reason
    assert {path.name for path in (out / SERIES).iterdir()} == {"brief.md", "comparison.json", "comparison.xlsx"}
    (out / SERIES / "comparison.xlsx").rmdir()
    again = run(reports, out, "json", "xlsx", "md")
    assert again.outcomes.states() == {"done": 2}
    assert again.kept == ()


def test_the_command_says_what_it_kept(reports: Path, out: Path) -> None:
    out.mkdir()
    (out / "run.json").write_bytes(b"of a user")
    done = CliRunner().invoke(cli.main, ["batch", str(reports), "-o", str(out), "--formats", "json", "--quiet"])
    assert done.exit_code == 0
    assert f"kept: {out / 'run.json.bak'}: " in done.stderr


# ── what it wrote itself ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_own_outputs_are_replaced_and_edited_ones_are_kept(reports: Path, out: Path) -> None:
    run(reports, out, "json", "md", "html")
    (edited := out / SERIES / "brief.md").write_text("with my notes\n" + edited.read_text(encoding="utf-8"), encoding="utf-8")
    same_size = out / SERIES / "comparison.json"
    same_size.write_bytes(same_size.read_bytes().replace(b"2021", b"2012", 1))
    (annotated := out / SERIES / "comparison.html").write_bytes(annotated.read_bytes() + b"<!-- a note -->")
    put(reports, NAMES[0], 2023)
    put(reports, NAMES[1], 2023)
    done = run(reports, out, "json", "md")
    assert sorted(path.name for path in done.kept) == ["brief.md.bak", "comparison.json.bak"]
    assert done.kept[0].parent == out / SERIES
    assert annotated.exists()  # in a format that is not asked for now, and with a note
    assert not (out / f"{NAMES[1]}-rule-of-law" / "comparison.html").exists()


def test_a_folder_whose_records_are_gone_is_written_again_without_copies(reports: Path, out: Path) -> None:
    run(reports, out)
    before = everything(out)
    shutil.rmtree(out / ".tongbi")
    assert run(reports, out).kept == ()
    assert everything(out) == before


def dying(reports: Path, out: Path, at: int) -> None:
    """A run that is killed while it puts the bytes of its `at`th file on the disk, with the file half-written beside its place."""
    calls, itself = multiprocessing.Value("i", 0), os.getpid()

    def fsync(_: int) -> None:
        calls.value += 1
        if calls.value == at:
            os.kill(itself, signal.SIGKILL)
            os.kill(os.getpid(), signal.SIGKILL)  # its child, where that writes

    os.fsync = fsync
    run(reports, out, "json", "md", *PARQUET)


@posix
def test_a_run_killed_at_any_file_goes_on_and_harms_nothing(reports: Path, tmp_path: Path) -> None:
    run(reports, tmp_path / "whole", "json", "md", *PARQUET)
    wanted = everything(tmp_path / "whole")
    fork = multiprocessing.get_context("fork")
    for at in range(1, 40):
        out = tmp_path / f"killed-{at}"
        made = {path: content for path, content in plant(out).items() if path.suffix != ".parquet"}
        for table in out.glob("*.parquet"):
            table.unlink()
        killed = fork.Process(target=dying, args=(reports, out, at))
        killed.start()
        killed.join()
        half = [path for path in out.rglob(f"*{outputs.BESIDE}") if path not in made]
        if killed.exitcode == 0:
            break
        assert half, at
        made[out / SERIES / "mine.part"] = b"put there since"
        (out / SERIES).mkdir(exist_ok=True)
        (out / SERIES / "mine.part").write_bytes(b"put there since")
        assert run(reports, out, "json", "md", *PARQUET).kept == ()
        unharmed(made)
        assert {name: content for name, content in everything(out).items() if out / name not in made} == wanted, at
        shutil.rmtree(out)
    assert at > 10


# ── records that were damaged ─────────────────────────────────────────────────────────────────────────────────────────────────


def flip(path: Path, at: float) -> None:
    """Changes a bit of a file, at a share of its length."""
    raw = bytearray(path.read_bytes())
    raw[int(at * (len(raw) - 1))] ^= 1
    path.write_bytes(raw)


RECORDS = (".tongbi/reports.jsonl", ".tongbi/done.jsonl", f".tongbi/series/{SERIES}.json", f".tongbi/parts/{SERIES}.json.z")


@pytest.mark.parametrize("record", RECORDS if PARQUET else RECORDS[:3])
@pytest.mark.parametrize("harm", ["flipped at 0.0", "flipped at 0.4", "flipped at 0.9", "cut at 0.5", "cut at a line", "emptied"])
def test_a_damaged_record_is_as_if_it_were_not_there(reports: Path, tmp_path: Path, record: str, harm: str) -> None:
    formats = ("json", *PARQUET)
    run(reports, tmp_path / "out", *formats)
    path = tmp_path / "out" / record
    raw = path.read_bytes()
    if harm.startswith("flipped"):
        flip(path, float(harm[-3:]))
    else:
        path.write_bytes({"cut at 0.5": raw[: len(raw) // 2], "emptied": b""}.get(harm, raw[: raw.rfind(b"\n", 0, -1) + 1]))
    put(reports, NAMES[1], 2023)
    done = run(reports, tmp_path / "out", *formats)
    assert done.outcomes.states() == {"done": 2}
    run(reports, tmp_path / "anew", *formats)
    assert {name: raw for name, raw in everything(tmp_path / "out").items() if not name.endswith(".bak")} == everything(tmp_path / "anew")
    assert all(path.suffix == ".bak" for path in done.kept)
    assert run(reports, tmp_path / "out", *formats).unchanged == 2


@pytest.mark.parametrize("at", [0.0, 0.3, 0.6, 0.99])
def test_a_damaged_manifest_hides_no_series_where_nothing_changed(reports: Path, out: Path, at: float) -> None:
    run(reports, out)
    before = everything(out)
    flip(out / ".tongbi" / "done.jsonl", at)
    assert run(reports, out).outcomes.states() == {"done": 2}
    assert everything(out) == before


# ── places that are not there ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_order_of_formats_is_no_change(reports: Path, out: Path) -> None:
    run(reports, out, "md", "json")
    before = everything(out)
    assert run(reports, out, "json", "md", "md").unchanged == 2
    assert everything(out) == before


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_output_folder_that_is_taken_away_meanwhile(reports: Path, tmp_path: Path, jobs: int) -> None:
    """The run says so or makes it again; the next one is whole."""
    for stage in ("read", "compare"):
        out = tmp_path / f"{stage}-{jobs}"
        with suppress(OutputError):
            batch.run(
                reports,
                Options(),
                Output(formats=("json",), folder=out, jobs=jobs),
                lambda told, *_, stage=stage, out=out: shutil.rmtree(out, ignore_errors=True) if told == stage else None,  # type: ignore[misc]
            )
        assert run(reports, out, "json").outcomes.states() == {"done": 2}


def test_a_schema_that_is_not_there_is_said_once(reports: Path, out: Path) -> None:
    for name in ("missing.toml", "missing"):
        with pytest.raises(SchemaError, match="missing"):
            batch.run(reports, Options(schema=name), Output(formats=("json",), folder=out))


def test_many_failures_are_summed_up_on_the_screen_and_listed_in_the_summary(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(50):
        (tmp_path / "in" / f"{number}.txt").touch()
    done = CliRunner().invoke(cli.main, ["batch", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--quiet"])
    lines = [line for line in done.stderr.splitlines() if line.startswith("failed: ")]
    assert len(lines) == 21
    assert lines[-1].startswith("failed: 30 more; run.json")
    assert len(json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))["failed"]) == 50


@pytest.mark.parametrize("place", ["s3://nobody/in", "http://127.0.0.1:9/"])
def test_a_store_that_is_not_there_is_one_line(tmp_path: Path, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("s3fs", reason="needs the extra `cloud`")
    for name, value in {"AWS_ENDPOINT_URL": "http://127.0.0.1:9", "AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x"}.items():
        monkeypatch.setenv(name, value)
    done = CliRunner().invoke(cli.main, ["batch", place, "-o", str(tmp_path / "out"), "--quiet"])
    assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1)
    assert done.stderr.startswith(f"tongbi: {place.rstrip('/')}")
