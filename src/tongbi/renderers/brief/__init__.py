"""The brief: one or two pages an analyst would send, as Word, Markdown or HTML; every sentence with its source.

What it says is settled here once, so that all forms say the same; `points` makes the sentences, the other modules set them.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from tongbi.model import Comparison, Language
from tongbi.renderers.brief import points
from tongbi.renderers.brief.points import Part, Statement

# What an A4 page of the default template holds: lines, and Chinese characters in a line; a Latin letter as part of one. Measured
# in LibreOffice without the faces asked for, where digits are wider than in Word.
_PAGE: dict[Language, tuple[int, int]] = {"zh": (26, 31), "en": (36, 37)}
_LATIN = 0.57
# In a round each part gives one statement, the figures three, conflicts two: they come first in worth as in place.
_SHARE = {"figures": 3, "conflicts": 2}
_LEFT_OUT = ("reworded", "plans", "follow", "problems")
_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Shown:
    """A part as it is shown: with its number in Chinese; `more` says in brackets how many statements are left out, "" for none."""

    title: str
    points: tuple[Statement, ...]
    more: str


@dataclass(frozen=True, slots=True)
class Brief:
    """What the brief says: title, opening paragraphs, parts that have statements; `close` names the parts for which there was no room."""

    title: str
    lead: tuple[str, ...]
    parts: tuple[Shown, ...]
    close: str
    stop: str

    def sentence(self, point: Statement) -> str:
        """A statement with its source and its full stop."""
        return f"{point.text}{point.source}{self.stop}"


def compose(comparison: Comparison, language: Language, pages: int = 2) -> Brief:
    """The brief in so many pages, from 1: statements by rank, in turn from every part, until the pages are full.

    A part has at least one statement; where there is no room for that, rewordings, plans, what came of the last ones and problems are
    left out in this order, and the brief says so.
    """
    title, lead = points.opening(comparison, language)
    told = [part for part in points.parts(comparison, language) if part.points]
    room = pages * _PAGE[language][0] - 2 - sum(_lines(line, language) for line in lead)
    left: list[Part] = []
    for name in _LEFT_OUT:
        if _least(told, language) > room:
            left += [part for part in told if part.name == name]
            told = [part for part in told if part.name != name]
    taken = _chosen(told, room - _least(told, language), language)
    shown = tuple(
        Shown(_numbered(part.title, place, language), part.points[:count], _more(len(part.points) - count, language))
        for place, (part, count) in enumerate(zip(told, taken, strict=True))
    )
    names = points.say("comma", language).join(points.say("left-part", language, title=one.title, count=len(one.points)) for one in left)
    close = points.say("left", language, parts=names) if left else ""
    return Brief(title, tuple(lead), shown, close, points.say("stop", language))


def _least(parts: list[Part], language: Language) -> int:
    """Lines that the parts need with their titles and one statement each."""
    return ceil(1.3 * len(parts)) + sum(_cost(part.points[0], language) for part in parts)


def _chosen(parts: list[Part], room: int, language: Language) -> list[int]:
    """How many statements of each part there are when so many lines are filled beyond the first ones."""
    taken = [1] * len(parts)
    growing = True
    while growing:
        growing = False
        for place, part in enumerate(parts):
            for _ in range(_SHARE.get(part.name, 1)):
                cost = _cost(part.points[taken[place]], language) if taken[place] < len(part.points) else room + 1
                if cost <= room:
                    room -= cost
                    taken[place] += 1
                    growing = True
    return taken


def _cost(point: Statement, language: Language) -> int:
    return _lines(point.text + point.source, language)


def _lines(text: str, language: Language) -> int:
    """Lines a paragraph takes, its indent of two characters and its full stop counted."""
    wide = sum(ord(letter) > 0x2000 for letter in text)
    return ceil((3 + wide + (len(text) - wide) * _LATIN) / _PAGE[language][1])


def _numbered(title: str, place: int, language: Language) -> str:
    return f"{_NUMERALS[place]}、{title}" if language == "zh" else title


def _more(left: int, language: Language) -> str:
    return points.say("more", language, count=left) if left > 0 else ""
