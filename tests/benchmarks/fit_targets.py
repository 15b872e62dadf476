"""Fit the likelihood that an outcome answers a target on pairs judged by hand, and print what it gives on a pair of reports left out.

    python tests/benchmarks/fit_targets.py CORPUS GOLD.json [GOLD.json …] [--set dev] [--show] [--write]

A gold file lists pairs of a target and its outcome: the two files below CORPUS, a snippet found once in each, and the printed number. Every
other pair of the two reports counts as wrong. `--write` puts the coefficients into `checks/follow_through/target_likelihood.toml`.
"""

from __future__ import annotations

import argparse
import datetime
import json
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from fit_links import fitted, table

from tongbi import pipeline
from tongbi.checks.follow_through import target_pairs
from tongbi.checks.follow_through.target_pairs import WEIGHED, TargetPairs
from tongbi.checks.follow_through.targets import outcomes_of, targets_of
from tongbi.comparison.figure_places import Place
from tongbi.comparison.link_likelihood import assigned, margins
from tongbi.comparison.logistic import logits, shares
from tongbi.report import schema

# Bars that are tried, and the one that is kept.
_BARS, _BAR = (0.2, 0.3, 0.4, 0.5, 0.6), 0.3


Steps = tuple[np.ndarray, np.ndarray]


def folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def stands_at(one: Place, told: dict[str, Any]) -> bool:
    """Whether a figure is the one that a gold file tells."""
    text, snippet, number = (folded(part) for part in (one.text, told["snippet"], told["printed"]))
    start, begin = len(folded(one.text[: one.figure.start])), text.find(snippet)
    near = abs(one.figure.value - told["value"] * told["scale"]) <= 1e-4 * abs(one.figure.value)
    return begin >= 0 and near and snippet.startswith(number, start - begin) and start >= begin


class Judged:
    """The pairs of a plan and the next review, with what is weighed and which of them are right; `all` is how many there are."""

    def __init__(self, name: str, gold: Sequence[dict[str, Any]], corpus: Path) -> None:
        self.name, self.all = name, sum(not one["optional"] for one in gold)
        old, new = pipeline._by_year([pipeline.inspect(corpus / file) for file in gold[0]["files"]])
        assert old.year is not None
        due = old.year + 1 - schema.load(new.kind).lag
        self.old, self.new = targets_of(old, due), outcomes_of(new, due)
        self.pairs = TargetPairs(self.old, self.new).pairs()
        self.weighed = np.array([pair.weighed for pair in self.pairs], float)
        right = [self._told(gold, self.old[pair.row], self.new[pair.at]) for pair in self.pairs]
        self.right = np.array([one is not None for one in right], float)
        self.counted = np.array([one is not None and not one["optional"] for one in right], float)

    @staticmethod
    def _told(gold: Sequence[dict[str, Any]], old: Place, new: Place) -> dict[str, Any] | None:
        pairs = (
            one
            for one in gold
            if stands_at(new, one["outcome"]) and any(stands_at(old, place) for place in (one["target"], *one["target_elsewhere"]))
        )
        return next(pairs, None)

    def second(self, first: np.ndarray) -> np.ndarray:
        """What the second step weighs, given the coefficients of the first."""
        ahead = margins(self.pairs, logits(first, self.weighed).tolist())
        return np.hstack([self.weighed, np.array([better for _, _, better in ahead], float)[:, None]])

    def likely(self, steps: Steps) -> list[float]:
        found: list[float] = shares(logits(steps[1], self.second(steps[0]))).tolist()
        return found

    def made(self, steps: Steps, bar: float) -> list[int]:
        """The numbers of the pairs that are taken."""
        at = {(pair.row, pair.at): number for number, pair in enumerate(self.pairs)}
        return [at[pair.row, pair.at] for pair in assigned(self.pairs, self.likely(steps), bar)]


def fit(judged: Sequence[Judged]) -> Steps:
    """The coefficients of both steps."""
    right = np.concatenate([one.right for one in judged])
    first = fitted(np.vstack([one.weighed for one in judged]), right)
    return first, fitted(np.vstack([one.second(first) for one in judged]), right)


def shown(one: Judged, steps: Steps) -> None:
    """The pairs of one pair of reports that are made and false, or right and not made."""
    made, likely = one.made(steps, _BAR), one.likely(steps)
    for number, pair in enumerate(one.pairs):
        if (number in made) != bool(one.right[number]):
            old, new = one.old[pair.row].figure, one.new[pair.at].figure
            how = "FALSE" if number in made else "MISS"
            print(how, one.name, f"{likely[number]:.2f} {old.name} {old.value:g} | {new.name} {new.value:g}")


def written(steps: Steps, judged: Sequence[Judged]) -> str:
    """The coefficients as TOML."""
    lines = [
        "# How likely an outcome answers a target (see target_pairs.py): a logistic model in two steps, fitted and not set by hand:",
        f"# tests/benchmarks/fit_targets.py on {datetime.date.today():%Y-%m-%d} on {sum(one.all for one in judged)} targets",
        f"# of {len(judged)} pairs of reports judged by hand.",
        f"bar = {_BAR}",
        *(f"{name} = {target_pairs.bar(name)}" for name in ("sure", "half", "nearly")),
    ]
    for name, found, weighed in zip(("statement", "margin"), steps, (WEIGHED, (*WEIGHED, "better")), strict=True):
        lines += table(name, weighed, found)
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--set", default="dev", help="the set of the gold files that is fitted")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for path in args.gold:
        for one in json.loads(path.read_text(encoding="utf-8"))["pairs"]:
            if one["set"] == args.set:
                groups[one["pair"]].append(one)
    judged = [Judged(name, gold, args.corpus) for name, gold in groups.items()]
    left_out = [(one, fit([other for other in judged if other is not one])) for one in judged]
    print("reachable", int(sum(one.counted.sum() for one in judged)))
    for bar in _BARS:
        made = [(one, number) for one, by in left_out for number in one.made(by, bar)]
        right, counted = (sum(getattr(one, name)[number] for one, number in made) for name in ("right", "counted"))
        print(f"left out, bar {bar}: made {len(made)}, right {right:.0f}, found {counted:.0f} of {sum(one.all for one in judged)}")
    for one, by in left_out if args.show else ():
        shown(one, by)
    if args.write:
        Path(target_pairs.__file__).with_name("target_likelihood.toml").write_text(written(fit(judged), judged), encoding="utf-8")


if __name__ == "__main__":
    main()
