"""What stands on printed pages beside their text: running headers and footers, page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tongbi.readers.pages.lines import Line, Page
from tongbi.readers.pages.parts import Part

# Headers and footers stand in this share of the page's height, among so many lines of its edge.
_EDGE, _DEEPEST = 0.13, 4
# A line repeated on this share of the pages is furniture; two pages prove nothing.
_REPEATED, _FEWEST = 0.4, 3
_SAME_PLACE = 0.02  # of the page's height
_DIGITS = re.compile(r"[0-9０-９]+")
# Character recognition takes a dash for 一 or leaves the blanks out.
_DASH = r"[-－—–―─·•一]"
_NUMBERED = re.compile(
    rf"{_DASH}+\s*\d{{1,4}}\s*{_DASH}+|第\s*[\d一二三四五六七八九十]{{1,4}}\s*页(?:\s*[，,/／]?\s*共\s*\d{{1,4}}\s*页)?"
    r"|\d{1,4}\s*[/／]\s*\d{1,4}|(?i:page)\s*\d{1,4}(?:\s*(?i:of|/)\s*\d{1,4})?"
)
_ALONE = re.compile(r"\d{1,4}")


def stripped(pages: Sequence[Page]) -> list[Page]:
    """Pages without running headers and footers and without page numbers."""
    edges = [list(_edge(page)) for page in pages]
    outside = {id(line) for line in [*_repeated(pages, edges), *_page_numbers(edges)]}
    return [replace(page, parts=tuple(part for part in page.parts if isinstance(part, Part) or id(part) not in outside)) for page in pages]


def _edge(page: Page) -> Iterator[tuple[Line, bool]]:
    """The lines near the upper and the lower edge (True: lower), the outermost first."""
    by_place = sorted(page.lines(), key=lambda line: line.middle)
    yield from ((line, False) for line in by_place[:_DEEPEST] if line.middle < _EDGE * page.height)
    yield from ((line, True) for line in by_place[-_DEEPEST:][::-1] if line.middle > (1 - _EDGE) * page.height)


def _repeated(pages: Sequence[Page], edges: Sequence[list[tuple[Line, bool]]]) -> list[Line]:
    """Lines at an edge whose text, its digits masked, stands at the same height on many pages."""
    if len(pages) < _FEWEST:
        return []
    found: dict[tuple[str, bool], list[tuple[Line, float]]] = {}
    for page, lines in zip(pages, edges, strict=True):
        for line, lower in lines:
            mask = _DIGITS.sub("#", "".join(line.text.split()))
            found.setdefault((mask, lower), []).append((line, line.middle / page.height))
    kept: list[Line] = []
    for (mask, _), same in found.items():
        usual = sorted(height for _, height in same)[len(same) // 2]
        near = [line for line, height in same if abs(height - usual) <= _SAME_PLACE]
        if mask != "#" and len({line.page for line in near}) >= max(_FEWEST, _REPEATED * len(pages)):
            kept += near
    return kept


def _page_numbers(edges: Sequence[list[tuple[Line, bool]]]) -> list[Line]:
    """Page numbers: by their form where it says so, else by counting with the pages."""
    outer = [next(((line, lower) for line, lower in lines if lower is edge), None) for lines in edges for edge in (False, True)]
    found = [one for one in outer if one is not None]
    alone = [(line, (lower, int(line.text) - line.page)) for line, lower in found if _ALONE.fullmatch(line.text.strip())]
    steps = Counter(step for _, step in alone)
    fewest = min(_FEWEST, max(2, len(edges)))
    return [line for line, _ in found if _NUMBERED.fullmatch(line.text.strip())] + [line for line, step in alone if steps[step] >= fewest]
