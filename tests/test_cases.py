"""Tricky cases of reading, one trick a file: `cases/<trick>.toml` gives a report's text and what a careful reader sees in it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tongbi.model import Block, Document, Source
from tongbi.report import outline

CASES = sorted((Path(__file__).parent / "cases").glob("*.toml"))


def outlined(text: str) -> outline.Outline:
    blocks = tuple(Block(line.strip()) for line in text.splitlines() if line.strip())
    return outline.outline(Document(Source("case.txt", "txt", "utf-8", ""), blocks))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    case = tomllib.loads(path.read_text(encoding="utf-8"))
    found = outlined(case["text"])
    identity = outline.identify(found, Path("case.txt"), "named" if "政府工作报告" in case["text"] else "reported")
    assert [[section.level, section.label, section.heading] for section in found.sections] == case["sections"], case["why"]
    assert [unit.text for unit in found.units] == case["units"], case["why"]
    if "points" in case:
        assert [unit.point or "" for unit in found.units] == case["points"], case["why"]
    if "title" in case:
        assert found.title == case["title"], case["why"]
    if "organisation" in case:
        assert identity.organisation == case["organisation"], case["why"]
    if "year" in case:
        assert identity.year == case["year"], case["why"]
