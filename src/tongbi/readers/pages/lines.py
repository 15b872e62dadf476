"""Runs of text by their place → pieces that stand together, lines, and the text of a cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from tongbi.language import enumerators, numerals
from tongbi.language.folding import han_share
from tongbi.readers.pages.geometry import around
from tongbi.readers.pages.runs import Run
from tongbi.readers.wrapping import WIDE, joined, stands_wide

_PHRASE_BEFORE, _PHRASE_AFTER = re.compile(r"[\u4e00-\u9fff]{2}$"), re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff（《“]")
# In type sizes. A gap this wide parts two pieces of a line (columns, cells); blanks within text are under 1.
APART = 1.2
# Where a line has such a gap, narrower ones than that may part its columns, too: a blank within text is under a half.
NARROW = 0.5
# A blank between two Chinese phrases is kept from this width on: a justified line stretches its gaps by up to 0.3.
PRINTED_BLANK = APART / 3
# A blank of Latin type is 0.2 wide at the least; letters stand up to 0.1 apart.
LATIN_BLANK = APART / 10
# Bold made by printing twice moves the second print by up to 0.1 of its width; letters that follow each other overlap by less than this.
_TWICE = 0.25
# Baselines of one line, raised and lowered type among them; the next line is 1 away at the least.
SAME_LINE = 0.5
_LATIN_WIDTH = 0.55  # of a letter or figure, the mean of running text


def width_of(text: str) -> float:
    """How wide a text is set, in type sizes."""
    return sum(1.0 if WIDE.match(char) else _LATIN_WIDTH for char in text)


def keeps_blank(before: str, after: str, gap: float) -> bool:
    """Whether a gap of so many type sizes between two texts is a printed blank.

    Between Latin words it is. Beside Chinese text most are put in by the typesetter (2024 年) or spread a word over its line
    (结 果): only one between two phrases of Chinese characters that is wide enough is printed.
    """
    if not before or not after:
        return False
    if not stands_wide(before, after):
        return True
    return gap >= PRINTED_BLANK and bool(_PHRASE_BEFORE.search(before[-2:])) and bool(_PHRASE_AFTER.match(after))


def is_stretched(words: Sequence[str], gaps: Sequence[float]) -> bool:
    """Whether words, not all of them capitalised, stand evenly apart as in a justified line; the gaps (in type sizes) of cells differ."""
    return len(gaps) > 1 and max(gaps) - min(gaps) <= LATIN_BLANK and any(word[:1].islower() for word in words)


def pieces(characters: Sequence[Run]) -> list[Run]:
    """Characters put together to pieces of lines, parted at wide gaps."""
    return [one(part) for row in rows(characters) for part in parted(row)]


def parted(row: Sequence[Run], apart: float = APART) -> Iterator[Sequence[Run]]:
    """The runs of one line, from left to right, parted at wide gaps and between numbers."""
    gaps = [_gap(one, other) for one, other in pairwise(row)]
    words = [0, *(at for at, gap in enumerate(gaps, 1) if gap > LATIN_BLANK), len(row)]
    begin = 0
    for before, at, after in zip(words, words[1:], words[2:], strict=False):
        if gaps[at - 1] > apart or (row[at - 1].text[-1].isdecimal() and are_numbers(_together(row[before:at]), _together(row[at:after]))):
            yield row[begin:at]
            begin = at
    yield row[begin:]


def _together(word: Sequence[Run]) -> str:
    return "".join(run.text for run in word)


def are_numbers(before: str, after: str) -> bool:
    """Whether a text ends in a number and another, after a blank, begins with one of its own: cells in close columns."""
    return before[-1:].isdecimal() and numerals.are_several(f"{before.rpartition(' ')[2]} {after.partition(' ')[0]}")


def lines(runs: Sequence[Run]) -> list[Run]:
    """The lines that runs stand on, from the top; wide gaps between texts of a line become tabs."""
    return [closed_up(one(row)) for row in rows(runs)]


def closed_up(line: Run) -> Run:
    """A line whose label alone stands apart (一、 from its heading, 1. from its point) with a blank between."""
    label, tab, rest = line.text.partition("\t")
    if not tab or "\t" in rest:
        return line
    found = enumerators.parse(line.text, chinese=True) or enumerators.parse(line.text, chinese=False)
    is_label = found is not None and found.rest == rest and not found.kind.startswith(("number", "decimal"))
    return replace(line, text=f"{label} {rest}") if is_label else line


def text_of(runs: Sequence[Run]) -> str:
    """The text of a cell: its lines joined as those of a paragraph."""
    chinese = han_share("".join(run.text for run in runs)) > 0.3
    text = ""
    for line in lines(runs):
        text = joined(text, line.text.replace("\t", " "), chinese=chinese)
    return text


def rows(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """Runs on one line from left to right, lines from the top; what is printed twice is taken once."""
    found: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (run.level, run.baseline, run.left)):
        if found and run.level and found[-1][0].level and _is_beside(found[-1][0], run):
            found[-1].append(run)
        else:
            found.append([run])
    for row in found:
        row.sort(key=lambda run: run.left)
        yield [run for at, run in enumerate(row) if not (at and _is_again(row[at - 1], run))]


def _is_beside(above: Run, run: Run) -> bool:
    """Whether a text stands on the line of one no lower: on its baseline, or that one is a small mark raised within its height."""
    step = run.baseline - above.baseline
    if step <= SAME_LINE * min(above.size, run.size):
        return True
    return above.size < run.size and step <= SAME_LINE * run.size and run.top <= above.middle


def _is_again(before: Run, run: Run) -> bool:
    width = run.right - run.left
    near, begin = _TWICE * width, max(before.left, before.right - width)
    return abs(run.right - before.right) < near and abs(run.left - begin) < near and before.text.endswith(run.text)


def _gap(before: Run, run: Run) -> float:
    return (run.left - before.right) / max(before.size, run.size)


def one(row: Sequence[Run]) -> Run:
    """The runs of a line, from left to right, as one; it is set as the longest of them is."""
    if len(row) == 1:
        return row[0]
    text, right = row[0].text, row[0].right
    for before, run, after in zip(row, row[1:], [*row[2:], None], strict=False):
        gap = (run.left - right) / max(before.size, run.size)
        if gap > LATIN_BLANK:
            closely = after.text if after is not None and len(run.text) == 1 and _gap(run, after) < PRINTED_BLANK else ""
            text += _between(text, run.text, run.text + closely, gap)
        text += run.text
        right = max(right, run.right)
    scores = [run.score for run in row if run.score is not None]
    longest = max(row, key=lambda run: len(run.text))
    bold = all(run.bold for run in row)
    return Run(longest.page, text, *around(row), longest.baseline, longest.size, bold, longest.level, min(scores, default=None))


def _between(before: str, text: str, after: str, gap: float) -> str:
    """What stands for a gap that is seen: a tab, a blank or nothing; `after` is the text with what follows it closely."""
    if gap > APART and len(before) > 1 and len(text) > 1:
        return "\t"
    return " " if keeps_blank(before, after, gap) else ""
