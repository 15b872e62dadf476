"""What stands on pages beside their text: running headers and footers, page numbers, footnotes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tongbi.language.folding import han_share
from tongbi.readers.pdf.text import Line
from tongbi.readers.wrapping import joined

# Headers and footers stand in this share of the page's height, within so many lines of its edge.
_EDGE = 0.12
_DEEPEST = 4
# A line repeated on this share of the pages is furniture: on odd or even pages only, it comes to a half. Two pages prove nothing.
_REPEATED = 0.4
_FEWEST = 3
# Places on different pages that are the same, in points.
_SAME_PLACE = 6.0
_DIGITS = re.compile(r"[0-9０-９]+|[一二三四五六七八九十]{1,3}(?=页)")
_ROMAN = r"[ivxIVX]{1,6}"
# Page numbers by their form alone, at the edge of a page.
_NUMBERED = re.compile(
    rf"[-－—–―─·•]\s*(?:\d{{1,4}}|{_ROMAN})\s*[-－—–―─·•]|第\s*[\d一二三四五六七八九十]{{1,4}}\s*页(?:\s*[，,/／]?\s*共\s*\d{{1,4}}\s*页)?"
    r"|\d{1,4}\s*[/／]\s*\d{1,4}|(?i:page|p\.)\s*\d{1,4}(?:\s*(?i:of|/)\s*\d{1,4})?|\d{1,4}\s+of\s+\d{1,4}|共\s*\d{1,4}\s*页\s*第\s*\d{1,4}\s*页"
)
# A number alone is a page's when it counts with the pages.
_ALONE = re.compile(rf"\d{{1,4}}|{_ROMAN}")
_MARK = re.compile(r"[①-⑳⓪-⓿]|[\[［〔(（]\d{1,3}[\]］〕)）]|\d{1,3}(?![\d.,，．、)）])\s?(?=[^\d\s])|[*＊†‡]+")
_SMALL = 0.88  # footnotes are set in 小五 (9) under 三号 (16) or 五号 (10.5) text
_NOTE_LENGTH = 16
_LOWER_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Stripped:
    """The lines of each page that are text, and the footnotes of them all."""

    pages: tuple[tuple[Line, ...], ...]
    notes: tuple[str, ...]


def strip(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> Stripped:
    """Pages of lines without headers, footers, page numbers and footnotes."""
    edges = [_edge(lines, height) for lines, height in zip(pages, heights, strict=True)]
    furniture = {id(line) for line in [*_repeated(edges), *_aslant(pages), *_page_numbers(edges)]}
    left = [[line for line in lines if id(line) not in furniture] for lines in pages]
    body = body_size(line for lines in left for line in lines)
    found = [_footnotes(lines, height, body) for lines, height in zip(left, heights, strict=True)]
    below = {id(line) for lines in found for line in lines}
    notes = tuple(note for lines in found for note in _notes(lines))
    return Stripped(tuple(tuple(line for line in lines if id(line) not in below) for lines in left), notes)


def body_size(lines: Iterable[Line]) -> float:
    """The type size of most of the text, in half points; 0 without any."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _edge(lines: Sequence[Line], height: float) -> list[tuple[Line, bool]]:
    """The lines near the upper and the lower edge (True: lower), the outermost first."""
    by_place = sorted(lines, key=lambda line: line.middle)
    upper = [(line, False) for line in by_place[:_DEEPEST] if line.middle < _EDGE * height]
    lower = [(line, True) for line in by_place[-_DEEPEST:][::-1] if line.middle > (1 - _EDGE) * height]
    return upper + lower


def _masked(text: str) -> str:
    return _DIGITS.sub("#", "".join(text.split()))


def _repeated(edges: Sequence[list[tuple[Line, bool]]]) -> list[Line]:
    """Lines at an edge whose text, its digits masked, stands at the same height on many pages."""
    found: defaultdict[tuple[str, bool], list[Line]] = defaultdict(list)
    for lines in edges:
        for line, lower in lines:
            if lower and len(line.text) >= _NOTE_LENGTH and _MARK.match(line.text):
                continue  # two footnotes may be alike
            found[_masked(line.text), lower].append(line)
    fewest = max(_FEWEST, _REPEATED * sum(map(bool, edges)))
    kept: list[Line] = []
    for (mask, _), same in found.items():
        if mask != "#" and len({line.page for line in same}) >= fewest:
            usual = sorted(line.middle for line in same)[len(same) // 2]
            kept += [line for line in same if abs(line.middle - usual) <= _SAME_PLACE]
    return kept if len(edges) >= _FEWEST else []


def _aslant(pages: Sequence[Sequence[Line]]) -> list[Line]:
    """Watermarks: lines that do not run level and stand on many pages."""
    slanted = [line for lines in pages for line in lines if not line.level]
    on_pages = Counter(text for text, _ in {(line.text, line.page) for line in slanted})
    fewest = max(2, _REPEATED * len(pages))
    return [line for line in slanted if on_pages[line.text] >= fewest]


def _page_numbers(edges: Sequence[list[tuple[Line, bool]]]) -> list[Line]:
    """Page numbers: by their form where it says so, else by counting with the pages."""
    outer = [(line, lower) for lines in edges for line, lower in lines if _is_outermost(line, lower, lines)]
    by_form = [line for line, _ in outer if _NUMBERED.fullmatch(line.text.strip())]
    steps: Counter[tuple[bool, int]] = Counter()
    alone = []
    for line, lower in outer:
        if _ALONE.fullmatch(line.text.strip()):
            step = _number(line.text.strip()) - line.page
            alone.append((line, (lower, step)))
            steps[lower, step] += 1
    fewest = min(_FEWEST, max(2, len(edges)))
    return by_form + [line for line, key in alone if steps[key] >= fewest]


def _is_outermost(line: Line, lower: bool, lines: Sequence[tuple[Line, bool]]) -> bool:
    """Whether nothing stands beyond a line, nor beside it at the same edge."""
    beyond = [other for other, edge in lines if edge == lower and other is not line]
    return all(other.middle < line.top if lower else other.middle > line.bottom for other in beyond)


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    values = [{"i": 1, "v": 5, "x": 10}[char] for char in text.lower()]
    return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))


def _footnotes(lines: Sequence[Line], height: float, body: float) -> list[Line]:
    """The lines of small type at a page's foot, from the first that bears a mark on."""
    by_place = sorted(lines, key=lambda line: (line.baseline, line.left))
    small: list[Line] = []
    for line in reversed(by_place):
        if line.size > _SMALL * body or line.middle < _LOWER_HALF * height:
            break
        small.insert(0, line)
    if len(small) == len(by_place):
        return []
    first = next((at for at, line in enumerate(small) if _MARK.match(line.text)), len(small))
    return small[first:]


def _notes(lines: Sequence[Line]) -> list[str]:
    """Footnotes as texts; each begins with a mark at the left."""
    notes: list[str] = []
    chinese = han_share("".join(line.text for line in lines)) > 0.3
    margin = min((line.left for line in lines), default=0.0)
    for line in lines:
        if not notes or (_MARK.match(line.text) and line.left < margin + 3 * line.size):
            notes.append(line.text)
        else:
            notes[-1] = joined(notes[-1], line.text, chinese=chinese)
    return notes
