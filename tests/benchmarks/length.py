"""How time grows with length: pairs of 10 to 1,024 KB of one organisation's reports chained, and many years at once.

`python tests/benchmarks/length.py [KB …]` prints seconds of the processor for comparing reports that were read before, the exponent of
growth from the pair before, and the share of each stage; all features are on. Pairs are a chain against the same one changed by rule, and
every other year's reports against those of the years between.
"""

from __future__ import annotations

import math
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks import mutations
from tongbi import checks, figures, pipeline
from tongbi.checks import follow_through
from tongbi.comparison import alignment, figure_series, novelty
from tongbi.model import Report, Section, Unit

NATIONAL = mutations.CORPUS / "national_gwr_zh"
SIZES = (10, 20, 40, 80, 160, 320, 640, 1024)
STAGES = {
    "alignment": (alignment, "align"),
    "sections": (alignment, "matrix"),
    "figures": (figure_series, "series"),
    "checks": (checks, "audit"),
    "follow-through": (follow_through, "follow_through"),
    "novelty": (novelty, "marked"),
}
"""What is measured by itself: the module and the function that the pipeline asks."""
Spent = defaultdict[str, float]


def chained(reports: Sequence[Report], year: int, size: int) -> Report:
    """Reports one after another as one of so many KB, or as long as they are, of a year, with its figures."""
    sections: list[Section] = []
    units: list[Unit] = []
    for report in reports:
        shift = len(sections)
        sections += [replace(one, parent=None if one.parent is None else one.parent + shift) for one in report.sections]
        units += [replace(one, section=None if one.section is None else one.section + shift) for one in report.units]
    units.sort(key=lambda one: -1 if one.section is None else one.section)
    units = [unit for unit, end in zip(units, accumulate(map(_bytes, units)), strict=True) if end <= 1024 * size]
    last = max((unit.section for unit in units if unit.section is not None), default=-1)
    made = replace(reports[0], sections=tuple(sections[: last + 1]), units=tuple(units), tables=(), coverage={})
    return _with_figures(mutations.dated(made, year))


def _with_figures(report: Report) -> Report:
    units = figures.marked(report.sections, report.units, report.year)
    return replace(report, units=units, figures=tuple(figures.extract(units, report.year)))


def _bytes(unit: Unit) -> int:
    return len(unit.text.encode())


def mutated(reports: Sequence[Report], size: int) -> list[Report]:
    """A chain of so many KB and the same a year later, changed by rule."""
    found = mutations.mutate(chained(reports, mutations.YEAR - 1, size), reports[-1].units, 5)
    return [found.old, _with_figures(found.new)]


def other_years(reports: Sequence[Report], size: int) -> list[Report]:
    """Chains of so many KB of every other year, and of the years between."""
    return [chained(reports[::2], mutations.YEAR - 1, size), chained(reports[1::2], mutations.YEAR, size)]


def measured(reports: Sequence[Report]) -> Spent:
    """Seconds of the processor by stage and as a `whole`."""
    spent: Spent = defaultdict(float)
    known = {name: getattr(*place) for name, place in STAGES.items()}
    try:
        for name, (module, function) in STAGES.items():
            setattr(module, function, _timed(known[name], name, spent))
        _timed(pipeline.compare_reports, "whole", spent)(reports)
    finally:
        for name, place in STAGES.items():
            setattr(*place, known[name])
    return spent


def _timed(call: Callable[..., Any], name: str, spent: Spent) -> Callable[..., Any]:
    def timed(*given: object, **named: object) -> Any:
        begun = time.process_time()
        found = call(*given, **named)
        spent[name] += time.process_time() - begun
        return found

    return timed


def _shares(spent: Mapping[str, float]) -> str:
    return "  ".join(f"{name} {spent[name] / spent['whole']:.0%}" for name in STAGES)


def _table(pairs: Iterator[list[Report]]) -> None:
    last: tuple[float, float] | None = None
    for pair in pairs:
        spent, size = measured(pair), sum(map(_bytes, pair[0].units))
        grown = f"n^{math.log(spent['whole'] / last[1]) / math.log(size / last[0]):.2f}" if last and size > last[0] else " " * 6
        last = size, spent["whole"]
        print(f"{size // 1024:5} KB {len(pair[0].units):6} units {spent['whole']:7.3f} s  {grown}  {_shares(spent)}", flush=True)


def main() -> None:
    """Print the tables."""
    sizes = [int(one) for one in sys.argv[1:]] or SIZES
    reports = [pipeline.inspect(path) for path in sorted(NATIONAL.glob("*.txt"))] if NATIONAL.is_dir() else mutations.reports()
    measured(mutated(reports, sizes[0]))  # to warm up
    for made in (mutated, other_years):
        print(made.__name__.replace("_", " "))
        _table(made(reports, size) for size in sizes)
    if NATIONAL.is_dir():
        spent = measured(reports)
        print(f"{len(reports)} national reports: {spent['whole']:.1f} s  {_shares(spent)}")
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
