"""Streaks: what had gone on for eight years (连续8年稳定在1300亿斤以上) has gone on for nine a year later, what for 12 months for 24."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio

from tongbi.checks.check_inputs import Reading
from tongbi.checks.reckoning import Reckoning, places, reckoned
from tongbi.figures.name_terms import Terms, is_head_alone, terms
from tongbi.language.annotation import BREAK, FULL_STOP
from tongbi.language.folding import fold, since
from tongbi.language.lexicon import one_of, table
from tongbi.model import Figure

_RUNNING = re.compile(rf"{one_of('zh/time', 'running')}(?:\s|{one_of('zh/change', 'manner.loose')})*$")
# By how many of a unit a streak is longer a year later.
_A_YEAR: dict[str, float] = table("zh/time")["a-year"]
_NUMBER = re.compile(r"[\d.,%％]+")
# What a streak does (增产) is told by so many characters at least.
_TELLING = 2
# So many characters before a streak tell what goes on.
_BEFORE = 24
# Two streaks told as much alike are one (of 21 pairs of real reports all at 64 and above, at 60 one is not), told less alike they may be.
_ONE, _LIKELY = 80.0, 55.0
# As much more alike must it be than any other.
_MARGIN = 3.0


@dataclass(frozen=True, slots=True)
class _Streak:
    """A number of years in a row, what goes on in them (`name`), what is done (`said`) and all that the sentence tells of it."""

    figure: Figure
    name: Terms
    said: str
    told: str

    def same_thing(self, other: _Streak) -> bool:
        """Whether two streaks are of one thing by its name."""
        return not is_head_alone(self.name) and self.name.key == other.name.key

    def likeness(self, other: _Streak) -> float:
        """0 to 100: how much alike two streaks are told; 0 for those of two things, and for what is done in other words."""
        named = not is_head_alone(self.name) and not is_head_alone(other.name)
        apart = named and not Counter(self.name.letters) & Counter(other.name.letters)
        return 0.0 if apart or not set(self.said) & set(other.said) else ratio(self.told, other.told)


def check(reading: Reading) -> Iterator[Reckoning]:
    """What two reports say to go on."""
    now, before = _streaks(reading), _streaks(reading.last) if reading.last else []
    for one in now:
        old = _likest(one, before)
        if old is None or _likest(old, now) is not one or old.figure.unit != one.figure.unit:
            continue
        expected, sure = old.figure.value + _A_YEAR[old.figure.unit], one.same_thing(old) and one.said == old.said
        yield reckoned(
            "carry-over", reading.year, places(reading.year, [one.figure]), places(reading.year - 1, [old.figure]),
            (expected, one.figure.value), one.figure.unit, differs=one.figure.value != expected, code="streak",
            severity="conflict" if sure or one.likeness(old) >= _ONE else "info",
            values={"name": one.figure.name or one.said, "previous": old.figure.text, **reading.years},
        )  # fmt: skip


def _likest(one: _Streak, others: Sequence[_Streak]) -> _Streak | None:
    """The streak that is the same one: that of the same thing that does the same, or else the one that is told most alike."""
    same = [other for other in others if one.same_thing(other) and one.said == other.said]
    if len(same) == 1:
        return same[0]
    ranked = sorted(((one.likeness(other), at, other) for at, other in enumerate(others)), key=lambda found: -found[0])
    if not ranked or ranked[0][0] < _LIKELY or (len(ranked) > 1 and ranked[1][0] > ranked[0][0] - _MARGIN):
        return None
    return ranked[0][2]


def _streaks(reading: Reading) -> list[_Streak]:
    """The numbers of years in a row."""
    return [one for unit_id, figures in reading.figures.items() for one in _of_sentence(reading.units[unit_id].text, figures)]


def _of_sentence(text: str, figures: Sequence[Figure]) -> Iterator[_Streak]:
    for one in figures:
        exact = one.unit in _A_YEAR and one.status == "outcome" and one.qualifier is None
        if exact and _RUNNING.search(text, 0, one.start):
            end = one.start + len(one.text)
            stop = BREAK.search(text, end)
            said = fold(text[end : stop.start() if stop else len(text)])
            before = text[max(since(FULL_STOP, text, one.start), one.start - _BEFORE) : one.start]
            if len(said) >= _TELLING:
                yield _Streak(one, terms(one.name.partition("·")[0]), said, _NUMBER.sub("", fold(before + said)))
