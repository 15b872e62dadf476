"""Lines → paragraphs: hard-wrapped and torn lines joined, several sections in one line parted, invisible characters taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tongbi.language import numerals
from tongbi.language.enumerators import HAN, JOINED, NUMERAL, ORDINAL, PART, POINT
from tongbi.language.folding import RADICALS, han_share
from tongbi.language.lexicon import one_of
from tongbi.model import Finding
from tongbi.readers import wrapping
from tongbi.readers.typed_tables import LINE_END
from tongbi.readers.wrapping import BEGINS_PARAGRAPH

# Zero-width characters, soft hyphens, direction marks, byte-order marks inside the text, and controls other than tab and line ends; and
# what is read as something else: radicals, and characters for private use, which only a font could tell.
_ODD = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufffe\uffff"
    rf"\ue000-\uf8ff{''.join(RADICALS)}]"
)
_LOST = "\ufffd"
# Where a newspaper goes on with a text: （下转第四版）（紧接第一版） within it, or by itself in a line or between sentences.
_TURN = rf"{one_of('zh/pages', 'line.turns')}第?[A-Z]?[{HAN}\d]{{1,3}}{one_of('zh/pages', 'line.leaves')}"
_TURNS = re.compile(rf"[（(]\s*{_TURN}\s*[）)][ \u3000]*|(?<![^\n。！？”])[ \u3000]*{_TURN}(?!\S)")
# Before a blank at the beginning of a line the fonts of symbols have their bullets.
_BULLET = re.compile(r"(?m)^([ \t\u3000]*)[\uf020-\uf0ff](?=[ \t\u3000])")
_LONGEST_RUN = 64
_LONG_RUN = re.compile(rf"[\t \u00a0\u2000-\u200a\u3000]{{{_LONGEST_RUN + 1},}}")
_KINDS = ("part", "first", "second")
_SECTION = re.compile(rf"{ORDINAL}(?P<part>{NUMERAL}){PART}|(?<![{HAN}])(?P<first>{NUMERAL})、{JOINED}|[（(](?P<second>{NUMERAL})[）)]")
_RUN = re.compile(r"[ \u00a0\u2000-\u200a\u3000]{2,}(?=\S)")
_BLANK = re.compile(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])|(?<=[。！？：]) (?=\S)")
_QUOTED = (("“", "”"), ("「", "」"), ("《", "》"), ("（", "）"), ("(", ")"))
_LONGEST_QUOTE = 200  # one that was never closed must not hold the rest of the text
# A line is one text pasted without line ends when it is far longer than a paragraph (real ones: up to 1,300 characters, mean 250)
# or parted by blanks that long, and has several of them; shorter lines with blanks are tables and contact lines.
_PASTED, _PASTED_BLANKS = 400, 5
_AFTER_SENTENCES = 0.6
_SAMPLE = 4_000
_SHORTEST_PARTED = 20
_LONGEST_HEADING, _STOPS = 40, frozenset("，。；：！？")
# A paragraph torn off: how it ends, how the next line begins, and how long it must be (0: any), with a comma or full stop in it;
# titles and signatures are shorter and have neither.
_TEARS = tuple(
    (re.compile(ending), re.compile(beginning), length)
    for ending, beginning, length in (
        (r"[，、]$|(?<![（《“])[（《“]$", r"", 0),
        (r"", r"([，。、；：！？）”》])(?!\1)", 0),
        (r"\d$", r"[万亿％%元]", 24),
        (r"[A-Za-z]$", r"[\d.]{1,4}$", 24),  # the 2.5 of PM2.5, set lower
        (r"(?:[\u4e00-\u9fff]{2}|\d)(?<![年月日])$", rf"(?!{NUMERAL}{POINT})(?=.*[，。]).{{8}}", 50),
    )
)
_TAIL = 3


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """Paragraphs in order, trimmed and never empty, and how many line ends within them were closed."""

    texts: tuple[str, ...]
    joined: int


def clean(text: str) -> tuple[str, list[Finding]]:
    """The text without characters that show nothing and a newspaper's page turns, radicals as the characters they stand for (⻓ as 长), and
    findings on what was taken out and on lost characters: U+FFFD, which stays, and what only a font could tell.

    Blanks, tabs and line ends stay, of a run of blanks or tabs the first 64: more of them tell nothing more, and would take minutes where
    patterns look for what stands before and behind.
    """
    removed, cleaned = 0, text
    if _ODD.search(text):
        bulleted = _BULLET.sub(r"\1•", text)
        removed = sum(_meant(char) == "" for char in _ODD.findall(bulleted))
        cleaned = _ODD.sub(lambda found: _meant(found[0]), bulleted)
    turns = [turn.strip() for turn in _TURNS.findall(cleaned)]
    cleaned = _LONG_RUN.sub(lambda run: run[0][:_LONGEST_RUN], _TURNS.sub("", cleaned) if turns else cleaned)
    findings = [Finding("control-characters", "", {"count": str(removed)})] if removed else []
    findings += [Finding("page-furniture", "", {"count": str(len(turns)), "lines": " | ".join(turns)})] if turns else []
    lost = cleaned.count(_LOST)
    return cleaned, [*findings, *([Finding("lost-characters", "", {"count": str(lost)})] if lost else [])]


def _meant(char: str) -> str:
    """What an odd character is read as: nothing for one that shows nothing."""
    return RADICALS.get(char) or (_LOST if "\ue000" <= char <= "\uf8ff" else "")


def paragraphs(text: str, last: dict[str, int] | None = None, known: wrapping.Layout | None = None) -> Paragraphs:
    """The paragraphs of a plain text. Blank lines part paragraphs and give none.

    For a caller that gives a text piece by piece, `last` carries the section numbers on and `known` is how the lines of the whole are set.
    """
    lines = [line.rstrip() for line in LINE_END.split(text)]
    full = sum(map(bool, lines))
    layout = known or wrapping.layout(lines)
    wholes = wrapping.unwrapped(lines, layout) if layout else _mended(lines)
    return Paragraphs(tuple(_parted(wholes, {} if last is None else last)), full - len(wholes))


def _parted(lines: list[str], last: dict[str, int]) -> Iterator[str]:
    """Lines, those that hold several sections or were pasted without line ends parted; section numbers run on from line to line."""
    for line in lines:
        if len(line) < _SHORTEST_PARTED or "\t" in line:
            _count(_SECTION.match(line), last)
            yield line
            continue
        for piece in _pieces(line):
            yield from _sections(piece, last)


def _mended(lines: list[str]) -> list[str]:
    """Lines as they stand, save that one torn off within a sentence (at the foot of a page) goes on with the next."""
    found: list[str] = []
    after_blank = True
    for line in lines:
        text = line.strip()
        if text and not after_blank and _goes_on(found[-1], text, indented=text != line):
            found[-1] += text
        elif text:
            found.append(text)
        after_blank = not text
    return found


def _goes_on(before: str, text: str, *, indented: bool) -> bool:
    """Whether a paragraph goes on in the next line, though the lines are not wrapped."""
    if "\t" in before or "\t" in text or BEGINS_PARAGRAPH.match(text):
        return False
    tail = before[-_TAIL:]
    for ending, beginning, length in _TEARS:
        if len(before) >= length and ending.search(tail) and beginning.match(text):
            return not length or (not indented and ("，" in before or "。" in before))
    return False


def _pieces(line: str) -> list[str]:
    """A text pasted without line ends, parted where blanks stand for them; any other line whole."""
    if len(line) < _PASTED:
        return [line]
    if len(_RUN.findall(line)) >= _PASTED_BLANKS:
        return _RUN.split(line)
    blanks = list(_BLANK.finditer(line))
    after_sentences = sum(line[blank.start() - 1] in "。！？：" for blank in blanks)
    if len(blanks) >= _PASTED_BLANKS and after_sentences >= _AFTER_SENTENCES * len(blanks) and han_share(line[:_SAMPLE]) > 0.3:
        return _BLANK.split(line)
    return [line]


def _sections(line: str, last: dict[str, int]) -> Iterator[str]:
    """A line parted before the section labels inside it. `last` keeps the last number of each kind of label."""
    start = 0
    for found in _SECTION.finditer(line):
        if found.start() == 0:
            _count(found, last)
        elif _is_section(line, start, found, last):
            yield line[start : found.start()].strip()
            start = found.start()
            _count(found, last)
    yield line[start:].strip()


def _is_section(line: str, start: int, found: re.Match[str], last: dict[str, int]) -> bool:
    """Whether a label inside a line begins a section: its place says so, its number is due (one may be missing), nothing is quoted."""
    kind, number = _numbered(found)
    before = line[max(start, found.start() - _LONGEST_QUOTE) : found.start()]
    text = before.rstrip()
    apart = len(before) - len(text) >= 2
    if not text or (number not in {1, last.get(kind, 0) + 1, last.get(kind, 0) + 2} and not apart):
        return False
    after_heading = kind == "second" and number == 1 and _is_heading(text)
    announced = number == 1 and text[-1] in "：:" and _is_followed(line, found)
    return (apart or after_heading or announced or _ends_sentence(text)) and not _is_quoted(text)


def _is_heading(text: str) -> bool:
    """Whether a text is the heading of a part or of a 一、 and nothing else."""
    label = _SECTION.match(text)
    return label is not None and not label["second"] and len(text) - label.end() <= _LONGEST_HEADING and not _STOPS.intersection(text)


def _is_followed(line: str, found: re.Match[str]) -> bool:
    """Whether the second label after a first one stands behind a full stop: in a list within a sentence it stands behind ；."""
    for other in _SECTION.finditer(line, found.end()):
        if _numbered(other) == (_numbered(found)[0], 2):
            return _ends_sentence(line[found.end() : other.start()])
    return False


def _count(found: re.Match[str] | None, last: dict[str, int]) -> None:
    """Takes a label's number as the last of its kind; the labels below it start again."""
    if found is None:
        return
    kind, number = _numbered(found)
    last[kind] = number
    for below in _KINDS[_KINDS.index(kind) + 1 :]:
        last.pop(below, None)


def _numbered(found: re.Match[str]) -> tuple[str, int]:
    kind = found.lastgroup or ""
    return kind, int(numerals.parse(found[kind]) or 0)


def _ends_sentence(text: str) -> bool:
    return text.rstrip().rstrip("”’）」』")[-1:] in {"。", "！", "？"}


def _is_quoted(text: str) -> bool:
    """Whether a quotation or a bracket is open at the end of a text."""
    return any(text.rfind(opening) > text.rfind(closing) for opening, closing in _QUOTED)
