"""The brief: one or two pages an analyst would send, as Word, Markdown or HTML; every sentence with its source.

What it says is settled here once, so that all forms say the same; `brief_content` makes the sentences, the other modules set them.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from tongbi.language import list_numerals
from tongbi.model import Comparison, Language
from tongbi.outputs.brief import brief_content
from tongbi.outputs.brief.appendix import CoreTable, core_table
from tongbi.outputs.brief.lead import opening
from tongbi.outputs.brief.sources import say
from tongbi.outputs.brief.statements import Part, Statement

# What an A4 page of the default template holds: lines, and Chinese characters in a line; a Latin letter as part of one. Measured
# in LibreOffice without the faces asked for, where digits are wider than in Word; the official layout has lines for who sends it.
_PAGE = {"zh": (25, 31), "en": (36, 37), "gongwen": (17, 27)}
_LATIN = 0.57
# In a round each part gives one statement, figures and risk factors three, conflicts two: they come first in worth as in place.
_SHARE = {"figures": 3, "factors": 3, "conflicts": 2}
# Parts that may be left out, what weighs most first.
_MAY_BE_LEFT = ("factors", "new", "follow", "gone", "notes", "problems", "plans", "reworded")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a page holds: lines, and Chinese characters in each."""

    lines: int
    width: int

    def taken(self, text: str) -> int:
        """Lines a paragraph takes, its indent of two characters and its full stop counted."""
        wide = sum(ord(letter) > 0x2000 for letter in text)
        return ceil((3 + wide + (len(text) - wide) * _LATIN) / self.width)


@dataclass(frozen=True, slots=True)
class Shown:
    """A part as it is shown: with its number in Chinese; `more` says in brackets how many are left out, "" for none."""

    title: str
    points: tuple[Statement, ...]
    more: str


@dataclass(frozen=True, slots=True)
class Brief:
    """What the brief says: title, opening paragraphs, parts that have statements; `close` names the parts for which there was no room.

    The `appendix` stands on a page of its own.
    """

    title: str
    lead: tuple[str, ...]
    parts: tuple[Shown, ...]
    close: str
    stop: str
    appendix: CoreTable | None

    def sentence(self, point: Statement) -> str:
        """A statement with its source and its full stop."""
        return f"{point.text}{point.source}{self.stop}"


def compose(comparison: Comparison, language: Language, pages: int = 2, faces: str = "") -> Brief:
    """The brief in so many pages, from 1, set in `faces` ("" for the language's own): statements by rank, in turn from every part, until
    the pages are full.

    A part has two statements where there are so many, the figures two a page. Parts for which there is no room so are left
    out, those of the least weight first, and the brief says so.
    """
    told = [part for part in brief_content.parts(comparison, language) if part.points]
    title, lead = opening(comparison, language, told)
    sheet = Sheet(*_PAGE[faces or language])
    room = pages * sheet.lines - 2 - sum(map(sheet.taken, lead))
    kept = _kept(told, room, sheet, pages)
    left = [part for part in told if part not in kept]
    taken = _chosen(kept, room, sheet, pages)
    appendix = core_table(comparison, language)
    shown = tuple(
        Shown(_numbered(part.title, place, language), part.points[:count], _more(part, count, appendix, language) + part.rest)
        for place, (part, count) in enumerate(zip(kept, taken, strict=True))
    )
    names = say("comma", language).join(say("left-part", language, title=one.title, count=len(one.points)) for one in left)
    close = say("left", language, parts=names) if left else ""
    return Brief(title, tuple(lead), shown, close, say("stop", language), appendix)


def _kept(parts: list[Part], room: int, sheet: Sheet, pages: int) -> list[Part]:
    """The parts for which so many lines have room, in their order."""
    kept = [part for part in parts if part.name not in _MAY_BE_LEFT]
    for name in _MAY_BE_LEFT:
        more = [part for part in parts if part.name == name]
        kept += more if _least([*kept, *more], sheet, pages) <= room else []
    return [part for part in parts if part in kept]


def _least(parts: list[Part], sheet: Sheet, pages: int) -> int:
    """Lines that the parts need with their titles and the statements that each has at least."""
    told = (point for part in parts for point in part.points[: _wanted(part, pages)])
    return _titles(parts) + sum(sheet.taken(point.text + point.source) for point in told)


def _wanted(part: Part, pages: int) -> int:
    """How many statements of a part there are before others come in."""
    return min(part.leading or len(part.points), 2 * pages)


def _chosen(parts: list[Part], room: int, sheet: Sheet, pages: int) -> list[int]:
    """How many statements of each part there are when so many lines are filled: one each, then what each has at least, then all in turn."""
    taken = [0] * len(parts)
    room -= _titles(parts)
    for shares in ([1] * len(parts), [_wanted(part, pages) - 1 for part in parts]):
        room = _grown(parts, taken, room, sheet, shares)
    shares = [_SHARE.get(part.name, 1) for part in parts]
    while (left := _grown(parts, taken, room, sheet, shares)) < room:
        room = left
    return taken


def _titles(parts: list[Part]) -> int:
    return ceil(1.3 * len(parts))


def _grown(parts: list[Part], taken: list[int], room: int, sheet: Sheet, shares: list[int]) -> int:
    """Takes so many more statements of each part as long as they fit, the first one also where none does; the lines that are left."""
    for place, (part, share) in enumerate(zip(parts, shares, strict=True)):
        for point in part.points[taken[place] :][: max(share, 0)]:
            cost = sheet.taken(point.text + point.source)
            if cost > room and taken[place]:
                break
            room -= cost
            taken[place] += 1
    return room


def _numbered(title: str, place: int, language: Language) -> str:
    return f"{list_numerals.han(place + 1)}、{title}" if language == "zh" else title


def _more(part: Part, shown: int, appendix: CoreTable | None, language: Language) -> str:
    """How many statements of a part are not shown, and where they stand: figures in the appendix, others in the workbook, which has no
    mark of its own for what is reworded in substance.
    """
    listed = appendix.rows if appendix and part.name == "figures" else None
    left = len(part.points if listed is None else listed) - shown
    name = "more" if part.name != "reworded" else "more-such"
    return say(name if listed is None else "more-figures", language, count=left) if left > 0 else ""
