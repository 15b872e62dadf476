"""What readers of a kind of report ask for first: its core figures, statements and prescribed tables, as a schema names them."""

from __future__ import annotations

from dataclasses import dataclass

OF_STATEMENT = ("concepts", "axes", "beside", "titles", "lines", "whose")
"""The lists of a statement's form, in the order of its fields."""


@dataclass(frozen=True, slots=True)
class CoreFigure:
    """A figure that readers of this kind of report ask for first. `names` are all the ways in which reports call it, without words of
    growth (地区生产总值, not 地区生产总值增长); `target` whether what is aimed at leads as well as what was reached. `concepts`: what
    filings declare it to be.
    """

    zh: str
    en: str
    names: tuple[str, ...]
    target: bool = False
    concepts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StatementForm:
    """A statement that the form asks for: the concepts that its table is known by, or the axes along which its parts are told, in the order
    of their names, and those that may stand `beside` these and tell nothing. Where nothing is declared its table is known by its `titles`
    and by `lines` that it has; `whose` are the heads of its columns where one table has those of the group and of the parent.
    """

    id: str
    zh: str
    en: str
    concepts: tuple[str, ...] = ()
    axes: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    whose: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StandardTable:
    """A table that the form prescribes: label paths of its rows and columns, what its numbers are counted in, and what is printed `beside`
    the columns' labels and tells none from another (信息内容 in the corner, 申请人情况 over them all).
    """

    id: str
    zh: str
    unit: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    beside: tuple[str, ...] = ()
