"""The gold is fingerprinted: a score that rose because the gold, or a report under it, was changed shows in the difference of a file.

`python tests/test_gold.py` prints the digests as they are. Whoever changes gold on purpose writes them anew, and says in `gold/README.md`
what was wrong with it.
"""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

GOLD = Path(__file__).parent / "gold"
REPORTS = GOLD.parents[1] / "reports"
TOLD = GOLD / "digests.toml"
APART = {"README.md", "floors.toml", TOLD.name}


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))


def digest(paths: list[Path]) -> str:
    """One for names and contents of files; line ends are those of the system."""
    found = hashlib.sha256()
    for path in paths:
        found.update(f"{path.parent.name}/{path.name}\n".encode() + path.read_bytes().replace(b"\r\n", b"\n"))
    return found.hexdigest()[:32]


def digests() -> dict[str, str]:
    """By set: what readers wrote, and what they read of it where it is shipped."""
    sets = {folder.name: files(folder) for folder in sorted(GOLD.iterdir()) if folder.is_dir()}
    sets["statements"] = [path for path in sets["statements"] if path.parent.name != "sealed"]
    sealed = {"sealed": files(GOLD / "statements" / "sealed")}
    return {name: digest(paths) for name, paths in {**sets, **sealed, "reports": files(REPORTS)}.items()}


def test_gold_is_as_it_was() -> None:
    assert digests() == tomllib.loads(TOLD.read_text(encoding="utf-8"))


def test_every_file_of_the_gold_is_in_a_set() -> None:
    assert {path.name for path in GOLD.iterdir() if path.is_file()} == APART


def test_a_letter_that_is_changed_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "series.json"
    path.write_bytes(b'{"figures": 3}\r\n')
    before = digest([path])
    path.write_bytes(b'{"figures": 3}\n')
    assert digest([path]) == before
    path.write_bytes(b'{"figures": 4}\n')
    assert digest([path]) != before


if __name__ == "__main__":
    print("# Of the gold and the reports under it (see test_gold.py).")
    for name, found in digests().items():
        print(f'{name} = "{found}"')
