"""Planned changes: what a plan says of its base, against the plan of the year before and the outcome that the report itself tells."""

from __future__ import annotations

from collections.abc import Iterator

from tongbi.checks import stated_changes
from tongbi.checks.check_inputs import Reading
from tongbi.checks.reckoning import Reckoning
from tongbi.figures import Claim
from tongbi.language.lexicon import holds, words
from tongbi.model import Figure

# What is set by decree and so stands as it was planned: 补助标准由35元提高到40元.
_DECREED = words("zh/plans", "decreed")


def check(reading: Reading) -> Iterator[Reckoning]:
    """The changes of plans within their sentence, and their base where it is known: what was planned may have come out otherwise."""
    for unit_id, said in reading.planned.items():
        for claim in said:
            _, made = stated_changes.within_sentence(reading, unit_id, claim)
            yield from made
            if claim.current and not reading.units[unit_id].spanning and claim.base in {None, reading.period}:
                yield from _of_base(reading, claim, claim.current)


def _of_base(reading: Reading, claim: Claim, current: Figure) -> Iterator[Reckoning]:
    """The base against last year's plan and this year's outcome: either may be meant, so it differs where it is neither."""
    planned, reached = reading.before(current), reading.told(current.name, current.unit)
    made = [one for before in (planned, reached) if before for one in stated_changes.from_base(reading, claim, before, before is reached)]
    fitting = [one for one in made if not one.differs]
    if fitting:
        yield fitting[0]
    elif planned and made and holds(current.name, _DECREED):
        yield made[0].doubted()
