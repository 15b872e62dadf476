"""Paper: what a page of a Word document is, and how much text it holds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

from tongbi.outputs import labels

if TYPE_CHECKING:
    from tongbi.model import Language

_LATIN = 0.5  # of a Chinese character's width is what a letter or a digit takes on average in Times


@dataclass(frozen=True, slots=True)
class Page:
    """How a document is set: its `faces` in faces.toml, "" for those of the language; margins in mm (top, bottom, left, right); A4 upright
    or `lying`; page numbers in the middle, or at the outer edge of pages that are printed on `both_sides`.
    """

    faces: str = ""
    margins: tuple[int, int, int, int] = (34, 32, 26, 26)
    lying: bool = False
    both_sides: bool = False

    @property
    def room(self) -> int:
        """The width of the text in twentieths of a point."""
        return round(20 * _points((297 if self.lying else 210) - sum(self.margins[2:])))


UPRIGHT = Page()


class Sheet:
    """What a page holds in the faces that a language has there, in lines of body text."""

    def __init__(self, page: Page, language: Language) -> None:
        self.faces: dict[str, dict[str, float]] = labels.faces()[page.faces or language]
        body, heading = self.faces["Normal"], self.faces["Heading 1"]
        self._width, self._line = page.room / 20, body["line"]
        self.lines = int(_points((210 if page.lying else 297) - sum(page.margins[:2])) / self._line)
        self.heading = (heading["before"] + heading["line"]) / self._line
        """Lines that the heading of a part takes, without what is told behind it."""

    def taken(self, text: str, source: str = "") -> float:
        """Lines that a paragraph takes: its indent of two characters and its full stop counted, its `source` in smaller type."""
        body = self.faces["Normal"]
        width = body["size"] * (3 + ems(text)) + self.faces["Source"]["size"] * ems(source)
        return ceil(width / self._width) + body.get("after", 0) / self._line

    def title(self, text: str) -> float:
        """Lines of the body that a title takes with what is left free below it."""
        face = self.faces["Title"]
        return (face["line"] * self.title_lines(text) + face["after"]) / self._line

    def title_lines(self, text: str) -> int:
        """How many lines of its own a title has."""
        return ceil(self.faces["Title"]["size"] * ems(text) / self._width)


def _points(millimetres: float) -> float:
    return millimetres * 72 / 25.4


@lru_cache(maxsize=4096)  # a statement is weighed for each way to fill the pages
def ems(text: str) -> float:
    """The width of a text in Chinese characters; between one and a letter or digit, Word leaves a quarter of one."""
    wide = [ord(letter) > 0x2000 for letter in text]
    between = sum(one != other for one, other in pairwise(is_wide for is_wide, letter in zip(wide, text, strict=True) if letter.isalnum()))
    return sum(wide) + (len(text) - sum(wide)) * _LATIN + between / 4
