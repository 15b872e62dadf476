"""The body of the redline: the merged stream as paragraphs, runs and tables of Word, each move between the ends of its range."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tongbi.outputs.redline import tables
from tongbi.outputs.redline.marks import Mark, Marker, element
from tongbi.outputs.redline.merging import Step


def drawn(steps: Sequence[Step], marker: Marker) -> Iterator[Any]:
    """The paragraphs and tables in order. A table that another one follows, or nothing, has an empty paragraph behind it."""
    opens, closes = _ranges(steps, marker)
    start = 0
    for place, step in enumerate(steps):
        if not step.piece.is_break:
            continue
        mark, both = _mark(step), step.old is not None and step.new is not None
        if step.piece.table:
            yield from tables.drawn(step.old.table if step.old else None, step.new.table if step.new else None, marker)
            if place + 1 == len(steps) or steps[place + 1].piece.table:
                yield tables.apart(marker, mark if place + 1 < len(steps) else "")
        else:
            properties = marker.end(step.piece.style, mark, step.old.style if step.old and both else "")
            yield element("p", properties, *_runs(steps, range(start, place), opens, closes, marker))
            yield from [closes[place]] if place in closes else []
        if both:
            marker.turn()
        start = place + 1


def _runs(steps: Sequence[Step], places: range, opens: Mapping[int, list[Any]], closes: Mapping[int, Any], marker: Marker) -> Iterator[Any]:
    """The runs of a paragraph, one for neighbours that have one mark, and the edges of the ranges between them."""
    words = ""
    for place in places:
        mark, words = _mark(steps[place]), words + steps[place].piece.text
        yield from opens.get(place, ())
        if place + 1 not in places or place + 1 in opens or place in closes or _mark(steps[place + 1]) != mark:
            yield marker.run(words, mark)
            words = ""
        yield from [closes[place]] if place in closes else []


def _mark(step: Step) -> Mark:
    """What became of a step. The end of a paragraph that moved is deleted here and inserted there: behind one that is marked as moved,
    LibreOffice (7.4) takes the next kept end for moved as well.
    """
    if step.old and step.new:
        return ""
    if step.move and not step.piece.style:
        return "moveTo" if step.new else "moveFrom"
    return "ins" if step.new else "del"


def _ranges(steps: Sequence[Step], marker: Marker) -> tuple[dict[int, list[Any]], dict[int, Any]]:
    """The elements that open and close the range of each move, in its old and its new place, by the place of the step they stand at."""
    first: dict[tuple[Mark, int], int] = {}
    last: dict[tuple[Mark, int], int] = {}
    for place, step in enumerate(steps):
        if step.move:
            side: Mark = "moveTo" if step.new else "moveFrom"
            first.setdefault((side, step.move), place)
            last[side, step.move] = place
    opens: dict[int, list[Any]] = {}
    closes: dict[int, Any] = {}
    for (side, move), place in first.items():
        start, end = marker.bounds(side, move)
        opens.setdefault(place, []).append(start)
        closes[last[side, move]] = end
    return opens, closes
