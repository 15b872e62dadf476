"""Words that name a period in the labels of a table, or a change between two, composed from those of time, of change and of labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from tongbi.language import lexicon
from tongbi.language.lexicon import any_of, one_of

_ZH = lexicon.table("zh/periods")


@cache
def relative() -> Mapping[str, frozenset[str]]:
    """The words that name a period by its distance: 本年度, 上年同期, 期末, 本期初, 上年年末."""
    of = lexicon.words
    own = {*of("zh/periods", "own"), *of("zh/time", "own")}
    before = {*of("zh/periods", "before"), *of("zh/change", "against.last")}
    ends, begins = of("zh/time", "ends"), of("zh/time", "begins")

    def days(periods: Iterable[str], marks: Sequence[str]) -> set[str]:
        return {period + unit + mark for period in periods for unit in ("", *_ZH["units"]) for mark in marks} - set(marks)

    year, same = _ZH["year"], _ZH["same"]
    return {
        "opening": frozenset(days({"", *own}, begins) | days(before, ends)),
        "closing": frozenset(days({"", *own}, ends)),
        "before": frozenset({*same, *(period + unit + mark for period in before for unit in ("", *year) for mark in ("", *same))}),
        "own": frozenset(period + unit for period in own for unit in ("", *year)),
    }


@cache
def of_change() -> tuple[re.Pattern[str], tuple[str, ...], tuple[str, ...]]:
    """What a change is against, the words of a change, and those of a difference, which alone make a column one of changes."""
    bases = any_of(word for name in ("before", "opening", "closing") for word in relative()[name])
    against = f"{one_of('zh/change', 'against.than', 'against.with')}{bases}|{one_of('zh/change', 'against.year-ago', 'against.span')}"
    verbs = lexicon.table("zh/change")["verbs"]
    turned = (*_ZH["either"], *_ZH["turned"])
    nouns = (word for group in verbs if group.get("noun") for word in group["words"])
    return (
        re.compile(against),
        (*turned, *(word for group in verbs for word in group["words"])),
        (*turned, *_ZH["difference"], *nouns, *lexicon.words("zh/change", "against.year-ago", "against.span")),
    )


@cache
def only_change() -> re.Pattern[str]:
    """Nothing but words of change, of what it is against, and of its amount."""
    against, changes, differences = of_change()
    return re.compile(f"(?:{against.pattern}|{any_of((*changes, *differences, *_ZH['amount'], *relative()['own']))})+")
