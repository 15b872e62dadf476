"""The levels of headings, by their labels and outline levels, and what is known of a line that may be one."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from tongbi.language import lexicon
from tongbi.language.enumerators import POINTED, Label
from tongbi.language.folding import fold
from tongbi.model import Block

# Below an item (rank 1) of a form: headings in capitals; how much wider than the sequence that they open, or narrower than what they stand
# below, headings without a label are; and how much narrower points are.
_CAPITALS, _HALF, _BELOW = 1.25, 0.5, 0.25


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph with its label, and what would be its heading, closing mark and running text; `above_table`: it heads a table."""

    block: Block
    label: Label | None
    heading: str
    closing: str
    body: str
    colon: bool = False
    above_table: bool = False

    @property
    def printed(self) -> str:
        """The heading as it stands in the paragraph, label and closing mark included."""
        text = self.block.text
        return text[: len(text) - len(self.body)].rstrip() if self.body else text


@dataclass(frozen=True, slots=True)
class Heading:
    """A paragraph recognised as a heading: its index, its line and its level from 1; `torn` where the next paragraph is its second half."""

    index: int
    line: Line
    level: int
    torn: bool = False


@dataclass(frozen=True, slots=True)
class _Sequences:
    """The last number of each kind of label, by its rank, and where a heading without one `interrupted` it, by its own rank."""

    last: dict[float, int]
    interrupted: dict[float, int]

    def resumed_by(self, label: Label | None, rank: float) -> bool:
        """Takes the next heading in; whether it goes on with a sequence that was interrupted by a heading below which one began again at 1:
        一、审计报告 | 审计报告正文 | 一、审计意见 … 五、 | 二、财务报表.
        """
        if label is None:
            self.interrupted[rank] = self.last.get(rank + _HALF, 0)
            return False
        again = 1 < label.number <= self.last.get(label.rank, 0)
        self.last[label.rank] = label.number
        return again and self.interrupted.get(label.rank - _HALF) == label.number - 1


def levels(lines: Sequence[Line], labelled: set[int], bare: set[int], form: Set[int], chinese: bool) -> dict[int, Heading]:
    """Levels by nesting: a heading stands below the nearest heading before it whose rank is wider. The chapters of a form have labels."""
    ranks = _outline_ranks(lines, labelled)
    found: dict[int, Heading] = {}
    stack: list[float] = []
    highest, again, alone = _highest(lines, labelled), set[int](), set[float]()
    order = sorted(labelled | bare)
    sequences, within = _Sequences({}, {}), _within(lines, order, labelled - form)
    for place, index in enumerate(order):
        label = lines[index].label if index in labelled else None
        if label is not None:
            rank = _point_rank(label, stack) if label.kind == POINTED else _label_rank(label, lines[index].block.outline, highest, again)
        elif (opened := [rank for rank in stack if rank in alone]) and _is_alone_again(lines, order, place):
            rank = opened[-1] if place + 1 == len(order) or order[place + 1] > index + 1 else opened[0]
        elif form and not chinese:
            rank = _rank_in_form(lines[index].block.text, stack, before=index < min(form))
        else:
            rank = max(_bare_rank(lines, order, place, labelled, stack, ranks), 1.5 if form else 0.0)
        rank += _BELOW / 2 * (index in within)
        alone |= {rank} if lines[index].block.alone and label is None else set()
        resumed = index not in within and sequences.resumed_by(label, rank)
        while stack and stack[-1] >= rank - _HALF * resumed:
            stack.pop()
        stack.append(rank)
        found[index] = Heading(index, _as_heading(lines[index]), len(stack))
    return found


def _within(lines: Sequence[Line], order: Sequence[int], labelled: Set[int]) -> set[int]:
    """The headings of sequences that begin at 1 within another of their kind, which goes on behind them or whose labels are printed
    otherwise: 4、研发 | 1、药品 | 2、环保 | 5、现金流; （2） | 1) | 2). What a heading without a label parts is told by that.
    """
    found: set[int] = set()
    runs: dict[int, list[tuple[int, Label]]] = {}  # by rank the last heading, and those of a sequence that may be below it
    for index in order:
        label = lines[index].label if index in labelled else None
        runs = {rank: run for rank, run in runs.items() if label is not None and rank <= label.rank}
        if label is None or label.kind == POINTED:
            continue
        run = runs.get(label.rank, [])
        if _ends(label, [one for _, one in run]):
            found |= {at for at, _ in run[1:]}
        elif _goes_below(label, [one for _, one in run]):
            found |= set() if _shape(label) == _shape(run[0][1]) else {index}
            run.append((index, label))
            continue
        runs[label.rank] = [(index, label)]
    return found


def _ends(label: Label, run: Sequence[Label]) -> bool:
    """Whether a label goes on with the first of a run, and not with the others, or not as these are printed."""
    if len(run) == 1 or not run or label.number != run[0].number + 1 or _shape(label) != _shape(run[0]):
        return False
    return label.number != run[-1].number + 1 or _shape(label) != _shape(run[-1])


def _goes_below(label: Label, run: Sequence[Label]) -> bool:
    """Whether a label begins a sequence below the first of a run, or goes on with that of the others; printed as these it may leave out a
    number.
    """
    if len(run) < 2:
        return bool(run) and label.number == 1
    told = _shape(run[0]) != _shape(run[-1]) == _shape(label)
    return label.number == run[-1].number + 1 or (told and label.number > run[-1].number)


def _shape(label: Label) -> str:
    """What a label is printed with beside its number."""
    return "".join(char for char in fold(label.printed) if not char.isalnum())


def _label_rank(label: Label, outline: int | None, highest: dict[int, int], again: set[int]) -> float:
    """The rank of a label: that of its kind, a little narrower where its sequence began again (`again`) below the kind's highest level."""
    lower = outline is not None and outline > highest.get(label.rank, outline)
    if not lower:
        again.discard(label.rank)
    elif label.number == 1:
        again.add(label.rank)
    return label.rank + _BELOW / 2 * (label.rank in again)


def _highest(lines: Sequence[Line], labelled: set[int]) -> dict[int, int]:
    """The highest outline level, the lowest number, that labels of a rank stand on."""
    found: dict[int, int] = {}
    for label, outline in ((lines[index].label, lines[index].block.outline) for index in labelled):
        if label is not None and outline is not None:
            found[label.rank] = min(found.get(label.rank, outline), outline)
    return found


def _point_rank(label: Label, stack: Sequence[float]) -> float:
    """The rank of 一是: just below what it stands under; 二是 stands beside it."""
    first = next((rank for rank in reversed(stack) if rank % 1 == _BELOW), None) if label.number > 1 else None
    return first if first is not None else (stack[-1] if stack else 0.0) // 1 + _BELOW


def _as_heading(line: Line) -> Line:
    """A bare heading is the whole paragraph."""
    if line.label is not None:
        return line
    text = line.block.text
    if is_bracketed(text):
        return Line(line.block, None, text[1:-1], "", "")
    return Line(line.block, None, text.rstrip("。"), "。" if text.endswith("。") else "", "")


def is_opening(text: str) -> bool:
    """Whether a heading is called as the part is that stands before the chapters (写在前面, Foreword)."""
    return lexicon.has(text, "zh/headings", "opening") or lexicon.has(text.lower(), "en/headings", "opening")


def _outline_ranks(lines: Sequence[Line], labelled: set[int]) -> dict[int, float]:
    """Outline level → the rank that labelled headings on that level have (the widest, where they differ)."""
    ranks: dict[int, float] = {}
    for index in sorted(labelled):
        line = lines[index]
        if line.block.outline is not None and line.label is not None:
            ranks[line.block.outline] = min(ranks.get(line.block.outline, 9.0), line.label.rank)
    return ranks


def _rank_in_form(text: str, stack: Sequence[float], before: bool) -> float:
    """The rank of a heading without a label in a form: capitals stand below the item, other headings below these or a narrower label.

    What stands before the first part belongs to none.
    """
    if before:
        return 0.0
    if text.isupper():
        return _CAPITALS
    return next((rank for rank in reversed(stack) if rank % 1 < _HALF), 1.0) + _HALF


def _is_alone_again(lines: Sequence[Line], order: Sequence[int], place: int) -> bool:
    """Whether a line between blank ones has text above it, so that it stands beside one before it: the widest if it stands right above
    another.
    """
    return lines[order[place]].block.alone and order[place - 1] + 1 < order[place]


def _bare_rank(
    lines: Sequence[Line], order: Sequence[int], place: int, labelled: set[int], stack: Sequence[float], ranks: dict[int, float]
) -> float:
    """The rank of a heading without a label: by outline level, by the sequence it opens, else a sibling of the heading before it."""
    index = order[place]
    outline = lines[index].block.outline
    if outline is not None:
        if outline in ranks:
            return ranks[outline]
        wider = [level for level in ranks if level < outline]
        return ranks[max(wider)] + 0.5 if wider else min(ranks.values(), default=2.0) - 1 + outline / 10
    following = lines[order[place + 1]].label if place + 1 < len(order) and order[place + 1] in labelled else None
    if following is not None and not stack and order[place + 1] > index + 1 and is_opening(lines[index].block.text):
        return float(following.rank)
    if following is not None and following.number == 1 and (order[place + 1] == index + 1 or not stack or following.rank <= stack[-1]):
        return following.rank - _HALF
    if not stack:
        return 1.5
    before = lines[order[place - 1]]
    had_text = order[place - 1] + 1 < index or bool(before.body) or before.above_table
    return stack[-1] if had_text else stack[-1] + 0.5


def is_bracketed(text: str) -> bool:
    """Whether a line stands in brackets as a whole: 【总体情况】."""
    return text.startswith("【") and text.find("】") == len(text) - 1
