"""Other events: pairs of statements of which each is told of something that the other year's report never names.

A complaint of June 2022 and one of September 2024, Mr. Bell's office and Ms. Reed's are two, however alike they are told.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tongbi.comparison.alignment.evidence import Pairs
from tongbi.comparison.alignment.units_and_links import Item
from tongbi.language.particulars import Particulars


def apart(found: Pairs, before: Sequence[Item], after: Sequence[Item]) -> np.ndarray:
    """Whether the two units of each pair tell of two things: both name months of their own, and none a year on from one of the other, for
    that is a date that rolls on; or both open with names of their own.
    """
    past, now = (Particulars([item.printed for item in items]) for items in (before, after))
    old = [now.lacked(item.printed, past) for item in before]
    new = [past.lacked(item.printed, now) for item in after]
    telling = [np.array([bool(months or names) for months, names in items], bool) for items in (old, new)]
    places = np.flatnonzero(telling[0][found.rows] & telling[1][found.columns])
    two: np.ndarray = np.zeros(len(found.rows), bool)
    for at in places.tolist():
        (months, names), (others, other_names) = old[found.rows[at]], new[found.columns[at]]
        two[at] = (months and others and months.isdisjoint(others)) or (names and other_names)
    return two
