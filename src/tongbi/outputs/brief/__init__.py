"""The brief: one or two pages an analyst would send, as Word, Markdown or HTML; every sentence with its source.

What it says is settled here once, so that all forms say the same; `brief_content` makes the sentences, the other modules set them.
"""

from __future__ import annotations

from dataclasses import dataclass

from tongbi.language import list_numerals
from tongbi.model import Comparison, Language
from tongbi.outputs.brief import brief_content
from tongbi.outputs.brief.appendix import CoreTable, core_table
from tongbi.outputs.brief.lead import opening
from tongbi.outputs.brief.sources import say
from tongbi.outputs.brief.statements import Part, Statement
from tongbi.outputs.labels import label
from tongbi.outputs.paper import UPRIGHT, Page, Sheet

# In a round each part gives one statement, figures and risk factors three, conflicts two: they come first in worth as in place.
_SHARE = {"figures": 3, "factors": 3, "conflicts": 2}
# What the workbook has no mark of its own for: nobody is sent there for it.
_UNMARKED = ("reworded",)
# Parts that may be left out, what weighs most first.
_MAY_BE_LEFT = ("factors", "new", "follow", "gone", "notes", "problems", "plans", "reworded")


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


def compose(comparison: Comparison, language: Language, pages: int = 2, page: Page = UPRIGHT, spared: int = 0) -> Brief:
    """The brief in so many of these pages, from 1, on which so many lines are `spared` for others: statements by rank, in turn from every
    part, until the pages are full.

    A part has two statements where there are so many, the figures two a page. Parts for which there is no room so are left
    out, those of the least weight first, and the brief says so.
    """
    told = [part for part in brief_content.parts(comparison, language) if part.points]
    title, lead = opening(comparison, language, told)
    sheet = Sheet(page, language)
    # a line of each page for its turn, as no heading stands at its foot, and two for what is left out
    room = pages * (sheet.lines - 1) - 2 - spared - sheet.title(title) - sum(map(sheet.taken, lead))
    kept = _kept(told, room, sheet, pages)
    left = [part for part in told if part not in kept and part.name not in _UNMARKED]
    taken = _chosen(kept, room, sheet, pages)
    appendix = core_table(comparison, language)
    shown = tuple(
        Shown(_numbered(part.title, place, language), part.points[:count], _more(part, count, appendix, language))
        for place, (part, count) in enumerate(zip(kept, taken, strict=True))
    )
    names = say("comma", language).join(say("left-part", language, title=one.title, count=len(one.points)) for one in left)
    close = say("left", language, parts=names) if left else ""
    return Brief(title, tuple(lead), shown, close, say("stop", language), appendix)


def _kept(parts: list[Part], room: float, sheet: Sheet, pages: int) -> list[Part]:
    """The parts for which so many lines have room, in their order."""
    kept = [part for part in parts if part.name not in _MAY_BE_LEFT]
    for name in _MAY_BE_LEFT:
        more = [part for part in parts if part.name == name]
        kept += more if _least([*kept, *more], sheet, pages) <= room else []
    return [part for part in parts if part in kept]


def _least(parts: list[Part], sheet: Sheet, pages: int) -> float:
    """Lines that the parts need with their titles and the statements that each has at least."""
    told = (point for part in parts for point in part.points[: _wanted(part, pages)])
    return sheet.heading * len(parts) + sum(sheet.taken(point.text, point.source) for point in told)


def _wanted(part: Part, pages: int) -> int:
    """How many statements of a part there are before others come in."""
    return min(part.leading or len(part.points), 2 * pages)


def _chosen(parts: list[Part], room: float, sheet: Sheet, pages: int) -> list[int]:
    """How many statements of each part there are when so many lines are filled: one each, then what each has at least, then all in turn."""
    taken = [0] * len(parts)
    room -= sheet.heading * len(parts)
    for shares in ([1] * len(parts), [_wanted(part, pages) - 1 for part in parts]):
        room = _grown(parts, taken, room, sheet, shares)
    shares = [_SHARE.get(part.name, 1) for part in parts]
    while (left := _grown(parts, taken, room, sheet, shares)) < room:
        room = left
    return taken


def _grown(parts: list[Part], taken: list[int], room: float, sheet: Sheet, shares: list[int]) -> float:
    """Takes so many more statements of each part as long as they fit, the first one also where none does; the lines that are left."""
    for place, (part, share) in enumerate(zip(parts, shares, strict=True)):
        for point in part.points[taken[place] :][: max(share, 0)]:
            cost = sheet.taken(point.text, point.source)
            if cost > room and taken[place]:
                break
            room -= cost
            taken[place] += 1
    return room


def _numbered(title: str, place: int, language: Language) -> str:
    return f"{list_numerals.han(place + 1)}、{title}" if language == "zh" else title


def _more(part: Part, shown: int, appendix: CoreTable | None, language: Language) -> str:
    """In brackets: how many statements of a part are not shown, and where they stand (figures in the appendix, others in the workbook),
    and the part's rest.
    """
    listed = appendix.rows if appendix and part.name == "figures" else None
    left = len(part.points if listed is None else listed) - shown
    name = "more" if part.name not in _UNMARKED else "more-such"
    said = [say(name if listed is None else "more-figures", language, count=left)] if left > 0 else []
    words = say("semicolon", language).join([*said, *filter(None, [part.rest])])
    return label("row.in-brackets", language, words=words) if words else ""
