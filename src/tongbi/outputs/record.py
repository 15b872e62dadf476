"""The record: a comparison or a report ↔ JSON, driven by the types of the model.

Field names are the model's, but for the few that the public record calls otherwise (`from` for `from_year` …). Mappings by year have
their years as strings, findings carry their message, tuples are lists. `load(dump(comparison)) == comparison`. A field, and each row
of a list, has a line of its own: a thread is a line.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from importlib.resources import files
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from tongbi.errors import UsageError
from tongbi.model import (
    Change,
    Comparison,
    Conflict,
    Disclosure,
    Figure,
    Finding,
    FollowThrough,
    Indicator,
    IndicatorChange,
    Language,
    Measure,
    Report,
    Target,
    Unit,
    Years,
)
from tongbi.outputs.labels import message
from tongbi.version import __version__

VERSION = 1
_Turn = Callable[[Any], Any]
# Without indents the encoder is the compiled one, ten times as quick.
_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
_YEARS = {"from_year": "from", "to_year": "to"}
_NAMES: dict[type, dict[str, str]] = {
    Change: _YEARS,
    IndicatorChange: _YEARS,
    Measure: _YEARS,
    Disclosure: _YEARS,
    FollowThrough: {"from_unit": "from", "to_units": "to"},
    Years: {"first": "from", "last": "to"},
}
_UNIONS = {Union, UnionType}
_PLAIN = (str, int, float, NoneType)
# Fields younger than the first records of this version: one without them is read as if they were empty.
_LATER: dict[type, set[str]] = {
    Comparison: {"headlines", "checks", "statements", "disclosures", "versions", "across"},
    Indicator: {"grade", "note", "anew", "scale", "printed_unit", "measure", "targets", "concept", "members"},
    Conflict: {"why"},
    Figure: {"concept", "members"},
    Report: {"facts", "versions"},
    Target: {"start", "cell"},
    Change: {"weight", "possible", "beside"},
    FollowThrough: {"weight"},
    Unit: {"idle"},
}
_DERIVED: dict[type, set[str]] = {Finding: {"message"}, Conflict: {"message"}}


def dump(comparison: Comparison, language: Language | None = None) -> str:
    """The comparison as JSON text; `language` of the findings' messages (default: the comparison's)."""
    return _text(comparison, language or comparison.language)


def dump_report(report: Report, language: Language | None = None) -> str:
    """One report as JSON text."""
    return _text(report, language or report.language)


def load(text: str) -> Comparison:
    """A comparison from its JSON text; UsageError when it is none or of another version."""
    try:
        table = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"no valid JSON ({error}); give a comparison.json that tongbi wrote") from error
    if not isinstance(table, dict) or table.get("version") != VERSION or "threads" not in table:
        raise UsageError(f"no comparison record of version {VERSION}; give a comparison.json that this tongbi wrote")
    try:
        comparison = cast("Comparison", _reader(Comparison)(table))
        _check(comparison)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise UsageError(f"a damaged comparison record ({type(error).__name__}: {error}); run the comparison again") from error
    return comparison


def load_report(text: str) -> Report:
    """A report from its JSON text; UsageError when it is none or of another version."""
    try:
        return cast("Report", _reader(Report)(json.loads(text, parse_constant=_no_number)))
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise UsageError(f"no report record of version {VERSION} ({type(error).__name__}: {error})") from error


def _check(comparison: Comparison) -> None:
    """ValueError, KeyError or IndexError when something that is referred to is not there: a year, a unit, a section, a message."""
    if not comparison.years or tuple(report.year for report in comparison.reports) != comparison.years:
        raise ValueError("its years are not those of its reports")
    threaded = {unit for thread in comparison.threads for year in comparison.years for unit in thread.by_year[year]}
    every = (*comparison.changes, *comparison.across)
    if threaded | {unit for change in every for unit in (*change.from_units, *change.to_units)} != set(comparison.unit_texts()):
        raise ValueError("its units are not those of its threads and changes")
    if not {change.thread for change in every} <= {thread.id for thread in comparison.threads}:
        raise ValueError("a change without a thread")
    between: list[Change | Measure | Disclosure] = [*every, *comparison.measures, *comparison.disclosures]
    if not {year for one in between for year in (one.from_year, one.to_year)} <= set(comparison.years):
        raise ValueError("a change, a measure or a disclosure in no year of it")
    if not {one.section for one in comparison.measures} <= {None, *range(len(comparison.sections))}:
        raise ValueError("a measure of a section that is not there")
    for report in comparison.reports:
        sections = len(report.sections)
        below = [unit.section for unit in report.units] + [section.parent for section in report.sections]
        below += [row.by_year[year] for row in comparison.sections for year in row.by_year if year == report.year]
        if any(index is not None and not 0 <= index < sections for index in below):
            raise ValueError(f"a section of {report.year} that is not there")
        known = {(figure.unit_id, figure.start) for figure in report.figures}
        stated = {(one.unit_id, at) for one in report.claims for at in (one.previous, one.current, one.step) if at is not None}
        if not stated <= known:
            raise ValueError(f"a claim of {report.year} of a figure that is not there")
    _check_results(comparison)


def _check_results(comparison: Comparison) -> None:
    """As `_check`, for headlines, checks, follow-through, disclosures and messages."""
    if not {*comparison.headlines} <= {*range(len(comparison.indicators))}:
        raise ValueError("a headline that is no indicator")
    told = {one.unit_id for one in comparison.stated_changes}
    told |= {unit for one in comparison.conflicts for unit in one.units}
    told |= {unit for one in comparison.follow_through for unit in (one.from_unit, *one.to_units)}
    told |= {unit for one in comparison.changes for near in (one.nearest, one.beside) if near for unit in near.units}
    if not told <= set(comparison.unit_texts()):
        raise ValueError("a unit that is not there")
    alone = {(one.from_units or one.to_units, one.to_year): one.beside for one in comparison.changes if one.kind in {"added", "dropped"}}
    for (units, year), beside in alone.items():
        if beside and (other := alone.get((beside.units, year))) != replace(beside, units=units):
            raise ValueError(f"a statement beside another, which stands beside {other and other.units}")
    for one in comparison.disclosures:
        for at, year in ((one.before, one.from_year), (one.after, one.to_year)):
            if at is not None and not 0 <= at < len(comparison.report(year).sections):
                raise ValueError(f"a disclosure of {year} in a section that is not there")
    said: list[Finding | Conflict] = [*comparison.findings, *comparison.conflicts]
    for doubt in [*said, *(finding for report in comparison.reports for finding in report.findings)]:
        message(doubt, comparison.language)


def versions(schema: str) -> dict[str, str]:
    """The versions of what makes a record: the tool's and that of the reports' schema ("" where a schema names none)."""
    return {"tongbi": __version__, "schema": schema}


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the record of a comparison; that of a report is its `$defs/Report`."""
    return cast("dict[str, Any]", json.loads(files(__package__).joinpath("record.schema.json").read_text(encoding="utf-8")))


def _no_number(text: str) -> float:
    raise ValueError(f"{text} is no number")


# ── out ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _text(whole: Comparison | Report, language: Language) -> str:
    return _laid_out(whole, language, [f'"version": {VERSION}']) + "\n"


def _laid_out(whole: Comparison | Report, language: Language, lines: list[str]) -> str:
    """An object with a line for each field below those given, and one for each row of a field that is a list of objects."""
    for name, printed, kind in _fields(cast("type", type(whole))):
        value, turn = getattr(whole, name), _writer(kind, language)
        if isinstance(value, tuple) and value and turn is not list:
            rows = ",\n".join(_rows(value, _writer(get_args(kind)[0], language), language))
            lines.append(f'"{printed}": [\n{rows}\n]')
        else:
            lines.append(f'"{printed}": {_encode(turn(value) if turn else value)}')
    return "{\n" + ",\n".join(lines) + "\n}"


def _rows(values: tuple[Any, ...], turn: _Turn | None, language: Language) -> list[str]:
    return [_laid_out(one, language, []) if isinstance(one, Report) else _encode(turn(one) if turn else one) for one in values]


@cache
def _fields(kind: type) -> tuple[tuple[str, str, Any], ...]:
    """A dataclass's fields: name, name in the record, type."""
    hints = get_type_hints(kind)
    names = _NAMES.get(kind, {})
    return tuple((one.name, names.get(one.name, one.name), hints[one.name]) for one in fields(kind))


@cache
def _writer(kind: Any, language: Language) -> _Turn | None:
    """What makes values of a type plain, found once; None for those that are plain already."""
    origin, inner = get_origin(kind), get_args(kind)
    if is_dataclass(kind):
        return _object_writer(cast("type", kind), language)
    if origin is tuple:
        turn = _writer(inner[0], language)
        return _each(turn) if turn else list
    if _is_mapping(origin):
        turn = _writer(inner[1], language)
        return lambda table: {str(key): turn(one) if turn else one for key, one in table.items()}
    if origin in _UNIONS:
        (turn,) = {_writer(one, language) for one in inner} - {None} or {None}
        return turn and (lambda value: value if isinstance(value, _PLAIN) else turn(value))
    return None


def _each(turn: _Turn) -> _Turn:
    return lambda values: [turn(one) for one in values]


def _object_writer(kind: type, language: Language) -> _Turn:
    names, printed, kinds = zip(*_fields(kind), strict=True)
    turns = [(at, turn) for at, turn in zip(printed, (_writer(one, language) for one in kinds), strict=True) if turn]
    values = attrgetter(*names)

    def write(value: Any) -> dict[str, Any]:
        plain = dict(zip(printed, values(value), strict=True))
        for at, turn in turns:
            plain[at] = turn(plain[at])
        if "message" in _DERIVED.get(kind, ()):
            plain["message"] = message(value, language)
        return plain

    return write


# ── in ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def _reader(kind: Any) -> _Turn:
    """What makes values of a type from their plain form, found once; it raises TypeError, KeyError or ValueError for what is none."""
    origin, inner = get_origin(kind), get_args(kind)
    if is_dataclass(kind):
        return _object_reader(cast("type", kind))
    if origin is tuple:
        turn = _reader(inner[0])
        return lambda plain: tuple([turn(one) for one in _of(plain, list)])
    if _is_mapping(origin):
        key, turn = inner[0], _reader(inner[1])
        return lambda plain: {key(name): turn(one) for name, one in _of(plain, dict).items()}
    if origin in _UNIONS:
        return _any_of([_reader(one) for one in inner])
    if origin is Literal:
        return lambda plain: _one_of(plain, inner)
    return (lambda plain: float(_of(plain, int, float))) if kind is float else (lambda plain: _of(plain, kind))


def _any_of(turns: list[_Turn]) -> _Turn:
    """A value of the first of several types that it can be."""

    def read(plain: Any) -> Any:
        for turn in turns:
            try:
                return turn(plain)
            except (TypeError, ValueError):
                continue
        raise TypeError(f"{plain!r:.40} is none of the types that may stand here")

    return read


def _one_of(plain: Any, allowed: tuple[Any, ...]) -> Any:
    if plain not in allowed:
        raise ValueError(f"{plain!r:.40} is none of {allowed}")
    return plain


def _of(plain: Any, *kinds: type) -> Any:
    # JSON's true is no number, though Python's is.
    if not isinstance(plain, kinds) or (isinstance(plain, bool) and bool not in kinds):
        raise TypeError(f"{plain!r:.40} where {kinds[0].__name__} should stand")
    return plain


def _object_reader(kind: type) -> _Turn:
    turns = [(name, printed, _reader(inner)) for name, printed, inner in _fields(kind)]
    later = _LATER.get(kind, set())
    known = {printed for _, printed, _ in turns} | _DERIVED.get(kind, set()) | {"version"}

    def read(plain: Any) -> Any:
        unknown = _of(plain, dict).keys() - known
        if unknown:
            raise KeyError(f"unknown field {min(unknown)}")
        return kind(**{name: turn(plain[printed]) for name, printed, turn in turns if printed in plain or printed not in later})

    return read


def _is_mapping(origin: Any) -> bool:
    return isinstance(origin, type) and issubclass(origin, Mapping)
