"""Later events: what a report goes on to tell of a statement at a later date, which may turn it: a purchase was called off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import TYPE_CHECKING

from tongbi.language import dates, lexicon, sentence_subjects

if TYPE_CHECKING:
    from tongbi.model import Unit

_LATER = frozenset(lexicon.words("en/time", "later"))
_SMALL = frozenset(lexicon.words("en/terms", "small"))


def told_later(unit: Unit, behind: Sequence[Unit], sums: Mapping[str, Set[float]], largest: float) -> tuple[str, ...]:
    """The statements `behind` one in its section that tell what came of it, in their order: those that open with a later date, and in its
    paragraph those that say that they are later (subsequently). In its paragraph none of somebody whom that has not named; elsewhere those
    with its largest sum (0 for none), or with a sum of what it tells of in three words on end (the commercial paper program). `sums` are
    those of each unit.
    """
    first = dates.months_in_order(unit.text)[:1]
    named, matter, told = {*_words(unit.text)}, _phrases(unit.text), []
    for other in behind:
        subject = {*sentence_subjects.names(other.text)}
        if other.paragraph == unit.paragraph:
            of_matter = not subject or not named.isdisjoint(subject) or _is_of_role(subject, other.text)
            is_later = not _LATER.isdisjoint(_words(other.text))
            named |= subject if of_matter else set()
        else:
            of_sums = sums.get(other.id, set())
            of_matter = largest > 0 and (largest in of_sums or bool(of_sums and matter & _phrases(other.text)))
            is_later = False
        opens = dates.opens_with(other.text)
        if of_matter and (is_later or (opens and first and opens > first[0])):
            told.append(other.text)
    return tuple(told)


def _is_of_role(subject: Set[str], text: str) -> bool:
    """Whether a subject is one word behind "the", which says who it is by what was told: the Court, the Lender."""
    return len(subject) == 1 and any(f"the {name} " in text for name in subject)


def _phrases(text: str) -> set[tuple[str, ...]]:
    """What a text says in three words on end, in small letters, none of which leads to others."""
    plain = [word if word.isalpha() and word.islower() and word not in _SMALL else "" for word in _words(text)]
    return {run for run in zip(plain, plain[1:], plain[2:], strict=False) if all(run)}


def _words(text: str) -> list[str]:
    return [word.strip(",;:.()’'\"“”‘") for word in text.split()]
