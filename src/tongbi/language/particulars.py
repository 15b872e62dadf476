"""Particulars of a text: the proper names in Latin script and the months that it names.

A report that never says one of them tells nothing of what another says of it: a company that was bought, a verdict of April 2024.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain

from tongbi.language import dates, lexicon

# What stands before the time of an event.
_WHEN = frozenset(lexicon.words("en/time", "when"))
_AROUND = "\"'“”‘’()[].,;:!?*•–—"


class Particulars:
    """What a report's texts say, to be asked whether they ever say what a text of another one names."""

    def __init__(self, texts: Iterable[str]) -> None:
        texts = dict.fromkeys(texts)
        self._names = Counter(chain.from_iterable(map(names, texts)))
        self._words = {word.lower() for text in texts for word in words(text)}
        months = Counter(chain.from_iterable(map(dates.months_of_years, texts)))
        self._days = {*chain.from_iterable(map(dates.days_of_years, texts))}
        self._when = {day for text in texts for before, day in dates.days_behind(text) if before in _WHEN}
        self._months = frozenset(months)
        # The month that a report names most is the one that its year ends with: a date that rolls on.
        ends = Counter({month: sum(many for (one, _), many in months.items() if one == month) for month, _ in months}).most_common(1)
        self._end = next((month for month, many in ends if many > 1), "")

    def lacks(self, text: str, own: Particulars) -> bool:
        """Whether they never say a month that `text` names, or a name that `own`, the particulars of its own report, has more than once,
        its first words apart.
        """
        return bool(self._new_months(text, own)) or any(name.lower() not in self._words and own._names[name] > 1 for name in words(text))

    def dates_otherwise(self, text: str, own: Particulars, beside: str, *, later: bool = False) -> bool:
        """Whether they never say a month that `text` names, and `beside`, one of their own texts, names others: no month a year on, for
        that is a date that rolls on. What is told `later` is of another event also beside a text without a month, where it opens with when
        it was (In May 2024, …; On June 25, 2024, …).
        """
        there, new = {month for month, _ in dates.months_of_years(beside)}, {month for month, _ in self._new_months(text, own)}
        opening = self._new_opening(text, own) if later else set()
        return bool(opening or (there and new)) and there.isdisjoint(new | opening)

    def _new_opening(self, text: str, own: Particulars) -> set[str]:
        """The months of the dates that a text opens with as when it was, and that they never say, or of a day not as when anything is (On
        June 30, 2024, …, where they have a year ending June 30, 2024).
        """
        first, *rest = text.split(maxsplit=4)[:4] or [""]
        if first.lower() not in _WHEN:
            return set()
        words = " ".join(rest)
        days = {month for month, *day in dates.days_of_years(words) if (month, *day) not in self._when}
        return days | {month for month, _ in self._new_months(words, own)}

    def lacked(self, text: str, own: Particulars) -> tuple[frozenset[str], frozenset[str]]:
        """What they never say of a text of another report: the months of years that it names, without their years, and the names that it
        opens with, before its verb and any comma.
        """
        opening = " ".join(text.partition(",")[0].split()[:4])
        told = (name.lower() for name in names(opening))
        return frozenset(month for month, _ in self._new_months(text, own)), frozenset(told) - self._words

    def _new_months(self, text: str, own: Particulars) -> list[tuple[str, str]]:
        """The months of years that a text of another report names and they never do, or of which it names a day that they do not (due in
        December 2024, a suit of December 23, 2024), without those that a year ends with.
        """
        known = self._months - {(month, year) for month, _, year in self._new_days(text)}
        return [one for one in dates.months_of_years(text) if one[0] not in {self._end, own._end} and one not in known]

    def _new_days(self, text: str) -> list[tuple[str, str, str]]:
        """The days that a text of another report names and they never do."""
        return [day for day in dates.days_of_years(text) if day not in self._days]


@lru_cache(maxsize=8192)
def words(text: str) -> tuple[str, ...]:
    """The words of a text in Latin script, without the marks around them and the genitive."""
    parts = (part.strip(_AROUND).replace("’", "'").removesuffix("'s") for part in text.replace("—", " ").split())
    return tuple(part for part in parts if part.isascii() and part[:1].isalpha())


def names(text: str) -> list[str]:
    """The words of a text that begin with a capital letter, the first one apart."""
    return [word for word in words(text)[1:] if word[0].isupper() and word[1:]]
