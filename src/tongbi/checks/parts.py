"""Parts: none is more than its whole: 项目1.68万个，其中先进制造业项目1.97万个."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, product

from tongbi.checks.check_inputs import Reading, without_asides
from tongbi.checks.reckoning import Reckoning, places, printed, reckoned
from tongbi.checks.rounding import span
from tongbi.language.annotation import BREAK, FULL_STOP
from tongbi.language.lexicon import one_of
from tongbi.language.units import sort
from tongbi.model import Figure

_AMONG = re.compile(one_of("zh/parts", "among"))
# A part of another name that is so many times its whole is of none: 每千人抽检6.5批次，其中…抽检4万批次.
_FAR = 3.0
# Of these no part is taken.
_NO_WHOLES = frozenset({"rate", "criterion", "streak"})
# What a part and its whole are called ends alike by so many characters.
_NOUN = 2


def check(reading: Reading) -> Iterator[Reckoning]:
    """Every part that is announced behind its whole; one that is greater differs where nothing else before it may be the whole. It is for
    information where the two are not called or counted alike.
    """
    for unit_id, planned in product(reading.figures, (False, True)):
        text, counts = without_asides(reading.units[unit_id].text), reading.counts(unit_id, planned)
        for whole, part in _pairs(text, counts):
            others = [one for one in counts if one.start < whole.start and one.dimension == part.dimension]
            above = [span(part)[0] > span(one)[1] for one in (whole, *others)]
            alike = _is_of_one_kind(whole, part)
            if (alike and not above[0]) or (all(above) and (alike or _may_be_part(whole, part))):
                yield reckoned(
                    "sum", reading.year, places(reading.year, [part]), places(reading.year, [whole]), (whole.value, part.value), part.unit,
                    differs=all(above), code="part", severity="conflict" if alike else "info",
                    values={"name": part.name, "whole": printed(whole.value, whole.unit)},
                )  # fmt: skip


def _pairs(text: str, counts: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Each part behind a word that announces it, with the number of its unit that stands last before that word."""
    for before, part in pairwise(counts):
        among = _AMONG.search(text, before.start + len(before.text), part.start)
        if among is None or BREAK.search(text, among.end() + 1, part.start) or FULL_STOP.search(text, before.start, among.start()):
            continue
        whole = next((one for one in reversed(counts) if one.start < among.start()), before)
        if whole.dimension == part.dimension and not {whole.kind, part.kind} & _NO_WHOLES and whole.several == part.several:
            yield whole, part


def _may_be_part(whole: Figure, part: Figure) -> bool:
    """Whether what is called otherwise may be a part: an amount or a measure, for things are counted together with their users."""
    return sort(part.unit) != "count" and part.value <= _FAR * whole.value


def _is_of_one_kind(whole: Figure, part: Figure) -> bool:
    """Whether two figures count the same thing in the same way: 项目 and 先进制造业项目, what was added in both or in neither."""
    return whole.kind == part.kind and whole.name.rpartition("·")[2][-_NOUN:] == part.name.rpartition("·")[2][-_NOUN:]
