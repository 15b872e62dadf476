"""Traces: how likely a sentence of the next report tells what became of a clause of a plan, plans it again, or names a problem again.

A logistic model in two steps, as for links: the first weighs what the two say, the second also by how much the pair is better than any
other of either. The coefficients (`trace_likelihood.toml`) are fitted on pairs judged by hand, never set on a case.
"""

from __future__ import annotations

import math
import tomllib
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cache
from heapq import nlargest
from importlib.resources import files
from typing import Any, Literal

from rapidfuzz.fuzz import ratio

from tongbi.checks.follow_through.promises import Clause, Scale, Sentence
from tongbi.comparison.link_likelihood import Pair, likelihood, logit, margins

WEIGHED = ("object", "weight", "size", "lost", "sentence", "letters", "completed", "numbers", "aim", "guides", "threaded")
"""What the first step weighs of a clause and a sentence: how much of the clause's object stands in the sentence (0–1); what the clause
shares with one of the sentence, what its object weighs, and the heaviest run of it that the sentence lacks (in pairs of the rarest by four,
0–2); how alike the objects of both sentences are, and the letters of both clauses (0–1); whether a verb tells that the
clause's work is done; whether there are numbers, an aim, guidance; whether alignment holds both together."""
BETTER = ("better-for-clause", "better-for-sentence")
"""What the second step weighs beside that: the margins over the next best of either (−4–4)."""
Sort = Literal["delivered", "again", "named"]
# A pair that stands in more sentences than these finds none, so that time grows with the length of the reports and not with its square; and
# no more of the sentences that a clause finds are weighed.
_EVERYWHERE, _LOOKED_AT = 64, 10
_HEAVY, _MOST = 4.0, 2.0


class Pool:
    """Sentences of one report in which the plans or problems of the one before are sought."""

    def __init__(self, sentences: Sequence[Sentence], scale: Scale) -> None:
        self.sentences, self._scale = sentences, scale
        self._at: Mapping[str, list[int]] = defaultdict(list)
        self._where: Mapping[str, list[int]] = defaultdict(list)
        for at, sentence in enumerate(sentences):
            self._at[sentence.unit].append(at)
            for pair in sentence.pairs:
                self._where[pair].append(at)

    def pairs(self, sought: Sequence[tuple[Sentence, Clause]], known: Mapping[str, Sequence[str]]) -> list[Pair]:
        """Every clause beside the sentences that share most with it, and those that are `known` to go with its unit."""
        return [
            Pair(row, at, self._weighed(whole, clause, self.sentences[at], at in threaded))
            for row, (whole, clause) in enumerate(sought)
            for threaded in [{at for unit in known.get(whole.unit, ()) for at in self._at.get(unit, ())}]
            for at in sorted({*self._near(clause), *threaded})
        ]

    def _near(self, clause: Clause) -> Iterator[int]:
        """The sentences that share most with a clause, by weight."""
        hits: dict[int, int] = defaultdict(int)
        for pair in clause.pairs:
            found = self._where.get(pair, ())
            if len(found) <= _EVERYWHERE:
                weight = self._scale.one(pair)
                for at in found:
                    hits[at] += weight
        return (-minus for _, minus in nlargest(_LOOKED_AT, ((weight, -at) for at, weight in hits.items())))

    def _weighed(self, whole: Sentence, clause: Clause, other: Sentence, threaded: bool) -> tuple[float, ...]:
        of, heavy = self._scale.of, _HEAVY * self._scale.most
        told = [of(clause.pairs & one.pairs) for one in other.clauses]
        shared = max(told, default=0)
        at = told.index(shared) if told else 0
        best, behind = other.clauses[at : at + 1], other.clauses[at : at + 2]
        object_, found = of(clause.bare), of(clause.bare & other.pairs)
        lost = self._run(clause.runs, clause.bare - other.pairs)
        return (
            found / max(1, object_),
            *(min(one / heavy, _MOST) for one in (shared, object_, lost)),
            of(whole.bare & other.bare) / max(1.0, math.sqrt(of(whole.bare) * of(other.bare))),
            max((ratio(clause.text, one.text) for one in best), default=0) / 100,
            float(any(clause.begun & one.done for one in behind)),
            float(any(any(map(str.isdigit, one.text)) for one in behind)),
            float(clause.is_aim),
            float(any(one.is_guide for one in best)),
            float(threaded),
        )

    def _run(self, runs: Sequence[str], among: Container[str]) -> int:
        """The weight of the heaviest run of pairs that are among others."""
        best = run = 0
        for pair in runs:
            run = run + self._scale.one(pair) if pair in among else 0
            best = max(best, run)
        return best


def traced(pairs: Sequence[Pair], sort: Sort) -> list[float]:
    """The likelihood of each pair, 0–1."""
    first, second = _coefficients(sort, "statement"), _coefficients(sort, "margin")
    ahead = margins(pairs, [logit(first, pair.weighed) for pair in pairs])
    return [likelihood(second, (*pair.weighed, *better[:2])) for pair, better in zip(pairs, ahead, strict=True)]


@cache
def bar(sort: Sort) -> float:
    """The least likelihood of a trace, 0–1."""
    return float(_table()[sort]["bar"])


@cache
def _coefficients(sort: Sort, step: str) -> tuple[float, ...]:
    table = _table()[sort][step]
    return table["constant"], *(table[name] for name in (WEIGHED if step == "statement" else (*WEIGHED, *BETTER)))


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(files(__package__).joinpath("trace_likelihood.toml").read_text(encoding="utf-8"))
