"""Plans in one section with the problems: 五、存在的主要问题及改进情况 … 下一步，将重点做好以下工作 … to its end."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import replace

from tongbi.language.section_phrases import turns
from tongbi.model import Section, Unit


def marked(
    sections: Sequence[Section], units: Sequence[Unit], plan: str, problem: str, mixed: Set[int], plans: Callable[[str], bool]
) -> list[Unit]:
    """The units, those of `mixed` sections given the node `plan` or `problem` and the role of plans or problems.

    A section whose heading `plans` and names no problems is all plan; in others, all from the sentence that turns to what comes.
    """
    found: list[Unit] = []
    planned_in: int | None = None
    for unit in units:
        if unit.section is None or unit.section not in mixed:
            planned_in = None
            found.append(unit)
            continue
        if plans(sections[unit.section].heading) or turns(unit.text):
            planned_in = unit.section
        elif unit.section != planned_in:
            planned_in = None
        planned = planned_in is not None
        found.append(replace(unit, canonical=plan if planned else problem, role="plan" if planned else "problem"))
    return found
