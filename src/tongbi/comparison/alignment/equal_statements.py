"""Equal statements: those with one pattern in both years are linked in order, before anything is weighed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rapidfuzz.distance import Indel

from tongbi.comparison.alignment.units_and_links import Item


def linked(before: Sequence[Item], after: Sequence[Item]) -> dict[int, int]:
    """Places in `before` → places in `after` of units with one pattern: first those that stand in one order in both years, then the rest.

    What is told again and again (各位代表, Refer to Note 12) goes to its counterpart in order. What a plan says is another thing once it
    is done; a problem is the same without the words that announce it.
    """
    numbers: dict[tuple[bool, str], int] = {}
    old, new = ([numbers.setdefault((item.role == "plan", item.pattern), len(numbers)) for item in items] for items in (before, after))
    found: dict[int, int] = {}
    for step in Indel.opcodes(old, new):
        if step.tag == "equal":
            found.update(zip(range(step.src_start, step.src_end), range(step.dest_start, step.dest_end), strict=True))
    taken = set(found.values())
    left: dict[int, list[int]] = defaultdict(list)
    for at, number in enumerate(new):
        if at not in taken:
            left[number].append(at)
    for at, number in enumerate(old):
        if at not in found and left[number]:
            found[at] = left[number].pop(0)
    return found
