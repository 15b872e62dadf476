"""Fit the likelihood of links between statements on pairs of reports that were judged by hand, and print what it gives where left out.

    python tests/benchmarks/fit_statements.py CORPUS GOLD.json [GOLD.json …] [--sealed GOLD.json …] [--each] [--write]

A gold file names two reports below CORPUS and the pairs of their sentences (`score_links.py` has the form); a folder is a gold series with
its `series.json`. Reports changed by rule (`mutations.py`) are fitted on too. Sealed ones are measured, never fitted. What is left out is a
gold file, a series or the mutations as a whole. `--write` puts the coefficients into `alignment/statement_likelihood.toml`.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks import mutations
from benchmarks.fit_links import fitted, table
from tongbi import pipeline
from tongbi.comparison.alignment import equal_statements, evidence, masks, parts, section_likeness, statement_likelihood
from tongbi.comparison.alignment.assignment import Group, join_parts, one_to_one
from tongbi.comparison.alignment.evidence import CONTEXT, STATEMENT, Pairs
from tongbi.comparison.alignment.parts import PART
from tongbi.comparison.alignment.units_and_links import Item, items
from tongbi.model import Report

# The likelihoods at which a pair becomes a link, joins one as a part, and is one over a gap: right more often than it costs.
_BARS = {"link": 0.6, "part": 0.6, "gap": 0.9}
_TRIED = ((0.5, 0.5), (0.6, 0.6), (0.65, 0.6), (0.7, 0.6), (0.7, 0.7), (0.75, 0.6), (0.75, 0.7), (0.8, 0.6), (0.8, 0.7), (0.85, 0.7))
# A section is a short report of its own with so many links, if it is no longer.
_FEWEST, _LONGEST = 4, 80
_MUTATED = 6  # so many reports are changed by rule
_Ends = tuple[str, str]
_Steps = tuple[np.ndarray, np.ndarray, np.ndarray]


def name(text: str) -> str:
    """A sentence as gold files name it."""
    return hashlib.sha256("".join(unicodedata.normalize("NFKC", text).split()).encode()).hexdigest()[:16]


@dataclass
class Judged:
    """Two neighbouring years' reports with the pairs of sentences that are one (`same`) or of one subject (`topic`), by name."""

    name: str
    group: str
    old: Report
    new: Report
    same: frozenset[_Ends]
    topic: frozenset[_Ends] = frozenset()
    before: list[Item] = field(init=False)
    after: list[Item] = field(init=False)

    def __post_init__(self) -> None:
        own = masks.own_names(self.old.organisation)
        self.before, self.after = items(self.old, own), items(self.new, own)
        self.names = [name(unit.text) for unit in self.old.units], [name(unit.text) for unit in self.new.units]
        told = [set(side) for side in self.names]
        self.findable = {pair for pair in self.same if pair[0] in told[0] and pair[1] in told[1]}
        self.equal = equal_statements.linked(self.before, self.after)
        sections = section_likeness.likeness(*section_likeness.profiles([self.old, self.new]))
        every = evidence.pairs(self.before, self.after, sections, self.equal)
        self.free = ~(np.isin(every.rows, list(self.equal)) | np.isin(every.columns, list(self.equal.values())))
        self.pairs: Pairs = every.only(self.free)
        self.every = every
        self.right = np.array([self._ends(*pair) in self.same for pair in zip(self.pairs.rows, self.pairs.columns, strict=True)], float)

    def _ends(self, row: int, column: int) -> _Ends:
        return self.names[0][row], self.names[1][column]

    def second(self, first: np.ndarray) -> np.ndarray:
        """What the second step weighs, given the coefficients of the first."""
        alone = statement_likelihood.logits(self.pairs.weighed, first)
        return np.hstack([self.pairs.weighed, evidence.context(self.pairs, alone, self.before, self.after, self.equal)])

    def logits(self, steps: Sequence[np.ndarray]) -> np.ndarray:
        """The logits of the pairs by both steps."""
        return statement_likelihood.logits(self.second(steps[0]), steps[1])

    def parts(self, logits: np.ndarray, bar: float) -> tuple[dict[int, Group], list[tuple[int, int]], np.ndarray]:
        """The links one to one, and what may be parts of them with what is weighed."""
        likely = statement_likelihood.share(logits).tolist()
        groups = one_to_one(zip(likely, self.pairs.rows.tolist(), self.pairs.columns.tolist(), strict=True), bar)
        return groups, *parts.offers(self.pairs, logits, groups, self.equal, self.before, self.after)

    def links(self, steps: _Steps, bar: float, part: float) -> set[_Ends]:
        """The pairs of sentences that are linked."""
        groups, places, weighed = self.parts(self.logits(steps), bar)
        likely = statement_likelihood.share(statement_likelihood.logits(weighed, steps[2])).tolist()
        join_parts(groups, ((one, *pair) for one, pair in zip(likely, places, strict=True)), part)
        found = {self._ends(old, new) for group in groups.values() for old in group.old for new in group.new}
        return found | {self._ends(*pair) for pair in self.equal.items()}

    def part_right(self, places: Sequence[tuple[int, int]]) -> np.ndarray:
        """Which of the parts are right."""
        return np.array([self._ends(*pair) in self.same for pair in places], float)


def of_file(path: Path, corpus: Path) -> Iterator[Judged]:
    """The pairs of a gold file, which holds one or a list; the files of a list stand beside it."""
    told = json.loads(path.read_text(encoding="utf-8"))
    for one in told if isinstance(told, list) else [told]:
        yield of_pair(path, one, path.parent if isinstance(told, list) else corpus)


def of_pair(path: Path, told: dict[str, Any], corpus: Path) -> Judged:
    """One pair of a gold file."""
    old, new = pipeline._by_year([pipeline.inspect(corpus / one) for one in told["files"]])
    sealed = all(len(one["from"]) == 16 and one["from"].isascii() for one in told["links"])
    key = str if sealed else name
    ends = {
        relation: frozenset((key(one["from"]), key(one["to"])) for one in told["links"] if one["relation"] == relation)
        for relation in ("same", "topic")
    }
    label = path.name.split(".")[0] if corpus != path.parent else f"{path.parent.name} {new.year}"
    return Judged(label, path.name if corpus != path.parent else path.parent.name, old, new, ends["same"], ends["topic"])


def cuts(whole: Judged) -> Iterator[Judged]:
    """The sections of a pair of reports, each with that of the newer one which most of its links lead to, as pairs of short reports."""
    for number, section in enumerate(whole.old.sections):
        inside = [at for at, unit in enumerate(whole.old.units) if _within(whole.old, unit.section, number)]
        names = {whole.names[0][at] for at in inside}
        told = {new for old, new in whole.same if old in names}
        homes = Counter(unit.section for unit, one in zip(whole.new.units, whole.names[1], strict=True) if one in told)
        if section.level > 2 or sum(homes.values()) < _FEWEST or len(inside) > _LONGEST:
            continue
        home = homes.most_common(1)[0][0]
        old, new = (
            replace(report, units=tuple(unit for unit in report.units if _within(report, unit.section, top)))
            for report, top in ((whole.old, number), (whole.new, home))
        )
        yield Judged(f"{whole.name} {number}", whole.group, old, new, whole.same, whole.topic)


def _within(report: Report, section: int | None, top: int | None) -> bool:
    """Whether a section is another one or stands below it."""
    while section is not None and section != top:
        section = report.sections[section].parent
    return section == top


def of_series(folder: Path) -> Iterator[Judged]:
    """The pairs of neighbouring years of a gold series."""
    told = json.loads((folder / "series.json").read_text(encoding="utf-8"))
    reports = pipeline._by_year([pipeline.inspect(folder / one["file"]) for one in told["reports"]])
    text = {unit["id"]: unit["text"] for units in told["units"].values() for unit in units}
    same = frozenset((name(text[a]), name(text[b])) for one in told["alignments"] for a in one["from"] for b in one["to"])
    for old, new in pairwise(reports):
        yield Judged(f"{folder.name} {new.year}", folder.name, old, new, same)


def mutated() -> Iterator[Judged]:
    """Reports changed by rule."""
    reports = mutations.reports()
    step = max(len(reports) // _MUTATED, 1)
    for at in range(0, len(reports), step):
        made = mutations.mutate(reports[at], reports[(at + 1) % len(reports)].units, at)
        old, new = ({unit.id: name(unit.text) for unit in report.units} for report in (made.old, made.new))
        same = frozenset((old[source], new[unit]) for unit, sources in made.links.items() for source in sources)
        yield Judged(f"mutation {at}", "mutations", made.old, made.new, same)


def fit(judged: Sequence[Judged]) -> _Steps:
    """The coefficients of both steps, and of parts."""
    right = np.concatenate([one.right for one in judged])
    first = fitted(np.vstack([one.pairs.weighed for one in judged]), right)
    second = fitted(np.vstack([one.second(first) for one in judged]), right)
    offers = [(one, *one.parts(one.logits((first, second)), _BARS["link"])) for one in judged]
    right = np.concatenate([one.part_right(places) for one, _, places, _ in offers])
    return first, second, fitted(np.vstack([weighed for _, _, _, weighed in offers]), right)


def measured(judged: Judged, steps: _Steps, bar: float, part: float) -> np.ndarray:
    """Links made, right, loose and wrong ones, pairs to be found; statements without a link that have a partner, nearest ones right."""
    made = judged.links(steps, bar, part)
    right, loose = len(made & judged.same), len(made & judged.topic)
    return np.array([len(made), right, loose, len(made) - right - loose, len(judged.findable), *_nearest(judged, steps, made)])


def _nearest(judged: Judged, steps: _Steps, made: set[_Ends]) -> tuple[int, int]:
    partners = judged.findable | judged.topic
    alone = statement_likelihood.logits(judged.every.weighed, steps[0])
    alone[judged.free] = judged.logits(steps)
    asked = right = 0
    for side in (0, 1):
        linked, known = {ends[side] for ends in made}, {ends[side] for ends in partners} & set(judged.names[side])
        best: dict[str, tuple[float, _Ends]] = {}
        for logit, row, column in zip(alone.tolist(), judged.every.rows.tolist(), judged.every.columns.tolist(), strict=True):
            ends = judged._ends(row, column)
            best[ends[side]] = max(best.get(ends[side], (-99.0, ends)), (logit, ends))
        for one in known - linked:
            asked += 1
            right += one in best and best[one][1] in partners
    return asked, right


def shown(label: str, total: np.ndarray) -> str:
    """A line: what share of the links is right, loose and wrong, of the pairs found, and of the nearest right."""
    made, right, loose, wrong, pairs, asked, nearest = total
    shares = [f"{one / max(made, 1):.3f} {what}" for one, what in ((right, "right"), (loose, "loose"), (wrong, "wrong"))]
    found = f"recall {right / max(pairs, 1):.3f} of {pairs:.0f} · nearest {nearest / max(asked, 1):.3f} of {asked:.0f}"
    return f"{label:<26} links {', '.join(shares)} of {made:.0f} · {found}"


def written(steps: _Steps, count: int) -> str:
    """The coefficients as TOML."""
    lines = [
        "# How likely two statements are one (see statement_likelihood.py): a logistic model, not set by hand but fitted:",
        f"# tests/benchmarks/fit_statements.py on {datetime.date.today():%Y-%m-%d} on {count} pairs of reports.",
        "[bars]",
        *(f"{of} = {least}" for of, least in _BARS.items()),
    ]
    for step, found, weighed in zip(("statement", "context", "part"), steps, (STATEMENT, (*STATEMENT, *CONTEXT), PART), strict=True):
        lines += table(step, weighed, found)
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--sealed", nargs="*", type=Path, default=[])
    parser.add_argument("--each", action="store_true", help="also a line for each pair")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    judged = [one for path in args.gold for one in (of_series(path) if path.is_dir() else of_file(path, args.corpus))]
    judged += [part for one in judged if one.topic and len(one.before) > _LONGEST for part in cuts(one)] + [*mutated()]
    sealed = [one for path in args.sealed for one in of_file(path, args.corpus)]
    report(judged, sealed, each=args.each)
    if args.write:
        Path(statement_likelihood.__file__).with_suffix(".toml").write_text(written(fit(judged), len(judged)), encoding="utf-8")


def report(judged: Sequence[Judged], sealed: Sequence[Judged], *, each: bool) -> None:
    """Print what the model gives on each group that is left out of the fit, and on what is sealed."""
    groups = sorted({one.group for one in judged})
    left_out = {group: fit([one for one in judged if one.group != group]) for group in groups} if len(groups) > 1 else {}
    steps = fit(judged)
    whole = [(one, left_out.get(one.group, steps)) for one in judged]
    for bar, part in _TRIED:
        gold = [pair for pair in whole if pair[0].topic and " " not in pair[0].name]
        short = [
            pair for pair in whole if pair[0].topic and pair[0].name[-1:].isdigit() and " 20" not in pair[0].name and " " in pair[0].name
        ]
        small = [pair for pair in whole if " 20" in pair[0].name]
        for label, found in (
            ("left out", gold),
            ("left out, sections", short),
            ("left out, small", small),
            ("sealed", [(one, steps) for one in sealed]),
        ):
            if found:
                print(shown(f"{label}, bars {bar} {part}", sum((measured(one, by, bar, part) for one, by in found), np.zeros(7))))
    for one, by in [*whole, *((one, steps) for one in sealed)] if each else ():
        if one.topic and " " in one.name and " 20" not in one.name:
            continue
        print(shown(one.name, measured(one, by, _BARS["link"], _BARS["part"])))


if __name__ == "__main__":
    main()
