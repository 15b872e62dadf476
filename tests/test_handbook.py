"""The handbook: each page is there in both languages, prints offline, and its commands are those that there are."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import tongbi
from tongbi.cli import handbook, main

FOLDER = Path(tongbi.__file__).parent / "manual"
ROOT = Path(__file__).parents[1]
# The README is the door: who wants more reads on.
MOST = 8 * 1024


def test_the_pages_are_those_that_ship() -> None:
    for language in ("en", "zh"):
        assert {path.stem for path in (FOLDER / language).iterdir()} == set(handbook.TOPICS)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("topic", handbook.TOPICS)
def test_a_page_prints_as_it_stands(topic: str, language: str) -> None:
    done = CliRunner().invoke(main, ["manual", topic, "--lang", language])
    text = (FOLDER / language / f"{topic}.md").read_text(encoding="utf-8")
    assert (done.exit_code, done.output) == (0, text)
    assert text.startswith("# ")
    assert len(re.findall(r"^# ", re.sub(r"```.*?```", "", text, flags=re.DOTALL), re.MULTILINE)) == 1


@pytest.mark.parametrize(("spoken", "title"), [("zh_CN.UTF-8", "输出"), ("de_DE.UTF-8", "Outputs"), ("", "Outputs")])
def test_without_a_topic_the_pages_are_listed_in_the_language_of_the_system(
    monkeypatch: pytest.MonkeyPatch, spoken: str, title: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", spoken)
    lines = CliRunner().invoke(main, ["manual"]).output.splitlines()
    assert [line.split()[0] for line in lines] == list(handbook.TOPICS)
    assert lines[0].split()[1] == title


def test_a_page_that_there_is_not_ends_in_one_line() -> None:
    done = CliRunner().invoke(main, ["manual", "../../errors"])
    assert done.exit_code == 2
    assert done.output.count("\n") == 1
    assert "pages are outputs, commands" in done.output


def written() -> list[Path]:
    return [*ROOT.glob("*.md"), *FOLDER.glob("*/*.md")]


@pytest.mark.parametrize("path", written(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_command_in_a_code_block_is_one_with_its_options(path: Path) -> None:
    for block in re.findall(r"^```(?:sh|text)\n(.*?)^```", path.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE):
        for line in re.findall(r"(?:^|/)tongbi ([^\n#]+)", block, re.MULTILINE):
            words = line.split()
            command: click.Command = main
            while isinstance(command, click.Group) and words and words[0] in command.commands:
                command = command.commands[words.pop(0)]
            assert not isinstance(command, click.Group), line
            known = {option for one in command.params for option in one.opts}
            assert {word for word in words if word.startswith("-")} <= known, line


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_readme_is_short_and_leads_to_every_page(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert len(text.encode("utf-8")) <= MOST
    assert set(re.findall(r"\(src/tongbi/manual/\w+/(\w+)\.md\)", text)) == set(handbook.TOPICS)


def test_links_between_pages_lead_somewhere() -> None:
    for path in FOLDER.glob("*/*.md"):
        for link in re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / link).is_file(), f"{path}: {link}"
