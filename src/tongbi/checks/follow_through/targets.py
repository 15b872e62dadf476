"""Targets: the figures that a plan sets, and those of the next report's review that answer them.

Every outcome of the review is held against every target by what both measure; the best pairs are taken first, and one outcome answers one
target. Whether a target was met is said where the two name one measure, and where the words around them leave no doubt.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from tongbi.checks.follow_through.attainment import Goal, attained
from tongbi.checks.follow_through.comparable_quantities import Quantity
from tongbi.checks.follow_through.one_measure import Agreement, Measures
from tongbi.language.lexicon import holds, one_of, words
from tongbi.model import PlanOutcome, Report, Target


def _of(*names: str) -> str:
    return one_of("zh/targets", *names)


_UNCOUNTED = frozenset(words("zh/targets", "uncounted"))
# In a review, what is still to come; in a plan, what is of the years before, from there to the end of its paragraph.
_TO_COME, _COMING = re.compile(rf"^{_of('coming')}|{_of('coming')}[^，,。；]{{0,8}}{_of('intended')}"), words("zh/targets", "coming")
_PAST = words("zh/targets", "past")
_AGAINST = tuple(against + year for against in words("zh/change", "against.than", "against.with") for year in _PAST)
# What is made in a year (培育160家) is not reached by how many there are (突破200家).
_MADE = words("zh/stock", "increase", "made")
# Names of counts that say by themselves what is measured; any other needs the verb that says what is done with it, or some length.
_MEASURE, _SPECIFIC = words("zh/targets", "measure"), 6


class Targets:
    """The targets of one report's plans, and what the review of the next report answers; `near` are by plan the sentences that tell of it
    by their words.
    """

    def __init__(self, old: Report, new: Report, lag: int, near: Mapping[str, Collection[str]]) -> None:
        review = {unit.id for unit in new.units if unit.role in {"measure", None}}
        past = _of_the_past(old)
        aims = [one for one in _quantities(old, lag) if _is_aim(one) and one.figure.unit_id not in past]
        outcomes = [one for one in _quantities(new, lag) if one.figure.unit_id in review and _is_outcome(one)]
        self._answers = _assigned(aims, outcomes, near)
        self._aims: dict[str, list[Quantity]] = defaultdict(list)
        for one in aims:
            self._aims[one.figure.unit_id].append(one)

    def of(self, unit: str) -> tuple[Target, ...]:
        """The targets of a plan, with their answers."""
        return tuple(self._answered(target) for target in self._aims.get(unit, ()))

    def _answered(self, target: Quantity) -> Target:
        one = target.figure
        if (found := self._answers.get(_place(target))) is None:
            return Target(one.name, one.unit, one.value, None, None, None)
        answer, agreement = found
        return Target(
            one.name,
            one.unit,
            one.value,
            answer.figure.value,
            answer.figure.unit_id,
            _is_met(target, answer, agreement),
            answer.figure.start,
        )


def _place(one: Quantity) -> tuple[str, int]:
    return one.figure.unit_id, one.figure.start


def _is_aim(one: Quantity) -> bool:
    """Whether a figure is a target that can be told to be reached."""
    figure = one.figure
    said = figure.status == "target" and figure.unit not in _UNCOUNTED and any(map(str.isdigit, figure.text))
    return said and not one.is_label


def _is_outcome(one: Quantity) -> bool:
    """Whether a figure of the review is of the year reviewed."""
    return one.figure.status == "outcome" and not one.is_label and not _TO_COME.search(one.text)


def _assigned(
    aims: Sequence[Quantity], outcomes: Sequence[Quantity], near: Mapping[str, Collection[str]]
) -> Mapping[tuple[str, int], tuple[Quantity, Agreement]]:
    """The outcome that answers each target, by its place: the best pairs first. An outcome answers one target, which may be set twice."""
    offers = sorted(_offers(aims, outcomes, near), key=lambda offer: -offer[0])
    found: dict[tuple[str, int], tuple[Quantity, Agreement]] = {}
    taken: dict[tuple[str, int], Quantity] = {}
    for _, target, answer, agreement in offers:
        if _place(target) not in found and taken.setdefault(_place(answer), target).terms.key == target.terms.key:
            found[_place(target)] = answer, agreement
    return found


def _offers(
    aims: Sequence[Quantity], outcomes: Sequence[Quantity], near: Mapping[str, Collection[str]]
) -> Iterator[tuple[float, Quantity, Quantity, Agreement]]:
    """Pairs of a target and an outcome that may be one measure, with their score."""
    measures = Measures(aims, outcomes)
    of_kind: dict[str | None, list[Quantity]] = defaultdict(list)
    for one in outcomes:
        of_kind[one.kind[0]].append(one)
    for target in aims:
        for answer in of_kind[target.kind[0]]:
            if agreement := measures.agreement(target, answer, near.get(target.figure.unit_id, ())):
                yield agreement.score, target, answer, agreement


def _quantities(report: Report, lag: int) -> Iterator[Quantity]:
    """The named figures of a report's sentences."""
    assert report.year is not None
    texts = {unit.id: unit.text for unit in report.units}
    for figure in report.figures:
        if figure.name and figure.unit_id:
            yield Quantity(figure, texts[figure.unit_id], report.year + 1 - lag, report.organisation)


def _of_the_past(report: Report) -> set[str]:
    """The units that tell of the years before, though a plan holds them: from a sentence that says so to the end of its paragraph, or to a
    sentence that tells of what is to come.
    """
    found: set[str] = set()
    paragraph = None
    for unit in report.units:
        if holds(unit.text, _COMING):
            paragraph = None
        elif _tells_of_the_past(unit.text):
            paragraph = unit.paragraph
        if unit.paragraph == paragraph:
            found.add(unit.id)
    return found


def _tells_of_the_past(text: str) -> bool:
    """Whether a sentence names a year before, other than to hold something against it (比去年增加, 与上年持平)."""
    for compared in _AGAINST:
        text = text.replace(compared, "")
    return holds(text, _PAST)


def _is_met(target: Quantity, answer: Quantity, agreement: Agreement) -> bool | None:
    """Whether the answer reaches the target; None where it cannot be said. A rise or a share of the whole tells nothing of a part, and an
    English count's name does not say what is done with it.
    """
    held = target.figure.name.startswith(_MADE) and not answer.says_done and answer.figure.kind == "stock"
    if held or agreement.little or (target.is_rate and not agreement.same):
        return None
    if not target.is_rate and target.figure.name.isascii():
        return None
    value = answer.figure.value * (answer.sign * target.sign if target.sign else 1)
    surely = agreement.same and (target.is_rate or _says_what(target, answer)) and answer.figure.qualifier != "range"
    return attained(Goal(target.figure, target.text, target.sign, target.due), answer.figure, value, surely=surely)


def _says_what(target: Quantity, answer: Quantity) -> bool:
    """Whether two names of one count say what is counted: by the verb of both and one stage of work, by a measure, or at some length."""
    if target.stages != answer.stages or target.terms.key != answer.terms.key:
        return False
    done = [target.says_done, answer.says_done]
    return all(done) or (not any(done) and (target.figure.name.endswith(_MEASURE) or len(target.terms.core) >= _SPECIFIC))


def outcome(targets: Sequence[Target]) -> PlanOutcome | None:
    """Of all targets of a plan: missed where one was, met where those that are answered were reached, else unclear; None without any."""
    said = {target.met for target in targets}
    if False in said:
        return "missed"
    return "met" if True in said else "unclear" if said else None


def by_unit(targets: Sequence[Target]) -> Mapping[str, None]:
    """The sentences that answer targets, in order, each once."""
    return dict.fromkeys(target.unit_id for target in targets if target.unit_id is not None)
