"""What the house is made of, in numbers: `python tests/house.py [FOLDER OF THE PACKAGE]` prints them; `test_architecture` holds them.

Lines are those of Python files. A pattern is a call of a function of `re` with a literal or a formatted string; its alternatives are the
branches that stand in it. A run is one or more Chinese characters in a row inside a string that is no docstring. An arrow runs from room to
room, or up where a room imports from one after it.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src" / "tongbi"
# The rooms in the order of the work: each imports only from those before it.
ROOMS = (
    "version",
    "errors",
    "locations",
    "config",
    "bounds",
    "model",
    "language",
    "readers",
    "report",
    "figures",
    "comparison",
    "checks",
    "outputs",
)
DOORS = ("pipeline", "batch", "console", "__init__", "cli", "__main__")
LONG = 25  # lines of a function's body and signature, its docstring apart
HAN = re.compile(r"[\u3400-\u9fff]+")
_RE = {"compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"}


@cache
def trees(source: Path) -> dict[Path, ast.Module]:
    """Every module of a package, parsed."""
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(source.rglob("*.py"))}


@cache
def nodes(tree: ast.Module) -> tuple[ast.AST, ...]:
    """All nodes of a module; a tree is walked once, which is most of the work."""
    return tuple(ast.walk(tree))


def room(path: Path, source: Path) -> str:
    """The first name below the package: `report` for report/outline/front.py."""
    return path.relative_to(source).with_suffix("").parts[0]


def names(found: Sequence[Path], source: Path) -> dict[str, Path]:
    """Every module by its dotted name."""
    return {".".join(("tongbi", *path.relative_to(source).with_suffix("").parts)).removesuffix(".__init__"): path for path in found}


def imports(tree: ast.Module, known: dict[str, Path]) -> set[str]:
    """The modules that one imports, at its top or inside a function; a package's own names count as the package."""
    found = set()
    for node in nodes(tree):
        if isinstance(node, ast.ImportFrom) and node.module in known:
            below = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name in known else node.module for name in below}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names} & known.keys()
    return found


def docstrings(tree: ast.Module) -> set[int]:
    """The ids of the constants that are docstrings, those below an attribute included."""
    found = set()
    for node in nodes(tree):
        for body in (getattr(node, "body", None),):
            if isinstance(body, list):
                found |= {id(one.value) for one in body if isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant)}
    return found


@cache
def runs(tree: ast.Module) -> list[tuple[int, str]]:
    """Line and text of each run of Chinese characters in the strings of a module."""
    apart = docstrings(tree)
    return [
        (node.lineno, run)
        for node in nodes(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in apart
        for run in HAN.findall(node.value)
    ]


def patterns(tree: ast.Module) -> list[str]:
    """The patterns of a module as far as they stand in it as strings."""
    found = []
    for node in nodes(tree):
        called = node.func if isinstance(node, ast.Call) else None
        of_re = isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name) and called.value.id == "re" and called.attr in _RE
        if isinstance(node, ast.Call) and of_re and node.args:
            parts = [one.value for one in ast.walk(node.args[0]) if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            found.append("".join(parts))
    return found


def long_functions(tree: ast.Module) -> list[tuple[str, int]]:
    """Name and length of each function that is longer than `LONG` lines without its docstring."""
    found = []
    for node in nodes(tree):
        if isinstance(node, ast.FunctionDef) and node.end_lineno is not None:
            text = node.body[0]
            apart = text.end_lineno - text.lineno + 1 if ast.get_docstring(node) is not None and text.end_lineno else 0
            length = node.end_lineno - node.lineno + 1 - apart
            if length > LONG:
                found.append((node.name, length))
    return found


def constants(tree: ast.Module) -> list[str]:
    """Names bound to a number, or to several, at the top of a module."""
    return [name for node in tree.body if isinstance(node, ast.Assign) and _is_number(node.value) for name in _bound(node)]


def _is_number(value: ast.expr) -> bool:
    if isinstance(value, ast.Tuple):
        return all(_is_number(one) for one in value.elts)
    if isinstance(value, ast.UnaryOp):
        return _is_number(value.operand)
    if isinstance(value, ast.BinOp):
        return _is_number(value.left) and _is_number(value.right)
    return isinstance(value, ast.Constant) and type(value.value) in {int, float}


def _bound(node: ast.Assign) -> Iterator[str]:
    for target in node.targets:
        yield from (one.id for one in ast.walk(target) if isinstance(one, ast.Name))


def circles(arrows: dict[str, set[str]]) -> set[str]:
    """The modules that import themselves by way of others."""
    left = {name: others - {name} for name, others in arrows.items()}
    for _ in range(2):  # what none of the rest imports, and what imports none of the rest, is in no circle
        while ends := {name for name, others in left.items() if not others & left.keys()}:
            left = {name: others for name, others in left.items() if name not in ends}
        left = {name: {other for other in left if name in left[other]} for name in left}
    return set(left)


def measured(source: Path) -> dict[str, int]:
    """The numbers of a package, by name."""
    parsed = trees(source)
    known = names([*parsed], source)
    arrows = {name: imports(parsed[path], known) for name, path in known.items()}
    rooms = {(room(known[a], source), room(known[b], source)) for a, others in arrows.items() for b in others}
    order = {name: number for number, name in enumerate((*ROOMS, *DOORS))}
    said = [one for tree in parsed.values() for one in patterns(tree)]
    outside = [run for path, tree in parsed.items() if room(path, source) != "language" for run in runs(tree)]
    return {
        "lines": sum(path.read_text(encoding="utf-8").count("\n") for path in parsed),
        "modules": len(parsed),
        "rooms": len({room(path, source) for path in parsed}),
        "arrows between rooms": sum(a != b for a, b in rooms),
        "arrows up": sum(order.get(a, 0) < order.get(b, 0) for a, b in rooms),
        "modules in circles": len(circles(arrows)),
        "patterns": len(said),
        "alternatives": sum(one.count("|") for one in said),
        "Chinese runs outside language": len(outside),
        "Chinese runs": sum(len(runs(tree)) for tree in parsed.values()),
        "functions over 25 lines": sum(len(long_functions(tree)) for tree in parsed.values()),
        "numeric constants": sum(len(constants(tree)) for tree in parsed.values()),
    }


if __name__ == "__main__":
    for name, number in measured(Path(sys.argv[1]) if len(sys.argv) > 1 else SOURCE).items():
        print(f"{number:8,}  {name}")
