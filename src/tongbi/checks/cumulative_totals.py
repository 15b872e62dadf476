"""Cumulative totals: last year's total and this year's increase make this year's: 累计138个, then 新增31个、累计173个, is 169."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product

from tongbi.checks.check_inputs import Reading, between
from tongbi.checks.reckoning import Reckoning, places, printed, reckoned
from tongbi.checks.rounding import apart, span, total
from tongbi.figures.name_terms import terms
from tongbi.language.annotation import BREAK, EACH, FULL_STOP
from tongbi.language.folding import since
from tongbi.language.lexicon import holds, one_of, words
from tongbi.model import Figure

_EVER, _TOTALS = words("zh/stock", "ever"), words("zh/stock", "ever", "all")
# What stands between the increase and the total that it leads to: 累计, 总里程达到, 总数达; not what was counted over some years.
_ANY = r"[^，,、；;。（）()\d]"
_REACHED = re.compile(rf"[，,、（(]{_ANY}{{0,2}}{one_of('zh/stock', 'ever', 'all')}(?!{EACH}){_ANY}{{0,4}}")
_OPENING = re.compile(rf"^{one_of('zh/stock', 'increase', 'made')}+|·.*$")
_SHORTEST, _FAR = 3, 1.5


def check(reading: Reading) -> Iterator[Reckoning]:
    """Totals against those that they grew from and the increase; either may have been counted anew, and of what there is some may have
    gone: info.
    """
    for unit_id, planned in product(reading.figures, (False, True)):
        text, counts = reading.units[unit_id].text, reading.counts(unit_id, planned)
        for added, reached in _pairs(text, counts):
            made = [one for before in _before(reading, reached, planned) if (one := _reckoned(reading, text, added, reached, before))]
            yield from [one for one in made if not one.differs][:1] or made[:1]


def _reckoned(reading: Reading, text: str, added: Figure, reached: Figure, known: tuple[int, Figure]) -> Reckoning | None:
    """The reckoning of a total from the one of a year; None where that is no base for it: 建成138个 may be what one year built."""
    year, before = known
    made, expected = total([span(before), span(added)]), before.value + added.value
    far = max(expected, reached.value) > _FAR * min(expected, reached.value)
    unsaid = (
        reached.status == "outcome"
        and before.kind is None
        and apart(made, span(reached))
        and not _is_total(reading.around[year].units[before.unit_id].text, before)
    )
    if far or unsaid or (reached.value < made[0] and not _is_ever(text, reached)):
        return None
    return reckoned(
        "carry-over", reading.year, places(reading.year, [reached]), [*places(reading.year, [added]), *places(year, [before])],
        (expected, reached.value), reached.unit, differs=apart(made, span(reached)), code="increase", severity="info",
        values={
            "name": _core(reached.name),
            "previous": printed(before.value, before.unit),
            "added": printed(added.value, added.unit),
            "old_year": str(year),
        },
    )  # fmt: skip


def _pairs(text: str, counts: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Increases with the total that each led to: the one right behind it, or the next of the same thing (分别新增65家和30家，累计956家)."""
    for at, added in enumerate(counts):
        if added.kind == "added" and added.qualifier in {None, "target"}:
            later = [one for one in counts[at + 1 :] if one.kind == "stock" and one.dimension == added.dimension]
            core = terms(added.name).core
            same = next((one for one in later if terms(one.name).core == core and _is_total(text, one)), None)
            beside = next((one for one in later[:1] if one is counts[at + 1] and _REACHED.fullmatch(between(text, added, one))), None)
            reached = same or beside
            if reached and FULL_STOP.search(text, added.start, reached.start) is None:
                yield added, reached


def _is_total(text: str, one: Figure) -> bool:
    """Whether words say that a number is all there is, or ever was."""
    clause = text[since(BREAK, text, one.start) : one.start]
    return holds(f"{one.name} {clause}", _TOTALS)


def _is_ever(text: str, one: Figure) -> bool:
    """Whether a number is of what was ever counted, and so only grows."""
    return holds(f"{one.name} {text[since(BREAK, text, one.start) : one.start]}", _EVER)


def _before(reading: Reading, reached: Figure, planned: bool) -> Iterator[tuple[int, Figure]]:
    """The totals that one may have grown from, each with its year: last year's of the same name, and for a planned one also what was
    reached.
    """
    last, own = reading.last, reading.before(reached)
    named = [one for one in (reading.told_before(reached.unit_id) if last else ()) if _is_named(reached, one)]
    known = [last.known.of(reached, status, reached.value) for status in (("target",) if planned else ("outcome",))] if last else []
    for one in [*([own] if own else []), *named, *(one.figure for one in known if one)]:
        assert last is not None
        if not one.several and (planned or one.status == "outcome") and _is_all(last, one, linked=one is own):
            yield reading.year - 1, one
    outcome = reading.known.of(reached, "outcome", reached.value) if planned else None
    if outcome and _is_all(reading, outcome.figure, linked=True):
        yield reading.year, outcome.figure


def _is_all(report: Reading, one: Figure, *, linked: bool) -> bool:
    """Whether a figure may be of all that there is: by its kind, by a row, or by the words before it."""
    return one.kind == "stock" or (one.kind is None and (linked or _is_total(report.units[one.unit_id].text, one)))


def _is_named(reached: Figure, one: Figure) -> bool:
    """Whether one of two figures of a kind of unit is called as the other, but for what it opens with."""
    short, long = sorted((_core(reached.name), _core(one.name)), key=len)
    return one.dimension == reached.dimension and len(short) >= _SHORTEST and long.endswith(short)


def _core(name: str) -> str:
    """A name without what it opens with and its part: 新增养老服务中心·累计 → 养老服务中心."""
    return _OPENING.sub("", name)
