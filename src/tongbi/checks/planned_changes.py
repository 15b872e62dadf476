"""Planned changes: what a plan says of its base, against the plan of the year before and the outcome that the report itself tells."""

from __future__ import annotations

from collections.abc import Iterator

from tongbi.checks import stated_changes
from tongbi.checks.check_inputs import Reading
from tongbi.checks.counterparts import Counterparts, called_alike, is_near
from tongbi.checks.reckoning import Reckoning
from tongbi.figures import Claim
from tongbi.model import Figure, Status


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
    base = stated_changes.base(claim, current)
    linked, last = reading.before(current), reading.last
    planned = [linked if linked and called_alike(linked, current) else None, _known(last.known, current, "target", base) if last else None]
    reached = [reading.told(current.name, current.unit), _known(reading.known, current, "outcome", base)]
    from_plan = [
        one
        for figure in planned
        if figure and last and is_near(figure, base) and not _is_bound(last, figure)
        for one in stated_changes.from_base(reading, claim, figure, within=False)
    ]
    from_outcome = [one for figure in reached if figure for one in stated_changes.from_base(reading, claim, figure, within=True)]
    fitting = [one for one in (*from_plan, *from_outcome) if not one.differs]
    if fitting:
        yield fitting[0]
    elif from_plan:
        yield from_plan[0].doubted()


def _is_bound(last: Reading, figure: Figure) -> bool:
    """Whether a plan sets bounds and no value: its sentence tells two of one name (between $8.0 billion and $12.0 billion)."""
    beside = [other for other in last.figures.get(figure.unit_id, ()) if (other.name, other.qualifier) == (figure.name, figure.qualifier)]
    return any(other.unit == figure.unit and other.value != figure.value for other in beside)


def _known(report: Counterparts, current: Figure, status: Status, base: float) -> Figure | None:
    """The figure of a report that tells of what a plan sets."""
    found = report.of(current, status, base)
    return found.figure if found else None
