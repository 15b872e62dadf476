"""Page numbers in the text of a printed page that somebody took out of a PDF: lines that hold a number and nothing else, one by one."""

from __future__ import annotations

from collections.abc import Sequence

from tongbi.language import sentences

_DASHES = "-–—― \u3000\f"


def left_out(lines: Sequence[str]) -> list[str]:
    """The lines without the numbers of pages, and without the blank lines around them where a sentence goes on in small letters.

    Numbers are those of pages where three at the least count up by one, with several lines between, and most lone numbers do.
    """
    lone = [(at, int(number)) for at, line in enumerate(lines) if (number := line.strip(_DASHES)).isdecimal() and len(number) < 4]
    pages: list[tuple[int, int]] = []
    for at, page in lone:
        if not pages or (page == pages[-1][1] + 1 and at > pages[-1][0] + len("..")):
            pages.append((at, page))
    if len(pages) < 3 or 2 * len(pages) <= len(lone):
        return list(lines)
    gone = {place for at, _ in pages for place in _around(lines, at)}
    return [line for at, line in enumerate(lines) if at not in gone]


def _around(lines: Sequence[str], at: int) -> range:
    """The places of a page's number, and of the blank lines around it where the page broke a sentence."""
    above = next((place for place in reversed(range(at)) if lines[place].strip()), -1)
    below = next((place for place in range(at + 1, len(lines)) if lines[place].strip()), len(lines))
    broken = 0 <= above < below < len(lines) and lines[below].strip()[0].islower() and not sentences.terminal(lines[above].strip())
    return range(above + 1, below) if broken else range(at, at + 1)
