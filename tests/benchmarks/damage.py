"""Damaged inputs of every format through every command: `python tests/benchmarks/damage.py [COUNT] [FIRST SEED]` (default: 10,000 from 0).

A seed makes one damaged input (see `test_fuzz`) and runs one command over it. What counts as a failure: a traceback, a status that is not
0, 2 or 3, more or less than one line where the status is 2, more processor time than `SECONDS`, and a file of a batch that no outcome tells
of.
`test_damage` runs a small sample.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from click.testing import CliRunner

sys.path.insert(0, str(Path(__file__).parents[1]))

import test_fuzz
from clock import spent
from tongbi.cli import main
from tongbi.readers import libreoffice
from tongbi.report import schema

SECONDS = 20.0
RECORD = "comparison.json"
LEFT_OUT = {"png"}  # recognition takes seconds a page
CONFIG = """organisation = "某县"
years = { "a" = 2023 }
formats = ["md", "json"]
lang = "zh"
jobs = 1
pages = 2
max_seconds = 60
"""
Arguments = list[str]


class Place:
    """A folder with two whole reports, their record, and a place for the damaged file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.out = folder / "out"
        self.bad = folder / "in" / "2023"
        self.whole = [folder / "in" / f"{year}.txt" for year in (2021, 2022)]
        self.bad.parent.mkdir()
        for path in self.whole:
            path.write_text(test_fuzz.REPORT.replace("2023", path.stem), encoding="utf-8")
        done = CliRunner().invoke(main, ["compare", *map(str, self.whole), "-o", str(folder), "--formats", "json"])
        assert done.exit_code == 0, done.output
        self.record = (folder / RECORD).read_bytes()


def damaged_json(raw: bytes, chance: random.Random) -> bytes:
    """A record with a value exchanged for another one of it, or with its bytes damaged."""
    if chance.random() < 0.3:
        return test_fuzz.damaged(raw, chance)
    plain = json.loads(raw)
    values: list[tuple[object, object]] = []
    waiting: list[object] = [plain]
    while waiting:
        whole = waiting.pop()
        keys = [*whole] if isinstance(whole, dict) else [*range(len(whole))] if isinstance(whole, list) else []
        values += [(whole, key) for key in keys]
        waiting += [whole[key] for key in keys]  # type: ignore[index]
    (whole, key), (other, place) = chance.choice(values), chance.choice(values)
    whole[key] = other[place]  # type: ignore[index]
    try:
        return json.dumps(plain).encode()
    except ValueError:  # a value within itself
        return b"{}"


def damaged_toml(raw: bytes, chance: random.Random) -> bytes:
    """A settings or schema file with a line or a value exchanged, or with its bytes damaged."""
    if chance.random() < 0.4:
        return test_fuzz.damaged(raw, chance)
    lines = raw.splitlines()
    at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(3):
        case 0:
            lines[at] = lines[other]
        case 1:
            key, _, _ = lines[at].partition(b"=")
            lines[at] = key + b"= " + chance.choice(b"nan -1 1e999 [] {} '' true [[[[[ 1979-05-27 99999999999999999999".split())
        case 2:
            del lines[at]
    return b"\n".join(lines)


def _report(command: str, *more: str) -> Callable[[Place, random.Random, int], tuple[bytes, Arguments]]:
    def made(place: Place, chance: random.Random, seed: int) -> tuple[bytes, Arguments]:
        kind = chance.choice([kind for kind in test_fuzz.KINDS if kind not in LEFT_OUT])
        raw = test_fuzz.case(whole_of(kind), seed)
        files = [str(place.bad)] if command == "inspect" else [str(place.whole[1]), str(place.bad)]
        return raw, [command, *([str(place.bad.parent)] if command == "batch" else files), *more]

    return made


_WHOLE: dict[str, bytes] = {}


def whole_of(kind: str) -> bytes:
    """A whole file of a format, made once."""
    if kind not in _WHOLE:
        _WHOLE[kind] = test_fuzz.KINDS[kind][0]()
    return _WHOLE[kind]


def _render(place: Place, chance: random.Random, _: int) -> tuple[bytes, Arguments]:
    return damaged_json(place.record, chance), [
        "render",
        str(place.bad),
        "-o",
        "OUT",
        "--formats",
        chance.choice(["xlsx,json", "html", "docx,md"]),
    ]


def _schema(place: Place, chance: random.Random, _: int) -> tuple[bytes, Arguments]:
    raw = damaged_toml(schema.text_of(chance.choice(schema.names())).encode(), chance)
    path = place.bad.with_suffix(".toml")
    path.write_bytes(raw)
    check = ["schema", "check", str(path)]
    return raw, check if chance.random() < 0.5 else ["inspect", str(place.whole[0]), "--schema", str(path)]


def _config(place: Place, chance: random.Random, _: int) -> tuple[bytes, Arguments]:
    return damaged_toml(CONFIG.encode(), chance), ["brief", *map(str, place.whole), "--config", str(place.bad), "-o", "OUT/a.md"]


# Kind of input → what makes one and the command over it, and how often it comes.
COMMANDS: dict[str, tuple[Callable[[Place, random.Random, int], tuple[bytes, Arguments]], int]] = {
    "inspect": (_report("inspect", "--json"), 8),
    "compare": (_report("compare", "-o", "OUT", "--formats", "md,json"), 3),
    "batch": (_report("batch", "-o", "OUT", "--formats", "json", "--quiet"), 3),
    "record": (_render, 4),
    "schema": (_schema, 2),
    "config": (_config, 1),
}


@contextmanager
def place() -> Iterator[Place]:
    """A place to try in, gone afterwards; LibreOffice, which takes a second a file, stands aside: what comes before it is tried alone."""
    converted = libreoffice._converted
    docx = test_fuzz.word()
    libreoffice._converted = lambda *_: docx  # type: ignore[assignment]
    try:
        with tempfile.TemporaryDirectory() as folder:
            yield Place(Path(folder))
    finally:
        libreoffice._converted = converted


def tried(where: Place, seed: int) -> tuple[str, int, str]:
    """The kind of input, the exit status, and what is wrong with what came of it, "" for nothing."""
    chance = random.Random(seed)
    name = chance.choices([*COMMANDS], [often for _, often in COMMANDS.values()])[0]
    raw, arguments = COMMANDS[name][0](where, chance, seed)
    where.bad.write_bytes(raw)
    begin = spent()
    done = CliRunner().invoke(main, [one.replace("OUT", str(where.out)) for one in arguments])
    wrong = []
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        wrong.append(f"{type(done.exception).__name__}: {done.exception}")
    if done.exit_code not in {0, 2, 3} or "Traceback" in done.stderr or "internal error" in done.stderr:
        wrong.append(f"status {done.exit_code}: {done.stderr[-300:]}")
    if done.exit_code == 2 and len(done.stderr.splitlines()) != 1 and arguments[:2] != ["schema", "check"]:
        wrong.append(f"{len(done.stderr.splitlines())} lines")
    if (took := spent() - begin) > SECONDS:
        wrong.append(f"{took:.0f} s")
    if name == "batch" and done.exit_code in {0, 3}:
        told = {file for one in json.loads((where.out / "index.json").read_bytes()) for file in one["files"]}
        wrong += [f"{path} is told of nowhere" for path in where.bad.parent.iterdir() if str(path) not in told]
    for path in (where.bad, where.bad.with_suffix(".toml")):
        path.unlink(missing_ok=True)
    return name, done.exit_code, "; ".join(wrong)


def run(count: int, first: int = 0) -> None:
    """Tries so many seeds and prints what became of them."""
    states: Counter[tuple[str, int]] = Counter()
    failed = 0
    with place() as where:
        for seed in range(first, first + count):
            name, status, wrong = tried(where, seed)
            states[name, status] += 1
            if wrong:
                failed += 1
                print(f"seed {seed} ({name}): {wrong}", flush=True)
            if (seed - first + 1) % 100 == 0:
                print(f"{seed - first + 1} tried, {failed} failed", file=sys.stderr, flush=True)
    for (name, status), number in sorted(states.items()):
        print(f"{number:6} {name}, status {status}")
    print(f"{count} damaged inputs, {failed} failed")


if __name__ == "__main__":
    run(*map(int, sys.argv[1:] or ["10000"]))
