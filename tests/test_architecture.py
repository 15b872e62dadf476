"""The house: imports run downward, stages are strangers to each other, and every room says what it is for."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest

import house

FLOORS = {name: number for number, name in enumerate((*house.ROOMS, *house.DOORS))}
TREES = house.trees(house.SOURCE)
MODULES = [*TREES]
KNOWN = house.names(MODULES, house.SOURCE)
STAGES = {"readers", "report", "figures", "comparison", "checks"}
# A reader at work in a process of its own knows the environment.
WITH_PROCESSES = {"child.py", "telemetry.py"}
LONGEST = 400


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(house.SOURCE)))
def test_imports_run_downward(module: Path) -> None:
    own = house.room(module, house.SOURCE)
    assert own in FLOORS, f"{own} is no room: say where it stands"
    for other in imported_rooms(module) - {own}:
        assert FLOORS[other] < FLOORS[own], f"{own} imports {other}"


def imported_rooms(module: Path) -> set[str]:
    return {house.room(KNOWN[name], house.SOURCE) for name in house.imports(TREES[module], KNOWN)}


def test_no_module_imports_itself_by_way_of_others() -> None:
    assert not house.circles({name: house.imports(TREES[path], KNOWN) for name, path in KNOWN.items()})


def test_a_circle_is_seen() -> None:
    assert house.circles({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a"}, "e": set()}) == {"b", "c"}


def test_no_module_is_hidden_by_a_name_of_its_package() -> None:
    for name, path in KNOWN.items():
        inside = {other.rpartition(".")[2] for other in KNOWN if other.rpartition(".")[0] == name}
        bound = set()
        for node in TREES[path].body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                bound.add(node.name)
            elif isinstance(node, ast.ImportFrom) and node.module != name:
                bound |= {alias.asname or alias.name for alias in node.names}
        assert not inside & bound, name


# What the house may hold at most (see tests/house.py); each only falls. Patterns, alternatives and constants were raised once: for English
# clauses, the wider checks and the printed units.
CEILINGS = {
    "rooms": 19,
    "arrows between rooms": 73,
    "arrows up": 0,
    "modules in circles": 0,
    "patterns": 507,
    "alternatives": 625,
    "Chinese runs outside language": 42,
    "functions over 25 lines": 9,
    "numeric constants": 530,
}


def test_the_house_holds_no_more_than_it_may() -> None:
    found = house.measured(house.SOURCE)
    assert {name: found[name] for name, most in CEILINGS.items() if found[name] > most} == {}


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(house.SOURCE)))
def test_a_module_says_what_it_is_for_and_stays_small(module: Path) -> None:
    assert ast.get_docstring(TREES[module]), "a module opens by saying what it is for"
    assert module.read_text(encoding="utf-8").count("\n") <= LONGEST


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(house.SOURCE)))
def test_what_no_module_does(module: Path) -> None:
    every = house.nodes(TREES[module])
    names = {alias.name.split(".")[0] for node in every if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module.split(".")[0] for node in every if isinstance(node, ast.ImportFrom) and node.module}
    assert not names & {"difflib", "socket", "urllib", "requests", "random"}
    if house.room(module, house.SOURCE) in STAGES and module.name not in WITH_PROCESSES:
        assert not names & {"time", "os"}, "a stage knows no clock and no environment"
        assert not {node.attr for node in every if isinstance(node, ast.Attribute)} & {"now", "today", "utcnow"}


def test_outputs_read_a_comparison_and_nothing_else() -> None:
    for module in MODULES:
        if house.room(module, house.SOURCE) == "outputs":
            assert not imported_rooms(module) & {"readers", "config", "report", "figures", "comparison", "checks"}, module


def test_every_dependency_has_a_lower_bound_and_no_upper_one() -> None:
    project = tomllib.loads((house.SOURCE.parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for dependency in [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]:
        assert ">=" in dependency or dependency.startswith(f"{project['name']}["), dependency
        assert "<" not in dependency, dependency
