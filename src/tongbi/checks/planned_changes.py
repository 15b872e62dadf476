"""Planned changes: what a plan says of its base, against the plan of the year before and the outcome that the report itself tells."""

from __future__ import annotations

from collections.abc import Iterator

from tongbi.checks import stated_changes
from tongbi.checks.check_inputs import Reading
from tongbi.checks.reckoning import Reckoning
from tongbi.figures import Claim
from tongbi.language.annotation import BREAK
from tongbi.language.folding import since
from tongbi.language.lexicon import holds, words
from tongbi.model import Figure

# What is set by decree and so stands as it was planned: 补助标准由35元提高到40元; and what says that the plan is meant: 比去年预算.
_DECREED, _PLANNED = words("zh/plans", "decreed"), words("zh/change", "against.planned")


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
    from_plan = stated_changes.from_base(reading, claim, planned, within=False) if planned else []
    from_outcome = stated_changes.from_base(reading, claim, reached, within=True) if reached else []
    fitting = [one for one in (*from_plan, *from_outcome) if not one.differs]
    if fitting:
        yield fitting[0]
    elif from_plan and (holds(current.name, _DECREED) or _is_against_plan(reading, claim)):
        yield from_plan[0].doubted()


def _is_against_plan(reading: Reading, claim: Claim) -> bool:
    """Whether the words before a step say that it is from what was planned."""
    if claim.step is None:
        return False
    text = reading.units[claim.step.unit_id].text
    return holds(text[since(BREAK, text, claim.step.start) : claim.step.start], _PLANNED)
