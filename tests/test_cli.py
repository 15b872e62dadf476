"""The command line: what it prints where, what it exits with, and one line for what is wrong."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner, Result

from tongbi.cli import main

REPORTS = Path(__file__).parents[1] / "reports"
SERIES = [str(path) for path in sorted((REPORTS / "苍屿区").iterdir())]
COMMANDS = ["compare", "brief", "batch", "inspect", "render", "schema", "schema list", "schema show", "schema check"]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def python(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_has_an_example(command: str) -> None:
    result = run(*command.split(), "--help")
    assert result.exit_code == 0
    assert f"Example: tongbi {command}" in " ".join(result.stdout.split())


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys\nfrom tongbi.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass\n"
        "print(sorted({'pandas', 'openpyxl', 'rapidfuzz', 'jinja2', 'docx', 'numpy', 'rich', 'lxml'} & set(sys.modules)))"
    )
    assert python(code).splitlines()[-1] == "[]"


def test_compare_writes_everything(tmp_path: Path) -> None:
    result = run("compare", *SERIES, "-o", tmp_path)
    assert result.exit_code == 0
    names = ["comparison.xlsx", "comparison.html", "brief.docx", "brief.md", "comparison.json"]
    assert result.stdout.splitlines() == [str(tmp_path / name) for name in names]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)
    assert "2021–2024" in result.stderr


def test_json_on_standard_output_is_all_there_is(tmp_path: Path) -> None:
    record = json.loads(run("compare", *SERIES, "--json").stdout)
    assert record["years"] == [2021, 2022, 2023, 2024]
    report = json.loads(run("inspect", SERIES[0], "--json").stdout)
    assert (report["organisation"], report["year"], report["kind"]) == ("苍屿区", 2021, "rule-of-law")


def test_inspect_for_a_reader() -> None:
    result = run("inspect", SERIES[0])
    assert "（一）加强组织领导，统筹推进法治苍屿建设。  → measures/leadership" in result.stdout
    assert result.stderr == ""


def test_overruling(tmp_path: Path) -> None:
    record = json.loads(
        run("compare", *SERIES[:2], "--json", "--organisation", "甲区", "--schema", "generic", "--year", f"{SERIES[0]}=2019").stdout
    )
    assert (record["organisation"], record["kind"], record["years"]) == ("甲区", "generic", [2019, 2022])


def own_schema(folder: Path) -> Path:
    file = folder / "own.toml"
    file.write_text(run("schema", "show", "rule-of-law").stdout.replace('name = "rule-of-law"', 'name = "own"'), encoding="utf-8")
    return file


def test_a_schema_of_ones_own(tmp_path: Path) -> None:
    record = json.loads(run("compare", *SERIES[:2], "--json", "--schema", own_schema(tmp_path)).stdout)
    assert record["kind"] == "own"
    assert {node["canonical"] for node in record["nodes"]} >= {"measures", "problems"}
    done = run("batch", Path(SERIES[0]).parent, "-o", tmp_path / "out", "--formats", "json", "--schema", own_schema(tmp_path))
    assert done.exit_code == 0, done.stderr


def test_a_report_against_itself_has_no_change(tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_bytes(Path(SERIES[1]).read_bytes())
    result = run("compare", SERIES[1], copy, "--year", "copy.txt=2023", "--json", "--exit-code")
    assert {change["kind"] for change in json.loads(result.stdout)["changes"]} == {"unchanged"}
    assert not any(change["moved"] for change in json.loads(result.stdout)["changes"])
    assert result.exit_code == 0


def test_exit_code_says_that_something_changed(tmp_path: Path) -> None:
    assert run("compare", *SERIES[:2], "-o", tmp_path, "--formats", "json", "--exit-code").exit_code == 1


def test_limits_of_reading() -> None:
    result = run("inspect", SERIES[0], "--max-size", 0)
    assert result.exit_code == 2
    assert run("inspect", SERIES[0], "--max-size", 1).exit_code == 0


def test_settings_file_and_flag(tmp_path: Path) -> None:
    settings = tmp_path / "tongbi.toml"
    settings.write_text('out = "from-file"\nformats = ["md"]\nlang = "en"\n', encoding="utf-8")
    run("compare", *SERIES[:2], "--config", settings)
    assert (tmp_path / "from-file" / "brief.md").read_text(encoding="utf-8").startswith("# 苍屿区: 2022 against 2021")
    run("compare", *SERIES[:2], "--config", settings, "-o", tmp_path / "flag", "--formats", "json")
    assert [path.name for path in (tmp_path / "flag").iterdir()] == ["comparison.json"]


def test_render_gives_the_same_bytes(tmp_path: Path) -> None:
    run("compare", *SERIES, "-o", tmp_path / "first")
    assert run("render", tmp_path / "first" / "comparison.json", "-o", tmp_path / "again").exit_code == 0
    for path in (tmp_path / "first").iterdir():
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes(), path.name


def test_brief(tmp_path: Path) -> None:
    assert run("brief", *SERIES, "-o", tmp_path / "b.md", "--pages", 1).exit_code == 0
    assert (tmp_path / "b.md").read_text(encoding="utf-8").startswith("# 苍屿区2024年与2023年报告同比简报")


def test_batch_and_its_index(tmp_path: Path) -> None:
    result = run("batch", REPORTS, "-o", tmp_path, "--formats", "json")
    assert result.exit_code == 0
    assert (tmp_path / "苍屿区-rule-of-law" / "comparison.json").exists()
    assert "苍屿区" in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_schema_commands(tmp_path: Path) -> None:
    assert "rule-of-law" in run("schema", "list").stdout
    shown = run("schema", "show", "rule-of-law").stdout
    file = tmp_path / "own.toml"
    file.write_text(shown, encoding="utf-8")
    assert run("schema", "check", file).exit_code == 0
    file.write_text(shown.replace("required = true", 'required = "yes"', 1), encoding="utf-8")
    result = run("schema", "check", file)
    assert result.exit_code == 2
    assert "line " in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["compare", "none.txt", SERIES[0]], "none.txt: no such file or directory; "),
        (["compare", SERIES[0]], "one report alone"),
        (["compare", SERIES[0], SERIES[0]], "2021 is there twice"),
        (["compare", *SERIES[:2], "--formats", "pdf"], "format 'pdf' is not known"),
        (["compare", *SERIES[:2], "--schema", "nothing"], "schema 'nothing' is not known"),
        (["compare", *SERIES[:2], "--year", "other.txt=2020"], "no such file among those given"),
        (["brief", *SERIES[:2], "-o", "brief.txt"], "a brief is one of .docx, .md, .html"),
        (["brief", *SERIES[:2], "-o", "brief.md", "--template", "t.docx"], "a template makes a Word file"),
        (["brief", *SERIES[:2], "-o", "brief.docx", "--template", "none.docx"], "none.docx: no such file"),
        (["batch", "nowhere"], "nowhere: no such folder"),
        (["render", SERIES[0]], "no valid JSON"),
        (["inspect", str(REPORTS)], "is a folder"),
        (["compare", *SERIES[:2], "--config", SERIES[0]], "no valid TOML"),
    ],
)
def test_what_is_wrong_is_one_line(arguments: list[str], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("tongbi: ")
    assert result.stderr.count("\n") == 1
    assert said in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["batch", "--year", "2023"],
        ["batch", "--nothing"],
        ["batch", "--jobs", "0"],
        ["compare"],
        ["compare", "a.txt", "b.txt", "--lang", "fr"],
        ["batch", str(REPORTS), "--year", "no-such-file.txt=2023"],
        ["nothing"],
    ],
)
def test_wrong_arguments_are_one_line(arguments: list[str]) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("tongbi: ")
    assert result.stderr.count("\n") == 1


def test_a_year_for_a_file_in_this_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "b.txt"):
        Path(name).write_bytes(Path(SERIES[0]).read_bytes())
    assert json.loads(run("compare", "./a.txt", "b.txt", "--year", "./a.txt=2019", "--json").stdout)["years"] == [2019, 2021]


def test_a_settings_file_may_serve_several_series(tmp_path: Path) -> None:
    settings = tmp_path / "tongbi.toml"
    settings.write_text(f'years = {{ "of-another-series.txt" = 2001, "{Path(SERIES[0]).name}" = 2019 }}\n', encoding="utf-8")
    assert json.loads(run("compare", *SERIES[:2], "--config", settings, "--json").stdout)["years"] == [2019, 2022]


def test_the_index_links_what_was_written(tmp_path: Path) -> None:
    run("batch", REPORTS, "-o", tmp_path, "--formats", "json,md")
    links = re.findall(r'href="([^"#]+)"', (tmp_path / "index.html").read_text(encoding="utf-8"))
    assert links
    assert all((tmp_path / unquote(link)).is_file() for link in links)
    assert {Path(link).suffix for link in links} == {".json", ".md"}


@pytest.mark.skipif(sys.platform == "win32", reason="signals of a terminal's process group")
@pytest.mark.parametrize("jobs", [1, 2])
def test_an_interrupt_is_one_line_and_does_not_wait(tmp_path: Path, jobs: int) -> None:
    for number in range(200):
        folder = tmp_path / "in" / f"甲{chr(0x4E00 + number)}县"
        folder.mkdir(parents=True)
        for year in (2021, 2022):
            text = f"{folder.name}{year}年法治政府建设年度报告\n一、主要举措\n全年办理行政复议案件{year}件。\n"
            (folder / f"{year}.txt").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "tongbi", "batch", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--jobs", str(jobs)]
    # What runs in a shell's background is started with interrupts ignored; the command must hear them all the same.
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, **pipes, text=True, start_new_session=True, preexec_fn=heard) as running:
        while not (tmp_path / "out").exists():
            assert running.poll() is None, "it was done before it could be interrupted"
            time.sleep(0.01)
        os.killpg(running.pid, signal.SIGINT)
        out, err = running.communicate()
    # Under `python -m`, CPython ends itself by the signal where it met one in an `exec` (importing a dataclass); a shell calls both 130.
    assert running.returncode in {130, -signal.SIGINT}
    assert out == ""
    assert err.strip().splitlines()[-1] == "tongbi: interrupted"
    assert "Traceback" not in err


@pytest.mark.skipif(sys.platform == "win32", reason="a name's bytes are those of the disk only on POSIX")
def test_a_name_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/x\xff.txt")
    Path(path).write_bytes(Path(SERIES[0]).read_bytes())
    result = run("inspect", path)
    assert result.exit_code == 2
    assert "its name is not UTF-8; rename it" in result.stderr


def test_a_target_that_cannot_be_written(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x", encoding="utf-8")
    result = run("compare", *SERIES[:2], "-o", blocked / "below")
    assert result.exit_code == 2
    assert "tongbi: " in result.stderr
