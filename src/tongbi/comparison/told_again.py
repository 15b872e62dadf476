"""Told again: of the statements that one report alone tells, those that say what another of them says too, in discussion and notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rapidfuzz.distance import Indel

from tongbi.language import dates
from tongbi.language.text_diff import tokens


def told_again(texts: Mapping[int, str]) -> Iterator[int]:
    """The places of statements that another tells too, of two that tell the same the later one's: in the same words, or with half of the
    words of both, all its numbers and all its names, where it has a number that is no year, or a month. Asides in brackets do not count.
    """
    plain = {at: _without_asides(text) for at, text in texts.items()}
    words = {at: [token.lower() for token in tokens(text) if token.isalnum()] for at, text in plain.items()}
    particulars = {at: _particulars(text) for at, text in plain.items()}
    kept: list[int] = []
    for at in sorted(texts, key=lambda at: (-len(words[at]), at)):
        counted = {one for one in particulars[at] if one[0].isdigit()} - {*map(str, dates.years(plain[at]))}
        telling = counted or dates.months_of_years(plain[at])
        likely = (other for other in kept if telling and particulars[at] <= particulars[other])
        alike = any(Indel.normalized_similarity(words[at], words[other]) >= 1 / 2 for other in likely)
        if alike or plain[at] in {plain[other] for other in kept}:
            yield at
        else:
            kept.append(at)


def _particulars(text: str) -> frozenset[str]:
    """Its numbers, and the words with a capital letter that do not open it."""
    words = [token for token in tokens(text) if any(map(str.isalnum, token))]
    return frozenset(token for place, token in enumerate(words) if any(map(str.isdigit, token)) or (place and token[:1].isupper()))


def _without_asides(text: str) -> str:
    """A text without what stands in brackets."""
    before, _, rest = text.partition("(")
    _, closed, behind = rest.partition(")")
    return before + _without_asides(behind) if closed else text
