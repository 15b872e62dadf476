"""Real reports against what was read of them by hand: headings, levels, nodes, tables and the fields of titles.

`python tests/test_real.py` prints the shares by file and lists what is wrong. The reports are not in the repository.
"""

from __future__ import annotations

import json
import math
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tongbi import pipeline
from tongbi.model import Report, Section, Value

REAL = Path(__file__).parents[2] / "shared" / "eval" / "real"
needs_shared = pytest.mark.skipif(not REAL.is_dir(), reason="the real reports are not beside this checkout")


@dataclass
class Share:
    """How many of what was asked are right, and what is not."""

    right: int = 0
    asked: int = 0
    wrong: list[str] = field(default_factory=list)

    def ask(self, good: bool, what: str) -> None:
        self.right += good
        self.asked += 1
        if not good:
            self.wrong.append(what)

    def __float__(self) -> float:
        return self.right / self.asked if self.asked else 1.0

    def __str__(self) -> str:
        return f"{float(self):.3f} ({self.right}/{self.asked})"


def fold(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).strip("。.:;,、 ")


def series(name: str) -> list[dict[str, Any]]:
    data = json.loads((REAL / f"{name}.json").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = data.get("provinces", [data])
    return found


@cache
def read(file: str) -> Report:
    return pipeline.inspect((REAL / file).resolve())


def headings(gold: list[dict[str, Any]], said: tuple[Section, ...], deepest: int) -> tuple[Share, Share]:
    """Share of the headings found on their level (with what was invented among the wrong), and of those mapped to their node.

    Headings that a reader may or may not take as such (`optional`) are not asked for, and are no invention either.
    """
    found, nodes = Share(), Share()
    free: dict[str, list[Section]] = defaultdict(list)
    for section in said:
        free[fold(section.heading)].append(section)
    for want in gold:
        key = fold(want["heading"])
        match = free[key].pop(0) if free[key] else None
        if want.get("optional"):
            continue
        found.ask(match is not None and match.level == want["level"], f"L{want['level']} {key} said {match and match.level}")
        node = match.canonical.split("/")[-1] if match and match.canonical else None
        right = node in want["canonical"] if want["canonical"] else node is None
        nodes.ask(match is not None and right, f"{key}: said {node}, not {want['canonical']}")
    for left in free.values():
        for section in left:
            if section.level <= deepest:
                found.ask(False, f"+L{section.level} {section.printed}")
    return found, nodes


def tables(gold: list[dict[str, Any]], report: Report) -> Share:
    """Share of the cells found under the same last label of row and column, empty cells among them."""
    share = Share()
    cells: dict[tuple[str, str], list[Value]] = defaultdict(list)
    for table in report.tables:
        for row, values in zip(table.rows, table.values, strict=True):
            for column, value in zip(table.columns, values, strict=True):
                cells[fold(row.split("/")[-1]), fold(column.split("/")[-1])].append(value)
    for table in gold:
        for row, values in zip(table["rows"], table["values"], strict=True):
            for column, value in zip(table["columns"], values, strict=True):
                key = fold(row.split("/")[-1]), fold(column.split("/")[-1])
                share.ask(any(same(one, value) for one in cells[key]), f"{key} {value}: {cells[key]}")
    return share


def same(said: Value, want: Value) -> bool:
    if isinstance(said, float | int) and isinstance(want, float | int):
        return math.isclose(said, want)
    return said == want


def measured() -> Iterator[tuple[str, str, Share]]:
    """File, measure, share."""
    for name, deepest in (("suqian", 9), ("shanghai", 9), ("provinces", 2)):
        for one in series(name):
            for report in one["reports"]:
                said = read(report["file"])
                file = "/".join(Path(report["file"]).parts[-2:])
                meta = Share()
                # Where the corpus' maker wrote the title, it names the place alone.
                names = {one["organisation"], *([one["organisation"].removesuffix("人民政府")] if "title_note" in one else [])}
                meta.ask(said.organisation in names, said.organisation)
                meta.ask(said.year == report["year"], str(said.year))
                meta.ask(said.kind == one["kind"], said.kind)
                yield file, "metadata", meta
                found, nodes = headings(one["sections"][str(report["year"])], said.sections, deepest)
                yield file, "headings", found
                yield file, "nodes", nodes
                if "tables" in one:
                    yield file, "cells", tables(one["tables"][str(report["year"])], said)


FLOORS = {"metadata": 1.0, "headings": 0.99, "nodes": 0.98, "cells": 1.0}


@needs_shared
@pytest.mark.parametrize(("file", "measure", "share"), list(measured()) if REAL.is_dir() else [])
def test_a_real_report_is_read_as_a_reader_would(file: str, measure: str, share: Share) -> None:
    assert float(share) >= FLOORS[measure], "\n".join(share.wrong)


def titles(folder: Path) -> dict[str, Share]:
    """Fields of real titles, each on a page of its own made of its title lines and its headings."""
    shares: dict[str, Share] = defaultdict(Share)
    for record in json.loads((REAL / "titles.json").read_text(encoding="utf-8"))["records"]:
        lines = [*record["title_lines"], ""]
        for heading in record["headings"]:
            lines += [heading["label"] + heading["heading"], "有关工作按照部署推进，取得积极成效。"]
        path = folder / f"{record['id']}.txt"
        path.write_text("\n".join(lines), encoding="utf-8")
        report = pipeline.inspect(path)
        what = f"{record['id']} {record['title_lines']}"
        allowed = {record["organisation"], record.get("organisation_in_title")}
        shares["organisation"].ask((report.organisation or None) in allowed, f"{what}: {report.organisation}, not {allowed}")
        if record.get("year_in_title") is not None or record.get("year") is None:
            shares["year"].ask(report.year in {record["year"], record.get("year_in_title")}, f"{what}: {report.year}")
        shares["kind"].ask(report.kind == record["kind"], f"{what}: {report.kind}, not {record['kind']}")
        found, nodes = headings(record["headings"], report.sections, 9)
        for name, one in (("headings", found), ("nodes", nodes)):
            shares[name].right += one.right
            shares[name].asked += one.asked
            shares[name].wrong += [f"{what}: {wrong}" for wrong in one.wrong]
    return shares


@needs_shared
def test_fields_of_real_titles(tmp_path: Path) -> None:
    for name, share in titles(tmp_path).items():
        assert float(share) >= 0.96, (name, share.wrong)


if __name__ == "__main__":
    import tempfile

    for file, measure, share in measured():
        print(f"{file:36} {measure:10} {share}")
        for wrong in share.wrong:
            print("   ", wrong)
    with tempfile.TemporaryDirectory() as folder:
        for name, share in titles(Path(folder)).items():
            print(f"{'titles.json':36} {name:12} {share}")
            for wrong in share.wrong:
                print("   ", wrong)
