"""Values from outside: whatever an option, a settings file or a template says, the answer is a report or one line and status 2."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result

from clock import spent
from test_overnight import put
from tongbi.cli import main

posix = pytest.mark.skipif(sys.platform == "win32", reason="pipes, devices and names of POSIX")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for year in (2021, 2022):
        put(tmp_path / "in", "甲川县", year)
    return tmp_path / "in"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


def refused(done: Result, *words: str) -> None:
    assert done.exit_code == 2, done.output
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert done.stderr.startswith("tongbi: ")
    assert all(word in done.stderr for word in words), done.stderr


@pytest.mark.parametrize("limit", ["size", "pages", "seconds", "memory"])
@pytest.mark.parametrize("value", [0, -1, 1_000_001, 1 << 40, 10**30])
def test_a_limit_beyond_bounds(folder: Path, limit: str, value: int) -> None:
    path = folder / "甲川县2021.txt"
    refused(run("inspect", path, f"--max-{limit}", value))
    (folder / "own.toml").write_text(f"max_{limit} = {value}\n", encoding="utf-8")
    refused(run("inspect", path, "--config", folder / "own.toml"), "a whole number from 1 to 1000000")


def test_the_largest_limits_are_taken(folder: Path) -> None:
    most = [one for limit in ("size", "pages", "seconds", "memory") for one in (f"--max-{limit}", 1_000_000)]
    assert run("inspect", folder / "甲川县2021.txt", *most).exit_code == 0


@pytest.mark.parametrize("year", ["²⁰²³", "２０２３", "２02３", "20231", "-202", "", "2e03"])
def test_a_year_is_four_plain_digits(folder: Path, year: str) -> None:
    path = folder / "甲川县2021.txt"
    refused(run("inspect", path, "--year", f"{path}={year}"), "must be FILE=YEAR")


@pytest.mark.parametrize("option", ["organisation", "schema"])
def test_a_text_that_is_not_utf_8(folder: Path, option: str) -> None:
    refused(run("compare", *sorted(folder.iterdir()), f"--{option}", "\udcff"), f"--{option}: ", "UTF-8")


@pytest.mark.parametrize("command", ["inspect", "batch"])
def test_a_schema_that_is_not_there(folder: Path, command: str) -> None:
    given = folder if command == "batch" else folder / "甲川县2021.txt"
    refused(run(command, given, "--schema", folder / "missing.toml"), "missing.toml", "check the path of the schema")


SETTINGS = (
    'out = "a\\u0000b"',
    'schema = "a\\u0000b.toml"',
    "a = " + "[" * 20_000,
    'out = "http://127.0.0.1:9/x"',
    '[years]\n"a.txt" = 99999999999999',
    "jobs = 99999999999999999999",
    "pages = true",
)


@pytest.mark.parametrize("text", SETTINGS, ids=lambda text: text[:12])
def test_settings_that_cannot_be(folder: Path, text: str) -> None:
    (folder.parent / "own.toml").write_text(text, encoding="utf-8")
    refused(run("compare", *sorted(folder.iterdir()), "--config", folder.parent / "own.toml", "--formats", "json"))


@posix
@pytest.mark.parametrize("option", ["--config", "--schema", "check"])
@pytest.mark.parametrize("place", ["pipe.toml", "endless.toml", "large.toml"])
def test_a_pipe_or_a_device_is_not_waited_for(folder: Path, option: str, place: str) -> None:
    path = folder.parent / place
    if place == "pipe.toml":
        os.mkfifo(path)
    elif place == "endless.toml":
        path.symlink_to("/dev/zero")
    else:
        path.touch()
        os.truncate(path, 1 << 33)
    begin = spent()
    given = ["schema", "check", path] if option == "check" else ["inspect", folder / "甲川县2021.txt", option, path]
    refused(run(*given), place)
    assert spent() - begin < 5


@posix
def test_a_file_that_is_too_large_is_not_hashed(folder: Path, tmp_path: Path) -> None:
    for name in ("a.txt", "b.pdf"):
        with (folder / name).open("wb") as stream:
            stream.truncate(50 << 30)
    begin = spent()
    done = run("batch", folder, "-o", tmp_path / "out", "--formats", "json", "--quiet")
    assert spent() - begin < 10
    assert done.exit_code == 3
    assert sum("larger than 200 MB" in line for line in done.stderr.splitlines()) == 2


TAGS = ("{{ title * 999999999 }}", '{% include "x" %}', "{{ title.upper.x.y }}", "{{ nothing() }}", "{{ title + 1 }}")


@pytest.mark.parametrize("tag", TAGS)
def test_a_tag_that_cannot_be_computed(folder: Path, tag: str) -> None:
    made = docx.Document()
    made.add_paragraph(tag)
    made.save(str(folder.parent / "own.docx"))
    out = folder.parent / "brief.docx"
    refused(run("brief", *sorted(folder.iterdir()), "-o", out, "--template", folder.parent / "own.docx"), "own.docx: a tag in it")
    assert not out.exists()
