"""The size of type that an element asks for: CSS lengths and words, the sizes 1 to 7 of `<font>`, and what browsers give to tags."""

from __future__ import annotations

from dataclasses import dataclass

_POINTS = {"pt": 1.0, "px": 0.75, "pc": 12.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "rem": 12.0}
BROWSERS = _POINTS["rem"]
"""Points of a browser's own type."""
_SCALES = {"em": 1.0, "%": 0.01, "ex": 0.5}
_WORDS = {"xx-small": 6.75, "x-small": 7.5, "small": 9.75, "medium": BROWSERS, "large": 13.5, "x-large": 18.0, "xx-large": 24.0}
_FONT = dict(zip("1234567", (*list(_WORDS.values())[1:], 36.0), strict=True))
_STEPS = {"larger": 1.2, "smaller": 1 / 1.2}
_TAGS = {"h1": 2.0, "h2": 1.5, "h3": 1.17, "big": 1.2, "small": 1 / 1.2}
_LETTERS = "abcdefghijklmnopqrstuvwxyz%"


@dataclass(frozen=True, slots=True)
class Size:
    """A size in points, or a scale of the type around; None: not told so."""

    points: float | None = None
    scale: float | None = None


def told(value: str, tag: str) -> Size:
    """The size that an element has by its style or `<font size>`, "" for none, else by its tag."""
    length = value.partition("/")[0].strip()
    if length[:1] in "+-" and length[1:].isdecimal():
        return Size(scale=_STEPS["larger"] ** int(length))
    number, unit = _parted(length)
    if number is not None and unit in _POINTS:
        return Size(number * _POINTS[unit])
    if number is not None and unit in _SCALES:
        return Size(scale=number * _SCALES[unit])
    return Size(_WORDS.get(length, _FONT.get(length)), _STEPS.get(length, _TAGS.get(tag) if not length else None))


def is_length(word: str) -> bool:
    """Whether a word of the shorthand `font:` is the size."""
    return told(word, "") != Size() and not word.isdecimal()


def _parted(length: str) -> tuple[float | None, str]:
    """A length's number, above 0, and unit; no number where it is none."""
    digits = length.rstrip(_LETTERS)
    whole, _, rest = digits.strip().partition(".")
    plain = (whole + rest).isdecimal() and (whole + rest).strip("0")
    return (float(digits) if plain else None), length[len(digits) :]
