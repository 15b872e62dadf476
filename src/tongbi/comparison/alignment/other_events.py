"""Other events: pairs of statements that are told of two things, by what each names.

A complaint of June 2022 and one of September 2024, Mr. Bell's office and Ms. Reed's are two, however alike they are told; so are the costs
that two suits are about, although both reports tell of both.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tongbi.comparison.alignment.evidence import Pairs
from tongbi.comparison.alignment.matters import Matters
from tongbi.comparison.alignment.units_and_links import Item
from tongbi.language.particulars import Particulars


class Events:
    """What the statements of two years are told of, as far as months and names tell it."""

    def __init__(self, before: Sequence[Item], after: Sequence[Item]) -> None:
        past, now = (Particulars([item.printed for item in items]) for items in (before, after))
        self._old = [now.lacked(item.printed, past) for item in before]
        self._new = [past.lacked(item.printed, now) for item in after]
        self._matters = Matters(before), Matters(after)

    def are_two(self, old: int, new: int) -> bool:
        """Whether two statements, by their places, are told of two things: both name months of their own, and none a year on from one of
        the other, for that is a date that rolls on; or both open with names of their own, or are about two matters.
        """
        (months, names), (others, other_names) = self._old[old], self._new[new]
        dated = bool(months and others) and months.isdisjoint(others)
        return dated or bool(names and other_names) or self._matters[0].of(old).is_other(self._matters[1].of(new))

    def apart(self, found: Pairs) -> np.ndarray:
        """Whether the two units of each pair are told of two things."""
        return np.array([self.are_two(old, new) for old, new in zip(found.rows.tolist(), found.columns.tolist(), strict=True)], bool)
