"""Counterparts: the figure of a report that tells of what a given one does, found by its key where no row links the two.

重大工程完成投资1708亿元 is what 重大工程投资1957.5亿元 grew from; a wrong growth must not hide that, as it does from the rows, which take a
growth that does not fit for the sign of another figure.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from tongbi.figures.comparable import times
from tongbi.figures.name_terms import Terms, Weights, contrary, is_head_alone, terms
from tongbi.language.folding import has_han
from tongbi.language.units import loosely
from tongbi.model import Figure, Status

# What says how much there is or was done: a step, a criterion and a streak do not.
_STATES = frozenset({None, "stock", "rate", "added"})
# Names that share so much of their telling letters may be one, where none of another value shares nearly as much.
_LIKE, _MARGIN = 0.6, 0.08
# At most so many characters may both names have for themselves: 使用外资 and 利用外资, not 科技型中小企业 and 制造业企业.
_OWN = 2
# Further apart than this, two values are of two things that are called alike, or, where the names are only like, of two things.
_FAR, _FAR_APART = 3.0, 1.5


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A figure that tells of what another does; `sure` where nothing but words of doing and of form tells the two names apart."""

    figure: Figure
    sure: bool


class Counterparts:
    """The figures of the Chinese sentences of a report, to be found by what they measure: English names tell too little."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self._told: dict[Status, list[tuple[Figure, Terms]]] = defaultdict(list)
        for one in figures:
            said = terms(one.name)
            if (
                one.unit_id
                and has_han(one.name)
                and one.kind in _STATES
                and one.qualifier != "range"
                and not one.several
                and not is_head_alone(said)
            ):
                self._told[one.status].append((one, said))
        self._weights = Weights(said for told in self._told.values() for _, said in told)

    def of(self, figure: Figure, status: Status = "outcome", value: float | None = None) -> Counterpart | None:
        """The figure of a standing that tells of what `figure` does and is near `value` (its own by default); None where there is none, or
        where figures that differ are as like it.
        """
        said = terms(figure.name)
        if is_head_alone(said) or figure.kind not in _STATES:
            return None
        alike = sorted(
            ((self._likeness(said, other), one, other) for one, other in self._told[status] if _is_of_one_kind(figure, one)),
            key=lambda found: -found[0],
        )
        alike = [one for one in alike if one[0] >= _LIKE and _may_be_one(said, one[2])]
        if not alike or any(one.value != alike[0][1].value and like > alike[0][0] - _MARGIN for like, one, _ in alike):
            return None
        found, sure = alike[0][1], alike[0][2].key == said.key
        return Counterpart(found, sure) if sure or is_near(found, figure.value if value is None else value) else None

    def _likeness(self, one: Terms, other: Terms) -> float:
        return 1.0 if one.key == other.key else self._weights.likeness(one, other)


def _is_of_one_kind(figure: Figure, one: Figure) -> bool:
    """Whether two figures count the same sort of thing in the same way, of the same owner, and lie near each other."""
    alike = one.dimension == figure.dimension or loosely(one.unit, figure.unit)
    if not alike or (one.owner, one.of, one.basis, one.sign) != (figure.owner, figure.of, figure.basis, figure.sign):
        return False
    another = {one.kind, figure.kind} != {"added", "stock"} and (one.unit_id, one.start) != (figure.unit_id, figure.start)
    return another and times(one, figure) <= _FAR


def called_alike(one: Figure, other: Figure) -> bool:
    """Whether the names of two figures leave it open that they tell of one thing."""
    return _may_be_one(terms(one.name), terms(other.name))


def _may_be_one(one: Terms, other: Terms) -> bool:
    return _own(one, other) <= _OWN and not contrary(one, other)


def _own(one: Terms, other: Terms) -> int:
    """How many characters each of two names has for itself, in that which has less."""
    letters = Counter(one.letters), Counter(other.letters)
    return min((letters[0] - letters[1]).total(), (letters[1] - letters[0]).total())


def is_near(one: Figure, value: float) -> bool:
    """Whether a figure may be of what `value` is though its name is only like."""
    low, high = sorted((abs(one.value), abs(value)))
    return high <= _FAR_APART * low
