"""Hard-wrapped text: whether the lines of a whole file were broken at a fixed width, and its paragraphs joined again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tongbi.language import lexicon
from tongbi.language.enumerators import NUMERAL, ORDINAL, PART
from tongbi.language.folding import han_share
from tongbi.readers.typed_contents import leads_to_page

# What can only stand at the beginning of a paragraph. “12.” is a label, “12.5%” a figure at a line's edge.
BEGINS_PARAGRAPH = re.compile(
    rf"[（(]?{NUMERAL}[）)、]|{ORDINAL}{NUMERAL}{PART}|[（(]?\d{{1,2}}(?:[、．）)]|\.(?!\d))|[#*•①-⑳㈠-㈩⑴-⒛]|——"
    rf"|{lexicon.one_of('zh/labels', 'appendix')}\d*[：:]|(?:Item|Part) [\dIVX]"
)
# Characters that are set without blanks: Chinese ones, their punctuation, full-width forms, quotation marks and dashes.
HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff]")
WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\u3000-\u303f\uff00-\uffef“”‘’…—―·①-⑳]")
_EITHER = "“”‘’…—―·"  # as wide as the text around them
SENTENCE_ENDS = "。！？：；!?:;."
_CLAUSE = frozenset("，。；,;")
# The piece of a line that is never broken: a Latin word or figure, or one Chinese character, with the marks that close it.
ATOM = re.compile(r"(?:[!-~]+[％‰℃]?|.)[，。、；：！？）”》]*")
_FEWEST = 6
_SAMPLE = 4_000
_FILLED_SHARE = 0.6
# In columns, a Chinese character being two: widths between which text is set, and how far a filled line may stay behind.
_CHINESE, _LATIN = (30, 100), (40, 100)
_SLACK_CHINESE, _SLACK_LATIN = 4, 14
_OVERHANG = 1.3
# A line this full that ends within a sentence goes on; one that ends a sentence goes on when the next word had no room in it,
# or when the file marks its paragraphs and the next line bears no mark.
_OPEN_SHARE = 0.75
_SHORT_SHARE, _MARKED_SHARE = 0.6, 0.8
# Characters on either side of a line end that a blank parts again, in Latin text (words with hyphens aside) and in Chinese text,
# which breaks figures anywhere.
_GLUED_BY_BLANK = {False: re.compile(r"(?!\w-).?[!-~][!-~]"), True: re.compile(r".?[A-Za-z,;][A-Za-z]")}
_LEADING_ON = frozenset(lexicon.words("en/clause", "determiners", "prepositions", "joining", "auxiliaries"))
_INDENT, _CENTRED = 2, 8
_FRONT_LINES = 3
_RAGGED = 3


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file's lines were set: by columns or by characters, how long a full one is, the indent of most lines, all in that measure.

    `marked`: paragraphs are told by indents, blank lines or labels throughout.
    """

    measure: Callable[[str], int]
    full: int
    indent: int
    marked: bool
    chinese: bool


def width(line: str) -> int:
    """Columns: GBK holds a Chinese character or mark in two bytes, anything Latin in one."""
    return len(line) if line.isascii() else len(line.encode("gbk", "replace"))


def layout(lines: Sequence[str]) -> Layout | None:
    """The layout of lines that were broken at a fixed width, None for any others; white space at their ends must be off.

    Wrapped is a text most of which stands in lines that fill the width, many of which end within a sentence, or whose lines go on below in
    small letters; lines of a table of contents are filled by their dots.
    """
    texts = [line for line in lines if line and not leads_to_page(line)]
    if len(texts) < _FEWEST or sorted(map(len, texts))[int(len(texts) * 0.9)] > max(_CHINESE + _LATIN):
        return None
    chinese = han_share("".join(texts)[:_SAMPLE]) > 0.3
    widths = [width(line) for line in texts]
    narrowest, widest = _CHINESE if chinese else _LATIN
    full = sorted(widths)[int(len(texts) * 0.9)]
    longest = sorted(widths)[int(len(texts) * 0.99)]  # of a hundred lines one may be a table's or an address
    if not narrowest <= full <= widest or longest > full * _OVERHANG:
        return None
    slack = _SLACK_CHINESE if chinese else _SLACK_LATIN
    filled = [(line, columns) for line, columns in zip(texts, widths, strict=True) if columns >= full - slack]
    # A line with a label that ends no sentence may be a whole heading.
    ends = [line[-1] for line, _ in filled if not BEGINS_PARAGRAPH.match(line.lstrip())]
    open_ended = sum(end not in SENTENCE_ENDS for end in ends)
    fills = sum(columns for _, columns in filled) >= _FILLED_SHARE * sum(widths) and 2 * open_ended >= max(1, len(ends))
    if not fills and not _runs_on(lines):
        return None
    return _layout(lines, [line for line, _ in filled], full, chinese=chinese)


def _runs_on(lines: Sequence[str]) -> bool:
    """Whether most lines with one right below go on there in small letters, as short paragraphs of English do."""
    pairs = [(line, below.strip()) for line, below in pairwise(lines) if line and below]
    return 2 * sum(in_small_letters(below) and line[-1] not in SENTENCE_ENDS for line, below in pairs) > max(len(pairs), _FEWEST)


def _layout(lines: Sequence[str], filled: Sequence[str], full: int, *, chinese: bool) -> Layout:
    """Chinese lines are full at one length, be it in columns or in characters; closing marks may hang over."""
    measure: Callable[[str], int] = width
    if chinese:
        by_measure = [(Counter(map(one, filled)).most_common(1)[0], one) for one in (width, len)]
        (full, _), measure = max(by_measure, key=lambda found: found[0][1])
    indents = sorted(_indent(line, measure) for line in lines if line)
    indent = indents[len(indents) // 2]
    after_short = [
        not line or _begins(line, measure, indent) for before, line in pairwise(lines) if before and measure(before) < _SHORT_SHARE * full
    ]
    return Layout(measure, full, indent, marked=sum(after_short) >= _MARKED_SHARE * max(1, len(after_short)), chinese=chinese)


def _begins(line: str, measure: Callable[[str], int], indent: int) -> bool:
    return _indent(line, measure) >= indent + _INDENT or bool(BEGINS_PARAGRAPH.match(line.lstrip()))


def _indent(line: str, measure: Callable[[str], int]) -> int:
    return measure(line[: len(line) - len(line.lstrip())])


def unwrapped(lines: Sequence[str], known: Layout) -> list[str]:
    """Paragraphs of lines broken at a fixed width. Blank lines, indents and labels begin one; a line that had room left ends one."""
    found: list[str] = []
    before = ""
    for line in lines:
        text = line.strip()
        if text and before and not _begins(line, known.measure, known.indent) and _is_open(before, found, text, known):
            found[-1] += (" " if _GLUED_BY_BLANK[known.chinese].fullmatch(found[-1][-2:] + text[0]) else "") + text
        elif text:
            found.append(text)
        before = line
    return found


def _is_open(line: str, found: Sequence[str], following: str, known: Layout) -> bool:
    """Whether the paragraph found last, of which `line` is the end, goes on in the following line."""
    length = known.measure(line)
    if _indent(line, known.measure) >= known.indent + _CENTRED:
        return False
    atom = ATOM.match(following)
    missing = (known.measure(atom[0]) if atom else 0) - (known.full - length)
    within = in_small_letters(following) or leads_on(line)
    if missing > 0 or (within and line[-1] not in SENTENCE_ENDS and length >= _SHORT_SHARE * known.full):
        return True
    if _CLAUSE.isdisjoint(found[-1]) and (len(found) <= _FRONT_LINES or BEGINS_PARAGRAPH.match(found[-1])):
        return missing > -_RAGGED  # titles and headings end anywhere without a mark
    return length >= _OPEN_SHARE * known.full and (known.marked or line[-1] not in SENTENCE_ENDS)


def in_small_letters(text: str) -> bool:
    """Whether a text begins in small letters as the rest of a sentence does, and not as a point of a list (ii. · a))."""
    word = text.partition(" ")[0]
    bare = word.rstrip(".)")
    return text[0].islower() and (bare == word or (len(bare) > 1 and not set(bare) <= set("ivx")))


def leads_on(text: str) -> bool:
    """Whether the last word of an English text asks for another one: will be brought on | of the."""
    return text.rpartition(" ")[2] in _LEADING_ON


def stands_wide(before: str, after: str) -> bool:
    """Whether no blank is set between two texts: one of them is Chinese there; quotation marks and dashes are what stands around them."""
    one, other = before.rstrip(_EITHER)[-1:], after.lstrip(_EITHER)[:1]
    return any(map(is_wide, (one, other))) if one and other else any(map(is_wide, (before[-1], after[0])))


def is_wide(char: str) -> bool:
    """Whether a character is set without blanks around it, as Chinese ones are."""
    return bool(WIDE.match(char))


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


def joined(before: str, after: str, *, chinese: bool) -> str:
    """Two parts of a line or a paragraph as one text: a blank between Latin words, none in Chinese text, which breaks figures anywhere."""
    if not before or not after:
        return before + after
    if stands_wide(before, after):
        return before + after
    if chinese and not ((_is_latin(before[-1]) or before[-1] in ",;.:") and _is_latin(after[0])):
        return before + after
    return f"{before} {after}"
