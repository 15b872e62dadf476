"""Told twice: one measure of one period in two sentences of a report, the overview and a chapter, the review and the plan's base:
居民消费价格涨幅3.5%左右 here and 4.5%左右 there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

from tongbi.checks.check_inputs import Reading
from tongbi.checks.reckoning import Reckoning, places, reckoned
from tongbi.checks.rounding import differ
from tongbi.figures import RATES
from tongbi.figures.name_terms import Terms, is_head_alone, terms
from tongbi.language import time_phrases
from tongbi.language.folding import has_han
from tongbi.language.lexicon import any_of, has, one_of, words
from tongbi.language.quantity import flat
from tongbi.language.units import sort
from tongbi.model import Figure, Status, Unit, Years

# Words of setting an aim, which tell nothing of what is measured.
_AIMING = re.compile(f"{any_of(words('zh/targets', 'kept', 'said'))}|{any_of(words('zh/targets', 'cut'))}$")
_AREA = re.compile(rf"[\u4e00-\u9fff]{{2,4}}{one_of('zh/owners', 'areas')}")
_TOLD = frozenset({None, "stock", "rate", "added", "growth"})
_AVERAGE = frozenset(words("zh/time", "average"))
# An outcome that is no rate (a count is told of many parts) is told by so many characters of a name, an aim by so many. Two values
# further apart are of two things.
_TELLING, _FAR = (5, 4), 2.0


def check(reading: Reading) -> Iterator[Reckoning]:
    """Measures that two sentences give, each later one against the first; either may be of a part or of a scope that its sentence leaves
    out: info. Where there are three values, they are of several things.
    """
    for told in _by_measure(reading).values():
        first, *later = told
        if len({one.value for one in told}) > 2:
            continue
        for one in later:
            if (
                one.unit_id != first.unit_id
                and _is_of_one_area(reading, one, first)
                and max(one.value, first.value) <= _FAR * min(one.value, first.value)
            ):
                yield reckoned(
                    "restated", reading.year, places(reading.year, [one]), places(reading.year, [first]), (first.value, one.value),
                    one.unit, differs=differ(one, first), code="told-twice", severity="info",
                    values={"name": one.name, "year": str(reading.year)},
                )  # fmt: skip


def _by_measure(reading: Reading) -> dict[Hashable, list[Figure]]:
    """The figures of sentences by what they measure, of when, and of whom."""
    found: dict[Hashable, list[Figure]] = defaultdict(list)
    paragraphs: dict[int | None, list[Unit]] = defaultdict(list)
    for unit in reading.report.units:
        paragraphs[unit.paragraph].append(unit)
    for unit_id, figures in reading.figures.items():
        passage = paragraphs[reading.units[unit_id].paragraph]
        for one in figures:
            said = terms(_AIMING.sub("", one.name))
            if not _may_be_told(reading, one, said):
                continue
            standing = _standing(reading, passage, one)
            aimed = standing == "target"
            if one.unit in RATES or (len(said.core) >= _TELLING[aimed] and (aimed or sort(one.unit) != "count")):
                period = one.period if standing == one.status else Years(reading.period, reading.period)
                kind = None if aimed and one.kind in {"added", "stock"} else one.kind
                key = (said.key, said.stages, said.basis, said.sides, one.dimension, kind, one.sign, one.owner, one.of, one.basis)
                found[*key, _is_of_company(reading, unit_id), standing, period and (period.first, period.last)].append(one)
    return found


def _may_be_told(reading: Reading, one: Figure, said: Terms) -> bool:
    """Whether a figure by its name and kind tells a measure of one year."""
    open_span = (one.several and one.period and one.period.first is None) or said.basis & _AVERAGE
    is_told = has_han(one.name) and one.kind in _TOLD and one.qualifier not in {"previous", "range"}
    return is_told and not (open_span or is_head_alone(said) or reading.history(one))


def _is_of_company(reading: Reading, unit_id: str) -> bool:
    """Whether a sentence stands below a heading of the company's own figures, apart from the group's (母公司财务报表主要项目注释)."""
    sections, at = reading.report.sections, reading.units[unit_id].section
    while at is not None and not has(sections[at].heading, "zh/owners", "company"):
        at = sections[at].parent
    return at is not None


def _standing(reading: Reading, passage: Sequence[Unit], one: Figure) -> Status:
    """A target, or the outcome of the year before that a plan's sentence tells of (去年居民消费价格涨幅回落到2.6%), by its own words or by
    those before it in its paragraph, the `passage`.
    """
    if one.status != "target":
        return one.status
    own = _times(reading.units[one.unit_id].text[: one.start])
    if own:
        return "outcome" if own[-1].kind == "last" or own[-1].year == reading.period or own[-1].review else "target"
    before = next((told for other in reversed(passage) if other.id < one.unit_id and (told := _times(other.text))), [])
    return "outcome" if before and before[-1].kind == "own" and before[-1].review else "target"


def _times(text: str) -> list[time_phrases.Mark]:
    """The words of a text that say of what time it tells, and hold nothing against that."""
    return [mark for mark in time_phrases.marks(flat(text)) if not mark.held and mark.kind != "day"]


def _is_of_one_area(reading: Reading, one: Figure, other: Figure) -> bool:
    """Whether two sentences open with the same area, or neither does: 临港新片区…固定资产投资增长10.3%."""
    named, others = (_AREA.match(reading.units[figure.unit_id].text) for figure in (one, other))
    return (named and named[0]) == (others and others[0])
