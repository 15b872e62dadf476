"""Lines as they are set: the margins of each page and column, where most of the long lines begin and end, and what stands centred."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tongbi.model import SAME_SIZE
from tongbi.readers.pages.columns import Band
from tongbi.readers.pages.ruled import NEAR
from tongbi.readers.pages.runs import Run
from tongbi.readers.wrapping import SENTENCE_ENDS

# Lengths are in type sizes of the line. First lines are indented by two, lists by up to three times that.
INDENT = 1.0
DEEPEST_INDENT = 6 * INDENT
_SLACK = INDENT / 2
# Centred: this much room on both sides, equal within this; large type (titles) may nearly fill its line.
_CENTRED_ROOM, _CENTRED_DIFFERENCE = 2.6, INDENT
_FEWEST = 3  # two may begin or end at one place by chance
_FURTHER_OUT = 12  # one line in so many hangs out
_AGREE = 0.4  # of the long lines: seven in ten of justified text end at the margin, two in three of running English begin in lower case
_SHORT = 0.25  # of the column's width; a ragged line of English leaves up to a fifth of a narrow column free
CLOSING = "”’）)」』】]"
_SAME_WIDTH = 16.0  # points: A4 comes as 594.96, 595.2 and 595.32, letter as 612


@dataclass(frozen=True, slots=True)
class Column:
    """A column's margins, in points; `usual` is how far apart its lines stand, 0 if unknown, `size` the type size of half of them."""

    left: float
    right: float
    usual: float
    size: float


@dataclass(frozen=True, slots=True)
class Set:
    """A line as it is set in its column; `centred`: in the middle, with room on both sides or next to such a line of its size."""

    line: Run
    column: Column
    centred: bool = False

    @property
    def indent(self) -> float:
        """In type sizes, to a hundredth, since programs place by whole units; negative when it hangs out."""
        return round((self.line.left - self.column.left) / self.line.size, 2)

    @property
    def room(self) -> float:
        """What is left of the line, in type sizes."""
        return (self.column.right - self.line.right) / self.line.size

    @property
    def is_short(self) -> bool:
        """Whether it ends well short of the margin, as last lines do."""
        return self.column.right - self.line.right > _SHORT * (self.column.right - self.column.left)

    @property
    def ends_sentence(self) -> bool:
        """Whether a sentence ends with it."""
        return self.line.text.rstrip(CLOSING)[-1:] in SENTENCE_ENDS


def placed(bands: Sequence[Band], size: float) -> list[list[Set]]:
    """Each band's lines in their column; `size` is that of most of the text.

    A page's column has margins of its own where enough of its lines show them, else those of all columns in its place.
    """
    alike: defaultdict[tuple[str, int], list[Run]] = defaultdict(list)
    on_page: defaultdict[tuple[str, int, int], list[Run]] = defaultdict(list)
    for band in bands:
        alike[_kind(band)].extend(band.lines)
        on_page[*_kind(band), band.lines[0].page].extend(band.lines)
    everywhere = {(column, step): _of_all(lines, 0.0 if column else step * _SAME_WIDTH) for (column, step), lines in alike.items()}
    columns = {key: _of_page(lines, everywhere[key[:2]]) for key, lines in on_page.items()}
    return [_set(band, columns[*_kind(band), band.lines[0].page], size) for band in bands]


def _kind(band: Band) -> tuple[str, int]:
    return band.column, round(band.width / _SAME_WIDTH)


def _of_all(lines: Sequence[Run], width: float) -> Column:
    """The margins of all columns in one place; without any that are shown, the right one is as wide as the left one at least."""
    long = _long(lines)
    left = _outermost([line.left for line in long])
    left = min(line.left for line in lines) if left is None else left
    right = _right(long)
    return Column(left, max(width - left, *(line.right for line in lines)) if right is None else right, _usual(lines), _size(lines))


def _of_page(lines: Sequence[Run], everywhere: Column) -> Column:
    """The margins that a page's column shows, as far as they are sure."""
    usual = _usual(lines) or everywhere.usual
    long = _long(lines)
    left, right = _outermost([line.left for line in long]), _right(long)
    if left is None or right is None or 2 * (right - left) < everywhere.right - everywhere.left:
        return Column(everywhere.left, everywhere.right, usual, _size(lines))
    # Where all lines are set in by an indent, they may all be first lines.
    within = 0 < left - everywhere.left <= DEEPEST_INDENT * long[0].size
    level = all(abs(line.left - left) <= NEAR for line in long)
    return Column(everywhere.left if within and level else left, right, usual, _size(lines))


def _long(lines: Sequence[Run]) -> list[Run]:
    widest = max(line.right - line.left for line in lines)
    return [line for line in lines if 2 * (line.right - line.left) >= widest]


def _usual(lines: Sequence[Run]) -> float:
    """The usual distance of lines; 0 where too few tell it."""
    steps = sorted(
        below.baseline - above.baseline for above, below in pairwise(lines) if 0 < below.baseline - above.baseline < 4 * above.size
    )
    return steps[len(steps) // 2] if len(steps) >= _FEWEST else 0.0


def _size(lines: Sequence[Run]) -> float:
    return sorted(line.size for line in lines)[len(lines) // 2]


def _right(long: Sequence[Run]) -> float | None:
    """Where most of the long lines end, or where running English text ends that is ragged; None where neither shows."""
    ends = sorted(line.right for line in long)
    most, at = max((bisect_right(ends, end + NEAR) - at, at) for at, end in enumerate(ends))
    if most >= max(_FEWEST, _AGREE * len(ends)):
        return ends[at + most // 2]
    running = sum(line.text[:1].islower() for line in long)
    outermost = _outermost([-end for end in ends]) if running >= max(_FEWEST, _AGREE * len(long)) else None
    return None if outermost is None else -outermost


def _outermost(places: list[float]) -> float | None:
    """The smallest place that several lines share, a fiftieth of them at least and few being further out; None without one."""
    places = sorted(places)
    fewest = max(_FEWEST, len(places) // 50)
    for at in range(min(len(places) - fewest, 1 + len(places) // _FURTHER_OUT) + 1):
        if places[at + fewest - 1] - places[at] <= NEAR:
            return places[at + fewest // 2]
    return None


# ── centred lines ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _set(band: Band, column: Column, size: float) -> list[Set]:
    """The lines of a band in its column."""
    lines = [_closed(Set(line, column)) for line in band.lines]
    begin = Counter(_begin(line) for line in band.lines)
    centred = {at for at, one in enumerate(lines) if begin[_begin(one.line)] < _FEWEST and _is_centred(one, size)}
    beside = {
        at + step for at in centred for step in (-1, 1) if 0 <= at + step < len(lines) and _is_title(lines[at], lines[at + step], size)
    }
    return [replace(one, centred=at in centred | beside) for at, one in enumerate(lines)]


def _closed(one: Set) -> Set:
    """A line of two words that are spread over its measure, the second in small letters, with a blank between: no row of two cells."""
    words = one.line.text.split()
    spread = len(words) == 2 and "\t" in one.line.text and words[1].islower() and max(abs(one.indent), abs(one.room)) < _SLACK
    return replace(one, line=replace(one.line, text=" ".join(words))) if spread else one


def _begin(line: Run) -> tuple[int, int]:
    """Where a line begins and its type size: what several of one size share is a margin."""
    return round(line.left), round(line.size)


def _is_centred(one: Set, size: float) -> bool:
    """Whether a line is set in the middle with room on both sides."""
    room = _SLACK if one.line.size >= SAME_SIZE * size else _CENTRED_ROOM
    return min(one.indent, one.room) >= room and abs(one.indent - one.room) <= _CENTRED_DIFFERENCE


def _is_title(centred: Set, one: Set, size: float) -> bool:
    """Whether a line of large type beside a centred one fills its measure as a title's longest line does."""
    large = one.line.size >= SAME_SIZE * size and abs(one.line.size - centred.line.size) <= _SLACK
    return large and max(abs(one.indent), abs(one.room)) < _CENTRED_DIFFERENCE
