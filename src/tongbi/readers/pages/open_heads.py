"""Heads of tables without upright rules: how many lines they have, the labels over several lines, and the rows that these stand in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from math import inf

from tongbi.readers.pages import open_cells, printed_rows
from tongbi.readers.pages.geometry import around
from tongbi.readers.pages.printed_rows import Line
from tongbi.readers.pages.ruled import NEAR, Stroke
from tongbi.readers.pages.runs import Run

# The lines of a label, from the top.
_Label = list[Run]


def height(block: Sequence[Line], edges: Sequence[Stroke]) -> int:
    """How many lines at the top are the head: those without values, or those above the first rule below some of them.

    A label alone that stands as far below them as rows do from each other is the first row.
    """
    first = next((at for at, line in enumerate(block) if line.values), len(block))
    if 1 < first < len(block) and _leads(*block[first - 2 : first + 1]):
        first -= 1
    while 0 < first < len(block) and block[first - 1].is_beside(block[first]):
        first -= 1
    over = (sum(line.top + line.size / 2 < edge.at for line in block) for edge in edges)
    ruled = next((count for count in over if 0 < count <= first), 0)
    steps = [below.baseline - above.baseline for above, below in pairwise(block)]
    while not ruled and 1 < first < len(block) and len(block[first - 1].texts) == 1 and steps[first - 2] >= min(steps[first:], default=0.0):
        first -= 1
    return ruled or (first if first < len(block) else 1)


def _leads(above: Line, line: Line, below: Line) -> bool:
    """Whether a lone text left of the values below is the beginning of their label, in whose middle they stand."""
    left = len(line.texts) == 1 and line.texts[0].right < below.values[0].left
    return left and below.top - line.top < line.top - above.top


# ── labels of several lines, rows of labels ───────────────────────────────────────────────────────────────────────────────────


def rows(head: Sequence[Line], level: Sequence[Stroke]) -> list[list[Line]]:
    """The lines of a head as rows of labels, each a line of its own; `level` are the level rules of its page.

    The last row holds all labels that do not end above one of it: those of several lines begin beside the rows above them.
    """
    found: list[list[Line]] = []
    labels = _labels(head, level)
    while labels:
        lowest = max(label[0].middle - label[0].size / 2 for label in labels)
        row = [label for label in labels if label[-1].middle + label[-1].size / 2 > lowest]
        labels = [label for label in labels if label not in row]
        found.insert(0, sorted((_one(label) for label in row), key=lambda line: line.texts[0].left))
    return found


def _one(label: _Label) -> Line:
    """A label as a line of one text."""
    return Line((replace(label[0], **around(label)._asdict()),), tuple(label))


def _labels(head: Sequence[Line], level: Sequence[Stroke]) -> list[_Label]:
    """The labels of a head: texts that stand below each other, one below one, and begin, end or have their middle at one place.

    They stand as close as the closest of those that head nothing.
    """
    pairs = [pair for at, line in enumerate(head) for pair in _below(line, head[:at], level)]
    least = min((run.baseline - above.baseline for above, run, heads in pairs if not heads), default=0.0) + 1
    over = {id(run): id(above) for above, run, _ in pairs if run.baseline - above.baseline <= least}
    found: dict[int, _Label] = {}
    for run in (run for line in head for run in line.texts):
        found[id(run)] = [*found.pop(over.get(id(run), 0), []), run]
    return list(found.values())


def _below(line: Line, head: Sequence[Line], level: Sequence[Stroke]) -> Iterable[tuple[Run, Run, bool]]:
    """The texts of a line that may go on with one of the lines above, which they alone stand below: that one, the text, and whether
    the one above stands in the middle over several, as a label of theirs does.
    """
    for run in line.texts:
        near = next((own for one in reversed(head) if (own := [text for text in one.texts if _overlap(text, run)])), [])
        if len(near) == 1 and run.baseline - near[0].baseline < 2 * run.size:
            above = near[0]
            alone = [text for text in line.texts if _overlap(text, above)] == [run]
            ruled = any(above.middle < one.at < run.middle and one.begin < above.centre[0] < one.end for one in level)
            if alone and not ruled and printed_rows.is_level(run, above):
                yield above, run, _heads(above, line, head)


def _heads(run: Run, line: Line, head: Sequence[Line]) -> bool:
    """Whether a text stands over several of a line that none beside it stands above: in their middle, or where the first begins."""
    beside = [text for one in head for text in one.texts if abs(text.baseline - run.baseline) < run.size / 2]
    left = max((text.right for text in beside if text.right < run.left), default=0.0)
    right = min((text.left for text in beside if text.left > run.right), default=inf)
    own = [text for text in line.texts if left < text.centre[0] < right]
    after = [text for text in own if text.right > run.left]
    is_set_left = len(after) > 1 and abs(after[0].left - run.left) <= NEAR < abs(after[0].centre[0] - run.centre[0])
    return is_set_left or open_cells.amid(run, own) is not None


def _overlap(one: Run, other: Run) -> bool:
    return one.left < other.right and other.left < one.right
