"""What stands before the text: title lines, document number, dateline, author, and what a page prints around them.

The furniture of a page (tools, the way to the page, captions) is known by where it stands and by its shape: short lines above the first
long one. The title is found among them by what a title is, whatever the others say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tongbi.language import dates, enumerators, lexicon, sentences
from tongbi.language.folding import simplified
from tongbi.model import Block
from tongbi.report.outline import english_organisation, headings, levels, organisation_naming
from tongbi.report.outline.evidence import LINES

# So many lines may stand above the title and below it: a front longer than this is no front but a text without full stops.
_MOST_ABOVE, _MOST_LINES = 80, 20
_LONGEST, _LONGEST_LINE, _SENTENCE = 60, 45, 20
DATELINE = re.compile(rf"^\s*[—–\-(（\[【]*\s*{dates.MONTH}")
_NO_TITLE = re.compile(rf"^[—–\-(（]|{lexicon.one_of('zh/front', 'dispatch')}$|[：:>＞|｜]|^{lexicon.one_of('zh/front', 'address')}")
# Characters set apart to fill their line (年　度　报　告).
_SPREAD = re.compile(r"(?:[\u4e00-\u9fff]|\d{1,8})(?:[ \u3000]+(?:[\u4e00-\u9fff]|\d{1,8})){3,}")
_SITE = re.compile(r"\s*(?:_+|--+|\s[-–—]\s).*$|(?<=.{8})[-–—][\u4e00-\u9fff]{2,20}$")
_YEAR_LAST = re.compile(f"{dates.NAMED}$")
_SHORTEST = 8
_ABOUT = ("《", "【", *lexicon.words("zh/naming", "documents.about"))


@dataclass(frozen=True, slots=True)
class _Title:
    """A title in a list of lines: its text and the lines that it takes up, from `first` up to `end`."""

    text: str
    first: int
    end: int


def split(blocks: Sequence[Block], chinese: bool) -> int:
    """How many paragraphs at the start are front matter: all up to the first heading or sentence behind the title."""
    above = [block.text for block in blocks[: _head(blocks) if chinese else _english_head(blocks)]]
    found = _chinese_title(above) if chinese else _english_title(above)
    start = _first_text(blocks, found, chinese)
    return _opened(blocks, start, chinese)


def _first_text(blocks: Sequence[Block], found: _Title | None, chinese: bool) -> int:
    start = found.end if found else 0
    for index in range(start, min(len(blocks), start + _MOST_LINES + 1)):
        if _begins_text(blocks, index, chinese):
            return index
    if found and len(blocks) > start:
        return start
    return 0 if len(blocks) > _MOST_LINES else max(len(blocks) - 1, 0)


def _opened(blocks: Sequence[Block], start: int, chinese: bool) -> int:
    """Where the headings directly above the first sentence begin; `start` where none stands there.

    Between a title and the text also stand who speaks, when and to whom. A line is a heading there by its own looks, as an opening by
    its words (写在前面, Foreword), or where the text has other headings without a label on its level.
    """
    lines = [block.text for block in blocks[:start]]
    found = _chinese_title(lines) if chinese else _english_title(lines)
    first = start
    while found and first > found.end and blocks[first - 1].outline is not None and not _is_dated(lines[first - 1]):
        first -= 1
    if not found or first < start or start == found.end or not _may_open(lines[-1]):
        return first
    heads = headings.find(blocks[start - 1 :], chinese)
    alike = [head for index, head in heads.items() if index and head.line.label is None and 0 in heads and head.level == heads[0].level]
    return start - 1 if alike or (levels.is_opening(lines[-1]) and 0 in heads) else start


def _may_open(line: str) -> bool:
    """Whether a line between title and text is neither a date, whom it is addressed to, a body's name nor its head's."""
    named = organisation_naming.is_name(line) or organisation_naming.of_office(line) or english_organisation.is_body(line)
    return not (_is_dated(line) or _is_other(line) or named or line.startswith(("（", "(")))


def _is_dated(line: str) -> bool:
    return bool(DATELINE.match(line)) or dates.is_aside(line) or dates.called(line) is not None


def _head(blocks: Sequence[Block]) -> int:
    """Where the first long sentence, the first Chinese label or the first address to the hearers stands: titles stand above."""
    for index, block in enumerate(blocks[:_MOST_ABOVE]):
        label = enumerators.parse(block.text, True)
        if (
            (label and label.kind in {"part", "section", "legal", "han", "han-paren"})
            or _is_prose(block.text, _LONGEST)
            or _is_address(blocks, index)
        ):
            return index
    return min(len(blocks), _MOST_ABOVE)


def _english_head(blocks: Sequence[Block]) -> int:
    """Where the first line that begins an English text stands; the entries of contents begin none."""
    texts = (at for at, block in enumerate(blocks[:_MOST_ABOVE]) if _begins_text(blocks, at, False) and block.text[-1] != ":")
    return next(texts, min(len(blocks), _MOST_ABOVE))


def _is_prose(text: str, least: int) -> bool:
    return len(text) >= least and any(mark in text for mark in "，。！？；")


def _is_address(blocks: Sequence[Block], index: int) -> bool:
    """Whether a line announces the sentence below it (各位代表：)."""
    below = blocks[index + 1].text if index + 1 < len(blocks) else ""
    return blocks[index].text.rstrip().endswith(("：", ":")) and _is_prose(below, _SENTENCE)


def _begins_text(blocks: Sequence[Block], index: int, chinese: bool) -> bool:
    """Whether the text begins with a line: a label, a table's row, a long line or a sentence."""
    text = blocks[index].text
    if "\t" in text or len(text) > _LONGEST * (1 if chinese else 2.5) or enumerators.parse(text, chinese):
        return True
    named = organisation_naming.ends_title(text) if chinese else english_organisation.is_body(text)  # Ferrowhite Pipes Inc. is no sentence
    if not sentences.terminal(text) or DATELINE.match(text) or named:
        return False
    # A tool of the page that ends in a colon announces nothing (分享到：).
    return not (chinese and text.rstrip()[-1] in "：:" and index + 1 < len(blocks) and not _announces(blocks, index))


def _announces(blocks: Sequence[Block], index: int) -> bool:
    below = blocks[index + 1].text
    return len(blocks[index].text) > _SHORTEST or _is_prose(below, 1) or enumerators.parse(below, True) is not None


def title(front: Sequence[str], chinese: bool, told: str = "") -> str:
    """The title, its lines joined, without a document number; "" when no line reads like one. `told` is the text below."""
    found = _chinese_title(front, told) if chinese else _english_title(front)
    first = "" if chinese or not front else front[0].strip()
    return found.text if found else "" if enumerators.is_division(first) else first


def _closed_up(line: str) -> str:
    return "".join(line.split()) if _SPREAD.fullmatch(line) else line


def _chinese_title(front: Sequence[str], told: str = "") -> _Title | None:
    """The best of the titles that could be in some lines; of equals the first."""
    told = "\n".join((*front, told))
    lines = [_closed_up(_SITE.sub("", organisation_naming.DOCUMENT_NUMBER.sub("", line).strip())) for line in front]
    found = [one for at in range(len(lines)) if (one := _at(lines, at, told))]
    return max(found, key=_rank, default=None)


def _rank(found: _Title) -> tuple[bool, bool, int]:
    """A title begins like one, ends like one, names a year and whose it is."""
    name = organisation_naming.of_title(found.text)
    return (
        _begins_well(found.text),
        organisation_naming.ends_title(found.text),
        bool(dates.years(found.text)) + (bool(name) and organisation_naming.may_be_name(name)),
    )


def _at(lines: Sequence[str], at: int, told: str) -> _Title | None:
    """The title that ends at a line, or a line below it; None where none does."""
    line = lines[at]
    if not line or _is_other(line):
        return None
    end = at + 1
    if not organisation_naming.ends_title(line):
        below = lines[end] if end < len(lines) else ""
        if below and not _is_other(below) and organisation_naming.ends_title(below) and not _begins_well(below) and _begins_well(line):
            end += 1
        elif not _is_bare_title(line):
            return None
    first = at
    while first > 0 and end - first < LINES and _joins(lines[first - 1], lines[first], told):
        first -= 1
    if end < len(lines) and lines[end][:1] in ("（", "(") and dates.is_aside(lines[end]):
        end += 1
    return _Title("".join(lines[first:end]), first, end)


def _is_other(line: str) -> bool:
    """Whether a line is no part of a title by its shape: a date, a part's label, a field with its name, a step of a way, a sentence."""
    return (
        enumerators.is_division(line)
        or bool(DATELINE.match(line) or _NO_TITLE.search(simplified(line)))
        or len(line) > _LONGEST
        or (sentences.terminal(line) and line[-1] not in "》")
    )


def _is_bare_title(line: str) -> bool:
    """Whether a line that ends like no report names a year and begins like a title (2023年临水县民生实事)."""
    return len(line) >= _SHORTEST and len(line) <= _LONGEST_LINE and bool(dates.years(line)) and _begins_well(line)


def _begins_well(line: str) -> bool:
    """Whether a line begins as titles do: with a year, a name, a topic, or what it is about."""
    text = dates.arabic(line)
    topic = organisation_naming.topic(text)
    if dates.years(text[:4]) or simplified(text).startswith(_ABOUT) or (topic and topic.start() == 0):
        return True
    return bool(organisation_naming.leading(text)) or organisation_naming.may_be_name(
        organisation_naming.of_title(text) if dates.years(text) else ""
    )


def _joins(above: str, below: str, told: str) -> bool:
    """Whether a title goes on from a line above: one that names a body or a subject, where the line below does not name its own."""
    if not above or _is_other(above) or organisation_naming.ends_title(above):
        return False
    if not _begins_well(below) or organisation_naming.is_bare(below):
        return _is_subject(above)
    if organisation_naming.of_title(below):
        return _YEAR_LAST.fullmatch(dates.arabic(above)) is not None and not dates.years(below)
    if below.startswith(lexicon.words("zh/naming", "relative.government")) and not organisation_naming.is_government(
        _YEAR_LAST.sub("", dates.arabic(above))
    ):
        return False
    return _is_subject(above) if any(word in above for word in _ABOUT) else _is_whose(above, told)


def _is_subject(line: str) -> bool:
    """Whether a line says what a report is about, or whose it is or which year's (临水县法治政府)."""
    return _begins_well(line) and (organisation_naming.topic(line) is not None or _is_whose(line, line))


def _is_whose(line: str, told: str) -> bool:
    """Whether a line is a body's name, a year, or both; what may be a tool of the page (下载中心) is a name where another line has it."""
    name = _YEAR_LAST.sub("", dates.arabic(line)).strip()
    if not name or organisation_naming.is_name(name):
        return True
    return organisation_naming.may_be_name(name) and any(name in other and other.strip() != name for other in told.split("\n"))


def _english_title(front: Sequence[str]) -> _Title | None:
    """The first line that says what such papers are called, rather one with a year and a name, with the line above where it goes on from
    there or only says of what, and the line below where it breaks off (Budget 2020 | Speech of | the Treasurer).
    """
    lines = [_closed_up(line.strip()) for line in front]
    found = []
    for index, line in enumerate(lines):
        if english_organisation.is_titled(line):
            goes_on = index > 0 and (line[0].islower() or english_organisation.is_subject(lines[index - 1]))
            open_end = index + 1 < len(lines) and english_organisation.breaks_off(line)
            first, end = index - goes_on, index + 1 + open_end
            found.append(_Title(" ".join(lines[first:end]), first, end))
    return max(found, key=lambda title: bool(dates.years(title.text) and english_organisation.of_title(title.text)), default=None)
