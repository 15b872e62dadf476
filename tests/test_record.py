"""The record: there and back again, as the JSON Schema that ships says, and nothing but it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from tongbi import pipeline, record
from tongbi.errors import UsageError
from tongbi.model import Comparison

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
    table = json.loads(record.dump(comparison))
    assert {"from", "to", "from_units", "to_units", "kind", "moved", "similarity", "edits", "thread"} <= set(table["changes"][0])
    assert set(table["threads"][0]["by_year"]) == {str(year) for year in comparison.years}
    assert {"code", "message", "where"} <= set(table["reports"][0]["findings"][0])
    assert table["reports"][0]["source"].keys() == {"path", "format", "encoding", "sha256"}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 99, "threads": []}', '{"version": 1, "threads": [], "years": 3}', "\x00"])
def test_what_is_no_record(text: str) -> None:
    with pytest.raises(UsageError):
        record.load(text)
