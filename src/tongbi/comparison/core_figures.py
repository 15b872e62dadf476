"""Core figures: which of a schema's core figures a figure is, how weighty any other is, and which ones a folder's reports propose.

What a number is of is read off the class of its unit: money, people and sizes weigh more than things and rates, and these more than what
was done once (meetings, rounds).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, auto
from functools import lru_cache
from math import log10
from statistics import median

import rjieba

from tongbi.figures.basis import RATES
from tongbi.figures.name_terms import is_head_alone, terms
from tongbi.language import period_words, units
from tongbi.language.folding import has_han
from tongbi.language.lexicon import one_of, words
from tongbi.model import Figure, Report
from tongbi.report.core_parts import CoreFigure
from tongbi.report.schema import Schema

# A core of fewer letters is a head without what it is of (投资, 项目, 学位); two Latin letters count for one.
_TELLING = 4
# What the name of a rate ends with; a thing alone (先进制造业 56.2%) does not say what share is meant.
_RATE = re.compile(rf"{one_of('zh/terms', 'rates')}$|(?<!per )\b{one_of('en/terms', 'rates')}\b", re.IGNORECASE)
# A step of a cell's name that says only that it is a total, or in what form it is counted.
_FORMS = frozenset((*words("zh/table_labels", "total"), *words("en/table_labels", "total"), *words("zh/terms", "form")))
_PEOPLE = frozenset((*words("zh/units", "counted.people"), *words("en/units", "counted.people")))
_ACTS = frozenset((*words("zh/units", "counted.acts"), *words("en/units", "counted.acts")))
_SIZES, _CURRENCIES = frozenset(words("zh/units", "counted.sizes")), frozenset(words("en/units", "money.signs"))
# A balance that a year begins with is that of the year before.
_OPENING = (*period_words.relative()["opening"], *words("en/periods", "opening"))


class Weight(IntEnum):
    """How weighty a figure is by what it counts, the weightiest first."""

    KIN = auto()
    """A size or a rate measured as a core figure is: 民间投资 beside 固定资产投资."""
    SIZE = auto()
    """Money, people, and sizes of land, goods and power."""
    KEPT = auto()
    """A core figure's target that stays as it was."""
    THINGS = auto()
    """Counts of things, and rates of them."""
    ACTS = auto()
    """What was done once: meetings, rounds, days."""
    PART = auto()
    """A cell of a table that is no total, or that says what was added and taken off."""


@dataclass(frozen=True, slots=True)
class Core:
    """The core figures of a schema by what their names tell, and by what filings declare them to be; `ends` are the words that these names
    end with.
    """

    numbers: Mapping[tuple[str, ...], int]
    figures: Sequence[CoreFigure]
    ends: frozenset[str]
    concepts: Mapping[str, int]

    @classmethod
    def of(cls, known: Schema) -> Core:
        """The core figures of a schema; of two with one name the weightier has it."""
        numbered = reversed([*enumerate(known.figures)])
        numbers = {terms(name).key: number for number, one in numbered for name in one.names}
        concepts = {concept: number for number, one in enumerate(known.figures) for concept in one.concepts}
        return cls(numbers, known.figures, frozenset(end for one in known.figures if (end := _last_word(one.zh))), concepts)

    def number(self, figure: Figure) -> int | None:
        """The place of the core figure that a figure is of, from 0; None for any other, for a share where the amount is core, and for what
        is declared to be a part, or to be another thing by the same name (Inventories: what they rose by).
        """
        if figure.concept in self.concepts or figure.members:
            return None if figure.members else self.concepts[figure.concept or ""]
        number = self.numbers.get(terms(measured(figure)).key)
        if number is not None and figure.concept and self.figures[number].concepts:
            return None
        if number is None or figure.sign is not None or (figure.unit in RATES) == self._is_rate(number):
            return number
        return None

    def _is_rate(self, number: int) -> bool:
        return any(_RATE.search(name) for name in self.figures[number].names[:2])

    def weight(self, figure: Figure) -> Weight:
        """How weighty a figure is by what it counts."""
        own = weight(figure)
        sized = own == Weight.SIZE or figure.unit in RATES
        return Weight.KIN if sized and not figure.cell and _last_word(measured(figure)) in self.ends else own


def weight(figure: Figure) -> Weight:
    """How weighty a figure is by what it counts, whatever the schema."""
    unit = units.kin(figure.unit)
    if figure.cell and ("·" in measured(figure) or figure.sign is not None):
        return Weight.PART
    if unit in _CURRENCIES | _PEOPLE or units.dimension(figure.unit) in _SIZES:
        return Weight.SIZE
    return Weight.ACTS if unit in _ACTS or units.dimension(figure.unit) else Weight.THINGS


def measured(figure: Figure) -> str:
    """What a figure measures: its head, of a cell without the steps that say only that it is a total or in what form it is counted."""
    head = figure.head or ""
    if not figure.cell:
        return head
    return "·".join(step for step in head.split("·") if step.lower() not in _FORMS)


def thing(figure: Figure) -> tuple[str, ...]:
    """What a figure is of, as a key: two parts of one thing (新设经营主体·企业, 本年度办理结果·部分公开) have one."""
    return terms(measured(figure).partition("·")[0]).key


def is_telling(figure: Figure) -> bool:
    """Whether name and unit say what is measured: no head alone, of a share what share is meant, and no cell that opens a year."""
    one = terms(measured(figure))
    letters = sum(number * (1 if has_han(letter) else len(letter) / 2) for letter, number in one.letters.items())
    if (
        is_head_alone(one)
        or letters < _TELLING
        or not figure.unit
        or (figure.cell and any(word in figure.name.lower() for word in _OPENING))
    ):
        return False
    return figure.unit not in RATES or figure.sign is not None or bool(_RATE.search(figure.name))


@lru_cache(maxsize=4096)
def _last_word(name: str) -> str:
    """The word that a Chinese name ends with, "" where it has one letter or is Latin."""
    *_, last = ("", *rjieba.cut(terms(name).core))
    return str(last) if len(last) > 1 and has_han(last) else ""


# ── what the reports of a folder propose ──────────────────────────────────────────────────────────────────────────────────────


def proposed(reports: Sequence[Report], most: int = 16) -> tuple[tuple[CoreFigure, int], ...]:
    """The figures that at least half of the reports, and two, tell, each with the number of those that do: told by most first, then by
    weight; at `most` so many.
    """
    told: dict[tuple[str, ...], list[tuple[int, Figure]]] = defaultdict(list)
    for number, report in enumerate(reports):
        for figure in filter(_proposes, report.figures):
            told[terms(measured(figure)).key].append((number, figure))
    found = [(len({number for number, _ in group}), [one for _, one in group]) for group in told.values()]
    kept = [(many, group) for many, group in found if many > 1 and many >= len(reports) / 2]
    kept.sort(key=lambda one: (-one[0], min(map(weight, one[1])), -median(log10(1 + abs(figure.value)) for figure in one[1])))
    return tuple((_named(group), many) for many, group in kept[:most])


def _proposes(figure: Figure) -> bool:
    """Whether a figure is an outcome of one year, or its growth in per cent, that says what is measured and is no part of another."""
    if figure.status != "outcome" or figure.several or (figure.sign is not None and figure.unit not in RATES):
        return False
    return is_telling(figure) and weight(figure) < Weight.ACTS and "·" not in measured(figure)


def _named(group: Sequence[Figure]) -> CoreFigure:
    """A core figure called as most often, with the other ways of calling it."""
    name, *others = (name for name, _ in Counter(measured(figure) for figure in group).most_common())
    return CoreFigure(name, name, tuple(others))
