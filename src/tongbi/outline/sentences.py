"""Sentences: where one ends, with quotations and brackets kept whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

OPEN = {"“": "”", "‘": "’", "（": "）", "(": ")", "《": "》", "「": "」", "『": "』", "【": "】", "〔": "〕", "[": "]"}
CLOSE = {closing: opening for opening, closing in OPEN.items()}
ENDS = "。！？!?｡"
_CLOSERS = "”’）)》」』】〕]\"'"
_MARK = re.compile(f"[{re.escape(''.join((*OPEN, *CLOSE)) + ENDS)}]")
# After a closed quotation these go on with the same sentence: “依法办事。”的理念; “……。”，
_GOES_ON = "，、；：,;:的"
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|No|Nos|Inc|Corp|Co|Ltd|vs|cf|al|Jr|Sr|Art|Sec|Fig|approx|e\.g|i\.e|U\.S|U\.K|a\.m|p\.m|[A-Z])"
    r"|\b(?i:item) \d{1,2}[A-C]?)\.$"
)
_LIST_NUMBER = re.compile(r"\s*\(?\d{1,2}\.$")
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
    return [part for part in parts if part]


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
    ends = ((found, text[: found.start() + 1]) for found in _ENGLISH_END.finditer(text))
    # The number of a point (2. Resurface …) is no sentence of its own.
    return (found.end() for found, before in ends if not _ABBREVIATION.search(before) and not _LIST_NUMBER.fullmatch(before))
