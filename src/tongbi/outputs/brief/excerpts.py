"""Excerpts: what is quoted of a statement within a length, and where the part of it stands that another statement is held against."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from rapidfuzz.distance import Indel

from tongbi.language import dates, english_clause, lexicon, sentences
from tongbi.model import Edit, Language

CLAUSE = re.compile(r"[，；：、。！？]|[,;:.!?](?=\s)")
"""What parts clauses."""
END = "。；;.!！?？，, "
"""What may end a statement and is not quoted."""
QUOTE, WITHIN = 76, 40
"""Chinese characters at most of a statement, and of one within quotation marks."""
# What stands for itself, without another quote beside it, is quoted longer: its end may say of whom or on which terms.
_ALONE = QUOTE + QUOTE // 6
_LEFT_OUT: dict[Language, str] = {"zh": "……", "en": " …"}
# A number at the end of what is kept may go on behind it.
_NUMBER_BEGUN = re.compile(r"[-−+]?\d[\d.,]*$")
# English words that lead to others, and those that a number cannot do without.
_LEADING = ("determiners", "prepositions", "lists", "joining", "relatives", "auxiliaries", "adverbs")
_HANGING = frozenset(word for name in _LEADING for word in lexicon.words("en/clause", name))
# A phrase is left out from such a word on, not from one without which a name is another's.
_OPENING = frozenset(lexicon.words("en/clause", "prepositions", "relatives")).difference(lexicon.words("en/clause", "belonging"))
_BETWEEN_MEMBERS = frozenset(lexicon.words("en/clause", "lists"))
_SCALES = frozenset(lexicon.table("en/amounts")["scales"])
# What a point of a list stands behind.
_DASHES = re.compile(r"^\s*[—–•●▪◦·]*(?:[-*]+\s)?\s*")
_OF_A_YEAR = frozenset(lexicon.words("en/time", "opens", "inside"))
# Characters that two texts share in one run at least, so that they are seen to be of one thing.
_LEAST = 4
_RUN = re.compile(r"\w.*", re.DOTALL)
# What a quote may begin behind: not what parts the names of a list.
_BEFORE = re.compile(r"[，；：。！？]|[,;:.!?](?=\s)")


def shortened(text: str, language: Language, longest: int = QUOTE) -> str:
    """A text in one line without its full stop and the dashes before it, cut where it is longer than so many Chinese characters: after a
    clause, if half fits, and within no brackets and no quotation where there is another place.
    """
    line = _DASHES.sub("", " ".join(text.split())).rstrip(END)
    room = longest * _width(language)
    if 3 * len(line) <= 4 * room:  # what is a little longer is whole: the end of a sentence may turn its sense
        return line
    clauses, words = [*_clause_ends(line, room, language)], [*_word_ends(line, room)] if language == "en" else []
    late = [at for at in words if at >= room // 2]
    phrases = [at for at in late if line[at + 1] == "(" or line[at:].split(maxsplit=1)[0] in _OPENING]
    whole = [[at for at in places if sentences.is_closed(line[:at])] for places in (clauses, phrases, late)]
    cut = next((max(places) for places in (*whole, clauses, phrases, late, words) if places), 0)
    return (line[:cut].rstrip(END + ":") if cut else _NUMBER_BEGUN.sub("", line[: room + 1])[:room]) + _LEFT_OUT[language]


def behind(before: str, text: str, language: Language, at: int, after: Sequence[str] = ()) -> str:
    """A text shortened, of a longer one its beginning and the clause that holds the character `at`; in brackets before it what it hangs
    on, and behind it what came of it `after`: of several statements as many of the last as fit.
    """
    quote = shortened(text, language, _ALONE)
    begin = _clause_begins(text, at)
    if begin and _is_left_out(quote, text, at, language):
        opening, gap = shortened(text[:begin], language, _ALONE), " " if language == "en" else ""
        mark = "" if opening.endswith(_LEFT_OUT[language]) else text[:begin].rstrip()[-1]
        quote = f"{opening}{mark}{gap}{shortened(text[begin:], language, _ALONE)}"
    came = f"[{_came(after, language)}]" if after else ""
    return " ".join(filter(None, (f"[{shortened(before, language, _ALONE)}]" if before else "", quote, came)))


def _came(after: Sequence[str], language: Language) -> str:
    """What came of a statement in its order; where some are left out, with a mark before what is told."""
    *told, last = (shortened(one, language, _ALONE) for one in after)
    kept = [last]
    while told and len(". ".join([told[-1], *kept])) <= (QUOTE + _ALONE) * _width(language):
        kept.insert(0, told.pop())
    return (_LEFT_OUT[language].strip() + " " if told else "") + ". ".join(kept)


def _clause_ends(line: str, room: int, language: Language) -> Iterator[int]:
    """Where clauses end in the second half of the room; an English full stop ends one where a sentence ends, behind no abbreviation, and
    a comma where none of a list goes on behind it, and where it is not the first circumstance of a sentence that ends there.
    """
    ends = _sentence_ends(line, language)
    for mark in CLAUSE.finditer(line, room // 2, room):
        if mark.group() == ",":
            opens = line[max((end for end in ends if end <= mark.start()), default=0) : mark.start()].split()
            parts = not _is_of_list(line, mark.start()) and not (opens and "," not in opens[-1] and opens[0].lower() in _OPENING)
        else:
            parts = mark.end() in ends if mark.group() == "." else True
        if parts:
            yield mark.start()


def _is_of_list(line: str, comma: int) -> bool:
    """Whether a comma parts members of a list: one of few words stands behind it and before "and" or another comma, or before it and
    behind another, with "and" behind it.
    """
    before, (first, *rest) = line[:comma].split()[-5:], line[comma + 1 :].split(maxsplit=6)[:6] or [""]
    if first in _BETWEEN_MEMBERS:
        return any(word.endswith(",") for word in before)
    return first not in _OPENING and any(word in _BETWEEN_MEMBERS or word.endswith(",") for word in (first, *rest[:-1]))


def _sentence_ends(text: str, language: Language) -> set[int]:
    """The offsets just behind the sentences of a text."""
    return {text.find(sentence) + len(sentence) for sentence in sentences.split(text, language == "zh")}


def _word_ends(line: str, room: int) -> Iterator[int]:
    """Where words end within the room: none that only leads to the next, no verb behind "to" (to resolve the suits), and no number before
    what it counts.
    """
    for blank in re.finditer(" ", line[: room + 1]):
        if line[: blank.start()].split()[-2:-1] == ["to"]:
            continue
        last, following = line[: blank.start()].rpartition(" ")[2], line[blank.end() :].partition(" ")[0]
        counted = last[-1:].isdigit() and (following in _SCALES or (following[:1].islower() and following not in _HANGING))
        if last.lower() not in _HANGING and not counted and not (last.endswith(",") and _is_of_list(line, blank.start() - 1)):
            yield blank.start()


def excerpt(text: str, language: Language, at: int, longest: int = QUOTE) -> str:
    """A text shortened, from the clause on that holds the character `at` where that clause would be cut off."""
    whole = shortened(text, language, longest)
    if not _is_left_out(whole, text, at, language):
        return whole
    begin = _clause_begins(text, at)
    return (_LEFT_OUT[language].strip() if begin else "") + shortened(text[begin:], language, longest)


def _is_left_out(quote: str, text: str, at: int, language: Language) -> bool:
    """Whether a quote from the beginning of a text leaves out some of the clause that holds the character `at`."""
    end = _BEFORE.search(text, at)
    return is_cut(quote, language) and (end.start() if end else len(text)) > len(quote) - len(_LEFT_OUT[language])


def _clause_begins(text: str, at: int) -> int:
    """Where the clause begins that holds the character `at`: behind no comma of a list, which would lose its first members."""
    marks = (mark for mark in _BEFORE.finditer(text, 0, at + 1) if mark.group() != "," or not _is_of_list(text, mark.start()))
    return max((mark.end() for mark in marks), default=0)


def is_cut(quote: str, language: Language) -> bool:
    """Whether something is left out at the end of what is quoted."""
    return quote.endswith(_LEFT_OUT[language])


def shared(text: str, other: str, language: Language) -> tuple[int, int] | None:
    """Where the longest run of characters begins that two texts share; None where none is long enough to say of what."""
    runs = [
        (len(_words(run.group())), block.src_start - block.dest_start, run.start())
        for block in Indel.opcodes(text, other)
        if block.tag == "equal"
        for run in _RUN.finditer(other, block.dest_start, block.dest_end)
    ]
    size, apart, begin = max(runs, key=lambda run: run[0], default=(0, 0, 0))
    return (begin + apart, begin) if size >= _LEAST * _width(language) else None


def changed_clauses(edits: Sequence[Edit], language: Language, longest: int) -> Iterator[tuple[str, str]]:
    """The clauses that each edit changes, whole, of the old and the new text; none where one of them is longer than so many Chinese
    characters.
    """
    texts = "".join(one.before for one in edits), "".join(one.after for one in edits)
    at, room = [0, 0], longest * _width(language)
    for one in edits:
        ends = at[0] + len(one.before), at[1] + len(one.after)
        if one.op != "equal":
            pair = tuple(_clause(text, begin, end, language) for text, begin, end in zip(texts, at, ends, strict=True))
            if all(len(_words(clause)) >= 4 and len(clause) <= room for clause in pair):
                yield pair[0], pair[1]
        at[:] = ends


def _clause(text: str, begin: int, end: int, language: Language) -> str:
    """The clauses that hold the characters from `begin` to `end`, with a mark of what stands before them."""
    ends = _sentence_ends(text, language)
    marks = [mark for mark in _BEFORE.finditer(text) if language == "zh" or _parts_clauses(mark, ends)]
    first = max((mark.end() for mark in marks if mark.end() <= begin), default=0)
    last = min((mark.start() for mark in marks if mark.start() >= max(begin, end - 1)), default=len(text))
    clause = _DASHES.sub("", text[first:last]).strip().rstrip(END)
    return (_LEFT_OUT[language].strip() + clause) if first and clause else clause


def _parts_clauses(mark: re.Match[str], ends: AbstractSet[int]) -> bool:
    """Whether an English mark parts clauses: no comma, and no point but that of a sentence (the U.S. segment, Walmart Inc. and others)."""
    return mark.group() != "," and (mark.group() != "." or mark.end() in ends)


def is_told(text: str) -> bool:
    """Whether a text tells something, in English by a number, a verb or the end of a sentence; a name or a title does not."""
    if not text.isascii() or sentences.terminal(text) or any(map(str.isdigit, text)):
        return True
    return any(word.tag in {"verb", "auxiliary"} or word.text.endswith("ed") for word in english_clause.parse(text, ()))


def show_change(old: str, new: str, language: Language) -> bool:
    """Whether two quotes differ in words, not in marks or numbers alone or in where they are cut."""
    words = {quote: "".join(char for char in _words(quote) if not char.isdigit()) for quote in (old, new)}
    shorter, longer = sorted((old, new), key=lambda quote: len(words[quote]))
    short, long = words[shorter], words[longer]
    return not long.startswith(short) or (len(long) > len(short) and not is_cut(shorter, language))


def rolls(old: str, new: str, step: int) -> bool:
    """Whether two quotes in English differ in years that roll by `step`, and what names one, alone (the year 2022, 2023)."""
    texts = [{word.strip(END + ":()") for word in text.lower().split()} for text in (old, new)]
    gone, come = (sorted(texts[at] - texts[1 - at]) for at in (False, True))
    before, after = ([year for word in words for year in dates.years(word)] for words in (gone, come))
    return (
        bool(after)
        and [year + step for year in before] == after
        and all(dates.years(word) or word in _OF_A_YEAR for word in (*gone, *come))
    )


def share_told(text: str, other: str) -> float:
    """The share of a text's pairs of characters that another text has as well, 0–1."""
    own = _pairs(text)
    return len(own & _pairs(other)) / len(own) if own else 0.0


def _width(language: Language) -> int:
    return 3 if language == "en" else 1  # it takes so many Latin letters to say what a character says


def _words(text: str) -> str:
    return re.sub(r"\W", "", text.lower())


def _pairs(text: str) -> set[tuple[str, str]]:
    return set(pairwise(_words(text)))
