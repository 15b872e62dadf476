"""Quality has a floor: the gold series scored as a careful reader would, and real reports where they are at hand."""

from __future__ import annotations

import importlib.util
import json
import math
import shlex
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tongbi import pipeline
from tongbi.language.folding import fold
from tongbi.model import Comparison, Section
from tongbi.report import node_matching, schema

HERE = Path(__file__).parent
FLOORS = tomllib.loads((HERE / "gold" / "floors.toml").read_text(encoding="utf-8"))
SHARED = HERE.parents[1] / "shared" / "eval"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the real reports are not beside this checkout")


def f1(said: Iterable[Hashable], gold: Iterable[Hashable]) -> float:
    """F1 of two bags."""
    found, wanted = Counter(said), Counter(gold)
    hit = (found & wanted).total()
    return 2 * hit / (found.total() + wanted.total()) if found or wanted else 1.0


def head(text: str) -> str:
    return fold(text).strip("。.:;,、")


class Scored:
    """A gold series and what the tool says of it."""

    def __init__(self, name: str) -> None:
        folder = HERE / "gold" / name
        self.gold: dict[str, Any] = json.loads((folder / "series.json").read_text(encoding="utf-8"))
        self.said: Comparison = pipeline.compare([(folder / report["file"]).resolve() for report in self.gold["reports"]])
        self.shares = dict(self._reading()) | dict(self._links()) | dict(self._figures()) | dict(self._claims())

    def _reading(self) -> Iterable[tuple[str, float]]:
        gold, reports = self.gold, self.said.reports
        facts = [(one.organisation, one.year, one.kind) for one in reports]
        yield "metadata", f1(facts, [(gold["organisation"], one["year"], gold["kind"]) for one in gold["reports"]])
        sections = [(str(one.year), section) for one in reports for section in one.sections]
        wanted = [(year, section) for year, found in gold["sections"].items() for section in found]
        yield (
            "sections",
            f1([(y, s.level, head(s.heading)) for y, s in sections], [(y, s["level"], head(s["heading"])) for y, s in wanted]),
        )
        node = {(year, head(section.heading)): (section.canonical or "").split("/")[-1] for year, section in sections}
        yield "canonical", sum(node.get((y, head(s["heading"]))) in s["canonical"] for y, s in wanted) / len(wanted)
        units = [(str(one.year), fold(unit.text)) for one in reports for unit in one.units]
        yield "units", f1(units, [(year, fold(unit["text"])) for year, found in gold["units"].items() for unit in found])

    def _links(self) -> Iterable[tuple[str, float]]:
        own = {unit.id: fold(unit.text) for report in self.said.reports for unit in report.units}
        ids = {(year, fold(unit["text"])): unit["id"] for year, found in self.gold["units"].items() for unit in found}
        name = {unit: ids.get((unit[:4], text), unit) for unit, text in own.items()}
        said = {
            (name[a], name[b]): change
            for change in self.said.changes
            if change.to_year == change.from_year + 1
            for a in change.from_units
            for b in change.to_units
        }
        gold = {(a, b): link for link in self.gold["alignments"] for a in link["from"] for b in link["to"]}
        both = said.keys() & gold.keys()
        yield "alignment", f1(list(said), list(gold))
        yield "change-kind", sum(said[pair].kind == gold[pair]["change"] for pair in both) / len(both)
        yield "moved", f1([pair for pair in both if said[pair].moved], [pair for pair in both if gold[pair].get("moved")])

    def _figures(self) -> Iterable[tuple[str, float]]:
        found = {str(report.year): [figure.value for figure in report.figures] for report in self.said.reports}
        wanted = [(year, value) for one in self.gold["indicators"] for year, value in one["values"].items() if year in found]
        yield "figures", sum(any(math.isclose(value, other) for other in found[year]) for year, value in wanted) / len(wanted)
        rows = [{str(year): value for year, value in one.values.items()} for one in self.said.indicators]
        series = [one["values"] for one in self.gold["indicators"] if len(one["values"]) > 1]
        told = sum(any(all(y in row and math.isclose(row[y], v) for y, v in values.items()) for row in rows) for values in series)
        yield "indicator-series", told / len(series)

    def _claims(self) -> Iterable[tuple[str, float]]:
        ids = {(year, fold(unit["text"])): unit["id"] for year, found in self.gold["units"].items() for unit in found}
        name = {unit.id: ids.get((unit.id[:4], fold(unit.text)), unit.id) for report in self.said.reports for unit in report.units}
        told = [(name[one.unit_id], {one.previous, one.current, one.change}) for one in self.said.stated_changes]
        wanted = [
            (one["unit"], {one.get(key) for key in ("previous", "current", "change")} - {None}) for one in self.gold["stated_changes"]
        ]
        hits = sum(any(unit == other and values <= known for other, known in told) for unit, values in wanted)
        yield "stated-changes", hits / len(wanted)
        conflicts = [(one.year, {name[unit] for unit in one.units}) for one in self.said.conflicts]
        found = sum(any(year == one["year"] and units & set(one["units"]) for year, units in conflicts) for one in self.gold["conflicts"])
        yield "conflicts", 2 * found / (len(conflicts) + len(self.gold["conflicts"]))
        traced = [(name[one.from_unit], name[unit]) for one in self.said.follow_through for unit in one.to_units]
        yield "follow-through", f1(traced, [(one["from"], unit) for one in self.gold["follow_through"] for unit in one["to"]])


@pytest.fixture(scope="module")
def cangyu() -> Scored:
    return Scored("cangyu-district")


@pytest.mark.parametrize("measure", FLOORS["cangyu-district"])
def test_gold_series(cangyu: Scored, measure: str) -> None:
    assert cangyu.shares[measure] >= FLOORS["cangyu-district"][measure]


# ── real reports ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def tree(gold: list[dict[str, Any]]) -> tuple[Section, ...]:
    """Gold headings as sections."""
    found: list[Section] = []
    above: list[int] = []
    for one in gold:
        above = [other for other in above if found[other].level < one["level"]]
        found.append(Section(one["level"], one["label"], one["heading"], one["label"] + one["heading"], above[-1] if above else None))
        above.append(len(found) - 1)
    return tuple(found)


def right_nodes(gold: list[dict[str, Any]], kind: str) -> list[bool]:
    named = node_matching.normalise(tree(gold), (), schema.load(kind)).sections
    pairs = zip(gold, named, strict=True)
    return [(section.canonical or "").split("/")[-1] in one["canonical"] for one, section in pairs if not one.get("optional")]


def real(name: str) -> Any:
    return json.loads((SHARED / "real" / f"{name}.json").read_text(encoding="utf-8"))


@needs_shared
def test_real_titles() -> None:
    records = real("titles")["records"]
    kinds = [
        schema.detect("".join(one["title_lines"]), [section["heading"] for section in one["headings"]]).name
        == {"interpretation": "generic"}.get(one["kind"], one["kind"])
        for one in records
    ]
    nodes = [right for one in records if one["kind"] != "interpretation" for right in right_nodes(one["headings"], one["kind"])]
    assert sum(kinds) / len(kinds) >= FLOORS["real"]["kinds"]
    assert sum(nodes) / len(nodes) >= FLOORS["real"]["titles-canonical"]


@needs_shared
def test_real_work_reports() -> None:
    said: list[tuple[str, int, str]] = []
    wanted: list[tuple[str, int, str]] = []
    nodes: list[bool] = []
    facts: list[bool] = []
    for series in [*real("provinces")["provinces"], real("shanghai"), real("suqian")]:
        for one in series["reports"]:
            path = (SHARED / "real" / one["file"]).resolve()
            gold = series["sections"][str(one["year"])]
            report = pipeline.inspect(path)
            optional = {head(section["heading"]) for section in gold if section.get("optional")}
            said += [
                (path.name, section.level, head(section.heading))
                for section in report.sections
                if section.level <= 2 and head(section.heading) not in optional
            ]
            wanted += [(path.name, section["level"], head(section["heading"])) for section in gold if not section.get("optional")]
            nodes += right_nodes(gold, series["kind"])
            facts += [report.year == one["year"], report.kind == series["kind"], report.organisation == series["organisation"]]
    assert f1(said, wanted) >= FLOORS["real"]["sections"]
    assert sum(nodes) / len(nodes) >= FLOORS["real"]["canonical"]
    assert sum(facts) / len(facts) >= FLOORS["real"]["identity"]


@needs_shared
def test_all_headings_of_a_real_report() -> None:
    gold = json.loads((SHARED / "gold" / "liunan" / "series.json").read_text(encoding="utf-8"))
    path = (SHARED / "gold" / "liunan" / gold["reports"][0]["file"]).resolve()
    report = pipeline.inspect(path)
    assert [(s.level, s.label, head(s.heading)) for s in report.sections] == [
        (s["level"], s["label"], head(s["heading"])) for s in gold["sections"]["2023"]
    ]
    assert report.organisation == gold["organisation"]


# ── the scores over real reports ──────────────────────────────────────────────────────────────────────────────────────────────

SCORES = (*FLOORS["scores"], *FLOORS["ceilings"])
FILINGS = ("HD", "AMZN", "WMT")


def script(name: str) -> Any:
    """A scoring script as a module."""
    found = importlib.util.spec_from_file_location(name, SHARED / f"{name}.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def golds(kind: str) -> list[dict[str, Any]]:
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted((SHARED / kind).glob("*.json"))]


def total(rows: list[dict[str, Any]], *keys: str) -> int:
    return sum(row[key] for row in rows for key in keys)


Summed = Callable[[list[dict[str, Any]]], Iterable[tuple[str, float]]]


def of_facts(rows: list[dict[str, Any]]) -> Iterable[tuple[str, float]]:
    heads = [row["headlines"] for row in rows]
    yield "rows right", total(rows, "right") / total(rows, "right", "misleading", "wrong")
    yield "rows found", total(rows, "found") / total(rows, "gold")
    yield "rows named", total(rows, "named") / total(rows, "right")
    yield "headlines right", total(heads, "right") / max(1, total(heads, "right", "misleading", "wrong"))
    yield "headlines found", total(rows, "top") / total(rows, "topgold")


def of_links(rows: list[dict[str, Any]]) -> Iterable[tuple[str, float]]:
    yield "links right", total(rows, "right") / total(rows, "right", "loose", "wrong")
    yield "links found", total(rows, "found") / total(rows, "gold")
    yield "new and gone right", total(rows, "really") / total(rows, "alone")
    yield "nearest right", total(rows, "nearest") / total(rows, "askable")


def of_filings(rows: list[dict[str, Any]]) -> Iterable[tuple[str, float]]:
    yield "concepts found", total(rows, "found") / total(rows, "gold")
    yield "rows a year too old", total(rows, "wrong")


@pytest.fixture(scope="module")
def scores() -> dict[str, float]:
    """Every score, each pair of reports compared once, by this Python."""
    if not (SHARED.parent / "corpus").is_dir():
        pytest.skip("the real reports are not beside this checkout")
    facts, links, filings, series = map(script, ("score_facts", "score_links", "score_filings", "score"))
    command, corpus = [sys.executable, "-m", "tongbi"], SHARED.parent / "corpus"
    folders = sorted((SHARED / "gold").iterdir())
    pairs = sorted({tuple(gold["files"]) for kind in ("facts", "links") for gold in golds(kind)})
    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(2) as threads:
        patch.setenv("PYTHONPATH", str(HERE.parent / "src"))
        filed = threads.map(lambda name: filings.score(corpus / "sec_10k" / name, command), FILINGS)
        tallies = threads.map(lambda folder: series.score_series(folder, shlex.join(command)), folders)
        compared = threads.map(lambda files: facts.compared(command, [corpus / file for file in files]), pairs)
        records = dict(zip(pairs, compared, strict=True))
    told = [facts.score(gold, records[tuple(gold["files"])]) for gold in golds("facts")]
    tied = [links.score(gold, records[tuple(gold["files"])]) for gold in golds("links")]
    read = zip(folders, tallies, strict=True)
    found = {f"{folder.name} {name}": one.f1 for folder, tally in read for name, one in tally.items() if one.gold}
    return {**found, **dict(of_facts(told)), **dict(of_links(tied)), **dict(of_filings([*filed]))}


@pytest.mark.parametrize("measure", SCORES)
def test_scores_over_real_reports(scores: dict[str, float], measure: str) -> None:
    if measure in FLOORS["ceilings"]:
        assert scores[measure] <= FLOORS["ceilings"][measure]
    else:
        assert scores[measure] >= FLOORS["scores"][measure]


@needs_shared
def test_every_score_has_a_floor(scores: dict[str, float]) -> None:
    assert set(scores) == set(SCORES)


@needs_shared
@pytest.mark.parametrize(
    ("floors", "name", "folder", "summed"),
    [("sealed", "score_facts", "facts", of_facts), ("sealed-statements", "score_links", "statements/sealed", of_links)],
)
def test_reports_that_were_annotated_apart_from_the_code(floors: str, name: str, folder: str, summed: Summed) -> None:
    """Sealed gold: figures and sentences are told by keys alone, so that no sentence of a report stands here."""
    scorer, corpus = script(name), SHARED.parent / "corpus"
    sealed = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((HERE / "gold" / folder).glob("*.keys.json"))]
    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(2) as threads:
        patch.setenv("PYTHONPATH", str(HERE.parent / "src"))
        records = threads.map(
            lambda gold: scorer.compared([sys.executable, "-m", "tongbi"], [corpus / file for file in gold["files"]]), sealed
        )
        found = dict(summed([scorer.score(gold, record) for gold, record in zip(sealed, records, strict=True)]))
    assert {measure for measure, floor in FLOORS[floors].items() if found[measure] < floor} == set()
