"""Folder names: an organisation's name as a folder that every system takes and that lies where it should."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from hashlib import sha256

from tongbi.language.folding import fold

# Separators, wildcards, blanks, controls, and what turns the direction of writing, joins or is invisible.
_UNSAFE = re.compile(r'[\\/:*?"<>|\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]+')
_RESERVED = re.compile(r"^(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$)(?:\.|$)", re.IGNORECASE)
# ext4, APFS and NTFS take 255 bytes or characters; with a number behind it and a file's name the path stays short.
_LONGEST, _LONGEST_BYTES = 80, 200


def safe_name(text: str) -> str:
    """A text as the name of one folder: NFC, no separators, controls or reserved names, not empty, at most 80 characters, 200 bytes."""
    name = _cut(_UNSAFE.sub("-", unicodedata.normalize("NFC", text)).strip(" .-"))
    return f"{name}-" if _RESERVED.match(name) else name or "series"


def _cut(name: str) -> str:
    return name[:_LONGEST].encode("utf-8")[:_LONGEST_BYTES].decode("utf-8", "ignore").strip(" .-")


def folders(wanted: Iterable[tuple[str, str]]) -> list[str]:
    """A folder for each organisation and kind, no two alike on a disk that knows no case and no form of Unicode.

    A name that is taken gets a mark made of the whole name: it does not hang on how many others there are, so that a series keeps
    its folder when another comes or goes; only what is alike in full as well is numbered.
    """
    pairs = list(wanted)
    plain = [safe_name(f"{organisation}-{kind}") for organisation, kind in pairs]
    shared = _twice(_key(name) for name in plain)
    marked = [_marked(name, *pair) if _key(name) in shared else name for name, pair in zip(plain, pairs, strict=True)]
    taken: set[str] = set()
    return [_numbered(name, taken) for name in marked]


def _key(name: str) -> str:
    return fold(name).casefold()


def _twice(keys: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    return {key for key in keys if key in seen or seen.add(key)}  # type: ignore[func-returns-value]


def _marked(name: str, organisation: str, kind: str) -> str:
    whole = f"{organisation}\n{kind}".encode("utf-8", "replace")
    return f"{name}-{sha256(whole).hexdigest()[:8]}"


def _numbered(name: str, taken: set[str]) -> str:
    number, found = 1, name
    while _key(found) in taken:
        number += 1
        found = f"{name}-{number}"
    taken.add(_key(found))
    return found
