"""Mapped: who does a work on several things, one after another as the built-in `map`, or several at once (see `bounds.copies`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Mapped(Protocol):
    """What the work makes of each of the items, in their order."""

    def __call__(self, work: Callable[[Item], Result], items: Sequence[Item], /) -> Iterable[Result]:
        """As `map`."""
        ...
