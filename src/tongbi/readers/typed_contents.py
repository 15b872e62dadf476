"""Tables of contents that somebody typed: lines up to a page number, and runs of lines that come again as headings."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tongbi.language import enumerators, lexicon
from tongbi.model import Block, Document, Finding, Grid
from tongbi.readers.web_boilerplate import LONGEST_LINE

CODE = "contents-left-out"
# A title, what leads to its page (blanks, dots of any shape), and the page: "PART I" leads by a blank to none.
_ENTRY = re.compile(r"(.{2,240}?)([\W_]+)([\divxIVX]{1,6})[ \t)）–-]*")
_CLOSES = ']】）)》”"-–(（'
_DOTS = "•●▪■◆\uf0b7"
_PAGE_ENDS = frozenset("0123456789ivxIVX-–)） ")
_HEADS = frozenset(lexicon.words("zh/labels", "contents"))
_STOPS = "。；，!?！？"


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a block or a row of a table.

    `title` is without blanks, "" for a long line; `page` the one that it leads to, 0 for one in Roman digits, by dots or not.
    """

    at: int
    text: str
    title: str
    page: int | None = None
    dotted: bool = False


def left_out(document: Document) -> Document:
    """A document without tables of contents, their lines counted in a finding.

    Lines that stand together are one where they lead to ascending pages, bear labels or stand below the heading of a table of contents, and
    where most of them come again further down with text between them, of which more is listed than not: notes that a second part of the
    report has under the same headings are a part of their own. Dots up to a page make a single line one, and labelled lines also where
    none comes again; without labels, lines of dots may be rows of a table. A short one may list what a long one below it lists again.
    """
    lines = list(_lines(document.blocks))
    titles = [line.title for line in lines if line.title]
    if all(line.page is None for line in lines) and len(titles) - len(set(titles)) < 3 and _HEADS.isdisjoint(map(str.lower, titles)):
        return document
    places: dict[str, list[int]] = {}
    for place, line in enumerate(lines):
        for title in {line.title, _head(line)} if line.page is None else ():
            places.setdefault(title, []).append(place)
    out = {place for run in _runs(lines, places) for place in run}
    kept = {line.at for place, line in enumerate(lines) if place not in out}
    gone = {line.at for place, line in enumerate(lines) if place in out} - kept
    if not gone:
        return document
    count = sum(line.at in gone for line in lines) + sum(int(one.values["count"]) for one in document.findings if one.code == CODE)
    others = tuple(one for one in document.findings if one.code != CODE)
    blocks = tuple(block for at, block in enumerate(document.blocks) if at not in gone)
    return left_out(replace(document, blocks=blocks, findings=(Finding(CODE, "", {"count": str(count)}), *others)))


def _lines(blocks: Sequence[Block | Grid]) -> Iterator[_Line]:
    for at, block in enumerate(blocks):
        if isinstance(block, Block):
            yield _line(at, block.text)
        else:
            rows: dict[int, list[str]] = {}
            for cell in block.cells:
                rows.setdefault(cell.row, []).append(cell.text)
            yield from (_line(at, "\t".join(filter(None, texts))) for texts in rows.values() if any(texts))


def leads_to_page(text: str) -> bool:
    """Whether a line leads by dots to a page."""
    return _line(0, text).dotted


def heads_contents(text: str) -> bool:
    """Whether a line says that contents follow and nothing else."""
    return _key(text).lower() in _HEADS


def _line(at: int, text: str) -> _Line:
    short = len(text) <= LONGEST_LINE
    found = _ENTRY.fullmatch(text.strip()) if short and text[-1:] in _PAGE_ENDS else None
    leader = "".join(found[2].split()).strip(_CLOSES) if found else ""
    dotted = leader[:2] == "……" or len(leader) > len("..") >= len(set(leader))
    blank = found and not found[3].isupper() and not leader and found[2] != leader and found[2].strip(_CLOSES)
    if found is None or not (dotted or blank):
        return _Line(at, text, _key(text) if short else "")
    return _Line(at, text, _key(found[1]), int(found[3]) if found[3].isdecimal() else 0, dotted)


def _key(title: str) -> str:
    """A title without blanks, a dot before it and what closes it."""
    return "".join(title.split()).lstrip(_DOTS).rstrip(f"{_CLOSES}：:")


def _head(line: _Line) -> str:
    """What a line says before its first full stop: a heading may run into its text."""
    return _key(line.text[:LONGEST_LINE].partition("。")[0])


def _runs(lines: Sequence[_Line], places: Mapping[str, Sequence[int]]) -> Iterator[range]:
    """The runs of lines that are tables of contents, the heading above them among them."""
    ends = list(range(len(lines) + 1))
    for place in reversed(range(len(lines))):
        if _is_listed(lines, place, places):
            ends[place] = ends[place + 1]
    start = 0
    while start < len(lines):
        headed = heads_contents(lines[start].title)
        first = start + headed
        end = ends[first]
        while first < end < len(lines) and lines[end].at == lines[end - 1].at:  # a table is listed whole or not at all
            end -= 1
        run = range(first, end)
        within = start and lines[start].at == lines[start - 1].at  # rows in the midst of a table are values that come again
        if run and not within and (headed or _may_begin(lines[first])) and _is_contents(lines, run, places, headed=headed):
            yield range(start, end)
            start = end
        else:
            start += 1


def _is_listed(lines: Sequence[_Line], place: int, places: Mapping[str, Sequence[int]]) -> bool:
    line = lines[place]
    return line.page is not None or (line.title != "" and places[line.title][-1] > place and line.text[-1:] not in _STOPS)


def _may_begin(line: _Line) -> bool:
    return line.page is not None or _is_labelled(line)


def _is_labelled(line: _Line) -> bool:
    return any(enumerators.parse(line.text, chinese) is not None for chinese in (True, False))


def _is_contents(lines: Sequence[_Line], run: range, places: Mapping[str, Sequence[int]], *, headed: bool) -> bool:
    """Whether lines that are listed together are contents: enough of them come again with text between, and their pages ascend."""
    listed = [lines[place] for place in run]
    if any(after < before for before, after in pairwise(line.page for line in listed if line.page)):
        return False
    dotted = all(line.dotted for line in listed)
    if all(line.page is not None for line in listed) and (headed or (dotted and all(map(_is_labelled, listed)))):
        return True
    again = list(_again(listed, run.stop, places))
    first = again[0] if again else 0
    enough = dotted or (len(run) + headed > 2 and max(again, default=0) - first > max(len(run), first - run.stop))
    return enough and 2 * len(again) >= len(run)


def _again(listed: Sequence[_Line], below: int, places: Mapping[str, Sequence[int]]) -> Iterator[int]:
    """Where lines come again from a place on, each behind the line before it where it can be."""
    last = below - 1
    for line in listed:
        found = places.get(line.title, ())
        if first := found[bisect_left(found, below) :][:1]:
            last = next(iter(found[bisect_right(found, last) :]), *first)
            yield last
