"""What is printed: UTF-8 whatever the system speaks, and one line instead of a traceback where nothing can be printed."""

from __future__ import annotations

import errno
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from tongbi import console
from tongbi.cli import main
from tongbi.errors import OutputError

ROOT = Path(__file__).parents[1]
SERIES = [str(path) for path in sorted((ROOT / "reports" / "苍屿区").iterdir())][:2]
posix = pytest.mark.skipif(sys.platform == "win32", reason="shells and devices of POSIX")
# What a system may speak; the first two are said by a variable of Python's that goes before the system's own.
TONGUES = ({"PYTHONIOENCODING": "gbk"}, {"PYTHONIOENCODING": "cp1252"}, {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"})


def shell(command: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A command line in which T is the tool."""
    own = {**os.environ, "PYTHONPATH": str(ROOT / "src"), **environment, "T": f"{sys.executable} -m tongbi"}
    return subprocess.run(["bash", "-c", command.replace("T ", "$T ", 1)], env=own, capture_output=True, check=False)


@posix
@pytest.mark.parametrize("tongue", TONGUES, ids=lambda one: next(iter(one.values())))
def test_what_is_redirected_is_utf_8(tmp_path: Path, tongue: dict[str, str]) -> None:
    for path in SERIES:  # in a system that speaks no Chinese a Chinese name is no name
        shutil.copy(path, tmp_path / f"{Path(path).stem[3:7]}.txt")
    done = shell(f"T compare {tmp_path}/2021.txt {tmp_path}/2022.txt --json >{tmp_path}/record.json", **tongue)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads((tmp_path / "record.json").read_text(encoding="utf-8"))["organisation"] == "苍屿区"
    assert shell(f"T render {tmp_path}/record.json --formats md -o {tmp_path}", **tongue).returncode == 0
    shell(f"T schema show rule-of-law >{tmp_path}/own.toml", **tongue)
    assert shell(f"T schema check {tmp_path}/own.toml", **tongue).returncode == 0


@posix
def test_a_system_whose_file_names_know_no_chinese_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for path in SERIES:
        shutil.copy(path, tmp_path / "in" / f"{Path(path).stem[3:7]}.txt")
    done = shell(f"T batch {tmp_path}/in -o {tmp_path}/out --formats md --quiet", **TONGUES[2])
    assert done.returncode == 3
    assert b"set LC_ALL=C.UTF-8; " in done.stderr
    assert b"internal error" not in done.stderr
    assert b"Traceback" not in done.stderr


@posix
@pytest.mark.skipif(shutil.which("localedef") is None, reason="no localedef to make a system of GBK with")
def test_names_of_a_system_that_speaks_gbk(tmp_path: Path) -> None:
    if subprocess.run(["localedef", "-i", "zh_CN", "-f", "GBK", str(tmp_path / "zh_CN.GBK")], capture_output=True, check=False).returncode:
        pytest.skip("this localedef knows no GBK")
    folder = os.fsencode(tmp_path) + b"/in"
    os.mkdir(folder)  # noqa: PTH102 - names in bytes
    for path in SERIES:
        shutil.copy(path, folder + b"/" + Path(path).name[:7].encode("gbk") + b".txt")
    tongue = {"LOCPATH": str(tmp_path), "LC_ALL": "zh_CN.GBK", "PYTHONUTF8": "0"}
    done = shell(f"T batch {tmp_path}/in -o {tmp_path}/out --formats md --quiet", **tongue)
    assert (done.returncode, done.stderr) == (0, b"1 done\n")
    assert Path(os.fsdecode(os.fsencode(tmp_path / "out") + b"/" + "苍屿区-rule-of-law".encode("gbk"))).is_dir()


@pytest.mark.parametrize("formats", ["md", "json,md"])
def test_a_record_stands_alone_on_standard_output(tmp_path: Path, formats: str) -> None:
    done = CliRunner().invoke(main, ["compare", *SERIES, "--json", "-o", str(tmp_path), "--formats", formats])
    assert done.exit_code == 0
    assert json.loads(done.stdout)["organisation"] == "苍屿区"
    assert done.stderr.splitlines()[-1] == str(tmp_path / "brief.md")
    assert (tmp_path / "brief.md").is_file()


FULL = pytest.param(">/dev/full", marks=pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here"))
COMMANDS = ("--help", "--version", "schema list", "schema show generic", f"inspect '{SERIES[0]}' --json", f"inspect '{SERIES[0]}'")


@posix
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    "away", [">&-", pytest.param(">/dev/full", marks=pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full"))]
)
def test_a_standard_output_that_takes_nothing(command: str, away: str) -> None:
    done = shell(f"T {command} {away}")
    lines = done.stderr.decode().splitlines()
    assert done.returncode == 2, lines
    assert len(lines) == 1
    assert lines[0].startswith("tongbi: standard output: ")


@posix
@pytest.mark.parametrize("away", [">&-", FULL, ">&- 2>&-"])
def test_outputs_are_written_although_nothing_can_be_printed(tmp_path: Path, away: str) -> None:
    done = shell(f"T compare '{SERIES[0]}' '{SERIES[1]}' -o {tmp_path} --formats md,json {away}")
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert json.loads((tmp_path / "comparison.json").read_text(encoding="utf-8"))["organisation"] == "苍屿区"
    assert (tmp_path / "brief.md").read_text(encoding="utf-8").startswith("#")


@posix
@pytest.mark.parametrize("command", COMMANDS)
def test_a_reader_that_goes_away_is_no_error(command: str) -> None:
    done = shell(f"T {command} | true; exit ${{PIPESTATUS[0]}}")
    assert (done.returncode, done.stderr) == (0, b"")


@posix
def test_a_reader_that_goes_away_does_not_change_what_is_done(tmp_path: Path) -> None:
    command = f"compare '{SERIES[0]}' '{SERIES[1]}' --json --exit-code -o {tmp_path} --formats md"
    done = shell(f"T {command} | true; exit ${{PIPESTATUS[0]}}")
    assert done.returncode == 1  # changes were found
    assert (tmp_path / "brief.md").is_file()


# ── foreign names ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["a\x1b]0;owned\x07b.txt", "a\nfailed: b.txt", "a\x9b31mb.txt", "a\u202etxt.b", "a\rb.txt"])
def test_a_name_is_shown_and_not_obeyed(tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(b"")
    for arguments in (["inspect", str(tmp_path / "in" / name)], ["batch", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--quiet"]):
        done = CliRunner().invoke(main, arguments)
        assert done.exit_code in {2, 3}
        assert not {*"\x1b\x07\x9b\u202e\r"} & {*done.stderr}
        told = [line for line in done.stderr.splitlines() if "is empty" in line]
        assert len(told) == 1
        assert told[0].startswith(("tongbi: ", "failed: "))
        assert "b" in told[0]


def test_standard_output_on_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    console.tell("标题\x1b[2J\n二\t三")
    assert capsys.readouterr().out == "标题\u241b[2J\n二\t三\n"


class Pipe(io.StringIO):
    """A pipe of Windows whose reader has gone away."""

    def flush(self) -> None:
        raise OSError(errno.EINVAL, "Invalid argument")


def test_a_reader_that_goes_away_on_windows_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Pipe())
    with pytest.raises(OutputError, match="standard output: invalid argument"):
        console.tell("x")
    monkeypatch.setattr(sys, "platform", "win32")
    console.tell("x")
    console.check()


def test_a_closed_standard_output_is_an_output_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(OutputError, match="standard output: closed"):
        console.tell("x")
