"""The pieces of a page in reading order: pieces of one line put together, columns one after the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tongbi.readers.pages.geometry import around
from tongbi.readers.pages.lines import lines
from tongbi.readers.pages.ruled import NEAR
from tongbi.readers.pages.runs import Run

# Columns: this many lines on either side of a gutter; fewer are a table without rules or an address.
_FEWEST = 4
# Most lines of a column fill this share of it, of a ragged one too; those of a table without rules do not.
_FILLED = 0.75
# Of the lines, of the height, of the filled ones: what most of them do.
_HALF = 0.5
_NARROWEST = 8  # of a column, in type sizes: newspapers set 10 to 12
_DEEPEST = 2  # columns within columns: three at the most
_BEFORE = NEAR / 3  # a gutter is taken to end this far before the right column


@dataclass(frozen=True, slots=True)
class Band:
    """Lines that stand under each other: a page's whole text, or one column of it; `column` is "" for the whole `width` of the page."""

    lines: tuple[Run, ...]
    width: float
    column: str = ""


def bands(runs: Sequence[Run], width: float, own: float | None, usual: float | None = None, column: str = "") -> list[Band]:
    """A page's lines in reading order. Lines across all columns part what stands above them from what stands below.

    `own` is their gutter, `usual` that of other pages: it serves a last page with too few lines to show its own.
    """
    gutter = usual if own is None and usual is not None and _fits(runs, usual) else own
    if gutter is None:
        return [Band(tuple(lines(runs)), width, column)] if runs else []
    found: list[Band] = []
    for part in _parted(sorted(runs, key=lambda run: run.middle), gutter):
        if _crosses(part[0], gutter):
            found.append(Band(tuple(lines(part)), width, column))
        else:
            sides = [run for run in part if run.right <= gutter], [run for run in part if run.left >= gutter]
            for side, inner in zip(sides, (f"{column}l", f"{column}r"), strict=True):
                found += bands(side, width, gutter_of(side) if len(inner) < _DEEPEST else None, None, inner)
    return found


def _parted(runs: Sequence[Run], gutter: float) -> list[list[Run]]:
    """Runs by place, parted where those across the gutter begin and end."""
    parts: list[list[Run]] = []
    for run in runs:
        if parts and _crosses(parts[-1][-1], gutter) == _crosses(run, gutter):
            parts[-1].append(run)
        else:
            parts.append([run])
    return parts


def _crosses(run: Run, gutter: float) -> bool:
    return run.left < gutter < run.right


def gutter_of(runs: Sequence[Run]) -> float | None:
    """Where a page is parted into two columns that both look like text; None where it is not."""
    if len(runs) < 2 * _FEWEST:
        return None
    box = around(runs)
    alike: defaultdict[int, list[float]] = defaultdict(list)
    for run in runs:
        alike[round(run.left / NEAR)].append(run.left)
    best: tuple[int, float] | None = None
    for _, places in sorted(alike.items()):
        if sum([0.2 * box.width < left - box.left < 0.8 * box.width for left in places]) < _FEWEST // 2:
            continue
        gutter = min(places) - _BEFORE
        crossing = sum([run.left < gutter < run.right for run in runs])
        if (best is None or crossing < best[0]) and crossing <= _HALF * len(runs) and _are_columns(runs, gutter):
            best = (crossing, gutter)
    return best[1] if best else None


def _fits(runs: Sequence[Run], gutter: float) -> bool:
    """Whether lines begin where the right column of other pages does, and few cross its gutter."""
    begin = any(abs(run.left - gutter - _BEFORE) <= NEAR for run in runs)
    return begin and sum(_crosses(run, gutter) for run in runs) <= _HALF * len(runs)


def usual_gutter(gutters: Iterable[float | None]) -> float | None:
    """Where most pages with columns have their gutter; None where there are none."""
    found = sorted(gutter for gutter in gutters if gutter is not None)
    return found[len(found) // 2] if found else None


def _are_columns(runs: Sequence[Run], gutter: float) -> bool:
    """Whether the lines on both sides of a gutter fill columns beside each other."""
    sides = [run for run in runs if run.right <= gutter], [run for run in runs if run.left >= gutter]
    if min(map(len, sides)) < _FEWEST:
        return False
    one, other = map(around, sides)
    if min(one.bottom, other.bottom) - max(one.top, other.top) < _HALF * min(one.height, other.height):
        return False
    return _is_filled(sides[0], one.width) and _is_filled(sides[1], other.width)


def _is_filled(runs: Sequence[Run], width: float) -> bool:
    """Whether most lines of a column are about as long as it is wide, as those of a table without rules are not."""
    full = sum([run.right - run.left >= _FILLED * width for run in runs])
    return width >= _NARROWEST * max(run.size for run in runs) and full >= _HALF * len(runs)
