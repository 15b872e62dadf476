"""The scale that English accounts state for a table or a column: in millions, ₹ in lakhs, £000, US$m."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice

from tongbi.language import lexicon
from tongbi.language.folding import has_han

_SIGNS: Mapping[str, str] = lexicon.table("en/units")["money"]["signs"]
_SHORT: Mapping[str, str] = lexicon.table("en/units")["money"]["short"]
_WORDS, _THOUSANDS = lexicon.words("en/tables", "scale"), lexicon.words("en/tables", "thousands")
STATED = re.compile(
    rf"(?:\b(?P<what>[\w .,'’$&-]{{0,80}}?)\s*\bin\s+|^\((?=\w+s[,)]))(?P<scale>{lexicon.any_of(_WORDS)})s?\b"
    rf"|(?<![\w.,])(?P<sign>{lexicon.any_of(_SIGNS)})\s?(?P<size>{lexicon.any_of((*_WORDS, *_SHORT, *_THOUSANDS))})s?(?![\w.,])",
    re.IGNORECASE,
)
"""A scale behind `in`, perhaps with what it is of, first in brackets (Millions, except per share amounts), or glued to a sign of money."""
# Of words that are no filler a statement has `in` and the scale, or both in one with a sign, and what marks glue to them.
_MOST_WORDS = len(("in", "scale")) * 2
_FILLER = frozenset(lexicon.words("en/tables", "filler", "money"))


def size(found: re.Match[str]) -> str:
    """The word of a scale that was found: million of $m and of in millions."""
    said = (found["scale"] or found["size"]).lower()
    return _SHORT["k"] if said in _THOUSANDS else _SHORT.get(said, said)


def sign(found: re.Match[str]) -> str:
    """The currency that stands before a scale, as units name it; "" for none."""
    before = found["sign"] or found.string[: found.start("scale")].lower().rstrip().removesuffix("in").rstrip()
    longest = sorted(_SIGNS, key=len, reverse=True)
    return next((_SIGNS[printed] for printed in longest if _ends_with(before.lower(), printed.lower())), "")


def _ends_with(before: str, printed: str) -> bool:
    """Whether a text ends with a sign of money as a word of its own: not dollars with Rs."""
    ahead = before.removesuffix(printed)
    return ahead != before and not (printed[0].isalpha() and ahead[-1:].isalpha())


def without(text: str) -> str:
    """A label without a scale that is glued to a sign (2024 £000)."""
    found = STATED.search(text)
    return text[: found.start()] + text[found.end() :] if found and found["sign"] else text


def is_statement(line: str) -> bool:
    """Whether a line states a scale and nothing else (£m, All figures in ₹ crore), or only remarks in brackets: it names no table."""
    others = (word for word in line.split() if not _is_filler(word))
    if has_han(line) or next(islice(others, _MOST_WORDS, None), ""):
        return False
    found = STATED.search(line)
    if found is None:
        return line.startswith("(") and all(map(_is_filler, line.split()))
    return all(map(_is_filler, (line[: found.start()] + (found["what"] or "") + line[found.end() :]).split()))


def _is_filler(word: str) -> bool:
    plain = word.strip("(),:;")
    return not plain or plain.lower() in _FILLER or plain in _SIGNS
