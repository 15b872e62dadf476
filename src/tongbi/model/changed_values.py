"""Values with some fields changed: as `dataclasses.replace`, in half its time, for what is made anew by the thousand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

Value = TypeVar("Value")


def changed(value: Value, **named: Any) -> Value:
    """A frozen value with slots, the named fields changed; KeyError for a field that it does not have."""
    kind: Any = type(value)
    values, slots = _slots(kind)
    one: Value = object.__new__(kind)
    for put, held in zip(slots.values(), values(value), strict=True):
        put(one, held)
    for name, held in named.items():
        slots[name](one, held)
    return one


@cache
def _slots(kind: Any) -> tuple[Callable[[Any], tuple[Any, ...]], Mapping[str, Callable[[Any, Any], None]]]:
    """What gives the values of all fields of a dataclass, and what sets each past its being frozen."""
    names = [one.name for one in fields(kind)]
    return attrgetter(*names), {name: getattr(kind, name).__set__ for name in names}
