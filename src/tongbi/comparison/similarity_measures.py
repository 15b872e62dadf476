"""Similarity measures: how much of one year's text is the next year's, as published; for the report, each node and each section.

A text is a sequence of sentences, a sentence a sequence of terms. All similarities run from 0 (nothing in common) to 1 (the same), and
two empty texts are the same. Sources:

* Cohen, L., Malloy, C., Nguyen, Q.: Lazy Prices. Journal of Finance 75 (2020), 1371–1415: cosine, Jaccard, minimum edit, simple.
* Brown, S. V., Tucker, J. W.: Large-Sample Evidence on Firms' Year-over-Year MD&A Modifications. Journal of Accounting Research 49
  (2011), 309–346: the modification score.
"""

from __future__ import annotations

import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from itertools import chain, pairwise

from rapidfuzz.distance import Indel, Levenshtein

from tongbi.language.folding import nfkc
from tongbi.language.parts_of_speech import words_of
from tongbi.model import Change, Measure, Report, SectionRow, Unit
from tongbi.model.mapped import Mapped

Sentences = Sequence[Sequence[str]]
Similarity = Callable[[Sentences, Sentences], float]

_TERM = re.compile(r"[\u3400-\u9fff]+|(?:(?![\u3400-\u9fff])[^\W_])+(?:[.,'’&-](?:(?![\u3400-\u9fff])[^\W_])+)*")
# Reworded this little is near-verbatim: a word or two of a sentence.
_NEAR = 0.9
_LONGEST = 40_000
_KEPT = ("reused", "near", "new")


def terms(text: str) -> tuple[str, ...]:
    """The words of a text in order, without marks: Latin words in lower case, numbers as printed (1,234.5), Chinese words (rjieba)."""
    found: list[str] = []
    for run in _TERM.findall(nfkc(text).lower()):
        if len(run) > 1 and "\u3400" <= run[0] <= "\u9fff":
            found += words_of(run)
        else:
            found.append(run)
    return tuple(found)


def cosine(old: Sentences, new: Sentences) -> float:
    """Σ f(t)·g(t) / (‖f‖·‖g‖) over the terms t, f and g their frequencies in the two texts (Cohen, Malloy & Nguyen 2020)."""
    before, after = _frequencies(tuple(old)), _frequencies(tuple(new))
    if not before or not after:
        return float(before == after)
    both = sum([before[term] * after[term] for term in before.keys() & after.keys()])
    return both / math.sqrt(_squares(before) * _squares(after))


@lru_cache(maxsize=4)
def _frequencies(text: tuple[Sequence[str], ...]) -> Counter[str]:
    return Counter(chain.from_iterable(text))


def _squares(counts: Mapping[str, int]) -> int:
    return sum([count * count for count in counts.values()])


def jaccard(old: Sentences, new: Sentences) -> float:
    """|A ∩ B| / |A ∪ B|, A and B the sets of terms (Cohen, Malloy & Nguyen 2020)."""
    before, after = _frequencies(tuple(old)).keys(), _frequencies(tuple(new)).keys()
    both = len(before & after)
    return both / (len(before) + len(after) - both) if before or after else 1.0


def min_edit(old: Sentences, new: Sentences) -> float:
    """1 − d / max(m, n): d the fewest terms to insert, delete or replace, m and n the lengths (Cohen, Malloy & Nguyen 2020).

    Where a text has more than 40,000 terms, d is the fewest that leave the sentences standing that stand side by side in both: the
    time for the fewest of all grows with m · n.
    """
    before, after = tuple(chain.from_iterable(old)), tuple(chain.from_iterable(new))
    longest = max(len(before), len(after))
    if not longest:
        return 1.0
    distance = sum(Levenshtein.distance(*gap) for gap in _gaps(tuple(old), tuple(new)))
    if longest <= _LONGEST:
        # The fewest of all are no more than these; the bound spares most of the work where the texts are much alike.
        distance = Levenshtein.distance(before, after, score_cutoff=distance)
    return 1.0 - distance / longest


def simple(old: Sentences, new: Sentences) -> float:
    """1 − c / 2, c = (terms added + terms deleted) / ((m + n) / 2), as a comparison side by side marks them (Cohen, Malloy & Nguyen 2020).

    Sentences are laid side by side first, then the words between those that are the same; what was changed counts as deleted and added.
    c is scaled by its bounds 0 and 2, not by the smallest and largest of a sample as in the paper: a pair of reports has no sample.
    """
    size = sum(map(len, old)) + sum(map(len, new))
    return 1.0 - sum(Indel.distance(*gap) for gap in _gaps(tuple(old), tuple(new))) / size if size else 1.0


@lru_cache(maxsize=4)
def _gaps(old: tuple[Sequence[str], ...], new: tuple[Sequence[str], ...]) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """The terms of both texts between the sentences that stand side by side in both."""
    kept = [(step.src_start, step.dest_start, step.src_end, step.dest_end) for step in Indel.opcodes(old, new) if step.tag == "equal"]
    found = []
    at, to = 0, 0
    for before, after, before_end, after_end in [*kept, (len(old), len(new), 0, 0)]:
        found.append((tuple(chain.from_iterable(old[at:before])), tuple(chain.from_iterable(new[to:after]))))
        at, to = before_end, after_end
    return tuple(found)


def modification(old: Sentences, new: Sentences) -> float:
    """1 − cosine of the term frequencies: the raw score of Brown & Tucker (2011), 0 for no change.

    Their second step, taking off what is to be expected of texts of that length, is a regression over a sample of firms and is left out.
    """
    return 1.0 - cosine(old, new)


# ── over a comparison ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def measures(reports: Sequence[Report], rows: Sequence[SectionRow], changes: Sequence[Change], mapped: Mapped = map) -> tuple[Measure, ...]:
    """For each two neighbouring years the whole first, then the nodes, then the sections without a node, as far as both years have them;
    `mapped` does what is done to each two years.
    """
    origin = _origins(changes)
    words = _in_characters({unit.text for report in reports for unit in report.units})

    def measured(pair: tuple[Report, Report]) -> list[Measure]:
        found: list[Measure] = []
        for canonical, row, before, after in _parts(*pair, rows):
            texts = [words[unit.text] for unit in before], [words[unit.text] for unit in after]
            found.append(_measure(pair, canonical, row, texts, shares(after, origin)))
        return found

    return tuple(chain.from_iterable(mapped(measured, [*pairwise(reports)])))


def _in_characters(texts: Set[str]) -> dict[str, str]:
    """Texts with one character for each term, numbered by how often terms stand there: distances take several times as long where common
    terms have high numbers.
    """
    told = {text: terms(text) for text in texts}
    often = Counter(chain.from_iterable(told.values()))
    character = {term: chr(min(number, sys.maxunicode)) for number, term in enumerate(sorted(often, key=lambda term: (-often[term], term)))}
    return {text: "".join(map(character.__getitem__, words)) for text, words in told.items()}


def _measure(
    pair: tuple[Report, Report], canonical: str | None, row: int | None, texts: tuple[Sentences, Sentences], kept: Mapping[str, float]
) -> Measure:
    old, new = (report.year for report in pair)
    assert old is not None
    assert new is not None
    published = {function.__name__: round(function(*texts), 4) for function in (cosine, jaccard, min_edit, simple, modification)}
    return Measure(old, new, canonical, row, **published, **kept)


def _parts(old: Report, new: Report, rows: Sequence[SectionRow]) -> Iterator[tuple[str | None, int | None, Sequence[Unit], Sequence[Unit]]]:
    """What is measured: node or None, row of the section matrix or None, and the units of both years."""
    yield None, None, old.units, new.units
    before, after = _by_node(old), _by_node(new)
    for node in before:
        if node in after:
            yield node, None, before[node], after[node]
    for number, row in enumerate(rows):
        first, second = row.by_year.get(old.year or 0), row.by_year.get(new.year or 0)
        if row.canonical is None and first is not None and second is not None:
            yield None, number, _below(old, first), _below(new, second)


def _by_node(report: Report) -> dict[str, list[Unit]]:
    """Each node's units, those of the nodes below it included."""
    found: dict[str, list[Unit]] = defaultdict(list)
    for unit in report.units:
        steps = unit.canonical.split("/") if unit.canonical else []
        for depth in range(len(steps)):
            found["/".join(steps[: depth + 1])].append(unit)
    return found


def _below(report: Report, index: int) -> list[Unit]:
    """The units of a section and of all below it."""
    inside: set[int] = {index}
    for at, section in enumerate(report.sections):
        if section.parent in inside:
            inside.add(at)
    return [unit for unit in report.units if unit.section in inside]


def _origins(changes: Sequence[Change]) -> dict[str, Set[str]]:
    """By unit id, which of reused, near and new it is."""
    found: dict[str, set[str]] = defaultdict(set)
    for change in changes:
        near = change.kind == "figures" or (change.kind == "reworded" and change.similarity >= _NEAR)
        kind = {"unchanged": "reused", "added": "new"}.get(change.kind, "near" if near else "")
        for unit in change.to_units:
            found[unit].add(kind)
    return dict(found)


def shares(units: Sequence[Unit], origin: Mapping[str, Set[str]]) -> dict[str, float]:
    """Shares of units, 0–1: `reused` in the same words, `near` with other figures or hardly reworded, `new` without any before.

    What is left of 1 was reworded, split or merged. 0 throughout where there are no units.
    """
    counts = Counter(kind for unit in units for kind in origin.get(unit.id, ()))
    return {kind: round(counts[kind] / len(units), 4) if units else 0.0 for kind in _KEPT}
