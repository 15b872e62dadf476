"""The numbers that a browser prints before the items of a list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tongbi.language import list_numerals

_MOST = 99
# The type attribute or list-style-type of a list → the number as printed; every other type prints "1. ".
_FORMS: dict[str, Callable[[int], str]] = {
    "a": lambda number: f"{list_numerals.letters(number)}. ",
    "lower-alpha": lambda number: f"{list_numerals.letters(number)}. ",
    "A": lambda number: f"{list_numerals.letters(number).upper()}. ",
    "upper-alpha": lambda number: f"{list_numerals.letters(number).upper()}. ",
    "i": lambda number: f"{list_numerals.roman(number)}. ",
    "lower-roman": lambda number: f"{list_numerals.roman(number)}. ",
    "I": lambda number: f"{list_numerals.roman(number).upper()}. ",
    "upper-roman": lambda number: f"{list_numerals.roman(number).upper()}. ",
    **dict.fromkeys(("cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal"), lambda number: f"{list_numerals.han(number)}、"),
    "none": lambda number: "",
}


@dataclass(slots=True)
class List:
    """A list the reader is in, and the number of its next item; `form` None: its items bear no numbers."""

    form: Callable[[int], str] | None
    number: int

    @classmethod
    def of(cls, tag: str, attributes: Mapping[str, str | None]) -> List:
        """A list as its element says."""
        if tag != "ol":
            return cls(None, 1)
        style = (attributes.get("style") or "").lower()
        kind = next((name for name in _FORMS if len(name) > 1 and name in style), attributes.get("type") or "")
        return cls(_FORMS.get(kind, lambda number: f"{number}. "), _whole(attributes.get("start"), 1))

    def next(self, attributes: Mapping[str, str | None]) -> str:
        """The next item's number as printed, "" for none."""
        if self.form is None:
            return ""
        number = _whole(attributes.get("value"), self.number)
        self.number = number + 1
        return self.form(number) if 0 < number <= _MOST else f"{number}. "


def _whole(text: str | None, default: int) -> int:
    """A number as an attribute gives it."""
    text = (text or "").strip()
    return int(text) if len(text) <= 6 and text.isascii() and text.lstrip("-").isdecimal() and text.count("-") <= 1 else default
