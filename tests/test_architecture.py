"""The house: imports run downward, stages are strangers to each other, and every room says what it is for."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "tongbi"
MODULES = sorted(SOURCE.rglob("*.py"))

# Room → floor; a room imports from floors below its own, and from its own floor only where `NEIGHBOURS` says so.
FLOORS = {
    **dict.fromkeys(
        (
            "errors",
            "text",
            "numerals",
            "model",
            "labels",
            "config",
            "bounds",
            "record",
            "schema",
            "frames",
            "tidy",
            "places",
            "rhetoric",
            "regions",
            "organisations",
        ),
        0,
    ),
    **dict.fromkeys(("apart", "telemetry"), 0),
    **dict.fromkeys(("readers", "renderers"), 1),
    **dict.fromkeys(("outline", "tables", "normalise", "align", "diff", "figures", "measures"), 2),
    **dict.fromkeys(("collate", "audit", "followup", "novelty", "suggest"), 3),
    "pipeline": 4,
    "batch": 5,
    **dict.fromkeys(("cli", "console", "__init__", "__main__"), 6),
}
NEIGHBOURS_ALLOWED = {0, 6}
LONGEST = 400


def room(module: Path) -> str:
    """The first name below the package: `outline` for outline/front.py."""
    parts = module.relative_to(SOURCE).with_suffix("").parts
    return parts[0]


def imports(module: Path) -> Iterator[str]:
    """Rooms that a module imports from the package, at its top or inside a function."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "tongbi":
            below = node.module.split(".")[1:]
            yield from below[:1] or [alias.name for alias in node.names if alias.name in FLOORS]
        elif isinstance(node, ast.Import):
            yield from (alias.name.split(".")[1] for alias in node.names if alias.name.startswith("tongbi."))


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_run_downward(module: Path) -> None:
    own = room(module)
    assert own in FLOORS, f"{own} has no floor: say where it stands"
    for other in imports(module):
        if other != own:
            lower = FLOORS[other] < FLOORS[own]
            assert lower or (FLOORS[other] == FLOORS[own] and FLOORS[own] in NEIGHBOURS_ALLOWED), f"{own} imports {other}"


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_module_says_what_it_is_for_and_stays_small(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "a module opens by saying what it is for"
    assert text.count("\n") <= LONGEST


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_what_no_module_does(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    names = {alias.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    assert not names & {"difflib", "socket", "urllib", "requests", "random"}
    if FLOORS[room(module)] in {1, 2, 3}:
        assert not names & {"time", "datetime", "os"} or room(module) == "renderers", "a stage knows no clock and no environment"


def test_renderers_read_a_comparison_and_nothing_else() -> None:
    for module in MODULES:
        if room(module) == "renderers":
            assert not set(imports(module)) & {"readers", "config", "schema", "numerals"}, module


def test_every_dependency_has_a_lower_bound_and_no_upper_one() -> None:
    project = tomllib.loads((SOURCE.parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for dependency in [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]:
        assert ">=" in dependency or dependency.startswith(f"{project['name']}["), dependency
        assert "<" not in dependency, dependency
