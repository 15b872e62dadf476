"""Page numbers in the midst of a text, taken out of a PDF or printed on other pages: lines that hold a number alone, one by one."""

from __future__ import annotations

from collections.abc import Sequence

from tongbi.language import sentences

_DASHES = "-–—― \u3000\f"


def left_out(lines: Sequence[str]) -> list[str]:
    """The lines without the numbers of pages, and without the blank lines around them where a sentence goes on in small letters."""
    gone = {place for at in places(lines) for place in _around(lines, at)}
    return [line for at, line in enumerate(lines) if at not in gone]


def places(lines: Sequence[str]) -> list[int]:
    """Which lines are numbers of pages: three at the least count up by one, with several lines between, and most lone numbers do."""
    alone = [(at, int(printed)) for at, line in enumerate(lines) if (printed := line.strip(_DASHES)).isdecimal() and len(printed) < 4]
    ending: dict[int, list[int]] = {}
    for at, number in alone:
        before = ending.get(number - 1, [])
        row = [*before, at] if before and at > before[-1] + len("..") else [at]
        ending[number] = max(row, ending.get(number, []), key=len)
    longest = max(ending.values(), key=len, default=[])
    return longest if len(longest) > 2 and 2 * len(longest) > len(alone) else []


def _around(lines: Sequence[str], at: int) -> range:
    """The places of a page's number, and of the blank lines around it where the page broke a sentence."""
    above = next((place for place in reversed(range(at)) if lines[place].strip()), -1)
    below = next((place for place in range(at + 1, len(lines)) if lines[place].strip()), len(lines))
    broken = 0 <= above < below < len(lines) and lines[below].strip()[0].islower() and not sentences.terminal(lines[above].strip())
    return range(above + 1, below) if broken else range(at, at + 1)
