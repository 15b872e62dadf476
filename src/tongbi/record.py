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

from tongbi.errors import UsageError
from tongbi.labels import message
from tongbi.model import Change, Comparison, Conflict, Finding, FollowThrough, IndicatorChange, Language, Measure, Report

VERSION = 1
_YEARS = {"from_year": "from", "to_year": "to"}
_NAMES: dict[type, dict[str, str]] = {
    Change: _YEARS,
    IndicatorChange: _YEARS,
    Measure: _YEARS,
    FollowThrough: {"from_unit": "from", "to_units": "to"},
}
_DERIVED: dict[type, set[str]] = {Finding: {"message"}, Conflict: {"message"}}


def dump(comparison: Comparison, language: Language | None = None) -> str:
    """The comparison as JSON text; `language` of the findings' messages (default: the comparison's)."""
    return _text({"version": VERSION, **_plain(comparison, language or comparison.language)})


def dump_report(report: Report, language: Language | None = None) -> str:
    """One report as JSON text."""
    return _text({"version": VERSION, **_plain(report, language or report.language)})


def load(text: str) -> Comparison:
    """A comparison from its JSON text; UsageError when it is none or of another version."""
    try:
        table = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"no valid JSON ({error}); give a comparison.json that tongbi wrote") from error
    if not isinstance(table, dict) or table.get("version") != VERSION or "threads" not in table:
        raise UsageError(f"no comparison record of version {VERSION}; give a comparison.json that this tongbi wrote")
    try:
        comparison = cast("Comparison", _value(table, Comparison))
        _check(comparison)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise UsageError(f"a damaged comparison record ({type(error).__name__}: {error}); run the comparison again") from error
    return comparison


def load_report(text: str) -> Report:
    """A report from its JSON text; UsageError when it is none or of another version."""
    try:
        return cast("Report", _value(json.loads(text, parse_constant=_no_number), Report))
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise UsageError(f"no report record of version {VERSION} ({type(error).__name__}: {error})") from error


def _check(comparison: Comparison) -> None:
    """ValueError, KeyError or IndexError when something that is referred to is not there: a year, a unit, a section, a message."""
    if not comparison.years or tuple(report.year for report in comparison.reports) != comparison.years:
        raise ValueError("its years are not those of its reports")
    threaded = {unit for thread in comparison.threads for year in comparison.years for unit in thread.by_year[year]}
    changed = {unit for change in comparison.changes for unit in (*change.from_units, *change.to_units)}
    if threaded | changed != set(comparison.unit_texts()):
        raise ValueError("its units are not those of its threads and changes")
    if not {change.thread for change in comparison.changes} <= {thread.id for thread in comparison.threads}:
        raise ValueError("a change without a thread")
    between: list[Change | Measure] = [*comparison.changes, *comparison.measures]
    if not {year for one in between for year in (one.from_year, one.to_year)} <= set(comparison.years):
        raise ValueError("a change or a measure in no year of it")
    if not {one.section for one in comparison.measures} <= {None, *range(len(comparison.sections))}:
        raise ValueError("a measure of a section that is not there")
    for report in comparison.reports:
        sections = len(report.sections)
        below = [unit.section for unit in report.units] + [section.parent for section in report.sections]
        below += [row.by_year[year] for row in comparison.sections for year in row.by_year if year == report.year]
        if any(index is not None and not 0 <= index < sections for index in below):
            raise ValueError(f"a section of {report.year} that is not there")
    told = {one.unit_id for one in comparison.stated_changes}
    told |= {unit for one in comparison.conflicts for unit in one.units}
    told |= {unit for one in comparison.follow_through for unit in (one.from_unit, *one.to_units)}
    if not told <= set(comparison.unit_texts()):
        raise ValueError("a unit that is not there")
    said: list[Finding | Conflict] = [*comparison.findings, *comparison.conflicts]
    for one in [*said, *(finding for report in comparison.reports for finding in report.findings)]:
        message(one, comparison.language)


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the record of a comparison; that of a report is its `$defs/Report`."""
    return cast("dict[str, Any]", json.loads(files("tongbi").joinpath("record.schema.json").read_text(encoding="utf-8")))


def _no_number(text: str) -> float:
    raise ValueError(f"{text} is no number")


def _text(table: object) -> str:
    return json.dumps(table, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


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
    if isinstance(value, (Finding, Conflict)):
        found["message"] = message(value, language)
    return found


@cache
def _fields(kind: type) -> tuple[tuple[str, str, Any], ...]:
    """A dataclass's fields: name, name in the record, type."""
    hints = get_type_hints(kind)
    names = _NAMES.get(kind, {})
    return tuple((one.name, names.get(one.name, one.name), hints[one.name]) for one in fields(kind))


# ── in ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _value(plain: Any, kind: Any) -> Any:
    """A value of a type from its plain form; TypeError or ValueError when it is none."""
    origin = get_origin(kind)
    if is_dataclass(kind):
        return _instance(_of(plain, dict), cast("type", kind))
    if origin is tuple:
        inner = get_args(kind)[0]
        return tuple(_value(one, inner) for one in _of(plain, list))
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        key, inner = get_args(kind)
        return {key(name): _value(one, inner) for name, one in _of(plain, dict).items()}
    if origin in {Union, UnionType}:
        return _any_of(plain, get_args(kind))
    if origin is Literal:
        if plain not in get_args(kind):
            raise ValueError(f"{plain!r} is none of {get_args(kind)}")
        return plain
    return float(_of(plain, int, float)) if kind is float else _of(plain, kind)


def _any_of(plain: Any, kinds: tuple[Any, ...]) -> Any:
    """A value of the first of several types that it can be."""
    for kind in kinds:
        try:
            return _value(plain, kind)
        except (TypeError, ValueError):
            continue
    raise TypeError(f"{plain!r} is none of {kinds}")


def _of(plain: Any, *kinds: type) -> Any:
    # JSON's true is no number, though Python's is.
    if not isinstance(plain, kinds) or (isinstance(plain, bool) and bool not in kinds):
        raise TypeError(f"{plain!r:.40} where {kinds[0].__name__} should stand")
    return plain


def _instance(plain: Any, kind: type) -> Any:
    known = {printed: (name, inner) for name, printed, inner in _fields(kind)}
    unknown = set(plain) - set(known) - _DERIVED.get(kind, set()) - {"version"}
    if unknown:
        raise KeyError(f"unknown field {sorted(unknown)[0]}")
    return kind(**{name: _value(plain[printed], inner) for printed, (name, inner) in known.items()})
