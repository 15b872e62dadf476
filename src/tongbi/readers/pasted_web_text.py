"""Text pasted from a web page: what the page printed above and below the article, taken off at both ends and never in the middle."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tongbi.language import dates, lexicon
from tongbi.model import Finding
from tongbi.readers import web_boilerplate

# So many lines may stand above the first sentence and below the last one; what follows a line of related links is short, too.
_HEAD, _TAIL, _AFTER_LINKS = 20, 14, 0.1
_LONGEST_STEP = 12
_TOLD = 80
_STEPS = frozenset(">＞»›/")
_CLOCK = re.compile(rf"\s*({dates.DAY})[ \u3000]*{dates.CLOCK}.{{0,6}}")


@dataclass(frozen=True, slots=True)
class Article:
    """The lines of an article and their places in the text, what the page says of it by name, and the lines that were left out."""

    lines: tuple[str, ...]
    places: tuple[int, ...]
    metadata: dict[str, str]
    left_out: tuple[str, ...]

    def findings(self) -> list[Finding]:
        """A finding on what was left out, if anything was."""
        told = {"count": str(len(self.left_out)), "lines": " | ".join(self.left_out)[:_TOLD]}
        return [Finding("page-furniture", "", told)] if self.left_out else []


def parted(lines: Sequence[str]) -> Article:
    """The article in a pasted text; a text without a page's furniture comes back whole."""
    filled = [index for index, line in enumerate(lines) if line.strip()]
    prose = [index for index in filled if "。" in lines[index] and not web_boilerplate.is_furniture(lines[index].strip())]
    if not prose:
        return Article(tuple(lines), tuple(range(len(lines))), {}, ())
    end = _links(lines, filled)
    last = max((index for index in prose if index < end), default=prose[0])
    first = next((index for index in prose if len(lines[index]) >= web_boilerplate.PROSE), prose[0])
    head = [index for index in filled if index < first]
    edges = [*(head if len(head) <= _HEAD else []), *[index for index in filled if last < index < end][-_TAIL:]]
    # What other lines begin with, too, is a list within the text (主办单位：… under each of ten projects).
    begun = Counter(_begin(lines[index]) for index in filled)
    listed = {begin for begin, count in begun.items() if count > 1 and len(begin) > 1}
    metadata: dict[str, str] = {}
    out = {index for index in filled if index >= end} | _way(lines, head)
    for index in edges:
        line = lines[index].strip()
        named = _named(line)
        if index in out or _begin(line) in listed:
            continue
        if named or web_boilerplate.is_furniture(line):
            out.add(index)
            metadata = {**named, **metadata}
    kept = tuple(index for index in range(len(lines)) if index not in out)
    return Article(tuple(lines[index] for index in kept), kept, metadata, tuple(lines[index].strip() for index in sorted(out)))


def _begin(line: str) -> str:
    """What a line says before its first colon."""
    return line.strip().replace(":", "：").split("：")[0]


def _is_place(line: str) -> bool:
    """Whether a line opens the way to the page (您的位置：)."""
    return len(line) <= _LONGEST_STEP and line.rstrip("：:").endswith(lexicon.words("zh/pages", "line.place"))


def _named(line: str) -> dict[str, str]:
    """What a line of metadata says: 发布时间：… 来源：…, or the day and the minute alone."""
    clock = _CLOCK.fullmatch(line)
    return {web_boilerplate.DATED: clock[1]} if clock else web_boilerplate.of_edge(line) or {}


def _way(lines: Sequence[str], head: Sequence[int]) -> set[int]:
    """The lines of a way to the page (您的位置: 首页 > 要闻) that was pasted step by step, and its last step where it is repeated."""
    found: set[int] = set()
    stepped = True
    for index in head:
        line = lines[index].strip()
        goes_on = bool(found) and (line in _STEPS or (stepped and len(line) <= _LONGEST_STEP))
        again = line in {lines[other].strip() for other in found}
        if _is_place(line) or goes_on or again:
            found.add(index)
            stepped = _is_place(line) or line in _STEPS
        else:
            stepped = False
    return found


def _links(lines: Sequence[str], filled: Sequence[int]) -> int:
    """Where links to other pages begin that go on to the end; the end itself without them."""
    size = sum(map(len, lines))
    for index in filled[-_TAIL:]:
        if web_boilerplate.is_related(lines[index].strip()) and sum(map(len, lines[index:])) <= _AFTER_LINKS * size:
            return index
    return len(lines)
