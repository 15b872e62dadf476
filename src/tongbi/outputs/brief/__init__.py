"""The brief: one or two pages an analyst would send, as Word, Markdown or HTML; every sentence with its source.

What it says is settled here once, so that all forms say the same; `brief_content` makes the sentences, the other modules set them.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from tongbi.language import list_numerals
from tongbi.model import Comparison, Language
from tongbi.outputs.brief import brief_content
from tongbi.outputs.brief.statements import Part, Statement

# What an A4 page of the default template holds: lines, and Chinese characters in a line; a Latin letter as part of one. Measured
# in LibreOffice without the faces asked for, where digits are wider than in Word.
_PAGE: dict[Language, tuple[int, int]] = {"zh": (26, 31), "en": (36, 37)}
_LATIN = 0.57
# In a round each part gives one statement, figures and risk factors three, conflicts two: they come first in worth as in place.
_SHARE = {"figures": 3, "factors": 3, "conflicts": 2}
# What the brief leads with has so many lines a page before any other part grows, or one of little weight comes in.
_LEADING = {"figures": 3}
_LEFT_OUT = ("reworded", "plans", "follow", "problems")


@dataclass(frozen=True, slots=True)
class Shown:
    """A part as it is shown: with its number in Chinese; `more` says in brackets how many are left out, "" for none."""

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

    A part has at least one statement, the figures three a page; where there is no room for that, rewordings, plans, what came of the last
    ones and problems are left out in this order, and the brief says so.
    """
    title, lead = brief_content.opening(comparison, language)
    told = [part for part in brief_content.parts(comparison, language) if part.points or part.rest]
    room = pages * _PAGE[language][0] - 2 - sum(_lines(line, language) for line in lead)
    left: list[Part] = []
    for name in _LEFT_OUT:
        if _least(told, language, pages) > room:
            left += [part for part in told if part.name == name]
            told = [part for part in told if part.name != name]
    taken = _chosen(told, room - _least(told, language), language, pages)
    shown = tuple(
        Shown(_numbered(part.title, place, language), part.points[:count], _more(len(part.points) - count, language) + part.rest)
        for place, (part, count) in enumerate(zip(told, taken, strict=True))
    )
    names = brief_content.say("comma", language).join(
        brief_content.say("left-part", language, title=one.title, count=len(one.points)) for one in left
    )
    close = brief_content.say("left", language, parts=names) if left else ""
    return Brief(title, tuple(lead), shown, close, brief_content.say("stop", language))


def _least(parts: list[Part], language: Language, pages: int = 0) -> int:
    """Lines that the parts need with their titles and one statement each, those that lead with theirs for so many pages."""
    told = (point for part in parts for point in part.points[: max(1, pages * _LEADING.get(part.name, 0))])
    return ceil(1.3 * len(parts)) + sum(_cost(point, language) for point in told)


def _chosen(parts: list[Part], room: int, language: Language, pages: int) -> list[int]:
    """How many statements of each part there are when so many lines are filled beyond the first ones: what leads, then all in turn."""
    taken = [1] * len(parts)
    room = _grown(parts, taken, room, language, [pages * _LEADING.get(part.name, 0) - 1 for part in parts])
    shares = [_SHARE.get(part.name, 1) for part in parts]
    while (left := _grown(parts, taken, room, language, shares)) < room:
        room = left
    return taken


def _grown(parts: list[Part], taken: list[int], room: int, language: Language, shares: list[int]) -> int:
    """Takes so many more statements of each part as long as they fit; the lines that are left."""
    for place, (part, share) in enumerate(zip(parts, shares, strict=True)):
        for point in part.points[taken[place] :][: max(share, 0)]:
            cost = _cost(point, language)
            if cost > room:
                break
            room -= cost
            taken[place] += 1
    return room


def _cost(point: Statement, language: Language) -> int:
    return _lines(point.text + point.source, language)


def _lines(text: str, language: Language) -> int:
    """Lines a paragraph takes, its indent of two characters and its full stop counted."""
    wide = sum(ord(letter) > 0x2000 for letter in text)
    return ceil((3 + wide + (len(text) - wide) * _LATIN) / _PAGE[language][1])


def _numbered(title: str, place: int, language: Language) -> str:
    return f"{list_numerals.han(place + 1)}、{title}" if language == "zh" else title


def _more(left: int, language: Language) -> str:
    return brief_content.say("more", language, count=left) if left > 0 else ""
