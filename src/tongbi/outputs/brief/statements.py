"""What a brief is made of: statements with their sources, in parts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of the brief without its full stop, and in brackets where it was taken from ("" for doubts, which name their place)."""

    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the brief: its name, its title and its statements, most important first; `rest` counts what is not told one by one,
    `leading` so many of its statements that come before others of other parts, 0 for all.
    """

    name: str
    title: str
    points: tuple[Statement, ...]
    rest: str = ""
    leading: int = 2
