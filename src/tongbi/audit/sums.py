"""Sums: 审结68件，其中维持31件、撤销6件、确认违法3件、驳回9件、终止18件 makes 67."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tongbi.audit.reading import Reading, conflict, printed
from tongbi.audit.rounding import span
from tongbi.figures import kin
from tongbi.model import Conflict, Figure

_OPENS = re.compile(r"其中|包括|分别为|分别是|[（(：:]|of which|including|comprising")
_ENDS = re.compile(r"[。；;！!）)]|\.\s")
# A list is taken for complete when its parts come near the total: within 6 %, or above it by up to a fifth. Below, it may leave something
# out.
_BELOW, _ABOVE, _PARTS = 0.06, 0.2, 3


def check(reading: Reading) -> Iterator[Conflict]:
    """Lists of parts that do not make the total before them."""
    units = reading.units()
    for unit_id, figures in reading.figures.items():
        text = units[unit_id].text
        steps = reading.steps(unit_id)
        counts = [figure for figure in figures if figure.start not in steps and figure.qualifier not in {"previous", "target", "range"}]
        for total, parts in _sums(text, counts):
            wrong = _wrong(total, parts)
            if wrong is not None:
                yield conflict(
                    "sum", "sum", reading.year, wrong, total.value, total.unit, units=[unit_id],
                    values={"name": total.name, "parts": "＋".join(printed(part.value, "") for part in parts)},
                )  # fmt: skip


def _sums(text: str, counts: Sequence[Figure]) -> Iterator[tuple[Figure, list[Figure]]]:
    """Each total with its parts: the figures of its unit after 其中 or in the bracket behind it, to the end of the clause group."""
    for at, total in enumerate(counts):
        following = counts[at + 1 : at + 2]
        if not following or kin(following[0].unit) != kin(total.unit):
            continue
        gap = text[total.start + len(total.text) : following[0].start]
        opened = _OPENS.search(gap)
        if not opened or _ENDS.search(gap[: opened.start()]):
            continue
        bracket = opened[0] in "（("
        parts: list[Figure] = []
        end = total.start + len(total.text) + opened.end()
        for figure in counts[at + 1 :]:
            between = text[end : figure.start]
            if kin(figure.unit) != kin(total.unit) or (parts and (_ENDS.search(between) or _OPENS.search(between))):
                break
            parts.append(figure)
            end = figure.start + len(figure.text)
        if len(parts) >= 2 and (not bracket or re.match(r"[^，。；]*[）)]", text[end:])):
            yield total, parts


def _wrong(total: Figure, parts: Sequence[Figure]) -> float | None:
    """What the parts make where that is not the total, or None where it is or where the list may be incomplete."""
    spans = [span(part) for part in parts]
    made, (low, high) = sum(part.value for part in parts), span(total)
    if sum(one[0] for one in spans) <= high + 1e-6 and sum(one[1] for one in spans) >= low - 1e-6:
        return None
    off = (made - total.value) / total.value if total.value else 0.0
    if any(part.value > total.value for part in parts) or not -_BELOW <= off <= _ABOVE:
        return None
    return made if len(parts) >= _PARTS or abs(off) <= _BELOW / 3 else None
