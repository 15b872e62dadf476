"""The manual names every command, option, setting, output, finding and case; README's commands are what CI runs."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tongbi import config, outputs
from tongbi.cli import main
from tongbi.outputs import labels
from tongbi.report import schema

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "src" / "tongbi" / "manual"


def together(readme: str, language: str) -> str:
    """The short page and the handbook."""
    return "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / readme, *sorted((FOLDER / language).iterdir())))


ENGLISH, CHINESE = together("README.md", "en"), together("README.zh-CN.md", "zh")
CASES = sorted((ROOT / "tests" / "cases").glob("*.toml"))


def commands(group: click.Group, above: str = "") -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{above}{name} ")
        else:
            yield f"{above}{name}", command


@pytest.mark.parametrize("manual", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_commands_and_options_are_named(manual: str) -> None:
    for name, command in commands(main):
        last = name.split()[-1]
        assert re.search(rf"`tongbi {name}\b|`{last}\b", manual), name
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert any(option in manual for option in parameter.opts), f"{name} {parameter.opts}"


@pytest.mark.parametrize("manual", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_settings_outputs_schemas_and_findings_are_named(manual: str) -> None:
    settings = config.keys()
    for key in settings:
        assert f"`{key}`" in manual, key
    for file, _ in outputs.FORMATS.values():
        assert f"`{file}`" in manual, file
    for name in schema.names():
        assert f"`{name}`" in manual, name
    for code in labels.catalogue()["finding"]:
        assert f"`{code}`" in manual, code


def test_every_sheet_is_named() -> None:
    for sheet in labels.catalogue()["sheet"].values():
        assert f"{sheet['en']} {sheet['zh']}" in ENGLISH, sheet
        assert sheet["zh"] in CHINESE, sheet


def test_every_case_is_told() -> None:
    for path in CASES:
        why = tomllib.loads(path.read_text(encoding="utf-8"))["why"]
        assert f"- `{path.stem}`: {why}" in ENGLISH, path.stem
        assert f"`{path.stem}`" in CHINESE, path.stem


def test_ci_runs_the_commands_of_the_manual() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    headings = re.findall(r'"(### [^"]+)"', script)
    assert len(headings) == len(re.findall(r"^python3 -m venv.+$", ENGLISH, re.MULTILINE)) == 2
    for heading in headings:
        assert re.search(rf"^{re.escape(heading)}\n\n```sh\n.+\n```", ENGLISH, re.MULTILINE), heading
    for command in re.findall(r"^python3 -m venv.+$", ENGLISH, re.MULTILINE):
        assert command in CHINESE


def test_pictures_and_pages_are_there() -> None:
    manuals = [*ROOT.glob("README*.md"), *(ROOT / ".github").glob("*.md")]
    assert len(manuals) == 4
    for manual in manuals:
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", manual.read_text(encoding="utf-8")):
            assert (manual.parent / link).is_file(), link


def test_every_picture_is_made_by_the_command_that_the_manual_names() -> None:
    made = (ROOT / "tests" / "pictures.py").read_text(encoding="utf-8")
    pictures = {path.stem for path in (ROOT / ".github").glob("*.png")}
    assert pictures == set(re.findall(r"\((?:\.github/)?([\w-]+)\.png\)", ENGLISH + (ROOT / ".github" / "outputs.md").read_text("utf-8")))
    for picture in pictures:
        assert f'"{picture}"' in made or f'"{picture}.png"' in made, picture
