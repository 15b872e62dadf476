"""Character recognition asks no host and leaves nothing in the user's folders, in this process and in its children."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from clock import HANG

ROOT = Path(__file__).parents[1]
EXTRA = all(find_spec(name) for name in ("rapidocr", "onnxruntime", "PIL"))
needs_extra = pytest.mark.skipif(not EXTRA, reason="the extra ocr is not installed")
# What the library takes for a test machine, on which it keeps still by itself.
KEPT = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "VIRTUAL_ENV")
ASKED = re.compile(r"(?:connect|sendto|sendmsg|sendmmsg)\([^)]*AF_INET")


def works(*command: str) -> bool:
    return bool(shutil.which(command[0])) and subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0


def cut() -> list[str]:
    """What runs a command without a network."""
    found = next((list(one) for one in (("unshare", "-n"), ("unshare", "-rn")) if works(*one)), None)
    if found is None:
        print("the network cannot be cut here: only what is written is looked at")
    return found or []


def scan(path: Path, year: int) -> Path:
    """A page of a report as a picture, in the font that Pillow brings along."""
    image = import_module("PIL.Image").new("L", (1400, 620), 255)
    font: Any = import_module("PIL.ImageFont").load_default(44)
    pen = import_module("PIL.ImageDraw").Draw(image)
    for line, text in enumerate(
        (f"Annual Report {year} of Fernhill County", "1. Roads", f"In {year} the county mended 318 bridges.", "2. Outlook", "More follows.")
    ):
        pen.text((120, 80 + 90 * line), text, font=font, fill=0)
    image.save(path)
    return path


def left(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def run(tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The tool with an empty home, an empty folder for temporary files and no network; telemetry asked for by the environment."""
    for name in ("home", "temporary"):
        (tmp_path / name).mkdir()
    own = {"HOME": str(tmp_path / "home"), "TMPDIR": str(tmp_path / "temporary"), "PYTHONPATH": str(ROOT / "src")}
    environment = {name: os.environ[name] for name in KEPT if name in os.environ} | own | {"ORT_DISABLE_TELEMETRY": "0"}
    traced = ["strace", "-f", "-qq", "-e", "trace=network", "-o", str(tmp_path / "calls")] if works("strace", "-o", os.devnull) else []
    command = [*cut(), *traced, sys.executable, "-B", "-m", "tongbi", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False, cwd=tmp_path, timeout=HANG)


def check_nothing_left(tmp_path: Path) -> None:
    assert left(tmp_path / "home") == []
    assert left(tmp_path / "temporary") == []
    calls = tmp_path / "calls"
    assert not ASKED.findall(calls.read_text(encoding="utf-8", errors="replace") if calls.exists() else "")


@needs_extra
def test_one_scan(tmp_path: Path) -> None:
    done = run(tmp_path, "inspect", str(scan(tmp_path / "report 2023.png", 2023)), "--json")
    assert "mended 318 bridges" in done.stdout, done.stderr
    check_nothing_left(tmp_path)


@needs_extra
def test_scans_read_by_child_processes(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for year in (2022, 2023):
        scan(folder / f"{year}.png", year)
    done = run(tmp_path, "batch", str(folder), "-o", str(tmp_path / "out"), "--formats", "json", "--jobs", "2", "--quiet")
    assert done.returncode == 0, done.stderr
    assert "mended 318 bridges" in next((tmp_path / "out").rglob("comparison.json")).read_text(encoding="utf-8")
    check_nothing_left(tmp_path)


@needs_extra
def test_a_library_that_is_loaded_already_is_silenced(monkeypatch: pytest.MonkeyPatch) -> None:
    from tongbi.config import Limits
    from tongbi.readers import ocr
    from tongbi.readers.source_file import File

    heard: list[str] = []
    monkeypatch.setattr(import_module("onnxruntime"), "disable_telemetry_events", lambda: heard.append("off"))
    ocr._engine(File(Path("scan.png"), b"", Limits()))
    assert heard == ["off"]
    assert os.environ["ORT_DISABLE_TELEMETRY"] == "1"
