"""Fonts of symbols (Wingdings, Symbol …): what a character set in one of them shows."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

LOST = "\ufffd"
_CODES, _PRIVATE = range(0x100), range(0xF000, 0xF100)  # Word puts the codes of such fonts into a block for private use


@cache
def fonts() -> Mapping[str, Mapping[int, str]]:
    """By the name of a font in lower case, what each of its codes shows."""
    table = tomllib.loads(files(__package__).joinpath("symbols.toml").read_text(encoding="utf-8"))
    return {
        font: {int(first, 16) + place: char for first, shown in rows.items() for place, char in enumerate(shown)}
        for font, rows in table.items()
    }


def shown(code: int, font: str) -> str:
    """What a code shows in a font; U+FFFD where nobody can tell, since neither font nor code is known."""
    own = fonts().get(font.lower())
    if code not in _PRIVATE and (own is None or code not in _CODES):
        return chr(code)
    return (own or {}).get(_PRIVATE.index(code) if code in _PRIVATE else code, LOST)


def named(char: str, font: str) -> str:
    """What a private code shows in a font; U+FFFD where font or code is not known."""
    found = shown(ord(char), font)
    return LOST if found == char else found


def text(printed: str, font: str) -> str:
    """A text as a font shows it: Chinese characters in it are set in another."""
    if font.lower() not in fonts():
        return printed
    return "".join(char if char.isspace() else shown(ord(char), font) for char in printed)
