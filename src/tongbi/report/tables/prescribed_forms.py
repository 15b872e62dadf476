"""Prescribed tables: a read table recognised by its labels and put below the steps the form prints above them, so that years agree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from rapidfuzz.fuzz import ratio

from tongbi.language import lexicon
from tongbi.language.enumerators import ENUMERATOR
from tongbi.language.folding import fold
from tongbi.model import Table
from tongbi.report.core_parts import StandardTable

# Labels of the form differ by a comma or a word (其他法律、行政法规禁止公开); those of other tables reach 60 at most.
_SAME = 80.0
# So long a beginning tells a label from all others: 2.申请人逾期未按收费通知要求缴纳费用 of …、行政机关不再处理其政府信息公开申请.
_TELLING = 8
# A table is the form's where most of its labels, and most of the form's, agree; older forms share some of them.
_AGREES = 0.7
# A table of the form's size may have more labels that fell apart (set upright, over several cells); half of them must agree.
_PLACED = 0.5
# Letters of a label that is more than a piece of one.
_SHORT = 5
# What a label says of itself: （二）部分公开（区分处理的，只计这一情形，不计其他情形）.
_REMARK = re.compile(r"(?<=.)[（(][^（()）]{6,}[)）]$")
_UNIT = re.compile(rf"[（(](?:.{{0,2}}{lexicon.one_of('zh/tables', 'unit.head')}[：:])?[^（）()]{{1,6}}[)）]$")


def recognised(table: Table, known: Sequence[StandardTable]) -> Table:
    """The table with its labels below the steps that the form prints above them; as it is when it is none of the known ones."""
    best, share = None, _AGREES
    for one in known:
        rows, columns = _paired(table.rows, one.rows), _paired(table.columns, one.columns)
        if len(table.rows) == len(one.rows) and len(table.columns) == len(one.columns):
            rows, columns = _by_place(rows, len(one.rows)), _by_place(columns, len(one.columns))
        agreeing = (len(rows) + len(columns)) / max(len(table.rows) + len(table.columns), len(one.rows) + len(one.columns))
        if agreeing > share:
            best, share = (one, rows, columns), agreeing
    if best is None:
        return table
    one, rows, columns = best
    return replace(
        table,
        rows=tuple(_placed(label, rows.get(at), one.rows) for at, label in enumerate(table.rows)),
        columns=tuple(_placed(label, columns.get(at), one.columns) for at, label in enumerate(table.columns)),
        units=tuple(tuple(unit or one.unit for unit in row) for row in table.units),
        standard=one.id,
        row_periods=(),
    )


def _by_place(found: dict[int, int], count: int) -> dict[int, int]:
    """The lines of a table of the form's size, all by their places where most labels say that they stand there and none says otherwise."""
    stands = len(found) >= _PLACED * count and all(at == number for at, number in found.items())
    return {at: at for at in range(count)} if stands else found


def _is_short_for(printed: str, last: str) -> bool:
    """Whether a label is made of the form's own words, and of more than a few letters, as those of one that fell apart are."""
    letters = fold(printed)
    return len(letters) >= _SHORT and sum(letter in last for letter in letters) >= _SAME / 100 * len(letters)


def _placed(label: str, number: int | None, standard: Sequence[str]) -> str:
    """A label below the form's steps: all but its own last one, which stays as printed; the form's where nothing is printed.

    What the form does not know takes the steps above its own first one (三、本年度办理结果 above （六）其他处理).
    """
    if number is not None:
        above, _, last = standard[number].rpartition("/")
        printed = label.rpartition("/")[2]
        # What a place alone tells is called as the form calls it, unless what is printed is short for that (1.逾期不补正).
        whole = _likeness(label, standard[number]) >= _SAME or _is_short_for(printed, last)
        return "/".join(filter(None, (above, printed if whole else last)))
    first = fold(label.partition("/")[0])
    for path in standard:
        steps = path.split("/")
        if first in (folded := [fold(step) for step in steps[:-1]]):
            return "/".join([*steps[: folded.index(first)], label])
    return label


def _paired(labels: Sequence[str], standard: Sequence[str]) -> dict[int, int]:
    """Which label is which of the form's, by their last steps and, where those are there twice (其他, 总计), by their order; by order alone
    where none is printed.
    """
    if len(labels) == 1 == len(standard) and not labels[0]:
        return {0: 0}
    found: dict[int, int] = {}
    free = list(range(len(standard)))
    for at, label in enumerate(labels):
        score, number = max(((_likeness(label, standard[number]), -number) for number in free), default=(0.0, 0))
        if score >= _SAME:
            found[at] = -number
            free.remove(-number)
    return found


def agreement(text: str, label: str) -> float:
    """How well a text says a label of the form, one step, with or without a remark behind it: 80–100, or 0 where it says something else."""
    text = text.replace("/", "／")  # 本年增/减 is one step
    score = max(_likeness(text, label), _likeness(_REMARK.sub("", text), label))
    return score if score >= _SAME else 0.0


def _likeness(label: str, standard: str) -> float:
    """0–100, the last steps compared without their enumerators and units; a long beginning of the form's label is as good as the whole."""
    own, form = _bare(label), _bare(standard)
    return 100.0 if len(own) >= _TELLING and form.startswith(own) else ratio(own, form)


@lru_cache(maxsize=4096)
def _bare(label: str) -> str:
    return _UNIT.sub("", ENUMERATOR.sub("", fold(label.rpartition("/")[2])))
