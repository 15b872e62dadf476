"""Passages: which sentences of a section tell of measures, of problems or of plans, and which of them tell nothing of that themselves.

A section tells of one thing until a sentence turns: from measures to the problems that it admits, from problems to what will be done about
them or was, and back where the numbers of the list go on that the turn stands in (一是…。下一步将…。二是…). What is turned to holds for the
sections below as well.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from tongbi.language import dates, enumerators, lexicon
from tongbi.language.folding import nfkc
from tongbi.language.section_phrases import admits, announces, is_address, is_rhetoric, names_nothing, opens
from tongbi.language.sentence_turns import announces_plans, lacks, remedied, reviews, to_trouble, turns
from tongbi.model import Idle, Role, Section, Unit
from tongbi.model.changed_values import changed

# A year that a sentence begins with.
_YEAR = re.compile(rf"{dates.YEAR}{dates.OF_YEAR}[,{lexicon.words('zh/labels', 'point')[0]}]")


@dataclass(slots=True)
class _Passage:
    """Where the walk through a section stands. `base` is what the section tells of by itself, `role` what it tells of here; `turned` is
    the section in which it turned, `number` the last point's place in its list, `inside` the one in which it turned (0 for none); `first`
    holds for the first sentence there.
    """

    section: int
    base: Role
    role: Role
    number: int = 0
    inside: int = 0
    turned: int | None = None
    first: bool = True

    def turn(self, role: Role) -> None:
        self.role, self.turned, self.inside, self.first = role, self.section, self.number, True


def marked(sections: Sequence[Section], units: Sequence[Unit], starts: Mapping[int, Role], nodes: Mapping[Role, str | None]) -> list[Unit]:
    """The units with the role of each, what it does where it tells nothing of it, and the node of a role that is not its section's.

    `starts` are the roles with which sections begin that tell of both problems and plans; `nodes` are the schema's for problems and plans,
    and only these roles are turned to.
    """
    found: list[Unit] = []
    passage: _Passage | None = None
    for unit, then in zip_longest(units, units[1:]):
        behind = then if then is not None and then.section == unit.section else None
        if unit.section is None or unit.role in {None, "aside"}:
            passage = None
            found.append(changed(unit, idle=_idle(unit, "measure", behind, first=False)))
            continue
        passage = _entered(passage, unit.section, starts.get(unit.section) or unit.role or "measure", sections)
        role = _told(passage, unit, behind.text if behind else "", nodes)
        idle = _idle(unit, role, behind, passage.first)
        passage.first = False
        turned = role != unit.role or unit.section in starts
        node = (nodes.get(role) if turned else None) or unit.canonical
        found.append(changed(unit, role=role, idle=idle, canonical=node))
    return found


def _entered(passage: _Passage | None, section: int, base: Role, sections: Sequence[Section]) -> _Passage:
    """The passage that goes on in a section: the one before where it is the same, or stands above and has turned."""
    if passage is not None and section == passage.section:
        return passage
    above = sections[section].parent
    while passage is not None and above is not None:
        if above == passage.turned and base == passage.base:
            return _Passage(section, base, passage.role, turned=passage.turned)
        above = sections[above].parent
    return _Passage(section, base, base)


def _told(passage: _Passage, unit: Unit, then: str, nodes: Mapping[Role, str | None]) -> Role:
    """What a sentence tells of, the passage turned where it turns."""
    goes_on = (number := _number(unit)) > 1 and number == passage.inside + 1
    passage.number, passage.inside = number or passage.number, passage.inside if not number or goes_on else 0
    to = _TURN[passage.role](passage, unit.text, then)
    if to is None and goes_on and passage.role == "plan" and passage.base == "problem":
        to = "problem"
    if to is not None and (to in nodes or to == "measure"):
        passage.turn(to)
    return passage.role


def _from_measures(passage: _Passage, text: str, then: str) -> Role | None:
    if passage.base == "measure":
        found = admits(text) or (announces(text) and to_trouble(text) and lacks(then))
        return "problem" if found else "plan" if announces_plans(text) else None
    if to_trouble(text, then) and (passage.base != "plan" or lacks(then)):
        return "problem"
    if passage.base == "plan":
        return None if reviews(text, on=True) else "plan"
    return "plan" if turns(text, then) else "problem" if lacks(text) else None


def _from_problems(passage: _Passage, text: str, then: str) -> Role | None:
    if passage.base == "measure" and _is_over(text):
        return "measure"
    if passage.base == "plan":
        return None if lacks(text) or names_nothing(text) or passage.first else "plan"
    if passage.base == "problem" and remedied(text):
        return "measure"
    return "plan" if turns(text, then) else None


def _from_plans(passage: _Passage, text: str, then: str) -> Role | None:
    if passage.base == "measure" and is_address(text):
        return "measure"
    troubled = to_trouble(text, then) and (passage.base != "plan" or lacks(then))
    return "problem" if troubled else "measure" if passage.base == "plan" and reviews(text) else None


_TURN = {"measure": _from_measures, "problem": _from_problems, "plan": _from_plans}


def _idle(unit: Unit, role: Role, then: Unit | None, first: bool) -> Idle | None:
    """What a sentence does that tells nothing of its role: it heads those behind it, announces them by its words or its place, or is
    rhetoric.

    It announces by its place where it opens a passage without a number and those behind it are numbered.
    """
    if unit.idle == "heads":
        return unit.idle
    opening = first and not unit.point and (role == "problem" or (role == "plan" and not dates.has_figure(unit.text)))
    if announces(unit.text) or (opening and (_is_numbered(then) or (role == "problem" and opens(unit.text)))):
        return "announces"
    return "rhetoric" if is_rhetoric(unit.text) else None


def _is_numbered(unit: Unit | None) -> bool:
    return unit is not None and _number(unit) == 1


def _number(unit: Unit) -> int:
    """A point's place in its list, 0 for what is none."""
    numeral = "".join(char for char in nfkc(unit.point or "") if char in enumerators.HAN or char.isdecimal())
    return int(numeral) if numeral.isdecimal() else enumerators.han_number(numeral) if numeral else 0


def _is_over(text: str) -> bool:
    """Whether a sentence tells of problems no more: it thanks, draws lessons, addresses the hearers or turns to the year that comes."""
    return (
        is_address(text)
        or text.startswith(lexicon.words("zh/rhetoric", "closing.opening"))
        or bool(_YEAR.match(nfkc(text)))
        or lexicon.has(text, "zh/rhetoric", "closing.thanks", "closing.lessons")
    )
