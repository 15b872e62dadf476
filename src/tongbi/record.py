"""The record: a comparison or a report ↔ JSON, driven by the types of the model.

Field names are the model's, but for the few that the public record calls otherwise (`from` for `from_year` …). Mappings by year have
their years as strings, findings carry their message, tuples are lists. `load(dump(comparison)) == comparison`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from importlib.resources import files
from types import NoneType, UnionType
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from tongbi import model
from tongbi.errors import UsageError
from tongbi.labels import message
from tongbi.model import Comparison, Finding, Language, Report

VERSION = 1
_NAMES = {"from_year": "from", "to_year": "to"}
_DERIVED: dict[type, set[str]] = {Finding: {"message"}}


def dump(comparison: Comparison, language: Language | None = None) -> str:
    """The comparison as JSON text; `language` of the findings' messages (default: the comparison's)."""
    return _text({"version": VERSION, **_plain(comparison, language or comparison.language)})


def dump_report(report: Report, language: Language | None = None) -> str:
    """One report as JSON text."""
    return _text({"version": VERSION, **_plain(report, language or report.language)})


def load(text: str) -> Comparison:
    """A comparison from its JSON text; UsageError when it is none or of another version."""
    try:
        table = json.loads(text)
    except ValueError as error:
        raise UsageError(f"no valid JSON ({error}); give a comparison.json that tongbi wrote") from error
    if not isinstance(table, dict) or table.get("version") != VERSION or "threads" not in table:
        raise UsageError(f"no comparison record of version {VERSION}; give a comparison.json that this tongbi wrote")
    try:
        return cast("Comparison", _value(table, Comparison))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UsageError(f"a damaged comparison record ({type(error).__name__}: {error}); run the comparison again") from error


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the record of a comparison; that of a report is its `$defs/Report`."""
    return cast("dict[str, Any]", json.loads(files("tongbi").joinpath("record.schema.json").read_text(encoding="utf-8")))


def _text(table: object) -> str:
    return json.dumps(table, ensure_ascii=False, indent=1) + "\n"


# ── out ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _plain(value: object, language: Language) -> Any:
    if isinstance(value, (str, int, float, NoneType)):
        return value
    if isinstance(value, tuple):
        return [_plain(one, language) for one in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(one, language) for key, one in value.items()}
    kind: Any = type(value)
    found = {printed: _plain(getattr(value, name), language) for name, printed, _ in _fields(kind)}
    if isinstance(value, Finding):
        found["message"] = message(value, language)
    return found


@cache
def _fields(kind: type) -> tuple[tuple[str, str, Any], ...]:
    """A dataclass's fields: name, name in the record, type."""
    hints = get_type_hints(kind, vars(model))
    return tuple((one.name, _NAMES.get(one.name, one.name), hints[one.name]) for one in fields(kind))


# ── in ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _value(plain: Any, kind: Any) -> Any:
    origin = get_origin(kind)
    if is_dataclass(kind):
        return _instance(plain, cast("type", kind))
    if origin is tuple:
        inner = get_args(kind)[0]
        return tuple(_value(one, inner) for one in plain)
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        key, inner = get_args(kind)
        return {key(name): _value(one, inner) for name, one in plain.items()}
    if origin in {Union, UnionType}:
        return plain if plain is None or isinstance(plain, (str, int, float)) else _value(plain, get_args(kind)[0])
    if kind is float:
        return float(plain)
    if origin is Literal and plain not in get_args(kind):
        raise ValueError(f"{plain!r} is none of {get_args(kind)}")
    return plain


def _instance(plain: Any, kind: type) -> Any:
    known = {printed: (name, inner) for name, printed, inner in _fields(kind)}
    unknown = set(plain) - set(known) - _DERIVED.get(kind, set()) - {"version"}
    if unknown:
        raise KeyError(f"unknown field {sorted(unknown)[0]}")
    return kind(**{name: _value(plain[printed], inner) for printed, (name, inner) in known.items()})
