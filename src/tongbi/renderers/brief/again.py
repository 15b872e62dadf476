"""Which statements are neither new nor gone, though linked to none: those whose figures or openings both years tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rapidfuzz.fuzz import ratio

from tongbi.model import Change, Comparison

_OPENING = re.compile(r"^[^，,；;。：:]{8,}")
# Of 100: 深入实施区域协调发展战略 and 深入实施新型城镇化战略 are two, 深化大气污染治理攻坚 and 持续深化大气污染治理 one.
_SAME = 80.0


def untold(changes: Sequence[Change], comparison: Comparison) -> list[Change]:
    """The changes without the added and the dropped ones that both of the newest years tell of: by a figure with a value in either, by a
    link in a thread, or as two editions of one sentence.
    """
    known = _with_rows(comparison) | _linked(comparison)
    texts = {key: unit.text for key, unit in comparison.unit_texts().items()}
    left = [
        change for change in changes if change.kind not in {"added", "dropped"} or known.isdisjoint((*change.from_units, *change.to_units))
    ]
    fresh = {change.to_units[0]: _opening(texts[change.to_units[0]]) for change in left if change.kind == "added"}
    gone = {change.from_units[0]: _opening(texts[change.from_units[0]]) for change in left if change.kind == "dropped"}
    editions = {unit for new, opening in fresh.items() for old in _like(opening, gone.items()) for unit in (new, old)}
    return [
        change
        for change in left
        if editions.isdisjoint((*change.from_units[:1], *change.to_units[:1])) or change.kind not in {"added", "dropped"}
    ]


def _with_rows(comparison: Comparison) -> set[str]:
    """The units whose figures have a value in either year, each from the year's own report."""
    pair = comparison.years[-2:]
    rows = [one for one in comparison.indicators if not one.target and all(year in one.values and year not in one.retold for year in pair)]
    return {place for one in rows for year in pair if isinstance(place := one.where.get(year), str)}


def _linked(comparison: Comparison) -> set[str]:
    """The units of threads that stand in either year."""
    old, new = comparison.years[-2:]
    return {
        unit
        for thread in comparison.threads
        if thread.by_year[old] and thread.by_year[new]
        for unit in (*thread.by_year[old], *thread.by_year[new])
    }


def _opening(text: str) -> str:
    found = _OPENING.match(text)
    return found[0] if found else ""


def _like(opening: str, others: Iterable[tuple[str, str]]) -> list[str]:
    return [unit for unit, other in others if opening and other and ratio(opening, other, score_cutoff=_SAME)]
