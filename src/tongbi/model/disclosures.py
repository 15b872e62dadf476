"""Disclosures: what readers follow one by one, risk factors and notes to the financial statements, from year to year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

DisclosureSort = Literal["factor", "note"]
DisclosureKind = Literal["added", "dropped", "expanded", "cut", "reworded", "renamed", "split", "merged", "unchanged"]


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What became of a risk factor or a note from one year to the next.

    `before` and `after` are the indices of its section in the two reports, None where the year has none; of a `split` or `merged` one
    that of the section that held its text before, or holds it now. `words_before` and `words_after` count the words of these sections'
    text (characters of Chinese), tables apart, 0 where there is none; `new` is the share of the later text that the year before does
    not tell, `gone` that of the earlier text that is told no more, 0–1.
    """

    sort: DisclosureSort
    kind: DisclosureKind
    from_year: int
    to_year: int
    before: int | None
    after: int | None
    words_before: int
    words_after: int
    new: float
    gone: float
