"""Units and links: units as the alignment sees them, and the links between them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import Indel

from tongbi.comparison.alignment import masks
from tongbi.comparison.alignment.terms import terms_of
from tongbi.model import Figure, LinkReason, Report, Unit

# Patterns hold Latin words as characters from here on, and narrow marks.
_WORD, CLAUSE = re.compile("[\U000f0000-\U0010ffff]"), re.compile(r"[,;:.!?。]")
_NAMED = re.compile(r"[\"'《「]([^\"'》」]{2,30})[\"'》」]")
# Values are about the same that differ by no more than so many times; and of fewer things than these nothing is said.
_TIMES, _FEW = 1.35, 10


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """A unit as the aligner sees it: its text as `printed`, masked as a `pattern` (see `masks.pattern`), and how long that is (a Latin word
    counts 3).

    `role` is the unit's: roles never link to one another. `paragraph` is counted as a unit's. `place` in the report and `place_in_section`
    run 0–1. `terms` are those of the pattern (see `terms`), each once; `opening` its first clause; `named` what stands in quotation marks;
    `units` those of its figures, `figures` their nouns and units, `values` their units and values.
    """

    id: str
    printed: str
    pattern: str
    length: int
    role: str
    node: str | None
    section: int | None
    paragraph: int
    place: float
    place_in_section: float
    terms: np.ndarray
    opening: str
    named: frozenset[str]
    units: frozenset[str | None]
    figures: frozenset[tuple[str, str | None]]
    values: tuple[tuple[str | None, float], ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Units of one year that are units of another: the Indel ratio of their patterns, and how likely they are one, both 0–1."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    score: float
    reason: LinkReason
    likelihood: float = 1.0


def items(report: Report, names: tuple[str, ...]) -> list[Item]:
    """A report's units as items, in order; `names` are those of its organisation."""
    figures: Mapping[str, list[Figure]] = defaultdict(list)
    for figure in report.figures:
        if figure.unit_id:
            figures[figure.unit_id].append(figure)
    sizes = Counter(unit.section for unit in report.units)
    seen: Counter[int | None] = Counter()
    patterns = [masks.unit_pattern(unit.text, names) for unit in report.units]
    found = []
    for order, (unit, pattern, terms) in enumerate(zip(report.units, patterns, terms_of(patterns, once=True), strict=True)):
        inside = seen[unit.section] / max(sizes[unit.section] - 1, 1)
        seen[unit.section] += 1
        places = order / max(len(report.units) - 1, 1), inside
        found.append(_item(unit, pattern, terms, places, figures[unit.id]))
    return found


def _item(unit: Unit, pattern: str, terms: np.ndarray, places: tuple[float, float], figures: Sequence[Figure]) -> Item:
    return Item(
        id=unit.id,
        printed=unit.text,
        pattern=pattern,
        length=length(pattern),
        role=unit.role or "measure",
        node=unit.canonical,
        section=unit.section,
        paragraph=unit.paragraph,
        place=places[0],
        place_in_section=places[1],
        terms=terms,
        opening=CLAUSE.split(pattern, maxsplit=1)[0],
        named=frozenset(_NAMED.findall(pattern)),
        units=frozenset(figure.unit for figure in figures),
        figures=frozenset((figure.head or figure.name, figure.unit) for figure in figures),
        values=tuple((figure.unit, figure.value) for figure in figures),
    )


def near_values(old: Sequence[tuple[str | None, float]], new: Sequence[tuple[str | None, float]]) -> int:
    """How many figures have one of their unit and about their value on the other side; few things are a different few every year."""
    return sum(any(unit == other and _is_near(value, told) for other, told in new) for unit, value in old)


def _is_near(one: float, other: float) -> bool:
    low, high = sorted((abs(one), abs(other)))
    return low >= _FEW and high <= _TIMES * low


def length(pattern: str) -> int:
    """The length of a pattern in Chinese characters, of which a Latin word is worth three."""
    return len(pattern) + 2 * len(_WORD.findall(pattern))


def joined(lefts: Sequence[Item], rights: Sequence[Item], likelihood: float, *, in_context: bool = False) -> Link:
    """The link between units that stand for each other."""
    old, new = "".join(item.pattern for item in lefts), "".join(item.pattern for item in rights)
    reason: LinkReason = "masked" if old == new else "context" if in_context else "fuzzy"
    if len(lefts) > 1:
        reason = "merge"
    elif len(rights) > 1:
        reason = "split"
    ids = tuple(item.id for item in lefts), tuple(item.id for item in rights)
    return Link(*ids, float(Indel.normalized_similarity(old, new)), reason, round(likelihood, 4))
