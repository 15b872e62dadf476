"""Units of a table's cells: what is stated for all of it, for a row or a column, and printed in the cell (单位：万元 · in millions · $).

A scale that is stated for a whole table does not reach what has none: rates, what is told for one of something, what is counted singly,
what the statement excepts, and, where it is of one thing (shares in thousands), everything else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from tongbi.language import lexicon, table_scales
from tongbi.language.folding import fold

_ZH, _EN = partial(lexicon.one_of, "zh/tables"), partial(lexicon.one_of, "en/tables")
SCALES = frozenset(lexicon.words("en/tables", "scale"))
_SIGNS: Mapping[str, str] = lexicon.table("en/units")["money"]["signs"]
CURRENCIES, _PERCENT = frozenset(_SIGNS.values()), frozenset("%％‰")
_MONEY_UNIT = lexicon.words("zh/tables", "unit.money")
_SAID = re.compile(
    rf"(?:(?<![\u4e00-\u9fff])|{_ZH('unit.kinds')}){_ZH('unit.head')}\s*{_ZH('unit.is')}\s*{_ZH('unit.currency')}?"
    rf"([^（）()，,；;。\s]{{1,8}}?){_ZH('unit.shown')}?(?=[（）()，,；;。\s]|{_ZH('unit.beside')}|$)"
)
_BRACKETED = re.compile(rf"[（(]\s*({_ZH('unit.scales')}?{_ZH('unit.money', 'unit.counted')}(?:[/／]\w{{1,2}})?)\s*[)）]$")
_OF, _EXCEPT = re.compile(r"\s+of\s+([a-z.]+)", re.IGNORECASE), re.compile(r"\bexcept(?:ing|\s+for)?\b(.*)", re.IGNORECASE)
_PARTED = re.compile(r"[,;&()]|\band\b|\bor\b|\bas\b")
# A line that states a scale is short; a longer one is a sentence that happens to hold the words.
_STATES = 100
_FILLER = frozenset(lexicon.words("en/tables", "filler"))
_WORD = re.compile("[a-z]+")


@dataclass(frozen=True, slots=True)
class Stated:
    """A unit stated for all of a table ("" for none), what alone it is of (none: of all), and what it excepts, each as words of labels."""

    unit: str = ""
    only: tuple[tuple[str, ...], ...] = ()
    save: tuple[tuple[str, ...], ...] = ()

    def holds(self, labels: Sequence[str]) -> str:
        """The unit for a cell with these labels: 万元 as 元 for 每股收益, "" for what the statement is not of (rates, counts)."""
        said = " ".join(labels).lower()
        if (self.only and not _names(self.only, said)) or _names(self.save, said):
            return ""
        scale, _, counted = self.unit.partition(" ")
        if self._is_money and (any(map(_is_rate, labels)) or (not self.only and any(map(_is_count, labels)))):
            return ""
        if any(map(is_of_one, labels)):
            return counted if scale in SCALES else _MONEY_UNIT[0] if self._is_money else self.unit
        return self.unit

    def of_row(self, row: str, column: str) -> str:
        """The unit that a column states, for the cell of a row."""
        return self.holds((row, column) if self.only else (row,))

    @property
    def _is_money(self) -> bool:
        scale, _, counted = self.unit.partition(" ")
        return (scale in SCALES and (not counted or counted in CURRENCIES)) or self.unit.endswith(_MONEY_UNIT)


def is_of_one(label: str) -> bool:
    """Whether a label says that it is told for one of something: per share, 每股; par value $.01 per share only says whose amount it is."""
    return _says("each", label) and not _says("nominal", label)


def stated(text: str) -> Stated:
    """What a line above a table, or its corner, states."""
    unit, found = said(text), _scale(text)
    if not found or _SAID.search(text):
        return Stated(unit)
    what = "" if table_scales.sign(found) else (found["what"] or "").lower()
    only = () if not what.strip() or _says("money", what) else _phrases(what)
    excepted = _EXCEPT.search(text, found.end())
    return Stated(unit, only, _phrases(excepted[1].lower()) if excepted else ())


def is_stated(text: str) -> bool:
    """Whether a text says something of units or of bodies (编制单位：某公司)."""
    return any(
        f"{head}{mark}" in text for head in lexicon.words("zh/tables", "unit.head") for mark in lexicon.words("zh/tables", "unit.is")
    )


def said(text: str) -> str:
    """The unit that a line or a label states (单位：万元 · 处理数量（件） · in millions → million · $); "" for none."""
    found = _SAID.search(text)
    if found:
        return found[1]
    scale = _scale(text)
    if scale:
        counted = _OF.match(text, scale.end())
        of = table_scales.sign(scale) or ("" if not counted or _says("money", counted[1]) else counted[1].lower())
        return f"{table_scales.size(scale)} {of}".rstrip()
    bracketed = _BRACKETED.search(text)
    if bracketed:
        return fold(bracketed[1])
    return "%" if text.lstrip().startswith("%") else _SIGNS.get(text.strip(), "")


def joined(farther: str, closer: str) -> str:
    """The unit of a cell by one that is said farther off and one from nearer: $ in a table of millions → million $."""
    scale = farther.partition(" ")[0]
    return f"{scale} {closer}" if scale in SCALES and closer in CURRENCIES else closer or farther


def _scale(text: str) -> re.Match[str] | None:
    """The scale that a line states; none where it states two, for it does not say here which cells have which."""
    found = [*table_scales.STATED.finditer(text)] if len(text) <= _STATES else []
    return found[0] if len(set(map(table_scales.size, found))) == 1 else None


def _phrases(text: str) -> tuple[tuple[str, ...], ...]:
    """The things that a text lists, each by its words, without s and without what only fills (per share data)."""
    parts = [
        tuple(word.rstrip("s") for word in _WORD.findall(part) if len(word) > 1 and word not in _FILLER) for part in _PARTED.split(text)
    ]
    return tuple(part for part in parts if part)


def _names(phrases: Sequence[Sequence[str]], labels: str) -> bool:
    """Whether labels name one of the things."""
    return any(all(re.search(rf"\b{word}", labels) for word in phrase) for phrase in phrases)


def _says(what: str, text: str) -> bool:
    """Whether a text has a word of a class, English or Chinese."""
    english = _WORD.findall(text.lower())
    return not set(english).isdisjoint(lexicon.words("en/tables", what)) or lexicon.has(text, "zh/tables", f"label.{what}")


def _is_rate(label: str) -> bool:
    edges = (label[:1], label.rstrip(" )）")[-1:], label.replace("（", "(").partition("(")[2][:1])
    return _says("rate", label) or not _PERCENT.isdisjoint(edges) or label.endswith(lexicon.words("zh/tables", "label.rate_end"))


def _is_count(label: str) -> bool:
    return _says("count", label) or label.lower().startswith(lexicon.words("en/tables", "count_of"))
