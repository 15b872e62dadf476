"""Plans that stand among the problems that they are to mend: 五、存在的主要问题及改进情况 … 下一步，将重点做好以下工作 … to its end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tongbi.model import Section, Unit

_HEADING = re.compile(
    r"下一步|下一阶段|下阶段|改进(?:的)?(?:措施|举措|打算|方向|思路|计划|工作安排)|整改措施|工作(?:打算|计划|安排|思路)|努力方向"
)
_PROBLEMS = re.compile(r"问题|不足|困难|短板")
_TURN = re.compile(
    r"^(?:[^，,。；]{1,24}[，,])?(?:在?下一步|在?下一?阶段|下一?年度?|接下来|今后|明年|来年|新的一年)"
    r"|^(?:20\d\d|二[〇○零]\w\w)年[，,]?[^，,。；]{0,14}(?:[，,][^，,。；]{0,14})?(?:将|拟|要|计划)(?!近)"
)


def marked(sections: Sequence[Section], units: Sequence[Unit], node: str, within: str) -> list[Unit]:
    """The units, those within the sections of the node `within` that plan given `node` and the role of plans.

    A section plans whose heading says so and names no problems; in others, all from the sentence that turns to what comes.
    """
    found: list[Unit] = []
    planned_in: int | None = None
    for unit in units:
        section = None if unit.section is None else sections[unit.section]
        if section is None or section.canonical != within:
            planned_in = None
        elif (_HEADING.search(section.heading) and not _PROBLEMS.search(section.heading)) or _TURN.search(unit.text):
            planned_in = unit.section
        elif unit.section != planned_in:
            planned_in = None
        found.append(unit if planned_in is None else replace(unit, canonical=node, role="plan"))
    return found
