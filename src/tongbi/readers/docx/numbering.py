"""The numbers that Word sets before paragraphs (ECMA-376 part 1, 17.9): kept in no text, they are counted again here.

Paragraphs count along their abstract numbering, whatever `w:num` they name; a `w:num` may start a level anew, once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tongbi.language import list_numerals
from tongbi.readers.docx.xml_names import qn

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"


def _from(first: str, last: int) -> Callable[[int], str]:
    """Signs that follow each other in Unicode, from 1 up to `last`; digits beyond."""
    return lambda number: chr(ord(first) + number - 1) if 0 < number <= last else str(number)


_FORMATS: Mapping[str, Callable[[int], str]] = {
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand", "japaneseCounting"),
        list_numerals.han,
    ),
    **dict.fromkeys(
        ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"),
        list_numerals.digits,
    ),
    **dict.fromkeys(("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"), list_numerals.legal),
    "ideographTraditional": lambda number: _STEMS[number - 1] if 0 < number <= len(_STEMS) else str(number),
    "ideographZodiac": lambda number: _BRANCHES[number - 1] if 0 < number <= len(_BRANCHES) else str(number),
    "upperLetter": lambda number: list_numerals.letters(number).upper(),
    "lowerLetter": list_numerals.letters,
    "upperRoman": lambda number: list_numerals.roman(number).upper(),
    "lowerRoman": list_numerals.roman,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: "".join(chr(ord(digit) + 0xFEE0) for digit in str(number)),
    "decimalFullWidth2": lambda number: "".join(chr(ord(digit) + 0xFEE0) for digit in str(number)),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _from("①", 20)),
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "ideographEnclosedCircle": _from("㊀", 10),
    "none": lambda number: "",
    "bullet": lambda number: "",
}


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a numbering: where it starts, how its number is written, and the text around the numbers (第%1条, %1.%2).

    `after`: the level (from 0) that starts it anew, -1 for none, None for any above. `legal`: all numbers of its text in digits.
    """

    start: int = 1
    form: str = "decimal"
    text: str = ""
    after: int | None = None
    legal: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """A `w:num`: which abstract numbering it counts along, its levels, and where it starts levels anew."""

    abstract: str
    levels: Mapping[int, Level]
    restarts: Mapping[int, int]


@dataclass(slots=True)
class Counters:
    """How far the numberings of a document have counted."""

    numbers: Mapping[str, Number]
    of_styles: Mapping[tuple[str, str], int]
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _restarted: set[tuple[str, int]] = field(default_factory=set)

    def label(self, number: str, level: int) -> str:
        """What Word prints before the next paragraph of a number and a level; "" for a bullet and for a number that is not defined."""
        known = self.numbers.get(number)
        if known is None or level not in known.levels:
            return ""
        counts = self._counts.setdefault(known.abstract, [None] * _LEVELS)
        own = known.levels[level]
        if level in known.restarts and (number, level) not in self._restarted:
            self._restarted.add((number, level))
            counts[level] = known.restarts[level]
        else:
            before = counts[level]
            counts[level] = own.start if before is None else before + 1
        for lower in range(level + 1, _LEVELS):
            after = known.levels[lower].after if lower in known.levels else None
            if after is None or level <= after:
                counts[lower] = None
        return _PLACE.sub(lambda found: self._printed(known, counts, int(found[1]) - 1, own), own.text)

    @staticmethod
    def _printed(known: Number, counts: list[int | None], level: int, own: Level) -> str:
        """A level's number; one that has not been counted yet stands at its start."""
        of = known.levels.get(level, Level())
        count = counts[level]
        if count is None:
            count = counts[level] = of.start
        return _written(count, "decimal" if own.legal else of.form)


def _written(number: int, form: str) -> str:
    return _FORMATS.get(form, str)(number)


def read(root: Any | None, styles: Mapping[str, str]) -> Counters:
    """The numberings of a `w:numbering` element (None: the document has none); `styles` gives the number that a style names."""
    if root is None:
        return Counters({}, {})
    abstracts = {one.get(qn("w:abstractNumId")): one for one in root.iterchildren(qn("w:abstractNum"))}
    nums = {one.get(qn("w:numId")): one for one in root.iterchildren(qn("w:num"))}
    numbers: dict[str, Number] = {}
    of_styles: dict[tuple[str, str], int] = {}
    for name, num in nums.items():
        abstract = _abstract(num, nums, abstracts, styles)
        if abstract is None:
            continue
        levels = _levels(abstracts[abstract])
        restarts: dict[int, int] = {}
        for changed in num.iterchildren(qn("w:lvlOverride")):
            place = _whole(changed.get(qn("w:ilvl")), 0)
            if (start := changed.find(qn("w:startOverride"))) is not None:
                restarts[place] = _whole(start.get(qn("w:val")), 1)
            if (level := changed.find(qn("w:lvl"))) is not None:
                levels[place] = _level(level)
        numbers[name] = Number(abstract, levels, restarts)
        for level in abstracts[abstract].iterchildren(qn("w:lvl")):
            if (style := _said(level, "w:pStyle")) is not None:
                of_styles[name, style] = _whole(level.get(qn("w:ilvl")), 0)
    return Counters(numbers, of_styles)


def _abstract(num: Any, nums: Mapping[str, Any], abstracts: Mapping[str, Any], styles: Mapping[str, str]) -> str | None:
    """The abstract numbering of a number, links to the numbering of a style followed."""
    seen = set()
    while num is not None:
        name = _said(num, "w:abstractNumId")
        if name is None or name not in abstracts or name in seen:
            return None
        seen.add(name)
        link = _said(abstracts[name], "w:numStyleLink")
        if link is None:
            return name
        num = nums.get(styles.get(link, ""))
    return None


def _levels(abstract: Any) -> dict[int, Level]:
    return {_whole(level.get(qn("w:ilvl")), 0): _level(level) for level in abstract.iterchildren(qn("w:lvl"))}


def _level(level: Any) -> Level:
    restart, legal = _said(level, "w:lvlRestart"), level.find(qn("w:isLgl"))
    return Level(
        start=_whole(_said(level, "w:start"), 1),
        form=_said(level, "w:numFmt") or "decimal",
        text="" if _said(level, "w:numFmt") == "bullet" else _said(level, "w:lvlText") or "",
        after=None if restart is None else _whole(restart, 0) - 1,
        legal=legal is not None and legal.get(qn("w:val")) not in {"0", "false", "off"},
    )


def _said(element: Any, tag: str) -> str | None:
    found = element.find(qn(tag))
    value: str | None = None if found is None else found.get(qn("w:val"))
    return value


def _whole(text: str | None, default: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"\d{1,6}", text) else default
