"""Sums: 审结68件，其中维持31件、撤销6件、确认违法3件、驳回9件、终止18件 makes 67."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tongbi.checks.rounding import span
from tongbi.checks.sentences import Reading, conflict, printed, without_asides
from tongbi.model import Conflict, Figure

_OPENS = re.compile(r"其中|包括|分别为|分别是|[（(：:]|of which|including|comprising")
_ENDS = re.compile(r"[。；;！!）)]|\.\s")
# What goes on behind the parts: another total (共办结…), what came in from last year, what was settled or carried on. 尚未审结 is a part.
_NEW_TOTAL = re.compile(r"^[，,]?\s*(?:[全当]年|年内)?(?:共|合计|总计|累计|全部|此外|另外?|其余)")
_IN, _OUT = (
    re.compile(r"上一?年度?(?:结转|转入|遗留)"),
    re.compile(r"(?<!尚未)(?<!未)(?:办结|审结|结案)|(?:结转|转|转入)[至到入]?[下次]一?年"),
)
# A list is taken for complete when its parts come near the total: within 6 %, or above it by up to a fifth. Below, it may leave something
# out.
_BELOW, _ABOVE, _PARTS = 0.06, 0.2, 3
_BEHIND = 8


def check(reading: Reading) -> Iterator[Conflict]:
    """Lists of parts that do not make the total before them."""
    units = reading.units()
    for unit_id, figures in reading.figures.items():
        text = without_asides(units[unit_id].text)
        steps = reading.steps(unit_id)
        counts = [figure for figure in figures if figure.start not in steps and figure.qualifier not in {"previous", "target", "range"}]
        for total, parts, more in _sums(text, counts):
            wrong = _wrong(total, parts, more)
            if wrong is not None:
                yield conflict(
                    "sum", "sum", reading.year, wrong, total.value, total.unit, units=[unit_id],
                    values={"name": total.name, "parts": "＋".join(printed(part.value, "") for part in parts)},
                )  # fmt: skip


def _sums(text: str, counts: Sequence[Figure]) -> Iterator[tuple[Figure, list[Figure], list[Figure]]]:
    """Each total with its parts, the figures of its unit after 其中 or in the bracket behind it, and those that go on behind them to the
    end of the clause group.
    """
    for at, total in enumerate(counts):
        following = counts[at + 1 : at + 2]
        if not following or following[0].dimension != total.dimension:
            continue
        gap = text[total.start + len(total.text) : following[0].start]
        opened = _OPENS.search(gap)
        if not opened or _ENDS.search(gap[: opened.start()]):
            continue
        bracket = opened[0] in "（("
        listed: list[Figure] = []
        between: list[str] = []
        end = total.start + len(total.text) + opened.end()
        for figure in counts[at + 1 :]:
            words = text[end : figure.start]
            if figure.dimension != total.dimension or (listed and (_ENDS.search(words) or _OPENS.search(words))):
                break
            listed.append(figure)
            between.append(words)
            end = figure.start + len(figure.text)
        parts = _parts(between, text[end : end + _BEHIND])
        if parts >= 2 and (not bracket or re.match(r"[^，。；]*[）)]", text[end:])):
            yield total, listed[:parts], listed[parts:]


def _parts(between: Sequence[str], behind: str) -> int:
    """How many of a list are its parts, by the words before each and those behind the last: a list by 、 ends at a comma, every list where
    another total begins, or where it goes over from kinds to what came in, was settled or is carried on.
    """
    listed = len(between) > 1 and between[1].startswith(("、", "和", "及", "与"))
    sides = [_side(words, after) for words, after in zip(between, [*between[1:], behind], strict=True)]
    for at in range(1, len(between)):
        comma = between[at].startswith(("，", ","))
        if (comma and (listed or sides[at] != sides[at - 1])) or _NEW_TOTAL.match(between[at]):
            return at
    return len(between)


def _side(words: str, after: str) -> str:
    """Whether a number is of what came in from last year, of what was settled or is carried on (其余11件结转下年度), or of a kind."""
    return "in" if _IN.search(words) else "out" if _OUT.search(words) or _OUT.match(after) else ""


def _wrong(total: Figure, parts: Sequence[Figure], more: Sequence[Figure]) -> float | None:
    """What the parts make where that is not the total; None where it is, with some of those behind them or without, or where the list may
    be incomplete: two parts are all only where the total names them (建议、提案共191件，其中建议88件、提案113件) or they nearly make it.
    """
    if any(_makes(total, [*parts, *more[:count]]) for count in range(len(more) + 1)):
        return None
    made = sum(part.value for part in parts)
    off = (made - total.value) / total.value if total.value else 0.0
    if any(part.value > total.value for part in parts) or not -_BELOW <= off <= _ABOVE:
        return None
    kinds = {part.name.rpartition("·")[2] for part in parts}
    named = len(kinds) == len(parts) and all(kind and kind in total.name for kind in kinds)
    return made if named or len(parts) >= _PARTS or abs(off) <= _BELOW / 3 else None


def _makes(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the parts make the total, each number as far off as it was rounded."""
    spans, (low, high) = [span(part) for part in parts], span(total)
    return sum(one[0] for one in spans) <= high + 1e-6 and sum(one[1] for one in spans) >= low - 1e-6
