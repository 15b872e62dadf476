"""Parts: none is more than its whole: 项目1.68万个，其中先进制造业项目1.97万个."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, product

from tongbi.checks.check_inputs import Reading, between, without_asides
from tongbi.checks.reckoning import Reckoning, places, printed, reckoned
from tongbi.checks.rounding import span
from tongbi.language.lexicon import one_of
from tongbi.model import Figure

_AMONG = re.compile(rf"[，,（(；;]{one_of('zh/parts', 'among')}[，,：:]?[^，,、；;。（）()\d]*")
# What a part and its whole are called ends alike by so many characters.
_NOUN = 2


def check(reading: Reading) -> Iterator[Reckoning]:
    """Every part that is announced right behind its whole; one that is greater differs where nothing else before it may be the whole."""
    for unit_id, planned in product(reading.figures, (False, True)):
        text, counts = without_asides(reading.units[unit_id].text), reading.counts(unit_id, planned)
        for at, (whole, part) in enumerate(pairwise(counts)):
            if not (_AMONG.fullmatch(between(text, whole, part)) and _is_of_one_kind(whole, part)):
                continue
            others = [one for one in counts[:at] if one.dimension == part.dimension]
            above = [span(part)[0] > span(one)[1] for one in (whole, *others)]
            if all(above) or not above[0]:
                yield reckoned(
                    "sum", reading.year, places(reading.year, [part]), places(reading.year, [whole]), (whole.value, part.value), part.unit,
                    differs=all(above), code="part", values={"name": part.name, "whole": printed(whole.value, whole.unit)},
                )  # fmt: skip


def _is_of_one_kind(whole: Figure, part: Figure) -> bool:
    """Whether two figures count the same thing in the same way: 项目 and 先进制造业项目, what was added in both or in neither."""
    alike = whole.dimension == part.dimension and whole.kind == part.kind and whole.kind not in {"rate", "criterion"}
    return alike and whole.name.rpartition("·")[2][-_NOUN:] == part.name.rpartition("·")[2][-_NOUN:]
