"""Excerpts: what is quoted of a statement within a length, and where the part of it begins that another statement is held against."""

from __future__ import annotations

import re
from itertools import pairwise

from tongbi.model import Language

CLAUSE = re.compile(r"[，；：、。！？]|[,;:.!?](?=\s)")
"""What parts clauses."""
QUOTE, WITHIN = 76, 40
"""Chinese characters at most of a statement, and of one within quotation marks."""
_LEFT_OUT: dict[Language, str] = {"zh": "……", "en": " …"}
# A number at the end of what is kept may go on behind it.
_NUMBER_BEGUN = re.compile(r"[-−+]?\d[\d.,]*$")
_END, _DASHES = "。；;.!！?？，, ", re.compile(r"^\s*[—–]+\s*")
# Clauses of which so many pairs of characters are another's are of one matter.
_COMMON = 2


def shortened(text: str, language: Language, longest: int = QUOTE) -> str:
    """A text in one line without its full stop and the dashes before it, cut where it is longer than so many Chinese characters: after a
    clause, if half fits.
    """
    line = _DASHES.sub("", " ".join(text.split())).rstrip(_END)
    room = longest * (2 if language == "en" else 1)  # Latin letters are half as wide
    if len(line) <= room:
        return line
    cut = max((mark.start() for mark in CLAUSE.finditer(line, room // 2, room)), default=0)
    if not cut:
        cut = max(line.rfind(" ", room // 2, room), 0) if language == "en" else 0
    return (line[:cut] if cut else _NUMBER_BEGUN.sub("", line[: room + 1])[:room]) + _LEFT_OUT[language]


def excerpt(text: str, language: Language, at: int, longest: int = QUOTE) -> str:
    """A text shortened, from the clause on that holds the character `at` where that clause would be cut off."""
    whole = shortened(text, language, longest)
    end = CLAUSE.search(text, at)
    if not whole.endswith(_LEFT_OUT[language]) or (end.start() if end else len(text)) <= len(whole) - len(_LEFT_OUT[language]):
        return whole
    begin = max((mark.end() for mark in CLAUSE.finditer(text, 0, at + 1)), default=0)
    return (_LEFT_OUT[language].strip() if begin else "") + shortened(text[begin:], language, longest)


def likest(text: str, other: str) -> int:
    """Where the clause of a text begins that has most in common with another text; 0 where none has."""
    known = _pairs(other)
    marks = [0, *(mark.end() for mark in CLAUSE.finditer(text)), len(text)]
    common, begin = max(((len(_pairs(text[start:end]) & known), -start) for start, end in pairwise(marks)), default=(0, 0))
    return -begin if common >= _COMMON else 0


def share_told(text: str, other: str) -> float:
    """The share of a text's pairs of characters that another text has as well, 0–1."""
    own = _pairs(text)
    return len(own & _pairs(other)) / len(own) if own else 0.0


def _pairs(text: str) -> set[tuple[str, str]]:
    return set(pairwise(re.sub(r"\W", "", text.lower())))
