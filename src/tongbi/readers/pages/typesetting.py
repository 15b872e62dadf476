"""Lines → paragraphs by how they are set: margins, indents, the room left at a line's end, type sizes and spacing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tongbi.language.enumerators import NUMERAL, ORDINAL, PART
from tongbi.language.folding import han_share
from tongbi.model import Block
from tongbi.readers.pages.columns import Band
from tongbi.readers.pages.lines import width_of
from tongbi.readers.pages.ruled import NEAR
from tongbi.readers.pages.runs import Run
from tongbi.readers.wrapping import ATOM, BEGINS_PARAGRAPH, HAN, SENTENCE_ENDS, joined

# Lengths are in type sizes of the line. First lines are indented by two, lists by up to three times that; a justified line ends within
# half of its margin.
_INDENT, _SLACK = 1.0, 0.5
_DEEPEST_INDENT = 6 * _INDENT
# Where indents mark the beginnings, a line may end earlier and go on: before a figure that the typesetter keeps with its word.
_MARKED_SLACK = 5 * _SLACK
# Centred: this much room on both sides, equal within this; large type (titles) may nearly fill its line.
_CENTRED_ROOM, _CENTRED_DIFFERENCE = 2.6, _INDENT
# Of the smaller size: 四号 (14) and 小四 (12) are two sizes, and titles have 小三 (15) over it; mixed faces move a size by a tenth.
_SAME_SIZE, _TITLE_SIZE = 1.15, 1.2
# Lines further apart than usual by this factor belong to two paragraphs; mixed faces move lines by up to a tenth.
_SPACED = 1.4
_MARGIN_LINES = 3  # two may begin or end at one place by chance
_FURTHER_OUT = 12  # one line in so many hangs out
_MOST = 0.6  # a habit is what most lines have: 0.9 of those of an indented document, 0.1 of those of another
_SHORT = 0.25  # of the column's width; a ragged line of English leaves up to a fifth of a narrow column free
_CLOSING = "”’）)」』】]"
_HYPHENED = re.compile(r"[A-Za-z]+-[A-Za-z]+")
_BROKEN_WORD = re.compile(r"([A-Za-z]+)-$")
_WORD = re.compile(r"[A-Za-z][a-z]*")
_NUMBER = re.compile(r"[（(]?(\d{1,3})([、．.）)])")
_SECTION = re.compile(rf"{NUMERAL}、|[（(]{NUMERAL}[）)]|{ORDINAL}{NUMERAL}{PART}")
_LEADER = re.compile(r".{2,60}?(?:[.．·]{4,}|…{2,}|(?:[.．·] ){4,})\s*[-–]?\s*(?:\d{1,4}|[ivxIVX]{1,6})\s*[-–]?")
_PAGE_ENDS = frozenset("0123456789ivxIVX-– ")
_SAME_WIDTH = 16.0  # points: A4 comes as 594.96, 595.2 and 595.32, letter as 612


@dataclass(frozen=True, slots=True)
class Column:
    """A band's margins, in points; `usual` is how far apart its lines stand, 0 if unknown."""

    left: float
    right: float
    usual: float


@dataclass(frozen=True, slots=True)
class Set:
    """A line as it is set in its column."""

    line: Run
    column: Column

    @property
    def indent(self) -> float:
        """In type sizes; negative when it hangs out."""
        return (self.line.left - self.column.left) / self.line.size

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
        return self.line.text.rstrip(_CLOSING)[-1:] in SENTENCE_ENDS


@dataclass(frozen=True, slots=True)
class Style:
    """How a document is set.

    Whether first lines are indented, paragraphs spaced apart, the text Chinese, bold type the lesser part of it; the size of its type;
    words seen with a hyphen in them.
    """

    indented: bool
    spaced: bool
    chinese: bool
    bold_tells: bool
    size: float
    hyphened: frozenset[str]


def is_contents(text: str) -> bool:
    """Whether a line belongs to a table of contents: leader dots up to a page number."""
    return text[-1:] in _PAGE_ENDS and bool(_LEADER.fullmatch(text.strip()))


def placed(bands: Sequence[Band]) -> list[list[Set]]:
    """Each band's lines with the margins of its column: its own where enough lines show them, else those of all such columns."""
    alike: defaultdict[tuple[str, int], list[Run]] = defaultdict(list)
    for band in bands:
        alike[_kind(band)].extend(band.lines)
    everywhere = {(column, step): _column(lines, 0.0 if column else step * _SAME_WIDTH) for (column, step), lines in alike.items()}
    return [_set(band, everywhere[_kind(band)]) for band in bands]


def _kind(band: Band) -> tuple[str, int]:
    return band.column, round(band.width / _SAME_WIDTH)


def _set(band: Band, everywhere: Column) -> list[Set]:
    own = _column(band.lines)
    enough = len(band.lines) >= 2 * _MARGIN_LINES
    shifted = enough and abs((own.right - own.left) - (everywhere.right - everywhere.left)) <= band.lines[0].size
    column = own if shifted else everywhere
    return [Set(line, column) for line in band.lines]


def _column(lines: Sequence[Run], width: float = 0.0) -> Column:
    """The outermost places on either side where several lines begin or end, and the usual distance of lines.

    Where no lines end at one place, the right margin of a page of this width is taken to be as wide as the left one at least.
    """
    steps = sorted(
        below.baseline - above.baseline for above, below in pairwise(lines) if 0 < below.baseline - above.baseline < 4 * above.size
    )
    left = _outermost([line.left for line in lines])
    right = _outermost([-line.right for line in lines])
    usual = steps[len(steps) // 2] if len(steps) >= _MARGIN_LINES else 0.0
    first = min(line.left for line in lines)
    return Column(first if left is None else left, max(width - first, *(line.right for line in lines)) if right is None else -right, usual)


def _outermost(places: list[float]) -> float | None:
    """The smallest place that several lines share, a fiftieth of them at least and few being further out; None without one."""
    places = sorted(places)
    fewest = max(_MARGIN_LINES, len(places) // 50)
    for at in range(min(len(places) - fewest, 1 + len(places) // _FURTHER_OUT) + 1):
        if places[at + fewest - 1] - places[at] <= NEAR:
            return places[at + fewest // 2]
    return None


def style(bands: Sequence[Sequence[Set]], size: float) -> Style:
    """The style of a document of placed lines; `size` is that of most of its text."""
    lines = [one.line for band in bands for one in band]
    after_short = [(above, below) for band in bands for above, below in pairwise(band) if above.is_short and above.indent < _DEEPEST_INDENT]
    indented = sum(_INDENT <= below.indent <= _DEEPEST_INDENT for _, below in after_short)
    spaced = sum(_is_spaced(above, below) for above, below in after_short)
    fewest = max(1.0, _MOST * len(after_short))
    sample = "".join(line.text for line in lines[:100])
    bold = sum(len(line.text) * (line.bold or -1) for line in lines)
    hyphened = frozenset(word for line in lines if "-" in line.text for word in _HYPHENED.findall(line.text))
    return Style(indented >= fewest, spaced >= fewest, han_share(sample) > 0.3, bold < 0, size, hyphened)


def paragraphs(lines: Iterable[Set], known: Style) -> list[list[Set]]:
    """Lines in reading order, those of one paragraph together."""
    found: list[list[Set]] = []
    for one in lines:
        if found and goes_on(found[-1], one, known):
            found[-1].append(one)
        else:
            found.append([one])
    return found


def goes_on(paragraph: Sequence[Set], one: Set, known: Style) -> bool:
    """Whether a paragraph goes on in a line."""
    last = paragraph[-1]
    if is_centred(last, known) or is_centred(one, known) or _is_apart(last, one):
        return False
    if any("\t" in text or is_contents(text) for text in (last.line.text, one.line.text)):
        return False
    marked = known.indented or (known.spaced and last.line.page == one.line.page)
    slack = _MARKED_SLACK if marked else _SLACK
    if last.room > slack and last.room > slack + _needed(one.line):
        return known.indented and _is_within(paragraph, one)
    return _continues(paragraph, one, known)


def _is_within(paragraph: Sequence[Set], one: Set) -> bool:
    """Whether a line that ends early cannot be the last of its paragraph: no sentence ends there, and no indent follows.

    Figures in a row (23.1％、62.5％、45.5％) are kept on one line by some typesetters, pictures make room for themselves, and what stood at
    a line's end may not have been recognised.
    """
    last = paragraph[-1]
    half = 2 * last.room * last.line.size < last.column.right - last.column.left
    body = len(paragraph) > 1 and last.indent < _INDENT
    begins = one.indent >= _INDENT or BEGINS_PARAGRAPH.match(one.line.text)
    return half and (body or not last.is_short) and not begins and not last.ends_sentence


def _continues(paragraph: Sequence[Set], one: Set, known: Style) -> bool:
    """Whether a line after a full one belongs to the same paragraph: by its indent, else by its label."""
    last = paragraph[-1]
    labelled = bool(BEGINS_PARAGRAPH.match(one.line.text))
    if labelled and _counts_on(paragraph[0].line.text, one.line.text):
        return False
    if one.indent >= _INDENT:
        return one.indent <= _DEEPEST_INDENT and not labelled and _hangs(paragraph, one, known)
    if known.indented:
        return True
    # After a sentence, a short line that ends none is no end of the paragraph but a heading.
    alone = last.ends_sentence and one.is_short and not one.ends_sentence
    return not (alone or _SECTION.match(one.line.text) or (labelled and last.ends_sentence))


def _counts_on(before: str, text: str) -> bool:
    """Whether two texts begin with labels that follow each other: 31、 and 32、."""
    one, other = _NUMBER.match(before), _NUMBER.match(text)
    return one is not None and other is not None and one[2] == other[2] and int(one[1]) + 1 == int(other[1])


def _hangs(paragraph: Sequence[Set], one: Set, known: Style) -> bool:
    """Whether an indented line goes on below a label that hangs out, or in a paragraph indented as a whole."""
    last = paragraph[-1]
    if one.line.left > last.line.left + _SLACK * one.line.size:
        return not last.ends_sentence and len(paragraph) == 1 and last.indent < _INDENT
    level = abs(one.line.left - last.line.left) <= _SLACK * one.line.size
    return level and (len(paragraph) > 1 or not known.indented) and not _is_first(paragraph, one)


def _is_first(paragraph: Sequence[Set], one: Set) -> bool:
    """Whether a line is indented as the first line of the paragraph before it, the rest of which is not."""
    return len(paragraph) > 1 and abs(paragraph[0].indent - one.indent) < _SLACK and paragraph[1].indent < _INDENT


def _is_apart(last: Set, one: Set) -> bool:
    """Whether type size or spacing parts two lines."""
    larger, smaller = max(last.line.size, one.line.size), min(last.line.size, one.line.size)
    return larger > _SAME_SIZE * smaller or _is_spaced(last, one)


def _is_spaced(last: Set, one: Set) -> bool:
    step = one.line.baseline - last.line.baseline
    return last.column is one.column and last.line.page == one.line.page and 0 < last.column.usual * _SPACED < step


def _needed(line: Run) -> float:
    """The room that the first piece of a line would have taken, in type sizes: a Chinese character with its marks, a Latin word."""
    atom = ATOM.match(line.text)
    return width_of(atom[0]) if atom else 0.0


def is_centred(one: Set, known: Style) -> bool:
    """Whether a line is set in the middle; titles in large type may nearly fill their line."""
    left, right = one.indent, one.room
    large = one.line.size >= _TITLE_SIZE * known.size
    if large and min(left, right) > -_CENTRED_DIFFERENCE and max(left, right) < _CENTRED_DIFFERENCE:
        return True
    return min(left, right) >= (_SLACK if large else _CENTRED_ROOM) and abs(left - right) <= _CENTRED_DIFFERENCE


def block(paragraph: Sequence[Set], known: Style) -> Block:
    """A paragraph as a block; bold only where that sets it apart."""
    scores = [one.line.score for one in paragraph if one.line.score is not None]
    return Block(
        text_of(paragraph, known),
        bold=known.bold_tells and all(one.line.bold for one in paragraph),
        centred=len(paragraph) == 1 and is_centred(paragraph[0], known),
        score=min(scores, default=None),
        page=paragraph[0].line.page + 1,
    )


def text_of(paragraph: Sequence[Set], known: Style) -> str:
    """A paragraph's lines as one text, words broken at line ends mended."""
    text = ""
    chinese = known.chinese or any(HAN.search(one.line.text) for one in paragraph)
    for one in paragraph:
        broken = text.endswith("-") and _BROKEN_WORD.search(text[-40:])
        word = _WORD.match(one.line.text)
        if broken and word:
            whole = f"{broken[1]}-{word[0]}" in known.hyphened or word[0][0].isupper()
            text = (text if whole else text[:-1]) + one.line.text
        else:
            text = joined(text, one.line.text, chinese=chinese)
    return text
