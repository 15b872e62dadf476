"""Headlines in words: each value as its report prints it, and the change between the two where one may be printed.

Which rows lead, and in which order, stands in the record (`Comparison.headlines`). Workbook, page, brief and roll-up show them alike.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tongbi.language import lexicon
from tongbi.language.folding import fold
from tongbi.outputs.labels import label
from tongbi.outputs.numbers import POINTS, RATES, plain, spoken
from tongbi.outputs.printed_values import BOUNDS, CURRENCIES, MONEY, Printed, PrintedValue

if TYPE_CHECKING:
    from tongbi.model import Comparison, Indicator, Language, StatedChange

# Ratio of two values from which they are more often two things by one name, or a slip of a unit, than a change.
_FAR_APART = 30.0
# Below so many things the change is said as a number, not as a percentage.
_FEW = 20.0
_PRICED = re.compile(f"{lexicon.one_of('zh/amounts', 'priced')}|{lexicon.one_of('en/amounts', 'priced')}", re.IGNORECASE)
_FORMS = {*lexicon.words("zh/table_labels", "total"), *lexicon.words("en/table_labels", "total"), *lexicon.words("zh/terms", "form")}
# The phrases for a rise and for a fall.
_PHRASES = {
    "figure": ("figure-up", "figure-down"),
    "priced": ("priced-up", "priced-down"),
    "rate": ("rate-up", "rate-down"),
    "growth": ("growth-up", "growth-down"),
    "target": ("target-up", "target-down"),
}


@dataclass(frozen=True, slots=True)
class Headline:
    """A row that leads: its newest value and the one before it, None where there is none to hold against it.

    `newest` is the newest report's year: `after` is of an earlier one where that report does not have the figure; `previous` that of the
    report before it, None for none. `stated` is the change
    that the report itself states beside the newest value; `by_year` has the values of all years.
    """

    indicator: Indicator
    newest: int
    after: PrintedValue
    before: PrintedValue | None
    stated: StatedChange | None = None
    by_year: Mapping[int, PrintedValue] = field(default_factory=dict)
    previous: int | None = None

    @property
    def reaches_back(self) -> int | None:
        """The year that it is held against where the report before the newest does not tell it, None elsewhere."""
        return None if self.before is None or self.before.year == self.previous else self.before.year

    @property
    def is_rate(self) -> bool:
        """Whether it changes by points, not by per cent."""
        return self.indicator.unit in RATES

    @property
    def difference(self) -> float | None:
        """The newer value less the older one; None where it may not be printed: of bounds, between different units, and what was counted
        anew.
        """
        if (
            self.before is None
            or self.after.year in self.indicator.anew
            or self.before.is_range
            or self.after.is_range
            or ((self.before.is_bound or self.after.is_bound) and not self._are_bounded_alike)
            or self.before.unit != self.after.unit
        ):
            return None
        return round(self.after.value - self.before.value, 6)

    @property
    def _are_bounded_alike(self) -> bool:
        """Whether both are targets with one bound: 6%以上 and 5%以上."""
        return self.before is not None and self.indicator.target and self.before.qualifier == self.after.qualifier

    @property
    def percent(self) -> float | None:
        """The change in per cent of the older value; None where it may not be printed.

        There is none of a rate, of a growth, of 0 or a loss, nor of what became a loss.
        """
        if self.difference is None or self.before is None or self.is_rate or self.indicator.growth:
            return None
        return 100 * self.difference / self.before.value if self.before.value > 0 <= self.after.value else None

    @property
    def bounds(self) -> tuple[str, ...]:
        """The qualifiers of values that are only the end of a range, the older one's first, each once."""
        found = [told.qualifier for told in (self.before, self.after) if told and told.qualifier in BOUNDS]
        return tuple(dict.fromkeys(found))

    def title(self, language: Language) -> str:
        """The name with what it is counted in, as printed (地区生产总值 (亿元)), a target called one; a unit that the name ends with is not
        said again.
        """
        name, unit, counted = self.indicator.name, self.indicator.unit, self.indicator.shown_unit
        counted = counted.removesuffix(unit).strip() if unit and name.split()[-1:] == [unit] else counted
        target = f" · {label('workbook.target', language)}" if self.indicator.target else ""
        return (f"{name} ({counted})" if counted else name) + target

    @property
    def doubtful(self) -> bool:
        """Whether the two values are so far apart that somebody should look at both."""
        low, high = sorted((abs(self.before.value), abs(self.after.value))) if self.before else (0.0, 0.0)
        return low > 0 and high / low >= _FAR_APART

    @property
    def has_one_name(self) -> bool:
        """Whether both reports call it the same, or one by a part of the other's name."""
        if self.before is None:
            return False
        before, after = fold(self.before.name), fold(self.after.name)
        return bool(before and after) and (before in after or after in before)

    @property
    def few(self) -> bool:
        """Whether there were `few` before."""
        return self.before is not None and few(self.before.value, self.indicator.unit)


def few(value: float, unit: str) -> bool:
    """Whether there are so few of a thing that a percentage of them says little: 2件 → 5件 are 3件 more, not 150%."""
    return value < _FEW and unit.partition("/")[0] not in MONEY


def of(comparison: Comparison) -> tuple[Headline, ...]:
    """The record's headlines, weightiest first."""
    printed = _Headlines(comparison)
    return tuple(printed.headline(comparison.indicators[at]) for at in comparison.headlines)


def moved(comparison: Comparison, most: int) -> list[Headline]:
    """Of the rows that do not lead, those that moved most from the last year that tells them to the newest, by per cent; at most `most`.

    Only what both reports call by one name: the first places of such a list are where two figures that are not one would stand. Left out
    is what somebody should look at first (`Headline.doubtful`), and what there are few of.
    """
    printed, leading = _Headlines(comparison), set(comparison.headlines)
    rows = (one for at, one in enumerate(comparison.indicators) if at not in leading and one.grade != "related" and one.change)
    found = [told for told in map(printed.headline, rows) if told.percent and told.has_one_name and not (told.doubtful or told.few)]
    return sorted(found, key=lambda told: -abs(told.percent or 0))[:most]


class _Headlines:
    """What rows of a comparison come to as headlines."""

    def __init__(self, comparison: Comparison) -> None:
        self._newest, self._previous = comparison.years[-1], next(iter(comparison.years[-2:-1]), None)
        self._printed = Printed(comparison)
        self._stated = {
            (one.unit_id, one.current): one
            for one in comparison.stated_changes
            if one.change_unit in RATES and one.change and one.direction
        }

    def headline(self, one: Indicator) -> Headline:
        by_year = self._printed.by_year(one)
        *earlier, after = by_year.values()
        # What an earlier report told last is no news of the newest one.
        before = earlier[-1] if earlier and after.year == self._newest else None
        return Headline(one, self._newest, after, before, self._growth(one, before), by_year, self._previous)

    def _growth(self, one: Indicator, before: PrintedValue | None) -> StatedChange | None:
        """The growth that the newest report states beside the value, unless it is held against another year."""
        place = one.where.get(self._newest)
        found = self._stated.get((place, one.values[self._newest])) if isinstance(place, str) else None
        known = {None} if before is None else {None, before.year}
        return found if found and found.unit == one.unit and found.previous_year in known and one.unit not in RATES else None


def said(one: Headline, language: Language, lag: int = 0) -> tuple[str, str]:
    """A headline in words, in two parts: what is measured, and what follows. `lag` is the comparison's."""
    name, after = spoken_name(one.indicator, language), amount(one.after, language)
    told = {"new": after, "newest": one.newest, "year": _year(one, one.after, language, lag)}
    gap = _gap(name, language)
    if one.before is None:
        return name, gap + _say("alone" if one.after.year == one.newest else "last", language, told)
    told |= {"old": amount(one.before, language), "year": _year(one, one.before, language, lag), "way": way_gone(one, language)}
    return name, gap + _say("between" if told["way"] else _change(one), language, told) + stated_too(one, language)


def _gap(name: str, language: Language) -> str:
    """The blank that parts a name in English from what Chinese words tell of it."""
    return " " if language == "zh" and name.isascii() and not name.isupper() else ""


def in_short(one: Headline, language: Language) -> str:
    """A headline as part of a sentence: what is measured, how much, and which way since the report before; without the older value."""
    name, after = spoken_name(one.indicator, language), amount(one.after, language)
    way = "" if one.reaches_back or _change(one).startswith("priced") else way_gone(one, language)
    values = {"name": name + _gap(name, language), "new": after, "way": way, "stated": stated_too(one, language)}
    return _say("short-moved" if way else "short", language, values)


def way_gone(one: Headline, language: Language) -> str:
    """Which way a value went, and how far; "" where that is not told."""
    phrase = _change(one)
    moved = any(phrase in pair for pair in _PHRASES.values())
    return _say(phrase, language, {"step": _step(one, language)}) if moved else ""


def _change(one: Headline) -> str:
    """The phrase for the change: which way, and of what sort the figure is.

    Of two amounts below 0 none is told: more was paid, or less was lost, and up means the one or the other.
    """
    if one.after.year in one.indicator.anew:
        return "anew"
    if one.difference is None or one.before is None:
        return "told"
    if max(one.before.value, one.after.value) < 0 and not (one.is_rate or one.indicator.growth):
        return "told"
    if not one.difference:
        return "same"
    sort = "figure"
    if one.indicator.target:
        sort = "target"
    elif one.indicator.growth and min(one.before.value, one.after.value) > 0:
        sort = "growth"
    elif one.is_rate:
        sort = "rate"
    elif one.percent is not None and one.indicator.unit in MONEY and _PRICED.search(one.indicator.name):
        sort = "priced"
    return _PHRASES[sort][one.difference < 0]


def _step(one: Headline, language: Language) -> str:
    """The size of the change: points for rates, else per cent, a number where there are few or there is no percentage."""
    if not one.difference or one.before is None:
        return ""
    size = abs(one.difference)
    if one.is_rate:
        unit = "per-mille" if one.indicator.unit not in POINTS else "point" if size == 1 else "points"
        return _say(unit, language, {"size": plain(round(size, 4))})
    about = "approx" in {one.before.qualifier, one.after.qualifier}
    loose = _loosely("approx" if about else None, language)
    if one.few and language == "en":  # what is counted stands beside it, in the plural
        return loose + spoken(size, language)
    if one.percent is None or one.few:
        return loose + amount(PrintedValue(one.newest, size, one.after.unit), language)
    return f"{loose}{_percent(one.percent, about)}%"


def _percent(percent: float, about: bool = False) -> str:
    """The size of a change with one decimal, with none where a value is `about` so much; with as many as it takes to be more than 0."""
    size = abs(percent)
    if about and size >= 1:
        return f"{size:.0f}"
    return f"{size:.1f}" if size >= 0.05 else f"{size:.1g}"


def _say(name: str, language: Language, values: Mapping[str, object]) -> str:
    return label(f"headline.{name}", language, **values)


def stated_too(one: Headline, language: Language) -> str:
    """In brackets what the report itself says of the change, "" where it says nothing or nothing else."""
    said = one.stated
    if said is None or said.change is None:
        return ""
    if one.percent is not None and said.change_unit == "%" and _percent(one.percent) == _percent(said.change):
        return ""
    up, down = ("real-up", "real-down") if said.real else ("stated-up", "stated-down")
    return _say(up if said.direction == "up" else down, language, {"change": plain(said.change) + said.change_unit})


def _loosely(qualifier: str | None, language: Language) -> str:
    """The word before a number that is not meant exactly, "" before one that is."""
    return label(f"qualifier.{qualifier}", language) if qualifier else ""


def _year(one: Headline, told: PrintedValue, language: Language, lag: int) -> str:
    """Whose value an older one is: a year's, a report's where the figures lie before it, or what the newer report says that it was."""
    if told.year in one.indicator.retold:
        return _say("in-retold", language, {"year": one.newest, "before": told.year - lag})
    return _say("in-report" if lag else "in-year", language, {"year": told.year})


def amount(told: PrintedValue, language: Language) -> str:
    """A value with its unit: as printed, else written anew, the minus in front of the currency."""
    if told.printed:
        return _loosely(told.loose, language) + told.printed
    front = told.unit if told.unit in CURRENCIES else ""
    behind = "" if front else told.unit
    gap = " " if behind and language == "en" and behind not in RATES else ""
    return _loosely(told.loose, language) + ("−" if told.value < 0 else "") + front + spoken(abs(told.value), language) + gap + behind


def spoken_name(one: Indicator, language: Language) -> str:
    """A figure's name as one says it: what follows its first step stands in brackets, but a growth behind what grew (经济增长); a step that
    only says that it is a total, or in what form it is counted, is left out (件数·行政复议·总计).
    """
    steps = one.name.split("·")
    first, *below = [step for step in steps if step.lower() not in _FORMS] or steps
    last = below.pop() if below and one.growth and language == "zh" else ""
    inner = label("brief.comma", language).join(step.strip() for step in below)
    brackets = ("（", "）") if language == "zh" else (" (", ")")
    first = first[:1].upper() + first[1:] if first.split()[:1] == first.lower().split()[:1] else first
    name = first + (f"{brackets[0]}{inner}{brackets[1]}" if inner else "") + last
    return _say("target", language, {"name": name}) if one.target else name
