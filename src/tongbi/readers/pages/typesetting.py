"""Lines → paragraphs by how they are set: margins, indents, the room left at a line's end, type sizes and spacing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

from tongbi.language import lexicon
from tongbi.language.enumerators import NUMERAL, ORDINAL, PART
from tongbi.language.folding import han_share
from tongbi.model import SAME_SIZE, Block
from tongbi.readers import wrapping
from tongbi.readers.pages.lines import width_of
from tongbi.readers.pages.margins import DEEPEST_INDENT, INDENT, Set
from tongbi.readers.pages.ruled import NEAR
from tongbi.readers.pages.runs import Run
from tongbi.readers.typed_contents import leads_to_page
from tongbi.readers.wrapping import ATOM, BEGINS_PARAGRAPH, HAN, WIDE, joined

# Lengths are in type sizes of the line. A justified line ends within half of its margin.
_SLACK = 0.5
# Where indents mark the beginnings, a line may end earlier and go on: before a figure that the typesetter keeps with its word.
_MARKED_SLACK = 5 * _SLACK
# Lines further apart than usual by this factor belong to two paragraphs; mixed faces move lines by up to a tenth.
_SPACED = 1.4
_MOST = 0.6  # a habit is what most lines have: 0.9 of those of an indented document, 0.1 of those of another
_COMPOUND = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*-?")
_BROKEN_WORD = re.compile(r"([A-Za-z]+)-$")
_WORD = re.compile(r"[A-Za-z][a-z]*")
_NEVER_LAST = frozenset(("of", *lexicon.words("en/clause", "articles", "joining")))
_CAPTIONED = frozenset(lexicon.words("en/headings", "captioned"))
_NUMBER = re.compile(r"[（(]?(\d{1,3})([、．.）)])")
_SECTION = re.compile(rf"{NUMERAL}、|[（(]{NUMERAL}[）)]|{ORDINAL}{NUMERAL}{PART}")


@dataclass(frozen=True, slots=True)
class Style:
    """How a document is set.

    Whether first lines are indented, paragraphs spaced apart, the text Chinese, bold type the lesser part of it; where lines end in hyphens
    the words that are printed whole, those with a hyphen among them, in small letters, and whether any of these was broken at a line end.
    """

    indented: bool
    spaced: bool
    chinese: bool
    bold_tells: bool
    words: frozenset[str]
    breaks_words: bool = False


def style(bands: Sequence[Sequence[Set]]) -> Style:
    """The style of a document of placed lines."""
    lines = [one.line for band in bands for one in band]
    after_short = [(above, below) for band in bands for above, below in pairwise(band) if above.is_short and above.indent < DEEPEST_INDENT]
    indented = sum(INDENT <= below.indent <= DEEPEST_INDENT for _, below in after_short)
    spaced = sum(_is_spaced(above, below) for above, below in after_short)
    fewest = max(1.0, _MOST * len(after_short))
    sample = "".join(line.text for line in lines[:100])
    bold = sum(len(line.text) * (line.bold or -1) for line in lines)
    words = _words([line.text for line in lines])
    return Style(indented >= fewest, spaced >= fewest, han_share(sample) > 0.3, bold < 0, words, bool(words) and _breaks(lines, words))


def _words(texts: Sequence[str]) -> frozenset[str]:
    """The words that stand whole on lines, and compounds (first-generation) with their parts; none where no line ends in a hyphen."""
    if not any(text.endswith("-") for text in texts):
        return frozenset()
    found = (_COMPOUND.findall(text)[above.endswith("-") :] for above, text in pairwise(["", *texts]))
    compounds = {word.lower() for words in found for word in words if word[-1] != "-"}
    return frozenset(compounds | {part for word in compounds for part in word.split("-")})


def _breaks(lines: Sequence[Run], words: AbstractSet[str]) -> bool:
    """Whether a word that stands whole elsewhere is broken at a line's end: hyphens there are not all those of compounds."""
    ends = ((_BROKEN_WORD.search(above.text), _WORD.match(below.text)) for above, below in pairwise(lines))
    return any(first and second and (first[1] + second[0]).lower() in words for first, second in ends)


def paragraphs(lines: Iterable[Set], known: Style) -> list[list[Set]]:
    """Lines in reading order, those of one paragraph together."""
    found: list[list[Set]] = []
    order = list(lines)
    narrow = _going_on(order)
    for at, one in enumerate(order):
        if found and (at in narrow or goes_on(found[-1], one, known)):
            found[-1].append(one)
        else:
            found.append([one])
    return found


def _going_on(lines: Sequence[Set]) -> set[int]:
    """The places of lines that go on from the one above in a block set narrower than its column: beside a picture, in a box."""
    found: set[int] = set()
    start = 0
    for end in range(1, len(lines) + 1):
        if end == len(lines) or not _is_flush(lines[end - 1], lines[end]):
            found |= {*range(start + 1, end)} if end - start > 2 and _is_filled(lines[start:end]) else set()
            start = end
    return found


def _is_flush(last: Set, one: Set) -> bool:
    """Whether two lines within a sentence begin at one place and look alike."""
    alike = last.line.page == one.line.page and last.line.bold == one.line.bold and abs(last.line.left - one.line.left) <= NEAR
    begins = last.ends_sentence or BEGINS_PARAGRAPH.match(one.line.text) or "\t" in last.line.text + one.line.text
    return alike and not begins and not _is_apart(last, one)


def _is_filled(block: Sequence[Set]) -> bool:
    """Whether no line of a block but the last had room for the next word, and one of them breaks off for sure."""
    right = max(one.line.right for one in block)
    full = all(right - one.line.right <= (_needed(one, below) + _SLACK) * one.line.size for one, below in pairwise(block))
    return full and any(_breaks_off(one.line.text) or wrapping.in_small_letters(below.line.text) for one, below in pairwise(block))


def _asks_for(last: Set, below: str) -> bool:
    """Whether a line's last word asks for the line below: in | 72 towns, of the | Treasury; no short item of a list (Leave nobody out)."""
    text = last.line.text
    sure = not (below[0].isupper() and last.is_short) or text.rpartition(" ")[2] in _NEVER_LAST
    return sure and wrapping.leads_on(text) and not is_caption(below)


def is_caption(text: str) -> bool:
    """Whether a line begins a caption, which may stand in the midst of a paragraph: Figure 1: Members by year."""
    word, _, rest = text.partition(" ")
    return word.lower().rstrip(".") in _CAPTIONED and rest.partition(" ")[0][-1:] in {":", "."}


def _breaks_off(text: str) -> bool:
    return text[-1] in ",，、" or wrapping.leads_on(text)


def goes_on(paragraph: Sequence[Set], one: Set, known: Style) -> bool:
    """Whether a paragraph goes on in a line."""
    last = paragraph[-1]
    if _is_of_other_size(last, one) or any("\t" in text or leads_to_page(text) for text in (last.line.text, one.line.text)):
        return False
    within = _is_in_sentence(paragraph, one)
    if within or _is_spaced(last, one):
        return within
    below = one.line.text[0].isupper() and not one.line.bold and all(above.line.bold for above in paragraph)
    if known.bold_tells and not known.chinese and below:
        return False  # text below a heading that fills its line
    heads = one.line.bold and (not known.chinese or one.is_short or BEGINS_PARAGRAPH.match(one.line.text))
    if known.bold_tells and heads and last.ends_sentence and not last.line.bold:
        return False  # a heading at the top of a page, below a full line
    first = one.line.left < last.line.left - _SLACK * one.line.size and _is_justified(paragraph, one)
    if (last.centred or one.centred) and not first:
        # The first line of a centred paragraph may fill the measure.
        filled = len(paragraph) == 1 and one.centred and abs(last.indent - last.room) <= _SLACK and not last.ends_sentence
        return (last.centred or filled) and one.centred and last.indent + last.room <= _needed(last, one)
    marked = known.indented or (known.spaced and last.line.page == one.line.page)
    slack = _MARKED_SLACK if marked else _SLACK
    if last.room > slack and last.room > slack + _needed(last, one):
        indented = known.indented or (len(paragraph) == 1 and last.indent >= INDENT)
        return (indented and _is_within(paragraph, one, known)) or _is_justified(paragraph, one)
    return _continues(paragraph, one, known)


def _is_in_sentence(paragraph: Sequence[Set], one: Set) -> bool:
    """Whether a sentence goes on in a line: in small letters, or as its last word asks.

    Further down than lines stand, below a picture or where a page ended on which the paper was printed before, full lines go on in small
    letters.
    """
    last, far = paragraph[-1], _is_spaced(paragraph[-1], one)
    listed = len(paragraph) == 1 and last.is_short and _is_point(last.line.text)
    asked = wrapping.in_small_letters(one.line.text) or (not far and _asks_for(last, one.line.text))
    return asked and not (last.ends_sentence or listed or (far and last.is_short)) and last.line.bold == one.line.bold


def _is_point(text: str) -> bool:
    """Whether a line in small letters may be a whole point of a list: its last word asks for no other one."""
    return text[0].islower() and text[-1].isalnum() and not wrapping.leads_on(text)


def _is_within(paragraph: Sequence[Set], one: Set, known: Style) -> bool:
    """Whether a line that ends early cannot be the last of its paragraph: no sentence ends there, and no indent follows.

    Figures in a row (23.1％、62.5％、45.5％) are kept on one line by some typesetters, pictures make room for themselves, and what stood at
    a line's end may not have been recognised.
    """
    last = paragraph[-1]
    half = 2 * last.room * last.line.size < last.column.right - last.column.left
    body = len(paragraph) > 1 and last.indent < INDENT
    within = known.chinese and _is_wide(last) and one.line.left < last.line.left - _SLACK * one.line.size  # in a block that is set in
    begins = (one.indent >= INDENT and not within) or BEGINS_PARAGRAPH.match(one.line.text)
    return half and (body or not last.is_short) and not begins and not last.ends_sentence


def _is_justified(paragraph: Sequence[Set], one: Set) -> bool:
    """Whether a line short of the margin fills that of its own paragraph: the line beside it ends where it does, and no sentence."""
    last, beside = paragraph[-1], paragraph[-2] if len(paragraph) > 1 else one
    level = abs(beside.line.right - last.line.right) <= NEAR and one.line.left <= last.line.left + _SLACK * one.line.size
    begins = BEGINS_PARAGRAPH.match(one.line.text) or BEGINS_PARAGRAPH.match(last.line.text)
    return level and _is_wide(last) and last.line.bold == one.line.bold and not (last.ends_sentence or begins)


def _is_wide(one: Set) -> bool:
    """Whether a line takes up more than half of its column."""
    return one.column.right - one.column.left < 2 * (one.line.right - one.line.left)


def _continues(paragraph: Sequence[Set], one: Set, known: Style) -> bool:
    """Whether a line after a full one belongs to the same paragraph: by its indent, else by its label."""
    last = paragraph[-1]
    labelled = bool(BEGINS_PARAGRAPH.match(one.line.text))
    if labelled and _counts_on(paragraph[0].line.text, one.line.text):
        return False
    if one.indent >= INDENT:
        near = one.indent <= DEEPEST_INDENT or _is_wide(last)
        return (near and not labelled and _hangs(paragraph, one, known)) or _is_justified(paragraph, one)
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
    """Whether an indented line goes on below a label that hangs out, or in a paragraph set in as a whole, its first line more or not."""
    last = paragraph[-1]
    if one.line.left > last.line.left + _SLACK * one.line.size:
        return not last.ends_sentence and len(paragraph) == 1 and last.indent < INDENT
    if one.line.left < last.line.left - _SLACK * one.line.size:  # the first line of a paragraph that is set in as a whole
        return not last.ends_sentence and len(paragraph) == 1
    level = abs(one.line.left - last.line.left) <= _SLACK * one.line.size
    return level and (len(paragraph) > 1 or not known.indented) and not _is_first(paragraph, one)


def _is_first(paragraph: Sequence[Set], one: Set) -> bool:
    """Whether a line is indented as the first line of the paragraph before it, the rest of which is not."""
    return len(paragraph) > 1 and abs(paragraph[0].indent - one.indent) < _SLACK and paragraph[1].indent < INDENT


def _is_apart(last: Set, one: Set) -> bool:
    """Whether type size or spacing parts two lines."""
    return _is_of_other_size(last, one) or _is_spaced(last, one)


def _is_of_other_size(last: Set, one: Set) -> bool:
    larger, smaller = max(last.line.size, one.line.size), min(last.line.size, one.line.size)
    return larger > SAME_SIZE * smaller


def _is_spaced(last: Set, one: Set) -> bool:
    """Whether two lines stand further apart than usual; those of larger type have more between them."""
    step = one.line.baseline - last.line.baseline
    usual = last.column.usual * max(1.0, min(last.line.size, one.line.size) / last.column.size)
    return last.column is one.column and last.line.page == one.line.page and 0 < usual * _SPACED < step


def _needed(last: Set, one: Set) -> float:
    """The room that the first piece of a line would have taken, in type sizes: a Chinese character with its marks, a Latin word.

    Within a sentence, with the blank before it.
    """
    atom = ATOM.match(one.line.text)
    if atom is None:
        return 0.0
    if WIDE.search(last.line.text) or WIDE.match(atom[0]):
        return width_of(atom[0])
    return (len(atom[0]) + (not last.ends_sentence)) * (last.line.right - last.line.left) / (len(last.line.text) * last.line.size)


def block(paragraph: Sequence[Set], known: Style, size: float) -> Block:
    """A paragraph as a block; bold only where that sets it apart. `size` is that of most of the text."""
    scores = [one.line.score for one in paragraph if one.line.score is not None]
    return Block(
        text_of(paragraph, known),
        bold=known.bold_tells and all(one.line.bold for one in paragraph),
        centred=all(one.centred for one in paragraph),
        score=min(scores, default=None),
        page=paragraph[0].line.page + 1,
        size=min(one.line.size for one in paragraph) / size,
        turns=_turns(paragraph, known),
    )


def _turns(paragraph: Sequence[Set], known: Style) -> tuple[tuple[int, int], ...]:
    """Where a paragraph goes on on another page: the offset in its text, and that page."""
    begun = [at for at, (one, other) in enumerate(pairwise(paragraph), 1) if one.line.page != other.line.page]
    return tuple((len(text_of(paragraph[:at], known)), paragraph[at].line.page + 1) for at in begun)


def _is_compound(first: str, second: str, known: Style) -> bool:
    """Whether a hyphen at a line end stands in a compound: as elsewhere in the text, or between two of its words that are none together.

    Where no word is broken at line ends, a word behind the hyphen tells.
    """
    if second[0].isupper() or f"{first}-{second}".lower() in known.words:
        return True
    parts = {second.lower(), *([first.lower()] if known.breaks_words else [])}
    return parts <= known.words and (first + second).lower() not in known.words


def text_of(paragraph: Sequence[Set], known: Style) -> str:
    """A paragraph's lines as one text, words broken at line ends mended."""
    text = ""
    chinese = known.chinese or any(HAN.search(one.line.text) for one in paragraph)
    for one in paragraph:
        broken = text.endswith("-") and _BROKEN_WORD.search(text[-40:])
        word = _WORD.match(one.line.text)
        if broken and word:
            text = (text if _is_compound(broken[1], word[0], known) else text[:-1]) + one.line.text
        else:
            text = joined(text, one.line.text, chinese=chinese)
    return text
