"""Streaks: what had gone on for eight years (连续8年稳定在1300亿斤以上) has gone on for nine a year later."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tongbi.checks.check_inputs import Reading
from tongbi.checks.reckoning import Reckoning, places, reckoned
from tongbi.figures.name_terms import terms
from tongbi.language.annotation import BREAK
from tongbi.language.folding import fold
from tongbi.language.lexicon import one_of, words
from tongbi.model import Figure

_RUNNING = re.compile(rf"{one_of('zh/time', 'running')}(?:\s|{one_of('zh/change', 'manner.loose')})*$")
_YEARS = words("zh/targets", "year")
# What is said to go on is told by so many characters at least.
_TELLING = 4
# What goes on, and what it goes on with.
_Key = tuple[str, str]


def check(reading: Reading) -> Iterator[Reckoning]:
    """What two reports say to go on in the same words, each of them once."""
    now, before = _streaks(reading), _streaks(reading.last) if reading.last else {}
    for key, figure in now.items():
        old = before.get(key)
        if old is not None:
            yield reckoned(
                "carry-over", reading.year, places(reading.year, [figure]), places(reading.year - 1, [old]),
                (old.value + 1, figure.value), figure.unit, differs=figure.value != old.value + 1, code="streak",
                values={"name": figure.name, "previous": old.text, **reading.years},
            )  # fmt: skip


def _streaks(reading: Reading) -> dict[_Key, Figure]:
    """The numbers of years in a row, by what goes on; without those that the report tells twice, or of another year."""
    found: dict[_Key, list[Figure]] = {}
    for unit_id, figures in reading.figures.items():
        text = reading.units[unit_id].text
        for one in figures:
            exact = one.unit in _YEARS and one.status == "outcome" and one.qualifier is None
            if exact and _RUNNING.search(text, 0, one.start):
                end = one.start + len(one.text)
                stop = BREAK.search(text, end)
                said = fold(text[end : stop.start() if stop else len(text)])
                if len(said) >= _TELLING and terms(one.name).core:
                    found.setdefault((terms(one.name).core, said), []).append(one)
    return {key: some[0] for key, some in found.items() if len(some) == 1}
