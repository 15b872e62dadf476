"""What belongs to a table though it is printed outside of it: the lines of its caption above, its notes below."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from tongbi.language import enumerators, lexicon, periods, sentences, table_scales
from tongbi.model import Block, Grid

_LONGEST_CAPTION = 40
_MOST_LINES = 4
_UNIT, _SCALE = lexicon.one_of("zh/tables", "unit.head"), lexicon.one_of("en/tables", "scale")
_IS, _BESIDE = lexicon.one_of("zh/tables", "unit.is"), lexicon.one_of("zh/tables", "unit.beside")
_UNIT_LINE = re.compile(
    rf"^(?:[（(][^）)]*|{_BESIDE}.*)?.{{0,2}}{_UNIT}{_IS}.{{1,40}}$|^\((?:.{{0,20}}in )?{_SCALE}s.{{0,60}}\)$", re.IGNORECASE
)
# A line of boxes to tick (√适用 □不适用, □是 √否) answers a question and names nothing.
_TICKED = frozenset("□☐☑☒√✓✔■")
_NOTE = re.compile(rf"^{lexicon.one_of('zh/tables', 'label.note')}\s*\d?\s*[：:]|^[*※]|^notes?\s*:", re.IGNORECASE)


_Looks = tuple[bool, bool, float]


@dataclass(frozen=True, slots=True)
class Beside:
    """`of` gives each table's caption lines and notes by its index among the blocks, `lines` the indices of all these lines, `heads` of
    those above tables that are headings, or may be by their labels.
    """

    of: Mapping[int, tuple[tuple[str, ...], tuple[str, ...]]]
    lines: frozenset[int]
    heads: frozenset[int] = frozenset()


def beside(blocks: Sequence[Block | Grid], chinese: bool, heads: Set[int] = frozenset()) -> Beside:
    """The captions and notes of the tables among the blocks; `heads` are headings whatever stands below them."""
    of: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    like = _like_headings(blocks, chinese)
    taken: set[int] = {*heads, *like}
    labelled: set[int] = set()
    for index, block in enumerate(blocks):
        if not isinstance(block, Grid):
            continue
        above = _above(blocks, index, taken, chinese)
        below = _below(blocks, index)
        of[index] = _texts(blocks, above), _texts(blocks, below)
        taken.update(above, below)
        labelled.update(_labelled(blocks, min([index, *above]) - 1, chinese))
    return Beside(of, frozenset(taken - heads - like), frozenset(like | labelled))


def _labelled(blocks: Sequence[Block | Grid], index: int, chinese: bool) -> list[int]:
    """The line at `index`, where it begins with a label."""
    block = blocks[index] if index >= 0 else None
    return [index] if isinstance(block, Block) and enumerators.heading(block.text, chinese) else []


def _like_headings(blocks: Sequence[Block | Grid], chinese: bool) -> set[int]:
    """The lines without a label above tables that are set as several such lines above text are, or larger, or bear a level: headings that
    name the table, too.
    """
    heading = Counter[_Looks]()
    above: dict[int, _Looks] = {}
    levelled: set[int] = set()
    for index, (block, below) in enumerate(pairwise(blocks)):
        if not isinstance(block, Block) or not _may_name(block, chinese) or _states_unit(block.text) or not (looks := _looks(block)):
            continue
        if isinstance(below, Grid) or _states_unit(below.text):
            above[index] = looks
            levelled |= {index} if block.outline is not None else set()
        elif sentences.terminal(below.text) and _looks(below) != looks:
            heading[looks] += 1
    several = {looks for looks in above.values() if sum(heading[one] for one in heading if one[:-1] == looks[:-1] and one <= looks) > 1}
    return levelled | {index for index, looks in above.items() if looks in several}


def _looks(block: Block) -> _Looks | None:
    """How a line is set; None where nothing sets it apart from the text."""
    apart = block.bold or block.centred or block.size > 1 or block.outline is not None
    return (block.bold, block.centred, round(block.size, 1)) if apart else None


def _texts(blocks: Sequence[Block | Grid], indices: Sequence[int]) -> tuple[str, ...]:
    return tuple(block.text for index in indices if isinstance(block := blocks[index], Block))


def _above(blocks: Sequence[Block | Grid], index: int, taken: set[int], chinese: bool) -> list[int]:
    found: list[int] = []
    for other in range(index - 1, max(index - 1 - _MOST_LINES, -1), -1):
        block = blocks[other]
        if not isinstance(block, Block) or other in taken or not _is_caption(block, chinese):
            break
        names = not (_states_unit(block.text) or periods.is_period(block.text))
        if names and _answers(blocks[max(other - 2, 0) : other], chinese):
            break
        found.insert(0, other)
        if names:
            break
    return found


def _answers(above: Sequence[Block | Grid], chinese: bool) -> bool:
    """Whether a line below these two answers what was asked, and names nothing: √是 □否 | 追溯调整或重述原因 | 会计政策变更."""
    ticked, asked = above if len(above) == 2 else (None, None)
    return (
        isinstance(ticked, Block) and isinstance(asked, Block) and not _TICKED.isdisjoint(ticked.text) and _is_caption(asked, chinese)
        and not _UNIT_LINE.match(asked.text)
    )  # fmt: skip


def names_nothing(text: str) -> bool:
    """Whether a line states a unit, or has boxes to tick: several, or one that is no dot before a heading (■重点工作)."""
    signs = sum(map(text.count, _TICKED))
    return signs > 1 or (signs == 1 and text[0] != "■") or _states_unit(text)


def _is_caption(block: Block, chinese: bool) -> bool:
    """Whether a line may name the table below it and nothing else."""
    return block.outline is None and _may_name(block, chinese)


def _may_name(block: Block, chinese: bool) -> bool:
    """Whether a line names what stands below it; a heading with a label names a section."""
    text = block.text
    if not _TICKED.isdisjoint(text):
        return False
    if _states_unit(text):
        return True
    if len(text) > _LONGEST_CAPTION * (1 if chinese else 3):
        return False
    named = any(map(str.isalpha, text)) or periods.is_period(text)  # a number above a table is what the table comes to
    return named and enumerators.parse(text, chinese) is None and not sentences.terminal(text)


def _states_unit(line: str) -> bool:
    """Whether a line says in what a table counts, and nothing else."""
    return bool(_UNIT_LINE.match(line)) or table_scales.is_statement(line)


def _below(blocks: Sequence[Block | Grid], index: int) -> list[int]:
    found = []
    for other in range(index + 1, len(blocks)):
        block = blocks[other]
        if not isinstance(block, Block) or not _NOTE.match(block.text):
            break
        found.append(other)
    return found
