"""Lines of printed pages → paragraphs and tables, by margins, indents, the room left at a line's end, type sizes and spacing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from tongbi.model import Block, Finding
from tongbi.readers import paragraphs
from tongbi.readers.pages.lines import Line, Page
from tongbi.readers.pages.parts import Part
from tongbi.readers.wrapping import BEGINS_PARAGRAPH, WIDE

_ATOM = re.compile(r"(?:[!-~]+[％‰℃]?|.)[，。、；：！？）”》]*")
_SECTION = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]{1,3}[章编]")
_NUMBER = re.compile(r"[（(]?(\d{1,3})([、．.）)])")
_LEADER = re.compile(r".{2,60}?(?:[.．·…]{4,}|…{2,}|(?:[.．·] ){4,})\s*\d{1,4}")
_SENTENCE_ENDS, _CLOSING = "。！？：；!?:;.", "”’）)」』】]"
# In type sizes.
_INDENT, _DEEPEST_INDENT, _SLACK = 1.0, 6.0, 0.5
_MARKED_SLACK = 2.5  # where indents mark the beginnings, a line may end earlier and go on
_CENTRED_ROOM, _CENTRED_DIFFERENCE = 2.6, 1.0
_LATIN_WIDTH = 0.55
_SAME_PLACE = 0.6
# Ratios: type sizes that are one, the size of titles, lines further apart than usual, room that makes a line short.
_SAME_SIZE, _TITLE_SIZE, _SPACED, _SHORT = 1.18, 1.2, 1.45, 0.25
_FEWEST, _FURTHER_OUT = 3, 12
_MARKED, _BOLD_SHARE = 0.6, 0.5


@dataclass(frozen=True, slots=True)
class _Margins:
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class _Style:
    """How a document is set: the size of its type, the usual distance of lines, whether first lines are indented."""

    size: float
    step: float
    indented: bool
    bold_tells: bool


@dataclass(frozen=True, slots=True)
class _Set:
    """A line as set between its page's margins; indent and room in type sizes."""

    line: Line
    indent: float
    room: float
    short: bool


def blocks(pages: Sequence[Page]) -> tuple[list[Block | Part], list[Finding]]:
    """The paragraphs and tables of pages without their furniture, paragraphs joined over page breaks; and what was doubtful.

    Lines of a table of contents are left out and counted.
    """
    everything = [line for page in pages for line in page.lines()]
    kept = [line for line in everything if not _LEADER.fullmatch(line.text)]
    doubts = paragraphs.clean("".join(line.text for line in kept))[1]
    if len(kept) < len(everything):
        doubts.append(Finding("contents-left-out", "", {"count": str(len(everything) - len(kept))}))
    parts = [part for page in pages for part in _placed(page, pages) if isinstance(part, Part) or not _LEADER.fullmatch(part.line.text)]
    style = _style([part for part in parts if isinstance(part, _Set)])
    return list(_blocks(parts, style)), doubts


def _blocks(parts: Sequence[_Set | Part], style: _Style) -> Iterator[Block | Part]:
    last: dict[str, int] = {}
    for is_table, run in groupby(parts, key=lambda part: isinstance(part, Part)):
        if is_table:
            yield from (part for part in run if isinstance(part, Part))
            continue
        found: list[list[_Set]] = []
        for one in run:
            if isinstance(one, _Set):
                if found and _goes_on(found[-1], one, style):
                    found[-1].append(one)
                else:
                    found.append([one])
        for paragraph in found:
            yield from _parted(paragraph, style, last)


def _parted(paragraph: Sequence[_Set], style: _Style, last: dict[str, int]) -> Iterator[Block]:
    """A paragraph as a block, as several where it holds several sections."""
    text = ""
    for one in paragraph:
        text = joined(text, one.line.text)
    scores = [one.line.score for one in paragraph if one.line.score is not None]
    bold = style.bold_tells and all(one.line.bold for one in paragraph)
    centred = len(paragraph) == 1 and _is_centred(paragraph[0], style)
    for part in paragraphs.paragraphs(paragraphs.clean(text)[0], last).texts:
        yield Block(part, bold, centred, None, min(scores, default=None), paragraph[0].line.page + 1)


def joined(before: str, after: str) -> str:
    """Two lines as one text: a blank between Latin words, a word broken by a hyphen mended, none in Chinese text."""
    if re.search(r"[a-z]-$", before[-2:]) and after[:1].islower():
        return before[:-1] + after
    latin = re.match(r"[A-Za-z,;.]", before[-1:]) and re.match(r"[A-Za-z]", after)
    return f"{before} {after}" if latin else before + after


def _placed(page: Page, pages: Sequence[Page]) -> Iterator[_Set | Part]:
    margins = _margins_of(page, pages)
    for part in page.parts:
        if isinstance(part, Part):
            yield part
        else:
            room = margins.right - part.right
            yield _Set(part, (part.left - margins.left) / part.size, room / part.size, room > _SHORT * (margins.right - margins.left))


def _margins_of(page: Page, pages: Sequence[Page]) -> _Margins:
    """A page's own margins where enough lines show them, since scans lie askew; else those of all pages of its width."""
    own = _margins(page.lines(), 0.0)
    if own is not None and len(page.lines()) >= 2 * _FEWEST:
        return own
    alike = [line for other in pages if abs(other.width - page.width) < 0.02 * page.width for line in other.lines()]
    return _margins(alike, page.width) or _Margins(0.0, page.width)


def _margins(found: Sequence[Line], width: float) -> _Margins | None:
    """The outermost places where several lines begin and end; on a page of a known width the right margin is as wide as the left."""
    if not found:
        return None
    near = _SAME_PLACE * _usual_size(found)
    left = _outermost([line.left for line in found], near)
    right = _outermost([-line.right for line in found], near)
    if not width and (left is None or right is None):
        return None
    if left is None:
        left = min(line.left for line in found)
    return _Margins(left, max(width - left, *(line.right for line in found)) if right is None else -right)


def _outermost(places: list[float], near: float) -> float | None:
    """The smallest place that several lines share, few being further out; None without one."""
    places.sort()
    fewest = max(_FEWEST, len(places) // 50)
    for at in range(min(len(places) - fewest, 1 + len(places) // _FURTHER_OUT) + 1):
        if places[at + fewest - 1] - places[at] <= near:
            return places[at + fewest // 2]
    return None


def _usual_size(found: Sequence[Line]) -> float:
    """The type size in which most of the text is set."""
    by_size = sorted(found, key=lambda line: line.size)
    half = sum(len(line.text) for line in found) / 2
    for line in by_size:
        half -= len(line.text)
        if half <= 0:
            return line.size
    return 1.0


def _style(found: Sequence[_Set]) -> _Style:
    text = [one.line for one in found]
    steps = sorted(below.bottom - above.bottom for above, below in pairwise(text) if above.page == below.page)
    after_short = [below for above, below in pairwise(found) if above.short and above.indent < _DEEPEST_INDENT]
    indented = sum(_INDENT <= one.indent <= _DEEPEST_INDENT for one in after_short)
    bold = sum(len(line.text) for line in text if line.bold)
    return _Style(
        _usual_size(text),
        steps[len(steps) // 2] if len(steps) >= _FEWEST else 0.0,
        indented >= max(1.0, _MARKED * len(after_short)),
        bold < _BOLD_SHARE * sum(len(line.text) for line in text),
    )


def _goes_on(paragraph: Sequence[_Set], one: _Set, style: _Style) -> bool:
    """Whether a paragraph goes on in a line."""
    last = paragraph[-1]
    if _is_centred(last, style) or _is_centred(one, style) or last.line.spread or one.line.spread or _is_apart(last.line, one.line, style):
        return False
    ends = last.line.text.rstrip(_CLOSING)[-1:] in _SENTENCE_ENDS
    within = style.indented and one.indent < _INDENT and not last.short and not ends  # what stood at its end was not recognised
    slack = _MARKED_SLACK if style.indented else _SLACK
    if not within and last.room > slack and last.room > slack + _needed(one.line.text):
        return False
    labelled = bool(BEGINS_PARAGRAPH.match(one.line.text))
    if labelled and _counts_on(paragraph[0].line.text, one.line.text):
        return False
    if one.indent >= _INDENT:  # below a label that hangs out, or in a paragraph indented as a whole
        level = abs(one.line.left - last.line.left) <= _SLACK * one.line.size
        return level and not labelled and not ends and (len(paragraph) > 1 or not style.indented)
    if style.indented:
        return True
    return not (_SECTION.match(one.line.text) or (labelled and ends))


def _counts_on(before: str, text: str) -> bool:
    """Whether two texts begin with labels that follow each other: 31、 and 32、."""
    one, other = _NUMBER.match(before), _NUMBER.match(text)
    return one is not None and other is not None and one[2] == other[2] and int(one[1]) + 1 == int(other[1])


def _is_apart(last: Line, one: Line, style: _Style) -> bool:
    """Whether type size or spacing parts two lines."""
    if max(last.size, one.size) > _SAME_SIZE * min(last.size, one.size):
        return True
    return last.page == one.page and 0 < style.step * _SPACED < one.bottom - last.bottom


def _needed(text: str) -> float:
    """The room that the first piece of a line would have taken: a Chinese character with its marks, a Latin word."""
    atom = _ATOM.match(text)
    return sum(1.0 if WIDE.match(char) else _LATIN_WIDTH for char in atom[0]) if atom else 0.0


def _is_centred(one: _Set, style: _Style) -> bool:
    """Whether a line is set in the middle; titles in large type may nearly fill their line."""
    if abs(one.indent - one.room) > _CENTRED_DIFFERENCE:
        return False
    if one.line.size >= _TITLE_SIZE * style.size:
        return one.indent > -_CENTRED_DIFFERENCE
    return min(one.indent, one.room) >= _CENTRED_ROOM
