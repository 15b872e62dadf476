"""Front matter: what a text says of itself above it, between lines of --- (YAML) or of +++ (TOML)."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence

_CLOSES = {"---": ("---", "..."), "+++": ("+++",)}


def parted(text: str) -> tuple[dict[str, str], str]:
    """What the front matter of a text says by name, single values alone, and the text below it; {} and the whole text without any."""
    lines = text.lstrip("\ufeff \t\r\n").splitlines(keepends=True)
    opening = lines[0].rstrip() if lines else ""
    closes = _CLOSES.get(opening, ())
    end = next((at for at, line in enumerate(lines) if at and line.rstrip() in closes), 0)
    told = _toml(lines[1:end]) if opening == "+++" else _yaml(lines[1:end])
    return (told, "".join(lines[end + 1 :])) if end and told is not None else ({}, text)


def _toml(lines: Sequence[str]) -> dict[str, str] | None:
    try:
        content = tomllib.loads("".join(lines).replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError:
        return None
    return {name: str(value) for name, value in content.items() if not isinstance(value, dict | list)}


def _yaml(lines: Sequence[str]) -> dict[str, str] | None:
    """Names and values of lines of YAML; None where a line is neither `name: value` nor belongs to the one before."""
    found: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if line[:1] in " \t-#\r\n":
            continue
        if not colon or len(name.split()) != 1 or (value and not value[:1].isspace()):
            return None
        found[name.strip()] = value.strip().strip("\"'")
    return {name: value for name, value in found.items() if value} if found else None
