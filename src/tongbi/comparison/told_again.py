"""Told again: of the statements that one report alone tells, those that say what another of them says too, in discussion and notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import LCSseq

from tongbi.language import dates, lexicon
from tongbi.language.text_diff import tokens

_SMALL = frozenset(lexicon.words("en/terms", "small"))


@dataclass(frozen=True, slots=True)
class _Said:
    """What a statement says: its words in small letters, those that tell something by their first letters, its numbers, its names and its
    days, and whether it counts or dates something, by a month or a number that is no year.
    """

    words: tuple[str, ...]
    stems: frozenset[str]
    numbers: frozenset[str]
    names: frozenset[str]
    days: frozenset[tuple[str, str, str]]
    counts: bool

    @property
    def is_of_event(self) -> bool:
        """Whether it has a name, or counts or dates something."""
        return self.counts or bool(self.names)

    def is_told_by(self, other: _Said) -> bool:
        """Whether another, longer one says all of it: in the same words, eight or more of them with others between; or with all its
        numbers, its names or a day of it, and three quarters of its words in any order.
        """
        if len(self.stems & other.stems) < 3 / 4 * len(self.stems):
            return False
        if self.words == other.words or len(self.words) == LCSseq.similarity(self.words, other.words) >= 8:
            return True
        return self.is_of_event and self.numbers <= other.numbers and (self.names <= other.names or not self.days.isdisjoint(other.days))


@lru_cache(maxsize=4096)
def _said(text: str) -> _Said:
    """What a text says, without its asides in brackets."""
    plain = _without_asides(text)
    printed = [token for token in tokens(plain) if any(map(str.isalnum, token))]
    words = tuple(token.lower() for token in printed)
    numbers = frozenset(token for token in printed if any(map(str.isdigit, token)))
    names = frozenset(token for token in printed[1:] if token[0].isupper() and token[1:]) - numbers
    counts = bool(numbers - {*map(str, dates.years(plain))} or dates.months_of_years(plain))
    stems = frozenset(lexicon.stem(word) for word in words if word not in _SMALL)
    return _Said(words, stems, numbers, names, frozenset(dates.days_of_years(plain)), counts)


def told_again(texts: Mapping[int, str], paragraphs: Mapping[int, int]) -> Iterator[int]:
    """The places of statements that another tells too, of two that tell the same the shorter one's, or the later one's. None tells again
    what stands in its own paragraph: what is alike there (Sales in the north were …, sales in the south were …) is told of two things.
    """
    said = {at: _said(text) for at, text in texts.items()}
    kept: list[int] = []
    for at in sorted(texts, key=lambda at: (-len(said[at].words), at)):
        if any(said[at].is_told_by(said[other]) for other in kept if paragraphs[at] != paragraphs[other]):
            yield at
        else:
            kept.append(at)


def stems(text: str) -> tuple[frozenset[str], bool]:
    """The words of a text that tell something, by their first letters, and whether it counts or dates something."""
    said = _said(text)
    return said.stems, said.counts


def told_by(texts: Mapping[int, str], others: Sequence[str]) -> Iterator[int]:
    """The places of statements that one of some others tells too."""
    said = [_said(text) for text in others]
    own = {at: _said(text) for at, text in texts.items()}
    yield from (at for at, one in own.items() if any(one.is_told_by(other) for other in said))


def _without_asides(text: str) -> str:
    """A text without what stands in brackets."""
    before, _, rest = text.partition("(")
    _, closed, behind = rest.partition(")")
    return before + _without_asides(behind) if closed else text
