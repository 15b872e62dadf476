"""The record: there and back again, as the JSON Schema that ships says, and nothing but it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongbi import pipeline
from tongbi.errors import UsageError
from tongbi.language import sentences
from tongbi.model import Change, Comparison, Edit, Finding, Indicator, Report, Source, Thread, Unit
from tongbi.outputs import record

SERIES = sorted((Path(__file__).parents[1] / "reports" / "苍屿区").iterdir())


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return pipeline.compare(SERIES)


def test_there_and_back(comparison: Comparison) -> None:
    assert record.load(record.dump(comparison)) == comparison


def test_the_shipped_schema_describes_it(comparison: Comparison) -> None:
    schema = record.json_schema()
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    validator.validate(json.loads(record.dump(comparison)))
    report = json.loads(record.dump_report(comparison.reports[0]))
    jsonschema.Draft202012Validator({"$ref": "#/$defs/Report", "$defs": schema["$defs"]}).validate(report)


def test_the_schema_leaves_no_field_undescribed(comparison: Comparison) -> None:
    validator = jsonschema.Draft202012Validator(record.json_schema())
    table = json.loads(record.dump(comparison))
    table["reports"][0]["units"][0]["surprise"] = 1
    assert [error.validator for error in validator.iter_errors(table)] == ["additionalProperties"]


def test_the_promised_names(comparison: Comparison) -> None:
    report = replace(comparison.reports[0], findings=(Finding("names-differ", "", {"names": "甲、乙"}),))
    table = json.loads(record.dump(replace(comparison, reports=(report, *comparison.reports[1:]))))
    assert {"from", "to", "from_units", "to_units", "kind", "moved", "similarity", "edits", "thread"} <= set(table["changes"][0])
    assert set(table["threads"][0]["by_year"]) == {str(year) for year in comparison.years}
    assert {"code", "message", "where"} <= set(table["reports"][0]["findings"][0])
    assert table["reports"][0]["source"].keys() == {"path", "format", "encoding", "sha256"}


def test_a_record_from_before_there_were_headlines_has_none(comparison: Comparison) -> None:
    assert comparison.headlines
    table = json.loads(record.dump(comparison))
    del table["headlines"]
    jsonschema.Draft202012Validator(record.json_schema()).validate(table)
    assert record.load(json.dumps(table)) == replace(comparison, headlines=())


def test_a_record_from_before_there_were_counterparts_has_none(comparison: Comparison) -> None:
    table = json.loads(record.dump(comparison))
    for change in table["changes"]:
        del change["possible"], change["beside"], change["again"]
    jsonschema.Draft202012Validator(record.json_schema()).validate(table)
    assert {(one.possible, one.beside) for one in record.load(json.dumps(table)).changes} == {(False, None)}


def test_a_table_that_is_kept_as_printed_is_in_no_thread(tmp_path: Path) -> None:
    for year in (2023, 2024):
        boxes = "<table><tr><td>☒</td><td>A report for the whole of the year</td></tr></table>"
        page = f"<html><body><h1>Annual Report {year}</h1>{boxes}<h2>1. Work</h2><p>The town keeps nine moorings.</p></body></html>"
        (tmp_path / f"{year}.html").write_text(page, encoding="utf-8")
    found = pipeline.compare(sorted(tmp_path.iterdir()))
    assert [len(report.tables) for report in found.reports] == [1, 1]
    assert found.tables == ()
    assert record.load(record.dump(found)) == found


def test_of_two_statements_side_by_side_each_names_the_other(comparison: Comparison) -> None:
    table = json.loads(record.dump(comparison))
    beside = next(change for change in table["changes"] if change["beside"])
    beside["beside"] = None
    with pytest.raises(UsageError, match="beside"):
        record.load(json.dumps(table))


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"version": 99, "threads": []}', '{"version": 1, "threads": [], "years": 3}', "\x00", "[" * 99999]
)
def test_what_is_no_record(text: str) -> None:
    with pytest.raises(UsageError):
        record.load(text)


def put(table: Any, path: str, value: object) -> None:
    """Sets the value at a path of keys and indexes joined by dots."""
    *above, last = (int(step) if step.isdigit() and len(step) < 4 else step for step in path.split("."))
    for step in above:
        table = table[step]
    table[last] = value


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("organisation", 5),
        ("language", "fr"),
        ("years", ["2021", "2022", "2023", "2024"]),
        ("years", [2021, 2022]),
        ("years", []),
        ("reports.0.units", "abc"),
        ("reports.0.units.0.section", 99),
        ("reports.0.units.0.section", True),
        ("reports.0.units.0.id", "another"),
        ("reports.0.claims.0.current", 999),
        ("reports.0.coverage.plans", "perhaps"),
        ("reports.0.findings", [{"code": "unheard-of", "where": "", "values": {}}]),
        ("threads.0.by_year.2021", ["nowhere"]),
        ("threads.0.by_year", {}),
        ("changes.0.thread", "nowhere"),
        ("changes.0.from", 1999),
        ("changes.0.similarity", "high"),
        ("sections.0.by_year.2021", 99),
        ("measures.0.to", 1999),
        ("measures.0.section", 9999),
        ("measures.0.cosine", None),
        ("headlines", [99999]),
        ("headlines", [-1]),
    ],
)
def test_a_record_that_was_damaged(comparison: Comparison, path: str, value: object) -> None:
    table = json.loads(record.dump(comparison))
    put(table, path, value)
    with pytest.raises(UsageError, match="damaged"):
        record.load(json.dumps(table))


CHANGE = Change("t1", 2020, 2021, (), (), "reworded", False, 1.0, None, ())
_TEXT = st.text(max_size=8)
_NUMBER = st.floats(-1e30, 1e30)  # a figure has at most 30 digits


@given(_TEXT, st.lists(_TEXT, min_size=1, max_size=4), st.dictionaries(st.sampled_from([2020, 2021]), _NUMBER), st.none() | _TEXT)
def test_any_text_and_number_survives(name: str, texts: list[str], values: dict[int, float], canonical: str | None) -> None:
    units = {year: tuple(Unit(f"{year}-{at}", text, None) for at, text in enumerate(texts)) for year in (2020, 2021)}
    ids = {year: tuple(unit.id for unit in units[year]) for year in units}
    said = sentences.joined(texts)
    comparison = Comparison(
        organisation=name,
        kind="generic",
        language="zh",
        years=(2020, 2021),
        reports=tuple(Report(name, year, "generic", name, "en", Source(name, "txt", None, ""), (name,), (), units[year]) for year in units),
        nodes=(),
        sections=(),
        threads=(Thread("t1", canonical, ids),),
        changes=(replace(CHANGE, from_units=ids[2020], to_units=ids[2021], edits=(Edit("replace", said, said),)),),
        indicators=(Indicator(name, name, canonical, values, dict.fromkeys(values, "2020-0"), ()),),
        coverage=(),
        findings=(Finding("year-gap", "", {"year": name}),),
    )
    text = record.dump(comparison)
    assert record.load(text) == comparison
    assert record.dump(record.load(text)) == text
