"""What a run was asked to do: options from the command line, a TOML file and the defaults, in that order.

`Options` overrules what is detected in the reports; `Output` says what is written, where and how. Nothing else configures a run.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path, PurePath
from typing import Any, Literal, get_args

from tongbi import locations
from tongbi.errors import InputError, UsageError

LanguageChoice = Literal["zh", "en", "auto"]
EngineChoice = Literal["local", "dask"]
PairChoice = Literal["neighbours", "all"]
MOST = 1_000_000
"""The largest number that an option takes: what is counted in seconds or MB has no use for more, and the system no room."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may cost: its size and what it unpacks to in MB, pages, seconds, memory in MB; each from 1.

    A report has some 10 KB and the largest filings some MB, a hundred pages and some seconds: what is beyond these is something else.
    """

    max_size: int = 200
    max_pages: int = 1000
    max_seconds: int = 300
    max_memory: int = 2000


@dataclass(frozen=True, slots=True)
class Options:
    """What overrules detection; None detects. `limits` bound the reading of each file.

    `years` goes by a file's path as given or by its bare name; `schema` is a shipped schema's name or a TOML file. `pairs`: whether
    neighbouring years alone are held against each other, or all.
    """

    organisation: str | None = None
    years: Mapping[str, int] = field(default_factory=dict)
    schema: str | None = None
    limits: Limits = field(default_factory=Limits)
    pairs: PairChoice = "neighbours"

    def year_of(self, path: PurePath) -> int | None:
        """The year set for a file, by its path before its name; None if there is none."""
        return self.years.get(str(path), self.years.get(path.name))


@dataclass(frozen=True, slots=True)
class Output:
    """What is written. `formats` None: all there are. `folder` None: the command's own place. `pages` is the brief's length, from 1.

    Of a batch: so many `jobs` at once on this machine, or the workers of the Dask `scheduler` at an address; `force` does again what an
    earlier run did.
    """

    formats: tuple[str, ...] | None = None
    language: LanguageChoice = "auto"
    folder: Path | None = None
    jobs: int = 1
    pages: int = 2
    engine: EngineChoice = "local"
    scheduler: str | None = None
    force: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a run was asked to do."""

    options: Options = field(default_factory=Options)
    output: Output = field(default_factory=Output)


def settle(flags: Mapping[str, Any], file: Path | None) -> Settings:
    """One run's settings: a flag that is not None goes before the file's value, and that before the default.

    `flags` has the names of the fields of `Options`, `Limits` and `Output`; `years` of flag and file are merged.
    """
    chosen = read(file) if file else {}
    years = {**chosen.get("years", {}), **(flags.get("years") or {})}
    chosen = {**chosen, **{name: value for name, value in flags.items() if value is not None}, "years": years}
    limits = replace(Limits(), **_of(Limits, chosen))
    return Settings(replace(Options(limits=limits), **_of(Options, chosen)), replace(Output(), **_of(Output, chosen)))


def _of(kind: type[Limits | Options | Output], chosen: Mapping[str, Any]) -> dict[str, Any]:
    return {one.name: chosen[one.name] for one in fields(kind) if one.name in chosen}


# ── the file ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


class _WrongValueError(Exception):
    """Says what a key must be."""


def _is(kind: type, meaning: str) -> Callable[[object, Path], object]:
    def check(value: object, _: Path) -> object:
        if not isinstance(value, kind) or isinstance(value, bool):
            raise _WrongValueError(meaning)
        return value

    return check


def _count(value: object, _: Path) -> object:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= MOST:
        raise _WrongValueError(f"a whole number from 1 to {MOST}")
    return value


def _language(value: object, _: Path) -> object:
    if value not in get_args(LanguageChoice):
        raise _WrongValueError("zh, en or auto")
    return value


def _engine(value: object, _: Path) -> object:
    if value not in get_args(EngineChoice):
        raise _WrongValueError("local or dask")
    return value


def _formats(value: object, _: Path) -> object:
    if not isinstance(value, list) or not value or not all(isinstance(name, str) for name in value):
        raise _WrongValueError('a list of formats, as in ["xlsx", "html"]')
    return tuple(value)


def _year_table(value: object, _: Path) -> object:
    if not isinstance(value, dict) or not all(type(year) is int and 1 <= year <= 9999 for year in value.values()):
        raise _WrongValueError('a table of files and years, as in { "a.txt" = 2023 }')
    return value


def _folder(value: object, base: Path) -> object:
    if not isinstance(value, str) or not value or "\0" in value:
        raise _WrongValueError("a folder, in quotes")
    return locations.at(value) if "://" in value else base / value


def _schema(value: object, base: Path) -> object:
    if not isinstance(value, str) or not value or "\0" in value:
        raise _WrongValueError("a schema's name or file, in quotes")
    return str(base / value) if value.endswith(".toml") else value


# Key in the file → field it sets, and the check that turns the value into the field's.
_KEYS: dict[str, tuple[str, Callable[[object, Path], object]]] = {
    "organisation": ("organisation", _is(str, "a name, in quotes")),
    "years": ("years", _year_table),
    "schema": ("schema", _schema),
    "formats": ("formats", _formats),
    "lang": ("language", _language),
    "out": ("folder", _folder),
    "jobs": ("jobs", _count),
    "pages": ("pages", _count),
    "engine": ("engine", _engine),
    "scheduler": ("scheduler", _is(str, "an address, in quotes")),
    "max_size": ("max_size", _count),
    "max_pages": ("max_pages", _count),
    "max_seconds": ("max_seconds", _count),
    "max_memory": ("max_memory", _count),
}


def keys() -> tuple[str, ...]:
    """The keys a configuration file may have."""
    return tuple(_KEYS)


def read(file: Path) -> dict[str, Any]:
    """A configuration file's values by field name; its relative paths start at its own folder.

    InputError for a file that cannot be read or is no TOML; UsageError naming file and key for an unknown key or a wrong value.
    """
    chosen: dict[str, Any] = {}
    for key, value in _toml(file).items():
        if key not in _KEYS:
            raise UsageError(f"{file}: unknown key {key!r}; known are {', '.join(_KEYS)}")
        name, check = _KEYS[key]
        try:
            chosen[name] = check(value, file.parent)
        except _WrongValueError as wrong:
            raise UsageError(f"{file}: {key} = {value!r} cannot be; it must be {wrong}") from None
    return chosen


def _toml(file: Path) -> dict[str, object]:
    try:
        return tomllib.loads(locations.small(file).decode("utf-8-sig"))
    except OSError as error:
        raise InputError(file, (error.strerror or "cannot be read").lower(), "check the path given to --config") from error
    except UnicodeDecodeError as error:
        raise InputError(file, "not UTF-8", "save the configuration as UTF-8") from error
    except RecursionError as error:
        raise InputError(file, "its values are nested without end", "mend it") from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(file, f"no valid TOML: {error}", "mend that line") from error
