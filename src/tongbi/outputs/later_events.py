"""Later events: what a report goes on to tell of a statement at a later date, which may turn it: a purchase was called off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import TYPE_CHECKING

from tongbi.language import dates, sentence_subjects

if TYPE_CHECKING:
    from tongbi.model import Unit


def told_later(unit: Unit, behind: Sequence[Unit], sums: Mapping[str, Set[float]], largest: float) -> str:
    """The last of the statements `behind` one in its section that opens with a later date and tells of its matter, "" for none: in its
    paragraph, of nobody whom that has not named, or elsewhere with its largest sum (0 for none). `sums` are those of each unit.
    """
    first = dates.months_in_order(unit.text)[:1]
    named, last = {*_words(unit.text)}, ""
    for other in behind if first else ():
        at_home = other.paragraph == unit.paragraph
        opens = dates.months_in_order(" ".join(other.text.split()[:4]))
        subject = {*sentence_subjects.names(other.text)}
        of_matter = (at_home and (not subject or not named.isdisjoint(subject))) or (largest > 0 and largest in sums.get(other.id, ()))
        if opens and opens[0] > first[0] and of_matter:
            last = other.text
        named |= subject if at_home and of_matter else set()
    return last


def _words(text: str) -> list[str]:
    return [word.strip(",;:.()’'\"“”") for word in text.split()]
