"""Targets: the figures that a plan sets, and those of the next report's review that answer them.

An answer has a unit of the same kin and the same noun; a rise answers a rise. Whether the target was met is said where the two are one
quantity by name, and where the words around them leave no doubt.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import product

from rapidfuzz.fuzz import ratio

from tongbi.checks.follow_through.attainment import Goal, attained
from tongbi.checks.follow_through.comparable_quantities import Quantity
from tongbi.figures.name_terms import terms
from tongbi.language.lexicon import holds, one_of, words
from tongbi.model import PlanOutcome, Report, Target


def _of(*names: str) -> str:
    return one_of("zh/targets", *names)


_UNCOUNTED, _FUNDS = frozenset(words("zh/targets", "uncounted")), words("zh/targets", "funds")
# These make a smaller quantity of it: 农村居民人均可支配收入 is no answer to 居民人均可支配收入.
_NARROWER = (
    *words("zh/targets", "narrower"),
    *words("zh/accounts", "residence"),
    *map("".join, product(words("zh/levels", "levels"), words("zh/levels", "grade"))),
)
# In a review, what is still to come; in a plan, what is of the years before, from there to the end of its paragraph.
_TO_COME, _COMING = re.compile(rf"^{_of('coming')}|{_of('coming')}[^，,。；]{{0,8}}{_of('intended')}"), words("zh/targets", "coming")
_PAST = words("zh/targets", "past")
_LEAP, _ALIKE, _BESIDE, _LONG, _FEW, _SURE, _SPECIFIC = 3.0, 80.0, 60.0, 4, 2, 3, 6
# A part of a year: its figures answer no target of the year.
_PART = words("zh/targets", "part")
# What is made in a year (培育160家) is not reached by how many there are (突破200家).
_MADE = words("zh/stock", "increase", "made")
_THERE_ARE = re.compile(rf"(?:{_of('reach', 'above')}|{one_of('zh/figure_names', 'total')})[^，,。；、\d]?$")
# Names of counts that say by themselves what is measured; any other needs the verb that says what is done with it.
_MEASURE = words("zh/targets", "measure")


class Targets:
    """The targets of one report's plans, and what the review of the next report answers."""

    def __init__(self, old: Report, new: Report, lag: int) -> None:
        review = {unit.id for unit in new.units if unit.role in {"measure", None}}
        past = _of_the_past(old)
        self._set: dict[str, list[Quantity]] = defaultdict(list)
        for one in _quantities(old, lag):
            figure = one.figure
            if (
                figure.qualifier == "target"
                and figure.unit_id not in past
                and figure.unit not in _UNCOUNTED
                and any(map(str.isdigit, figure.text))
                and not one.is_label
            ):
                self._set[figure.unit_id].append(one)
        self._reached: dict[tuple[str | None, bool, str], list[Quantity]] = defaultdict(list)
        for one in _quantities(new, lag):
            if one.figure.unit_id in review and one.figure.qualifier not in {"previous", "target"} and not _TO_COME.search(one.text):
                self._reached[one.key].append(one)

    def of(self, unit: str, near: Collection[str]) -> tuple[Target, ...]:
        """The targets of a plan; `near` are the sentences that tell of it by their words."""
        return tuple(self._answered(target, near) for target in self._set.get(unit, ()))

    def _answered(self, target: Quantity, near: Collection[str]) -> Target:
        one = target.figure
        found = max(self._offers(target, near), key=lambda offer: offer[0], default=None)
        if found is None:
            return Target(one.name, one.unit, one.value, None, None, None)
        answer = found[1]
        return Target(one.name, one.unit, one.value, answer.figure.value, answer.figure.unit_id, _is_met(target, answer))

    def _offers(self, target: Quantity, near: Collection[str]) -> Iterator[tuple[tuple[float, ...], Quantity]]:
        """Answers with what speaks for them: the same name, a sentence near by its words, likeness of names."""
        for order, answer in enumerate(self._reached.get(target.key, ()) if len(target.noun) > 1 else ()):
            exact = answer.name == target.name
            beside = answer.figure.unit_id in near
            likeness = ratio(answer.noun, target.noun)
            alike = likeness >= (_BESIDE if beside else _ALIKE) or _is_contained(answer.noun, target.noun, 99 if beside else _FEW)
            known = exact or (alike and (beside or len(target.noun) >= _LONG) and not target.noun.endswith(_FUNDS))
            if known and _is_one_quantity(target, answer):
                yield (exact, beside, likeness, -order), answer


def _quantities(report: Report, lag: int) -> Iterator[Quantity]:
    """The named figures of a report's sentences."""
    assert report.year is not None
    texts = {unit.id: unit.text for unit in report.units}
    for figure in report.figures:
        if figure.name and figure.unit_id:
            yield Quantity(figure, texts[figure.unit_id], report.year + 1 - lag, report.organisation)


def _is_contained(one: str, other: str, most: int) -> bool:
    """Whether two nouns are one but for so many characters in front: 消费券, 政府消费券."""
    short, long = sorted((one, other), key=len)
    return len(short) > _FEW and long.endswith(short) and len(long) - len(short) <= most


def _of_the_past(report: Report) -> set[str]:
    """The units that tell of the years before, though a plan holds them: from a sentence that says so to the end of its paragraph."""
    found: set[str] = set()
    paragraph = None
    for unit in report.units:
        if holds(unit.text, _PAST) and not unit.text.startswith(_COMING):
            paragraph = unit.paragraph
        if unit.paragraph == paragraph:
            found.add(unit.id)
    return found


def _is_one_quantity(target: Quantity, answer: Quantity) -> bool:
    """Whether two figures with one noun may count the same: all or what came new, the whole or a part, and no tenfold."""
    pair = target.figure, answer.figure
    if any(one.several or "period" in one.doubt for one in pair) or {one.kind for one in pair} == {"added", "stock"}:
        return False
    if target.level != answer.level and target.level and answer.level:
        return False
    if holds(answer.text[max(0, answer.figure.start - 60) : answer.figure.start], _PART) and not holds(target.text, _PART):
        return False
    if any((word in answer.figure.name) != (word in target.figure.name) for word in _NARROWER):
        return False
    small, large = sorted((abs(target.figure.value), abs(answer.figure.value)))
    return target.sign != 0 or small * _LEAP >= large


def _is_met(target: Quantity, answer: Quantity) -> bool | None:
    """Whether the answer reaches the target; None where it cannot be said. A rise or a share of the whole tells nothing of a part, and an
    English count's name does not say what is done with it.
    """
    same, held = target.full_name == answer.full_name, not answer.says_done and _THERE_ARE.search(answer.before)
    if (target.figure.name.startswith(_MADE) and held) or (
        target.is_rate and not same and terms(target.name).key != terms(answer.name).key
    ):
        return None
    if not target.is_rate and target.figure.name.isascii():
        return None
    value = answer.figure.value * (answer.sign * target.sign if target.sign else 1)
    surely = same and (target.is_rate or _says_what(target, answer)) and len(target.noun) >= _SURE and answer.figure.qualifier != "range"
    return attained(Goal(target.figure, target.text, target.sign, target.due), answer.figure, value, surely=surely)


def _says_what(target: Quantity, answer: Quantity) -> bool:
    """Whether two equal names of counts say what is counted: by the verb of both, by a measure, or at some length."""
    done = [target.says_done, answer.says_done]
    return all(done) or (not any(done) and (target.name.endswith(_MEASURE) or len(target.name) >= _SPECIFIC))


def outcome(targets: Sequence[Target]) -> PlanOutcome | None:
    """Of all targets of a plan: missed where one was, met where those that are answered were reached, else unclear; None without any."""
    said = {target.met for target in targets}
    if False in said:
        return "missed"
    return "met" if True in said else "unclear" if said else None


def by_unit(targets: Sequence[Target]) -> Mapping[str, None]:
    """The sentences that answer targets, in order, each once."""
    return dict.fromkeys(target.unit_id for target in targets if target.unit_id is not None)
