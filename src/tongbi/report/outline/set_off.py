"""Headings that are told by their type alone: risk factors headed by whole sentences in bold, italic or underlined, or running in.

A line counts only with others of its looks in the same part of the text: a bold sentence among plain ones stresses something.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise

from tongbi.language import sentences
from tongbi.model import Block, Grid

FEWEST = 2
"""So many lines of one type with text below them are headings."""
# Characters of the longest heading; the longest in sight had 493.
_LONGEST = 700
_MARKS, _CAPITALS = "•●·■◆▪○◦", "capitals"
_ENDS = frozenset(".:?!。：？！—–-")


@dataclass(frozen=True, slots=True)
class _Style:
    """How a line looks; those of one style stand on one level."""

    type: str
    centred: bool
    outline: int | None
    capitals: bool
    marked: bool


def depths(blocks: Mapping[int, Block | Grid], known: Set[int]) -> dict[int, int]:
    """The depth, from 1, of each block that is a heading; `known` are headings already. Empty where too few are set off alike."""
    lines = {at: block for at, block in blocks.items() if isinstance(block, Block)}
    total = sum(len(line.text) for line in lines.values())
    # What is headed alike twice stands in a list first.
    last = {(lead(line) or line.text).strip(_MARKS + " "): at for at, line in lines.items()}
    styles = {at: _style(lines[at]) for at in sorted(last.values()) if at in known or _may_head(lines[at], first=at == min(lines))}
    spread = Counter[_Style]()
    for at, style in styles.items():
        spread[style] += len(lines[at].text) if lead(lines[at]) == lines[at].text else 0
    styles = {at: style for at, style in styles.items() if 2 * spread[style] <= total}
    for _ in range(2):  # what is taken out is text of the line above it
        styles = _consistent(styles, _with_text(styles, blocks), [*blocks], known)
    heading = Counter(styles[at] for at in _with_text(styles, blocks))
    if not any(style.type and count >= FEWEST for style, count in heading.items()):
        return {}
    # Groups of headings stand above these, in capitals or not.
    levels = {at: (True, style) if heading[style] else (False, replace(style, capitals=False)) for at, style in styles.items()}
    return _nested(levels, sorted(dict.fromkeys(levels.values()), key=lambda level: level[0]))


def lead(line: Block) -> str:
    """What a paragraph begins with in a type of its own; all of one in capitals, "" of one that is plain."""
    return line.text[: line.set_off] or (line.text if line.text.isupper() else "")


def _style(line: Block) -> _Style:
    told = lead(line)
    kind = line.type if line.set_off else _CAPITALS if told else ""
    return _Style(kind, line.centred, line.outline, (told or line.text).isupper(), line.text[0] in _MARKS)


def _may_head(line: Block, *, first: bool) -> bool:
    """Whether a paragraph is or begins with words of a type of their own, as long as a heading may be. What stands `first` of all in
    several sentences is an opening.
    """
    told = lead(line).strip()
    if not 0 < len(told) <= _LONGEST or (first and sentences.first_end(told, chinese=False) < len(told)):
        return False
    return len(told) == len(line.text.strip()) or (told[-1] in _ENDS and len(told.split()) > 1)


def _with_text(styles: Mapping[int, _Style], blocks: Mapping[int, Block | Grid]) -> set[int]:
    """The headings that have text of their own: behind them in the paragraph, or in the next one."""
    order = [*blocks]
    following = dict(pairwise(order))
    found = set()
    for at in styles:
        line = blocks[at]
        runs_in = isinstance(line, Block) and "" != lead(line) != line.text
        if runs_in or following.get(at, at) not in styles:
            found.add(at)
    return found


def _consistent(styles: Mapping[int, _Style], told: Set[int], order: Sequence[int], known: Set[int]) -> dict[int, _Style]:
    """Without styles of one line alone, without lists (most of a style stands above another of it), and without marked points."""
    count, heading = Counter(styles.values()), Counter(styles[at] for at in told)
    following = dict(pairwise(order))
    listed = Counter(style for at, style in styles.items() if at not in told and styles.get(following.get(at, at)) == style)
    plain = any(number >= FEWEST and style.type and not style.marked for style, number in heading.items())

    def is_heading(at: int, style: _Style) -> bool:
        if 2 * listed[style] >= count[style] or (style.marked and plain):
            return False
        return at in known or heading[style] >= FEWEST or not heading[style]

    return {at: style for at, style in styles.items() if is_heading(at, style)}


def _nested(levels: Mapping[int, tuple[bool, _Style]], order: Sequence[tuple[bool, _Style]]) -> dict[int, int]:
    """Depths by the order of the levels, the widest first."""
    found: dict[int, int] = {}
    stack: list[int] = []
    for at in sorted(levels):
        rank = order.index(levels[at])
        while stack and stack[-1] >= rank:
            stack.pop()
        stack.append(rank)
        found[at] = len(stack)
    return found
