"""Likeness of sections before anything is linked: headings and texts by the terms that few sections have, below parents that are alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from tongbi.comparison.alignment.masks import pattern
from tongbi.comparison.alignment.terms import counted, terms_of
from tongbi.language.folding import fold, nfkc
from tongbi.model import Report, Section

# What sections above that are alike add, and as much one node; what is lost where one tells of problems or plans and the other does not.
# Chosen on five pairs of real reports, three others kept for scoring; with a hint of 0.06–0.12 or a loss of 0.15–0.3 about as many rows
# are right.
_HINT, _OTHER_ROLE = 0.06, 0.3
# A section opens with its subject and may end in anything: the last one of a speech in its peroration.
_OPENING = 1000
# So many products of two terms are added up at once.
_AT_ONCE = 4_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Vectors:
    """Texts as unit vectors, sorted by term: each entry a term, the number of its text and its weight there; `count` is how many texts.

    The entries of term t begin at `starts[t]` and end at `starts[t + 1]`.
    """

    terms: np.ndarray
    starts: np.ndarray
    texts: np.ndarray
    weights: np.ndarray
    count: int


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """A report's sections: their headings folded and as vectors, and the vectors of their texts with those of all sections below."""

    report: Report
    called: np.ndarray
    headings: Vectors
    texts: Vectors


def profiles(reports: Sequence[Report]) -> list[Profile]:
    """The profiles of a series' reports. A term weighs (1 + log n)·log((1 + N)/d): n times in the text, in d of all N sections."""
    headings = [_terms([section.heading for section in report.sections]) for report in reports]
    own = [_terms(_texts(report)) for report in reports]
    each = [np.concatenate(both) for heads, texts in zip(headings, own, strict=True) for both in zip(heads, texts, strict=True)]
    known, often = np.unique(counted(each)[1], return_counts=True)
    telling = np.log((1 + len(each)) / np.maximum(often, 1))
    return [
        Profile(
            report,
            _named(fold(one.heading) for one in report.sections),
            _vectors(heads, known, telling),
            _vectors(_with_below(report, texts), known, telling),
        )
        for report, heads, texts in zip(reports, headings, own, strict=True)
    ]


class Likenesses:
    """How alike the sections of a series' reports are, asked for by the reports' places; each two reports are compared once."""

    def __init__(self, reports: Sequence[Report]) -> None:
        """`reports` are those of the series, in order."""
        self._profiles = profiles(reports)
        self._found: dict[tuple[int, int], np.ndarray] = {}

    def between(self, old: int, new: int) -> np.ndarray:
        """See `likeness`; not to be changed."""
        if (old, new) not in self._found:
            self._found[old, new] = likeness(self._profiles[old], self._profiles[new])
        return self._found[old, new]


def likeness(old: Profile, new: Profile) -> np.ndarray:
    """How much speaks for one section in both years, by row (older) and column: the mean cosine of heading and text (0–1), more for
    one node and below sections that are alike, less for another role.
    """
    before, after = old.report.sections, new.report.sections
    called = np.maximum(_cosines(old.headings, new.headings), np.equal.outer(old.called, new.called))
    own = (called + _cosines(old.texts, new.texts)) / 2
    own -= _OTHER_ROLE * np.not_equal.outer(_named(one.role for one in before), _named(one.role for one in after))
    own += _HINT * np.equal.outer(_nodes(before, "old"), _nodes(after, "new"))
    # One row and column more, the last, for what is above the sections at the top: nothing.
    found = np.zeros((len(before) + 1, len(after) + 1))
    uppers = [-1 if section.parent is None else section.parent for section in after]
    for row, section in enumerate(before):
        above = found[-1 if section.parent is None else section.parent, uppers]
        found[row, :-1] = own[row] + _HINT * np.clip(2 * above, 0.0, 1.0)
    likely: np.ndarray = found[:-1, :-1]
    return likely


def _named(names: Iterable[str]) -> np.ndarray:
    return np.array([*names], object)


def _nodes(sections: Sequence[Section], otherwise: str) -> np.ndarray:
    """The nodes that the sections' own headings and texts name, `otherwise` for the others."""
    return _named(one.canonical if one.canonical and one.method != "inherited" else otherwise for one in sections)


def _texts(report: Report) -> list[str]:
    """Each section's own text."""
    parts: list[list[str]] = [[] for _ in report.sections]
    for unit in report.units:
        if unit.section is not None:
            parts[unit.section].append(unit.text)
    return ["\n".join(part)[:_OPENING] for part in parts]


def _terms(texts: Sequence[str]) -> list[np.ndarray]:
    return terms_of([pattern(nfkc(text)) for text in texts])


def _with_below(report: Report, own: Sequence[np.ndarray]) -> list[np.ndarray]:
    """The terms of each section and of all below it."""
    parts = [[terms] for terms in own]
    for at in range(len(own) - 1, -1, -1):
        upper = report.sections[at].parent
        if upper is not None:
            parts[upper] += parts[at]
    return [np.concatenate(part) for part in parts]


def _vectors(texts: Sequence[np.ndarray], known: np.ndarray, telling: np.ndarray) -> Vectors:
    """The vectors of texts, given the terms of the series in order and how much each tells."""
    number, found, often = counted(texts)
    terms = np.searchsorted(known, found)
    weights = (1 + np.log(often)) * telling[terms]
    weights /= np.sqrt(np.bincount(number, weights**2, len(texts)))[number]
    order = np.argsort(terms, kind="stable")
    starts = np.searchsorted(terms[order], np.arange(len(known) + 1))
    return Vectors(terms[order], starts, number[order], weights[order], len(texts))


def _cosines(old: Vectors, new: Vectors) -> np.ndarray:
    """The cosine of each two texts; terms that meet are multiplied block by block."""
    found = np.zeros(old.count * new.count)
    first = new.starts[old.terms]
    meeting = new.starts[old.terms + 1] - first
    for block in np.split(np.arange(len(meeting)), np.flatnonzero(np.diff(np.cumsum(meeting) // _AT_ONCE)) + 1):
        times = meeting[block]
        left = np.repeat(block, times)
        right = np.arange(len(left)) + np.repeat(first[block] - np.cumsum(times) + times, times)
        found += np.bincount(old.texts[left] * new.count + new.texts[right], old.weights[left] * new.weights[right], old.count * new.count)
    return found.reshape(old.count, new.count)
