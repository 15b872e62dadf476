"""Counting: which units count the same (名 and 人), and which may count one thing in different years (家 and 个)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from tongbi.language import lexicon


@cache
def _units() -> Mapping[str, list[list[str]]]:
    return lexicon.table("units")


@cache
def _kin() -> Mapping[str, str]:
    return {unit: group[0] for group in _units()["kin"] for unit in group}


def kin(unit: str) -> str:
    """The unit that stands for all that count the same (名, 人, 位 → 人)."""
    return _kin().get(unit, unit)


def loosely(one: str, other: str) -> bool:
    """Whether two units are of one kin, or may count one thing under one name (次 and 人次, 个 and 家)."""
    pair = {kin(one), kin(other)}
    return len(pair) == 1 or any(pair <= set(group) for group in _units()["loose_kin"])
