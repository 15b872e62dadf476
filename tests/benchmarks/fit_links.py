"""Fit the likelihood of links between figures on pairs that were judged by hand, and print what it gives on a pair that was left out.

    python tests/benchmarks/fit_links.py CORPUS GOLD.json [GOLD.json …] [--sealed GOLD.json …] [--write]

A gold file names two reports below CORPUS and the pairs of their figures (`score_facts.py` has the form); a folder is a gold series with
its `series.json`. Sealed ones are measured, never fitted. `--write` puts the coefficients into `comparison/link_likelihood.toml`.
"""

from __future__ import annotations

import argparse
import datetime
import importlib.util
import json
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from tongbi import pipeline
from tongbi.comparison import alignment, core_figures, figure_series, link_likelihood
from tongbi.comparison.figure_places import Place, places
from tongbi.comparison.link_likelihood import NEIGHBOURS, STATEMENT, Pair
from tongbi.comparison.logistic import logits, shares
from tongbi.comparison.proofs import REFUTED, proof
from tongbi.figures.name_terms import Weights, terms
from tongbi.report import schema

# Ridge penalty of the fit; bars that are tried; and the one that is kept: the likelihood at which a link is more often right than it costs.
# The fit ends where no coefficient changes by more.
_STEP = 1e-5
_PENALTY, _BARS, _BAR = 3.0, (0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85), 0.7


@dataclass
class Judged:
    """The comparable pairs of two neighbouring years, with what is weighed and which of them are right; `same` is how many there are."""

    name: str
    old: Sequence[Place]
    new: Sequence[Place]
    weights: Weights
    core: figure_series.Core
    right_ends: Collection[object]
    ends: Callable[[Place], object]
    judged_ends: Collection[object] | None = None
    """What was judged; None where every figure was. A pair of which an end was not is left out."""

    def __post_init__(self) -> None:
        every = figure_series.comparable_pairs(self.old, self.new, self.weights, self.core)
        self.pairs = [pair for pair in every if self._is_judged(self.old[pair.row]) and self._is_judged(self.new[pair.at])]
        self.neighbours = figure_series.neighbours(self.old)
        told = [(self.ends(self.old[pair.row]), self.ends(self.new[pair.at])) for pair in self.pairs]
        self.right = np.array([one in self.right_ends for one in told], float)
        self.fails = {
            (pair.row, pair.at)
            for pair in self.pairs
            if proof(self.old[pair.row].figure, self.new[pair.at].figure, self.new[pair.at].told) in REFUTED
        }
        self.weighed = np.array([pair.weighed for pair in self.pairs], float)

    def _is_judged(self, one: Place) -> bool:
        return self.judged_ends is None or self.ends(one) in self.judged_ends

    def second(self, first: np.ndarray) -> np.ndarray:
        """What the second step weighs, given the coefficients of the first."""
        scores = logits(first, self.weighed)
        taken = link_likelihood.assigned(self.pairs, shares(scores).tolist(), 0.5)
        linked = {self.neighbours[pair.row]: pair.at for pair in taken if pair.row in self.neighbours}
        beside = [link_likelihood._support(self.neighbours.get(pair.row), pair.at, linked) for pair in self.pairs]
        return np.hstack([self.weighed, np.array(beside, float), np.array(link_likelihood.margins(self.pairs, scores.tolist()), float)])

    def rows(self, likely: Sequence[float], bar: float) -> list[Pair]:
        """The links that are made, those that were counted anew apart."""
        return [pair for pair in link_likelihood.assigned(self.pairs, likely, bar) if (pair.row, pair.at) not in self.fails]


def of_pair(path: Path, corpus: Path, gold: ModuleType) -> Iterator[Judged]:
    """The pairs of a gold file of two reports."""
    told = json.loads(path.read_text(encoding="utf-8"))
    (_, old), (_, new), weights, core = _read([corpus / name for name in told["files"]])
    known = gold.Figures(told)

    def ends(one: Place) -> object:
        return known.find(one.year, one.text, one.figure.start, one.figure.text)

    same = {(known.key(one["from"]), known.key(one["to"])) for one in told["links"] if one["relation"] == "same"}
    yield Judged(path.stem, old, new, weights, core, same, ends)


def of_series(folder: Path) -> Iterator[Judged]:
    """The pairs of neighbouring years of a gold series."""
    told = json.loads((folder / "series.json").read_text(encoding="utf-8"))
    *years, weights, core = _read([folder / one["file"] for one in told["reports"]])
    doubtful = {name for pair in told.get("doubtful", ()) for name in (pair if isinstance(pair, list) else [pair])}
    rows = [one for one in told["indicators"] if "units" in one and one["name"] not in doubtful]
    judged = {(one["units"][year], round(abs(one["values"][year]), 6)) for one in rows for year in one["units"] if year in one["values"]}

    def ends(one: Place) -> object:
        return one.figure.unit_id, round(abs(one.figure.value), 6)

    for (old, before), (new, after) in pairwise(years):
        pair = str(old), str(new)
        both = [one for one in rows if all(year in one["units"] and year in one["values"] for year in pair)]
        same = {tuple((one["units"][year], round(abs(one["values"][year]), 6)) for year in pair) for one in both}
        yield Judged(f"{folder.name} {new}", before, after, weights, core, same, ends, judged)


def _read(paths: Sequence[Path]) -> list[Any]:
    """The places of the figures of each report by year, the weights of all, and the core figures."""
    reports = pipeline._by_year([pipeline.inspect(path) for path in paths])
    threads, *_ = pipeline._threaded(reports, frozenset())
    known = schema.load(reports[-1].kind)
    found = places(reports, threads, alignment.tables(reports), known.lag)
    weights = Weights(terms(figure.head or "") for report in reports for figure in report.figures if figure.unit_id)
    return [*found, weights, frozenset(core_figures.Core.of(known).numbers)]


def _with_constant(weighed: np.ndarray) -> np.ndarray:
    return np.hstack([np.ones((len(weighed), 1)), weighed])


def fitted(weighed: np.ndarray, right: np.ndarray) -> np.ndarray:
    """The coefficients of a logistic regression with a ridge penalty on standardised values, by Newton's method; the constant first."""
    mean, spread = weighed.mean(0), weighed.std(0)
    spread[spread == 0] = 1
    scaled = _with_constant((weighed - mean) / spread)
    beta, penalty = np.zeros(scaled.shape[1]), _PENALTY * np.eye(scaled.shape[1])
    penalty[0, 0] = 1e-6
    for _ in range(60):
        likely = 1 / (1 + np.exp(-scaled @ beta))
        slope = scaled.T @ (right - likely) - penalty @ beta
        step = np.linalg.solve((scaled * (likely * (1 - likely))[:, None]).T @ scaled + penalty, slope)
        beta = beta + step
        if np.abs(step).max() < _STEP:
            break
    plain = beta[1:] / spread
    return np.concatenate([[beta[0] - plain @ mean], plain])


def fit(judged: Sequence[Judged]) -> tuple[np.ndarray, np.ndarray]:
    """The coefficients of both steps."""
    right = np.concatenate([one.right for one in judged])
    first = fitted(np.vstack([one.weighed for one in judged]), right)
    return first, fitted(np.vstack([one.second(first) for one in judged]), right)


def measured(judged: Judged, steps: tuple[np.ndarray, np.ndarray], bar: float) -> np.ndarray:
    """Rows made, right ones, and pairs to be found."""
    likely: list[float] = shares(logits(steps[1], judged.second(steps[0]))).tolist()
    at = {(pair.row, pair.at): number for number, pair in enumerate(judged.pairs)}
    made = [at[pair.row, pair.at] for pair in judged.rows(likely, bar)]
    return np.array([len(made), sum(judged.right[one] for one in made), len(judged.right_ends)])


def shown(name: str, total: np.ndarray) -> str:
    """A line: what share of the rows is right, and of the pairs found."""
    return (
        f"{name:<24} rows {total[1] / max(total[0], 1):.3f} of {total[0]:.0f} · recall {total[1] / max(total[2], 1):.3f} of {total[2]:.0f}"
    )


def written(steps: tuple[np.ndarray, np.ndarray], names: Sequence[str]) -> str:
    """The coefficients as TOML."""
    lines = [
        "# How likely two comparable figures are one measure (see link_likelihood.py): a logistic model in two steps, not set by hand but",
        f"# fitted: tests/benchmarks/fit_links.py on {datetime.date.today():%Y-%m-%d} on {len(names)} pairs of years judged by hand.",
        f"bar = {_BAR}",
    ]
    for step, found, weighed in zip(("statement", "neighbours"), steps, (STATEMENT, (*STATEMENT, *NEIGHBOURS)), strict=True):
        lines += table(step, weighed, found)
    return "\n".join(lines) + "\n"


def table(step: str, weighed: Sequence[str], found: np.ndarray) -> list[str]:
    """The coefficients of a step as a table of TOML, the constant first."""
    values = zip(("constant", *weighed), found, strict=True)
    return ["", f"[{step}]", *(f"{one} = {value:.3f}" for one, value in values)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--sealed", nargs="*", type=Path, default=[])
    parser.add_argument("--script", type=Path, help="score_facts.py (default: beside the corpus)")
    parser.add_argument("--each", action="store_true", help="also a line for each pair")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    script: Any = importlib.util.spec_from_file_location("score_facts", args.script or args.corpus.parent / "eval" / "score_facts.py")
    gold = importlib.util.module_from_spec(script)
    script.loader.exec_module(gold)
    judged, sealed = (
        [one for path in paths for one in (of_series(path) if path.is_dir() else of_pair(path, args.corpus, gold))]
        for paths in (args.gold, args.sealed)
    )
    left_out = {one.name: fit([other for other in judged if other.name.split()[0] != one.name.split()[0]]) for one in judged}
    steps = fit(judged)
    for bar in _BARS:
        for name, found in (("left out", [(one, left_out[one.name]) for one in judged]), ("sealed", [(one, steps) for one in sealed])):
            print(shown(f"{name}, bar {bar}", sum((measured(one, by, bar) for one, by in found), np.zeros(3))))
    for one in (*judged, *sealed) if args.each else ():
        print(shown(one.name, measured(one, left_out.get(one.name, steps), _BAR)))
    if args.write:
        path = Path(link_likelihood.__file__).with_name("link_likelihood.toml")
        path.write_text(written(steps, [one.name for one in judged]), encoding="utf-8")


if __name__ == "__main__":
    main()
