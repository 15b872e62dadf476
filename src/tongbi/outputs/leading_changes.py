"""Leading changes: which of the statements that are really new or gone are told first, alike in page and brief."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from tongbi.language import lexicon
from tongbi.outputs import verdicts

if TYPE_CHECKING:
    from tongbi.model import Change, ChangeKind, Comparison, Report, Unit


_PREPOSITIONS = frozenset(lexicon.words("en/clause", "prepositions"))
_POINTING, _BACK = frozenset(lexicon.words("en/clause", "pointing")), lexicon.words("zh/particles", "pointing")


def ranked(changes: Sequence[Change], comparison: Comparison) -> list[Change]:
    """Those of the year before those of several years, statements before notes of tables and before those that hang on what stands before
    them, the weightiest first, then the longer ones.
    """
    units = comparison.unit_texts()
    notes = {unit for report in comparison.reports for unit in _notes_of_tables(report)}

    def rank(change: Change) -> tuple[bool, bool, bool, int, int, str]:
        ids = change.to_units or change.from_units
        told = [units[unit] for unit in ids]
        several = any(unit.spanning for unit in told)
        hangs = _hangs(told[0].text)
        return several, notes.issuperset(ids), hangs, -change.weight, -sum(len(unit.text) for unit in told), change.thread

    return sorted(changes, key=rank)


def _hangs(text: str) -> bool:
    """Whether a statement says near its beginning that it goes on about what was told before it: Based on that decision, 上述项目."""
    words = [word.strip(",;") for word in text.lower().split(maxsplit=6)[:6]]
    behind = any(word == "that" and before in _PREPOSITIONS for before, word in pairwise(words))  # that is a conjunction elsewhere
    return behind or not _POINTING.isdisjoint(words) or text.startswith(_BACK)


def _notes_of_tables(report: Report) -> Iterator[str]:
    """The units of paragraphs that are numbered in brackets from right below a table on: (1) Includes leased stores."""
    behind = {table.paragraph for table in report.tables}
    notes: set[int] = set()
    for unit in report.units:
        if unit.paragraph - 1 in behind and (unit.point or "").startswith("("):
            notes.add(unit.paragraph)
            behind.add(unit.paragraph)
        if unit.paragraph in notes:
            yield unit.id


def leading(comparison: Comparison, kind: ChangeKind) -> list[Change]:
    """What the newest report alone tells of the work (`added`), or no longer tells (`dropped`), first what leads."""
    units = comparison.unit_texts()
    newest = verdicts.untold(verdicts.newest_changes(comparison), kind)
    return _repeated_last(ranked([change for change in newest if _is_of_work(change, units)], comparison), units)


def _repeated_last(changes: Sequence[Change], units: Mapping[str, Unit]) -> list[Change]:
    """The changes, those behind all others that begin as one before them does: what a report tells in two places leads once."""
    texts = [units[(change.to_units or change.from_units)[0]].text for change in changes]
    again = [any(text.startswith(other[: len(other) // 2]) for other in texts[:at]) for at, text in enumerate(texts)]
    return [change for _, change in sorted(zip(again, changes, strict=True), key=lambda one: one[0])]


def _is_of_work(change: Change, units: Mapping[str, Unit]) -> bool:
    """Whether a change is neither of a plan nor of a problem nor of what stands aside."""
    return (units[(change.to_units or change.from_units)[0]].role or "measure") == "measure"
