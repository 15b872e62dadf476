"""Quality over reports changed by rule, with known truth (see benchmarks/mutations.py): floors that only rise."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from benchmarks import mutations
from tongbi import pipeline
from tongbi.model import Report

SAMPLES = Path(__file__).parents[1] / "reports"
FLOORS = {"alignment": 0.985, "moved": 0.95, "split-merge": 0.95, "numbers-whole": 1.0, "edits-rebuild": 1.0}


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    paths = [path for path in sorted(SAMPLES.glob("*/*")) if path.suffix in {".txt", ".docx", ".md"}]
    return [mutations.dated(pipeline.inspect(path), mutations.YEAR - 1) for path in paths]


def test_what_was_changed_is_found(reports: list[Report]) -> None:
    found = {name: mutations.Tally() for name in FLOORS}
    for seed in (1, 2, 3):
        for name, tally in mutations.measured(reports, seed).items():
            found[name].right += tally.right
            found[name].said += tally.said
            found[name].true += tally.true
            found[name].wrong += tally.wrong
    for name, tally in found.items():
        assert tally.true > 30, name
        assert tally.f1 >= FLOORS[name], (name, tally.f1, tally.wrong)


def test_the_order_of_files_does_not_matter(reports: list[Report]) -> None:
    mutated = mutations.mutate(reports[0], reports[-1].units, 7)
    both = [mutated.old, mutated.new]
    straight = pipeline.compare_reports(both)
    random.Random(1).shuffle(both)
    assert pipeline.compare_reports(both[::-1]) == straight
