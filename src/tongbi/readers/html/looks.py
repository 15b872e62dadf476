"""How text looks where the walk of a page is, and what of that holds for a whole paragraph or for its beginning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from tongbi.language.folding import has_han
from tongbi.readers.html import type_size
from tongbi.readers.html.styles import Facts
from tongbi.readers.wrapping import WIDE

LETTER = re.compile(r"[^\W\d_]")
"""A letter of any script."""
_BLANKS = re.compile(r"[ \t\r\n\f\v\xa0\u2000-\u200a\u202f\u205f\u3000]+")
_ODD_BLANK = re.compile(r"[\t\r\n\f\v\xa0\u2000-\u200a\u202f\u205f\u3000]|  ")


@dataclass(frozen=True, slots=True, eq=False)
class Looks:
    """How text looks where the walk is. Told apart by identity, which makes them keys at no cost."""

    bold: bool = False
    face: bool = False
    centred: bool = False
    outline: int | None = None
    link: bool = False
    typed: bool = False
    slanted: bool = False
    lined: bool = False
    type: str = ""
    size: float = type_size.BROWSERS


PLAIN = Looks()


@lru_cache(maxsize=4096)
def entered(around: Looks, told: Facts, link: bool, typed: bool) -> Looks:
    """The looks inside an element, by those around it."""
    bold, slanted, lined = (
        before if now is None else now
        for before, now in ((around.bold, told.bold), (around.slanted, told.slanted), (around.lined, told.lined))
    )
    linked = around.link or link
    return Looks(
        bold,
        around.face if told.face is None else told.face,
        around.centred if told.centred is None else told.centred,
        told.outline or around.outline,
        linked,
        around.typed or typed,
        slanted,
        lined,
        # What is underlined as a link stands in the text's own type.
        "b" * bold + "i" * slanted + "u" * (lined and not linked),
        told.size or around.size * (told.scale or 1),
    )


def of_whole(runs: Sequence[tuple[str, Looks]]) -> Looks:
    """What holds for the whole paragraph. Marks and figures between letters do not count, nor what is not Chinese for a typeface."""
    if len(runs) == 1:
        return runs[0][1]
    filled = [(text, looks) for text, looks in runs if not text.isspace() and text]
    lettered = [looks for text, looks in filled if LETTER.search(text)] or [looks for _, looks in filled]
    han = [looks for text, looks in filled if has_han(text)] or lettered
    return Looks(
        bold=all(looks.bold for looks in lettered),
        face=all(looks.face for looks in han),
        outline=lettered[0].outline,
        link=all(looks.link for _, looks in filled),
        size=min(looks.size for looks in lettered),
    )


def set_off_of(runs: Sequence[tuple[str, Looks]]) -> tuple[str, int]:
    """The type that a paragraph's beginning is set in and its length; what has no letters and a label goes with what stands by it."""
    if len(runs) == 1:
        return (runs[0][1].type, len(runs[0][0])) if runs[0][1].type else ("", 0)
    kind: str | None = None
    for at, (text, looks) in enumerate(runs):
        if not LETTER.search(text) or (kind is None and _is_label(text.strip())):
            continue
        shared = looks.type if kind is None else "".join(filter(kind.__contains__, looks.type))
        if not shared:
            return (kind, len(squeezed("".join([one for one, _ in runs[:at]])))) if kind else ("", 0)
        kind = shared
    return (kind, sum(len(text) for text, _ in runs)) if kind else ("", 0)


def _is_label(text: str) -> bool:
    return text[-1] in ".)" and len(text.strip("(.)")) <= len("iii")


def squeezed(text: str) -> str:
    """Text as a browser shows it, save that a line end in the source beside a Chinese character is no blank."""
    text = text.strip()
    if not _ODD_BLANK.search(text):
        return text
    return _BLANKS.sub(_blank, text)


def _blank(found: re.Match[str]) -> str:
    blanks = found[0]
    if "\u3000" in blanks:
        return "\u3000"
    if not blanks.isascii() or not ("\n" in blanks or "\r" in blanks):
        return " "
    text, start, end = found.string, found.start(), found.end()
    return "" if WIDE.match(text[start - 1 : start]) or WIDE.match(text[end : end + 1]) else " "
