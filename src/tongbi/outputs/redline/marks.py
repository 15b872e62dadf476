"""Marks: the XML of Word for paragraphs and runs that were inserted, deleted or moved (ECMA-376 part 1, 17.13.5)."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from itertools import count, cycle
from typing import Any, Literal

from docx.oxml.ns import qn
from lxml import etree

from tongbi.outputs.invalid_characters import visible

Mark = Literal["", "ins", "del", "moveFrom", "moveTo"]
"""What became of a piece: nothing, or the name of Word's element for it."""

AUTHOR = "tongbi"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

name = cache(qn)


def element(tag: str, *children: Any, **attributes: str | int) -> Any:
    """An element of Word's with its attributes, all by their names without the prefix."""
    made = etree.Element(name(f"w:{tag}"), {name(f"w:{key}"): str(value) for key, value in attributes.items()})
    made.extend(children)
    return made


@dataclass(slots=True)
class Marker:
    """Makes the marks of one document: each has a number of its own, all one author and one day.

    LibreOffice joins two changes of one author within a minute, the first before the end of a paragraph and the second behind it, and
    takes that end for changed as well; so the hour is another one behind each end that stays.
    """

    day: str
    _numbers: Any = field(default_factory=lambda: count(1))
    _hours: Any = field(default_factory=lambda: cycle(("08:00:00", "09:00:00")))
    _date: str = ""

    def __post_init__(self) -> None:
        self.turn()

    def turn(self) -> None:
        """What follows stands behind an end that stays."""
        self._date = f"{self.day}T{next(self._hours)}Z"

    def mark(self, tag: str, *children: Any, **attributes: str | int) -> Any:
        """A tracked change."""
        return element(tag, *children, id=next(self._numbers), author=AUTHOR, date=self._date, **attributes)

    def run(self, text: str, mark: Mark, look: Any = None) -> Any:
        """A run of text, in its mark where it has one."""
        made = run(text, "delText" if mark == "del" else "t", look)
        return self.mark(mark, made) if mark else made

    def end(self, style: str, mark: Mark, was: str = "", *, right: bool = False) -> Any:
        """The properties of a paragraph whose end bears a mark; `was` is the style that it had before, "" for the same."""
        made = element("pPr", element("pStyle", val=style.replace(" ", "")))
        if right:
            made.append(element("jc", val="right"))
        if mark:
            made.append(element("rPr", self.mark(mark)))
        if was and was != style:
            made.append(self.mark("pPrChange", element("pPr", element("pStyle", val=was.replace(" ", "")))))
        return made

    def bounds(self, mark: Mark, move: int) -> tuple[Any, Any]:
        """The two ends of the range of a move; in its old and its new place it bears one name."""
        start = self.mark(f"{mark}RangeStart", name=f"move{move}")
        return start, element(f"{mark}RangeEnd", id=start.get(name("w:id")))


def run(text: str, tag: str = "t", look: Any = None) -> Any:
    """A run: its looks, and its text with tabs and line breaks."""
    made = element("r") if look is None else element("r", look)
    for number, line in enumerate(visible(text).split("\n")):
        made.extend([element("br")] if number else [])
        for place, part in enumerate(line.split("\t")):
            made.extend([element("tab")] if place else [])
            if part:
                told = element(tag)
                told.text = part
                told.set(_SPACE, "preserve")
                made.append(told)
    return made
