"""Labels: all words that the outputs say of themselves, in Chinese and English, from one catalogue (`labels.toml`).

A key is `table.name`; a test holds both languages complete and every finding code named.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tongbi.model import Conflict, Finding, Language


@cache
def catalogue() -> dict[str, dict[str, dict[str, str]]]:
    """The whole catalogue: table → name → language → text."""
    return _own("labels.toml")


@cache
def faces() -> dict[str, dict[str, Any]]:
    """The faces of workbook and brief (`faces.toml`)."""
    return _own("faces.toml")


def _own(name: str) -> dict[str, dict[str, Any]]:
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))


def label(key: str, language: Language, /, **values: object) -> str:
    """The text of `key` ("sheet.overview"), its {blanks} filled with `values`; KeyError for an unknown key."""
    return _printed(key, language).format(**values)


@cache
def _printed(key: str, language: Language) -> str:
    table, name = key.split(".", 1)
    return catalogue()[table][name][language]


def message(said: Finding | Conflict, language: Language) -> str:
    """A finding or a conflict as a sentence, with the usual cause where there is one."""
    table = "conflict" if hasattr(said, "severity") else "finding"
    text = label(f"{table}.{said.code}", language, **said.values)
    why = getattr(said, "why", "")
    return label(f"why.{why}", language, conflict=text) if why else text
