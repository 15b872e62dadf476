"""What stands on pages beside their text: running headers and footers, page numbers, watermarks, footnotes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tongbi.language.enumerators import NUMERAL, ORDINAL
from tongbi.language.folding import han_share
from tongbi.model import SAME_SIZE
from tongbi.readers import page_numbers, type_sizes
from tongbi.readers.pages import lines
from tongbi.readers.pages.lines import SAME_LINE
from tongbi.readers.pages.ruled import NEAR
from tongbi.readers.pages.runs import Run, Sheet
from tongbi.readers.wrapping import joined

# Headers and footers stand in this share of the page's height (2.5 to 3.7 cm of A4 are its margins), within so many pieces of its edge.
_EDGE = 0.125
_DEEPEST = 4
# A line repeated on this share of the pages is furniture: on odd or even pages only, it comes to a half. On a few pages it must also be set
# apart: text too may say a thing twice.
_REPEATED = 0.4
_FEWEST = 3
_SAME_PLACE = 2 * NEAR
_DIGITS = re.compile(rf"[0-9０-９]+|{NUMERAL}(?=页)")
_ROMAN = r"[ivxIVX]{1,6}"
_DASHES = "[-－—–―─·•一]+"  # character recognition takes a dash for 一
_NUMBER = r"\d{1,4}"
# Page numbers by their form alone, at the edge of a page.
_NUMBERED = re.compile(
    rf"{_DASHES}\s*(?:{_NUMBER}|{_ROMAN})\s*{_DASHES}|{ORDINAL}\s*(?:{_NUMBER}|{NUMERAL})\s*页(?:\s*[，,/／]?\s*共\s*{_NUMBER}\s*页)?"
    rf"|{_NUMBER}\s*[/／]\s*{_NUMBER}|(?i:page|p\.)\s*{_NUMBER}(?:\s*(?i:of|/)\s*{_NUMBER})?|{_NUMBER}\s+of\s+{_NUMBER}"
    rf"|共\s*{_NUMBER}\s*页\s*第\s*{_NUMBER}\s*页"
)
# A number alone is a page's when it counts with the pages.
_ALONE = re.compile(rf"{_NUMBER}|{_ROMAN}")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10}
MARK = re.compile(r"[①-⑳⓪-⓿]|[\[［〔(（]\d{1,3}[\]］〕)）]|\d{1,3}(?![\d.,，．、)）])\s?(?=[^\d\s])|[*＊†‡]+")
SMALL = 0.88  # footnotes are set in 小五 (9) under 三号 (16) or 五号 (10.5) text
_NOTE_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Stripped:
    """The runs of each page that are text, the footnotes of them all, how many characters that do not run level were left out, and the
    texts of the running heads, those that differ in their digits alone once.
    """

    pages: tuple[tuple[Run, ...], ...]
    notes: tuple[str, ...]
    turned: int
    heads: tuple[str, ...]


def strip(pages: Sequence[Sequence[Run]], sheets: Sequence[Sheet]) -> Stripped:
    """Pages of runs (those of their sheets outside tables) without headers, footers, page numbers, watermarks and footnotes."""
    heights = [sheet.height for sheet in sheets]
    edges = [_edge([run for run in runs if run.level], height) for runs, height in zip(pages, heights, strict=True)]
    rows = {id(run) for runs, height in zip(pages, heights, strict=True) for run in _in_rows(runs, height)}
    lone = [[one for one in edge if id(one[0]) not in rows] for edge in edges]
    repeated = _repeated(lone, sheets)
    upper = {id(run) for edge in edges for run, lower in edge if not lower}
    heads = tuple({_DIGITS.sub("#", run.text): run.text.strip() for run in repeated if id(run) in upper}.values())
    found = [*repeated, *(run for edge in edges for run in _of_browser(edge)), *_watermarks(pages)]
    furniture = {id(run) for run in found}
    furniture |= {id(run) for run in _page_numbers([[one for one in edge if id(one[0]) not in furniture] for edge in edges])}
    furniture |= {id(run) for run in _of_own_pages([[run for run in runs if id(run) not in furniture] for runs in pages])}
    turned = [run for runs in pages for run in runs if not run.level and id(run) not in furniture]
    furniture |= {id(run) for run in turned}
    left = [[run for run in runs if id(run) not in furniture] for runs in pages]
    body = type_sizes.usual((run.size, run.text) for runs in left for run in runs)
    small = [_footnotes(runs, height, body) for runs, height in zip(left, heights, strict=True)]
    below = {id(run) for runs in small for run in runs}
    notes = tuple(note for runs in small for note in _notes(runs))
    texts = tuple(tuple(run for run in runs if id(run) not in below) for runs in left)
    return Stripped(texts, notes, sum(len("".join(run.text.split())) for run in turned), heads)


def _edge(runs: Sequence[Run], height: float) -> list[tuple[Run, bool]]:
    """The runs near the upper and the lower edge (True: lower), the outermost first."""
    by_place = sorted(runs, key=lambda run: run.middle)
    upper = [(run, False) for run in by_place[:_DEEPEST] if run.middle < _EDGE * height]
    return upper + [(run, True) for run in by_place[-_DEEPEST:][::-1] if run.middle > (1 - _EDGE) * height]


def _in_rows(runs: Sequence[Run], height: float) -> list[Run]:
    """The runs near an edge in rows of a table: three or more beside each other, next to a line with as many."""
    near = [run for run in runs if not 2 * _EDGE * height <= run.middle <= (1 - 2 * _EDGE) * height]
    found = [row if len(row) > 2 else [] for row in lines.rows(near)]
    return [run for one, other in pairwise(found) if one and other and _follows(one[0], other[0]) for run in (*one, *other)]


def _follows(run: Run, below: Run) -> bool:
    return below.top - run.bottom < 2 * run.size


def _repeated(edges: Sequence[list[tuple[Run, bool]]], sheets: Sequence[Sheet]) -> list[Run]:
    """Runs at an edge whose text, its digits masked, stands at the same height on many pages; two footnotes may be alike."""
    found: defaultdict[tuple[str, bool], list[Run]] = defaultdict(list)
    for run, lower in (one for runs in edges for one in runs):
        if not (lower and len(run.text) >= _NOTE_LENGTH and MARK.match(run.text)):
            found[_DIGITS.sub("#", "".join(run.text.split())), lower].append(run)
    printed = sum(map(bool, edges))
    fewest = max(min(_FEWEST, max(2, printed)), _REPEATED * printed)
    by_page = {sheet.number: sheet.runs for sheet in sheets}
    kept: list[Run] = []
    for (mask, lower), same in found.items():
        count = len({run.page for run in same})
        apart = count >= 2 * _FEWEST or not all(_is_text(run, by_page[run.page], lower=lower) for run in same)
        if any(map(str.isalpha, mask)) and count >= fewest and apart:
            usual = sorted(run.middle for run in same)[len(same) // 2]
            kept += [run for run in same if abs(run.middle - usual) <= _SAME_PLACE]
    return kept


def _is_text(run: Run, runs: Sequence[Run], *, lower: bool) -> bool:
    """Whether a run at an edge is set as the text next to it: in its size, and no further from it than its lines are from each other."""
    steps = sorted((abs(other.baseline - run.baseline), other.size) for other in runs if (other.baseline < run.baseline) == lower)
    steps = [step for step in steps if step[0] > run.size / 2]
    if not steps or abs(steps[0][1] - run.size) > SAME_LINE:
        return False
    further = next((step for step, _ in steps if step > steps[0][0] + run.size / 2), 0.0)
    return steps[0][0] <= max(further - steps[0][0], 2 * run.size) * (1 + _EDGE)


def _of_browser(edge: list[tuple[Run, bool]]) -> list[Run]:
    """What a browser prints around a page: a line with date and time above, one with the address below."""
    rows = [[run for run, lower in edge if lower == side and abs(run.baseline - end.baseline) <= NEAR] for side, end in _ends(edge)]
    stamped = any(_is_stamp(run.text) for row in rows for run in row)
    return [
        run for row in rows if stamped or len(row) > 1 for run in row if any(_is_stamp(one.text) or _is_address(one.text) for one in row)
    ]


def _ends(edge: list[tuple[Run, bool]]) -> list[tuple[bool, Run]]:
    """The outermost run at either edge."""
    return [(side, found[0]) for side in (False, True) if (found := [run for run, lower in edge if lower == side])]


def _is_stamp(text: str) -> bool:
    """Whether a text begins with a date in figures and the time of day."""
    day, time = (*text.replace(",", " ").split(), "", "")[:2]
    numbers = day.replace("-", "/").replace(".", "/").split("/")
    return len(numbers) == _FEWEST and all(map(str.isdecimal, numbers)) and ":" in time


def _is_address(text: str) -> bool:
    scheme, colon, _ = text.partition("://")
    return bool(colon) and scheme.isalpha() and len(text.split()) == 1


def _watermarks(pages: Sequence[Sequence[Run]]) -> list[Run]:
    """Watermarks: runs that do not run level and are printed many times."""
    slanted = [run for runs in pages for run in runs if not run.level]
    times = Counter(run.text for run in slanted)
    return [run for run in slanted if times[run.text] >= max(2, _REPEATED * len(pages))]


def _page_numbers(edges: Sequence[list[tuple[Run, bool]]]) -> list[Run]:
    """Page numbers: by their form where it says so, else by counting with the pages."""
    outer = [(run, run.text.strip(), lower) for runs in edges for run, lower in runs if _is_outermost(run, lower, runs)]
    alone = [(run, (lower, _value(text) - run.page)) for run, text, lower in outer if _ALONE.fullmatch(text)]
    steps = Counter(step for _, step in alone)
    fewest = min(_FEWEST, max(2, len(edges)))
    return [run for run, text, _ in outer if _NUMBERED.fullmatch(text)] + [run for run, step in alone if steps[step] >= fewest]


def _of_own_pages(pages: Sequence[Sequence[Run]]) -> list[Run]:
    """Page numbers of a paper that was printed on other pages (a filing from a browser), wherever they stand, and the running heads beside
    them; numbers in larger type than the text are of its parts.
    """
    rows = [row for runs in pages for row in lines.rows(runs)]
    body = type_sizes.usual((run.size, run.text) for row in rows for run in row)
    texts = [row[0].text.strip() if len(row) == 1 and row[0].size < SAME_SIZE * body else "" for row in rows]
    numbers = page_numbers.places(texts)
    beside = [(at, step) for at in numbers for step in (-1, 1) if 0 <= at + step < len(rows) and texts[at + step]]
    times = Counter((texts[at + step], step) for at, step in beside)
    heads = [at + step for at, step in beside if times[texts[at + step], step] >= max(_FEWEST, _REPEATED * len(numbers))]
    return [rows[at][0] for at in (*numbers, *heads)]


def _is_outermost(run: Run, lower: bool, runs: Sequence[tuple[Run, bool]]) -> bool:
    """Whether nothing stands beyond a run, nor beside it at the same edge."""
    beyond = [other for other, edge in runs if edge == lower and other is not run]
    return all(other.middle < run.top if lower else other.middle > run.bottom for other in beyond)


def _value(text: str) -> int:
    if text.isdigit():
        return int(text)
    values = [_ROMAN_VALUES[char] for char in text.lower()]
    return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))


def _footnotes(runs: Sequence[Run], height: float, body: float) -> list[Run]:
    """The runs of small type at a page's foot, from the first that bears a mark on."""
    by_place = sorted(runs, key=lambda run: (run.baseline, run.left))
    small: list[Run] = []
    for run in reversed(by_place):
        if run.size > SMALL * body or run.middle < height / 2:
            break
        small.insert(0, run)
    if len(small) == len(by_place):
        return []
    first = next((at for at, run in enumerate(small) if MARK.match(run.text)), len(small))
    return small[first:]


def _notes(runs: Sequence[Run]) -> list[str]:
    """Footnotes as texts; each begins with a mark at the left."""
    notes: list[str] = []
    chinese = han_share("".join(run.text for run in runs)) > 0.3
    margin = min((run.left for run in runs), default=0.0)
    for run in runs:
        if not notes or (MARK.match(run.text) and run.left < margin + 3 * run.size):
            notes.append(run.text)
        else:
            notes[-1] = joined(notes[-1], run.text, chinese=chinese)
    return notes
