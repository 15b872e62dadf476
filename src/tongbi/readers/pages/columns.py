"""The pieces of a page in reading order: pieces of one line put together, columns one after the other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import compress, groupby, pairwise
from math import inf, sqrt

from tongbi.readers.pages.geometry import Box, around
from tongbi.readers.pages.lines import lines
from tongbi.readers.pages.ruled import NEAR
from tongbi.readers.pages.runs import Run
from tongbi.readers.wrapping import SENTENCE_ENDS

# Columns: this many lines on either side of a gutter; fewer are a table without rules or an address. Of a table of words: rows.
FEWEST = 4
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
    alone = _alone([run for run in runs if run.right <= gutter], [run for run in runs if run.left >= gutter])
    for across, run_of in groupby(sorted(runs, key=lambda run: run.middle), lambda run: crosses(run, gutter) or id(run) in alone):
        part = list(run_of)
        if across:
            found.append(Band(tuple(lines(part)), width, column))
        else:
            sides = [run for run in part if run.right <= gutter], [run for run in part if run.left >= gutter]
            for side, inner in zip(sides, (f"{column}l", f"{column}r"), strict=True):
                found += bands(side, width, gutter_of(side) if len(inner) < _DEEPEST else None, None, inner)
    return found


def _alone(column: Sequence[Run], beside: Sequence[Run]) -> set[int]:
    """The lines of a left column, by id, that head both: with room above and below them, and no line of the right one beside or in it.

    The right column may begin a little above the left one again, as its first line has no room above it.
    """
    ordered = sorted(column, key=lambda run: run.middle)
    gaps = [below.top - above.bottom for above, below in pairwise(ordered)]
    usual = sorted(gaps)[len(gaps) // 2] + NEAR if gaps else 0.0
    places = sorted(run.middle for run in beside)
    found = set()
    for at in range(1, len(gaps)):
        first = bisect_left(places, ordered[at - 1].bottom)
        if min(gaps[at - 1], gaps[at]) > usual and 0 < first < len(places) and 2 * places[first] > ordered[at].bottom + ordered[at + 1].top:
            found.add(id(ordered[at]))
    return found


def crosses(run: Run | Box, gutter: float) -> bool:
    """Whether a run or a box stands over a gutter."""
    return run.left < gutter < run.right


def gutters(pages: Sequence[Sequence[Run]]) -> list[float | None]:
    """The gutter of each page: its own, or that of most pages or of the page before where it is one; None without.

    The lines on both sides of it stand alone; that of the page before is one where nothing crosses it.
    """
    found = [gutter_of(runs) for runs in pages]
    usual = usual_gutter(found)
    for at, runs in enumerate(pages):
        before = found[at - 1] if at else None
        if found[at] is None and usual is not None:
            found[at] = _fitting(runs, usual)
        if found[at] is None and before is not None and not any(crosses(run, before) for run in runs):
            found[at] = _fitting(runs, before)
    return found


def _fitting(runs: Sequence[Run], usual: float) -> float | None:
    sides = [run for run in runs if run.right <= usual], [run for run in runs if run.left >= usual]
    return usual if all(sides) and _fits(runs, usual) and _stand_alone(*sides) else None


def parts(runs: Sequence[Run], gutter: float | None) -> Iterator[list[Run]]:
    """The runs of a page in which a table may stand: those of each column, parted by lines over both; a table over both is one part."""
    if gutter is None:
        yield list(runs)
        return
    for across, zone in groupby(sorted(runs, key=lambda run: run.middle), lambda run: crosses(run, gutter)):
        own = list(zone)
        sides = [run for run in own if run.right <= gutter], [run for run in own if run.left >= gutter]
        yield from [own] if across or not all(sides) or not _stand_alone(*sides) else sides


def gutter_of(runs: Sequence[Run]) -> float | None:
    """Where a page is parted into two columns that both look like text; None where it is not."""
    if len(runs) < 2 * FEWEST:
        return None
    box = around(runs)
    alike: defaultdict[int, list[float]] = defaultdict(list)
    for run in runs:
        alike[round(run.left / NEAR)].append(run.left)
    best: tuple[int, float] | None = None
    for _, places in sorted(alike.items()):
        if sum([0.2 * box.width < left - box.left < 0.8 * box.width for left in places]) < FEWEST // 2:
            continue
        gutter = min(places) - _BEFORE
        crossing = sum([run.left < gutter < run.right for run in runs])
        if (best is None or crossing < best[0]) and crossing <= _HALF * len(runs) and _are_columns(runs, gutter):
            best = (crossing, gutter)
    return best[1] if best else None


def _fits(runs: Sequence[Run], gutter: float) -> bool:
    """Whether lines begin where the right column of other pages does, and few cross its gutter."""
    begin = any(abs(run.left - gutter - _BEFORE) <= NEAR for run in runs)
    return begin and sum(crosses(run, gutter) for run in runs) <= _HALF * len(runs)


def usual_gutter(gutters: Sequence[float | None]) -> float | None:
    """Where most pages have their gutter; None where fewer than half have one."""
    found = sorted(gutter for gutter in gutters if gutter is not None)
    return found[len(found) // 2] if found and 2 * len(found) >= len(gutters) else None


def _are_columns(runs: Sequence[Run], gutter: float) -> bool:
    """Whether the lines on both sides of a gutter fill columns beside each other."""
    sides = [run for run in runs if run.right <= gutter], [run for run in runs if run.left >= gutter]
    if min(map(len, sides)) < FEWEST:
        return False
    one, other = map(around, sides)
    if min(one.bottom, other.bottom) - max(one.top, other.top) < _HALF * min(one.height, other.height):
        return False
    filled = _is_filled(sides[0], one.width), _is_filled(sides[1], other.width)
    if any(filled) and _are_in_rows(*sides):
        return False
    if (
        not all(filled)
        and _stand_alone(*sides)
        and all(_is_wide(side, around(side).width) and len(list(_full(side))) > 1 for side in sides)
    ):
        return True
    return any(filled) and all(told or gutter_of(side) is not None for told, side in zip(filled, sides, strict=True))


def _are_in_rows(left: Sequence[Run], right: Sequence[Run]) -> bool:
    """Whether two columns are those of a table: where one leaves more room than between its lines, white goes through both.

    No cell has so many lines as a column of text between two headings, and no table sentences in both.
    """
    if all(any(run.text[-1:] in SENTENCE_ENDS for run in side) for side in (left, right)):
        return False
    across = _gaps([*left, *right])
    places, found, every = [begin for begin, _ in across], 0, 0
    for gaps in map(_gaps, (left, right)):
        least = min((end - begin for begin, end in gaps), default=0.0) + _BEFORE
        wide = [end - begin > least for begin, end in gaps]
        if any(not one and len(list(group)) >= 2 * FEWEST for one, group in groupby(wide)):
            return False
        for begin, end in compress(gaps, wide):
            bands = across[bisect_left(places, begin) : bisect_right(places, end)]
            found += any(below - above > least for above, below in bands)
        every += sum(wide)
    return found >= FEWEST and _FILLED * every <= found


def _gaps(runs: Sequence[Run]) -> list[tuple[float, float]]:
    """The white between the lines of runs, from the top: where each begins and ends. A line is as high as its type."""
    found, bottom = [], inf
    for top, end in sorted((run.middle - run.size / 2, run.middle + run.size / 2) for run in runs):
        found += [(bottom, top)] if top > bottom else []
        bottom = end if bottom == inf else max(bottom, end)
    return found


def _stand_alone(left: Sequence[Run], right: Sequence[Run]) -> bool:
    """Whether lines of two columns stand level with one of the other no more often than by chance, give or take twice its spread.

    All those of a table do; tables within columns fill none.
    """
    places = sorted({round(run.baseline) for run in right})
    rows = {round(run.baseline) for run in left}
    level = sum(bisect_left(places, row - 1) < bisect_left(places, row + 2) for row in rows)
    chance = len(rows) * len(places) * NEAR / max(places[-1] - places[0], 1)
    return level < min(len(rows), len(places)) and level <= chance + 2 * sqrt(chance)


def full_lines(runs: Sequence[Run]) -> Iterator[Run]:
    """The runs that fill the columns of text that a page has; none where it has none."""
    gutter = gutter_of(runs)
    if gutter is None:
        return
    for side in ([run for run in runs if run.right <= gutter], [run for run in runs if run.left >= gutter]):
        further = list(full_lines(side))
        yield from further or _full(side)


def _full(runs: Sequence[Run]) -> Iterator[Run]:
    """The runs that are nearly as long as their column is wide."""
    width = around(runs).width
    return (run for run in runs if run.right - run.left >= _FILLED * width)


def _is_filled(runs: Sequence[Run], width: float) -> bool:
    """Whether most lines of a column are about as long as it is wide, as those of a table without rules are not."""
    full = sum([run.right - run.left >= _FILLED * width for run in runs])
    return _is_wide(runs, width) and full >= _HALF * len(runs)


def _is_wide(runs: Sequence[Run], width: float) -> bool:
    """Whether a column has room for text, as one of numbers has not."""
    return width >= _NARROWEST * max(run.size for run in runs)
