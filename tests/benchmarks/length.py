"""How time grows with length: a pair of reports 1, 2, 4, 8 and 16 times as long, and many years at once.

`python tests/benchmarks/length.py` prints seconds, ratios and the exponent of growth; all features are on.
"""

from __future__ import annotations

import math
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks import mutations
from tongbi import pipeline
from tongbi.model import Report, Section, Unit

NATIONAL = mutations.CORPUS / "national_gwr_zh"


def chained(reports: Sequence[Report]) -> Report:
    """Reports one after another as one."""
    sections: list[Section] = []
    units: list[Unit] = []
    for report in reports:
        shift = len(sections)
        sections += [replace(one, parent=None if one.parent is None else one.parent + shift) for one in report.sections]
        units += [replace(one, section=None if one.section is None else one.section + shift) for one in report.units]
    units.sort(key=lambda one: -1 if one.section is None else one.section)
    made = replace(reports[0], sections=tuple(sections), units=tuple(units), tables=())
    return mutations.dated(made, mutations.YEAR - 1)


def main() -> None:
    """Print the table."""
    reports = mutations.reports()[:16]
    first = None
    for times in (1, 1, 2, 4, 8, 16):  # the first is to warm up
        whole = chained(reports[:times])
        mutated = mutations.mutate(whole, reports[-1].units, 5)
        begun = time.perf_counter()
        pipeline.compare_reports([mutated.old, mutated.new])
        spent = time.perf_counter() - begun
        size = sum(len(unit.text.encode()) for unit in whole.units)
        if first is None or times == 1:
            first = size, spent
        grown = math.log(spent / first[1]) / math.log(size / first[0]) if times > 1 else 1.0
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{size // 1024:5} KB {len(whole.units):6} units {spent:6.2f} s  ×{spent / first[1]:5.1f}  n^{grown:.2f}  {peak} MB")
    if NATIONAL.is_dir():
        paths = sorted(NATIONAL.glob("*.txt"))
        begun = time.perf_counter()
        comparison = pipeline.compare(paths)
        spent = time.perf_counter() - begun
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{len(paths)} national reports, {len(comparison.threads)} threads: {spent:.1f} s, {peak} MB")


if __name__ == "__main__":
    main()
