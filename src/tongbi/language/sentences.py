"""Sentences: where one ends, with quotations and brackets kept whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from tongbi.language import lexicon

OPEN = {"“": "”", "‘": "’", "（": "）", "(": ")", "《": "》", "「": "」", "『": "』", "【": "】", "〔": "〕", "[": "]"}
CLOSE = {closing: opening for opening, closing in OPEN.items()}
ENDS = "。！？!?｡"
_CLOSERS = "”’）)》」』】〕]\"'"
_MARK = re.compile(f"[{re.escape(''.join((*OPEN, *CLOSE)) + ENDS)}]")
# After a closed quotation these go on with the same sentence: “依法办事。”的理念; “……。”，
_GOES_ON = "，、；：,;:的"
_WORDS = lexicon.table("en/abbreviations")


def is_closed(text: str) -> bool:
    """Whether no bracket and no quotation is left open in a text."""
    return all(text.count(opening) <= text.count(closing) for opening, closing in OPEN.items()) and text.count('"') % 2 == 0


def _short(kind: str, *others: str) -> str:
    """The abbreviations of a kind, also with a capital, before their full stop at the end of a text: a regular expression."""
    words = {form for word in _WORDS[kind] for form in (word, word[0].upper() + word[1:] if len(word) > 1 else word)}
    return rf"(?<![\w.])(?:{'|'.join((*map(re.escape, sorted(words, key=len, reverse=True)), *others))})\.$"


_ALWAYS = re.compile(_short("always", r"(?i:item) \d{1,2}[A-C]?"))
_NUMBER, _COUNTS = re.compile(_short("number")), re.compile(r"\s+[(\[]?(?:\d|[IVXL]+\b|[A-Z]\b)")
_WITHIN, _OPENS = re.compile(_short("within", r"(?:[A-Z]\.)*[A-Z]")), re.compile(rf"\s+[\"'“‘(\[]?(?:{'|'.join(_WORDS['openers'])})\b")
_LONGEST_SHORT = 16
# Characters of a sentence at most; no real one comes near, and what looks for figures in a sentence looks over it once for each.
_LONGEST = 3000
_CLAUSE_ENDS = "；;，、 "
_LIST_NUMBER = re.compile(r"\s*\(?\d{1,3}\.$")
_ENGLISH_END = re.compile(r"(?<![.!?])[.!?]+[\"'”’)\]]*(?=\s+[\"'“‘(\[]?[A-Z0-9$])")


def terminal(text: str) -> bool:
    """Whether a text ends like a sentence or announces what follows (。！？；： . ; :), closing quotes and brackets aside."""
    bare = text.rstrip().rstrip(_CLOSERS)
    return bool(bare) and bare[-1] in "。！？!?；;：:，,.｡…"


def split(text: str, chinese: bool) -> list[str]:
    """The sentences of a paragraph, trimmed; joined they give the paragraph, white space between them aside."""
    # A line of tabs is a row of a table: its cells belong together.
    if "\t" in text:
        return [text.strip()]
    cuts = [*(_chinese_cuts(text) if chinese else _english_cuts(text))]
    parts = [text[start:end].strip() for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    return [piece for part in parts if part for piece in _bounded(part)]


def parted(texts: Sequence[str]) -> list[str]:
    """Sentences, each with what parts it from the next: a blank, in Chinese nothing."""
    return [f"{text} " if at < len(texts) and text.rstrip(_CLOSERS)[-1:].isascii() else text for at, text in enumerate(texts, 1)]


def joined(texts: Sequence[str]) -> str:
    """Sentences as one text, `parted` from each other."""
    return "".join(parted(texts))


def is_cut(text: str) -> bool:
    """Whether a text that others of its paragraph follow is the part of a sentence that was too long and was cut at a clause."""
    return len(text) >= _LONGEST // 2 and text.rstrip(_CLOSERS)[-1:] not in f"{ENDS}."


def _bounded(sentence: str) -> Iterator[str]:
    """A sentence in parts of a length that can be read: each ends with a clause where one ends in its second half, else beside no digit."""
    while len(sentence) > _LONGEST:
        places = range(_LONGEST, _LONGEST // 2, -1)
        within = next((at for at in places if not any(map(str.isdigit, sentence[at - 1 : at + 1]))), _LONGEST)
        at = max(sentence.rfind(mark, _LONGEST // 2, _LONGEST) for mark in _CLAUSE_ENDS) + 1 or within
        yield sentence[:at].strip()
        sentence = sentence[at:].strip()
    yield sentence


def first_end(text: str, chinese: bool) -> int:
    """Offset just after the first sentence of a text; its length when no further sentence follows."""
    return next(_chinese_cuts(text) if chinese else _english_cuts(text), len(text))


def _chinese_cuts(text: str) -> Iterator[int]:
    stack: list[str] = []
    counts = Counter(_MARK.findall(text))
    end = 0
    for found in _MARK.finditer(text):
        at, char = found.start(), found[0]
        if at < end:
            continue
        if char in ENDS:
            end = _close(text, at + 1, stack)
            if not stack and end < len(text) and (end == _run(text, at) or text[end] not in _GOES_ON):
                yield end
        elif char in OPEN:
            # Only a mark that is closed as often as it is opened holds a sentence together.
            if counts[char] == counts[OPEN[char]]:
                stack.append(char)
        elif stack and stack[-1] == CLOSE[char]:
            stack.pop()


def _run(text: str, at: int) -> int:
    while at < len(text) and text[at] in ENDS:
        at += 1
    return at


def _close(text: str, at: int, stack: list[str]) -> int:
    """Past further end marks and the closing marks that belong to the sentence; takes what they close off the stack."""
    at = _run(text, at)
    while at < len(text) and text[at] in _CLOSERS:
        if stack and CLOSE.get(text[at]) == stack[-1]:
            stack.pop()
        elif text[at] not in "\"'":
            break
        at += 1
    return at


def _english_cuts(text: str) -> Iterator[int]:
    for found in _ENGLISH_END.finditer(text):
        before = text[max(0, found.start() - _LONGEST_SHORT) : found.start() + 1]
        # The number of a point (2. Resurface …) is no sentence of its own.
        numbered = found.start() < _LONGEST_SHORT and _LIST_NUMBER.fullmatch(text, 0, found.start() + 1)
        if not numbered and not _goes_on(before, text, found.end()):
            yield found.end()


def _goes_on(before: str, text: str, end: int) -> bool:
    """Whether a sentence goes on behind the full stop of an abbreviation."""
    if _ALWAYS.search(before):
        return True
    if _NUMBER.search(before):
        return _COUNTS.match(text, end) is not None
    return _WITHIN.search(before) is not None and not _OPENS.match(text, end)
