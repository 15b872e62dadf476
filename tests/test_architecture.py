"""The house: imports run downward, stages are strangers to each other, and every room says what it is for."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "tongbi"
MODULES = sorted(SOURCE.rglob("*.py"))

# The rooms in the order of the work. A room imports from those above it in this list.
ROOMS = ("errors", "locations", "config", "bounds", "model", "language", "readers", "report", "figures", "comparison", "checks", "outputs")
DOORS = ("pipeline", "batch", "console", "cli", "__init__", "__main__")
FLOORS = {room: number for number, room in enumerate((*ROOMS, *DOORS))}
STAGES = {"readers", "report", "figures", "comparison", "checks"}
# A reader at work in a process of its own knows the environment.
WITH_PROCESSES = {"child.py", "telemetry.py"}
# The front door hands out what the rooms made; the version stands there.
FRONT = "__init__"
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
    assert own in FLOORS, f"{own} is no room: say where it stands"
    for other in set(imports(module)) - {own}:
        assert FLOORS[other] < FLOORS[own], f"{own} imports {other}"


def modules() -> dict[str, Path]:
    """Every module by its dotted name."""
    return {".".join(("tongbi", *path.relative_to(SOURCE).with_suffix("").parts)).removesuffix(".__init__"): path for path in MODULES}


def test_no_module_imports_itself_by_way_of_others() -> None:
    known = modules()
    arrows = {name: imported(path, known) - {name} for name, path in known.items()}
    while leaves := {name for name, others in arrows.items() if not others}:
        arrows = {name: others - leaves for name, others in arrows.items() if name not in leaves}
    assert not arrows, "each of these imports, or is imported by, a circle"


def imported(path: Path, known: dict[str, Path]) -> set[str]:
    """The modules that one imports; a package's own names count as the package."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module in known:
            below = (f"{node.module}.{alias.name}" for alias in node.names)
            found |= {name if name in known else node.module for name in below}
    return found


def test_no_module_is_hidden_by_a_name_of_its_package() -> None:
    known = modules()
    for name, path in known.items():
        inside = {other.rpartition(".")[2] for other in known if other.rpartition(".")[0] == name}
        bound = set()
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                bound.add(node.name)
            elif isinstance(node, ast.ImportFrom) and node.module != name:
                bound |= {alias.asname or alias.name for alias in node.names}
        assert not inside & bound, name


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
    if room(module) in STAGES and module.name not in WITH_PROCESSES:
        assert not names & {"time", "os"}, "a stage knows no clock and no environment"
        assert not {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)} & {"now", "today", "utcnow"}


def test_outputs_read_a_comparison_and_nothing_else() -> None:
    for module in MODULES:
        if room(module) == "outputs":
            assert not set(imports(module)) & {"readers", "config", "report", "figures", "comparison", "checks"}, module


def test_every_dependency_has_a_lower_bound_and_no_upper_one() -> None:
    project = tomllib.loads((SOURCE.parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for dependency in [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]:
        assert ">=" in dependency or dependency.startswith(f"{project['name']}["), dependency
        assert "<" not in dependency, dependency
