"""Lines → paragraphs: hard-wrapped lines joined, several sections in one line parted, control characters taken out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from tongbi.text import han_share

_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
# Zero-width characters, soft hyphens, direction marks, byte-order marks inside the text, and controls other than tab and line ends.
_REMOVED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ud800-\udfff\ufffe\uffff]"
)
_HAN = "一二三四五六七八九十"
_BLANK = r" \u00a0\u2000-\u200a\u3000"
_LABEL = re.compile(rf"[（(]?[{_HAN}]{{1,3}}[）)、]|第[{_HAN}]{{1,3}}[部章]|\d{{1,2}}[、.．)）]|[#*•①-⑳]|附件|(?:Item|Part) ")
_ENDS = "。！？；：!?;:”）)"
# A section label inside a line: after a sentence end, or after a run of blanks.
_INNER = re.compile(rf"(?<=[。！？])[{_BLANK}]*(?=[（(][{_HAN}]{{1,3}}[）)]|[{_HAN}]{{1,3}}、)|[{_BLANK}]{{2,}}(?=\S)")
_WRAPPED_SHARE = 0.6
_WIDEST_HAN, _WIDEST_LATIN, _NARROWEST = 50, 100, 15
_SLACK_HAN, _SLACK_LATIN = 2, 16


def clean(text: str) -> tuple[str, int]:
    """The text without characters that show nothing, and how many were removed."""
    return _REMOVED.subn("", text)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a plain text, trimmed, in order; blank lines part paragraphs and give none."""
    lines = _LINE_END.split(text)
    joined = _unwrapped(lines) if _is_wrapped([line.strip() for line in lines if line.strip()]) else [line.strip() for line in lines]
    return [part for line in joined for part in _parted(line) if part]


def _width(line: str) -> int:
    """Columns: a wide character counts two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line)


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Whether the lines were broken at a fixed width: most of them fill it, and many end within a sentence."""
    if len(lines) < 6:
        return False
    chinese = han_share("".join(lines)) > 0.3
    widths = sorted(_width(line) for line in lines)
    full = widths[int(len(widths) * 0.9)]
    widest = 2 * _WIDEST_HAN if chinese else _WIDEST_LATIN
    if not (2 * _NARROWEST if chinese else 40) <= full <= widest or widths[-1] > full * 1.3:
        return False
    slack = 2 * _SLACK_HAN if chinese else _SLACK_LATIN
    filled = [line for line in lines if _width(line) >= full - slack]
    open_ended = sum(line[-1] not in _ENDS + "." for line in filled)
    return len(filled) >= _WRAPPED_SHARE * len(lines) and open_ended >= len(filled) / 2


def _unwrapped(lines: Sequence[str]) -> list[str]:
    """Lines joined to paragraphs: a line goes on when the one before it is full and ends within a sentence."""
    full = max(_width(line.strip()) for line in lines)
    found: list[str] = []
    open_ended = False
    for line in lines:
        text = line.strip()
        indented = line[:1] in {"\u3000", "\t"} or line.startswith("    ")
        if text and open_ended and not indented and not _LABEL.match(text):
            glue = " " if found[-1][-1].isascii() and text[0].isascii() else ""
            found[-1] += glue + text
        elif text:
            found.append(text)
        # A line that breaks at a full stop may still go on; a short one ends its paragraph.
        open_ended = bool(text) and _width(text) >= full * 0.75
    return found


def _parted(line: str) -> list[str]:
    """One line parted before the section labels inside it; outside of quotations and brackets, and only where a label follows."""
    if "\t" in line or len(line) < 40:
        return [line]
    blanks = len(re.findall(rf"[{_BLANK}]{{2,}}", line)) >= 5
    cuts = [found for found in _INNER.finditer(line) if _outside(line, found.start()) and _starts_part(line, found, blanks)]
    starts = [0, *(found.end() for found in cuts)]
    ends = [*(found.start() for found in cuts), len(line)]
    return [line[start:end].strip() for start, end in zip(starts, ends, strict=True)]


def _starts_part(line: str, found: re.Match[str], blanks: bool) -> bool:
    """Blanks part a line that uses them throughout; elsewhere a label must follow."""
    if _LABEL.match(line, found.end()) and line[found.end()] not in "0123456789":
        return True
    return blanks and found.end() - found.start() >= 2


def _outside(line: str, at: int) -> bool:
    before = line[:at]
    return before.count("“") == before.count("”") and before.count("（") == before.count("）")
