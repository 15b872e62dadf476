"""The command line: what it prints where, what it exits with, and one line for what is wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

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
    names = ["comparison.xlsx", "comparison.html", "brief.md", "comparison.json"]
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


def test_a_report_against_itself_has_no_change(tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_bytes(Path(SERIES[1]).read_bytes())
    result = run("compare", SERIES[1], copy, "--year", "copy.txt=2023", "--json", "--exit-code")
    assert {change["kind"] for change in json.loads(result.stdout)["changes"]} == {"unchanged"}
    assert not any(change["moved"] for change in json.loads(result.stdout)["changes"])
    assert result.exit_code == 0


def test_exit_code_says_that_something_changed(tmp_path: Path) -> None:
    assert run("compare", *SERIES[:2], "-o", tmp_path, "--formats", "json", "--exit-code").exit_code == 1


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
        (["brief", *SERIES[:2], "-o", "brief.docx"], "give a file that ends in .md"),
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


@pytest.mark.parametrize("arguments", [["--year", "2023"], ["--nothing"], ["--jobs", "0"]])
def test_wrong_arguments(arguments: list[str]) -> None:
    assert run("batch", *arguments).exit_code == 2


def test_a_target_that_cannot_be_written(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x", encoding="utf-8")
    result = run("compare", *SERIES[:2], "-o", blocked / "below")
    assert result.exit_code == 2
    assert "tongbi: " in result.stderr
