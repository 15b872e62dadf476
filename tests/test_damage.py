"""A sample of benchmarks/damage.py: damaged inputs of every format through every command end in a result or in one line."""

from __future__ import annotations

import os

from benchmarks import damage

COUNT = int(os.environ.get("TONGBI_DAMAGED", "40"))


def test_a_sample_of_damaged_inputs() -> None:
    with damage.place() as where:
        found = {seed: damage.tried(where, seed) for seed in range(COUNT)}
    assert {seed: one for seed, one in found.items() if one[2]} == {}
    assert {name for name, _, _ in found.values()} == set(damage.COMMANDS)
