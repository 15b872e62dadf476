"""Minor changes: dates that roll, punctuation, the own name and stock phrases, told from changes that say something new."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from tongbi.comparison.alignment.masks import own_names, unit_mask
from tongbi.language import dates, lexicon
from tongbi.language.folding import fold_quotes
from tongbi.model import Noise, Report, Unit

_MARKS = re.compile(r"[\W_]+")
_GOVERNMENT = lexicon.one_of("zh/tokens", "bodies")
_BODY = re.compile(f"@?{lexicon.one_of('zh/tokens', 'which')}?{lexicon.one_of('zh/tokens', 'areas')}{_GOVERNMENT}?|@{_GOVERNMENT}")
_FEWEST, _LONGEST = 3, 30
# What so many bodies of a folder say in the same words, and so large a share of them, says nothing of any one of them.
_BODIES, _SHARE = 3, 1 / 3


def noise(before: str, after: str, names: Sequence[str]) -> Noise | None:
    """Why two different texts say the same: only marks or widths differ, only dates, only how the body calls itself; None if more does."""
    if before == after:
        return None
    old, new = fold_quotes(before), fold_quotes(after)
    if _MARKS.sub("", old) == _MARKS.sub("", new):
        return "punctuation"
    old, new = _MARKS.sub("", dates.without(old)), _MARKS.sub("", dates.without(new))
    if old == new:
        return "dates"
    return "name" if _nameless(old, names) == _nameless(new, names) else None


def _nameless(text: str, names: Sequence[str]) -> str:
    """A text without the body's own names and what stands for them (区政府, 我区, 全区)."""
    for name in names:
        text = text.replace(name, "@")
    return _BODY.sub("@", text)


def plain_sentences(report: Report) -> frozenset[str]:
    """A report's sentences without figures, masked: the same words around figures are substance."""
    names = own_names(report.organisation)
    return frozenset(masked for masked in (unit_mask(unit.text, names) for unit in report.units) if "0" not in masked)


def is_common(told: int, bodies: int) -> bool:
    """Whether a sentence that so many of a folder's bodies of one kind have is a stock phrase: a third of them, and three at least."""
    return told >= max(_BODIES, _SHARE * bodies)


def stock(reports: Sequence[Report], names: Sequence[str], phrases: frozenset[str] = frozenset()) -> frozenset[str]:
    """The ids of units that are stock phrases: short and told again and again in the series (各位代表！), or in `phrases`."""
    places: dict[str, list[tuple[int | None, Unit]]] = defaultdict(list)
    for report in reports:
        for unit in report.units:
            if phrases or len(unit.text) <= _LONGEST:
                places[unit_mask(unit.text, tuple(names))].append((report.year, unit))
    return frozenset(unit.id for masked, told in places.items() if masked in phrases or _is_stock(told) for _, unit in told)


def _is_stock(told: Iterable[tuple[int | None, Unit]]) -> bool:
    found = [(year, unit) for year, unit in told if len(unit.text) <= _LONGEST]
    years = {year for year, _ in found}
    return len(years) > 1 and len(found) >= _FEWEST and len(found) > len(years)
