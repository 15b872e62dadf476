"""Fit the likelihood of traces of plans on pairs judged by hand, and print what it gives on a pair of reports left out.

    python tests/benchmarks/fit_traces.py CORPUS GOLD.json [GOLD.json …] [--show] [--write]

A gold file names a sort (delivered, again or named), two files below CORPUS, and judged pairs: the unit of the plan or problem, the clause,
the unit that may trace it, and whether it does. A folder is a gold series with its `series.json`, of which every other pair is wrong.
`--write` puts the coefficients into `checks/follow_through/trace_likelihood.toml`.
"""

from __future__ import annotations

import argparse
import datetime
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from fit_links import fitted, table

from tongbi import pipeline
from tongbi.checks import follow_through
from tongbi.checks.follow_through import evidence, traces
from tongbi.checks.follow_through.evidence import WEIGHED, Pairs
from tongbi.checks.follow_through.promises import Scale, Sentence
from tongbi.checks.follow_through.said import Said
from tongbi.checks.follow_through.traces import BETTER, better
from tongbi.comparison.logistic import logits, shares
from tongbi.report import schema

_BARS = (0.5, 0.6, 0.7, 0.75, 0.8)
# A wrong delivery is worse than none.
_BAR = {"delivered": 0.75, "again": 0.7, "named": 0.6}
_ROLES: Mapping[traces.Sort, str] = {"delivered": "measure", "again": "plan", "named": "problem"}
_KINDS: Mapping[traces.Sort, str] = {"delivered": "plan-delivered", "again": "plan-repeated", "named": "problem-repeated"}
Steps = tuple[np.ndarray, np.ndarray]


@dataclass
class Judged:
    """The pairs of two reports with what is weighed, and of those that were judged whether they are right."""

    name: str
    old: Said
    new: Said
    pairs: Pairs
    right: Sequence[bool | None]

    def __post_init__(self) -> None:
        self.at = [number for number, right in enumerate(self.right) if right is not None]
        self.truth = np.array([self.right[number] for number in self.at], float)

    def second(self, first: np.ndarray) -> np.ndarray:
        """What the second step weighs, given the coefficients of the first."""
        return np.hstack([self.pairs.weighed, better(self.pairs, logits(first, self.pairs.weighed))])

    def likely(self, steps: Steps) -> np.ndarray:
        """The likelihood of each judged pair."""
        return shares(logits(steps[1], self.second(steps[0])[self.at]))


def of_pair(told: Mapping[str, Any], corpus: Path) -> Judged:
    """The pairs of a gold file of two reports; what was judged as loose is neither right nor wrong."""
    old, new, scale, threaded, lag = next(_read([corpus / one for one in told["files"]]))
    known = {(one["plan"], one["clause"], one["told"]): one["right"] for one in told["clauses"]}
    return _judged(told["pair"], _sought(old, new.year - lag, told["sort"]), new, told["sort"], (scale, threaded), known)


def of_series(folder: Path, sort: traces.Sort) -> Iterator[Judged]:
    """The pairs of neighbouring years of a gold series; of plans that are made again, only those that are in the gold."""
    told = json.loads((folder / "series.json").read_text(encoding="utf-8"))
    texts = {"".join(one["text"].split()): one["id"] for found in told["units"].values() for one in found}
    gold = {(one["from"], unit) for one in told["follow_through"] if one["kind"] == _KINDS[sort] for unit in one["to"]}
    for old, new, scale, threaded, lag in _read([folder / one["file"] for one in told["reports"]]):
        names = {unit.id: texts.get("".join(unit.text.split()), unit.id) for year in (old, new) for unit in year.report.units}
        plans = _sought(old, new.year - lag, sort)
        if sort == "again":
            plans = [plan for plan in plans if any(one == names[plan.unit] for one, _ in gold)]
        yield _judged(f"{folder.name} {new.year}", plans, new, sort, (scale, threaded), gold, names)


def _sought(old: Any, year: int, sort: traces.Sort) -> list[Sentence]:
    """The plans or problems of a report that are traced."""
    if sort == "named":
        return follow_through.problems_of(old.by_role["problem"])
    return follow_through.plans_of(old.report, old.by_role["plan"], year)


def _judged(name: str, plans: Any, new: Any, sort: traces.Sort, how: Any, known: Any, names: Mapping[str, str] | None = None) -> Judged:
    scale, threaded = how
    others = new.by_role[_ROLES[sort]]
    old, told = Said(plans, scale), Said(follow_through.problems_of(others) if sort == "named" else others, scale)
    pairs = evidence.pairs(old, told, threaded)
    ends = [
        (plans[old.whole[row]].unit, old.clauses[row].text, told.sentences[at].unit)
        for row, at in zip(pairs.rows.tolist(), pairs.at.tolist(), strict=True)
    ]
    if names is None:
        return Judged(name, old, told, pairs, [known.get(one) for one in ends])
    shared = pairs.weighed[:, WEIGHED.index("weight")].tolist()
    most: dict[tuple[str, str], float] = {}
    for weight, (plan, _, unit) in zip(shared, ends, strict=True):
        most[plan, unit] = max(weight, most.get((plan, unit), 0.0))
    right: list[bool | None] = []
    for weight, (plan, _, unit) in zip(shared, ends, strict=True):
        is_told = (names[plan], names[unit]) in known
        right.append(None if is_told and weight < most[plan, unit] / 2 else is_told)
    return Judged(name, old, told, pairs, right)


def _read(paths: Sequence[Path]) -> Iterator[Any]:
    """Neighbouring years: the sentences of both by role, the scale, what alignment holds together, and the lag."""
    reports = pipeline._by_year([pipeline.inspect(path) for path in paths])
    threads = pipeline._threaded(reports, frozenset())[0]
    scale, lag = Scale(reports), schema.load(reports[-1].kind).lag
    aligned = follow_through.aligned(threads)
    for old, new in pairwise([follow_through._year(report) for report in reports]):
        yield old, new, scale, follow_through.again(old, new, aligned), lag


def fit(judged: Sequence[Judged]) -> Steps:
    """The coefficients of both steps."""
    right = np.concatenate([one.truth for one in judged])
    first = fitted(np.vstack([one.pairs.weighed[one.at] for one in judged]), right)
    return first, fitted(np.vstack([one.second(first)[one.at] for one in judged]), right)


def shown(one: Judged, steps: Steps, bar: float) -> None:
    """The judged pairs of one pair of reports that are made and false, or right and not made."""
    for number, likely, right in zip(one.at, one.likely(steps), one.truth, strict=True):
        if (likely >= bar) != bool(right):
            clause, told = one.old.clauses[one.pairs.rows[number]], one.new.sentences[one.pairs.at[number]]
            print("MISS" if right else "FALSE", one.name, f"{likely:.2f} {clause.text} | {told.text[:120]}")


def written(sort: traces.Sort, steps: Steps, judged: Sequence[Judged]) -> list[str]:
    """The coefficients of one sort as TOML."""
    lines = [f"# {sum(len(one.at) for one in judged)} pairs of {len(judged)} pairs of reports.", f"[{sort}]"]
    lines += [f"replaced = {traces.bar(sort, 'replaced'):.3f}", f"bar = {_BAR[sort]}"]
    for name, found, weighed in zip(("statement", "margin"), steps, (WEIGHED, (*WEIGHED, *BETTER)), strict=True):
        lines += table(f"{sort}.{name}", weighed, found)
    return [*lines, ""]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    lines = [
        "# How likely a sentence traces a clause of a plan (see traces.py): a logistic model in two steps, fitted and not set by hand:",
        f"# tests/benchmarks/fit_traces.py on {datetime.date.today():%Y-%m-%d}.",
        "",
    ]
    golds = [json.loads(path.read_text(encoding="utf-8")) for path in args.gold if path.is_file()]
    for sort in _ROLES:
        judged = [of_pair(told, args.corpus) for told in golds if told["sort"] == sort]
        judged += [one for path in args.gold if path.is_dir() for one in of_series(path, sort) if one.at]
        left_out = [(one, fit([other for other in judged if other is not one])) for one in judged]
        for bar in _BARS:
            found = [(likely >= bar, bool(right)) for one, by in left_out for likely, right in zip(one.likely(by), one.truth, strict=True)]
            made, right, both = (sum(map(of, found)) for of in (lambda x: x[0], lambda x: x[1], all))
            print(f"{sort}, left out, bar {bar}: made {made}, right {both} ({both / max(1, made):.3f}), of {right} ({both / right:.3f})")
        for one, by in left_out if args.show else ():
            shown(one, by, _BAR[sort])
        lines += written(sort, fit(judged), judged)
    if args.write:
        Path(traces.__file__).with_name("trace_likelihood.toml").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
