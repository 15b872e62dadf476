"""Directions: 从6.32下降至6.68 goes up; the two ends of a change against the verb between them."""

from __future__ import annotations

from collections.abc import Iterator

from tongbi.checks.check_inputs import Reading
from tongbi.checks.reckoning import Reckoning, places, reckoned
from tongbi.checks.rounding import span
from tongbi.figures import Claim
from tongbi.language import change_words
from tongbi.language.lexicon import holds, words
from tongbi.model import Figure

# Of these the better one is the smaller, so that it may be raised to less: 精度由10米提升至5米, 由每5天提升到每3天; ranks go either way.
_FINE, _RANKED = words("zh/change", "better.fine"), words("zh/change", "better.ranked")


def check(reading: Reading) -> Iterator[Reckoning]:
    """Changes from one value to another, in reviews and in plans."""
    for said in (*reading.claims.values(), *reading.planned.values()):
        for claim in said:
            yield from _reckoned(reading, claim)


def _reckoned(reading: Reading, claim: Claim) -> Iterator[Reckoning]:
    before, after = claim.previous, claim.current
    if before is None or after is None or claim.step or after.start < before.start:
        return
    end = before.start + len(before.text)
    way = change_words.way_to(reading.units[after.unit_id].text[end : after.start])
    if way is None or _is_another_scale(reading, before, after) or (way == "up" and after.unit in _FINE):
        return
    if after.unit in _RANKED or holds(after.name, _RANKED):
        return
    (low, high), (old_low, old_high) = span(before), span(after)
    differs = old_high < low if way == "up" else old_low > high
    yield reckoned(
        "stated-change", reading.year, places(reading.year, [after]), places(reading.year, [before]), (before.value, after.value),
        after.unit, differs=differs, code="direction-up" if way == "up" else "direction-down", values={"name": after.name},
    )  # fmt: skip


def _is_another_scale(reading: Reading, before: Figure, after: Figure) -> bool:
    """Whether a value is printed without the other's unit, so that it may be short of its scale: 由8增加到20万."""
    return any(one.start == before.start and one.unit != after.unit for one in reading.figures.get(after.unit_id, ()))
