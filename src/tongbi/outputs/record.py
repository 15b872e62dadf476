"""The record: a comparison or a report ↔ JSON, driven by the types of the model.

Field names are the model's, but for the few that the public record calls otherwise (`from` for `from_year` …). Mappings by year have
their years as strings, findings carry their message, tuples are lists. `load(dump(comparison)) == comparison`. A field, and each row
of a list, has a line of its own: a thread is a line.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from importlib.resources import files
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from tongbi.errors import UsageError
from tongbi.language.numerals import LIMIT
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
    StatementLine,
    Target,
    Unit,
    Years,
)
from tongbi.outputs import record_check
from tongbi.outputs.labels import message
from tongbi.version import __version__

VERSION = 1
_DAMAGED = (KeyError, IndexError, TypeError, ValueError, AttributeError)
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
    Change: {"again", "weight", "possible", "beside"},
    FollowThrough: {"weight"},
    StatementLine: {"deducted"},
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
        table = _plain(text)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"no valid JSON ({error}); give a comparison.json that tongbi wrote") from error
    if not isinstance(table, dict) or table.get("version") != VERSION or "threads" not in table:
        raise UsageError(f"no comparison record of version {VERSION}; give a comparison.json that this tongbi wrote")
    try:
        comparison = cast("Comparison", _reader(Comparison)(table))
        record_check.check(comparison)
    except _DAMAGED as error:
        raise UsageError(f"a damaged comparison record ({_told(error)}); run the comparison again") from error
    return comparison


def load_report(text: str) -> Report:
    """A report from its JSON text; UsageError when it is none or of another version."""
    try:
        return cast("Report", _reader(Report)(_plain(text)))
    except (*_DAMAGED, RecursionError) as error:
        raise UsageError(f"no report record of version {VERSION} ({_told(error)})") from error


def _told(error: Exception) -> str:
    """What is wrong, in one line that can be printed."""
    said = f"{type(error).__name__}: {error}".encode("utf-8", "backslashreplace").decode("utf-8")
    return " ".join(said.split())[:200]


def versions(schema: str) -> dict[str, str]:
    """The versions of what makes a record: the tool's and that of the reports' schema ("" where a schema names none)."""
    return {"tongbi": __version__, "schema": schema}


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the record of a comparison; that of a report is its `$defs/Report`."""
    return cast("dict[str, Any]", json.loads(files(__package__).joinpath("record.schema.json").read_text(encoding="utf-8")))


def _plain(text: str) -> Any:
    """What stands in a JSON text; ValueError where it is none, or where a part of it is no text that can be written (half a character)."""
    found = json.loads(text, parse_constant=_no_number)
    _encode(found if "\\ud" in text.lower() else text[:0]).encode("utf-8")
    return found


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
        turn, count = _reader(inner[0]), None if Ellipsis in inner else len(inner)
        return lambda plain: tuple([turn(one) for one in _many(plain, count)])
    if _is_mapping(origin):
        key, turn = inner[0], _reader(inner[1])
        return lambda plain: {key(name): turn(one) for name, one in _of(plain, dict).items()}
    if origin in _UNIONS:
        return _any_of([_reader(one) for one in inner if one is not NoneType], or_none=NoneType in inner)
    if origin is Literal:
        return lambda plain: _one_of(plain, inner)
    if kind is float:
        return lambda plain: float(_number(_of(plain, int, float), LIMIT * LIMIT))
    return (lambda plain: _number(_of(plain, int), 1 << 31)) if kind is int else (lambda plain: _of(plain, kind))


def _number(plain: float, most: int) -> float:
    """A number that fits: a figure, or how far it moved; what counts or places something fits into 32 bits, as in the long tables."""
    if not -most < plain < most:
        raise ValueError("a number that is too large")
    return plain


def _many(plain: Any, count: int | None) -> list[Any]:
    found: list[Any] = _of(plain, list)
    if count is not None and len(found) != count:
        raise ValueError(f"{len(found)} numbers where {count} should stand")
    return found


def _any_of(turns: list[_Turn], *, or_none: bool) -> _Turn:
    """A value of the first of several types that it can be; most that may be nothing are."""

    def read(plain: Any) -> Any:
        if plain is None and or_none:
            return None
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
    later = _LATER.get(kind, set())
    turns = [(name, printed, _reader(inner), printed in later) for name, printed, inner in _fields(kind)]
    known = {printed for _, printed, *_ in turns} | _DERIVED.get(kind, set()) | {"version"}

    def read(plain: Any) -> Any:
        if not _of(plain, dict).keys() <= known:
            raise KeyError(f"unknown field {min(plain.keys() - known)}")
        return kind(**{name: turn(plain[printed]) for name, printed, turn, is_later in turns if not is_later or printed in plain})

    return read


def _is_mapping(origin: Any) -> bool:
    return isinstance(origin, type) and issubclass(origin, Mapping)
