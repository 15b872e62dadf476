"""Lines → paragraphs by geometry: margins, indents, the room left at a line's end, type sizes and spacing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tongbi.language.folding import han_share
from tongbi.model import Block
from tongbi.readers.pdf.order import Band
from tongbi.readers.pdf.text import HAN, Line
from tongbi.readers.wrapping import BEGINS_PARAGRAPH, is_wide, joined

# All in type sizes of the line. First lines are indented by two; a justified line ends within half of its margin.
_INDENT, _SLACK = 1.0, 0.5
# Where indents mark the beginnings, a line may end earlier and go on: before a figure that the typesetter keeps with its word.
_MARKED_SLACK = 2.5
_DEEPEST_INDENT = 6.0
# Centred: this much room on both sides, equal within this; large type (titles) needs less.
_CENTRED_ROOM, _CENTRED_DIFFERENCE, _TITLE_ROOM = 2.6, 1.0, 0.4
_TITLE_SIZE = 1.2
_SAME_SIZE = 1.15
# Lines further apart than usual by this factor belong to two paragraphs; mixed faces move lines by up to a tenth.
_SPACED = 1.4
_MARGIN_LINES = 3
_MARGIN_WIDTH = 3.0
_FURTHER_OUT = 12
_MARKED = 0.6
_LATIN_WIDTH = 0.55
_HALF = 0.5
_SHORT = 0.25  # of the column's width; a ragged line of English leaves up to a fifth of a narrow column free
_SENTENCE_ENDS = "。！？：；!?:;."
_CLOSING = "”’）)」』】]"
_ATOM = re.compile(r"(?:[!-~]+[％‰℃]?|.)[，。、；：！？）”》]*")
_SAMPLE = 100
_HYPHENED = re.compile(r"[A-Za-z]+-[A-Za-z]+")
_BROKEN_WORD = re.compile(r"([A-Za-z]+)-$")
_WORD = re.compile(r"[A-Za-z][a-z]*")
_SECTION = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]{1,3}[章编]")
_LONGEST_WORD = 40
_LEADER = re.compile(r".{2,60}?(?:[.．·]{5,}|…{2,}|(?:[.．·] ){4,})\s*[-–]?\s*(?:\d{1,4}|[ivxIVX]{1,6})\s*[-–]?")
_PAGE_ENDS = frozenset("0123456789ivxIVX-– ")
_BOLD_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Column:
    """A band's margins, in points; `usual` is how far apart its lines stand, 0 if unknown."""

    left: float
    right: float
    usual: float


@dataclass(frozen=True, slots=True)
class Set:
    """A line as it is set in its column."""

    line: Line
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


@dataclass(frozen=True, slots=True)
class Style:
    """How a document is set.

    Whether first lines are indented, paragraphs spaced apart, the text Chinese; the size of its type; words seen with a hyphen in them.
    """

    indented: bool
    spaced: bool
    chinese: bool
    size: float
    hyphened: frozenset[str]


def is_contents(text: str) -> bool:
    """Whether a line belongs to a table of contents: leader dots up to a page number."""
    return (
        text[-1:] in _PAGE_ENDS and ("…" in text or ".." in text or "··" in text or ". ." in text) and bool(_LEADER.fullmatch(text.strip()))
    )


def placed(bands: Sequence[Band]) -> list[list[Set]]:
    """Each band's lines with the margins of its column: its own where enough lines show them, else those of all such columns."""
    alike: defaultdict[tuple[str, int], list[Line]] = defaultdict(list)
    for band in bands:
        alike[band.column, round(band.width)].extend(band.lines)
    everywhere = {key: _column(lines, 0.0 if key[0] else float(key[1])) for key, lines in alike.items()}
    return [_set(band, everywhere[band.column, round(band.width)]) for band in bands]


def _set(band: Band, everywhere: Column) -> list[Set]:
    own = _column(band.lines)
    enough = len(band.lines) >= 2 * _MARGIN_LINES
    shifted = enough and abs((own.right - own.left) - (everywhere.right - everywhere.left)) <= band.lines[0].size
    column = own if shifted else everywhere
    return [Set(line, column) for line in band.lines]


def _column(lines: Sequence[Line], width: float = 0.0) -> Column:
    """The outermost places on either side where several lines begin or end, and the usual distance of lines.

    Where no lines end at one place, the right margin of a page of this width is taken to be as wide as the left one at least.
    """
    steps = sorted(
        below.baseline - above.baseline for above, below in pairwise(lines) if 0 < below.baseline - above.baseline < 4 * above.size
    )
    left = _outermost([line.left for line in lines])
    right = _outermost([-line.right for line in lines])
    usual = steps[len(steps) // 2] if len(steps) >= _MARGIN_LINES else 0.0
    return Column(
        min(line.left for line in lines) if left is None else left,
        max(width - min(line.left for line in lines), *(line.right for line in lines)) if right is None else -right,
        usual,
    )


def _outermost(places: list[float]) -> float | None:
    """The smallest place that several lines share, a fiftieth of them at least and few being further out; None without one."""
    places = sorted(places)
    fewest = max(_MARGIN_LINES, len(places) // 50)
    for at in range(min(len(places) - fewest, 1 + len(places) // _FURTHER_OUT) + 1):
        if places[at + fewest - 1] - places[at] <= _MARGIN_WIDTH:
            return places[at + fewest // 2]
    return None


def style(bands: Sequence[Sequence[Set]], size: float) -> Style:
    """The style of a document of placed lines; `size` is that of most of its text."""
    lines = [line for band in bands for line in band]
    after_short = [(above, below) for band in bands for above, below in pairwise(band) if above.is_short and above.indent < _DEEPEST_INDENT]
    indented = sum(_INDENT <= below.indent <= _DEEPEST_INDENT for _, below in after_short)
    spaced = sum(_is_spaced(above, below) for above, below in after_short)
    fewest = max(1.0, _MARKED * len(after_short))
    sample = "".join(one.line.text for one in lines[:_SAMPLE])
    hyphened = frozenset(word for one in lines if "-" in one.line.text for word in _HYPHENED.findall(one.line.text))
    return Style(indented >= fewest, spaced >= fewest, han_share(sample) > 0.3, size, hyphened)


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
    if "\t" in last.line.text or "\t" in one.line.text or is_contents(last.line.text) or is_contents(one.line.text):
        return False
    marked = known.indented or (known.spaced and last.line.page == one.line.page)
    slack = _MARKED_SLACK if marked else _SLACK
    if last.room > slack and last.room > slack + _needed(one.line):
        return known.indented and _is_within(paragraph, one)
    return _continues(paragraph, one, known)


def _is_within(paragraph: Sequence[Set], one: Set) -> bool:
    """Whether a line that ends early cannot be the last of its paragraph: no sentence ends there, and no indent follows.

    Figures in a row (23.1％、62.5％、45.5％) are kept on one line by some typesetters, and pictures make room for themselves.
    """
    last = paragraph[-1]
    half = last.room * last.line.size < _HALF * (last.column.right - last.column.left)
    return len(paragraph) > 1 and half and last.indent < _INDENT and one.indent < _INDENT and not _ends_sentence(last.line.text)


def _continues(paragraph: Sequence[Set], one: Set, known: Style) -> bool:
    """Whether a line after a full one belongs to the same paragraph: by its indent, else by its label."""
    last = paragraph[-1]
    ends = _ends_sentence(last.line.text)
    labelled = bool(BEGINS_PARAGRAPH.match(one.line.text))
    if one.indent >= _INDENT:
        return one.indent <= _DEEPEST_INDENT and not labelled and _hangs(paragraph, one, known, ends=ends)
    if known.indented:
        return True
    # After a sentence, a short line that ends none is no end of the paragraph but a heading.
    alone = ends and one.is_short and not _ends_sentence(one.line.text)
    return not (alone or _SECTION.match(one.line.text) or (labelled and ends))


def _hangs(paragraph: Sequence[Set], one: Set, known: Style, *, ends: bool) -> bool:
    """Whether an indented line goes on below a label that hangs out, or in a paragraph indented as a whole."""
    last = paragraph[-1]
    if one.line.left > last.line.left + _SLACK * one.line.size:
        return not ends and len(paragraph) == 1 and last.indent < _INDENT
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


def _needed(line: Line) -> float:
    """The room that the first piece of a line would have taken, in type sizes: a Chinese character with its marks, a Latin word."""
    atom = _ATOM.match(line.text)
    return sum(1.0 if is_wide(char) else _LATIN_WIDTH for char in atom[0]) if atom else 0.0


def is_centred(one: Set, known: Style) -> bool:
    """Whether a line is set in the middle; titles in large type may nearly fill their line."""
    left, right = one.indent, one.room
    large = one.line.size >= _TITLE_SIZE * known.size
    if large and min(left, right) > -_CENTRED_DIFFERENCE and max(left, right) < _CENTRED_DIFFERENCE:
        return True
    return min(left, right) >= (_TITLE_ROOM if large else _CENTRED_ROOM) and abs(left - right) <= _CENTRED_DIFFERENCE


def _ends_sentence(text: str) -> bool:
    return text.rstrip(_CLOSING)[-1:] in _SENTENCE_ENDS


def text_of(paragraph: Sequence[Set], known: Style) -> str:
    """A paragraph's lines as one text, words broken at line ends mended."""
    text = ""
    chinese = known.chinese or any(HAN.search(one.line.text) for one in paragraph)
    for one in paragraph:
        broken = _BROKEN_WORD.search(text[-_LONGEST_WORD:]) if text.endswith("-") else None
        word = _WORD.match(one.line.text)
        if broken and word:
            whole = f"{broken[1]}-{word[0]}" in known.hyphened or word[0][0].isupper()
            text = (text if whole else text[:-1]) + one.line.text
        else:
            text = joined(text, one.line.text, chinese=chinese)
    return text


def block(paragraph: Sequence[Set], known: Style, *, bold_tells: bool) -> Block:
    """A paragraph as a block; bold only where that sets it apart."""
    centred = len(paragraph) == 1 and is_centred(paragraph[0], known)
    bold = bold_tells and all(one.line.bold for one in paragraph)
    return Block(text_of(paragraph, known), bold=bold, centred=centred, page=paragraph[0].line.page + 1)


def bold_tells(lines: Iterable[Line]) -> bool:
    """Whether bold lines are the lesser part of a text."""
    bold = total = 0
    for line in lines:
        total += len(line.text)
        bold += len(line.text) * line.bold
    return bold < _BOLD_SHARE * total
