"""Streaks: what had gone on for eight years (连续8年稳定在1300亿斤以上) has gone on for nine a year later."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from tongbi.checks.check_inputs import Reading
from tongbi.checks.reckoning import Reckoning, places, reckoned
from tongbi.figures.name_terms import terms
from tongbi.language.annotation import BREAK
from tongbi.language.folding import fold
from tongbi.language.lexicon import one_of, words
from tongbi.model import Figure

_RUNNING = re.compile(rf"{one_of('zh/time', 'running')}(?:\s|{one_of('zh/change', 'manner.loose')})*$")
_YEARS = words("zh/targets", "year")
# What a streak does (增产) is told by so many characters at least beside what goes on, and by so many where that is not named.
_TELLING, _ALONE = 2, 6


def check(reading: Reading) -> Iterator[Reckoning]:
    """What two reports say to go on in the same words, each of them once."""
    now, before = _streaks(reading), _streaks(reading.last) if reading.last else {}
    for said, figures in now.items():
        for figure in figures:
            old = _same(figure, figures, before.get(said, []), len(said))
            if old is not None:
                yield reckoned(
                    "carry-over", reading.year, places(reading.year, [figure]), places(reading.year - 1, [old]),
                    (old.value + 1, figure.value), figure.unit, differs=figure.value != old.value + 1, code="streak",
                    values={"name": figure.name or said, "previous": old.text, **reading.years},
                )  # fmt: skip


def _same(figure: Figure, beside: Sequence[Figure], before: Sequence[Figure], length: int) -> Figure | None:
    """The streak of last year's report that goes on: that of the same thing; where one of the two names none, the only one that does what
    this one does, if it fits.
    """
    core = terms(figure.name).core
    now, alike = ([one for one in some if core and terms(one.name).core == core] for some in (beside, before))
    if len(now) == len(alike) == 1:
        return alike[0]
    alone = len(beside) == len(before) == 1 and length >= _ALONE and not (core and terms(before[0].name).core)
    return before[0] if alone and figure.value == before[0].value + 1 else None


def _streaks(reading: Reading) -> dict[str, list[Figure]]:
    """The numbers of years in a row, by what is done in them."""
    found: dict[str, list[Figure]] = defaultdict(list)
    for unit_id, figures in reading.figures.items():
        text = reading.units[unit_id].text
        for one in figures:
            exact = one.unit in _YEARS and one.status == "outcome" and one.qualifier is None
            if exact and _RUNNING.search(text, 0, one.start):
                end = one.start + len(one.text)
                stop = BREAK.search(text, end)
                said = fold(text[end : stop.start() if stop else len(text)])
                if len(said) >= _TELLING:
                    found[said].append(one)
    return found
